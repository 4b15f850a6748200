"""A day is planned from the casebook: who goes together, who stays out, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from planner import clock
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor
from planner.casebook import Casebook
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.dayplan import DayPlanner, SolveParams
from planner.desk import Desk
from planner.errors import Cancelled
from planner.finding import Kind
from planner.lender import Authorisation, Lender
from planner.plan import Plan
from planner.settings import Settings
from planner.shift import Collector, Team, TravelMode
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.travel.estimate import Estimate
from planner.visit import Level, Location, TimeWindow

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=clock.SHANGHAI)
HOUR = 3600
PLACES = {
    "近": Location("近", 121.47, 31.23, Level.HOUSE_NUMBER, 200, door_complete=True),
    "远": Location("远", 121.50, 31.24, Level.HOUSE_NUMBER, 200, door_complete=True),
    "办公室": Location("办公室", 121.46, 31.22, Level.HOUSE_NUMBER, 200),
    "没有室号": Location("没有室号", 121.47, 31.23, Level.HOUSE_NUMBER, 200),
    "只有区": Location("只有区", 121.47, 31.23, Level.DISTRICT, 9000, note="地址只写到区。", door_complete=True),
}


class Places:
    """A locator over the few places of these tests."""

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        return [PLACES.get(address, Location(address, note="找不到。")) for address in addresses]


def team(id: str, *, hours: tuple[int, int] = (9, 18), start: str = "办公室", people: int = 2) -> Team:
    crew = tuple(
        Collector(f"{id}-{n}", f"外访{n}", id, "1", "GZ", date(2026, 8, 1), True, True, "ZF") for n in range(people)
    )
    return Team(id, crew, start, "办公室", TimeWindow(hours[0] * HOUR, hours[1] * HOUR), TravelMode.CAR)


def case(number: str, *, key: str = "", lender: str = "甲", address: str = "近", days_overdue: int = 90) -> Case:
    return Case(
        number,
        lender,
        Debtor(key or number, "张三", "310199199001011234", birth_date=date(1990, 1, 1)),
        Amounts(Decimal("1.00"), Decimal("1.00"), Decimal(0), Decimal(0), as_of=DAY),
        CaseState.ACTIVE,
        days_overdue=days_overdue,
        mandate_start=date(2026, 10, 1),
        mandate_end=date(2027, 1, 1),
        addresses=((AddressKind.HOME, address),),
    )


def agreed(number: str, *, start: int = 10, end: int = 12, last: date = DAY, minute: int = 0) -> ContactAttempt:
    at = datetime(2026, 11, 23, 9, minute, tzinfo=clock.SHANGHAI)
    appointment = Appointment(DAY, last, TimeWindow(start * HOUR, end * HOUR), "住所")
    return ContactAttempt(number, at, ContactOutcome.CONSENT, answered_by="本人", appointment=appointment)


def planner(cases: list[Case], attempts: list[ContactAttempt], teams: list[Team]) -> DayPlanner:
    store = MemoryStore()
    lenders = [
        Lender(name, "银行", f"{name}→本机构", "", False, "list", DAY, "APP", "户名", "400", "12378")
        for name in ("甲", "乙")
    ]
    papers = [
        Authorisation("SQ", lender.name, c.staff_number, date(2026, 1, 1), date(2027, 1, 1))
        for lender in lenders
        for t in teams
        for c in t.collectors
    ]
    store.save(Records(cases, (), attempts, (), lenders, papers, teams))
    desk = Desk("机构", "1", "a", "2", "3", "4", True, True, True)
    return DayPlanner(Casebook(store, desk), Places(), Estimate(), Settings(service_minutes=25))


def plan(cases: list[Case], attempts: list[ContactAttempt], teams: list[Team]) -> Plan:
    return planner(cases, attempts, teams).plan(DAY, NOW, SolveParams(seconds=2, iterations=20))


def stops(planned: Plan) -> list[tuple[str, ...]]:
    return [stop.visit.cases for route in planned.routes for stop in route.stops]


def test_cases_of_one_debtor_and_lender_are_one_visit() -> None:
    """Both contracts go with one knock, also when only one of them was spoken about."""
    planned = plan([case("A", key="p"), case("B", key="p")], [agreed("A")], [team("T1")])
    assert sorted(map(sorted, stops(planned))) == [["A", "B"]]


def test_two_debtors_at_one_door_are_two_visits() -> None:
    """R-90: a spouse's case is another visit."""
    planned = plan([case("A"), case("B")], [agreed("A"), agreed("B")], [team("T1")])
    assert sorted(stops(planned)) == [("A",), ("B",)]


