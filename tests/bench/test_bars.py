"""Ratios and bars say what the issue asks."""

import json
from math import inf

from tests.bench.bars import Bar, comparison_bars, geometric_mean, worst
from tests.bench.checks import Verdict
from tests.bench.compare import Run, ratios
from tests.bench.instances import Gap, guard_bars
from tests.bench.peers import Answer
from tests.bench.table import as_json, bars_table, gaps_table, grid, runs_table


def run(solver, cost, *, day="1000x60", seed=1, part="plain", seconds=60.0, reference=False, error=""):
    """One run that took so long, asked for 60 s."""
    verdict = None if error else Verdict(cost, 0, () if cost else ("到访 V1 被安排了 2 次。",))
    return Run(part, day, seed, solver, 1000, Answer(verdict, seconds, 60.0, error), reference)


def by_name(bars):
    """The bars by their names."""
    return {bar.name: bar for bar in bars}


def test_ours_is_held_against_the_best_peer_that_counts():
    """A cheaper answer that failed its check, or that solved an easier problem, is no peer."""
    runs = [run("ours", 90), run("ortools", 120), run("pyvrp", 100), run("vroom", None), run("x", 50, reference=True)]
    assert ratios(runs) == {("1000x60", 1): 0.9}
    assert ratios(runs, "ortools") == {("1000x60", 1): 0.75}


def test_a_day_without_a_peer_has_no_ratio():
    """Nothing to be compared with is neither won nor lost."""
    assert ratios([run("ours", 90), run("pyvrp", None)]) == {}


def test_a_failed_answer_of_ours_misses_the_bars():
    """It stands for a ratio without end, not for a day that is left out."""
    bars = by_name(comparison_bars([run("ours", None), run("pyvrp", 100)]))
    assert bars["plain days, worst"].value == inf
    assert bars["plain days, ours / best peer, geometric mean"].is_met is False


def test_the_plain_bars():
    """Geometric mean over all days, the largest size alone, the worst day; a hair above 1 is a tie."""
    runs = [run("ours", 99), run("pyvrp", 100), run("ours", 200, day="120x12"), run("pyvrp", 100, day="120x12")]
    bars = by_name(comparison_bars(runs))
    assert abs(bars["plain days, ours / best peer, geometric mean"].value - (0.99 * 2) ** 0.5) < 1e-12
    assert abs(bars["plain days 1000x60 alone"].value - 0.99) < 1e-12
    assert (bars["plain days, worst"].value, bars["plain days, worst"].is_met) == (2.0, False)
    tie = comparison_bars([run("ours", 1001), run("pyvrp", 1000)])[0]
    assert (tie.is_met, tie.note) == (True, "a tie in the noise")


def test_the_constrained_bars_are_against_ortools_alone():
    """PyVRP without the breaks stands beside, whatever it costs."""
    hard = [run("ours", 90), run("ortools", 100), run("pyvrp, no breaks", 50, reference=True)]
    hard = [Run("constrained", r.day, r.seed, r.solver, r.visits, r.answer, r.is_reference) for r in hard]
    assert by_name(comparison_bars(hard))["breaks, skills, locks: worst"].value == 0.9


def test_a_limit_that_was_overrun_misses_its_bar():
    """1.5 s more than asked are too many; a peer's overrun is its own affair."""
    bars = by_name(comparison_bars([run("ours", 90, seconds=61.5), run("pyvrp", 100, seconds=99.0)]))
    assert bars["our time limits, most seconds over"].value == 1.5
    assert bars["our time limits, most seconds over"].is_met is False


def test_what_was_not_run_is_neither_met_nor_missed():
    """A part that was not asked for has no bars, a size that was not run has an open one."""
    assert comparison_bars([]) == []
    bars = by_name(comparison_bars([run("ours", 1, day="120x12"), run("pyvrp", 1, day="120x12")]))
    assert bars["plain days 1000x60 alone"].is_met is None
    assert (geometric_mean([]), worst([])) == (None, None)


def test_the_guard_is_the_mean_of_a_family():
    """Two instances of one family at 1 % and 3 % stand at 2 %; one that failed makes it endless; peers do not count."""
    costs = (("ours", 1.0), ("ours", 3.0), ("pyvrp", 0.1))
    gaps = [Gap("VRPTW", run(solver, 100), percent) for solver, percent in costs]
    [bar] = guard_bars(gaps)
    assert (bar.value, bar.is_met) == (2.0, False)
    assert guard_bars([*gaps, Gap("VRPTW", run("ours", None), None)])[0].value == inf


def test_the_tables_name_what_failed():
    """A failed check stands in the row of its run with the first fault; a missed bar is in capitals."""
    runs = [run("ours", 100), run("pyvrp", 110), run("vroom", None), run("ortools", 0, error="the process died")]
    text = runs_table(runs)
    assert "+10.00 %" in text
    assert "failed the check: 到访 V1 被安排了 2 次。 (1 in all)" in text
    assert "failed: the process died" in text
    assert "MISSED" in bars_table([Bar("b", 2.0, 1.0)])
    assert "+1.00 %" in gaps_table([Gap("VRPTW", run("ours", 101), 1.0)])
    assert grid(("a", "b"), [("ccc", "d")]) == "| a   | b |\n|-----|---|\n| ccc | d |"


def test_json_has_no_infinity():
    """What failed is null there, and its bar is not met."""
    found = as_json([run("ours", None)], [Gap("VRPTW", run("ours", 1), 1.0)], [Bar("b", inf, 1.0)], {"seeds": 1})
    [bar] = json.loads(json.dumps(found, allow_nan=False))["bars"]
    assert (bar["value"], bar["met"]) == (None, False)
    assert found["runs"][0]["cost"] is None
