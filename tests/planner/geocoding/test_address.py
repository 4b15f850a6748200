"""What the address grammar reads out of messy Shanghai addresses."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.geocoding.address import MAX_CHARS, parse

with (Path(__file__).parent / "messy_addresses.csv").open(encoding="utf-8", newline="") as _file:
    MESSY = list(csv.DictReader(_file, delimiter="|"))
"""Written by us in the ways that the lenders' sheets do it; no real person lives there."""

PARTS = [
    # address, district, road, lane, number, room
    ("上海市闸北区巨鹿路780号504室", "静安区", "巨鹿路", "", "780", "504室"),
    ("延安西路２７４弄５号３０３室A间", "", "延安西路", "274", "5", "303室A间"),
    ("上海浦东浦东南路3520号1701室", "浦东新区", "浦东南路", "", "3520", "1701室"),
    ("上海徐汇宜山路", "徐汇区", "宜山路", "", "", ""),
    ("张杨路500号", "", "张杨路", "", "500", ""),
    ("张杨路500", "", "张杨路", "", "500", ""),
    ("上海市上海市市辖区闵行区紫藤路266弄3号1001室", "闵行区", "紫藤路", "266", "3", "1001室"),
    ("200233 中国上海市徐汇区宜山路700弄12#301", "徐汇区", "宜山路", "700", "12", "301"),
    ("松江区新松江路1089号-360", "松江区", "新松江路", "", "1089", "360"),
    ("宝山区长江西路2016号4楼B座", "宝山区", "长江西路", "", "2016", "4楼B座"),
    ("卢湾区瑞金二路街道瑞金二路118弄4号806室", "黄浦区", "瑞金二路", "118", "4", "806室"),
    ("南市区中华路1204号", "黄浦区", "中华路", "", "1204", ""),
    ("南汇县惠南镇人民东路2598弄37号", "浦东新区", "人民东路", "2598", "37", ""),
    ("崇明县堡镇工农路23号", "崇明区", "工农路", "", "23", ""),
    ("静安区南京西路街道西康路341号", "静安区", "西康路", "", "341", ""),
    ("长宁区法华镇路612弄8号", "长宁区", "法华镇路", "612", "8", ""),
    ("崇明区堡镇中路100号201室", "崇明区", "堡镇中路", "", "100", "201室"),
    ("松江区中山东一路12号", "松江区", "中山东一路", "", "12", ""),
    ("周浦镇年家浜路90弄3支弄16号", "浦东新区", "年家浜路", "90", "16", ""),
    ("张杨路1372-1380号", "", "张杨路", "", "1372", ""),
    ("淮海中路77号甲", "", "淮海中路", "", "77甲", ""),
    ("静安区愚园路247号亭子间", "静安区", "愚园路", "", "247", "亭子间"),
    ("浦东张杨路500弄5-301", "浦东新区", "张杨路", "500", "5", "5-301"),
    ("松花江路1800号-6号楼-203室", "", "松花江路", "", "1800", "203室"),
    ("张杨路500号(浦东新区)", "浦东新区", "张杨路", "", "500", ""),
    ("松江大学城文翔路415号", "松江区", "文翔路", "", "415", ""),
    ("嘉定区嘉定镇街道北大街12号", "嘉定区", "北大街", "", "12", ""),
    ("张家,松江区新桥镇新中街31号", "松江区", "新中街", "", "31", ""),
    ("都市路2210号", "", "都市路", "", "2210", ""),
    ("江苏路街道江苏路470弄2号", "长宁区", "江苏路", "470", "2", ""),
    ("四川北路1702號", "", "四川北路", "", "1702", ""),
    ("浦东新区川沙新镇新德路530弄三〇一室", "浦东新区", "新德路", "530", "", "三〇一室"),
]


@pytest.mark.parametrize(("text", "district", "road", "lane", "number", "room"), PARTS)
def test_parts(text: str, district: str, road: str, lane: str, number: str, room: str) -> None:
    """District, road, lane, number and room are read as a person reads them."""
    said = parse(text)
    assert (said.district, said.road, said.lane, said.number, said.room) == (district, road, lane, number, room)
    assert not said.city_outside


@pytest.mark.parametrize(
    ("text", "township"),
    [
        ("闵行莘庄莘松路457号", "莘庄镇"),
        ("奉贤南桥环城东路886号", "南桥镇"),
        ("普陀区真如镇兰溪路52号", "真如镇街道"),
        ("浦东新区六灶镇周祝公路8号", "川沙新镇"),
        ("南汇新城镇环湖西一路99号", "南汇新城镇"),
        ("宝山区顾村镇", "顾村镇"),
        ("静安区共和新路2703号", ""),
        ("黄浦区淮海中路218号", ""),
    ],
)
def test_townships(text: str, township: str) -> None:
    """Short and former names count; a sub-district named after a road never swallows the road."""
    assert parse(text).township == township


@pytest.mark.parametrize(
    "text",
    [
        "张杨路500号301室",
        "宜山路700弄12#301",
        "张杨路500弄5-301",
        "新松江路1089号-360",
        "长江西路2016号11号4楼A座",
        "吴中东路67弄28号302室A间",
        "汾阳路59弄19号二楼亭子间",
        "惠南镇海沈村12组34号",
        "惠南镇海沈村王家宅34号",
        "浦东新区海沈村34号",
        "潍坊八村12号301室",
    ],
)
def test_complete_doors(text: str) -> None:
    """A room, or a house number of a village, names the very door."""
    assert parse(text).door_complete


