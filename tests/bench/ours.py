"""Our solver as the bench calls it, inside a process of its own."""

from time import monotonic, time

from planner.plan import Route
from planner.routing.exact.insert import complete
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.search import search
from planner.routing.search.city import city_of
from planner.routing.search.task import Task
from planner.routing.solve import SolveParams, solve
from tests.bench.checks import Verdict, judge

_EXACT_S = 0.001
"""Kept back for each visit, as `solve` does."""


def plan(problem: RoutingProblem, seconds: float, seed: int) -> tuple[Route, ...]:
    """Our routes within so many seconds, the start of the search's own process included."""
    return solve(problem, SolveParams(seconds=seconds, seed=seed))


def warm_up(problem: RoutingProblem) -> float:
    """Seconds of one step of search: on a machine where nobody has planned yet, most of it is compiling."""
    began = monotonic()
    solve(problem, SolveParams(iterations=1))
    return monotonic() - began


def plan_whole(problem: RoutingProblem, seconds: float, seed: int) -> tuple[Route, ...]:
    """Our routes when a day that is large enough to be cut into parts is searched as a whole instead."""
    nothing = ((),) * len(problem.shifts)
    until = time() + seconds - _EXACT_S * len(problem.visits)
    task = Task(city_of(problem), nothing, is_plan=False, until=until, steps=None, seed=seed, is_whole=True)
    timing = Timing(problem)
    tours = complete(timing, search.search(task, lambda _better: True).order)
    routes = (timing.route(shift, tour) for shift, tour in enumerate(tours) if tour)
    return tuple(route for route in routes if route)


def first_plan(problem: RoutingProblem, seconds: float) -> tuple[float, Verdict]:
    """Seconds until a verified plan is there when so many are allowed for the search, and the verdict on it."""
    began = monotonic()
    verdict = judge(problem, plan(problem, seconds, 1))
    return monotonic() - began, verdict
