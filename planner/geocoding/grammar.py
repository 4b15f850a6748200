"""The patterns of a Shanghai address: how its parts look, and what they must not be mistaken for."""

import re
from functools import cache

from planner.geocoding import names

_H = r"[\u4e00-\u9fff]"
_ROAD = r"(?:公路|大道|大街|支路|路|街(?!道))"
_SIDE = r"[东南西北中]?[一二三四五六七八九十]?"
_NOT_A_ROAD = rf"(?!{_SIDE}{_ROAD}|弄)"
_SPAN = r"(?:[-/、,.]\d+)*"

SIMPLER = str.maketrans("號樓區縣鎮鄉東滬莊灣龍陽門興", "号楼区县镇乡东沪庄湾龙阳门兴")
NOISE = re.compile(r"[\s\"'“”‘’*]+")
DASHES = re.compile(r"[‐‑‒–—―−~〜]+|-{2,}")
LONG_NUMBERS = re.compile(r"(?<!\d)20[0-2]\d{3}(?![\d号弄室])|(?<!\d)(?:0?21-)?[1-9]\d{7,}(?!\d)")
COUNTRY = re.compile(
    r"^[^\u4e00-\u9fff\w]*(?:中华人民共和国|中国)?"
    r"(?:\(?上海(?!县)市?\)?|市辖区|直辖市|自由贸易试验区|自贸区|[:,;.、-])*"
)

_PROVINCE = names.any_of(names.PROVINCES)
_PLACE_TYPE = r"(?:省|市|自治区|壮族|回族|维吾尔|特别行政区)"
OTHER_PROVINCE = re.compile(
    rf"(?:{_PROVINCE}){_PLACE_TYPE}|^(?:{_PROVINCE})(?!{_SIDE}{_ROAD})(?={_H}{{2,8}}?[市县区州盟])"
)
OTHER_CITY = re.compile(
    rf"^(?:{names.any_of(names.CITIES)})(?!{_SIDE}{_ROAD}|弄|河|新村|大楼|大厦)"
    rf"|^(?!上海|超|城|都市{_ROAD}){_H}{{2,6}}?(?:(?<!城)市(?!{_SIDE}{_ROAD}|场|民)|自治州|自治县)"
)
ANY_DISTRICT = re.compile(
    r"^(?!.{0,3}(?:工业|开发|小|社|园|新|商|保税|校|厂|住宅|生活|[A-Za-z])[区])"
    rf"{_H}{{2,3}}?[区县](?={_H}{{1,9}}{_ROAD}|{_H}{{1,6}}[镇村]|$)"
)


ASIDE = re.compile(r"\(([^()]*)(?:\)|$)")
NEAR = re.compile(rf"(?:靠近|临近|近)({_H}{{2,6}}?{_ROAD})口?")
CROSSING = re.compile(rf"(?:靠近|临近|近|与|和|到|至|在)?({_H}{{2,6}}?{_ROAD})")
STATION = re.compile(r"(?:地铁|轨交|轨道交通|号线)?([\u4e00-\u9fff0-9]{2,10}?)(?:地铁|轨交)?站")
SOME_TOWN = re.compile(rf"({_H}{{2,5}}?(?:街道|镇|乡))(?:办事处|人民政府)?{_NOT_A_ROAD}")
NUMBERED_ROAD = re.compile(rf"({_H}{{1,12}}{_ROAD})(?:第|临|甲|乙|丙|附|[A-Z]|No\.?)?(?=\d)")
BARE_ROAD = re.compile(rf"({_H}{{1,12}}?{_ROAD})")
TWO_ROADS = re.compile(rf"({_H}{{2,6}}?{_ROAD})[与和近]?({_H}{{2,}}{_ROAD})")
_ROAD_ALONE = rf"(?={_H}{{2,}}{_ROAD}$)(?!{_SIDE}{_ROAD}$)"
BEFORE_ROAD = re.compile(
    rf"({_H}{{0,8}}(?:街道|社区|开发区|旅游区|度假区|工业区|工业园|园区|新区|小区|管委会|大学城|居委会?|[村镇乡坊岛]"
    rf"|花园|家园|公寓|[佳名嘉雅新]苑|豪庭|公馆|别墅|广场|大厦|分?医院|分院|大学|中学|小学|市场|商城)){_ROAD_ALONE}"
)
_NUMERAL = "一二三四五六七八九十"
VILLAGE = re.compile(
    rf"({_H}{{1,12}}?(?:村|小区|公寓|宿舍|花园|家园|苑|坊|里|城|公馆|别墅|宅|大厦|大楼|[弄巷]))"
    rf"(?=\d|$|[A-Za-z第甲乙丙]|[{_NUMERAL}]+[组队])"
)
HAMLET = re.compile(rf"({_H}+?村)({_H}+宅)")
RURAL = re.compile(rf"(?<![新{_NUMERAL}])村$|宅$")
GROUP = re.compile(rf"([\d{_NUMERAL}]+)(?:村民小组|生产队|组|队)")
LANE = re.compile(rf"(\d+[甲乙丙A-Z]?){_SPAN}[弄巷]")
SUB_LANE = re.compile(rf"(\d+){_SPAN}支?弄")
NUMBER = re.compile(
    rf"([甲乙丙丁临附]?\d+(?:-\d{{1,2}}(?=号))?[甲乙丙丁A-Za-z]?){_SPAN}号(?!楼|线|院|门口|桥)([甲乙丙丁]?)"
)
BARE_NUMBER = re.compile(r"\d{1,5}(?![\d室楼层组队幢栋座]|号楼|单元)")
BUILDING = re.compile(r"(\d+|[A-Za-z甲乙丙])(?:号楼|幢|栋|座|#)")
UNIT = re.compile(rf"([\dA-Za-z甲乙{_NUMERAL}]+)单元")
ROOM = re.compile(
    r"[A-Za-z]?\d{1,4}(?:-\d{1,4})?[A-Za-z]?室(?:[A-Za-z甲乙丙丁\d]+间?)?"
    rf"|[{_NUMERAL}〇零]{{2,4}}室"
    rf"|[\d{_NUMERAL}]+[楼层](?:[A-Za-z甲乙丙丁]座|[A-Za-z]室)"
    r"|(?:亭子间|前楼|后楼|阁楼|统楼|统间|厢房|灶间|前客堂|后客堂|整幢|全幢|独栋)"
    r"|(?<=[弄号幢栋座楼#场厦苑园城庭])\d{1,3}-(?:\d{1,2}-)?\d{3,4}(?![\d号弄幢米])"
    r"|(?<=[号幢栋座楼层元#])-?\d{3,4}[A-Za-z]?室?(?![\d号弄幢栋层楼米])"
)
"""The room of a flat as written here: 301室, 303室A间, 三〇一室, 4楼A座, 亭子间, 弄5-301, 号-360, 12#301.

After 号 a hyphen and one or two digits (55号-2) is a part of the house, not a room.
"""


@cache
def full_district() -> re.Pattern[str]:
    return re.compile(names.any_of(names.districts()))


@cache
def short_district() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.short_districts())}){_NOT_A_ROAD}(?![镇寺]|新城镇|卫(?:镇|站|火车站))")


@cache
def full_township() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.townships())})(?:(?<=街道)|{_NOT_A_ROAD})")


@cache
def short_township() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.short_townships())}){_ROAD_ALONE}(?![东西南北中][{_NUMERAL}])")


@cache
def short_town_start() -> re.Pattern[str]:
    return re.compile(f"({names.any_of(names.short_townships())})")
