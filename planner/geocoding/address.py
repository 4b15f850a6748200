"""The grammar of a Shanghai address: district, township, road or village, lane, number, building, room."""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from planner.geocoding import names

MAX_CHARS = 200
"""Longer cells are no addresses; the cut also bounds the work."""

_H = r"[\u4e00-\u9fff]"
_ROAD = r"(?:公路|大道|大街|支路|路|街(?!道))"
_SIDE = r"[东南西北中]?[一二三四五六七八九十]?"
_NOT_A_ROAD = rf"(?!{_SIDE}{_ROAD}|弄)"
_SPAN = r"(?:[-/、,.]\d+)*"

_SIMPLER = str.maketrans("號樓區縣鎮鄉東滬莊灣龍陽門興", "号楼区县镇乡东沪庄湾龙阳门兴")
_NOISE = re.compile(r"[\s\"'“”‘’*]+")
_DASHES = re.compile(r"[‐‑‒–—―−~〜]+|-{2,}")
_LONG_NUMBERS = re.compile(r"(?<!\d)20[0-2]\d{3}(?![\d号弄室])|(?<!\d)(?:0?21-)?[1-9]\d{7,}(?!\d)")
_COUNTRY = re.compile(r"^[^\u4e00-\u9fff\w]*(?:中华人民共和国|中国)?(?:上海市?|市辖区|直辖市|[:,;.、-])*")

_PROVINCE = names.any_of(names.PROVINCES)
_PLACE_TYPE = r"(?:省|市|自治区|壮族|回族|维吾尔|特别行政区)"
_OTHER_PROVINCE = re.compile(
    rf"(?:{_PROVINCE}){_PLACE_TYPE}|^(?:{_PROVINCE})(?!{_SIDE}{_ROAD})(?={_H}{{2,8}}?[市县区州盟])"
)
_OTHER_CITY = re.compile(
    rf"^(?:{names.any_of(names.CITIES)})(?!{_SIDE}{_ROAD}|弄|河|新村|大楼|大厦)"
    rf"|^(?!上海|超|城|都市{_ROAD}){_H}{{2,6}}?(?:(?<!城)市(?!{_SIDE}{_ROAD}|场|民)|自治州|自治县)"
)
_ANY_DISTRICT = re.compile(
    r"^(?!.{0,3}(?:工业|开发|小|社|园|新|商|保税|校|厂|住宅|生活|[A-Za-z])[区])"
    rf"{_H}{{2,3}}?[区县](?={_H}{{1,9}}{_ROAD}|{_H}{{1,6}}[镇村]|$)"
)


