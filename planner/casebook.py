"""Front door to cases: import what others hand over, record contact, say what may be done with each case on a day."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from secrets import token_bytes

from planner.clock import Progress, keep_going
from planner.compliance import rulebook as rulebooks
from planner.compliance.data_rules import DataFacts, data_findings
from planner.compliance.decide import decide
from planner.compliance.facts import CaseFacts, CollectorFacts
from planner.compliance.rulebook import Rulebook
from planner.compliance.stages import stage_of
from planner.contact import ContactAttempt
from planner.dayfiles import DayFiles, read_day_files
from planner.desk import Desk
from planner.doings import attempt_events, import_events, new_batch, ruling_event
from planner.errors import PlannerError
from planner.event import Event
from planner.finding import Decision, Finding, Kind, Severity, Status
from planner.heading_map import HeadingMap, Preview
from planner.histories import Histories
from planner.import_report import ImportReport
from planner.intake.columns import preview
from planner.intake.layout import layout
from planner.intake.map_files import read_map, read_maps, write_map
from planner.intake.unlock import PasswordNeeded
from planner.merge import merge
from planner.ruling import Incident, Override, ParameterChange, Release, Ruling
from planner.settings import RANKED_BY
from planner.shift import Collector
from planner.stage import Stage
from planner.store.interface import CaseStore, Records

__all__ = ["Casebook", "Changes", "DayFiles", "PasswordNeeded"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched, so that every page can refresh itself."""

    cases: bool = False
    contacts: bool = False
    roster: bool = False
    plan: bool = False


