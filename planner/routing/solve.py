"""Plans a day: the search in a child process proposes, exact times dispose."""

from dataclasses import dataclass
from time import monotonic, time

from planner import child
from planner.clock import Progress, keep_going
from planner.errors import Cancelled
from planner.plan import Route
from planner.routing.insert import Tours, complete
from planner.routing.problem import RoutingProblem
from planner.routing.schedule import Timing
from planner.routing.search import Proposal, Task, penalties, search, typical

_WHAT = "规划路线"
_HANG_SECONDS, _GRACE_SECONDS = 10.0, 0.5
"""The search tells every better order at once, so that little is lost when it does not hear the stop in time."""
_TELL_SECONDS = 0.04
_EXACT_SECONDS = 0.002
"""Kept back for each visit: timing by the hour and putting in what still fits."""
_STALL_SECONDS, _STALL_SHARE, _STALL_VISITS = 5.0, 0.2, 60
"""A small search that found nothing better for so long is over; more visits than these have longer dry spells."""
_LONGEST_SECONDS = 600.0
"""For a search that is bounded by iterations alone."""


@dataclass(frozen=True, slots=True)
class SolveParams:
    """How long to search. With `iterations` (solutions looked at) time does not count: same input, same plan."""

    seconds: float = 30.0
    iterations: int | None = None
    seed: int = 1


def solve(
    problem: RoutingProblem, params: SolveParams | None = None, on_progress: Progress = keep_going
) -> tuple[Route, ...]:
    """Routes of the teams that go out, in the order of the shifts; each holds by the hour-exact times.

    Fixed visits come before any number of flexible ones, which are left out by value when there are too many.
    Nothing that fits is left out. `on_progress` is called several times a second; once it returns False the best
    plan so far is completed and returned.

    Raises:
        PlannerError: the solver's process crashed or hung.
    """
    params = params or SolveParams()
    began = monotonic()
    timing = Timing(problem)
    teams = possible_teams(timing)
    if not teams:
        return ()
    task = search_task(timing, teams, params, began)
    run = _Run(params, began, task, len(problem.visits), on_progress)
    if run.watch(None) and params.iterations != 0:
        run.search()
    on_progress(99, "按时段核对到达时间")
    found = [complete(timing, order) for order in dict.fromkeys((run.order, task.start))]
    best = max(found, key=lambda tours: _worth(timing, tours))
    routes = (timing.route(shift, tour) for shift, tour in enumerate(best) if tour)
    return tuple(route for route in routes if route)


def possible_teams(timing: Timing) -> dict[int, tuple[int, ...]]:
    """For each visit that somebody could make on an empty day, the shifts that could."""
    shifts = range(len(timing.problem.shifts))
    found = {visit: tuple(k for k in shifts if timing.holds(k, [visit])) for visit in range(len(timing.problem.visits))}
    return {visit: teams for visit, teams in found.items() if teams}


def _worth(timing: Timing, tours: Tours) -> tuple[int, float, int]:
    """Fixed visits first, then the value of the flexible ones, then the time on the road."""
    planned = [timing.problem.visits[visit] for tour in tours for visit in tour]
    road_s = sum(timing.travel_s(shift, tour) or 0 for shift, tour in enumerate(tours))
    return sum(v.is_fixed for v in planned), sum(v.value for v in planned if not v.is_fixed), -road_s


class _Run:
    """One search as seen from outside: what it found so far, and what the user is told."""

    def __init__(self, params: SolveParams, began: float, task: Task, num_visits: int, on_progress: Progress) -> None:
        self.order = task.start
        self._task, self._params, self._began = task, params, began
        self._num_visits, self._on_progress = num_visits, on_progress
        self._solutions = 0
        self._told_at = 0.0

    def search(self) -> None:
        """Run the search; stopped on request it leaves the best order that it told."""
        seconds = self._params.seconds + _HANG_SECONDS if self._params.iterations is None else _LONGEST_SECONDS
        try:
            limits = child.Limits(seconds, grace_seconds=_GRACE_SECONDS)
            found = child.run(search, self._task, limits=limits, what=_WHAT, on_message=self.watch)
        except Cancelled:
            return
        self._note(found)

    def watch(self, message: Proposal | None) -> bool:
        """Take note of a better order and tell the user, not too often; False if he wants to stop."""
        self._note(message)
        if monotonic() - self._told_at < _TELL_SECONDS:
            return True
        self._told_at = monotonic()
        if self._params.iterations is None:
            share = (monotonic() - self._began) / max(self._params.seconds, 0.001)
        else:
            share = self._solutions / max(self._params.iterations, 1)
        planned = sum(map(len, self.order))
        return self._on_progress(min(99, int(100 * share)), f"已排 {planned}/{self._num_visits} 户")

    def _note(self, better: Proposal | None) -> None:
        if better:
            self.order, self._solutions = better.order, better.solutions


def search_task(timing: Timing, teams: dict[int, tuple[int, ...]], params: SolveParams, began: float) -> Task:
    """What the search gets; `began` is when the time of `params` started to run (monotonic clock)."""
    problem = timing.problem
    modes = list(dict.fromkeys(shift.mode for shift in problem.shifts))
    likely = typical(problem, timing.stays)
    start = complete(Timing(likely), [() for _ in problem.shifts])
    rests = [s.rest and (s.rest.span.start, s.rest.span.end - s.rest.seconds, s.rest.seconds) for s in problem.shifts]
    return Task(
        visits=tuple(teams),
        stays=tuple(timing.stays[visit] for visit in teams),
        teams=tuple(teams.values()),
        penalties=penalties(problem, list(teams)),
        hours=tuple((shift.hours.start, shift.hours.end) for shift in problem.shifts),
        rests=tuple(rest if rest and rest[0] <= rest[1] else None for rest in rests),
        max_visits=tuple(len(teams) if s.max_visits is None else s.max_visits for s in problem.shifts),
        modes=tuple(modes.index(shift.mode) for shift in problem.shifts),
        travel=tuple(likely.matrices[mode].seconds[0] for mode in modes),
        start=tuple(tuple(visit for visit in tour if visit in teams) for tour in start),
        until=time() + params.seconds - (monotonic() - began) - _EXACT_SECONDS * len(teams),
        stall_s=max(_STALL_SECONDS, _STALL_SHARE * params.seconds) * max(1.0, len(teams) / _STALL_VISITS),
        iterations=params.iterations,
        seed=params.seed,
    )