_ASIDE = re.compile(r"\(([^()]*)(?:\)|$)")
_NEAR = re.compile(rf"(?:靠近|临近|近)({_H}{{2,6}}?{_ROAD})口?")
_CROSSING = re.compile(rf"(?:靠近|临近|近|与|和|到|至|在)?({_H}{{2,6}}?{_ROAD})")
_STATION = re.compile(r"(?:地铁|轨交|轨道交通|号线)?([\u4e00-\u9fff0-9]{2,10}?)(?:地铁|轨交)?站")
_SOME_TOWN = re.compile(rf"({_H}{{2,5}}?(?:街道|镇|乡))(?:办事处|人民政府)?{_NOT_A_ROAD}")
_NUMBERED_ROAD = re.compile(rf"({_H}{{1,12}}{_ROAD})(?:第|临|甲|乙|丙|附|[A-Z]|No\.?)?(?=\d)")
_BARE_ROAD = re.compile(rf"({_H}{{1,12}}?{_ROAD})")
_TWO_ROADS = re.compile(rf"({_H}{{2,6}}?{_ROAD})[与和近]?({_H}{{2,}}{_ROAD})")
_ROAD_ALONE = rf"(?={_H}{{2,}}{_ROAD}$)(?!{_SIDE}{_ROAD}$)"
_BEFORE_ROAD = re.compile(
    rf"({_H}{{0,8}}(?:街道|社区|开发区|旅游区|度假区|工业区|工业园|园区|新区|小区|管委会|大学城|居委会?|[村镇乡坊岛])){_ROAD_ALONE}"
)
_NUMERAL = "一二三四五六七八九十"
_VILLAGE = re.compile(
    rf"({_H}{{1,12}}?(?:村|小区|公寓|宿舍|花园|家园|苑|坊|里|城|公馆|别墅|宅|大厦|大楼))"
    rf"(?=\d|$|[A-Za-z第甲乙丙]|[{_NUMERAL}]+[组队])"
)
_HAMLET = re.compile(rf"({_H}+?村)({_H}+宅)")
_RURAL = re.compile(rf"(?<![新{_NUMERAL}])村$|宅$")
_GROUP = re.compile(rf"([\d{_NUMERAL}]+)(?:村民小组|生产队|组|队)")
_LANE = re.compile(rf"(\d+[甲乙丙A-Z]?){_SPAN}[弄巷]")
_SUB_LANE = re.compile(rf"(\d+){_SPAN}支?弄")
_NUMBER = re.compile(rf"(\d+(?:-\d{{1,2}}(?=号))?[甲乙丙丁A-Za-z]?){_SPAN}号(?!楼|线|院|门口|桥)([甲乙丙丁]?)")
_BARE_NUMBER = re.compile(r"\d{1,5}(?![\d室楼层组队])")
_BUILDING = re.compile(r"(\d+|[A-Za-z甲乙丙])(?:号楼|幢|栋|座|#)")
_UNIT = re.compile(rf"([\dA-Za-z甲乙{_NUMERAL}]+)单元")
_ROOM = re.compile(
    r"[A-Za-z]?\d{1,4}(?:-\d{1,4})?[A-Za-z]?室(?:[A-Za-z甲乙丙丁\d]+间?)?"
    rf"|[{_NUMERAL}〇零]{{2,4}}室"
    rf"|[\d{_NUMERAL}]+[楼层](?:[A-Za-z甲乙丙丁]座|[A-Za-z]室)"
    r"|(?:亭子间|前楼|后楼|阁楼|统楼|统间|厢房|灶间|前客堂|后客堂|整幢|全幢|独栋)"
    r"|(?<=[弄号幢栋座楼#])\d{1,3}-(?:\d{1,2}-)?\d{3,4}(?![\d号弄幢米])"
    r"|(?<=[号幢栋座楼层元#])-?\d{3,4}[A-Za-z]?室?(?![\d号弄幢栋层楼米])"
)
"""The room of a flat as written here: 301室, 303室A间, 三〇一室, 4楼A座, 亭子间, 弄5-301, 号-360, 12#301.

After 号 a hyphen and one or two digits (55号-2) is a part of the house, not a room.
"""


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says, part by part; an empty part is not said. Numbers stay text (92甲, 151-1)."""

    text: str
    """The address in half-width characters, without spaces, postcode and telephone."""
    city_outside: bool = False
    """Another province, city or district than Shanghai's is named."""
    district: str = ""
    """Full name of today's district (黄浦区 for 卢湾区)."""
    township: str = ""
    """Full name of today's township; "" too if two districts have one of that name."""
    road: str = ""
    lane: str = ""
    sub_lane: str = ""
    number: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    village: str = ""
    group: str = ""
    village_number: str = ""
    near: tuple[str, ...] = ()
    """Roads that are named as near or as the crossing."""
    station: str = ""
    """The name before 站, if one is named."""
    short_town: str = ""
    """A township's short form that stood before the road; it may be part of the road's name after all."""

    @property
    def road_number(self) -> int | None:
        """The number that counts along the road: the lane's, else the house's."""
        digits = re.match(r"\d+", self.lane or self.number)
        return int(digits.group()) if digits else None

    @property
    def door_complete(self) -> bool:
        """Whether it names the very door: a room, or a house number of a village (R-82).

        A house number on a road that runs through a village may be a block of flats, so it is not enough.
        """
        is_rural = bool(self.group) or bool(_RURAL.search(self.village))
        return bool(self.room) or (is_rural and bool(self.village_number) and (bool(self.group) or not self.road))


def parse(text: str) -> Address:
    """Read an address as people write it. Never raises; what is not understood stays empty."""
    clean = _normalise(text)
    rest = _COUNTRY.sub("", clean)
    if _is_outside(clean, rest):
        return Address(clean, city_outside=True)
    asides = "".join(_ASIDE.findall(rest))
    main = _ASIDE.sub("", rest) or asides
    near = tuple(dict.fromkeys(_NEAR.findall(main) + _CROSSING.findall(asides)))
    station = _STATION.search(clean)
    found = Address(clean, near=near, station=station[1] if station else "")
    found, rest = _administrative(found, _NEAR.sub("", main), asides)
    found, tail = _road(found, rest)
    return _door(found, tail, asides)


def _normalise(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARS]).translate(_SIMPLER)
    return _LONG_NUMBERS.sub("", _DASHES.sub("-", _NOISE.sub("", plain)))


def _is_outside(clean: str, rest: str) -> bool:
    if _OTHER_PROVINCE.search(rest):
        return True
    if clean != rest and "上海" in clean[: len(clean) - len(rest)]:
        return False
    if _full_district().match(rest):
        return False
    return bool(_OTHER_CITY.match(rest) or _ANY_DISTRICT.match(rest))


