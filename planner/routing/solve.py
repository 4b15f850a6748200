"""Plans a day: the search in a child process proposes, exact times dispose."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic, time

from planner import child
from planner.clock import Progress, keep_going
from planner.errors import Cancelled
from planner.plan import Route
from planner.routing.exact.insert import complete
from planner.routing.exact.objective import plan_cost
from planner.routing.exact.schedule import Timing
from planner.routing.exact.small_day import best_order, is_small
from planner.routing.problem import RoutingProblem
from planner.routing.search.city import Order, city_of
from planner.routing.search.code_folder import is_compiled
from planner.routing.search.task import Proposal, Task

_WHAT = "规划路线"
_HANG_SECONDS, _GRACE_SECONDS = 10.0, 0.5
"""The search tells every better order at once, so that little is lost when it does not hear the stop in time."""
_COMPILE_SECONDS = 120.0
"""More for the very first search on a machine where set-up did not compile it; it takes 10 to 15 s on two cores."""
_MEMORY_MB = 6144
"""Of addresses, not of memory: compiled code, the solver's library and their threads reserve far more than they use."""
_TELL_SECONDS = 0.04
_EXACT_SECONDS = 0.001
"""Kept back for each visit: timing by the hour and putting in what still fits."""
_LONGEST_SECONDS = 600.0
"""For a search that is bounded by iterations alone."""


@dataclass(frozen=True, slots=True)
class SolveParams:
    """How long to search. With `iterations` (steps of the search) time does not count: same input, same plan.

    With no iterations at all there is no search, only what fits put in at its cheapest place.
    """

    seconds: float = 30.0
    iterations: int | None = None
    seed: int = 1


def solve(
    problem: RoutingProblem,
    params: SolveParams | None = None,
    on_progress: Progress = keep_going,
    start: Sequence[Sequence[int]] | None = None,
) -> tuple[Route, ...]:
    """Routes of the teams that go out, in the order of the shifts; each holds by the hour-exact times.

    Visits that outrank come before any number of others, which are left out by penalty when there are too many.
    Nothing that fits is left out, unless its own penalty says that it is not worth the way. A day of a few visits is
    not searched: all its plans are looked at. `start` are tours to begin with, for each shift its visits by index; the
    answer is never worse than what they become when they are completed.
    `on_progress` is called several times a second; once it returns False the best plan so far is completed.

    Raises:
        PlannerError: the solver's process crashed or hung.
    """
    params = params or SolveParams()
    began = monotonic()
    if not problem.visits or not problem.shifts:
        return ()
    begin: Order = tuple(map(tuple, start)) if start else ((),) * len(problem.shifts)
    run = _Run(problem, params, began, begin, on_progress)
    timing = Timing(problem)
    orders = [begin] if start else []
    if run.watch(None) and params.iterations != 0:
        if is_small(timing):
            orders.append(best_order(timing))
        else:
            run.search(is_plan=start is not None)
            orders.insert(0, run.order)
    on_progress(99, "按时段核对到达时间")
    plans = [_completed(timing, order) for order in dict.fromkeys(orders or [begin])]
    return min(plans, key=lambda routes: plan_cost(problem, routes))


def _completed(timing: Timing, order: Order) -> tuple[Route, ...]:
    """The order as routes that hold exactly, with all put in that fits."""
    tours = complete(timing, order)
    routes = (timing.route(shift, tour) for shift, tour in enumerate(tours) if tour)
    return tuple(route for route in routes if route)


def search(task: Task, tell: child.Tell) -> Proposal:
    """The search; only the child loads what it is compiled with."""
    from planner.routing.search.search import search as run

    return run(task, tell)


class _Run:
    """One search as seen from outside: what it found so far, and what the user is told."""

    def __init__(
        self, problem: RoutingProblem, params: SolveParams, began: float, order: Order, on_progress: Progress
    ) -> None:
        self.order = order
        self._problem, self._params, self._began = problem, params, began
        self._on_progress = on_progress
        self._share = 0.0
        self._told_at = 0.0

    def search(self, *, is_plan: bool) -> None:
        """Run the search; stopped on request it leaves the best order that it told."""
        params = self._params
        reserve = _EXACT_SECONDS * len(self._problem.visits) + monotonic() - self._began
        until = time() + params.seconds - reserve
        task = Task(city_of(self._problem), self.order, is_plan, until, params.iterations, params.seed)
        seconds = params.seconds + _HANG_SECONDS if params.iterations is None else _LONGEST_SECONDS
        if not is_compiled():
            self._on_progress(0, "首次规划，正在准备求解器")
            seconds += _COMPILE_SECONDS
        limits = child.Limits(seconds, _MEMORY_MB, _GRACE_SECONDS)
        try:
            found = child.run(search, task, limits=limits, what=_WHAT, on_message=self.watch)
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
            share = self._share
        planned = sum(map(len, self.order))
        return self._on_progress(min(99, int(100 * share)), f"已排 {planned}/{len(self._problem.visits)} 户")

    def _note(self, better: Proposal | None) -> None:
        if better:
            self.order, self._share = better.order, better.share
