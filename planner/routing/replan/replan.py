"""A day planned again from the plan before, in four ways; each of them keeps something as it was.

No way leaves a window that was agreed: every start lies in one, and an appointment that can no longer be kept is left
out, never moved. A debtor who was told his hour (R-83) keeps it to within half an hour, on either side; only when that
is impossible is he visited at another time of what he agreed to, and then he has to be told again (`compare` says so).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from planner.clock import Progress, keep_going
from planner.plan import Route
from planner.routing.exact.insert import Tours, fill
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Lock, RoutingProblem
from planner.routing.replan.before import mended, solved, tours_of, with_told_hours, with_windows_again, worded
from planner.routing.replan.begun import Begun
from planner.routing.replan.rest_of_day import Replan, rest_of_day
from planner.routing.solve import SolveParams


class Way(StrEnum):
    """How much of the plan before stays; the values are the words of the headless command."""

    EVERYTHING = "all"
    """Nothing has to, but each visit that changes its team has a price."""
    INSERT = "insert"
    """Who goes where and in which order; what is new is put in between, and so is what no longer fits its place."""
    KEEP_WHO = "order"
    """Who goes where; the order may become better, and new visits go to anybody."""
    FROM_NOW = "now"
    """What has been done; papers are out with their teams."""


def replan(
    problem: RoutingProblem,
    before: Sequence[Route],
    way: Way,
    params: SolveParams | None = None,
    on_progress: Progress = keep_going,
    *,
    begun: Begun | None = None,
    told: Mapping[str, int] | None = None,
    moved_s: int | None = None,
) -> Replan:
    """New routes that begin with those of `before`. `told` are starts by visit id, seconds since midnight.

    `moved_s` is the price of each visit that changes its team, else that of the problem's wishes; only planning
    everything anew looks at it.

    From now on, who was planned before counts as told his hour unless `told` says otherwise, and `problem` has to hold
    all visits and shifts of `before` too, for it matters where they are.

    Raises:
        ValueError: a plan from now on without `begun`, or with a problem that lacks visits or shifts of before.
        PlannerError: the solver's process crashed or hung.
    """
    if way is Way.FROM_NOW:
        if begun is None:
            raise ValueError("A plan from now on needs to know how the day stands.")
        return rest_of_day(problem, before, begun, params, on_progress, told)
    asked = with_told_hours(problem, told or {})
    tours = tours_of(problem, before)
    if way is Way.INSERT:
        tours = mended(Timing(asked), tours)
        fill(Timing(asked), tours)
    elif way is Way.KEEP_WHO:
        asked = _with_teams_kept(asked, tours)
        tours = solved(asked, params, on_progress, tours)
    else:
        tours = solved(_with_price(asked, before, moved_s), params, on_progress, tours)
    routes = _completed(with_windows_again(asked, problem, tours), tours)
    routes = tuple(replace(route, stops=tuple(worded(problem, stop) for stop in route.stops)) for route in routes)
    return Replan(routes, problem, routes)


def _with_teams_kept(problem: RoutingProblem, tours: Tours) -> RoutingProblem:
    """Each visit is locked to the team that has it, unless that team may no longer go."""
    locks = dict(problem.locks)
    for shift, tour in enumerate(tours):
        for visit in tour:
            if problem.may_go(shift, visit):
                word = problem.visits[visit].id
                locks[word] = replace(locks.get(word, Lock()), team=problem.shifts[shift].team)
    return replace(problem, locks=locks)


def _with_price(problem: RoutingProblem, before: Sequence[Route], moved_s: int | None) -> RoutingProblem:
    held = {stop.visit.id: route.shift.team for route in before for stop in route.stops}
    wishes = problem.wishes if moved_s is None else replace(problem.wishes, moved_s=moved_s)
    return replace(problem, held=held, wishes=wishes)


def _completed(problem: RoutingProblem, tours: Tours) -> tuple[Route, ...]:
    """The tours with whatever fits once nobody insists on the hour that was told."""
    timing = Timing(problem)
    fill(timing, tours)
    routes = (timing.route(shift, tour) for shift, tour in enumerate(tours) if tour)
    return tuple(route for route in routes if route)
