"""A dispatcher's whole day: what no plan can hold is kept from the search, so that the rest is planned."""

from collections.abc import Sequence
from dataclasses import replace

from planner.clock import Progress, keep_going
from planner.finding import Kind
from planner.plan import Route
from planner.routing.problem import RoutingProblem
from planner.routing.reasons.explain import Reason, explain
from planner.routing.reasons.sane import clash, set_aside
from planner.routing.solve import SolveParams, solve

_NO_SEARCH = SolveParams(iterations=0)


def solve_possible(
    problem: RoutingProblem,
    params: SolveParams | None = None,
    on_progress: Progress = keep_going,
    start: Sequence[Sequence[int]] | None = None,
) -> tuple[Route, ...]:
    """The same as `solve`, but the search never sees a visit that no plan can hold.

    Of two locks that contradict each other the less important one is tried again behind the search: the other visit may
    have found no place.

    Raises:
        PlannerError: the solver's process crashed or hung.
    """
    possible, aside = set_aside(problem)
    if not aside:
        return solve(problem, params, on_progress, start)
    nodes = {visit.id: node for node, visit in enumerate(possible.visits)}
    ids = [[problem.visits[visit].id for visit in tour] for tour in start or ()]
    begin = [[nodes[id] for id in tour if id in nodes] for tour in ids] if start is not None else None
    routes = solve(possible, params, on_progress, begin)
    by_team = {route.shift.team: [stop.visit.id for stop in route.stops] for route in routes}
    all_nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    tours = [[all_nodes[id] for id in by_team.get(shift.team, ())] for shift in problem.shifts]
    return solve(problem, _NO_SEARCH, start=tours)


def why_left_out(problem: RoutingProblem, routes: Sequence[Route]) -> dict[str, Reason]:
    """The same as `explain`, but a visit that only a lock against a planned one's keeps out names that one."""
    planned = [stop.visit for route in routes for stop in route.stops]
    reasons = explain(problem, routes)
    for visit in problem.visits:
        is_crowded = visit.id in reasons and reasons[visit.id].kind is Kind.YELLOW
        text = clash(problem, visit, planned) if is_crowded else ""
        if text:
            reasons[visit.id] = replace(reasons[visit.id], text=text)
    return reasons
