"""A part of a city: some shifts with some visits, numbered anew, as the compiled search wants them."""

from collections.abc import Mapping, Sequence

import numpy as np

from planner.routing.search.arrays import POSITION, ROUTE, SIZE, Day, Int32, Int64, Tours
from planner.routing.search.city import City
from planner.routing.search.tours import empty_tours, update

_NEAR_IN_PART = 40
_ENDS = np.array([[0, 0, 0, -1, 0, 0]], dtype=np.int32)
"""An end of a shift among the visits: nothing to do there, in no building."""


class Part:
    """Some shifts and some visits of a city as a day of their own, with what the search needs to know of both."""

    def __init__(self, city: City, near: Int64, shifts: Int64, visits: Int64) -> None:
        self.shifts, self.visits = shifts, visits
        n, m = len(visits), len(shifts)
        ends = city.num_visits + 2 * shifts
        nodes = np.concatenate([visits, np.stack([ends, ends + 1], axis=1).reshape(-1)])
        blocks = city.blocks[:, nodes[:, None], nodes[None, :]]
        self._local = np.full(city.num_visits, -1, dtype=np.int64)
        self._local[visits] = np.arange(n)
        self.day = Day(
            n=n,
            m=m,
            width=n + 3,
            starts=city.starts,
            block=city.block_of.reshape(-1),
            travel=blocks.reshape(-1),
            back=np.ascontiguousarray(blocks.transpose(0, 2, 1)).reshape(-1),
            windows=np.ascontiguousarray(city.windows[visits]),
            visits=np.concatenate([city.visits[visits], _ENDS.repeat(2 * m, axis=0)]),
            shifts=city.shifts[shifts],
            wish=np.ascontiguousarray(city.wish[np.ix_(shifts, visits)]).reshape(-1),
            penalty=city.penalty[visits],
            near=self._near(near),
            overtime_permille=city.overtime_permille,
            balance_permille=city.balance_permille,
        )

    def tours_of(self, order: Sequence[Sequence[int]] | Mapping[int, Sequence[int]]) -> Tours:
        """The tours of this part's shifts out of the city's, by shift; what does not hold is left out."""
        tours = empty_tours(self.day)
        for k, shift in enumerate(self.shifts):
            self._lay(tours, k, [int(self._local[visit]) for visit in order[shift] if self._local[visit] >= 0])
        return tours

    def order_of(self, seq: Int32, sizes: Int64) -> dict[int, tuple[int, ...]]:
        """For each shift of the city its visits in order, from this part's tours."""
        rows = seq.reshape(self.day.m, self.day.width)
        return {
            int(shift): tuple(int(v) for v in self.visits[rows[k, 1 : sizes[k] + 1]])
            for k, shift in enumerate(self.shifts)
        }

    def _near(self, near: Int64) -> Int32:
        """Neighbours that are in the part, nearest first, and -1 behind them."""
        local = np.where(near[self.visits] >= 0, self._local[near[self.visits]], -1)
        front = np.argsort(local < 0, axis=1, kind="stable")
        return np.ascontiguousarray(np.take_along_axis(local, front, axis=1)[:, :_NEAR_IN_PART], dtype=np.int32)

    def _lay(self, tours: Tours, k: int, visits: list[int]) -> None:
        """Lay a tour; from the first visit that does not hold on, one by one as far as they do."""
        row = k * self.day.width

        def write(sequence: list[int]) -> bool:
            end = tours.seq[row + tours.sums[k, SIZE] + 1]
            tours.seq[row + 1 : row + 1 + len(sequence)] = sequence
            tours.seq[row + 1 + len(sequence)] = end
            tours.sums[k, SIZE] = len(sequence)
            return bool(update(self.day, tours, k))

        if not write(visits):
            kept: list[int] = []
            for visit in visits:
                if write([*kept, visit]):
                    kept.append(visit)
            write(kept)
            visits = kept
        tours.places[visits, ROUTE] = k
        tours.places[visits, POSITION] = np.arange(1, len(visits) + 1)
