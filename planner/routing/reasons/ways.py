"""Ways into a plan for a visit that is left out, as the plan is and with one limit lifted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.clock import DAY_SECONDS
from planner.plan import Route
from planner.routing.exact.part import first_start, latest_start, part
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.reasons.gaps import Array, Bounds, Gaps, Mask
from planner.routing.reasons.limits import Limit, lifted
from planner.shift import Shift
from planner.visit import TimeWindow, Visit

_MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Way:
    """A tour with the visit in it that holds once a limit is lifted.

    `miss_s` says how much of that limit is missing (seconds late or of overtime), `extra_s` what it adds on the road,
    `start` when the visit starts.
    """

    shift: int
    position: int
    tour: tuple[int, ...]
    route: Route
    start: int
    extra_s: int
    miss_s: int = 0


class Ways:
    """The plan of a problem; everything that many visits have in common is worked out once."""

    def __init__(self, problem: RoutingProblem, tours: Sequence[Sequence[int]]) -> None:
        self.problem, self.tours = problem, tours
        self.idle: list[list[int]] = [[] for _ in tours]
        planned = {visit for tour in tours for visit in tour}
        self.left_out = frozenset(v.id for n, v in enumerate(problem.visits) if n not in planned)
        self.exact = Timing(problem)
        self._timings: dict[Limit, Timing] = {}
        self._gaps: dict[tuple[Timing, bool], Gaps] = {}
        self._roads: dict[int, int] = {}
        self._known: dict[tuple[Limit | None, int, tuple[int, ...], bool], Way | None] = {}
        self._bounds: dict[tuple[Gaps, int, tuple[TimeWindow, ...]], Bounds] = {}

    def alone(self, visit: int) -> list[int]:
        """The teams that could make the visit on an empty day."""
        return [k for k in range(len(self.tours)) if self.exact.holds(k, [visit])]

    def as_is(self, visit: int, shifts: Sequence[int], *, idle: bool = False) -> Way | None:
        """A way in with nothing lifted, a short one."""
        return self.without(None, visit, shifts, idle=idle)

    def without(self, limit: Limit | None, visit: int, shifts: Sequence[int], *, idle: bool = False) -> Way | None:
        """A short way in once this limit is lifted, into the plan or into the `idle` (empty) day.

        Being late and being back too late is measured: there the way is the one that misses least.
        """
        key = limit, visit, tuple(shifts), idle
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[key] = self._found(limit, visit, shifts, idle=idle)
        return self._known[key]

    def _found(self, limit: Limit | None, visit: int, shifts: Sequence[int], *, idle: bool) -> Way | None:
        """The gaps in the order of what they miss at least, until none of the rest can be better than the best."""
        timing = self._timing(limit) if limit else self.exact
        gaps = self._all_gaps(timing if limit in _OTHER_TIMES else self.exact, idle=idle)
        word = self.problem.visits[visit]
        bounds = self.bound(gaps, visit, (word.permitted,) if limit is Limit.WINDOW else word.windows)
        least = bounds.detour
        if limit in MEASURED:
            least = bounds.overtime if limit is Limit.BACK else bounds.away(word.windows)
        best: Way | None = None
        for gap in in_order(gaps, bounds, bounds.fits(limit), shifts, least):
            if best and least[gap] >= (best.miss_s if limit in MEASURED else best.extra_s):
                break
            way = self.way(timing, gaps, gap, visit)
            if way and limit:
                way = self._measured(limit, way, word)
            best = min(filter(None, (best, way)), key=_least, default=None)
        return best

    def _measured(self, limit: Limit, way: Way, word: Visit) -> Way:
        """The way with how much of the limit it misses."""
        shift, route = self.problem.shifts[way.shift], way.route
        if limit is Limit.WINDOW:
            return self._nearest(word, way)
        if limit is Limit.BACK:
            return replace(way, miss_s=route.back - shift.back_by)
        if limit is Limit.TOUR:
            return replace(way, miss_s=route.back - route.leave - (shift.max_tour_s or 0))
        if limit is Limit.TRAVEL:
            return replace(way, miss_s=route.travel_s - (shift.max_travel_s or 0))
        return way

    def road_s(self, shift: int) -> int:
        """Seconds on the road of a team's tour as it is in the plan."""
        if shift not in self._roads:
            self._roads[shift] = self.exact.travel_s(shift, self.tours[shift]) or 0
        return self._roads[shift]

    def way(self, timing: Timing, gaps: Gaps, gap: int, visit: int) -> Way | None:
        """The visit put into this gap, None if it does not hold."""
        shift, tour = int(gaps.shift[gap]), gaps.sequence(gap, visit)
        if not gaps.may_hold(timing, gap, visit) or not timing.holds(shift, tour):
            return None
        return self.written(timing, shift, int(gaps.position[gap]), tour, is_idle=gaps.tours is self.idle)

    def written(self, timing: Timing, shift: int, position: int, tour: Sequence[int], *, is_idle: bool = False) -> Way:
        """The way of a tour that holds, the visit at this position."""
        route = timing.route(shift, tour)
        if route is None:
            raise AssertionError("A tour that holds has times.")
        before = 0 if is_idle else self.road_s(shift)
        return Way(shift, position, tuple(tour), route, route.stops[position].start, route.travel_s - before)

    def _nearest(self, word: Visit, way: Way) -> Way:
        """The same way with the start found nearest to a window: the first one after it, or the last one before it."""
        alone = part(self.problem, way.shift, way.tour)
        found = []
        for window in word.windows:
            after = TimeWindow(window.end + 1, max(window.end + 1, word.permitted.end))
            late = first_start(alone, way.position, after)
            if late is not None:
                found.append(replace(way, start=late, miss_s=late - window.end))
            if way.start < window.start:
                start = latest_start(alone, way.position, way.start, window.start)
                found.append(replace(way, start=start, miss_s=window.start - start))
        return min(found, key=_least, default=way)

    def has_limit(self, limit: Limit, shift: int, visit: int) -> bool:
        """Whether there is something to lift: a team without rest cannot fail for it."""
        word, lock = self.problem.shifts[shift], self.problem.locks.get(self.problem.visits[visit].id)
        if limit in _ABSENT:
            return _ABSENT[limit](word) is not None
        if limit in (Limit.LOCK_POSITION, Limit.LOCK_START):
            return lock is not None and (lock.position if limit is Limit.LOCK_POSITION else lock.start) is not None
        return limit is not Limit.OTHER_LOCKS or bool(self.problem.locks.keys() - self.left_out)

    def is_unreachable(self, shift: int, visit: int) -> bool:
        """Whether no road leads from the team's start to the visit within a day."""
        seconds = self.problem.matrices[self.problem.shifts[shift].mode].seconds
        return bool(seconds[:, self.problem.start_node(shift), visit].min() >= DAY_SECONDS)

    def may_go(self, limit: Limit, visit: int) -> list[int]:
        """The teams that have the right to go once this limit is lifted."""
        return [k for k in range(len(self.tours)) if self._timing(limit).may_go(k, visit)]

    def _timing(self, limit: Limit) -> Timing:
        if limit not in self._timings:
            self._timings[limit] = Timing(lifted(self.problem, limit, self.left_out))
        return self._timings[limit]

    def _all_gaps(self, timing: Timing, *, idle: bool = False) -> Gaps:
        key = (timing, idle)
        if key not in self._gaps:
            self._gaps[key] = Gaps(timing, self.idle if idle else self.tours)
        return self._gaps[key]

    def bound(self, gaps: Gaps, visit: int, windows: tuple[TimeWindow, ...]) -> Bounds:
        """The bounds of a visit, the last few kept."""
        key = gaps, visit, windows
        if key not in self._bounds:
            if len(self._bounds) >= _MOST_KEPT:
                self._bounds.clear()
            self._bounds[key] = gaps.bounds(visit, windows)
        return self._bounds[key]


