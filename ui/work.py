"""The only way off the GUI thread.

Signals arrive in the thread of the Work's owner. A Work must be stopped before its window dies: `Workers.stop`.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from planner.clock import Progress
from planner.errors import Cancelled, PlannerError

Job = Callable[[Progress], Any]


class Work(QObject):
    """One job in another thread. The job gets a progress callable that returns False once it should stop."""

    finished = Signal(object)
    refused = Signal(object)
    """A PlannerError: words for the dispatcher."""
    crashed = Signal(object)
    """Any other exception: our own fault."""
    progressed = Signal(int, str)
    ended = Signal()
    """Always the last word, after a silent cancel too."""

    def __init__(self, job: Job, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._is_wanted = True
        self.is_over = False
        """The thread has left this object for good: only now may it be deleted."""

    def start(self, pool: QThreadPool) -> None:
        """Queue the job."""
        pool.start(self._run)

    def cancel(self) -> None:
        """Ask the job to stop; what it has by then may still arrive."""
        self._is_wanted = False

    def _tell(self, percent: int, what: str) -> bool:
        self.progressed.emit(percent, what)
        return self._is_wanted

    def _run(self) -> None:
        try:
            if self._is_wanted:
                self.finished.emit(self._job(self._tell))
        except Cancelled:
            pass
        except PlannerError as error:
            self.refused.emit(error)
        except Exception as error:  # a thread has nobody above it: whatever escapes must reach the crash report
            self.crashed.emit(error)
        self.ended.emit()
        self.is_over = True


class Workers(QObject):
    """Three lanes: what touches the store runs one at a time, one long work beside it, and what only looks ahead."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = _lane(self)
        self._long = _lane(self)
        self._aside = _lane(self, 2)
        self._works: list[Work] = []

    def work(self, job: Job) -> Work:
        """A work that has not started: connect its signals first, then `start` it."""
        self._forget_old()
        work = Work(job, self)
        self._works.append(work)
        return work

    def start(self, work: Work, *, is_long: bool = False) -> None:
        """Start a work in the store's lane, or in the lane of planning and papers."""
        work.start(self._long if is_long else self._store)

    def start_aside(self, work: Work) -> None:
        """Start a work that only reads and that nobody waits for, two at a time."""
        work.start(self._aside)

    def stop(self) -> None:
        """Cancel everything and wait until no thread runs; nothing arrives afterwards."""
        for work in self._works:
            work.blockSignals(True)
            work.cancel()
        lanes = (self._store, self._long, self._aside)
        for lane in lanes:
            lane.clear()
        for lane in lanes:
            lane.waitForDone()

    def _forget_old(self) -> None:
        for work in [work for work in self._works if work.is_over]:
            self._works.remove(work)
            work.deleteLater()


def _lane(parent: QObject, num_threads: int = 1) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(num_threads)
    return pool
