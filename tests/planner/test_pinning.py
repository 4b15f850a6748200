"""What a person is asked about places, and what becomes of his answers."""

from datetime import date, datetime

import pytest

import resources
from app import open_desk
from planner.casebook import DayFiles
from planner.clock import SHANGHAI
from planner.coordinates import Datum
from planner.doors import Doors
from planner.errors import PlannerError
from planner.pinning import read_point
from planner.visit import Level

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=SHANGHAI)
POINT = (121.5301, 31.2202)


@pytest.fixture
def doors() -> Doors:
    """The sample day."""
    doors = open_desk(None)
    folder = resources.path("sample")
    doors.casebook.import_day(
        DayFiles(
            (folder / "cases.xlsx", folder / "cases_lender2.csv"),
            folder / "contacts.xlsx",
            folder / "visits.xlsx",
            folder / "lenders.xlsx",
            folder / "authorisations.xlsx",
            folder / "roster.xlsx",
        )
    )
    return doors


def test_the_days_vaguest_addresses_come_first(doors: Doors) -> None:
    """Those that may be visited today before those to be called, the not plannable before the vague."""
    doubts = doors.pinning.doubts(DAY)
    assert doubts
    ranks = [(not one.is_due, one.location.is_plannable) for one in doubts]
    assert ranks == sorted(ranks)
    assert len({one.address for one in doubts}) == len(doubts)
    assert all(one.address not in repr(one) for one in doubts)


def test_every_doubt_can_be_settled_to_the_last(doors: Doors) -> None:
    """Confirmed one after the other, none is left, and all can be taken back."""
    doubts = doors.pinning.doubts(DAY)
    for one in doubts:
        doors.pinning.confirm(one.address, *POINT, by="1001", at=NOW)
    assert doors.pinning.doubts(DAY) == ()
    while doors.pinning.can_undo:
        doors.pinning.undo()
    assert doors.pinning.doubts(DAY)[-1] == doubts[-1]


def test_a_look_again_is_what_a_new_look_says(doors: Doors) -> None:
    """After a step the doubts that are left are those that a whole new look finds."""
    doubts = doors.pinning.doubts(DAY)
    assert doors.pinning.again(doubts) == doubts
    doors.pinning.confirm(doubts[0].address, *POINT, by="1001", at=NOW)
    assert doors.pinning.again(doubts) == doors.pinning.doubts(DAY)


def test_a_confirmed_address_is_planned_there(doors: Doors) -> None:
    """The planner's own locator knows it at once."""
    doubt = next(one for one in doors.pinning.doubts(DAY) if not one.location.is_plannable)
    doors.pinning.confirm(doubt.address, *POINT, by="1001", at=NOW)
    found = doors.dayplan.locator.locate_all([doubt.address])[0]
    assert (found.level, found.lon, found.lat) == (Level.CONFIRMED, *POINT)
    assert doors.pinning.undo() == doubt.address
    assert doors.dayplan.locator.locate_all([doubt.address])[0] == doubt.location


def test_undo_brings_back_an_earlier_pin(doors: Doors) -> None:
    """Pinned twice, undone once: the first pin stands again."""
    address = "浦东新区无此一条路5号301室"
    doors.pinning.confirm(address, *POINT, by="1001", at=NOW)
    doors.pinning.confirm(address, 121.60, 31.25, by="1001", at=NOW)
    doors.pinning.undo()
    assert doors.pinning.look(address).lon == POINT[0]
    doors.pinning.undo()
    assert doors.pinning.look(address).level is Level.DISTRICT
    with pytest.raises(PlannerError, match="没有可撤销的"):
        doors.pinning.undo()


def test_an_address_elsewhere_is_not_pinned(doors: Doors) -> None:
    """Its city has to be corrected first; it is no doubt to be settled by a pin either."""
    with pytest.raises(PlannerError, match="外地"):
        doors.pinning.confirm("江苏省苏州市姑苏区干将东路200号1幢301室", *POINT, by="1001", at=NOW)
    assert not any("苏州" in one.address for one in doors.pinning.doubts(DAY))


def test_a_township_can_be_accepted(doors: Doors) -> None:
    """And a district cannot."""
    doors.pinning.accept_township("浦东新区张江镇某某小区5号301室", "1001", NOW)
    assert doors.pinning.look("浦东新区张江镇某某小区5号301室").is_plannable
    with pytest.raises(PlannerError, match="街镇"):
        doors.pinning.accept_township("浦东新区无此一条路5号", "1001", NOW)


def test_an_alternative_can_be_chosen(doors: Doors) -> None:
    """It settles the doubt with the estimate's own radius; what is not offered is refused."""
    address = "人民路290弄40号301室"
    one = doors.pinning.look(address).alternatives[1]
    doors.pinning.choose(address, 1, "1001", NOW)
    found = doors.pinning.look(address)
    assert (found.lon, found.radius_m, found.is_accepted) == (one.lon, one.radius_m, True)
    with pytest.raises(PlannerError, match="没有这个选项"):
        doors.pinning.choose("浦东新区张杨路500号", 0, "1001", NOW)


def test_a_pin_far_from_the_estimate_is_doubted(doors: Doors) -> None:
    """Kept all the same, since persons know better, but said."""
    assert "公里" in doors.pinning.confirm("浦东新区张杨路500号", 121.80, 30.95, by="1001", at=NOW)
    assert doors.pinning.confirm("浦东新区张杨路600号", 121.515, 31.228, by="1001", at=NOW) == ""


@pytest.mark.parametrize("datum", Datum)
@pytest.mark.parametrize("text", ["{0}, {1}", "{1} {0}", "{0}，{1}", "经度{0} 纬度{1}", "{0};{1}"])
def test_points_are_read_in_three_systems_and_either_order(datum: Datum, text: str) -> None:
    """Two numbers however they are parted; the larger is the longitude."""
    lon, lat = datum.from_wgs84(*POINT)
    found = read_point(text.format(f"{lon:.6f}", f"{lat:.6f}"), datum)
    assert found == (pytest.approx(POINT[0], abs=2e-6), pytest.approx(POINT[1], abs=2e-6))


@pytest.mark.parametrize("text", ["", "121.47", "abc", "0,0", "2.35, 48.85", "1,2,3", "121.47, nan"])
def test_what_is_no_point_of_shanghai_is_refused(text: str) -> None:
    """In a sentence."""
    with pytest.raises(PlannerError, match="坐标不可用"):
        read_point(text, Datum.WGS84)


def test_a_point_outside_is_never_confirmed(doors: Doors) -> None:
    """Nor remembered as a step."""
    with pytest.raises(PlannerError, match="上海"):
        doors.pinning.confirm("浦东新区张杨路500号", 2.35, 48.85, by="1001", at=NOW)
    assert not doors.pinning.can_undo
