"""Every peer reads the same problem as we do: on days small enough to try all plans, they find the best one."""

from dataclasses import replace
from itertools import permutations, product

import pytest

from planner.routing.problem import Lock, RoutingProblem
from planner.visit import TimeWindow
from tests.bench import peer_ortools, peer_pyvrp, peer_vroom
from tests.bench.checks import judge_tours
from tests.bench.days import Size, constrained, day, without_rests
from tests.bench.reading import stays

TINY = Size(4, 2)
SEEDS = (1, 2, 3)


def least_cost(problem: RoutingProblem) -> int:
    """The cost of the best plan for two teams, found by judging every one."""
    visits = range(len(problem.visits))
    plans = (
        (first, second)
        for chosen in product((None, 0, 1), repeat=len(visits))
        for first in permutations([v for v in visits if chosen[v] == 0])
        for second in permutations([v for v in visits if chosen[v] == 1])
    )
    verdicts = (judge_tours(problem, plan) for plan in plans)
    return min(verdict.cost for verdict in verdicts if verdict.cost is not None)


def crowded(problem: RoutingProblem, at: int = 10 * 3600) -> RoutingProblem:
    """The same with visits of an hour that all have to begin soon after `at`: not every team can make several."""
    visits = tuple(
        replace(visit, service_s=3600, windows=(TimeWindow(at + 600 * n, at + 5400 + 600 * n),))
        for n, visit in enumerate(problem.visits)
    )
    return replace(problem, visits=visits)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("change", [lambda problem: problem, crowded], ids=["roomy", "crowded"])
def test_peers_find_the_best_plan_of_a_tiny_day(change, seed):
    """OR-Tools and PyVRP cost what the best of all plans costs, whether or not all visits fit."""
    problem = change(day(TINY, seed))
    best = least_cost(problem)
    assert judge_tours(problem, peer_ortools.solve(problem, 60, 1, solutions=300)).cost == best
    assert judge_tours(problem, peer_pyvrp.solve_iterations(problem, 100, 1)).cost == best


@pytest.mark.parametrize("seed", SEEDS)
def test_ortools_keeps_breaks(seed):
    """Where lunch costs a visit, it finds the best of all plans that hold."""
    problem = crowded(constrained(TINY, seed), at=11 * 3600)
    best = least_cost(problem)
    assert best > least_cost(without_rests(problem))
    assert judge_tours(problem, peer_ortools.solve(problem, 60, 1, solutions=300)).cost == best


@pytest.mark.parametrize("seed", SEEDS)
def test_ortools_and_pyvrp_keep_locks(seed):
    """Where all visits are locked to one of two teams, they find the best of all plans that hold."""
    free = crowded(day(TINY, seed))
    problem = replace(free, locks={visit.id: Lock("T000") for visit in free.visits})
    best = least_cost(problem)
    assert best > least_cost(free)
    assert judge_tours(problem, peer_ortools.solve(problem, 60, 1, solutions=300)).cost == best
    assert judge_tours(problem, peer_pyvrp.solve_iterations(problem, 100, 1)).cost == best


@pytest.mark.parametrize("seed", SEEDS)
def test_pyvrp_keeps_skills_and_locks(seed):
    """Rights to go survive being told as ways without end; breaks it cannot keep."""
    problem = without_rests(constrained(Size(20, 3), seed))
    verdict = judge_tours(problem, peer_pyvrp.solve_iterations(problem, 100, 1))
    assert (verdict.faults, verdict.left_out < 20) == ((), True)
    tiny = without_rests(constrained(TINY, seed))
    assert judge_tours(tiny, peer_pyvrp.solve_iterations(tiny, 100, 1)).cost == least_cost(tiny)


def test_vroom_makes_every_visit_that_fits():
    """Its tours hold by our times, and on a roomy day nothing is left out."""
    problem = day(Size(12, 3), 1)
    verdict = judge_tours(problem, peer_vroom.solve(problem, exploration=1))
    assert (verdict.faults, verdict.left_out) == ((), 0)


def test_a_start_leaves_time_for_the_whole_visit():
    """The window limits the start, the permitted hours the end too: half an hour's visit starts by 19:30."""
    late = TimeWindow(17 * 3600, 20 * 3600)
    problem = day(TINY, 1)
    visits = tuple(replace(visit, windows=(late,), service_s=1800) for visit in problem.visits)
    assert stays(replace(problem, visits=visits)) == 4 * [(17 * 3600, 19 * 3600 + 1800, 1800)]


def test_a_peer_refuses_what_it_cannot_say():
    """Travel by the hour, several windows and breaks are refused, not dropped in silence."""
    by_hour = day(TINY, 1, by_hour=True)
    for solve in (peer_pyvrp.solve, peer_ortools.solve):
        with pytest.raises(ValueError, match="by the hour"):
            solve(by_hour, 60, 1)
    with pytest.raises(ValueError, match="breaks"):
        peer_vroom.solve(constrained(TINY, 1))
    with pytest.raises(ValueError, match="breaks"):
        peer_pyvrp.solve(constrained(TINY, 1), 60, 1)
