"""Rules about stops, calls, papers, agreements, records, data and days: each kept and broken, with exact figures."""

import importlib.util
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from planner import clock
from planner.case import AddressKind
from planner.compliance import rulebook
from planner.compliance.call_rules import CallFacts, call_findings
from planner.compliance.data_rules import DataFacts, data_findings
from planner.compliance.day_rules import DayFacts, day_findings
from planner.compliance.deal_rules import ELEMENTS, DealFacts, deal_findings
from planner.compliance.paper_rules import PaperFacts, paper_findings
from planner.compliance.record_rules import RecordFacts, record_findings
from planner.compliance.subjects import SUBJECTS
from planner.compliance.visit_rules import VisitFacts, visit_findings
from planner.contact import ContactAttempt, ContactOutcome
from planner.finding import Finding, Severity, Status
from planner.ruling import Incident, IncidentKind, Told
from planner.standing import Role
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

DAY = date(2026, 11, 24)
HOUR = 3600
BOOK = rulebook.load()
B, W, LOG = Severity.BLOCK, Severity.WARN, Severity.LOG


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


NOW = at("2026-11-24 10:00")


def span(start: str, end: str) -> TimeWindow:
    a, b = (at(f"2026-11-24 {text}").time() for text in (start, end))
    return TimeWindow(clock.seconds_of(a), clock.seconds_of(b))


TOLD = Told("A1", DAY, span("10:00", "10:30"), "021-2", "甲员", NOW)


def stop(start: str = "10:00", end: str = "10:25", **changes: Any) -> VisitFacts:
    window = span(start, end)
    return VisitFacts(**({"day": DAY, "start": window.start, "end": window.end, "told": TOLD} | changes))


def rang(when: str, outcome: ContactOutcome = ContactOutcome.NOT_REACHED, **changes: Any) -> ContactAttempt:
    given = {"number": "A", "answered_by": "" if outcome is ContactOutcome.NOT_REACHED else "本人"} | changes
    return ContactAttempt(given.pop("case_number", "A1"), at(when), outcome, **given)


def call(*attempts: ContactAttempt, **changes: Any) -> CallFacts:
    return CallFacts(**({"at": NOW, "number": "A", "attempts": attempts} | changes))


SPOKE = ContactOutcome.POSTPONED
MISSED = tuple(rang(f"2026-11-2{n} 09:00") for n in (1, 2, 3))
GOOD_DEAL = DealFacts(
    DAY, is_card=True, months=60, elements=frozenset(ELEMENTS), id_checked=True, copy_given=True, had_time=True
)
GOOD_VISIT = VisitRecord(
    "A1",
    DAY,
    VisitOutcome.NO_AGREEMENT,
    arrival=10 * HOUR,
    departure=10 * HOUR + 2700,
    recording="V1",
    entered=False,
    ids_shown=True,
    told_recording=True,
    dress_ok=True,
)
LEAK = Incident("A1", IncidentKind.LEAK, "甲员", NOW, NOW, NOW, NOW, NOW)


def deal(**changes: Any) -> DealFacts:
    return replace(GOOD_DEAL, **changes)


def record(*incidents: Incident, now: datetime = NOW, **changes: Any) -> RecordFacts:
    return RecordFacts(replace(GOOD_VISIT, **changes), now, incidents)


def data(**changes: Any) -> DataFacts:
    return DataFacts(**({"day": DAY, "is_impact_assessed": True} | changes))


def day(**changes: Any) -> DayFacts:
    return DayFacts(**({"day": DAY, "now": at("2026-11-23 17:00")} | changes))


def paper(**changes: Any) -> PaperFacts:
    return PaperFacts(**({"day": DAY} | changes))


