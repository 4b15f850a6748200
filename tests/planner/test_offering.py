"""The door to slots: what is offered breaks no rule, counts what was promised, and is asked again when data changes."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from planner import clock
from planner.contact import ContactAttempt, ContactOutcome
from planner.errors import Cancelled, PlannerError
from planner.offering import Offering, coming_days
from planner.plan import Plan
from planner.replanning import Way, replan_day
from planner.routing.problem import Lock
from planner.routing.solve import SolveParams
from planner.ruling import Hold, HoldKind
from planner.store.interface import Records
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

NEXT = date(2026, 11, 25)
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def said(slots: Any) -> list[str]:
    return [f"{o.day:%d} {clock.hhmm(o.window.start)}-{clock.hhmm(o.window.end)} {o.team}" for o in slots.offers]


def agreed_on(desk: SimpleNamespace, number: str, day: date, start: int, end: int) -> ContactAttempt:
    """A consent for one day."""
    word = desk.agreed(number)
    window = TimeWindow(start * desk.HOUR, end * desk.HOUR)
    appointment = replace(word.appointment, first_day=day, last_day=day, window=window)
    return replace(word, appointment=appointment)


def ask(desk: SimpleNamespace, cases: list[Any], attempts: list[Any], teams: Any = None, **more: Any) -> Any:
    """Slots of case A from today's plan day on."""
    told = {name: more.pop(name) for name in ("visits", "unauthorised") if name in more}
    planner = desk.planner(cases, attempts, teams or [desk.team("T1")], **told)
    days = more.pop("days", coming_days(desk.DAY, desk.NOW))
    return Offering(planner).slots("A", days, desk.NOW, **more)


def planned(planner: Any, desk: SimpleNamespace) -> Plan:
    """The day planned without a search."""
    return replan_day(planner, Plan(desk.DAY, desk.NOW, "", ()), Way.INSERT, desk.NOW, SolveParams(iterations=0)).plan


def test_holidays_and_weekends_are_no_days_to_offer() -> None:
    """The National Day week of 2026 is off, the Saturday worked instead is not; today's teams are on their way."""
    eve = datetime(2026, 9, 30, 9, 0, tzinfo=clock.SHANGHAI)
    days = coming_days(eve.date(), eve)
    assert [day.isoformat() for day in days[:3]] == ["2026-10-08", "2026-10-09", "2026-10-10"]
    assert len(days) == 7


def test_an_unpublished_year_offers_nothing_and_says_so(desk: SimpleNamespace) -> None:
    """Nobody knows its holidays yet."""
    assert coming_days(date(2099, 1, 5), desk.NOW) == ()
    assert "R-23" in ask(desk, [desk.case("A")], [], days=()).reason


def test_five_windows_in_usual_hours_for_somebody_not_reached_yet(desk: SimpleNamespace) -> None:
    """Nobody has spoken to him: the slots are what he may say yes to."""
    slots = ask(desk, [desk.case("A")], [])
    assert said(slots)[0].startswith("24 ")
    assert len(slots.offers) == 5
    assert slots.reason == ""
    assert all(9 * desk.HOUR <= o.window.start <= o.window.end <= 20 * desk.HOUR for o in slots.offers)


def test_the_mandates_end_is_the_last_day(desk: SimpleNamespace) -> None:
    """R-08: one day before the case goes back is the last; from then on there is nothing, with the reason."""
    case = desk.case("A")
    slots = ask(desk, [replace(case, mandate_end=NEXT)], [])
    assert {offer.day for offer in slots.offers} == {desk.DAY}
    assert "退案日期" in ask(desk, [replace(case, mandate_end=desk.DAY)], []).reason


def test_only_an_authorised_team_is_offered(desk: SimpleNamespace) -> None:
    """R-89: T1 has no paper of the lender; without T2 there is nothing to offer."""
    teams = [desk.team("T1"), desk.team("T2")]
    slots = ask(desk, [desk.case("A")], [], teams, unauthorised=[("甲", "T1-0")])
    assert {offer.team for offer in slots.offers} == {"T2"}
    alone = ask(desk, [desk.case("A")], [], teams[:1], unauthorised=[("甲", "T1-0")])
    assert alone.offers == ()
    assert "没有小组" in alone.reason


def test_who_refused_is_offered_nothing(desk: SimpleNamespace) -> None:
    """R-28: he is not asked again."""
    refusal = ContactAttempt("A", desk.NOW - timedelta(hours=1), ContactOutcome.REFUSED, answered_by="本人")
    slots = ask(desk, [desk.case("A")], [refusal])
    assert slots.offers == ()
    assert "拒绝上门" in slots.reason


