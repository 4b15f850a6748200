"""The casebook joins what files say with what is known, and lets contact change decisions."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from planner import clock
from planner.case import Amounts, Case, CaseState, Debtor
from planner.casebook import Casebook
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.errors import PlannerError
from planner.finding import Kind
from planner.import_report import Batch, Parsed, Rejection, SourceRow
from planner.intake.roster import Roster
from planner.merge import DayTables, merge
from planner.shift import Collector, Team, TravelMode
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

DAY = date(2026, 11, 24)


def case(number: str, *, key: str = "", lender: str = "甲", total: str = "1.00") -> Case:
    return Case(
        number,
        lender,
        Debtor(key or number, "张三", "310199199001011234", birth_date=date(1990, 1, 1)),
        Amounts(Decimal(total), Decimal(total), Decimal(0), Decimal(0), as_of=DAY),
        CaseState.ACTIVE,
    )


def batch(*values: object, file: str = "f.xlsx", rejected: int = 0) -> Batch:  # type: ignore[type-arg]
    rows = tuple(Parsed(value, SourceRow(file, "", n)) for n, value in enumerate(values, 2))
    bad = tuple(Rejection(SourceRow(file, "", 99), "金额", "不是数字") for _ in range(rejected))
    return Batch(file, len(rows) + rejected, rows, bad)


def attempt(number: str, outcome: ContactOutcome, when: str) -> ContactAttempt:
    at = datetime.fromisoformat(when).replace(tzinfo=clock.SHANGHAI)
    appointment = Appointment(DAY, DAY, TimeWindow(36_000, 43_200), "住所", "某路1弄2号301室")
    agreed = appointment if outcome is ContactOutcome.CONSENT else None
    return ContactAttempt(number, at, outcome, answered_by="本人", appointment=agreed)


def test_rows_balance_over_two_files_of_one_import() -> None:
    """New, repeated and contradicting rows are counted apart, whichever file they stand in."""
    store = MemoryStore()
    first = batch(case("A"), case("B"), case("B"), case("C"), rejected=1)
    second = batch(case("A"), case("C", total="2.00"), file="g.xlsx")
    records, reports = merge(DayTables(cases=[first, second]), store)
    assert [(r.rows, r.imported, r.identical, r.conflict, r.rejected) for r in reports] == [
        (5, 2, 1, 1, 1),
        (2, 0, 1, 1, 0),
    ]
    store.save(records)
    assert set(store.cases()) == {"A", "B"}
    assert store.conflicting() == {"C"}


def test_a_later_import_updates_and_ends_a_conflict() -> None:
    """The same content is identical, another content replaces, one single content settles a conflict."""
    store = MemoryStore()
    store.save(Records(cases=[case("A"), case("B")], conflicting=["C"]))
    records, (report,) = merge(DayTables(cases=[batch(case("A"), case("B", total="3.00"), case("C"))]), store)
    assert (report.identical, report.updated, report.imported) == (1, 1, 1)
    store.save(records)
    assert store.cases()["B"].amounts.total == Decimal("3.00")
    assert store.conflicting() == frozenset()


def test_rows_about_unknown_cases_are_rejected_with_their_number() -> None:
    """A contact or visit of a case that nobody imported is told, not dropped."""
    store = MemoryStore()
    contacts = batch(
        attempt("A", ContactOutcome.REFUSED, "2026-11-23 09:00"),
        attempt("Z", ContactOutcome.REFUSED, "2026-11-23 09:00"),
    )
    visits = batch(VisitRecord("Y", DAY, VisitOutcome.NOT_HOME))
    _, reports = merge(DayTables(cases=[batch(case("A"))], contacts=contacts, visits=visits), store)
    assert [(r.imported, r.rejected) for r in reports] == [(1, 0), (1, 1), (0, 1)]
    assert [r.case_number for report in reports for r in report.rejections] == ["Z", "Y"]


def test_importing_the_same_log_twice_adds_nothing() -> None:
    """A repeated row is identical, so that no attempt is counted twice."""
    store = MemoryStore()
    tables = DayTables(
        cases=[batch(case("A"))], contacts=batch(attempt("A", ContactOutcome.REFUSED, "2026-11-23 09:00"))
    )
    for expected in ((1, 0), (0, 1)):
        records, reports = merge(tables, store)
        store.save(records)
        assert (reports[1].imported, reports[1].identical) == expected
    assert len(store.attempts()) == 1


def team(id: str, *, first: int = 9) -> Team:
    """A team of one, named after it."""
    hours = TimeWindow(first * 3600, 64_800)
    return Team(id, (Collector(f"{id}-0", "外访", id),), "某路1号", "某路1号", hours, TravelMode.CAR)


def roster(*teams: Team, rejected: int = 0) -> Roster:
    return Roster(batch(*(person for one in teams for person in one.collectors), rejected=rejected), teams)


def test_a_roster_replaces_the_one_before_and_tells_who_is_gone() -> None:
    """T2 and T3 are no longer in it, T1 comes with other hours, T4 is new."""
    store = MemoryStore()
    records, (report,) = merge(DayTables(roster=roster(team("T1"), team("T3"), team("T2"))), store)
    assert report.notes == ()
    store.save(records)
    records, (report,) = merge(DayTables(roster=roster(team("T1", first=10), team("T4"))), store)
    store.save(records)
    assert report.notes == ("名单中已没有 T2、T3，不再派出；如系遗漏，请补入名单后重新导入。",)
    assert store.teams() == {"T1": team("T1", first=10), "T4": team("T4")}


def test_a_roster_without_a_usable_team_leaves_the_one_before() -> None:
    """Its rows are rejected with their reasons; nobody is sent home because of a slip of the pen."""
    store = MemoryStore()
    store.save(Records(teams=[team("T1")]))
    records, (report,) = merge(DayTables(roster=roster(rejected=2)), store)
    store.save(records)
    assert (report.rejected, report.notes) == (2, ("名单中没有一个可用的小组，仍沿用原名单。",))
    assert store.teams() == {"T1": team("T1")}


def test_other_imports_leave_the_roster() -> None:
    """Cases alone change nobody's team."""
    store = MemoryStore()
    store.save(Records(teams=[team("T1")]))
    records, _ = merge(DayTables(cases=[batch(case("A"))]), store)
    store.save(records)
    assert list(store.teams()) == ["T1"]


