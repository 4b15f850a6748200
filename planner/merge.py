"""Joins what files say with what is known: which rows are new, repeated, changed or contradict each other."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

from planner.case import Case
from planner.contact import ContactAttempt
from planner.import_report import Batch, ImportReport, Parsed, Rejection
from planner.intake.roster import Roster
from planner.lender import Authorisation, Lender
from planner.shift import Team
from planner.store.interface import CaseStore, Records
from planner.visit import VisitRecord


class AboutACase(Hashable, Protocol):
    """A row that names the case it is about."""

    @property
    def case_number(self) -> str:
        """The case's number."""
        ...


Row = TypeVar("Row", bound=Hashable)
CaseRow = TypeVar("CaseRow", bound=AboutACase)


@dataclass(frozen=True, slots=True)
class DayTables:
    """Everything that was read for a day, before it is kept."""

    cases: Sequence[Batch[Case]] = ()
    contacts: Batch[ContactAttempt] | None = None
    visits: Batch[VisitRecord] | None = None
    lenders: Batch[Lender] | None = None
    authorisations: Batch[Authorisation] | None = None
    roster: Roster | None = None


def merge(tables: DayTables, store: CaseStore) -> tuple[Records, tuple[ImportReport, ...]]:
    """What to save, in one go, and what became of each row of each file."""
    new, conflicting, reports = _merge_cases(tables.cases, store.cases())
    numbers = store.cases().keys() | store.conflicting() | new.keys() | conflicting
    fresh: dict[str, Any] = {"cases": new.values(), "conflicting": conflicting}
    others: list[tuple[str, Batch[Any] | None, Iterable[Any]]] = [
        ("lenders", tables.lenders, store.lenders().values()),
        ("authorisations", tables.authorisations, store.authorisations()),
        ("attempts", tables.contacts and _of_known_cases(tables.contacts, numbers), store.attempts()),
        ("visits", tables.visits and _of_known_cases(tables.visits, numbers), store.visits()),
    ]
    for name, batch, known in others:
        if batch is not None:
            fresh[name], report = _merge_rows(batch, known)
            reports.append(report)
    if tables.roster is not None:
        teams, report = _merge_roster(tables.roster, store.teams())
        fresh["teams"] = teams
        reports.append(report)
    return Records(**fresh), tuple(reports)


def _merge_cases(
    batches: Sequence[Batch[Case]], known: Mapping[str, Case]
) -> tuple[dict[str, Case], set[str], list[ImportReport]]:
    """New or changed cases by number, and the numbers that came with two contents in this one import."""
    contents: dict[str, set[Case]] = defaultdict(set)
    for batch in batches:
        for row in batch.parsed:
            contents[row.value.number].add(row.value)
    conflicting = {number for number, versions in contents.items() if len(versions) > 1}
    new: dict[str, Case] = {}
    reports = [_merge_batch(batch, conflicting, known, new) for batch in batches]
    return new, conflicting, reports


def _merge_batch(
    batch: Batch[Case], conflicting: set[str], known: Mapping[str, Case], new: dict[str, Case]
) -> ImportReport:
    """Sort one file's rows, adding to `new`."""
    tally: Counter[str] = Counter()
    conflicts: list[Rejection] = []
    for row in batch.parsed:
        number = row.value.number
        if number in conflicting:
            conflicts.append(_conflict(row))
        elif number in new or known.get(number) == row.value:
            tally["identical"] += 1
        else:
            tally["updated" if number in known else "imported"] += 1
            new[number] = row.value
    return ImportReport(
        batch.file,
        batch.rows,
        tally["imported"],
        tally["updated"],
        tally["identical"],
        rejections=batch.rejections,
        conflicts=tuple(conflicts),
        notes=batch.notes,
    )


def _merge_rows(batch: Batch[Row], known: Iterable[Row]) -> tuple[list[Row], ImportReport]:
    """The rows that are not known word for word; of repeated rows one is kept."""
    seen = set(known)
    fresh = list(dict.fromkeys(row.value for row in batch.parsed if row.value not in seen))
    report = ImportReport(
        batch.file,
        batch.rows,
        len(fresh),
        identical=len(batch.parsed) - len(fresh),
        rejections=batch.rejections,
        notes=batch.notes,
    )
    return fresh, report


def _merge_roster(roster: Roster, known: Mapping[str, Team]) -> tuple[tuple[Team, ...] | None, ImportReport]:
    """The roster takes the place of the one before, and says whom it no longer has; one without any team does not."""
    batch, note = roster.batch, ""
    gone = known.keys() - {team.id for team in roster.teams}
    if gone and roster.teams:
        note = f"名单中已没有 {'、'.join(sorted(gone))}，不再派出；如系遗漏，请补入名单后重新导入。"
    elif gone:
        note = "名单中没有一个可用的小组，仍沿用原名单。"
    notes = (*batch.notes, *([note] if note else []))
    report = ImportReport(batch.file, batch.rows, len(batch.parsed), rejections=batch.rejections, notes=notes)
    return roster.teams or None, report


def _of_known_cases(batch: Batch[CaseRow], numbers: set[str]) -> Batch[CaseRow]:
    """Reject rows about cases that nobody imported."""
    strangers = tuple(
        Rejection(row.source, "案件编号", "案件编号不在已导入的案件中", row.value.case_number)
        for row in batch.parsed
        if row.value.case_number not in numbers
    )
    kept = tuple(row for row in batch.parsed if row.value.case_number in numbers)
    return replace(batch, parsed=kept, rejections=batch.rejections + strangers)


def _conflict(row: Parsed[Case]) -> Rejection:
    return Rejection(row.source, "案件编号", "同一案件编号有内容不同的记录，均未采用", row.value.number)
