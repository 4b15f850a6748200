"""The call list counts over everything, and stages lead back to a visit by consent alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import clock
from planner.calllist import call_list
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor
from planner.compliance import rulebook
from planner.compliance.decide import decide
from planner.compliance.facts import CaseFacts
from planner.compliance.stages import stage_of
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.finding import Kind
from planner.lender import Lender
from planner.ruling import Hold, HoldKind, Lift, Notice, Release, Ruling
from planner.stage import NEXT, Stage
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=clock.SHANGHAI)
BOOK = rulebook.load()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def rang(number: str, when: str, outcome: ContactOutcome = ContactOutcome.NOT_REACHED, **more: Any) -> ContactAttempt:
    given = {"number": "190", "answered_by": "" if outcome is ContactOutcome.NOT_REACHED else "本人"} | more
    return ContactAttempt(number, at(when), outcome, **given)


def with_phone(case: Case, phone: str = "190") -> Case:
    return replace(case, debtor=replace(case.debtor, mobile=phone))


def test_counts_run_over_all_cases_of_a_person(desk: SimpleNamespace) -> None:
    """Calls about the other contract count, yesterday's do not, and a full day is said in words."""
    cases = [with_phone(desk.case("A", key="p")), with_phone(desk.case("B", key="p")), with_phone(desk.case("C"))]
    calls = [rang("A", f"2026-11-23 {hour}:00", ContactOutcome.POSTPONED) for hour in ("09", "10", "11")]
    calls += [rang("B", "2026-11-23 12:00"), rang("C", "2026-11-22 12:00")]
    tasks = {t.case_number: t for t in call_list(desk.planner(cases, calls, []).casebook, DAY, NOW)}
    assert [(t.effective_today, t.tried_today, t.may_call) for t in (tasks["B"], tasks["C"])] == [
        (3, 1, False),
        (0, 0, True),
    ]
    assert "R-24" in {f.rule for f in tasks["B"].findings}


def test_who_can_be_called_comes_first_and_calling_off_before_all(desk: SimpleNamespace) -> None:
    """A promised day of call-back silences; an appointment to call off stands on top."""
    cases = [with_phone(desk.case(n)) for n in "ABC"]
    calls = [rang("A", "2026-11-20 10:00", ContactOutcome.POSTPONED, call_back_on=date(2026, 11, 25)), desk.agreed("C")]
    tasks = call_list(desk.planner(cases, calls, []).casebook, DAY, NOW, to_call_off=["C", "unknown"])
    assert [t.case_number for t in tasks] == ["C", "B", "A"]
    assert tasks[2].call_back_on == date(2026, 11, 25)
    assert not tasks[2].may_call


CASE = Case(
    "A",
    "甲",
    Debtor("k", "张三", "310199199001011234", birth_date=date(1990, 1, 1)),
    Amounts(Decimal(1), Decimal(1), Decimal(0), Decimal(0), as_of=DAY),
    CaseState.ACTIVE,
    mandate_start=date(2026, 10, 1),
    mandate_end=date(2027, 1, 1),
    addresses=((AddressKind.HOME, "某路1弄2号3室"),),
)
FACTS = CaseFacts(
    CASE,
    DAY,
    Desk("机构", "1", "a", "2", "3", "4", True, True, True),
    Lender("甲", "银行", "甲→本机构", "", False, "list", DAY, "APP", "户名", "400", "12378"),
    lender_of={"A": "甲", "B": "甲"},
)


def agreed(when: str, day: date = DAY, number: str = "A", answered_by: str = "本人", **more: Any) -> ContactAttempt:
    appointment = Appointment(day, day, TimeWindow(36_000, 43_200), "住所")
    return ContactAttempt(
        number, at(when), ContactOutcome.CONSENT, answered_by=answered_by, appointment=appointment, **more
    )


def stage(*attempts: ContactAttempt, is_planned: bool = False, **more: Any) -> Stage:
    facts = replace(FACTS, attempts=attempts, **more)
    return stage_of(facts, decide(facts, BOOK), 3, is_planned=is_planned)


REFUSED = rang("A", "2026-11-20 09:00", ContactOutcome.REFUSED)
LETTER = Notice("A", date(2026, 11, 21), DAY, "021", "甲员", at("2026-11-21 09:00"))
MISSED = tuple(rang("A", f"2026-11-2{n} 09:00") for n in range(3))


def seen(outcome: VisitOutcome, day: date = date(2026, 11, 22), **more: Any) -> tuple[VisitRecord, ...]:
    return (VisitRecord("A", day, outcome, **more),)


