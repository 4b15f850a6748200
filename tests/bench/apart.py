"""Each solver in a process of its own: side by side, timed inside, ended when it takes far too long.

Not `planner.child`: its processes may have no children, and ours needs one.
"""

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Job:
    """A function of a module and what it is called with."""

    work: Callable[..., Any]
    args: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a job: its value or why there is none, its seconds without the start of its process.

    `memory_mb` is the most that its process and all processes under it held at one time, shared pages counted once;
    0 if nobody watched.
    """

    value: Any = None
    error: str = ""
    seconds: float = 0.0
    memory_mb: int = 0


def run(jobs: Sequence[Job], limit_s: float, watch_s: float | None = None) -> list[Done]:
    """Run the jobs side by side, each in a process of its own; memory is looked at every `watch_s` seconds."""
    pipes, processes = [], []
    for job in jobs:
        ours, theirs = _SPAWN.Pipe(duplex=False)
        process = _SPAWN.Process(target=_inside, args=(theirs, job))
        process.start()
        theirs.close()
        pipes.append(ours)
        processes.append(process)
    try:
        return _collect(pipes, [process.pid or 0 for process in processes], limit_s, watch_s)
    finally:
        for process in processes:
            _end(process)


def run_one(work: Callable[..., Any], *args: Any, limit_s: float, watch_s: float | None = None) -> Done:
    """Run one job alone."""
    return run([Job(work, args)], limit_s, watch_s)[0]


def _collect(pipes: list[Connection], pids: list[int], limit_s: float, watch_s: float | None) -> list[Done]:
    began = monotonic()
    found: dict[int, Done] = {}
    most = [0] * len(pipes)
    while len(found) < len(pipes):
        left = began + limit_s - monotonic()
        open_pipes = [pipe for n, pipe in enumerate(pipes) if n not in found]
        for pipe in wait(open_pipes, max(0.0, left if watch_s is None else min(left, watch_s))):
            found[pipes.index(pipe)] = _received(pipe)
        if watch_s is not None:
            most = [max(before, memory_mb(pid)) for before, pid in zip(most, pids, strict=True)]
        if left <= 0:
            break
    late = Done(error=f"not done in {limit_s:.0f} s", seconds=limit_s)
    return [replace(found.get(n, late), memory_mb=most[n]) for n in range(len(pipes))]


def _received(pipe: Connection) -> Done:
    try:
        return pipe.recv()
    except (EOFError, OSError):
        return Done(error="the process died")


def _inside(pipe: Connection, job: Job) -> None:
    os.setsid()  # so that all processes under this one can be found and ended with it
    began = monotonic()
    try:
        done = Done(job.work(*job.args), seconds=monotonic() - began)
    except Exception as error:
        done = Done(error=f"{type(error).__name__}: {error}", seconds=monotonic() - began)
    pipe.send(done)
    pipe.close()


def _end(process: Any) -> None:
    """End the process with all under it; it has a second to go by itself."""
    process.join(1.0)
    if process.is_alive():
        # Before it has called setsid, its group is not its own.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.join()


def memory_mb(session: int) -> int:
    """Megabytes held by all processes of a session now, shared pages counted once."""
    held_kb = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, StopIteration, IndexError):
            # The name in brackets may hold spaces: the fields after it are state, parent, group, session.
            if int(stat.read_text().rpartition(")")[2].split()[3]) == session:
                lines = stat.with_name("smaps_rollup").read_text().splitlines()
                held_kb += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held_kb // 1024
