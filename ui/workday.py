"""What the pages share: the doors, the day, the newest snapshot and plan, and the works that change them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner import clock
from planner.casebook import Changes, DayFiles, PasswordNeeded
from planner.clock import Progress
from planner.contact import ContactAttempt
from planner.dayplan import SolveParams
from planner.doors import Doors
from planner.errors import PlannerError
from planner.heading_map import ColumnsUnclear
from planner.import_report import ImportReport
from planner.paperwork import Export
from planner.plan import Plan
from planner.replanning import Lock, News, Replanned, Way, replan_day
from planner.ruling import Ruling
from ui import snapshot
from ui.messages import Messages
from ui.snapshot import Snapshot
from ui.work import Job, Work, Workers

Refused = Callable[[PlannerError], None]
EVERYTHING = Changes(cases=True, contacts=True, roster=True, plan=True)


class Workday(QObject):
    """One day at the desk. Import, planning and papers exclude each other; recording a contact waits for no plan."""

    changed = Signal(object)
    """Changes, after the snapshot is renewed."""
    busy_changed = Signal(str)
    """What long work runs: "import", "plan", "papers", or "" when none does."""
    progressed = Signal(int, str)
    imported = Signal(object)
    """Tuple of ImportReport."""
    locked = Signal(object, object)
    """The PasswordNeeded, and the import to try again with a password."""
    unclear = Signal(object, object)
    """The ColumnsUnclear, and the import to try again once a person has answered."""
    papers_written = Signal(object)
    locked_stops = Signal()
    """`locks` have changed; nothing is planned by that."""
    proposed = Signal(object)
    """A Replanned to be accepted or not, None once that is decided."""

    def __init__(
        self,
        doors: Doors,
        messages: Messages,
        day: date,
        now: Callable[[], datetime] = clock.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.doors = doors
        self.messages = messages
        self.now = now
        self.snapshot = Snapshot(day)
        self.plan: Plan | None = None
        self.overtaken: tuple[str, ...] = ()
        self.reports: dict[str, ImportReport] = {}
        self.papers: Export | None = None
        self.locks: dict[str, Lock] = {}
        self.proposal: Replanned | None = None
        self.solve_params: SolveParams | None = None
        self.busy = ""
        self.maps_folder: Path | None = None
        """Where what people said about the lenders' columns is kept; None keeps nothing."""
        self._planned_on = self._proposed_on = self.snapshot
        self._workers = Workers(self)
        self._long: Work | None = None

    @property
    def day(self) -> date:
        """The day that is planned."""
        return self.snapshot.day

    def set_day(self, day: date) -> None:
        """Turn to another day: the old day's plan is put away."""
        if day != self.day:
            self._drop_plan()
            self.snapshot = replace(self.snapshot, day=day)
            self.refresh(EVERYTHING)

    def refresh(self, changes: Changes) -> None:
        """Look at the casebook again, then tell every page."""
        job = _look(self.doors, self.day, self.now())
        self.run(job, lambda seen: self._renewed(seen, changes))

    def run(self, job: Job, then: Callable[[Any], None], refused: Refused | None = None) -> None:
        """Do a short job in the store's lane and hand its value to `then`; a refusal is shown, or told to `refused`."""
        self._workers.start(self._wired(job, then, refused))

    def run_aside(self, job: Job, then: Callable[[Any], None]) -> Work:
        """Do a job that only reads, beside all others; it may be cancelled."""
        work = self._wired(job, then)
        self._workers.start_aside(work)
        return work

    def import_files(self, batches: Sequence[DayFiles], passwords: Sequence[str] = ()) -> None:
        """Import files one batch after the other."""

        def job(tell: Progress) -> tuple[ImportReport, ...]:
            casebook = self.doors.casebook
            maps = casebook.kept_maps(self.maps_folder)
            return tuple(r for files in batches for r in casebook.import_day(files, passwords, tell, maps))

        def refused(error: PlannerError) -> None:
            if isinstance(error, PasswordNeeded):
                self.locked.emit(error, (batches, passwords))
            elif isinstance(error, ColumnsUnclear):
                self.unclear.emit(error, (batches, passwords))
            else:
                self.messages.show_refusal(error)

        self._start_long("import", job, self._imported, refused, beside_store=False)

    def record(self, attempt: ContactAttempt, then: Callable[[], None]) -> None:
        """Write down a contact, then renew everything."""

        def written(changes: Changes) -> None:
            then()
            self.refresh(changes)

        self.run(lambda _tell: self.doors.casebook.record_contact(attempt), written)

    def decide(self, ruling: Ruling, then: Callable[[], None]) -> None:
        """Write down what people of the office decided, then renew everything."""

        def written(changes: Changes) -> None:
            then()
            self.refresh(changes)

        self.run(lambda _tell: self.doors.casebook.record_ruling(ruling), written)

    def plan_day(self) -> None:
        """Plan the day; `stop` keeps the best plan so far."""
        planned_on, day, now, params, locks = self.snapshot, self.day, self.now(), self.solve_params, dict(self.locks)
        self._start_long(
            "plan",
            lambda tell: self.doors.dayplan.plan(day, now, params, tell, locks=locks),
            lambda plan: self.adopt(plan, planned_on),
        )

    def replan(self, way: Way, news: News | None = None) -> None:
        """Plan the day again from its plan; what comes of it waits to be accepted.

        Once papers are written the debtors count as told their hours (R-83).
        """
        before = self.plan
        if before is None:
            return
        planned_on, now, params, locks = self.snapshot, self.now(), self.solve_params, dict(self.locks)
        told = {s.visit.id: s.start for r in before.routes for s in r.stops} if self.papers else None

        def job(tell: Progress) -> Replanned:
            return replan_day(self.doors.dayplan, before, way, now, params, tell, news=news, told=told, locks=locks)

        self._start_long("plan", job, lambda found: self.propose(found, planned_on))

    def lock(self, visit_id: str, lock: Lock | None) -> None:
        """Fix what a later plan has to keep of a visit; None lets it go."""
        if lock is None:
            self.locks.pop(visit_id, None)
        else:
            self.locks[visit_id] = lock
        self.locked_stops.emit()

    def unlock_all(self) -> None:
        """Let every visit go."""
        self.locks.clear()
        self.locked_stops.emit()

    def propose(self, found: Replanned | None, planned_on: Snapshot) -> None:
        """Show a plan that may be accepted; None takes it away."""
        self.proposal, self._proposed_on = found, planned_on
        self.proposed.emit(found)

    def accept(self) -> None:
        """Take over the plan that is proposed."""
        if self.proposal is not None:
            self.adopt(self.proposal.plan, self._proposed_on)

    def discard(self) -> None:
        """Keep the plan as it is."""
        self.propose(None, self.snapshot)

    def adopt(self, plan: Plan, planned_on: Snapshot) -> None:
        """Take over a plan, and what the casebook said when it was made."""
        self.discard()
        self._planned_on = planned_on
        self.plan = plan
        self._keep_locks_of(plan)
        self.papers = None
        self._compare()
        self.changed.emit(Changes(plan=True))

    def _keep_locks_of(self, plan: Plan) -> None:
        """A plan leaves a lock's team or time only where news loosened it: what is not so any more is not locked."""
        for route in plan.routes:
            for stop in route.stops:
                for number in {stop.visit.id, *stop.visit.cases} & self.locks.keys():
                    lock = self.locks[number]
                    if lock.team not in ("", route.shift.team):
                        del self.locks[number]
                    elif lock.start not in (None, stop.start):
                        self.locks[number] = replace(lock, start=None)

    def export(self, out: Path, password: str | None) -> None:
        """Write the papers of the plan."""
        plan = self.plan
        if plan is None:
            raise AssertionError("Papers were asked for without a plan.")
        reports = tuple(self.reports.values())

        def written(export: Export) -> None:
            self.papers = export
            self.papers_written.emit(export)

        doors, now, locks = self.doors, self.now(), dict(self.locks)

        def job(tell: Progress) -> Export:
            doors.paperwork.check_writable(out)
            slots = doors.offering.for_call_back(plan, now, locks, tell)
            offers = {number: found.offers for number, found in slots.items()}
            return doors.paperwork.export(plan, reports, out, password, tell, offers=offers)

        self._start_long("papers", job, written)

    def stop(self) -> None:
        """Stop the long work: planning keeps its best plan, the others leave nothing behind."""
        if self._long is not None:
            self._long.cancel()

    def close(self) -> None:
        """Stop all work and wait for it: called before the window dies."""
        self._workers.stop()

    def _wired(self, job: Job, then: Callable[[Any], None], refused: Refused | None = None) -> Work:
        work = self._workers.work(job)
        work.finished.connect(then)
        work.refused.connect(refused or self.messages.show_refusal)
        work.crashed.connect(self.messages.report)
        return work

    def _start_long(
        self,
        what: str,
        job: Job,
        then: Callable[[Any], None],
        refused: Refused | None = None,
        *,
        beside_store: bool = True,
    ) -> None:
        if self.busy:
            self.messages.warn(self.tr("请稍候"), self.tr("另一项工作还在进行，请等它结束或先停止，再试一次。"))
            return
        work = self._workers.work(job)

        def free(then: Callable[[Any], None]) -> Callable[[Any], None]:
            """Whoever hears of the end may start the next work at once."""

            def told(answer: Any) -> None:
                self._ended(work)
                then(answer)

            return told

        work.finished.connect(free(then))
        work.refused.connect(free(refused or self.messages.show_refusal))
        work.crashed.connect(free(self.messages.report))
        work.progressed.connect(self.progressed)
        work.ended.connect(lambda: self._ended(work))
        self._long = work
        self._set_busy(what)
        self._workers.start(work, is_long=beside_store)

    def _ended(self, work: Work) -> None:
        if self._long is work:
            self._long = None
            self._set_busy("")

    def _set_busy(self, what: str) -> None:
        self.busy = what
        self.busy_changed.emit(what)

    def _imported(self, reports: tuple[ImportReport, ...]) -> None:
        self.reports |= {report.file: report for report in reports}
        self.imported.emit(reports)
        self.refresh(Changes(cases=True, contacts=True, roster=True))

    def _renewed(self, seen: Snapshot, changes: Changes) -> None:
        if seen.day != self.day:
            return
        self.snapshot = seen
        self._compare()
        self.changed.emit(changes)

    def _compare(self) -> None:
        self.overtaken = snapshot.overtaken(self.plan, self._planned_on, self.snapshot) if self.plan else ()

    def _drop_plan(self) -> None:
        self.discard()
        self.plan = None
        self.overtaken = ()
        self.papers = None
        self.locks.clear()


def _look(doors: Doors, day: date, now: datetime) -> Job:
    return lambda _tell: snapshot.take(doors.casebook, day, now)
