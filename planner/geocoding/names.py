"""Names of Shanghai's districts and townships, old ones too, and of the places outside that an address may name."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import resources

DISTRICTS = tuple("黄浦 徐汇 长宁 静安 普陀 虹口 杨浦 闵行 宝山 嘉定 浦东 金山 松江 青浦 奉贤 崇明".split())
"""Short names of today's sixteen."""

URBAN = frozenset("黄浦区 徐汇区 长宁区 静安区 普陀区 虹口区 杨浦区".split())
"""Districts without farming villages: a 村 there is a block of flats."""

_MERGED = {
    "卢湾": "黄浦区",
    "南市": "黄浦区",
    "闸北": "静安区",
    "南汇": "浦东新区",
    "川沙": "浦东新区",
}
"""Districts and counties that were merged since 1992, as id cards and old contracts still name them."""

_COUNTIES = {"上海县": "闵行区"}

PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 "
    "内蒙古 广西 西藏 宁夏 新疆 北京 天津 重庆 香港 澳门 台湾"
).split()

CITIES = (
    "南京 苏州 无锡 常州 南通 扬州 镇江 泰州 盐城 徐州 淮安 连云港 宿迁 昆山 太仓 常熟 启东 海门 张家港 江阴 "
    "杭州 宁波 温州 嘉兴 湖州 绍兴 金华 台州 舟山 平湖 嘉善 义乌 合肥 芜湖 安庆 阜阳 六安 福州 厦门 泉州 南昌 九江 "
    "济南 青岛 郑州 洛阳 武汉 长沙 广州 深圳 东莞 佛山 成都 贵阳 昆明 西安 兰州 西宁 银川 太原 石家庄 "
    "沈阳 大连 长春 哈尔滨"
).split()
"""Large or near cities; roads of Shanghai are named after most, so that the word that follows decides."""


@dataclass(frozen=True, slots=True)
class Township:
    """A 街道, 镇 or 乡 of today and the full name of its district."""

    name: str
    district: str


@cache
def districts() -> dict[str, str]:
    """Every full form of a district's name, old or new -> today's full name."""
    full = {short: short + ("新区" if short == "浦东" else "区") for short in DISTRICTS}
    forms = {short + suffix: name for short, name in (full | _MERGED).items() for suffix in ("区", "县")}
    return forms | {"浦东新区": "浦东新区"} | _COUNTIES


@cache
def short_districts() -> dict[str, str]:
    """浦东, 闵行, 闸北 ... -> today's full name. 川沙 is left out: today it is a town first."""
    shorts = {name[:-1]: today for name, today in districts().items() if name[-1] == "区" and name != "浦东新区"}
    return {short: today for short, today in shorts.items() if short != "川沙"}


@cache
def townships() -> dict[str, tuple[Township, ...]]:
    """Full name of a township, former ones too -> the townships of today that may be meant (虹桥 is two)."""
    found: dict[str, tuple[Township, ...]] = {}
    for row in rows("townships.csv"):
        one = Township(row["township"], row["district"])
        found[one.name] = (*found.get(one.name, ()), one)
    for row in rows("other_names.csv"):
        found.setdefault(row["name"], (Township(row["township"], row["district"]),))
    return found


@cache
def short_townships() -> dict[str, tuple[Township, ...]]:
    """莘庄, 南桥 ... -> townships. Names ending in 路 or 新村 are left out: they would swallow the road itself."""
    shorts: dict[str, tuple[Township, ...]] = {}
    for name, meant in townships().items():
        short = re.sub(r"(街道|镇|乡)$", "", name)
        if len(short) >= 2 and not short.endswith(("路", "新村")):
            shorts[short] = tuple(dict.fromkeys((*shorts.get(short, ()), *meant)))
    return shorts


def any_of(names: Iterable[str]) -> str:
    """A pattern of these names, the longest first."""
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of the gazetteer, as text."""
    with resources.path(f"gazetteer/{table}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
