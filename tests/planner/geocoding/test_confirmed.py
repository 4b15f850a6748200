"""Confirmed places outrank the tables, serve their neighbours, and anchor their road."""

from datetime import UTC, datetime

import pytest

from planner.confirmed_place import ConfirmedPlace, MemoryPlaces
from planner.geocoding.gazetteer import Gazetteer
from planner.geocoding.tables import Point
from planner.visit import Level

ADDRESS = "浦东新区无此一条路500弄12号301室"
PLACE = ConfirmedPlace(ADDRESS, 121.5301, 31.2202, by="1001", at=datetime(2026, 11, 24, tzinfo=UTC))


def knowing(*places: ConfirmedPlace) -> Gazetteer:
    return Gazetteer(MemoryPlaces(places))


def test_the_very_address_is_where_it_was_confirmed() -> None:
    """However it is written, this door has the confirmed point, and so has its neighbour on the stairs."""
    gazetteer = knowing(PLACE)
    found = gazetteer.locate("上海市浦东新区无此一条路５００弄１２号３０１室")
    assert (found.level, found.lon, found.lat) == (Level.CONFIRMED, PLACE.lon, PLACE.lat)
    assert found.radius_m <= 50
    neighbour = gazetteer.locate("浦东新区无此一条路500弄12号502室")
    assert (neighbour.level, neighbour.lon) == (Level.COMPOUND, PLACE.lon)


def test_a_confirmed_address_is_known_without_its_district() -> None:
    """The district may be left out the next time."""
    assert knowing(PLACE).locate("无此一条路500弄12号301室").level is Level.CONFIRMED


def test_the_same_lane_is_a_compound() -> None:
    """Another house of the lane is near, less exactly; another lane is not."""
    gazetteer = knowing(PLACE)
    found = gazetteer.locate("浦东新区无此一条路500弄3号101室")
    assert found.level is Level.COMPOUND
    assert 100 <= found.radius_m <= 400
    assert gazetteer.locate("浦东新区无此一条路510弄3号101室").level is not Level.COMPOUND


def test_a_compound_without_a_road_is_known_by_its_name() -> None:
    """田林十四村 is a compound once one of its doors was confirmed."""
    gazetteer = knowing(ConfirmedPlace("徐汇区田林十四村28号301室", 121.4150, 31.1750))
    assert gazetteer.locate("徐汇区田林十四村5号202室").level is Level.COMPOUND
    assert gazetteer.locate("杨浦区田林十四村5号202室").level is not Level.COMPOUND


def test_a_lane_that_lies_apart_is_no_compound() -> None:
    """Two places of one lane two kilometres apart: one of them is wrong, and neither is believed for a third."""
    gazetteer = knowing(PLACE, ConfirmedPlace("浦东新区无此一条路500弄3号101室", 121.5501, 31.2202))
    assert gazetteer.locate("浦东新区无此一条路500弄9号101室").level is not Level.COMPOUND


def test_every_confirmed_number_is_an_anchor_of_its_road() -> None:
    """Between two confirmed numbers of an unknown road a third is found half way."""
    gazetteer = knowing(
        ConfirmedPlace("浦东新区无此一条路100号", 121.5200, 31.2200),
        ConfirmedPlace("无此一条路200号(浦东新区)", 121.5240, 31.2200),
    )
    found = gazetteer.locate("浦东新区无此一条路150号")
    assert found.level is Level.HOUSE_NUMBER
    assert (found.lon, found.lat) == (121.522, 31.22)
    assert 190 <= found.radius_m <= 400


def test_an_anchor_corrects_a_known_road() -> None:
    """张杨路's line is some hundred metres wide; a confirmed number beside it draws its neighbours near."""
    before = Gazetteer().locate("浦东新区张杨路502号")
    place = ConfirmedPlace("浦东新区张杨路500号", before.lon + 0.002, before.lat)
    after = knowing(place).locate("浦东新区张杨路502号")
    assert Point(after.lon, after.lat).metres_to(Point(place.lon, place.lat)) < 50
    assert after.radius_m < before.radius_m


def test_confirming_works_at_once_and_can_be_undone() -> None:
    """confirm and forget change the next answer, and the store has what was confirmed."""
    places = MemoryPlaces()
    gazetteer = Gazetteer(places)
    assert gazetteer.locate(ADDRESS).level is Level.DISTRICT
    gazetteer.confirm(PLACE)
    assert gazetteer.locate(ADDRESS).level is Level.CONFIRMED
    assert list(places.places()) == [PLACE]
    gazetteer.forget(ADDRESS)
    assert gazetteer.locate(ADDRESS).level is Level.DISTRICT


def test_a_township_is_planned_only_when_a_person_accepts_it() -> None:
    """Accepting says that the middle of the township is good enough for this address, and for no other."""
    address, other = "浦东新区张江镇某某小区5号301室", "浦东新区张江镇某某小区6号301室"
    gazetteer = Gazetteer()
    found = gazetteer.locate(address)
    assert (found.level, found.is_plannable) == (Level.TOWNSHIP, False)
    gazetteer.confirm(ConfirmedPlace(address, found.lon, found.lat, level=Level.TOWNSHIP))
    accepted = gazetteer.locate(address)
    assert (accepted.level, accepted.is_plannable) == (Level.TOWNSHIP, True)
    assert not gazetteer.locate(other).is_plannable


def test_a_chosen_estimate_keeps_its_radius() -> None:
    """Who chooses the road of one district knows no door: level and radius stay, and no anchor comes of it."""
    address = "人民路290弄40号301室"
    gazetteer = Gazetteer()
    one = next(other for other in gazetteer.locate(address).alternatives if other.district == "黄浦区")
    gazetteer.confirm(ConfirmedPlace(address, one.lon, one.lat, level=one.level, radius_m=one.radius_m))
    found = gazetteer.locate(address)
    assert (found.level, found.radius_m, found.is_accepted) == (one.level, one.radius_m, True)
    assert found.is_plannable
    assert gazetteer.locate("黄浦区人民路292弄") == Gazetteer().locate("黄浦区人民路292弄")


@pytest.mark.parametrize(("lon", "lat"), [(0.0, 0.0), (2.35, 48.86), (31.23, 121.47), (float("nan"), 31.2)])
def test_a_place_outside_shanghai_is_refused(lon: float, lat: float) -> None:
    """0,0, Paris, swapped and NaN are never confirmed."""
    with pytest.raises(ValueError, match="Shanghai"):
        ConfirmedPlace(ADDRESS, lon, lat)


def test_a_place_does_not_show_its_address() -> None:
    """repr goes into logs; the address is personal."""
    assert "无此一条路" not in repr(PLACE)
