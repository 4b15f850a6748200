"""Every gap of a plan where one more visit could go, with bounds that never deny what would hold.

The bounds look at all gaps at once: no rest is counted but where it is certain, later legs take the time of their
fastest period, and of several windows only the first start and the last end count. Who wants the truth asks `Timing`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.routing.exact.schedule import Timing
from planner.routing.exact.stays import NEVER
from planner.routing.reasons.gap import gaps_of
from planner.routing.reasons.limits import Limit
from planner.shift import Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow

Array = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bounds:
    """For each gap the earliest and the latest start that may hold, overtime at least needed, and the detour; seconds.

    The detour alone is an estimate and no bound.
    """

    start: Array
    latest: Array
    overtime: Array
    detour: Array
    in_time: Mask
    in_time_late: Mask
    """The same if the team might be back at any hour."""
    within: Mapping[Limit, Mask]
    """Where the limits that have nothing to do with the hour may be kept."""

    def fits(self, lifted: Limit | None = None) -> Mask:
        """Where the visit may fit, with this limit taken away."""
        kept = [mask for limit, mask in self.within.items() if limit is not lifted]
        in_time = self.in_time_late if lifted is Limit.BACK else self.in_time
        return np.asarray(np.logical_and.reduce([in_time, *kept]), dtype=bool)

    def away(self, windows: Sequence[TimeWindow]) -> Array:
        """How far every start that may hold lies from the nearest of these windows, at least; 0 where one may hold."""
        each = [np.maximum(np.maximum(w.start - self.latest, self.start - w.end), 0) for w in windows]
        return np.asarray(np.minimum.reduce(each), dtype=np.int64)


class Gaps:
    """The gaps of tours: between two stops, before the first, after the last; of an idle team the whole day.

    With `without_one` a gap is what a stop leaves behind that is taken out. A tour that does not hold has no gaps.
    """

    def __init__(self, timing: Timing, tours: Sequence[Sequence[int]], *, without_one: bool = False) -> None:
        self.problem, self.tours, self.taken = timing.problem, tours, int(without_one)
        self._labels = [timing.prefixes(k, tour) for k, tour in enumerate(tours)]
        found = (gaps_of(self.problem, k, tours[k], self._labels[k], self.taken) for k in range(len(tours)))
        gaps = [gap for of_tour in found for gap in of_tour]
        self.shift, self.position = _column(gap.shift for gap in gaps), _column(gap.position for gap in gaps)
        self._before, self._after = _column(gap.before for gap in gaps), _column(gap.after for gap in gaps)
        self._ready = _column(moment for gap in gaps for moment in gap.ready).reshape(len(gaps), 3).T
        self._stays_s, self._roads_s = _column(gap.stays_s for gap in gaps), _column(gap.roads_s for gap in gaps)
        self._demand = _column(gap.demand for gap in gaps)
        self._latest = _column(gap.tail.latest for gap in gaps)
        self._latest_free = _column(gap.tail.latest_free for gap in gaps)
        self._on_s, self._back = _column(gap.tail.road_s for gap in gaps), _column(gap.tail.back for gap in gaps)
        self._rules = _Rules(self.problem.shifts, self.shift)
        modes = [self.problem.shifts[k].mode for k in self.shift]
        self._modes = [
            (matrix, np.array([n for n, mode in enumerate(modes) if mode == name], dtype=np.int64))
            for name, matrix in self.problem.matrices.items()
        ]
        self._direct = self._through(self._before, self._after, self._ready.min(axis=0, initial=NEVER))
        self._num_stops = np.array([len(tours[k]) - self.taken for k in self.shift], dtype=np.int64)
        self._direct[[not tours[k] for k in self.shift]] = 0
        visits = self.problem.visits
        self._buildings = np.array([visits[n].building if n < len(visits) else "" for n in self._before], dtype=object)

    def __len__(self) -> int:
        return len(self.shift)

    def sequence(self, gap: int, visit: int) -> list[int]:
        """The tour with the visit in this gap."""
        tour, position = self.tours[self.shift[gap]], self.position[gap]
        return [*tour[:position], visit, *tour[position + self.taken :]]

    def stop(self, gap: int) -> int:
        """The visit that is taken out to make this gap."""
        return self.tours[int(self.shift[gap])][int(self.position[gap])]

    def may_hold(self, timing: Timing, gap: int, visit: int) -> bool:
        """Whether the tour gets home in time with the visit in this gap; quicker than asking whether it holds.

        `timing` must have the same times up to the gap as the one of these gaps.
        """
        shift, position = int(self.shift[gap]), int(self.position[gap])
        tour = self.tours[shift]
        here = tour[position - 1] if position else None
        rest = [visit, *tour[position + self.taken :]]
        return timing.end(shift, here, self._labels[shift][position], rest) is not None

    def bounds(self, visit: int, windows: Sequence[TimeWindow]) -> Bounds:
        """What is possible for the visit in each gap if it could start in these windows."""
        word = self.problem.visits[visit]
        is_found = (self._buildings == word.building) & bool(word.building)
        stay = word.service_s + np.where(is_found, 0, word.find_s)
        low = max(windows[0].start, word.permitted.start)
        high = np.minimum(windows[-1].end, word.permitted.end - stay)
        least_to, road = self._roads_to(visit)
        start = np.maximum(self._ready + road, low)
        leave = start + stay
        least_on, onward = self._roads_from(visit, leave)
        arrive = np.where(start <= high, leave + onward, NEVER)
        first = start.argmin(axis=0, keepdims=True)
        roads_s = self._roads_s + least_to + least_on
        return Bounds(
            start=start.min(axis=0, initial=NEVER),
            latest=np.minimum(high, self._latest - least_on - stay),
            overtime=self._back_at(arrive) - self._rules.back_by,
            detour=np.take_along_axis(road + onward, first, axis=0)[0] - self._direct,
            in_time=np.any(arrive <= self._latest, axis=0),
            in_time_late=np.any(arrive <= self._latest_free, axis=0),
            within=self._rules.within(
                self._num_stops + 1, self._demand + word.demand, roads_s, roads_s + self._stays_s + stay
            ),
        )

    def _back_at(self, arrive: Array) -> Array:
        """The earliest moment at which the team may be back if it reaches the next stop at `arrive`."""
        back, rules = np.maximum(arrive + self._on_s, self._back), self._rules
        rested = np.maximum(arrive[0] + self._on_s + rules.rest_s, back[0])
        back[0] = np.where(back[0] > rules.rest_by, rested, back[0])
        return np.asarray(back.min(axis=0, initial=NEVER), dtype=np.int64)

    def _roads_to(self, visit: int) -> tuple[Array, Array]:
        """The shortest way there at any hour, and at the hours at which the team may leave."""
        least, road = np.zeros(len(self), dtype=np.int64), np.zeros_like(self._ready)
        for matrix, rows in self._modes:
            roads = matrix.seconds[:, self._before[rows], visit]
            least[rows] = roads.min(axis=0)
            road[:, rows] = roads[_periods(matrix, self._ready[:, rows]), np.arange(len(rows))]
        return least, road

    def _roads_from(self, visit: int, leave: Array) -> tuple[Array, Array]:
        """The shortest way on at any hour, and from the hour on in which the team leaves the visit."""
        least, onward = np.zeros(len(self), dtype=np.int64), np.zeros_like(leave)
        for matrix, rows in self._modes:
            roads = matrix.seconds[:, visit, self._after[rows]]
            from_then = np.minimum.accumulate(roads[::-1], axis=0)[::-1]
            least[rows] = from_then[0]
            onward[:, rows] = from_then[_periods(matrix, leave[:, rows]), np.arange(len(rows))]
        return least, onward

    def _through(self, before: Array, after: Array, leave: Array) -> Array:
        road = np.zeros(len(before), dtype=np.int64)
        for matrix, rows in self._modes:
            road[rows] = matrix.seconds[_periods(matrix, leave[rows]), before[rows], after[rows]]
        return road


def _periods(matrix: TravelMatrix, moments: Array) -> Array:
    return np.searchsorted(matrix.period_starts, moments, side="right") - 1


def _column(values: Iterable[int]) -> Array:
    return np.array(list(values), dtype=np.int64)


class _Rules:
    """The limits of the shifts, for each gap."""

    def __init__(self, shifts: Sequence[Shift], of: Array) -> None:
        def limit(values: Iterable[int | None]) -> Array:
            return np.array([NEVER if value is None else value for value in values], dtype=np.int64)[of]

        self.back_by = limit(shift.back_by for shift in shifts)
        self.rest_s = limit(shift.rest.seconds if shift.rest else 0 for shift in shifts)
        self.rest_by = limit(shift.rest.span.end - shift.rest.seconds if shift.rest else None for shift in shifts)
        self._most = {
            Limit.VISITS: limit(shift.max_visits for shift in shifts),
            Limit.CAPACITY: limit(shift.capacity for shift in shifts),
            Limit.TRAVEL: limit(shift.max_travel_s for shift in shifts),
            Limit.TOUR: limit(shift.max_tour_s for shift in shifts),
        }

    def within(self, *needed: Array) -> dict[Limit, Mask]:
        """Where visits, demand, travel and tour are not more than allowed."""
        return {limit: need <= most for (limit, most), need in zip(self._most.items(), needed, strict=True)}