@pytest.mark.parametrize(
    ("expected", "attempts", "more"),
    [
        (Stage.TO_CONTACT, (), {}),
        (Stage.TO_CONTACT, (agreed("2026-11-20 09:00", date(2026, 11, 21)),), {}),
        (Stage.APPOINTED, (agreed("2026-11-20 09:00"),), {}),
        (Stage.PLANNED, (agreed("2026-11-20 09:00"),), {"is_planned": True}),
        (Stage.POSTPONED, (rang("A", "2026-11-20 09:00", ContactOutcome.POSTPONED),), {}),
        (Stage.REFUSED, (REFUSED,), {}),
        (Stage.REFUSED, (REFUSED, rang("A", "2026-11-21 09:00", ContactOutcome.POSTPONED)), {}),
        (Stage.APPOINTED, (REFUSED, agreed("2026-11-21 09:00")), {}),
        (Stage.LETTER, (REFUSED,), {"rulings": (LETTER,)}),
        (Stage.LETTER, (), {"visits": seen(VisitOutcome.NOT_HOME) + seen(VisitOutcome.NOT_HOME, date(2026, 11, 1))}),
        (Stage.UNREACHABLE, MISSED, {}),
        (Stage.UNREACHABLE, (rang("A", "2026-11-20 09:00", detail="空号"),), {}),
        (Stage.ON_HOLD, (rang("A", "2026-11-20 09:00", ContactOutcome.DISPUTE),), {}),
        (Stage.ON_HOLD, (), {"rulings": (Hold("A", HoldKind.LEGAL, "甲员", "等", NOW),)}),
        (Stage.VISITED, (), {"visits": seen(VisitOutcome.NOT_HOME)}),
        (Stage.FOLLOW_UP, (agreed("2026-11-20 09:00"),), {"visits": seen(VisitOutcome.AGREED)}),
        (Stage.RETURNED, (), {"case": replace(CASE, state=CaseState.SETTLED)}),
        (Stage.RETURNED, (agreed("2026-11-20 09:00"),), {"case": replace(CASE, mandate_end=DAY)}),
    ],
)
def test_the_station_follows_from_the_facts(
    expected: Stage, attempts: tuple[ContactAttempt, ...], more: dict[str, Any]
) -> None:
    """One station for each of these histories."""
    assert stage(*attempts, **more) is expected


def test_no_way_from_refusal_to_a_plan_but_over_an_appointment() -> None:
    """On the table of ways too: without stepping on 已约定 nobody comes from 拒绝上门 to 已排."""
    reached, edge = {Stage.REFUSED}, [Stage.REFUSED]
    while edge:
        for following in NEXT[edge.pop()] - reached - {Stage.APPOINTED}:
            reached.add(following)
            edge.append(following)
    assert Stage.PLANNED not in reached
    assert Stage.VISITED not in reached
    assert set(NEXT) == set(Stage)


def event(kind: int, hour: int) -> Any:
    """Something that may happen after a refusal, all but the debtor's own consent about this case."""
    when = at("2026-11-21 00:00") + timedelta(hours=hour)
    text = when.strftime("%Y-%m-%d %H:%M")
    two = {"requester": "甲员", "approver": "乙主管", "reason": "已核实", "at": when}
    return [
        rang("A", text, ContactOutcome.POSTPONED),
        rang("A", text),
        rang("A", text, ContactOutcome.DISPUTE),
        agreed(text, answered_by="配偶"),
        agreed(text, is_identity_checked=False),
        agreed(text, number="B"),
        *(Lift("A", kind, **two) for kind in HoldKind),
        Release("A", DAY, **two),
        replace(LETTER, at=when),
        VisitRecord("A", when.date(), VisitOutcome.NOT_HOME),
    ][kind]


@settings(max_examples=200, deadline=None)
@given(
    events=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 71)), max_size=8),
    at_the_door=st.booleans(),
    is_planned=st.booleans(),
)
def test_nothing_but_his_consent_leads_from_refusal_to_a_visit(
    events: list[tuple[int, int]], at_the_door: bool, is_planned: bool
) -> None:
    """Whatever else happens, in any order: the case is not visited and stands at no station that leads there."""
    happened = [event(kind, hour) for kind, hour in events]
    refused = VisitRecord("A", date(2026, 11, 10), VisitOutcome.ASKED_TO_LEAVE) if at_the_door else None
    facts = replace(
        FACTS,
        attempts=(*(() if at_the_door else (REFUSED,)), *(e for e in happened if isinstance(e, ContactAttempt))),
        visits=(*((refused,) if refused else ()), *(e for e in happened if isinstance(e, VisitRecord))),
        rulings=tuple(e for e in happened if isinstance(e, Ruling)),
    )
    decision = decide(facts, BOOK)
    assert decision.kind is not Kind.VISIT
    assert stage_of(facts, decision, 3, is_planned=is_planned) not in (Stage.APPOINTED, Stage.PLANNED, Stage.TO_CONTACT)


def test_after_a_refusal_at_the_door_consent_needs_a_second_look() -> None:
    """The phone call alone changes nothing; with a second person's word after it the visit is possible again."""
    door = seen(VisitOutcome.ASKED_TO_LEAVE, date(2026, 11, 1))
    consent = agreed("2026-11-22 09:00")
    lift = Lift("A", HoldKind.REFUSAL, "甲员", "乙主管", "已回听录音", at("2026-11-22 10:00"))
    assert stage(consent, visits=door) is Stage.REFUSED
    assert stage(consent, visits=door, rulings=(replace(lift, at=at("2026-11-22 08:00")),)) is Stage.REFUSED
    named = replace(consent, appointment=replace(consent.appointment, address="某路1弄2号3室"))
    facts = replace(FACTS, attempts=(named,), visits=door, rulings=(lift,))
    assert decide(facts, BOOK).kind is Kind.VISIT
