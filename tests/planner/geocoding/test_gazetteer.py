"""Where the gazetteer puts an address, and when it says that it does not know."""

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from planner.coordinates import distance_m
from planner.geocoding import names
from planner.geocoding.gazetteer import Gazetteer
from planner.geocoding.on_road import on_road
from planner.geocoding.tables import Point, Stretch, load
from planner.visit import Level, Location

KNOWN = Gazetteer()
with (Path(__file__).parent / "messy_addresses.csv").open(encoding="utf-8", newline="") as _file:
    MESSY = list(csv.DictReader(_file, delimiter="|"))
STRETCH = Stretch("浦东新区", "某某路", 10, 100, Point(121.50, 31.20), 300, Point(121.52, 31.20), 150)


def metres(a: Location, lon: float, lat: float) -> float:
    return float(distance_m(np.float64(a.lon), np.float64(a.lat), np.float64(lon), np.float64(lat)))


def test_a_number_lies_between_its_anchors() -> None:
    """Number 200 of 100 to 300 lies half way, at house-number level."""
    found = on_road([STRETCH], 200)
    assert (found.lon, found.lat, found.level) == (121.51, 31.2, Level.HOUSE_NUMBER)


def test_a_number_far_past_the_last_one_stays_near_it() -> None:
    """Number 900 stays within two kilometres of the last known one, as a road with a radius that says so."""
    found = on_road([STRETCH], 900)
    assert found.level is Level.ROAD
    assert metres(found, 121.52, 31.20) <= 2_010
    assert found.radius_m > 5_000
    assert not found.is_plannable


def test_the_stretch_that_has_the_number_is_taken() -> None:
    """Of two stretches of one road the number picks its own."""
    other = replace(STRETCH, first=1_000, start=Point(121.60, 31.30), last=2_000, end=Point(121.62, 31.30))
    assert on_road([STRETCH, other], 1_500).lat == 31.30


def test_a_road_without_a_fit_is_a_road() -> None:
    """Without known numbers the number adds nothing."""
    found = on_road([replace(STRETCH, first=0, last=0)], 200)
    assert found.level is Level.ROAD
    assert found.radius_m >= 500


def test_a_highway_without_a_fit_is_not_planned() -> None:
    """A 公路 runs for ten kilometres: its middle is no place to send a team to."""
    assert not on_road([replace(STRETCH, road="某某公路", first=0, last=0)], 200).is_plannable


@pytest.mark.parametrize(
    ("address", "district", "lon", "lat"),
    [
        ("上海市徐汇区宜山路700弄12号301室", "徐汇区", 121.413, 31.174),
        ("上海浦东张杨路500号", "浦东新区", 121.515, 31.228),
        ("黄浦区南京西路街道南京西路580号", "静安区", 121.457, 31.230),
        ("上海市闸北区巨鹿路780号504室", "静安区", 121.449, 31.220),
        ("南汇区惠南镇人民东路2598弄37号", "浦东新区", 121.760, 31.045),
    ],
)
def test_real_roads(address: str, district: str, lon: float, lat: float) -> None:
    """Well-known numbers lie where everybody knows them, under today's district."""
    found = KNOWN.locate(address)
    assert found.is_plannable
    assert metres(found, lon, lat) < 1_500
    assert found.address == address


def test_a_road_in_the_neighbouring_district_is_taken_with_a_note() -> None:
    """古羊路 is known in 闵行 only; an address that says 长宁 is believed for the road, less exactly."""
    found = KNOWN.locate("长宁区古羊路700号")
    assert found.district == "闵行区"
    assert found.level is Level.ROAD
    assert "请核对" in found.note


def test_a_road_far_from_the_named_district_is_not_taken() -> None:
    """武夷路 is known in 长宁 only; an address in 青浦 means another one."""
    found = KNOWN.locate("青浦区武夷路120号")
    assert (found.level, found.district) == (Level.DISTRICT, "青浦区")


def test_a_road_of_several_districts_waits_without_a_district() -> None:
    """人民路 is in four districts: without one nobody is sent there."""
    found = KNOWN.locate("人民路290弄40号301室")
    assert not found.is_plannable
    assert "区" in found.note
    assert KNOWN.locate("黄浦区人民路290号").is_plannable


def test_a_common_name_waits_even_if_one_district_is_known() -> None:
    """公园路 is known in 青浦 alone, but many towns have one."""
    assert not KNOWN.locate("公园路355弄35号102室").is_plannable
    assert KNOWN.locate("青浦区公园路355弄35号102室").is_plannable


def test_a_road_of_one_district_is_found_without_it() -> None:
    """张杨路 can only be in Pudong, and the note says that this was inferred."""
    found = KNOWN.locate("张杨路500号")
    assert (found.district, found.level) == ("浦东新区", Level.HOUSE_NUMBER)
    assert "没有写区" in found.note


@pytest.mark.parametrize("address", ["上海市浦东新区", "浦东", "上海市闵行区无此一条路5号"])
def test_a_district_alone_is_not_planned(address: str) -> None:
    """A district's middle is 15 km wide."""
    found = KNOWN.locate(address)
    assert (found.level, found.radius_m) == (Level.DISTRICT, 15_000)
    assert found.note


def test_a_township_alone_is_not_planned() -> None:
    """A township's middle is kilometres off."""
    found = KNOWN.locate("浦东新区张江镇")
    assert (found.level, found.township) == (Level.TOWNSHIP, "张江镇")
    assert not found.is_plannable


