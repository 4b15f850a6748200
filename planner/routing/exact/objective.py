"""What a plan costs, in seconds of travel: the one objective of search, insertion, explanation and benchmark.

A plan costs the time on the road, what soft wishes say against each stop, overtime, the price of long tours, and the
penalty of each visit left out.
"""

from collections.abc import Sequence

from planner.plan import Route
from planner.routing.problem import RoutingProblem

FLEXIBLE_PENALTY = 14_400
"""Seconds on the road that the least valuable flexible visit is worth: more than any detour inside Shanghai."""
_LARGEST_RATIO = 1000
_DAY_OF_WORK_S = 28_800


def penalties(problem: RoutingProblem) -> tuple[int, ...]:
    """What leaving each visit out costs: `penalty_s` or by value, one that outranks more than all flexible together."""
    flexible = [v for v in problem.visits if not v.outranks]
    positive = [v.value for v in flexible if v.penalty_s is None and v.value > 0]
    unit = max(min(positive), max(positive) / _LARGEST_RATIO) if positive else 1.0
    costs = {
        v.id: round(FLEXIBLE_PENALTY * max(1.0, v.value / unit)) if v.penalty_s is None else v.penalty_s
        for v in flexible
    }
    outranking = sum(costs.values()) + 86_400 * (len(problem.shifts) + 1)
    return tuple(costs[v.id] if v.id in costs else max(outranking, v.penalty_s or 0) for v in problem.visits)


def tour_price(problem: RoutingProblem, shift: int, back: int, work_s: int) -> int:
    """What a tour costs beside its road and its stops: overtime until `back`, and `work_s` of travel and visits."""
    wishes = problem.wishes
    overtime_s = max(0, back - problem.shifts[shift].hours.end)
    price = int(1000 * wishes.overtime_price) * overtime_s // 1000
    return price + int(1000 * wishes.balance) * work_s * work_s // (1000 * 2 * _DAY_OF_WORK_S)


def route_cost(problem: RoutingProblem, route: Route) -> int:
    """What one route costs; a team that stays in costs nothing.

    Raises:
        KeyError: its team or one of its visits is not of the problem.
    """
    return _route_cost(problem, route, _shifts(problem), _visits(problem))


def plan_cost(problem: RoutingProblem, routes: Sequence[Route]) -> int:
    """What all routes cost, and the penalties of the visits in none of them.

    Raises:
        KeyError: a team or a visit is not of the problem.
    """
    shifts, visits = _shifts(problem), _visits(problem)
    planned = {stop.visit.id for route in routes for stop in route.stops}
    left = sum(cost for v, cost in zip(problem.visits, penalties(problem), strict=True) if v.id not in planned)
    return left + sum(_route_cost(problem, route, shifts, visits) for route in routes)


def _route_cost(problem: RoutingProblem, route: Route, shifts: dict[str, int], visits: dict[str, int]) -> int:
    if not route.stops:
        return 0
    shift = shifts[route.shift.team]
    wishes = sum(problem.wish_cost(shift, visits[stop.visit.id]) for stop in route.stops)
    travel_s = route.travel_s
    return travel_s + wishes + tour_price(problem, shift, route.back, travel_s + route.service_s)


def _shifts(problem: RoutingProblem) -> dict[str, int]:
    return {shift.team: k for k, shift in enumerate(problem.shifts)}


def _visits(problem: RoutingProblem) -> dict[str, int]:
    return {visit.id: node for node, visit in enumerate(problem.visits)}