def test_an_incomplete_door_is_offered_nothing_until_he_names_one(desk: SimpleNamespace) -> None:
    """R-82; the address that he says on the phone is looked at instead."""
    cases = [desk.case("A", address="没有室号")]
    assert "门牌" in ask(desk, cases, []).reason
    assert ask(desk, cases, [], address="远").offers
    assert "单位" in ask(desk, cases, [], place="单位", address="远").reason


def test_seven_days_lie_between_two_visits(desk: SimpleNamespace) -> None:
    """R-26: after last Thursday's visit this Thursday is the first day."""
    visit = VisitRecord("A", date(2026, 11, 19), VisitOutcome.NOT_HOME)
    slots = ask(desk, [desk.case("A")], [], visits=[visit])
    assert min(offer.day for offer in slots.offers) == date(2026, 11, 26)


def test_another_lenders_appointment_keeps_its_distance(desk: SimpleNamespace) -> None:
    """R-90: the same person expects another lender's team today, so that Friday is too near and Monday is not."""
    case = desk.case("A", key="p")
    cases = [replace(case, amounts=replace(case.amounts, as_of=FRIDAY)), desk.case("B", key="p", lender="乙")]
    told = [agreed_on(desk, "B", desk.NOW.date(), 10, 12)]
    assert {offer.day for offer in ask(desk, cases, told, days=(FRIDAY, MONDAY)).offers} == {MONDAY}
    assert "案件 B" in ask(desk, cases, told, days=(FRIDAY,)).reason


def test_the_same_lenders_appointment_is_shared(desk: SimpleNamespace) -> None:
    """Two cases of one debtor and lender are one visit: only the hours of the other case's appointment are offered."""
    cases = [desk.case("A", key="p"), desk.case("B", key="p")]
    slots = ask(desk, cases, [desk.agreed("A", last=FRIDAY), agreed_on(desk, "B", NEXT, 14, 16)])
    assert said(slots) == ["25 14:00-16:00 T1"]


def test_appointments_of_a_day_without_a_plan_count(desk: SimpleNamespace) -> None:
    """On Wednesday the only team sits with B from ten and with C from two: two hours fit after four alone."""
    cases = [desk.case("A"), desk.case("B"), desk.case("C")]
    busy = [agreed_on(desk, "B", NEXT, 10, 10), agreed_on(desk, "C", NEXT, 14, 14)]
    planner = desk.planner(cases, busy, [desk.team("T1", hours=(9, 20))], service_minutes=120)
    found = Offering(planner).slots("A", [NEXT], desk.NOW)
    assert found.offers
    assert all(offer.start >= 16 * desk.HOUR for offer in found.offers)


def test_the_plan_of_a_day_counts_with_its_teams_and_whom_was_agreed_since(desk: SimpleNamespace) -> None:
    """T1 has the plan's visit; D agreed after planning and is not forgotten."""
    cases, teams = [desk.case("A"), desk.case("B"), desk.case("D")], [desk.team("T1", max_visits=2)]
    planner = desk.planner(cases, [desk.agreed("B")], teams)
    plan = planned(planner, desk)
    door = Offering(planner)
    assert {o.day for o in door.slots("A", [desk.DAY], desk.NOW, plan).offers} == {desk.DAY}
    planner.casebook.store.save(Records(attempts=[desk.agreed("D", start=13, end=16)]))
    full = door.slots("A", [desk.DAY], desk.NOW, plan)
    assert full.offers == ()
    assert "没有小组" in full.reason


def test_who_is_planned_on_one_day_does_not_count_on_the_others(desk: SimpleNamespace) -> None:
    """B agreed to two days; once he is planned for the first, the second is free."""
    cases, teams = [desk.case("A"), desk.case("B")], [desk.team("T1", max_visits=1)]
    planner = desk.planner(cases, [desk.agreed("B", last=NEXT)], teams)
    door = Offering(planner)
    assert door.slots("A", [NEXT], desk.NOW).offers == ()
    assert door.slots("A", [NEXT], desk.NOW, planned(planner, desk)).offers