_ABSENT: dict[Limit, Callable[[Shift], object]] = {
    Limit.VISITS: lambda shift: shift.max_visits,
    Limit.CAPACITY: lambda shift: shift.capacity,
    Limit.REST: lambda shift: shift.rest,
    Limit.TOUR: lambda shift: shift.max_tour_s,
    Limit.TRAVEL: lambda shift: shift.max_travel_s,
}
MEASURED = frozenset({Limit.WINDOW, Limit.BACK})
"""Of these limits the way that misses least is found for certain."""
_OTHER_TIMES: frozenset[Limit | None] = frozenset({Limit.REST, Limit.START, Limit.HOURS, Limit.OTHER_LOCKS})
"""Lifting these lets teams be somewhere earlier, or stops begin at another time."""


def _least(way: Way) -> tuple[int, int]:
    return way.miss_s, way.extra_s


def in_order(gaps: Gaps, bounds: Bounds, where: Mask, shifts: Sequence[int], first: Array) -> list[int]:
    """The gaps of these teams where the visit may fit, by a key and then by the detour."""
    may_go = np.zeros(len(gaps.tours), dtype=bool)
    may_go[list(shifts)] = True
    which = np.flatnonzero(where & may_go[gaps.shift])
    order = np.lexsort((bounds.detour[which], first[which]))
    return [int(gap) for gap in which[order]]