class Casebook:
    """All cases of a desk with their people, contact, history and lenders."""

    def __init__(
        self, store: CaseStore, desk: Desk, rulebook: Rulebook | None = None, secret: bytes | None = None
    ) -> None:
        """`secret` keys the hash that finds a person's contract again; None: one that ends with the program."""
        self.store = store
        self._secret = secret or token_bytes(32)
        self.desk = desk
        self._shipped = rulebook or rulebooks.load()
        self._changed: dict[tuple[date, tuple[ParameterChange, ...]], Rulebook] = {}

    def import_day(
        self,
        files: DayFiles,
        passwords: Sequence[str] = (),
        on_progress: Progress = keep_going,
        maps: Sequence[HeadingMap] = (),
    ) -> tuple[ImportReport, ...]:
        """Import all files of a day; nothing is kept unless all of them can be read.

        `maps` are what people said about the lenders' columns.

        Raises:
            ColumnsUnclear: a person has to say what a column of a case file is.
            PlannerError: a file cannot be read; the sentence names it.
            Cancelled: `on_progress` said no.
        """
        if files == DayFiles():
            return ()
        tables = read_day_files(files, passwords, on_progress, maps)
        records, reports = merge(tables, self.store)
        if any(getattr(records, f.name) for f in fields(records)):
            self.store.back_up("import")
        batch = new_batch()
        events = (*import_events(reports, batch), *attempt_events(records.attempts))
        self.store.save(replace(records, events=events))
        return tuple(replace(report, batch=batch) for report in reports)

    def look_at(self, path: Path, passwords: Sequence[str] = (), maps: Sequence[HeadingMap] = ()) -> Preview:
        """What a file of cases holds, for a person to say what its unknown columns are.

        Raises:
            PasswordNeeded: the file is locked.
            PlannerError: the file cannot be read at all.
        """
        return preview(path, "cases", passwords, maps)

    @staticmethod
    def case_fields() -> Mapping[str, str]:
        """What a column of a case file can be: field -> how we call it."""
        wanted = layout("cases")
        return {name: wanted.heading_of(name) for name in wanted.columns}

    @staticmethod
    def kept_maps(folder: Path | None) -> tuple[HeadingMap, ...]:
        """What people said about the lenders' columns before.

        Raises:
            PlannerError: one of the files is spoilt.
        """
        return read_maps(folder) if folder is not None else ()

    @staticmethod
    def map_in(path: Path) -> HeadingMap:
        """What one file says about a lender's columns.

        Raises:
            PlannerError: it cannot be read or is spoilt.
        """
        return read_map(path)

    @staticmethod
    def keep_map(folder: Path, said: HeadingMap) -> None:
        """Remember what a person said about one lender's columns.

        Raises:
            PlannerError: the folder cannot be written.
        """
        write_map(folder, said)

    def record_contact(self, attempt: ContactAttempt) -> Changes:
        """Write down one attempt.

        Raises:
            PlannerError: no case has this number.
        """
        if attempt.case_number not in self.store.cases():
            raise _no_case(attempt.case_number)
        self.store.save(Records(attempts=[attempt], events=attempt_events([attempt])))
        return Changes(cases=True, contacts=True)

    def note(self, event: Event) -> None:
        """Write an event into the audit log: a field shown unmasked, a rule overridden, papers printed."""
        self.store.save(Records(events=[event]))

    def rulebook_on(self, day: date) -> Rulebook:
        """The rules that bind on a day: as shipped, with the parameters that two people changed since.

        Raises:
            PlannerError: a kept change no longer fits the rules.
        """
        changes = tuple(r for r in self.store.rulings() if isinstance(r, ParameterChange))
        if not changes:
            return self._shipped
        if (day, changes) not in self._changed:
            self._changed[day, changes] = self._shipped.changed(changes, day)
        return self._changed[day, changes]

    def record_ruling(self, ruling: Ruling) -> Changes:
        """Write down what people of the office decided: a hold, its end, a changed parameter, an accepted warning.

        Raises:
            PlannerError: no case has this number, no rule such a parameter, or what is to be accepted is no warning.
        """
        if isinstance(ruling, ParameterChange):
            before = self.rulebook_on(ruling.effective_from)
            if before.changed([ruling], ruling.effective_from) is before:
                raise PlannerError("没有变化", "新值与现值相同。", "如需修改，请填写其他值。")
        elif ruling.case_number not in self.store.cases() and not isinstance(ruling, Incident):
            raise _no_case(ruling.case_number)
        if isinstance(ruling, Override):
            self._check_acceptable(ruling)
        if isinstance(ruling, Release):
            self._check_releasable(ruling)
        self.store.save(Records(rulings=[ruling], events=[ruling_event(ruling)]))
        return Changes(cases=True, contacts=True)

    def _check_acceptable(self, override: Override) -> None:
        facts = self.facts(override.case_number, override.day)
        found = [f for f in decide(facts, self.rulebook_on(override.day)).findings if f.rule == override.rule]
        if not found:
            raise PlannerError(
                "无需确认", f"案件 {override.case_number} 当日没有 {override.rule} 的提示。", "请刷新后再看。"
            )
        if any(f.severity is not Severity.WARN for f in found):
            raise PlannerError("不得放行", f"{override.rule} 是禁止项，不能由人放行。", found[0].cure)

    def _check_releasable(self, release: Release) -> None:
        """R-88: evidence, notice and wait are there, the debtor has said nothing, and the day has room for one more."""
        rule = self.rulebook_on(release.day)["R-88"]
        facts = self.facts(release.case_number, release.day)
        with_it = replace(facts, rulings=(*facts.rulings, release))
        if with_it.release is None:
            raise PlannerError("不得放行", f"案件 {release.case_number} 已有本人表态。", "请按本人的意思安排。")
        found = [f for f in decide(with_it, self.rulebook_on(release.day)).findings if f.rule == "R-88"]
        if found:
            raise PlannerError("不得放行", found[0].text, found[0].cure)
        others = {r.case_number for r in self.store.rulings() if isinstance(r, Release) and r.day == release.day}
        if len(others | {release.case_number}) > rule.number("per_day"):
            raise PlannerError(
                "不得放行", f"{release.day} 已放行 {len(others)} 件未约上门，到达每日上限。", "请改日安排。"
            )

    def check_all(self, day: date) -> dict[str, Decision]:
        """What may be done with every case on a day, by case number in the order of import, conflicts last."""
        people, rulebook = Histories(self.store, self._secret), self.rulebook_on(day)
        with _uncollected():
            decisions = {
                number: decide(people.facts(case, day, self.desk), rulebook)
                for number, case in self.store.cases().items()
            }
        for number in sorted(self.store.conflicting()):
            decisions[number] = Decision(number, Kind.BLOCKED, (_CONFLICT,), rulebook.version)
        return decisions

    def stages(self, facts: Mapping[str, CaseFacts], decisions: Mapping[str, Decision]) -> dict[str, Stage]:
        """At which station each of these cases stands, before anything is planned; both are of the same day."""
        return {
            number: stage_of(of, decisions[number], self.rulebook_on(of.day)["R-03"].number("attempts"))
            for number, of in facts.items()
        }

    def check_desk(self, day: date) -> tuple[Finding, ...]:
        """What the rules say of the office's own handling of data: impact assessment, what cases are ranked by."""
        kept = DataFacts(day, features=RANKED_BY, is_impact_assessed=self.desk.is_impact_assessed)
        return data_findings(kept, self.rulebook_on(day))

    def facts(self, number: str, day: date) -> CaseFacts:
        """What the rules look at for one case."""
        return Histories(self.store, self._secret).facts(self.store.cases()[number], day, self.desk)

    def all_facts(self, day: date, numbers: Iterable[str]) -> dict[str, CaseFacts]:
        """What the rules look at for several cases, gathered in one pass."""
        people, known = Histories(self.store, self._secret), self.store.cases()
        return {number: people.facts(known[number], day, self.desk) for number in numbers}

    def collector_facts(self, collector: Collector, day: date) -> CollectorFacts:
        """What the rules look at for one collector."""
        own = tuple(a for a in self.store.authorisations() if a.staff_number == collector.staff_number)
        return CollectorFacts(collector, day, own)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage, of which deciding makes none: it would walk over all cases again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _no_case(number: str) -> PlannerError:
    return PlannerError("没有此案件", f"案件编号 {number} 不在案件中。", "请先导入该案件。")


_CONFLICT = Finding(
    "conflict",
    Status.UNKNOWN,
    Severity.BLOCK,
    "同一案件编号有两份内容不同的记录。",
    "请向委托方核实以哪份为准，只保留一份后重新导入（两份均在 rejected.xlsx）。",
)
