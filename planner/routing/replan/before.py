"""The plan before as the start of a new one: its tours, the hours that debtors were told, its words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner.clock import Progress
from planner.plan import TOLD_S, Route, Stop
from planner.routing.exact import mend
from planner.routing.exact.insert import Tours, complete
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.solve import SolveParams
from planner.routing.whole_day import solve_possible
from planner.visit import TimeWindow, Visit


def tours_of(problem: RoutingProblem, routes: Sequence[Route]) -> Tours:
    """The routes' visits by index for each shift of the problem; visits and teams that it does not know are gone."""
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    ids = {route.shift.team: [stop.visit.id for stop in route.stops] for route in routes}
    return [[nodes[id] for id in ids.get(shift.team, []) if id in nodes] for shift in problem.shifts]


def solved(problem: RoutingProblem, params: SolveParams | None, on_progress: Progress, start: Tours) -> Tours:
    """What the search makes of these tours; with no iterations at all they are only completed, without a process."""
    if params and params.iterations == 0:
        return complete(Timing(problem), start)
    return tours_of(problem, solve_possible(problem, params, on_progress, start))


def mended(timing: Timing, tours: Tours) -> Tours:
    """The tours in their order, without the least important visits that keep one from holding.

    Only a visit that the dispatcher locked to another place in its tour moves there.
    """
    held = (mend.mended(timing, shift, tour) for shift, tour in enumerate(tours))
    return [mend.bring_to_places(timing, shift, tour, ()) for shift, tour in enumerate(held)]


def with_told_hours(problem: RoutingProblem, told: Mapping[str, int]) -> RoutingProblem:
    """Who was told an hour (start by visit id) is visited within `TOLD_S` of it, if his windows still allow that."""
    return replace(problem, visits=tuple(_as_told(visit, told.get(visit.id)) for visit in problem.visits))


def with_windows_again(problem: RoutingProblem, of: RoutingProblem, tours: Tours) -> RoutingProblem:
    """The problem in which visits in no tour may start in any window that was agreed, as in `of`."""
    planned = {visit for tour in tours for visit in tour}
    visits = (visit if n in planned else of.visits[n] for n, visit in enumerate(problem.visits))
    return replace(problem, visits=tuple(visits))


def worded(problem: RoutingProblem, stop: Stop) -> Stop:
    """The stop with the visit as the problem knows it, and whether the dispatcher locked it."""
    visit = next(visit for visit in problem.visits if visit.id == stop.visit.id)
    return replace(stop, visit=visit, locked=visit.id in problem.locks)


def importance(visit: Visit) -> tuple[bool, float, str]:
    """Sorts the visits that come before any number of others first, then by value."""
    return not visit.outranks, -visit.value, visit.id


def _as_told(visit: Visit, start: int | None) -> Visit:
    if start is None:
        return visit
    hour = TimeWindow(start - TOLD_S, start + TOLD_S)
    windows = tuple(clipped for window in visit.windows if (clipped := window.clip(hour)))
    return replace(visit, windows=windows) if windows else visit