def test_a_locked_place_stays(desk: SimpleNamespace) -> None:
    """B is locked to be the first stop of the day's plan: nobody is offered an earlier start."""
    cases, attempts = [desk.case("A"), desk.case("B")], [desk.agreed("B", start=13, end=14)]
    planner = desk.planner(cases, attempts, [desk.team("T1")])
    plan, door = planned(planner, desk), Offering(planner)
    free = door.slots("A", [desk.DAY], desk.NOW, plan)
    kept = door.slots("A", [desk.DAY], desk.NOW, plan, {"B": Lock("T1", 1)})
    assert min(o.position for o in free.offers) == 0
    assert {o.position for o in kept.offers} == {1}


def test_days_are_worked_out_once_until_something_changes(desk: SimpleNamespace, monkeypatch: Any) -> None:
    """The second question asks for no draft; a recorded consent only for its day, and a word of his own for all."""
    planner = desk.planner([desk.case("A"), desk.case("B")], [], [desk.team("T1")])
    drafts: list[date] = []
    original = planner.draft
    monkeypatch.setattr(planner, "draft", lambda day, *told, **more: drafts.append(day) or original(day, *told, **more))
    door = Offering(planner)
    days = coming_days(desk.DAY, desk.NOW)
    first = door.slots("A", days, desk.NOW)
    assert drafts == list(days)
    door.slots("B", days, desk.NOW)
    assert door.slots("A", days, desk.NOW) is first
    assert drafts == list(days)
    planner.casebook.store.save(Records(attempts=[agreed_on(desk, "B", NEXT, 9, 12)]))
    door.slots("A", days, desk.NOW)
    assert drafts == [*days, NEXT]
    door.slots("B", days, desk.NOW)
    assert drafts == [*days, NEXT, *days]
    planner.casebook.record_ruling(Hold("B", HoldKind.DISPUTE, by="S1", reason="x", at=desk.NOW))
    door.slots("A", days, desk.NOW)
    assert drafts == [*days, NEXT, *days, *days]


def test_an_hour_promised_during_the_call_before_counts(desk: SimpleNamespace) -> None:
    """B took an hour of a day whose tours were known before: A is offered what a door that knew nothing offers."""
    planner = desk.planner([desk.case("A"), desk.case("B")], [], [desk.team("T1")])
    door, days = Offering(planner), coming_days(desk.DAY, desk.NOW)
    door.slots("A", days, desk.NOW)
    planner.casebook.record_contact(agreed_on(desk, "B", desk.DAY, 9, 10))
    assert said(door.slots("A", days, desk.NOW)) == said(Offering(planner).slots("A", days, desk.NOW))


def test_the_call_back_list_gets_slots_or_a_reason(desk: SimpleNamespace) -> None:
    """C agreed to the planned day and nobody can come then; he is offered another window of that day or a later one."""
    cases = [desk.case("B"), desk.case("C")]
    attempts = [desk.agreed("B"), desk.agreed("C", start=19, end=20)]
    planner = desk.planner(cases, attempts, [desk.team("T1")])
    plan = planned(planner, desk)
    assert plan.call_back == ("C",)
    found = Offering(planner).for_call_back(plan, desk.NOW)
    assert list(found) == ["C"]
    assert found["C"].offers
    with pytest.raises(Cancelled):
        Offering(planner).for_call_back(plan, desk.NOW, on_progress=lambda _percent, _what: False)


def test_an_unknown_case_is_refused_in_words(desk: SimpleNamespace) -> None:
    """The sentence names the number."""
    door = Offering(desk.planner([desk.case("A")], [], [desk.team("T1")]))
    with pytest.raises(PlannerError, match="A-9"):
        door.slots("A-9", [desk.DAY], desk.NOW)


def test_an_offer_that_is_taken_is_planned(desk: SimpleNamespace) -> None:
    """Whoever says yes to the first slot is in the next plan of that day, beside those who were there before."""
    cases = [desk.case("A", address="远"), desk.case("B"), desk.case("C")]
    planner = desk.planner(cases, [desk.agreed("B"), desk.agreed("C", start=14, end=16)], [desk.team("T1")])
    plan = planned(planner, desk)
    offer = next(o for o in Offering(planner).slots("A", [desk.DAY], desk.NOW, plan).offers)
    word = agreed_on(desk, "A", offer.day, 0, 1)
    planner.casebook.store.save(
        Records(attempts=[replace(word, appointment=replace(word.appointment, window=offer.window))])
    )
    again = replan_day(planner, plan, Way.INSERT, desk.NOW, SolveParams(iterations=0)).plan
    assert {stop.visit.id for route in again.routes for stop in route.stops} == {"A", "B", "C"}
