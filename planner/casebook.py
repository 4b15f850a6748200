"""Front door to cases: import what others hand over, record contact, say what may be done with each case on a day."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from planner.case import Case
from planner.clock import Progress, keep_going
from planner.compliance import rulebook as rulebooks
from planner.compliance.decide import decide
from planner.compliance.facts import CaseFacts, CollectorFacts
from planner.compliance.rulebook import Rulebook
from planner.contact import ContactAttempt
from planner.desk import Desk
from planner.errors import Cancelled, PlannerError
from planner.finding import Decision, Finding, Kind, Severity, Status
from planner.import_report import Batch, ImportReport, Parsed, Rejection
from planner.intake import authorisations, cases, contacts, lenders, roster, visits
from planner.shift import Collector
from planner.store.interface import CaseStore, Records
from planner.visit import VisitRecord

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched, so that every page can refresh itself."""

    cases: bool = False
    contacts: bool = False
    roster: bool = False
    plan: bool = False


@dataclass(frozen=True, slots=True)
class DayFiles:
    """The files of a day. Those left out were imported before, or there are none."""

    cases: tuple[Path, ...] = ()
    contacts: Path | None = None
    visits: Path | None = None
    lenders: Path | None = None
    authorisations: Path | None = None
    roster: Path | None = None


