"""No row of any table of text is ever lost: rows = imported + updated + identical + conflict + rejected + skipped."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from planner import clock
from planner.case import claim_key
from planner.casebook import Casebook
from planner.contact import ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.errors import PlannerError
from planner.finding import Kind
from planner.import_report import ImportReport
from planner.intake import cases
from planner.intake.columns import layout, tables_in
from planner.intake.sheet import Sheet
from planner.merge import DayTables, merge
from planner.ruling import Hold, HoldKind
from planner.store.memory import MemoryStore

DAY = date(2026, 11, 24)
HEADINGS = (
    "案件编号",
    "委托方",
    "姓名",
    "合同编号",
    "身份证号",
    "委案日期",
    "委案金额(元)",
    "退案日期",
    "案件状态",
    "备注",
    "暗号",
)
WORDS = st.sampled_from(
    [
        "A1",
        "A2",
        "",
        "甲",
        "乙",
        "310199198001010005",
        "1.23E+17",
        "2026-11-20",
        "45678",
        "12元",
        "１２，３",
        "-5",
        "正常",
        "结清",
        "=1+1",
    ]
)
CELL = st.one_of(WORDS, st.text(max_size=8))
TABLE = st.lists(st.lists(CELL, min_size=0, max_size=13), max_size=12)


def told(report: ImportReport) -> int:
    """All that the report accounts for."""
    return sum((report.imported, report.updated, report.identical, report.conflict, report.rejected, report.skipped))


@settings(max_examples=150, deadline=None)
@given(first=TABLE, second=TABLE, is_csv=st.booleans(), headings=st.permutations(HEADINGS))
def test_every_row_is_accounted_for(
    first: list[list[str]], second: list[list[str]], is_csv: bool, headings: list[str]
) -> None:
    """Over two imports of arbitrary text, with repeated, torn, empty and contradicting rows."""
    store = MemoryStore()
    for rows in (first, second):
        numbered = tuple((n, tuple(row)) for n, row in enumerate([headings, *rows], start=1))
        try:
            tables = tables_in([Sheet("f", "", numbered, is_csv=is_csv)], layout("cases"))
        except PlannerError:
            continue  # Refused as a whole and in words: nothing of it is taken.
        batches = [cases.cases_of(table) for table in tables]
        records, reports = merge(DayTables(cases=batches), store)
        store.save(records)
        assert [told(report) for report in reports] == [report.rows for report in reports]
        assert sum(report.rows for report in reports) <= len(rows)
        taken = {row.value.number for batch in batches for row in batch.parsed}
        assert taken <= store.cases().keys() | store.conflicting()


@given(text=st.text(max_size=20))
def test_any_text_is_an_amount_a_day_or_a_reason(text: str) -> None:
    """No cell ever stops an import by an error of ours."""
    rows = (HEADINGS, ("A1", "甲", text, text, text, text, text, text, text, text, text))
    try:
        (table,) = tables_in([Sheet("f", "", tuple(enumerate(rows, start=1)))], layout("cases"))
    except PlannerError:
        return
    batch = cases.cases_of(table)
    assert len(batch.parsed) + len(batch.rejections) == batch.rows == 1


ROW = ("A1", "甲", "张三", "HT1", "310199198001010005", "2026-11-01", "100元", "2026-12-31", "正常", "", "")


def imported(store: MemoryStore, *rows: tuple[str, ...]) -> None:
    """Import these rows as one file."""
    sheet = Sheet("f", "", tuple(enumerate((HEADINGS, *rows), start=1)))
    batches = [cases.cases_of(table) for table in tables_in([sheet], layout("cases"))]
    store.save(merge(DayTables(cases=batches), store)[0])


def at(day: int) -> datetime:
    """Noon of a day of November."""
    return datetime(2026, 11, day, 12, tzinfo=clock.SHANGHAI)


def test_a_re_import_overwrites_nothing_that_a_person_decided() -> None:
    """Refusal and hold stay when the case comes back with other figures and nothing in its remarks."""
    store = MemoryStore()
    imported(store, ROW)
    book = Casebook(store, Desk())
    book.record_contact(ContactAttempt("A1", at(20), ContactOutcome.REFUSED, answered_by="本人"))
    book.record_ruling(Hold("A1", HoldKind.LEGAL, "甲员", "等候法务", at(20)))
    imported(store, (*ROW[:6], "99.00", *ROW[7:]))
    assert store.cases()["A1"].amounts.total == Decimal("99.00")
    assert {"R-28", "R-15"} <= set(book.check_all(DAY)["A1"].rules)


def test_a_hold_follows_its_contract_under_another_case_number() -> None:
    """The lender hands the same contract over anew: the hold stands; another contract of the person is free of it."""
    store = MemoryStore()
    imported(store, ROW)
    book = Casebook(store, Desk())
    book.record_ruling(Hold("A1", HoldKind.LEGAL, "甲员", "等候法务", at(20)))
    imported(store, ("B7", *ROW[1:]), ("C9", *ROW[1:3], "HT2", *ROW[4:]))
    decisions = book.check_all(DAY)
    assert ["R-15" in decisions[number].rules for number in ("A1", "B7", "C9")] == [True, True, False]
    assert all(decisions[number].kind is Kind.BLOCKED for number in decisions)


def test_one_persons_contracts_are_one_debtor_with_several_cases() -> None:
    """The id number joins them, in either of its two forms."""
    store = MemoryStore()
    imported(store, ROW, ("A2", *ROW[1:3], "HT2", *ROW[4:]))
    keys = {case.debtor.key for case in store.cases().values()}
    assert len(store.cases()) == 2
    assert len(keys) == 1


def test_a_claim_is_known_by_a_keyed_hash() -> None:
    """Another secret, id number or contract gives another key; without contract or id number there is none."""
    store = MemoryStore()
    imported(store, ROW)
    case = store.cases()["A1"]
    key = claim_key(b"one", case)
    assert key == claim_key(b"one", replace(case, number="B7"))
    others = [
        claim_key(b"two", case),
        claim_key(b"one", replace(case, contract="HT2")),
        claim_key(b"one", replace(case, debtor=replace(case.debtor, id_number="310199198001010013"))),
    ]
    assert len({key, *others}) == 4
    assert case.debtor.id_number not in key
    assert claim_key(b"one", replace(case, contract="")) == ""
