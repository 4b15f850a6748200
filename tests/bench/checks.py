"""One judge for every answer: timed by our schedule, checked by our verifier, costed by the issue's objective."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.plan import Route
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.verify import verify


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan costs, in seconds of travel, and how many visits it leaves out; faults if it does not hold.

    The cost of a plan with faults is None: it does not count.
    """

    cost: int | None
    left_out: int
    faults: tuple[str, ...] = ()


def judge(problem: RoutingProblem, routes: Sequence[Route]) -> Verdict:
    """The verdict on routes with their times."""
    planned = {stop.visit.id for route in routes for stop in route.stops}
    left_out = sum(visit.id not in planned for visit in problem.visits)
    faults = verify(problem, routes)
    return Verdict(None if faults else cost(problem, routes), left_out, faults)


def judge_tours(problem: RoutingProblem, tours: Sequence[Sequence[int]]) -> Verdict:
    """The verdict on a peer's orders of visits, after giving them times."""
    timing = Timing(problem)
    routes, faults = [], []
    for shift, tour in enumerate(tours):
        route = timing.route(shift, tour)
        if route is None:
            faults.append(f"The tour of {problem.shifts[shift].team} does not hold.")
        elif route.stops:
            routes.append(route)
    verdict = judge(problem, routes)
    return Verdict(None, verdict.left_out, tuple(faults)) if faults else verdict


def cost(problem: RoutingProblem, routes: Sequence[Route]) -> int:
    """Travel seconds plus the penalties of the visits left out, worked out apart from the planner's own objective.

    Raises:
        TypeError: a visit that is left out has no penalty of its own.
    """
    planned = {stop.visit.id for route in routes for stop in route.stops}
    missed = sum(visit.penalty_s for visit in problem.visits if visit.id not in planned)
    return missed + sum(route.travel_s for route in routes)