FINDINGS = {
    "visit": visit_findings,
    "call": call_findings,
    "paper": paper_findings,
    "deal": deal_findings,
    "record": record_findings,
    "data": data_findings,
    "day": day_findings,
}
KEPT = [
    ("visit", "R-20", stop("21:35", "22:00")),
    ("visit", "R-21", stop("19:15", "19:40", told=None)),
    ("visit", "R-22", stop(bad_windows=(span("10:25", "12:00"),))),
    ("visit", "R-23", stop(day=date(2026, 11, 28))),
    ("visit", "R-83", stop("11:00", "11:25")),
    ("visit", "R-85", stop(team="T01", complained_teams=frozenset({"T02"}))),
    ("visit", "R-87", stop("10:00", "10:45")),
    ("visit", "R-89", stop(unauthorised=frozenset())),
    ("visit", "R-90", stop(debtors=frozenset({"k"}), lenders=frozenset({"甲"}), other_lenders_today=frozenset({"甲"}))),
    ("call", "R-03", call(*MISSED, callee="联系人", is_preagreed=True, number="Z")),
    ("call", "R-04", call(*MISSED, callee="联系人", is_preagreed=True, number="Z")),
    ("call", "R-20", call(at=at("2026-11-24 21:59"))),
    ("call", "R-24", call(rang("2026-11-24 08:00", SPOKE), rang("2026-11-24 09:00", SPOKE))),
    ("call", "R-24", call(*(rang(f"2026-11-24 0{n}:30", SPOKE, is_inbound=True) for n in range(6, 9)))),
    ("call", "R-24", call(*(rang(f"2026-11-23 0{n}:00", SPOKE) for n in (8, 9)), rang("2026-11-23 23:59", SPOKE))),
    ("call", "R-25", call(*(rang(f"2026-11-24 08:0{n}") for n in range(3)))),
    ("call", "R-45", call(is_own_line=True)),
    ("call", "R-81", call(*(rang(f"2026-11-{n} 10:00", SPOKE) for n in (16, 17, 18, 19)))),
    ("call", "R-81", call(rang("2026-11-20 10:00", SPOKE, call_back_on=DAY))),
    ("paper", "R-17", paper(text="可向人民法院起诉", is_expired=False)),
    ("paper", "R-47", paper(text="您可以要求我们离开")),
    ("paper", "R-84", paper(address_kind=AddressKind.HUKOU, is_service_address=True)),
    ("paper", "R-84", paper(address_kind=AddressKind.HOME, is_confirmed=True)),
    ("deal", "R-54", deal(setoff="费用→利息→本金")),
    ("deal", "R-55", deal()),
    ("deal", "R-56", deal()),
    ("deal", "R-57", deal(signer=Role.GUARANTOR)),
    ("deal", "R-58", deal(iou_principal=Decimal("10.00"), principal=Decimal("10.00"))),
    ("deal", "R-59", deal(is_oral=True, recording="R1")),
    ("deal", "R-60", deal(signature="电子签名", signature_agreed=True)),
    ("record", "R-31", record(entered=True, entry_consent=True)),
    ("record", "R-32", record(outcome=VisitOutcome.THIRD_PARTY, paper_left_with="配偶", is_sealed=True)),
    ("record", "R-42", record()),
    ("record", "R-43", record(recording="", no_recording_reason="设备故障")),
    ("record", "R-44", record()),
    ("record", "R-48", record(LEAK, outcome=VisitOutcome.INCIDENT)),
    (
        "record",
        "R-48",
        record(replace(LEAK, told_office=NOW + timedelta(hours=2), told_lender=NOW + timedelta(hours=24))),
    ),
    ("record", "R-76", record(LEAK)),
    ("record", "R-87", record()),
    ("data", "R-49", data(features=("逾期天数", "委案金额"))),
    ("data", "R-70", data(columns=("案件编号", "手机号"))),
    ("data", "R-71", data(outside=("V-20261124-T01-03.pdf",), secrets=("张三",))),
    ("data", "R-72", data(geocoder="离线")),
    ("data", "R-73", data()),
    ("data", "R-74", data(columns=("现住址",))),
    ("data", "R-77", data(is_encrypted=True, has_access_log=True)),
    ("data", "R-77", data(is_encrypted=None)),
    ("day", "R-88", day(unannounced=5)),
    ("day", "R-91", day(must_call_off=frozenset({"A1"}), called_off=frozenset({"A1"}))),
]
BROKEN = [
    ("visit", "R-20", stop("21:36", "22:01"), Status.VIOLATED, B),
    ("visit", "R-20", stop("21:40", "22:05", agreed=(span("21:30", "22:30"),)), Status.VIOLATED, W),
    ("visit", "R-20", stop("07:59", "08:24"), Status.VIOLATED, B),
    ("visit", "R-21", stop("19:16", "19:41"), Status.VIOLATED, W),
    ("visit", "R-21", stop("11:40", "12:05"), Status.VIOLATED, W),
    ("visit", "R-22", stop(bad_windows=(span("10:20", "12:00"),)), Status.VIOLATED, B),
    ("visit", "R-23", stop(day=date(2026, 10, 1)), Status.VIOLATED, W),
    ("visit", "R-23", stop(day=date(2026, 6, 8)), Status.VIOLATED, W),
    ("visit", "R-23", stop(day=date(2090, 1, 4)), Status.UNKNOWN, W),
    ("visit", "R-83", stop(told=None), Status.UNKNOWN, W),
    ("visit", "R-83", stop("11:01", "11:26"), Status.VIOLATED, W),
    ("visit", "R-85", stop(team="T02", complained_teams=frozenset({"T02"})), Status.VIOLATED, B),
    ("visit", "R-87", stop("10:00", "10:46"), Status.VIOLATED, W),
    ("visit", "R-89", stop(unauthorised=frozenset({"C1"})), Status.UNKNOWN, B),
    ("visit", "R-90", stop(debtors=frozenset({"k", "l"})), Status.VIOLATED, B),
    ("visit", "R-90", stop(lenders=frozenset({"甲"}), other_lenders_today=frozenset({"乙"})), Status.VIOLATED, B),
    ("call", "R-03", call(*MISSED, callee="联系人", number="Z"), Status.UNKNOWN, B),
    ("call", "R-03", call(*MISSED[1:], callee="联系人", is_preagreed=True, number="Z"), Status.VIOLATED, B),
    (
        "call",
        "R-04",
        call(
            *MISSED,
            rang("2026-11-23 12:00", ContactOutcome.REFUSED, number="Z", callee="联系人", answered_by="配偶"),
            callee="联系人",
            is_preagreed=True,
            number="Z",
        ),
        Status.VIOLATED,
        B,
    ),
    ("call", "R-20", call(at=at("2026-11-24 22:00")), Status.VIOLATED, B),
    ("call", "R-20", call(at=at("2026-11-24 22:00"), time_consent=True), Status.VIOLATED, W),
    ("call", "R-24", call(*(rang(f"2026-11-24 0{n}:00", SPOKE) for n in (7, 8, 9))), Status.VIOLATED, B),
    ("call", "R-25", call(*(rang(f"2026-11-24 08:0{n}") for n in range(6))), Status.VIOLATED, B),
    ("call", "R-25", call(*(rang(f"2026-11-24 08:0{n}") for n in range(4))), Status.VIOLATED, W),
    ("call", "R-45", call(is_own_line=False), Status.VIOLATED, B),
    ("call", "R-81", call(*(rang(f"2026-11-{n} 10:00", SPOKE) for n in (18, 19, 20))), Status.VIOLATED, B),
    (
        "call",
        "R-81",
        call(*(rang(f"2026-11-{n} 10:00") for n in range(18, 24)), rang("2026-11-23 11:00")),
        Status.VIOLATED,
        B,
    ),
    ("call", "R-81", call(rang("2026-11-20 10:00", SPOKE, call_back_on=date(2026, 11, 25))), Status.VIOLATED, B),
    ("paper", "R-17", paper(text="将 起 诉", is_expired=True), Status.VIOLATED, W),
    ("paper", "R-47", paper(text="否则发传 票"), Status.VIOLATED, B),
    ("paper", "R-84", paper(address_kind=AddressKind.EMPLOYER, is_confirmed=True), Status.VIOLATED, B),
    ("paper", "R-84", paper(address_kind=AddressKind.HUKOU), Status.UNKNOWN, B),
    ("deal", "R-54", deal(setoff="本金→利息"), Status.VIOLATED, LOG),
    ("deal", "R-55", deal(months=61), Status.VIOLATED, B),
    ("deal", "R-55", deal(months=61, is_card=False), Status.VIOLATED, W),
    ("deal", "R-55", deal(elements=frozenset(ELEMENTS) - {"期间息费"}), Status.VIOLATED, B),
    ("deal", "R-56", deal(id_checked=None), Status.UNKNOWN, B),
    ("deal", "R-56", deal(copy_given=False), Status.VIOLATED, B),
    ("deal", "R-57", deal(signer=Role.HEIR), Status.VIOLATED, B),
    ("deal", "R-57", deal(is_signer_alive=False), Status.VIOLATED, B),
    ("deal", "R-58", deal(iou_principal=Decimal("10.01"), principal=Decimal("10.00")), Status.VIOLATED, B),
    ("deal", "R-58", deal(iou_principal=Decimal("10.01")), Status.UNKNOWN, B),
    ("deal", "R-59", deal(is_oral=True), Status.UNKNOWN, B),
    ("deal", "R-60", deal(signature="电子签名"), Status.UNKNOWN, LOG),
    ("record", "R-31", record(entered=None), Status.UNKNOWN, LOG),
    ("record", "R-31", record(entered=True), Status.VIOLATED, B),
    ("record", "R-32", record(outcome=VisitOutcome.THIRD_PARTY, paper_left_with="配偶"), Status.VIOLATED, LOG),
    ("record", "R-42", record(ids_shown=None), Status.UNKNOWN, B),
    ("record", "R-43", record(recording=""), Status.UNKNOWN, B),
    ("record", "R-43", record(told_recording=False), Status.VIOLATED, B),
    ("record", "R-44", record(dress_ok=False), Status.VIOLATED, LOG),
    ("record", "R-48", record(outcome=VisitOutcome.INCIDENT), Status.UNKNOWN, LOG),
    ("record", "R-48", record(replace(LEAK, told_office=NOW + timedelta(hours=2, seconds=1))), Status.VIOLATED, LOG),
    ("record", "R-48", record(replace(LEAK, told_lender=None), now=NOW + timedelta(hours=25)), Status.VIOLATED, LOG),
    ("record", "R-76", record(replace(LEAK, told_person=None)), Status.VIOLATED, LOG),
    ("record", "R-87", record(departure=10 * HOUR + 2760), Status.VIOLATED, W),
    ("data", "R-49", data(features=("委案金额",)), Status.VIOLATED, W),
    ("data", "R-49", data(features=("逾期天数", "性别")), Status.VIOLATED, W),
    ("data", "R-70", data(columns=("QQ",)), Status.VIOLATED, B),
    ("data", "R-71", data(outside=("张三_310101199001011234_催收函.pdf",)), Status.VIOLATED, B),
    ("data", "R-71", data(outside=("张三.pdf",), secrets=("张三",)), Status.VIOLATED, B),
    ("data", "R-72", data(geocoder="境外在线", online_allowed=True), Status.VIOLATED, B),
    ("data", "R-72", data(geocoder="境内在线"), Status.VIOLATED, B),
    ("data", "R-72", data(geocoder="境内在线", online_allowed=True), Status.VIOLATED, W),
    ("data", "R-73", data(is_impact_assessed=None), Status.UNKNOWN, W),
    ("data", "R-74", data(columns=("行踪轨迹",)), Status.VIOLATED, B),
    ("data", "R-77", data(is_encrypted=False), Status.VIOLATED, B),
    ("data", "R-77", data(is_encrypted=True, has_access_log=False), Status.VIOLATED, B),
    ("day", "R-88", day(unannounced=6), Status.VIOLATED, B),
    ("day", "R-91", day(must_call_off=frozenset({"A1"})), Status.VIOLATED, B),
]


