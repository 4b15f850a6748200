"""How likely the windows of a route hold when its travel times are not what was predicted."""

from math import log, sqrt

import numpy as np
import numpy.typing as npt

from planner.plan import Route
from planner.routing.exact.stays import spans_of, stay_s
from planner.routing.problem import RoutingProblem

_RATIO_80 = 1.32
"""The 80th percentile of actual over predicted time, measured on 198 car trips in Shanghai on one weekday of 2020
(shared/geo/README.md); taken for every way of travelling."""
_NORMAL_80 = 0.8416212335729143
SIGMA = _NORMAL_80 - sqrt(_NORMAL_80**2 - 2 * log(_RATIO_80))
"""Spread of the logarithm of that ratio, about 0.45.

A lognormal ratio of mean 1 is exp(s z - s * s / 2) with z normal; its 80th percentile is exp(0.8416 s - s * s / 2).
That is 1.32 where s * s / 2 - 0.8416 s + ln 1.32 = 0; this is the smaller root.
"""
_DRAWS = 2000
_SEED = 20_201_215

Times = npt.NDArray[np.float64]


def hold_chance(problem: RoutingProblem, route: Route) -> tuple[float, ...]:
    """For each stop the share of days, 0 to 1, on which it starts in a window and ends within permitted hours.

    The route is driven on 2,000 days that are the same for the same route. Each leg takes its time of the hour, times
    a ratio with half of the logarithm's variance common to the day; waiting absorbs, a team that is late goes on all
    the same and rests where the plan says.

    Raises:
        ValueError: the team is not of the problem.
        KeyError: a visit is not.
    """
    node_of = {visit.id: node for node, visit in enumerate(problem.visits)}
    here, before = problem.start_node(problem.shifts.index(route.shift)), None
    chances, days = [], _Days(problem, route)
    for n, stop in enumerate(route.stops):
        word = stop.visit
        there = node_of[word.id]
        days.drive(here, there, route.stops[n - 1].departure if n else route.leave, stop.arrival)
        lock = problem.locks.get(word.id)
        seconds = stay_s(word, before)
        chances.append(days.serve(spans_of(word, seconds), seconds, lock.start if lock else None))
        here, before = there, word
    return tuple(chances)


class _Days:
    """The team's clock on all days at once."""

    def __init__(self, problem: RoutingProblem, route: Route) -> None:
        self._chance = np.random.default_rng(_SEED)
        self._common = self._chance.standard_normal(_DRAWS)
        self._matrix = problem.matrices[route.shift.mode]
        self._route, self._wanted = route, route.shift.rest
        self._now: Times = np.full(_DRAWS, float(route.leave))

    def drive(self, here: int, there: int, ready: int, arrival: int) -> None:
        """Go to the next stop, which the plan leaves for at `ready` and reaches at `arrival`; rest if the plan does."""
        rest = self._route.rest
        is_resting = rest is not None and ready <= rest.start and rest.end <= arrival
        is_first = rest is not None and rest.end + self._matrix.travel_s(here, there, rest.end) == arrival
        if is_resting and is_first:
            self._rest()
        periods = np.searchsorted(self._matrix.period_starts, self._now, side="right") - 1
        z = (self._common + self._chance.standard_normal(_DRAWS)) / sqrt(2)
        self._now = self._now + self._matrix.seconds[periods, here, there] * np.exp(SIGMA * z - SIGMA**2 / 2)
        if is_resting and not is_first:
            self._rest()

    def serve(self, spans: tuple[tuple[int, int], ...], seconds: int, not_before: int | None) -> float:
        """Wait, visit, and say how often the visit held."""
        arrival = self._now if not_before is None else np.maximum(self._now, not_before)
        start = np.full(_DRAWS, np.inf)
        for low, high in reversed(spans):
            start = np.where(arrival <= high, np.maximum(arrival, low), start)
        is_held = np.isfinite(start)
        self._now = np.where(is_held, start, arrival) + seconds
        return float(is_held.mean())

    def _rest(self) -> None:
        if self._wanted:
            self._now = np.maximum(self._now, self._wanted.span.start) + self._wanted.seconds