class Casebook:
    """All cases of a desk with their people, contact, history and lenders."""

    def __init__(self, store: CaseStore, desk: Desk, rulebook: Rulebook | None = None) -> None:
        self.store = store
        self.desk = desk
        self.rulebook = rulebook or rulebooks.load()

    def import_day(
        self, files: DayFiles, passwords: Sequence[str] = (), on_progress: Progress = keep_going
    ) -> tuple[ImportReport, ...]:
        """Import all files of a day; nothing is kept unless all of them can be read.

        Raises:
            PlannerError: a file cannot be read; the sentence names it.
            Cancelled: `on_progress` said no.
        """
        case_batches: list[Batch[Case]] = []
        steps: list[tuple[Path, Callable[[Path], None]]] = []
        found: dict[str, Any] = {}
        for path in files.cases:
            steps.append((path, lambda p: case_batches.extend(cases.read_cases(p, passwords))))
        for name, path_or_none, read in (
            ("lenders", files.lenders, lenders.read_lenders),
            ("authorisations", files.authorisations, authorisations.read_authorisations),
            ("roster", files.roster, roster.read_roster),
            ("contacts", files.contacts, contacts.read_contacts),
            ("visits", files.visits, visits.read_visits),
        ):
            if path_or_none is not None:
                steps.append((path_or_none, lambda p, n=name, r=read: found.update({n: r(p, passwords)})))
        for done, (path, step) in enumerate(steps):
            if not on_progress(100 * done // len(steps), f"读取 {path.name}"):
                raise Cancelled("import")
            step(path)
        return self._keep(case_batches, found)

    def _keep(self, case_batches: list[Batch[Case]], found: dict[str, Any]) -> tuple[ImportReport, ...]:
        reports: list[ImportReport] = []
        records, case_reports = self._sort_cases(case_batches)
        self.store.save(records)
        reports += case_reports
        known = self.store.cases().keys() | self.store.conflicting()
        if "lenders" in found:
            reports.append(self._keep_new(found["lenders"], set(self.store.lenders().values()), "lenders"))
        if "authorisations" in found:
            reports.append(self._keep_new(found["authorisations"], set(self.store.authorisations()), "authorisations"))
        if "roster" in found:
            batch = found["roster"].batch
            self.store.save(Records(teams=found["roster"].teams))
            reports.append(
                ImportReport(batch.file, batch.rows, len(batch.parsed), rejections=batch.rejections, notes=batch.notes)
            )
        for name, seen in (("contacts", self.store.attempts), ("visits", self.store.visits)):
            if name in found:
                reports.append(self._keep_new(_of_known_cases(found[name], known), set(seen()), name))
        return tuple(reports)

    def _sort_cases(self, batches: list[Batch[Case]]) -> tuple[Records, list[ImportReport]]:
        """Tell new rows from repeated and contradicting ones: two contents of one number in one import conflict."""
        contents: dict[str, set[Case]] = defaultdict(set)
        for batch in batches:
            for row in batch.parsed:
                contents[row.value.number].add(row.value)
        conflicting = {number for number, versions in contents.items() if len(versions) > 1}
        known = self.store.cases()
        new: dict[str, Case] = {}
        reports: list[ImportReport] = []
        for batch in batches:
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
            reports.append(
                ImportReport(
                    batch.file,
                    batch.rows,
                    **tally,
                    rejections=batch.rejections,
                    conflicts=tuple(conflicts),
                    notes=batch.notes,
                )
            )
        return Records(cases=new.values(), conflicting=conflicting), reports

    def _keep_new(self, batch: Batch[Any], known: set[Any], kind: str) -> ImportReport:
        """Save the rows that are not known word for word; of repeated rows one is kept."""
        fresh = list(dict.fromkeys(row.value for row in batch.parsed if row.value not in known))
        self.store.save(Records(**{kind: fresh}))
        identical = len(batch.parsed) - len(fresh)
        return ImportReport(
            batch.file, batch.rows, len(fresh), identical=identical, rejections=batch.rejections, notes=batch.notes
        )

    def record_contact(self, attempt: ContactAttempt) -> Changes:
        """Write down one attempt.

        Raises:
            PlannerError: no case has this number.
        """
        if attempt.case_number not in self.store.cases():
            raise PlannerError("没有此案件", f"案件编号 {attempt.case_number} 不在案件中。", "请先导入该案件。")
        self.store.save(Records(attempts=[attempt]))
        return Changes(cases=True, contacts=True)

    def check_all(self, day: date) -> dict[str, Decision]:
        """What may be done with every case on a day, by case number in the order of import, conflicts last."""
        people = _Histories(self.store)
        decisions = {
            number: decide(people.facts(case, day, self.desk), self.rulebook)
            for number, case in self.store.cases().items()
        }
        for number in sorted(self.store.conflicting()):
            decisions[number] = Decision(number, Kind.BLOCKED, (_CONFLICT,))
        return decisions

    def facts(self, number: str, day: date) -> CaseFacts:
        """What the rules look at for one case."""
        return _Histories(self.store).facts(self.store.cases()[number], day, self.desk)

    def all_facts(self, day: date, numbers: Iterable[str]) -> dict[str, CaseFacts]:
        """What the rules look at for several cases, gathered in one pass."""
        people, known = _Histories(self.store), self.store.cases()
        return {number: people.facts(known[number], day, self.desk) for number in numbers}

    def collector_facts(self, collector: Collector, day: date) -> CollectorFacts:
        """What the rules look at for one collector."""
        own = tuple(a for a in self.store.authorisations() if a.staff_number == collector.staff_number)
        return CollectorFacts(collector, day, own)


_CONFLICT = Finding(
    "conflict",
    Status.UNKNOWN,
    Severity.BLOCK,
    "同一案件编号有两份内容不同的记录。",
    "请向委托方核实以哪份为准，只保留一份后重新导入（两份均在 rejected.xlsx）。",
)


class _Histories:
    """Contact and visits joined to the person whom they are about, over all his cases."""

    def __init__(self, store: CaseStore) -> None:
        known = store.cases()
        self._lenders = store.lenders()
        self._lender_of = {number: case.lender for number, case in known.items()}
        self._attempts: dict[str, list[ContactAttempt]] = defaultdict(list)
        self._visits: dict[str, list[VisitRecord]] = defaultdict(list)
        for attempt in store.attempts():
            if attempt.case_number in known:
                self._attempts[known[attempt.case_number].debtor.key].append(attempt)
        for visit in store.visits():
            if visit.case_number in known:
                self._visits[known[visit.case_number].debtor.key].append(visit)

    def facts(self, case: Case, day: date, desk: Desk) -> CaseFacts:
        """The case's own facts with its person's history."""
        return CaseFacts(
            case=case,
            day=day,
            desk=desk,
            lender=self._lenders.get(case.lender),
            attempts=tuple(self._attempts.get(case.debtor.key, ())),
            visits=tuple(self._visits.get(case.debtor.key, ())),
            lender_of=self._lender_of,
        )


def _conflict(row: Parsed[Case]) -> Rejection:
    return Rejection(row.source, "案件编号", "同一案件编号有内容不同的记录，均未采用", row.value.number)


def _of_known_cases(batch: Batch[Any], known: Iterable[str]) -> Batch[Any]:
    """Reject rows about cases that nobody imported."""
    numbers = set(known)
    strangers = tuple(
        Rejection(row.source, "案件编号", "案件编号不在已导入的案件中", row.value.case_number)
        for row in batch.parsed
        if row.value.case_number not in numbers
    )
    kept = tuple(row for row in batch.parsed if row.value.case_number in numbers)
    return replace(batch, parsed=kept, rejections=batch.rejections + strangers)
