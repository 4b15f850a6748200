"""Problems and answers from elsewhere, broken at random: always a sentence and a status, never a traceback."""

import contextlib
import copy
import functools
import io
import json
import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, given, settings

import app
from planner import cli

QUIETLY = settings(
    deadline=None, max_examples=100, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
BY_ROWS = {
    "jobs": [
        {"id": 1, "location_index": 1, "service": 60, "setup": 30, "time_windows": [[500, 600], [700, 800]]},
        {"id": 2, "location_index": 2, "skills": [7], "priority": 5, "delivery": [2], "penalty_cost": 900},
        {"id": 3, "location_index": 1},
    ],
    "vehicles": [
        {
            "id": 9,
            "profile": "car",
            "start_index": 0,
            "end_index": 0,
            "capacity": [3],
            "skills": [7, 8],
            "time_window": [100, 5000],
            "breaks": [{"id": 77, "time_windows": [[300, 900]], "service": 100}],
            "max_tasks": 4,
            "max_travel_time": 900,
            "speed_factor": 1.3,
            "steps": [{"type": "start"}, {"type": "job", "id": 2}, {"type": "end"}],
        },
        {"id": 10, "start_index": 0},
    ],
    "matrices": {"car": {"durations": [[0, 100, 200], [110, 0, 50], [210, None, 0]], "distances": [[0] * 3] * 3}},
}
BY_POINTS = {
    "jobs": [{"id": 1, "location": [121.47, 31.23], "time_windows": [[36000, 40000]]}],
    "vehicles": [{"id": 1, "profile": "metro", "end": [121.5, 31.25], "time_window": [30000, 60000]}],
}
ANSWER = {
    "code": 0,
    "summary": {"cost": 300, "unassigned": 1, "delivery": [0]},
    "unassigned": [{"id": 2}],
    "routes": [
        {
            "vehicle": 10,
            "cost": 100,
            "delivery": [0],
            "steps": [
                {"type": "start", "arrival": 400, "duration": 0, "load": [0], "location_index": 0},
                {
                    "type": "job",
                    "id": 1,
                    "arrival": 500,
                    "duration": 100,
                    "setup": 30,
                    "service": 60,
                    "waiting_time": 0,
                },
                {"type": "break", "arrival": 590, "duration": 100},
                {"type": "job", "id": 3, "arrival": 590, "duration": 100},
                {"type": "end", "arrival": 590, "duration": 100},
            ],
        }
    ],
}
NUMBERS = [
    -1,
    0,
    1,
    3,
    10**7,
    2**31,
    2**32,
    2**63,
    10**30,
    -(2**40),
    1.5,
    -0.0,
    1e308,
    float("nan"),
    float("inf"),
]
VALUES = st.one_of(
    st.sampled_from([*NUMBERS, True, False, None, "", "5", "欧阳䶮", "\ud800", [], {}, [[]], [1, 2], [[5, 1]], [None]]),
    st.recursive(st.integers() | st.text(max_size=3), lambda inner: st.lists(inner, max_size=3), max_leaves=5),
)


def places(value, path=()):
    """Every place of a document, by the keys that lead to it."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inner:
        yield (*path, key)
        yield from places(child, (*path, key))


@st.composite
def broken(draw, *documents):
    """One of the documents with one to three places replaced, removed or doubled."""
    document = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(document))
        if not found:
            return document
        *path, key = draw(st.sampled_from(found))
        owner = document
        for step in path:
            owner = owner[step]
        match draw(st.sampled_from(["replace", "replace", "remove", "double"])):
            case "replace":
                owner[key] = copy.deepcopy(draw(VALUES))
            case "remove":
                del owner[key]
            case "double" if isinstance(owner, list):
                owner.append(copy.deepcopy(owner[key]))
    return document


def as_text(document):
    """JSON as it may come: with NaN, half characters and numbers of any length."""
    return json.dumps(document).replace(f"{10**30}", "9" * 5000)


@functools.cache
def open_desk(desk_file):
    """The sample's front doors, opened once."""
    return app.open_desk(desk_file)


def run(*words):
    """The status of a command and what it says, the search left out: insertion alone makes the plan."""
    args = cli.parser().parse_args([str(word) for word in words])
    args.iterations = 0
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = cli.run(args, open_desk)
    return status, said.getvalue()


def is_sentence(said):
    """Chinese, whole, and nobody's name in it."""
    return said.endswith("。\n") and "Traceback" not in said and "欧阳" not in said


@QUIETLY
@given(broken(BY_ROWS, BY_POINTS))
def test_a_broken_problem_is_refused_or_planned(document):
    """Refused with nothing written, or planned so that the check accepts it."""
    with tempfile.TemporaryDirectory() as folder:
        problem, out = Path(folder, "problem.json"), Path(folder, "solution.json")
        problem.write_text(as_text(document), "utf-8")
        status, said = run("solve", problem, "-o", out)
        assert status in (cli.DONE, cli.NEEDS_A_PERSON, cli.UNUSABLE)
        assert is_sentence(said), said
        assert out.exists() == (status != cli.UNUSABLE)
        if out.exists():
            assert run("check", problem, out)[0] == cli.DONE


@QUIETLY
@given(broken(ANSWER))
def test_a_broken_answer_is_refused_or_judged(document):
    """A file that is no answer, a violation, or an answer that still holds."""
    with tempfile.TemporaryDirectory() as folder:
        problem, solution = Path(folder, "problem.json"), Path(folder, "solution.json")
        problem.write_text(json.dumps(BY_ROWS), "utf-8")
        solution.write_text(as_text(document), "utf-8")
        status, said = run("check", problem, solution)
        assert status in (cli.DONE, cli.NEEDS_A_PERSON, cli.UNUSABLE)
        assert is_sentence(said), said


def test_the_unbroken_ones_are_sound(tmp_path):
    """Else the tests above would only see refusals."""
    for n, document in enumerate((BY_ROWS, BY_POINTS)):
        problem, out = tmp_path / f"p{n}.json", tmp_path / f"s{n}.json"
        problem.write_text(json.dumps(document), "utf-8")
        assert run("solve", problem, "-o", out)[0] == cli.DONE, json.loads(out.read_text("utf-8"))
    (tmp_path / "answer.json").write_text(json.dumps(ANSWER), "utf-8")
    status, said = run("check", tmp_path / "p0.json", tmp_path / "answer.json")
    assert (status, said.count("\n")) == (cli.NEEDS_A_PERSON, 2), said
