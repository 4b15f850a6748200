"""One way off the GUI thread."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from planner.clock import Progress
from planner.errors import Cancelled, PlannerError
from ui.work import Workers


@pytest.fixture
def workers(qapp) -> Iterator[Workers]:
    found = Workers()
    yield found
    found.stop()


def outcome(workers: Workers, qtbot, job: Callable[[Progress], Any]) -> list[tuple[str, Any]]:
    """What a job's signals said, in order."""
    work, heard = workers.work(job), []
    work.finished.connect(lambda value: heard.append(("finished", value)))
    work.refused.connect(lambda error: heard.append(("refused", error.title)))
    work.crashed.connect(lambda error: heard.append(("crashed", type(error))))
    with qtbot.waitSignal(work.ended):
        workers.start(work)
    return heard


def test_the_value_arrives_in_the_gui_thread(workers, qtbot) -> None:
    """The job runs in another thread and its value is handed over in this one."""
    work, seen = workers.work(lambda _tell: threading.get_ident()), []
    work.finished.connect(lambda other: seen.append((other, threading.get_ident())))
    with qtbot.waitSignal(work.ended):
        workers.start(work)
    here = threading.get_ident()
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_a_refusal_is_told_from_a_crash(workers, qtbot) -> None:
    """A PlannerError is refused, anything else has crashed, a cancel is silent."""

    def refuse(_tell: Progress) -> None:
        raise PlannerError("无法读取", "x", "y")

    def cancel(_tell: Progress) -> None:
        raise Cancelled("x")

    assert outcome(workers, qtbot, refuse) == [("refused", "无法读取")]
    assert outcome(workers, qtbot, lambda _tell: 1 / 0) == [("crashed", ZeroDivisionError)]
    assert outcome(workers, qtbot, cancel) == []


def test_cancel_keeps_the_best_so_far(workers, qtbot) -> None:
    """A job that is told to stop may still hand over what it has."""
    started = threading.Event()

    def job(tell: Progress) -> int:
        rounds = 0
        while tell(1, "x"):
            started.set()
            rounds += 1
        return rounds

    work, got = workers.work(job), []
    work.finished.connect(got.append)
    with qtbot.waitSignal(work.ended):
        workers.start(work)
        started.wait()
        work.cancel()
    assert got[0] >= 1


def test_stop_waits_and_silences(workers, qtbot) -> None:
    """After stop no job runs and none is heard."""
    heard: list[object] = []
    ran: list[bool] = []
    started = threading.Event()

    def job(tell: Progress) -> None:
        while tell(1, "x"):
            started.set()
        ran.append(True)

    work = workers.work(job)
    work.finished.connect(heard.append)
    workers.start(work)
    started.wait()
    workers.stop()
    assert ran == [True]
    assert heard == []