def test_two_lenders_of_one_debtor_do_not_come_on_one_day() -> None:
    """The one due today stays, the other is to be offered another day."""
    cases = [case("A", key="p"), case("B", key="p", lender="乙")]
    planned = plan(cases, [agreed("A", last=date(2026, 11, 26)), agreed("B", minute=5)], [team("T1")])
    assert stops(planned) == [("B",)]
    (left,) = planned.unplanned
    assert (left.case_number, left.kind, left.rules) == ("A", Kind.BLOCKED, ("R-90",))


def test_a_fixed_appointment_outranks_any_flexible_one() -> None:
    """With room for one, the case agreed for today alone goes, whatever the other is worth."""
    cases = [case("A", days_overdue=700), case("B", days_overdue=1, address="远")]
    attempts = [agreed("A", start=10, end=10, last=date(2026, 11, 30)), agreed("B", start=10, end=10)]
    planned = plan(cases, attempts, [team("T1")])
    assert stops(planned) == [("B",)]
    (left,) = planned.unplanned
    assert (left.case_number, left.kind, left.must_call_off) == ("A", Kind.YELLOW, False)
    assert planned.call_back == ("A",)


def test_an_appointment_that_cannot_be_kept_is_a_task_and_comes_first() -> None:
    """The window lies outside every shift: red, to be called off, ahead of all else."""
    planned = plan([case("A"), case("B")], [agreed("A"), agreed("B", start=19, end=20)], [team("T1", hours=(9, 18))])
    assert stops(planned) == [("A",)]
    assert (planned.unplanned[0].case_number, planned.unplanned[0].kind) == ("B", Kind.RED)
    assert planned.unplanned[0].must_call_off


@pytest.mark.parametrize(("address", "rules"), [("没有室号", ("R-82",)), ("只有区", ()), ("别处", ())])
def test_a_door_that_is_not_found_waits(address: str, rules: tuple[str, ...]) -> None:
    """Incomplete doors, districts and unknown places are never planned at a guess."""
    planned = plan([case("A", address=address)], [agreed("A")], [team("T1")])
    assert stops(planned) == []
    assert (planned.unplanned[0].kind, planned.unplanned[0].rules) == (Kind.TO_LOCATE, rules)


def test_teams_that_may_not_go_stay_with_their_reason() -> None:
    """One alone, one without an office that can be found: the office is told first."""
    teams = [team("T1", people=1), team("T2", start="不知何处"), team("T3")]
    planned = plan([case("A")], [agreed("A")], teams)
    assert [(r.team, r.rule) for r in planned.refused_teams] == [("T2", "to-locate"), ("T1", "R-40")]
    assert [route.shift.team for route in planned.routes if route.stops] == ["T3"]


def test_without_an_authorised_team_the_rule_is_named() -> None:
    """R-89: nobody holds the lender's paper."""
    desk = planner([case("A")], [agreed("A")], [team("T1")])
    store = desk.casebook.store
    store.save(
        Records(
            cases=[replace(case("B", address="远"), lender="丙")],
            attempts=[agreed("B")],
            lenders=[Lender("丙", "银行", "丙→本机构", "", False, "list", DAY, "APP", "户名", "400", "12378")],
        )
    )
    planned = desk.plan(DAY, NOW, SolveParams(seconds=2, iterations=20))
    assert stops(planned) == [("A",)]
    assert (planned.unplanned[0].kind, planned.unplanned[0].rules) == (Kind.RED, ("R-89",))


def test_nobody_to_visit_is_a_plan_too() -> None:
    """No case, no team: an empty plan, no error."""
    assert plan([], [], []).num_visits == 0
    assert plan([], [], [team("T1")]).num_visits == 0
    assert [u.kind for u in plan([case("A")], [agreed("A")], []).unplanned] == [Kind.RED]


def test_a_plan_stopped_before_it_begins_is_cancelled() -> None:
    """Nothing to keep yet."""
    desk = planner([case("A")], [agreed("A")], [team("T1")])
    with pytest.raises(Cancelled):
        desk.plan(DAY, NOW, SolveParams(seconds=2), lambda _percent, _what: False)


def test_a_visit_outside_the_usual_hours_is_warned_about() -> None:
    """R-21: agreed for 20:00, planned after it, and said."""
    planned = plan([case("A")], [agreed("A", start=20, end=20)], [team("T1", hours=(12, 22))])
    assert stops(planned) == [("A",)]
    assert any("R-21" in text or "20:00" in text for text in planned.warnings)