def _administrative(found: Address, rest: str, asides: str) -> tuple[Address, str]:
    """Cut district and township off the front, as often and in whatever order they are written."""
    while True:
        rest = _COUNTRY.sub("", rest)
        if match := _full_district().match(rest):
            found = replace(found, district=found.district or names.districts()[match[0]])
        elif match := _full_township().match(rest):
            found = _with_township(found, names.townships()[match[1]])
        elif not found.district and (match := _short_district().match(rest)):
            found = replace(found, district=names.short_districts()[match[1]])
        elif match := _SOME_TOWN.match(rest):
            found = _with_township(found, names.short_townships().get(match[1], ()))
        else:
            break
        rest = rest[match.end() :]
    if not found.district and (match := _full_district().search(rest)):
        before, after = rest[: match.start()], rest[match.end() :]
        rest = before if _NUMBERED_ROAD.search(before) or not _BARE_ROAD.search(after) else after
    elif not found.district:
        match = _full_district().search(asides)
    return (replace(found, district=names.districts()[match[0]]) if match else found), rest


def _with_township(found: Address, meant: tuple[names.Township, ...]) -> Address:
    """The township that lies in the district, else the only one of that name with its own district."""
    fitting = [one for one in meant if one.district == found.district] or list(meant)
    if found.township or len(fitting) != 1:
        return found
    return replace(found, township=fitting[0].name, district=found.district or fitting[0].district)


def _road(found: Address, rest: str) -> tuple[Address, str]:
    """Take the road, or else the village, and say what follows it."""
    match = _NUMBERED_ROAD.search(rest) or _BARE_ROAD.search(rest)
    if not match:
        return _village(found, rest)
    road, tail = match[1], rest[match.end() :]
    if two := _TWO_ROADS.fullmatch(road):
        found, road = replace(found, near=(two[1], *found.near)), two[2]
    if before := _BEFORE_ROAD.match(road):
        village = before[1] if before[1].endswith("村") else ""
        found, road = replace(found, village=village), road[before.end() :]
    if town := _short_township().match(road):
        meant = tuple(one for one in names.short_townships()[town[1]] if found.district in ("", one.district))
        if len(meant) == 1:
            found, road = replace(_with_township(found, meant), short_town=town[1]), road[town.end() :]
    return replace(found, road=road), tail


def _village(found: Address, rest: str) -> tuple[Address, str]:
    town = _short_town_start().match(rest)
    if town and found.district:
        meant = tuple(one for one in names.short_townships()[town[1]] if one.district == found.district)
        found, rest = (_with_township(found, meant), rest[town.end() :]) if meant else (found, rest)
    match = _VILLAGE.match(rest)
    if not match:
        return found, rest
    hamlet = _HAMLET.fullmatch(match[1])
    village, group = hamlet.groups() if hamlet else (match[1], "")
    return replace(found, village=village, group=group), rest[match.end() :]


def _door(found: Address, tail: str, asides: str) -> Address:
    """Read lane, number, building, unit and room from what follows the road or village."""
    group = _GROUP.search(tail)
    lane = _LANE.search(tail)
    after = lane.end() if lane else 0
    sub_lane = _SUB_LANE.search(tail, after) if lane else None
    after = sub_lane.end() if sub_lane else after
    number = _NUMBER.search(tail, after)
    said = "".join(number.groups()) if number else _unmarked_number(found, tail, after)
    room = _ROOM.search(tail) or _ROOM.search(asides)
    fixture = tail.replace(room[0], "", 1) if room else tail
    building, unit = _BUILDING.search(fixture, after), _UNIT.search(tail)
    is_village = bool(found.group or group or (found.village and not found.road))
    return replace(
        found,
        group=found.group or (group[1] if group else ""),
        lane=lane[1] if lane else "",
        sub_lane=sub_lane[1] if sub_lane else "",
        number="" if is_village else said,
        village_number=said if is_village else "",
        building=building[1] if building else "",
        unit=unit[1] if unit else "",
        room=room[0].lstrip("-") if room else "",
    )


def _unmarked_number(found: Address, tail: str, start: int) -> str:
    """张杨路500 and 弄5-301 leave the 号 out."""
    match = _BARE_NUMBER.match(tail, start) if found.road else None
    return match[0] if match else ""


@cache
def _full_district() -> re.Pattern[str]:
    return re.compile(names.any_of(names.districts()))


@cache
def _short_district() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.short_districts())}){_NOT_A_ROAD}(?![镇寺]|新城镇|卫(?:镇|站|火车站))")


@cache
def _full_township() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.townships())})(?:(?<=街道)|{_NOT_A_ROAD})")


@cache
def _short_township() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.short_townships())}){_ROAD_ALONE}(?![东西南北中][{_NUMERAL}])")


@cache
def _short_town_start() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.short_townships())})")
