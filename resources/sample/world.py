"""The invented world of the sample day: people, telephones, addresses on real roads."""

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random

TODAY = date(2026, 11, 23)
DAY = date(2026, 11, 24)
_ROADS = Path(__file__).parent.parent / "gazetteer" / "roads.csv"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英文辉玲建华志红国庆梅浩宇梓涵怡欣嘉婷䶮"
ELSEWHERE = (
    "江苏省盐城市亭湖区人民中路{}号",
    "安徽省阜阳市颍州区清河西路{}号",
    "河南省信阳市浉河区新华路{}号",
    "四川省达州市通川区朝阳东路{}号",
    "浙江省宁波市海曙区中山西路{}号",
)
VILLAGES = (
    "浦东新区张江镇环东村",
    "浦东新区曹路镇光明村",
    "闵行区浦江镇永丰村",
    "宝山区罗店镇天平村",
    "嘉定区马陆镇大裕村",
    "松江区叶榭镇井凌桥村",
    "青浦区朱家角镇张马村",
    "奉贤区庄行镇潘垫村",
)
OLD_DISTRICTS = {"浦东新区": "南汇区", "静安区": "闸北区", "黄浦区": "卢湾区"}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def check_digit(first_seventeen: str) -> str:
    """The last character of an id number (GB 11643-1999)."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(w * int(d) for w, d in zip(weights, first_seventeen, strict=True)) % 11]


class World:
    """People, telephones and addresses; never the same telephone or id number twice."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._phones = rng.sample(range(10_000), 9_000)
        self._ids: set[str] = set()
        self._lanes: list[str] = []
        with _ROADS.open(encoding="utf-8", newline="") as file:
            known = [road for road in csv.DictReader(file) if int(road["n"]) >= 6]
        self._roads = [road for road in known if int(road["num_b"]) > int(road["num_a"]) > 0]

    def name(self) -> str:
        """A surname and one or two characters."""
        return self.rng.choice(SURNAMES) + "".join(self.rng.choices(GIVEN, k=self.rng.choice((1, 2, 2))))

    def phone(self) -> str:
        """A mobile number of a block that nobody has."""
        return f"1900000{self._phones.pop():04d}"

    def id_number(self, born: date) -> str:
        """An id number that is sound but for its region."""
        while True:
            start = f"310199{born:%Y%m%d}{self.rng.randrange(1000):03d}"
            if start not in self._ids:
                self._ids.add(start)
                return start + check_digit(start)

    def birthday(self) -> date:
        """Between 21 and 63 years ago."""
        return TODAY - timedelta(days=self.rng.randrange(21 * 365, 63 * 365))

    def home(self) -> str:
        """A home as people write it; a tenth in a neighbour's lane, a tenth without a room, a few in villages."""
        kind = self.rng.random()
        if kind < 0.02:
            return f"上海市{self.rng.choice(VILLAGES)}{self.rng.randint(1, 12)}组{self.rng.randint(1, 60)}号"
        if kind < 0.12 and self._lanes:
            return f"{self.rng.choice(self._lanes)}{self.rng.randint(1, 40)}号{self._room()}"
        place = self._road()
        if kind < 0.22:
            return self._untidy(f"{place}号")
        if kind < 0.42:
            return self._untidy(f"{place}号{self._room()}")
        self._lanes.append(f"{place}弄")
        return self._untidy(f"{place}弄{self.rng.randint(1, 40)}号{self._room()}")

    def address(self) -> str:
        """A plain address on a road, as for a firm."""
        return f"{self._road()}号"

    def _road(self) -> str:
        road = self.rng.choice(self._roads)
        number = self.rng.randint(int(road["num_a"]), int(road["num_b"]))
        return f"{self._district(road['district'])}{road['road']}{number}"

    def _district(self, district: str) -> str:
        kind = self.rng.random()
        if kind < 0.03:
            return f"上海市{OLD_DISTRICTS.get(district, district)}"
        if kind < 0.10:
            return district
        if kind < 0.22:
            return f"上海{district.removesuffix('新区').removesuffix('区')}"
        if kind < 0.27:
            return f"上海市市辖区{district}"
        return "" if kind < 0.32 else f"上海市{district}"

    def _room(self) -> str:
        floor, door = self.rng.randint(1, 18), self.rng.randint(1, 6)
        kind = self.rng.random()
        if kind < 0.06:
            return f"{min(floor, 6)}楼{self.rng.choice('ABC')}座"
        if kind < 0.10:
            return f"-{self.rng.randint(101, 604)}"
        return f"{floor}{door:02d}室"

    def _untidy(self, address: str) -> str:
        return address.translate(_FULL_WIDTH) if self.rng.random() < 0.08 else address