def test_a_station_or_the_neighbourhood_of_its_name_is_found() -> None:
    """人民广场站 is a place; so is 鞍山新村 by its station."""
    assert KNOWN.locate("地铁人民广场站").level is Level.STATION
    assert metres(KNOWN.locate("地铁人民广场站"), 121.4706, 31.2347) < 300
    assert KNOWN.locate("杨浦区鞍山新村12号301室").level is Level.STATION


@pytest.mark.parametrize("address", ["", "13800138000", "江苏省苏州市姑苏区干将东路200号1幢301室", "Paris", "无"])
def test_nothing_to_find(address: str) -> None:
    """Empty, foreign and unreadable addresses have no point, and a note that does not repeat them."""
    found = KNOWN.locate(address)
    assert (found.level, found.lon, found.lat) == (Level.NONE, 0.0, 0.0)
    assert found.note
    assert not address or address not in found.note


def test_the_door_is_passed_on() -> None:
    """Whether the door is complete does not depend on finding the road."""
    assert KNOWN.locate("闵行区无此一条路5号301室").door_complete
    assert not KNOWN.locate("张杨路500号").door_complete


def test_many_addresses_keep_their_order() -> None:
    """The list comes back in order, each with its own text."""
    addresses = ["张杨路500号", "", "张杨路500号", "徐汇区宜山路"]
    assert [found.address for found in KNOWN.locate_all(addresses)] == addresses


def test_it_answers_as_a_geopy_geocoder() -> None:
    """geopy's own call works: a geopy location, latitude first, or None."""
    assert isinstance(KNOWN, Geocoder)
    answer = KNOWN.geocode("张杨路500号")
    found = KNOWN.locate("张杨路500号")
    assert (answer.latitude, answer.longitude) == (found.lat, found.lon)
    assert answer.raw["level"] == "house-number"
    assert KNOWN.geocode("江苏省苏州市干将东路200号") is None
    assert len(KNOWN.geocode("张杨路500号", exactly_one=False)) == 1


def test_a_road_of_several_districts_names_them_all() -> None:
    """Each district's 人民路 is an alternative with a point of its own."""
    found = KNOWN.locate("人民路290弄40号301室")
    assert len(found.alternatives) >= 3
    assert len({one.district for one in found.alternatives}) == len(found.alternatives)
    assert all(one.lon and one.road == "人民路" for one in found.alternatives)


def test_an_unknown_part_of_a_known_road_is_estimated() -> None:
    """松汇西路 is in no table, but 松汇中路 is: near enough to plan, and said so."""
    found = KNOWN.locate("松江区松汇西路120号")
    assert (found.level, found.road) == (Level.ROAD, "松汇西路")
    assert metres(found, 121.225, 31.005) < 3_000
    assert "同一路" in found.note
    assert found.is_plannable


def test_a_road_from_common_knowledge_is_vague() -> None:
    """浙江中路 was not among the places: its middle from memory, at road level however the number."""
    found = KNOWN.locate("黄浦区浙江中路465号")
    assert (found.level, found.district) == (Level.ROAD, "黄浦区")
    assert metres(found, 121.4768, 31.2370) < 1
    assert found.radius_m >= 600


def test_a_road_named_like_a_station_is_near_it() -> None:
    """蓝天路 is in no table, but a station has its name."""
    found = KNOWN.locate("浦东新区蓝天路518号")
    assert (found.level, found.is_plannable) == (Level.STATION, True)


@pytest.mark.parametrize(
    ("address", "township"),
    [
        ("徐汇区田林十四村28号301室", "田林街道"),
        ("浦东新区潍坊八村32号504室", "潍坊新村街道"),
        ("潍坊八村32号", "潍坊新村街道"),
    ],
)
def test_a_residents_committee_names_its_township(address: str, township: str) -> None:
    """A village without a road is in the township whose committee it has."""
    found = KNOWN.locate(address)
    assert (found.level, found.township) == (Level.TOWNSHIP, township)
    assert not found.is_plannable


@pytest.mark.parametrize("row", MESSY, ids=lambda row: row["address"])
def test_messy_addresses_are_in_their_district(row: dict[str, str]) -> None:
    """The district is right for all 214, and what would be planned lies in its box or close to it."""
    found = KNOWN.locate(row["address"])
    assert found.district == row["district"]
    box = load().districts[row["district"]][1]
    assert not found.is_plannable or box.holds(Point(found.lon, found.lat), 0.1)


def test_roads_from_common_knowledge_lie_in_their_district() -> None:
    """None of them far outside the box that the measured places span."""
    districts = load().districts
    for row in names.rows("roads_common.csv"):
        point = Point(float(row["lon"]), float(row["lat"]))
        assert districts[row["district"]][1].holds(point, 0.01), row["road"]


def test_every_township_has_a_point_in_its_district() -> None:
    """215 townships and five zones; the points from common knowledge lie in their district's box too."""
    tables = load()
    assert len(tables.townships) == 220
    for area in tables.townships.values():
        assert tables.districts[area.district][1].holds(area.point, 0.12), area.name


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=60))
def test_text_without_chinese_is_never_planned(text: str) -> None:
    """No name of Shanghai, no place."""
    assert not KNOWN.locate(text).is_plannable


@given(st.text(alphabet="甲乙丙丁戊己庚辛壬癸0123456789号室弄楼-() ", max_size=40))
def test_numbers_and_doors_without_a_name_are_never_planned(text: str) -> None:
    """Numbers, lanes and rooms without a road name nothing."""
    assert not KNOWN.locate(text).is_plannable
