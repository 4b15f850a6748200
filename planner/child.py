"""The one way to run work in a child process: with limits, progress and cancel, and without taking us down.

Untrusted files, templates and the solver run here. A child that crashes, hangs or eats memory becomes a
PlannerError; the caller never dies with it.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from time import monotonic
from typing import Any

from planner.errors import Cancelled, PlannerError

Tell = Callable[[Any], bool]
"""What the work in the child gets as its last argument: sends a message to the parent, False means stop soon."""

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a child may take, how much memory it may hold, and how long it may go on once it was told to stop.

    Memory is enforced where the system can.
    """

    seconds: float
    memory_mb: int = 2048
    grace_seconds: float = 3.0


def run(
    work: Callable[..., Any],
    *args: Any,
    limits: Limits,
    what: str,
    on_message: Callable[[Any], bool] = lambda _message: True,
) -> Any:
    """Run `work(*args, tell)` in a fresh process and return its value.

    `what` names the work in errors ("读取 cases.xlsx"). `on_message` gets what the work tells and is also called
    with None several times a second; once it returns False, the work's `tell` returns False, and a work that has
    not ended `grace_seconds` later is killed.

    Raises:
        PlannerError: as raised by the work; or the child crashed, ran out of memory, or out of time.
        Cancelled: stopped on request before it had a value.
    """
    ours, theirs = _SPAWN.Pipe()
    stop = _SPAWN.Event()
    process = _SPAWN.Process(target=_in_child, args=(theirs, stop, limits.memory_mb, work, args), daemon=True)
    process.start()
    theirs.close()
    deadline = monotonic() + limits.seconds
    stop_by: float | None = None
    try:
        while True:
            if not ours.poll(0.05):
                message: Any = None
            else:
                try:
                    word, message = ours.recv()
                except (EOFError, OSError):
                    raise _died(process, what) from None
                if word == "value":
                    return message
                if word == "error":
                    raise message
            wanted = on_message(message)
            if not wanted and stop_by is None:
                stop.set()
                stop_by = monotonic() + limits.grace_seconds
            if stop_by is not None and monotonic() > stop_by:
                raise Cancelled(what)
            if monotonic() > deadline:
                raise PlannerError(
                    "超时", f"{what}超过 {limits.seconds:.0f} 秒仍未完成，已停止。", "请减小文件或任务后重试。"
                )
    finally:
        ours.close()
        process.join(0.5)
        if process.is_alive():
            process.kill()
            process.join()


def _died(process: Any, what: str) -> PlannerError:
    process.join(2)
    code = process.exitcode
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            code = signal.Signals(-code).name
    return PlannerError("中断", f"{what}时子进程意外退出（{code}），其余数据未受影响。", "请检查该文件，或重试一次。")


def _in_child(pipe: Connection, stop: Event, memory_mb: int, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    _limit_memory(memory_mb)
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def tell(message: Any) -> bool:
        pipe.send(("message", message))
        return not stop.is_set()

    try:
        answer = ("value", work(*args, tell))
    except PlannerError as error:
        answer = ("error", error)
    except MemoryError:
        answer = ("error", PlannerError("内存不足", "文件展开后占用的内存超过上限。", "请拆分文件后重试。"))
    with contextlib.suppress(BrokenPipeError):
        pipe.send(answer)
    pipe.close()
    # Libraries with threads of their own can crash while the interpreter shuts down; the value is already out.
    if sys.stdout is not None:
        sys.stdout.flush()
    os._exit(0)


def _limit_memory(memory_mb: int) -> None:
    """Cap the address space; Windows has no such call and relies on the gate's budgets."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory_mb * 2**20
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