def test_a_recorded_refusal_changes_the_decision_of_all_the_persons_cases() -> None:
    """Whoever refuses under one case is not visited for another, at any lender (R-28, R-90)."""
    store = MemoryStore()
    store.save(
        Records(cases=[case("A", key="p"), case("B", key="p"), case("C", key="p", lender="乙"), case("D", key="q")])
    )
    book = Casebook(store, Desk())
    book.record_contact(attempt("A", ContactOutcome.CONSENT, "2026-11-23 09:00"))
    assert "R-28" not in {f.rule for f in book.check_all(DAY)["A"].findings}
    changes = book.record_contact(attempt("A", ContactOutcome.REFUSED, "2026-11-23 10:00"))
    assert (changes.cases, changes.contacts) == (True, True)
    rules = {number: {f.rule for f in decision.findings} for number, decision in book.check_all(DAY).items()}
    assert all("R-28" in rules[number] for number in "ABC")
    assert "R-28" not in rules["D"]


def test_a_conflicting_case_is_blocked_and_keeps_its_place() -> None:
    """It is decided like any other, under the rule named conflict."""
    store = MemoryStore()
    store.save(Records(conflicting=["C"]))
    decision = Casebook(store, Desk()).check_all(DAY)["C"]
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("conflict",))


def test_contact_of_an_unknown_case_is_refused() -> None:
    """Nothing is written down for a case that does not exist."""
    book = Casebook(MemoryStore(), Desk())
    with pytest.raises(PlannerError, match="不在案件中"):
        book.record_contact(attempt("A", ContactOutcome.REFUSED, "2026-11-23 10:00"))
    assert book.store.attempts() == ()


def test_two_people_with_one_unsound_id_number_stay_apart() -> None:
    """Debtors are joined by key alone: an id number that cannot be trusted joins nobody."""
    store = MemoryStore()
    one, two = case("A", key="甲/A"), replace(case("B", key="甲/B"))
    store.save(Records(cases=[one, two]))
    book = Casebook(store, Desk())
    book.record_contact(attempt("A", ContactOutcome.REFUSED, "2026-11-23 10:00"))
    assert "R-28" not in {f.rule for f in book.check_all(DAY)["B"].findings}