@pytest.mark.parametrize(
    "text",
    [
        "张杨路500号",
        "长宁路762弄",
        "宜山路700弄12号",
        "世纪大道840号-2",
        "江宁路70号6楼",
        "张杨路1228-1230号",
        "潍坊八村12号",
        "梧桐新村14号",
        "海沈村海沈路59号",
        "惠南镇海沈村12组",
        "某某路88号办公室",
        "",
    ],
)
def test_incomplete_doors(text: str) -> None:
    """A house or a floor is not a door, nor is a number in an urban village."""
    assert not parse(text).door_complete


@pytest.mark.parametrize(
    "text",
    [
        "江苏省苏州市姑苏区干将东路200号1幢301室",
        "江苏苏州市姑苏区干将东路200号",
        "苏州干将东路200号",
        "姑苏区干将东路200号",
        "浙江省舟山市普陀区东港街道海印路1号",
        "江苏省南京市上海路12号",
        "河南省信阳市浉河区新华路61号",
        "北京市朝阳区建国路1号",
        "嵊泗县菜园镇海滨中路1号",
    ],
)
def test_other_cities_are_outside(text: str) -> None:
    """Another city is outside and keeps no road that Shanghai has too."""
    said = parse(text)
    assert said.city_outside
    assert not said.road


@pytest.mark.parametrize("text", ["江苏路470弄", "四川北路1号", "北京西路722号", "苏州河路1号", "上海市重庆南路5号"])
def test_roads_named_after_cities_are_in_shanghai(text: str) -> None:
    """江苏路 is a road of Shanghai."""
    assert not parse(text).city_outside


def test_near_roads_are_hints_and_not_the_road() -> None:
    """近…路 is kept apart from the road, in brackets and without."""
    assert parse("广灵四路88号(近水电路)").near == ("水电路",)
    said = parse("广灵四路88号近水电路")
    assert (said.road, said.number, said.near) == ("广灵四路", "88", ("水电路",))


@pytest.mark.parametrize("text", ["13800138000", "021-62345678", "Paris, 5 rue X", "   ", "无", "0,0"])
def test_what_is_no_address_names_nothing(text: str) -> None:
    """A telephone number or a foreign word yields neither road nor district."""
    said = parse(text)
    assert (said.road, said.district, said.township, said.number) == ("", "", "", "")


@pytest.mark.parametrize("row", MESSY, ids=lambda row: row["address"])
def test_messy_addresses(row: dict[str, str]) -> None:
    """Road, lane and number of 200 messy addresses, whether the door is complete, and a district that is not wrong."""
    said = parse(row["address"])
    assert not said.city_outside
    assert (said.road, said.lane, said.number) == (row["road"], row["lane"], row["number"])
    assert said.door_complete == (row["complete"] == "y")
    assert said.district in ("", row["district"])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("张杨路500弄甲5号301室", "甲5"),
        ("新村路123弄临5号", "临5"),
        ("国权路200弄3甲号", "3甲"),
        ("凤阳路29-31号", "29-31"),
        ("都市路2988弄25幢503室", ""),
    ],
)
def test_numbers_keep_their_letters(text: str, number: str) -> None:
    """甲, 临 and ranges belong to the number; the block of a lane is none."""
    assert parse(text).number == number


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("宝山区场北村3组15号", True),
        ("普陀区曹杨村15号", False),
        ("四平路1188号远洋广场1-1802", True),
        ("番瓜弄12号301室", True),
    ],
)
def test_doors_in_villages_and_compounds(text: str, complete: bool) -> None:
    """A village of the inner city is a block of flats; a compound's room counts."""
    assert parse(text).door_complete == complete


_ROADS = st.sampled_from(
    "张杨路 南京西路 四川北路 江苏路 控江路 法华镇路 共和新路 中山东一路 曹安公路 世纪大道 都市路".split()
)
_TOWNS = st.sampled_from(
    [
        ("浦东新区", "潍坊新村街道"),
        ("静安区", "南京西路街道"),
        ("虹口区", "四川北路街道"),
        ("杨浦区", "控江路街道"),
        ("长宁区", "江苏路街道"),
        ("闵行区", "莘庄镇"),
        ("崇明区", "堡镇"),
        ("普陀区", "真如镇街道"),
    ]
)
_NUMBERS = st.integers(1, 9999).map(str)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(
    st.sampled_from(["", "上海", "上海市", "上海市上海市", "中国上海市市辖区", "200233 上海市", "上海市，"]),
    _TOWNS,
    st.booleans(),
    _ROADS,
    st.one_of(st.just(""), _NUMBERS),
    st.one_of(_NUMBERS, _NUMBERS.map(lambda number: number + "甲")),
    st.one_of(st.just(""), st.integers(101, 3204).map(lambda room: f"{room}室")),
    st.booleans(),
)
def test_round_trip(
    prefix: str, town: tuple[str, str], has_town: bool, road: str, lane: str, number: str, room: str, is_wide: bool
) -> None:
    """What is put together from parts comes apart into the same parts, the town named after a road included."""
    district, township = town
    street = f"{road}{lane}{'弄' if lane else ''}{number}号{room}"
    said = parse(prefix + district + (township if has_town else "") + (street.translate(_WIDE) if is_wide else street))
    assert (said.district, said.road, said.lane, said.number, said.room) == (district, road, lane, number, room)
    assert said.township == (township if has_town else "")
    assert said.door_complete == bool(room)


_LETTERS = st.one_of(st.characters(), st.sampled_from("上海市浦东新区张杨路弄号室村组宅近()-0123456789"))


@given(st.text(alphabet=_LETTERS, max_size=300))
def test_parse_never_raises(text: str) -> None:
    """Any text at all is read, and only so much of it as an address is long (one character unfolds to 18 at most)."""
    assert len(parse(text).text) <= 18 * MAX_CHARS
