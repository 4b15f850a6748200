"""A solver in a process of its own can do no harm to the bench."""

import math
import os
import signal

from tests.bench.apart import Job, memory_mb, run, run_one


def test_values_come_back_in_the_order_of_the_jobs():
    """Two jobs side by side, each answer at its place."""
    done = run([Job(math.sqrt, (16,)), Job(math.sqrt, (9,))], limit_s=600)
    assert [job.value for job in done] == [4.0, 3.0]


def test_an_error_is_told_and_spares_the_others():
    """Who raises has an error that names it; who ends without a word has died."""
    raised, died, fine = run([Job(math.sqrt, (-1,)), Job(os._exit, (3,)), Job(math.sqrt, (1,))], limit_s=600)
    assert raised.error.startswith("ValueError: ")
    assert died.error == "the process died"
    assert (fine.value, fine.error) == (1.0, "")


def test_who_is_late_is_ended():
    """A job that never ends has no value, and its process is gone."""
    done = run_one(signal.pause, limit_s=0)
    assert (done.value, done.error) == (None, "not done in 0 s")


def test_memory_of_a_session_is_seen():
    """This process holds some megabytes, a session that does not exist holds none."""
    assert memory_mb(os.getsid(0)) > 1
    assert memory_mb(-1) == 0
