"""Which visits of a plan stand in the way of one that is left out, and where else they could go."""

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from planner.routing.exact.objective import penalties
from planner.routing.problem import RoutingProblem
from planner.routing.reasons.gaps import Bounds, Gaps
from planner.routing.reasons.ways import Way, Ways, in_order

_MOST_NAMED = 3
_MOST_TRIED = 40
"""Stops that are tried as what stands in the way when none can simply be exchanged for the visit."""

Displaced = tuple[int, Way]
"""A visit of the plan, and the way in for the one left out when it alone is taken out."""


class CrowdedWays(Ways):
    """Ways into a plan, also those that another visit would have to clear."""

    def __init__(self, problem: RoutingProblem, tours: Sequence[Sequence[int]]) -> None:
        super().__init__(problem, tours)
        self._penalties = penalties(problem)
        self._exchanges: Gaps | None = None
        self._last: tuple[int, tuple[Displaced, ...]] = (-1, ())
        self._moves: dict[int, Way | None] = {}

    def displacing(self, visit: int, shifts: Sequence[int]) -> tuple[Displaced, ...]:
        """Some visits of the plan without which this one fits, the least important first; each alone makes room."""
        if self._last[0] != visit:
            if self._exchanges is None:
                self._exchanges = Gaps(self.exact, self.tours, without_one=True)
            gaps = self._exchanges
            bounds = self.bound(gaps, visit, self.problem.visits[visit].windows)
            found = tuple(islice(self._exchanged(gaps, visit, shifts, bounds), _MOST_NAMED))
            found = found or tuple(islice(self._taken_out(gaps, visit, shifts, bounds), _MOST_NAMED))
            self._last = visit, found
        return self._last[1]

    def elsewhere(self, planned: int, shift: int) -> Way | None:
        """A short way for a visit of this team's tour into the tour of another team, as the plan is."""
        if planned not in self._moves:
            others = [k for k in range(len(self.tours)) if k != shift and self.exact.may_go(k, planned)]
            self._moves[planned] = self.as_is(planned, others)
        return self._moves[planned]

    def _exchanged(self, gaps: Gaps, visit: int, shifts: Sequence[int], bounds: Bounds) -> Iterator[Displaced]:
        """Where the visit simply takes the place of the other."""
        worth = np.array([self._penalties[gaps.stop(gap)] for gap in range(len(gaps))], dtype=np.int64)
        for gap in in_order(gaps, bounds, bounds.fits(), shifts, worth):
            way = self.way(self.exact, gaps, gap, visit)
            if way:
                yield gaps.stop(gap), way

    def _taken_out(self, gaps: Gaps, visit: int, shifts: Sequence[int], bounds: Bounds) -> Iterator[Displaced]:
        """Where the visit goes anywhere in the tour without the other; only the nearest are tried."""
        everywhere = np.ones(len(gaps), dtype=bool)
        for gap in in_order(gaps, bounds, everywhere, shifts, bounds.detour)[:_MOST_TRIED]:
            shift, other = int(gaps.shift[gap]), gaps.stop(gap)
            rest = [v for v in self.tours[shift] if v != other]
            for position in range(len(rest) + 1):
                tour = [*rest[:position], visit, *rest[position:]]
                if self.exact.holds(shift, tour):
                    yield other, self.written(self.exact, shift, position, tour)
                    break
