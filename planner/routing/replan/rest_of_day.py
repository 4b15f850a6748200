"""From now on: every team goes on from where it stands, with the papers that it has; what is done stays as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from planner.clock import Progress
from planner.plan import Handover, Route, Stop
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.reasons.explain import Reason
from planner.routing.replan.before import mended, solved, with_told_hours, worded
from planner.routing.replan.begun import Begun, Standing
from planner.routing.replan.board import MARK, Board, lay_out
from planner.routing.replan.takeover import Takeover
from planner.routing.replan.why_papers import reasons
from planner.routing.solve import SolveParams


@dataclass(frozen=True, slots=True)
class Replan:
    """The new routes, and what the checker is asked to prove them.

    `checked` are routes of `problem`. From now on each team begins there where it stands, and fetching papers is a
    stop; in the other ways they are the routes themselves. `reasons` are for visits left out while papers are out; all
    others are explained by `problem`.
    """

    routes: tuple[Route, ...]
    problem: RoutingProblem
    checked: tuple[Route, ...]
    handovers: tuple[Handover, ...] = ()
    reasons: Mapping[str, Reason] = field(default_factory=dict)


def rest_of_day(
    problem: RoutingProblem,
    before: Sequence[Route],
    begun: Begun,
    params: SolveParams | None,
    on_progress: Progress,
    told: Mapping[str, int] | None,
) -> Replan:
    """Plan what is left of the day; see `replan`."""
    if told is None:
        told = {stop.visit.id: stop.start for route in before for stop in route.stops}
    board = lay_out(with_told_hours(problem, told), before, begun)
    _improve(board, params, on_progress)
    takeover = Takeover(board, begun, {visit.id: visit for visit in problem.visits})
    takeover.place_left_out()
    board.words |= {id: takeover.agreed[id] for id in board.left_out()}
    timing = Timing(board.problem())
    rest = _routes(board, timing)
    return Replan(
        routes=_whole_day(problem, board, before, rest),
        problem=timing.problem,
        checked=rest,
        handovers=takeover.handovers(rest),
        reasons=reasons(takeover, rest),
    )


def _improve(board: Board, params: SolveParams | None, on_progress: Progress) -> None:
    """Let the search order each team's own visits, and deal the new ones to teams that have not left yet."""
    problem = board.as_carried()
    nodes = {word.id: node for node, word in enumerate(problem.visits)}
    tours = [[nodes[id] for id in board.tours[shift.team]] for shift in problem.shifts]
    found = solved(problem, params, on_progress, mended(Timing(problem), tours))
    for shift, tour in zip(problem.shifts, found, strict=True):
        board.tours[shift.team] = [problem.visits[visit].id for visit in tour]


def _routes(board: Board, timing: Timing) -> tuple[Route, ...]:
    nodes = {word.id: node for node, word in enumerate(timing.problem.visits)}
    found = []
    for k, shift in enumerate(timing.problem.shifts):
        route = timing.route(k, [nodes[id] for id in board.tours[shift.team]])
        if route is None:
            raise AssertionError(f"The rest of team {shift.team}'s day does not hold.")
        found.append(route)
    return tuple(route for route in found if route.stops)


def _whole_day(
    problem: RoutingProblem, board: Board, before: Sequence[Route], rest: Sequence[Route]
) -> tuple[Route, ...]:
    """What is done, and behind it the rest, for every team in the order of the shifts."""
    was = {route.shift.team: route for route in before}
    to_come = {route.shift.team: route for route in rest}
    whole = []
    for k, shift in enumerate(problem.shifts):
        stand = board.standings[shift.team]
        if stand.is_home and len(board.tours.get(shift.team, ())) <= 1:
            whole.append(replace(was[shift.team], shift=shift))
        elif shift.team in to_come:
            whole.append(_joined(problem, k, stand, to_come[shift.team]))
        elif stand.done:
            whole.append(_gone_home(problem, k, stand))
    return tuple(route for route in whole if route.stops)


def _joined(problem: RoutingProblem, k: int, stand: Standing, rest: Route) -> Route:
    """Roads to marks are added to the road to the next stop, or to the way back."""
    stops: list[Stop] = list(stand.done)
    road_s, road_m = stand.carried_s, stand.carried_m
    for stop in rest.stops:
        road_s, road_m = road_s + stop.travel_s, road_m + stop.travel_m
        if not stop.visit.id.startswith(MARK):
            stops.append(replace(worded(problem, stop), travel_s=road_s, travel_m=road_m))
            road_s = road_m = 0
    first = len(stand.done)
    if len(stops) > first and _goes_straight_on(stand, rest, stops[first]):
        stops[first] = replace(stops[first], arrival=stand.arrived)
    return Route(
        shift=problem.shifts[k],
        stops=tuple(stops),
        leave=rest.leave if stand.leave is None else stand.leave,
        back=rest.back,
        back_travel_s=rest.back_travel_s + road_s,
        back_travel_m=rest.back_travel_m + road_m,
        rest=stand.rest or rest.rest,
    )


def _goes_straight_on(stand: Standing, rest: Route, first: Stop) -> bool:
    """The next stop is the one where the team was going, without a rest before: it may have been there for a while."""
    is_next = len(rest.stops) > 1 and rest.stops[1].visit.id == stand.heading == first.visit.id
    return is_next and first.arrival == stand.ready


def _gone_home(problem: RoutingProblem, k: int, stand: Standing) -> Route:
    """The day of a team that fell ill: what it did, and the way home from where it is."""
    shift = problem.shifts[k]
    matrix, end = problem.matrices[shift.mode], problem.end_node(k)
    travel_s = matrix.travel_s(stand.node, end, stand.ready)
    return Route(
        shift=shift,
        stops=stand.done,
        leave=stand.done[0].arrival if stand.leave is None else stand.leave,
        back=stand.ready + travel_s,
        back_travel_s=stand.carried_s + travel_s,
        back_travel_m=stand.carried_m + int(matrix.metres[stand.node, end]),
        rest=stand.rest,
    )
