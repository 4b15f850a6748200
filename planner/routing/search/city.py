"""A problem as arrays, for the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planner.routing.exact.objective import penalties
from planner.routing.problem import RoutingProblem
from planner.routing.search.arrays import (
    BACK_BY,
    FORBIDDEN,
    LEAVE_FROM,
    NEVER,
    SERVICE,
    SHIFT_COLUMNS,
    UNTIL,
    VISIT_COLUMNS,
    Int32,
    Int64,
)
from planner.shift import Shift
from planner.visit import TimeWindow, Visit

_NEAR = 100
"""Neighbours that are kept for each visit."""
_WAIT_WEIGHT, _LATE_WEIGHT = 0.2, 1.0
"""What a second of waiting or lateness between two visits counts beside one of travel when neighbours are chosen.

As in Vidal and others, "A hybrid genetic algorithm with adaptive diversity management for a large class of vehicle
routing problems with time-windows", Computers & Operations Research 40 (2013).
"""

Order = tuple[tuple[int, ...], ...]
"""For each shift its visits in order, all by index."""


@dataclass(frozen=True, slots=True)
class City:
    """A routing problem in numbers, nodes as in `RoutingProblem`; what the fields hold `Day` says.

    `blocks` has shape (matrices, nodes, nodes); `block_of` (modes, periods) says which one holds.
    """

    starts: Int64
    blocks: npt.NDArray[np.int32]
    block_of: Int64
    windows: Int32
    visits: Int32
    shifts: Int64
    wish: Int32
    penalty: Int64
    overtime_permille: int
    balance_permille: int

    @property
    def num_visits(self) -> int:
        """How many visits there are."""
        return int(self.windows.shape[0])

    @property
    def num_shifts(self) -> int:
        """How many shifts there are."""
        return int(self.wish.shape[0])


def city_of(problem: RoutingProblem) -> City:
    """The whole problem in numbers."""
    modes = list(dict.fromkeys(shift.mode for shift in problem.shifts))
    starts, blocks, block_of = _matrices(problem, modes)
    buildings = {name: i for i, name in enumerate(sorted({v.building for v in problem.visits if v.building}))}
    shifts, visits = problem.shifts, problem.visits
    wishes = [
        [problem.wish_cost(k, v) if problem.may_go(k, v) else FORBIDDEN for v in range(len(visits))]
        for k in range(len(shifts))
    ]
    return City(
        starts,
        blocks,
        block_of,
        _windows(problem),
        visits=_int32([_visit_row(problem, buildings, v) for v in visits]).reshape(-1, VISIT_COLUMNS),
        shifts=_int64([_shift_row(modes.index(s.mode), s) for s in shifts]).reshape(-1, SHIFT_COLUMNS),
        wish=np.array(wishes, dtype=np.int32).reshape(len(shifts), len(visits)),
        penalty=_int64(penalties(problem)),
        overtime_permille=int(1000 * problem.wishes.overtime_price),
        balance_permille=int(1000 * problem.wishes.balance),
    )


def typical(city: City) -> City:
    """The city with one period: seconds are the mean over the hours in which the origin may be left, rounded up."""
    if len(city.starts) == 1:
        return city
    begins = city.starts
    ends = np.append(begins[1:], NEVER)
    low = city.windows[:, 0, 0] + city.visits[:, SERVICE]
    high = np.minimum(city.windows[:, -1, 1] + city.visits[:, SERVICE], city.visits[:, UNTIL])
    teams = np.repeat(city.shifts[:, [LEAVE_FROM, BACK_BY]], 2, axis=0)
    spans = np.concatenate([np.stack([low, np.maximum(low, high)], axis=1), teams])
    shared = np.minimum(spans[:, 1:] + 1, ends) - np.maximum(spans[:, :1], begins)
    weight = np.clip(shared, 0, None).astype(np.float32)
    weight /= np.maximum(weight.sum(axis=1, keepdims=True), 1)
    blocks = np.empty((len(city.block_of), *city.blocks.shape[1:]), dtype=np.int32)
    for mode, of_mode in enumerate(city.block_of):
        seconds = np.zeros(city.blocks.shape[1:], dtype=np.float32)
        for block in np.unique(of_mode):
            seconds += weight[:, of_mode == block].sum(axis=1)[:, None] * city.blocks[block]
        blocks[mode] = np.ceil(seconds)
    one = np.arange(len(blocks), dtype=np.int64)[:, None]
    return replace(city, starts=np.zeros(1, dtype=np.int64), blocks=blocks, block_of=one)


def neighbours(city: City) -> Int64:
    """For each visit the others in the order in which they are worth standing next to, shape (n, up to 100)."""
    n = city.num_visits
    travel = city.blocks[:, :n, :n].min(axis=0).astype(np.float32)
    opens, closes = city.windows[:, 0, 0], city.windows[:, -1, 1]
    done = city.visits[:, SERVICE]
    waiting = np.maximum(opens[None, :] - (closes + done)[:, None] - travel, 0)
    late = np.maximum((opens + done)[:, None] + travel - closes[None, :], 0)
    apart = travel + _WAIT_WEIGHT * waiting + _LATE_WEIGHT * late
    apart = np.minimum(apart, apart.T)
    np.fill_diagonal(apart, np.inf)
    most = min(_NEAR, n - 1) if n > 1 else 0
    nearest = (
        np.argpartition(apart, most - 1, axis=1)[:, :most] if 0 < most < n - 1 else np.argsort(apart, axis=1)[:, :most]
    )
    order = np.argsort(np.take_along_axis(apart, nearest, axis=1), axis=1, kind="stable")
    return np.take_along_axis(nearest, order, axis=1).astype(np.int64)


def _matrices(problem: RoutingProblem, modes: Sequence[str]) -> tuple[Int64, npt.NDArray[np.int32], Int64]:
    """Each different matrix once, and which one holds for mode and period."""
    matrices = [problem.matrices[mode] for mode in modes]
    starts = sorted({start for matrix in matrices for start in matrix.period_starts} | {0})
    kept: list[npt.NDArray[np.int32]] = []
    block_of = np.zeros((len(modes), len(starts)), dtype=np.int64)
    for mode, matrix in enumerate(matrices):
        known: dict[int, int] = {}
        for period, start in enumerate(starts):
            theirs = matrix.period_at(start)
            if theirs not in known:
                seconds = matrix.seconds[theirs]
                same = next((i for i in known.values() if np.array_equal(kept[i], seconds)), None)
                if same is None:
                    kept.append(seconds)
                known[theirs] = len(kept) - 1 if same is None else same
            block_of[mode, period] = known[theirs]
    blocks = np.array(kept, dtype=np.int32).reshape(-1, problem.num_nodes, problem.num_nodes)
    return np.array(starts, dtype=np.int64), blocks, block_of


def _windows(problem: RoutingProblem) -> Int32:
    """Earliest and latest starts, shape (visits, most windows, 2); one that can never start has it in vain."""
    most = max((len(v.windows) for v in problem.visits), default=1)
    spans = [_starts(problem, visit) for visit in problem.visits]
    padded = [[*span, *[span[-1]] * (most - len(span))] for span in spans]
    return np.array(padded, dtype=np.int32).reshape(-1, most, 2)


def _starts(problem: RoutingProblem, visit: Visit) -> list[tuple[int, int]]:
    lock = problem.locks.get(visit.id)
    hours = TimeWindow(visit.permitted.start, max(visit.permitted.start, visit.permitted.end - visit.service_s))
    found = [both for window in visit.windows if (both := window.clip(hours))]
    if lock is not None and lock.start is not None:
        at = TimeWindow(lock.start, lock.start)
        found = [both for window in found if (both := window.clip(at))]
    return [(window.start, window.end) for window in found] or [(-1, -1)]


def _visit_row(problem: RoutingProblem, buildings: Mapping[str, int], visit: Visit) -> list[int]:
    lock = problem.locks.get(visit.id)
    place = (lock.position or 0) if lock else 0
    building = buildings.get(visit.building, -1)
    return [visit.permitted.end, visit.service_s, visit.find_s, building, visit.demand, place]


def _shift_row(mode: int, shift: Shift) -> list[int]:
    rest = [-NEVER, NEVER, 0]
    if shift.rest:
        rest = [shift.rest.span.start, shift.rest.span.end - shift.rest.seconds, shift.rest.seconds]
    limits = [_limit(most) for most in (shift.max_visits, shift.max_travel_s, shift.max_tour_s, shift.capacity)]
    return [mode, shift.hours.start, shift.hours.end, shift.back_by, *rest, *limits]


def _limit(most: int | None) -> int:
    return NEVER if most is None else most


def _int32(values: Sequence[int] | Sequence[Sequence[int]]) -> Int32:
    return np.array(values, dtype=np.int32)


def _int64(values: Sequence[int] | Sequence[Sequence[int]]) -> Int64:
    return np.array(values, dtype=np.int64)
