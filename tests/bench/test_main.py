"""The command refuses what makes no sense, and runs through."""

import json

import pytest

from tests.bench.__main__ import DONE, MISSED, UNUSABLE, main


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"],
        ["routing", "--parts", "plain,sideways"],
        ["routing", "--sizes", "120"],
        ["routing", "--sizes", "1x1,2x2", "--seconds", "1"],
        ["routing", "--seconds", "0"],
        ["routing", "--seeds", "0"],
        ["routing", "--peers", "nobody"],
        ["routing", "--instances", "/nowhere"],
    ],
)
def test_wrong_arguments_are_refused(argv, capsys):
    """With status 2 and a word on standard error, before anything runs."""
    assert main(argv) == UNUSABLE
    assert "error" in capsys.readouterr().err


@pytest.mark.parametrize("suite", ["papers", "window"])
def test_a_suite_without_a_bench_says_so(suite, capsys):
    """With status 0."""
    assert main([suite]) == DONE
    assert capsys.readouterr().out == f"{suite}: no bench exists yet.\n"


def test_a_tiny_run_goes_through(tmp_path, capsys):
    """Ours and a peer plan three visits, both hold; status 1 says that a bar is missed, an open one is none."""
    figures = tmp_path / "bench.json"
    few = ["--parts", "plain", "--sizes", "3x1", "--seconds", "0.2", "--seeds", "1", "--peers", "ortools"]
    status = main(["routing", *few, "--json", str(figures)])
    assert "| plain days, worst " in capsys.readouterr().out
    found = json.loads(figures.read_text("utf-8"))
    assert [(run["solver"], run["status"]) for run in found["runs"]] == [("ours", "ok"), ("ortools", "ok")]
    met = {bar["met"] for bar in found["bars"]}
    assert None in met
    assert status == (MISSED if False in met else DONE)


def test_the_rules_are_timed(tmp_path):
    """A small desk is decided within the bar, and the figure says how many findings came of it."""
    figures = tmp_path / "bench.json"
    assert main(["rules", "--cases", "500", "--json", str(figures)]) == DONE
    (bar,) = json.loads(figures.read_text("utf-8"))["bars"]
    assert bar["name"] == "check 500 cases for one day"
    assert bar["met"] is True
    assert bar["note"].endswith("findings")
