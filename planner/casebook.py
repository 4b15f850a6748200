"""Front door to cases: import what others hand over, record contact, say what may be done with each case on a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from planner.case import Case
from planner.clock import Progress, keep_going
from planner.compliance import rulebook as rulebooks
from planner.compliance.decide import decide
from planner.compliance.facts import CaseFacts, CollectorFacts
from planner.compliance.rulebook import Rulebook
from planner.contact import ContactAttempt
from planner.desk import Desk
from planner.doings import attempt_events, import_events, new_batch
from planner.errors import Cancelled, PlannerError
from planner.event import Event
from planner.finding import Decision, Finding, Kind, Severity, Status
from planner.import_report import ImportReport
from planner.intake import authorisations, cases, contacts, lenders, roster, visits
from planner.intake.unlock import PasswordNeeded
from planner.merge import DayTables, merge
from planner.shift import Collector
from planner.store.interface import CaseStore, Records
from planner.visit import VisitRecord

__all__ = ["Casebook", "Changes", "DayFiles", "PasswordNeeded"]


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
        if files == DayFiles():
            return ()
        tables = _read_all(files, passwords, on_progress)
        records, reports = merge(tables, self.store)
        if any(getattr(records, f.name) for f in fields(records)):
            self.store.back_up("import")
        batch = new_batch()
        events = (*import_events(reports, batch), *attempt_events(records.attempts))
        self.store.save(replace(records, events=events))
        return tuple(replace(report, batch=batch) for report in reports)

    def record_contact(self, attempt: ContactAttempt) -> Changes:
        """Write down one attempt.

        Raises:
            PlannerError: no case has this number.
        """
        if attempt.case_number not in self.store.cases():
            raise PlannerError("没有此案件", f"案件编号 {attempt.case_number} 不在案件中。", "请先导入该案件。")
        self.store.save(Records(attempts=[attempt], events=attempt_events([attempt])))
        return Changes(cases=True, contacts=True)

    def note(self, event: Event) -> None:
        """Write an event into the audit log: a field shown unmasked, a rule overridden, papers printed."""
        self.store.save(Records(events=[event]))

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


def _read_all(files: DayFiles, passwords: Sequence[str], on_progress: Progress) -> DayTables:
    """Read every file, two at a time: each is read in a child process of its own, and most computers have two cores."""
    jobs: list[tuple[str, Path, Callable[[Path, Sequence[str]], Any]]] = [
        ("cases", path, cases.read_cases) for path in files.cases
    ]
    for name, path_or_none, read in (
        ("lenders", files.lenders, lenders.read_lenders),
        ("authorisations", files.authorisations, authorisations.read_authorisations),
        ("roster", files.roster, roster.read_roster),
        ("contacts", files.contacts, contacts.read_contacts),
        ("visits", files.visits, visits.read_visits),
    ):
        if path_or_none is not None:
            jobs.append((name, path_or_none, read))
    found: dict[str, Any] = {"cases": []}
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = [pool.submit(read, path, passwords) for _, path, read in jobs]
        try:
            for done, ((name, path, _), answer) in enumerate(zip(jobs, waiting, strict=True)):
                if not on_progress(100 * done // len(jobs), f"读取 {path.name}"):
                    raise Cancelled("import")
                if name == "cases":
                    found[name] += answer.result()
                else:
                    found[name] = answer.result()
        finally:
            pool.shutdown(cancel_futures=True)
    return DayTables(**found)


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