def of_rule(subject: str, rule: str, facts: Any) -> list[Finding]:
    """What one rule says of the facts."""
    return [f for f in FINDINGS[subject](facts, BOOK) if f.rule == rule]  # type: ignore[operator]


@pytest.mark.parametrize(("subject", "rule", "facts"), KEPT)
def test_kept(subject: str, rule: str, facts: Any) -> None:
    """The rule has nothing to say, up to the last second, day or fen that it allows."""
    assert of_rule(subject, rule, facts) == []


@pytest.mark.parametrize(("subject", "rule", "facts", "status", "severity"), BROKEN)
def test_broken(subject: str, rule: str, facts: Any, status: Status, severity: Severity) -> None:
    """The rule speaks once, in a sentence with what to do."""
    (finding,) = of_rule(subject, rule, facts)
    assert (finding.status, finding.severity) == (status, severity)
    assert finding.text.endswith("。")
    assert finding.cure.endswith("。")


def of_file(name: str) -> ModuleType:
    """Another test file's tables."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_no_rule_lacks_a_test_that_keeps_and_one_that_breaks_it() -> None:
    """Every rule of the book has a function, and every function of every subject is seen kept and broken."""
    cases, teams = of_file("test_rules"), of_file("test_team_rules")
    kept = {("case", rule) for rule, _ in cases.KEPT} | {(s, r) for s, r, _ in KEPT} | set(teams.KEPT)
    broken = {("case", rule) for rule, *_ in cases.BROKEN} | {(s, r) for s, r, *_ in BROKEN} | set(teams.BROKEN)
    functions = {(subject, rule) for subject, rules in SUBJECTS.items() for rule in rules}
    assert kept == broken == functions
    assert {rule for _, rule in functions} == set(BOOK.rules)


def test_the_book_holds_every_rule_of_the_list() -> None:
    """R-01 to R-91, as the list numbers them: nothing is left out silently."""
    numbers = [*range(1, 18), *range(20, 33), *range(40, 50), *range(50, 61), *range(70, 78), *range(80, 92)]
    assert sorted(BOOK.rules) == [f"R-{n:02d}" for n in numbers]


def test_the_clock_is_shanghais_whatever_the_zone() -> None:
    """23:30 in Shanghai is 15:30 in London's winter: the call is refused, and yesterday's calls are yesterday's."""
    late = call(at=datetime(2026, 11, 24, 15, 30, tzinfo=UTC))
    assert of_rule("call", "R-20", late)
    early = call(*(rang(f"2026-11-23 2{n}:00", SPOKE) for n in (0, 1)), rang("2026-11-23 23:50", SPOKE))
    utc = replace(early, at=datetime(2026, 11, 24, 1, 0, tzinfo=UTC))
    assert of_rule("call", "R-24", utc) == []


def test_both_counters_run_over_all_collectors_cases_and_numbers() -> None:
    """Three calls on two numbers about two cases are three; a dead number says nothing about another one."""
    three = [
        rang("2026-11-24 08:00", SPOKE, number="A"),
        rang("2026-11-24 08:30", SPOKE, number="B", case_number="A2"),
        rang("2026-11-24 09:00", SPOKE, number="A", case_number="B1"),
    ]
    assert of_rule("call", "R-24", call(*three, number="C"))
    six = [rang(f"2026-11-24 08:0{n}", number="A") for n in range(6)]
    assert of_rule("call", "R-25", call(*six, number="A"))
    assert of_rule("call", "R-25", call(*six, number="B")) == []
