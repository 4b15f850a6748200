"""What the encrypted store takes: lists of 100,000 cases, a large import, the audit log, back-ups."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import resources
from app import open_desk
from planner import outward, upkeep
from planner.case import Case, CaseState
from planner.case_list import CaseQuery, CaseSort
from planner.casebook import DayFiles
from planner.event import Action, Event
from planner.store.interface import Records
from planner.upkeep import Secret, Upkeep
from tests.bench.bars import Bar

CASES, ROWS, COLUMNS, ENTRIES = 100_000, 20_000, 40, 100_000
SECRET = Secret("correct horse battery")
_TRIES = 5
_DAY = date(2026, 11, 24)


def measure(num_cases: int = CASES, num_rows: int = ROWS, num_entries: int = ENTRIES) -> Iterator[Bar]:
    """Every figure of the store, each on a desk of its own in a folder that is removed."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _import(Path(folder), num_rows)
        yield from _lists(Path(folder), num_cases)
        yield from _audit(Path(folder), num_entries)


def _import(folder: Path, num_rows: int) -> Iterator[Bar]:
    """One workbook, from the file on the disk to the last acknowledged write, the back-up before it included."""
    workbook = folder / "cases.xlsx"
    _write_workbook(workbook, num_rows)
    desk, _ = upkeep.create(folder / "import.waifang", SECRET.passphrase)
    casebook = open_desk(None, desk).casebook
    seconds, reports = _timed(lambda: casebook.import_day(DayFiles((workbook,))))
    note = f"{reports[0].imported:,} imported, {workbook.stat().st_size / 1e6:.1f} MB xlsx"
    yield Bar(f"import {num_rows:,} rows x {COLUMNS} columns", seconds, 15.0, " s", note)
    seconds, reports = _timed(lambda: casebook.import_day(DayFiles((workbook,))))
    yield Bar("import the same again", seconds, 15.0, " s", f"{reports[0].identical:,} identical")
    desk.store.close()


def _lists(folder: Path, num_cases: int) -> Iterator[Bar]:
    """Open, filter and sort, a page of a hundred each; and what reading every case would take."""
    file = folder / "lists.waifang"
    desk, _ = upkeep.create(file, SECRET.passphrase)
    seconds, _ = _timed(lambda: desk.store.save(Records(cases=many_cases(num_cases))))
    yield Bar(f"write {num_cases:,} cases", seconds, 60.0, " s", "one transaction")
    desk.store.close()
    size = f"{file.stat().st_size / 1e6:.0f} MB"
    seconds, desk = _timed(lambda: _opened(file))
    yield Bar(f"open {num_cases:,} cases to the first page", seconds, 1.0, " s", f"{size}, pass-phrase hash included")
    for name, query in _queries():
        yield Bar(f"{name} {num_cases:,} cases", _median(lambda q=query: desk.store.list_cases(q)), 1.0, " s")
    seconds, _ = _timed(desk.store.cases)
    yield Bar(f"read {num_cases:,} cases whole", seconds, 30.0, " s", "what a day's check needs once")
    seconds, _ = _timed(lambda: desk.back_up("manual"))
    yield Bar(f"back up {num_cases:,} cases", seconds, 30.0, " s", "copy, every page checked, counts, fsync")
    desk.store.close()


def _audit(folder: Path, num_entries: int) -> Iterator[Bar]:
    """The whole chain from its first entry."""
    desk, _ = upkeep.create(folder / "audit.waifang", SECRET.passphrase)
    events = [Event(Action.CONTACT, f"A-{n}", {"n": n}) for n in range(num_entries)]
    seconds, _ = _timed(lambda: desk.store.log(*events))
    yield Bar(f"write {num_entries:,} audit entries", seconds, 10.0, " s", "one transaction")
    seconds, verdict = _timed(desk.verify)
    note = f"{verdict.entries:,} entries, broken at {verdict.broken_at}"
    yield Bar(f"verify {num_entries:,} audit entries", seconds, num_entries / 1e5, " s", note)
    seconds = _median(lambda: desk.store.log(Event(Action.UNLOCK)))
    yield Bar("write one audit entry", 1000 * seconds, 100.0, " ms", "commit and anchor, both synced")
    desk.store.close()


def many_cases(number: int) -> Iterator[Case]:
    """Cases of the sample, under new numbers, amounts and dates."""
    known = list(_sample())
    for n in range(number):
        case = known[n % len(known)]
        total = None if case.amounts.total is None else case.amounts.total + n % 9_973
        yield replace(
            case,
            number=f"{case.number}-{n}",
            amounts=replace(case.amounts, total=total),
            days_overdue=(n * 7919) % 2_000,
            mandate_end=_DAY + timedelta(days=(n * 31) % 400),
        )


def _queries() -> Iterator[tuple[str, CaseQuery]]:
    for sort in (CaseSort.TOTAL, CaseSort.DAYS_OVERDUE, CaseSort.MANDATE_END, CaseSort.DISTRICT, CaseSort.NUMBER):
        yield f"sort by {sort.name.lower()}", CaseQuery(sort=sort, is_descending=True)
    active = CaseQuery(state=CaseState.ACTIVE, district="浦东新区", sort=CaseSort.TOTAL)
    yield "filter by state and district, sort by amount,", active
    yield "find a part of a number in", CaseQuery(number="0017-9", sort=CaseSort.DAYS_OVERDUE)
    yield "turn to the last page of", CaseQuery(sort=CaseSort.TOTAL, offset=99_900)


def _opened(file: Path) -> Upkeep:
    desk = upkeep.open_desk(file, SECRET)
    desk.store.list_cases(CaseQuery())
    return desk


def _sample() -> Iterator[Case]:
    casebook = open_desk(None).casebook
    casebook.import_day(DayFiles((resources.path("sample/cases.xlsx"),)))
    yield from casebook.store.cases().values()


def _write_workbook(file: Path, num_rows: int) -> None:
    """The sample's sheet, repeated under new numbers, with columns that nobody needs up to the number wanted."""
    import pandas as pd

    sheet = pd.read_excel(resources.path("sample/cases.xlsx"), dtype=str, engine="calamine").fillna("")
    headings = [*sheet.columns, *(f"其他{n}" for n in range(COLUMNS - len(sheet.columns)))]
    rows = sheet.to_numpy().tolist()
    with outward.workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, headings)
        for n in range(num_rows):
            row = [f"X{n:06d}", *rows[n % len(rows)][1:]]
            page.write_row(n + 1, 0, [*row, *(f"值{n}" for _ in range(COLUMNS - len(row)))])


def _timed(work: Callable[[], object]) -> tuple[float, object]:
    began = perf_counter()
    answer = work()
    return perf_counter() - began, answer


def _median(work: Callable[[], object]) -> float:
    return median(_timed(work)[0] for _ in range(_TRIES))
