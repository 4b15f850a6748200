"""Work in a child process: its value, its errors and its end all come back as something the caller can use."""

import os
import threading
from functools import partial
from typing import Any

import pytest

from planner import child
from planner.errors import Cancelled, PlannerError

LIMITS = child.Limits(seconds=20, grace_seconds=0.5)


def _double(number, tell):
    return 2 * number


def _refuse(tell):
    raise PlannerError("无效", "第 3 行缺少编号。", "请补齐。")


def _abort(tell):
    os.abort()


def _sleep(tell):
    threading.Event().wait(30)


def _count_until_told(tell):
    count = 0
    while tell(count):
        count += 1
    return count


def _ignore_the_stop(tell):
    while True:
        tell("还在算")
        threading.Event().wait(0.05)


def _eat_memory(tell):
    return len(bytearray(4 * 2**30))


def _leave(tell):
    raise GeneratorExit


def _return_a_function(tell):
    return lambda: None


def _crash_after_progress(tell):
    tell("一半")
    os.abort()


def _run(work, *args, **more: Any):
    return child.run(work, *args, **{"limits": LIMITS, "what": "读取 a.xlsx", **more})


def test_the_value_comes_back():
    """What the work returns is what the caller gets."""
    assert _run(_double, 21) == 42


def test_a_refusal_comes_back_with_its_words():
    """A PlannerError keeps its three sentences on the way."""
    with pytest.raises(PlannerError) as caught:
        _run(_refuse)
    assert (caught.value.title, caught.value.message, caught.value.remedy) == ("无效", "第 3 行缺少编号。", "请补齐。")


@pytest.mark.parametrize(
    ("work", "how"),
    [(_abort, "SIGABRT"), (_crash_after_progress, "SIGABRT"), (_leave, "1"), (_return_a_function, "1")],
    ids=["abort", "abort after progress", "GeneratorExit", "a value that cannot travel"],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to name.")
def test_a_child_that_dies_becomes_a_sentence(work, how):
    """However the child ends without a value, the caller gets a PlannerError that names the work and the end."""
    with pytest.raises(PlannerError, match=f"读取 a.xlsx时子进程意外退出（{how}）"):
        _run(work)


def test_a_child_that_hangs_is_killed():
    """After its seconds the child is gone and the caller is told how long it had."""
    with pytest.raises(PlannerError, match="超过 1 秒仍未完成"):
        _run(_sleep, limits=child.Limits(seconds=1))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the address space.")
def test_memory_beyond_the_limit_is_refused():
    """Work that asks for 4 GB of a 1 GB limit is refused in words."""
    with pytest.raises(PlannerError, match="内存不足"):
        _run(_eat_memory, limits=child.Limits(seconds=20, memory_mb=1024))


def test_messages_arrive_in_order_and_a_stop_keeps_the_value():
    """The work hears of the stop and still gives what it has."""
    seen = []

    def until_five(message):
        if message is not None:
            seen.append(message)
        return len(seen) < 5

    count = _run(_count_until_told, on_message=until_five)
    assert seen[:5] == [0, 1, 2, 3, 4]
    assert count >= 4


def test_work_that_ignores_the_stop_is_cancelled():
    """It is killed after the grace, and there is no value."""
    with pytest.raises(Cancelled):
        _run(_ignore_the_stop, on_message=lambda message: message is None)


def test_the_caller_is_asked_while_the_work_says_nothing():
    """Silent work is cancelled all the same."""
    asked = []
    with pytest.raises(Cancelled):
        _run(_sleep, on_message=partial(_refuse_third, asked))
    assert asked[:3] == [None, None, None]


def _refuse_third(asked, message):
    asked.append(message)
    return len(asked) < 3


def test_an_error_in_the_callback_ends_the_child():
    """What the caller's own callback raises comes through, and nothing is left running."""

    def fail(_message):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _run(_sleep, on_message=fail)
    assert not [p for p in child._SPAWN.active_children() if p.is_alive()]
