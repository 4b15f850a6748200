"""What came out of the solver is held against the law once more, by code that knows no solver."""

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from planner import clock
from planner.compliance import rulebook
from planner.contact import ContactAttempt, ContactOutcome
from planner.daycheck import unlawful_stops
from planner.dayplan import SolveParams
from planner.finding import Kind
from planner.needs import Needs, Purpose
from planner.plan import Plan
from planner.ruling import HoldKind, Lift
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

BOOK = rulebook.load()
PARAMS = SolveParams(seconds=2, iterations=20)
HOUR = 3600


def planned(desk: SimpleNamespace, *attempts: Any, **case: Any) -> tuple[Any, Plan]:
    """A planner over one case, and its plan."""
    planner = desk.planner([desk.case("A", **case)], list(attempts), [desk.team("T1", hours=(8, 22))])
    return planner, planner.plan(desk.DAY, desk.NOW, PARAMS)


def test_a_lawful_plan_passes(desk: SimpleNamespace) -> None:
    """Nothing is found against what the planner makes."""
    planner, plan = planned(desk, desk.agreed("A"))
    facts = planner.casebook.all_facts(desk.DAY, ["A"])
    assert unlawful_stops(desk.DAY, plan.routes, facts, BOOK) == ()


@pytest.mark.parametrize(
    ("stop", "visit", "rule"),
    [
        ({"start": 21 * HOUR + 2400, "departure": 22 * HOUR + 60}, {}, "R-20"),
        ({}, {"forbidden_teams": frozenset({"T1"})}, "R-85"),
        ({}, {"allowed_teams": frozenset({"T2"})}, "R-89"),
    ],
)
def test_a_stop_that_was_moved_out_of_the_law_is_found(
    desk: SimpleNamespace, stop: dict[str, Any], visit: dict[str, Any], rule: str
) -> None:
    """Its end after ten, a team that was complained about, a team without authorisation."""
    planner, plan = planned(desk, desk.agreed("A"))
    (route,) = [route for route in plan.routes if route.stops]
    old = route.stops[0]
    moved = replace(old, visit=replace(old.visit, **visit), **stop)
    routes = (replace(route, stops=(moved,)),)
    facts = planner.casebook.all_facts(desk.DAY, ["A"])
    assert [(v, f.rule) for v, f in unlawful_stops(desk.DAY, routes, facts, BOOK)] == [("A", rule)]


def test_starts_keep_the_whole_stay_out_of_his_bad_hours(desk: SimpleNamespace) -> None:
    """He agreed to 10 to 12 but not after 11: the visit begins so early that it is over by then (R-22)."""
    agreed = replace(desk.agreed("A"), bad_windows=(TimeWindow(11 * HOUR, 12 * HOUR),))
    _, plan = planned(desk, agreed)
    (stop,) = [stop for route in plan.routes for stop in route.stops]
    assert stop.visit.windows == (TimeWindow(10 * HOUR, 10 * HOUR + 900), TimeWindow(12 * HOUR, 12 * HOUR))
    assert stop.departure <= 11 * HOUR or stop.start >= 12 * HOUR


def test_a_stay_too_long_for_what_he_left_is_asked_about(desk: SimpleNamespace) -> None:
    """45 minutes are left before his bad hours, a signing of 60 does not fit: he is called, nobody goes."""
    agreed = replace(desk.agreed("A"), bad_windows=(TimeWindow(10 * HOUR + 2700, 13 * HOUR),))
    planner = desk.planner(
        [desk.case("A", needs=Needs(Purpose.SIGNING))], [agreed], [desk.team("T1")], signing_minutes=60
    )
    (left,) = planner.plan(desk.DAY, desk.NOW, PARAMS).unplanned
    assert (left.kind, left.rules) == (Kind.CONTACT_FIRST, ("R-22",))


def test_a_team_that_was_complained_about_does_not_go_again(desk: SimpleNamespace) -> None:
    """R-85: once the complaint is answered somebody else goes, also without a word in any list."""
    complaint = ContactAttempt("A", _at(10), ContactOutcome.COMPLAINT, answered_by="本人")
    visit = VisitRecord("A", date(2026, 11, 5), VisitOutcome.NO_AGREEMENT, team="T1")
    teams = [desk.team("T1"), desk.team("T2")]
    planner = desk.planner([desk.case("A")], [complaint, desk.agreed("A")], teams, visits=[visit])
    assert "R-14" in planner.casebook.check_all(desk.DAY)["A"].rules
    planner.casebook.record_ruling(Lift("A", HoldKind.COMPLAINT, "甲员", "乙主管", "已书面答复", _at(20)))
    plan = planner.plan(desk.DAY, desk.NOW, PARAMS)
    assert [(route.shift.team, len(route.stops)) for route in plan.routes if route.stops] == [("T2", 1)]


def _at(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=clock.SHANGHAI)
