"""A shift in plain numbers: its hours, its rest, its limits, its roads."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.routing.exact.stays import NEVER
from planner.routing.problem import RoutingProblem
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow

Roads = tuple["memoryview[int]", ...]
"""For each period the seconds from node to node, row by row: `TravelMatrix` without numpy's cost of one number."""


@dataclass(frozen=True, slots=True)
class Workday:
    """One shift; `rest_by` is the latest start of a rest, NEVER stands for no limit."""

    start: int
    end: int
    leave_from: int
    back_by: int
    rest_from: int
    rest_by: int
    rest_s: int
    max_tour_s: int
    max_travel_s: int
    num_nodes: int
    period_starts: tuple[int, ...]
    roads: Roads
    fastest: Callable[[], "memoryview[int]"]
    """The least seconds from node to node over all periods in which a team of this mode may be out."""

    def travel(self, origin: int, destination: int, departure: int) -> int:
        """Seconds from node to node when leaving at this second of the day."""
        return self.roads[bisect_right(self.period_starts, departure) - 1][origin * self.num_nodes + destination]

    @property
    def rested_from(self) -> int:
        """Who leaves then or later has had room for the rest before."""
        return self.rest_from + self.rest_s

    @property
    def is_limited(self) -> bool:
        """Whether the whole tour or its travel has a limit of its own."""
        return self.max_tour_s < NEVER or self.max_travel_s < NEVER


def workdays(problem: RoutingProblem) -> list[Workday]:
    """The days of all shifts."""
    modes = {mode: _Mode(problem, mode) for mode in {shift.mode for shift in problem.shifts}}
    return [_workday(problem, k, modes[shift.mode]) for k, shift in enumerate(problem.shifts)]


class _Mode:
    """The matrix of one mode; its fastest roads are worked out when they are first asked for."""

    def __init__(self, problem: RoutingProblem, mode: str) -> None:
        self.matrix = problem.matrices[mode]
        self.roads = tuple(_flat(seconds) for seconds in self.matrix.seconds)
        shifts = [shift for shift in problem.shifts if shift.mode == mode]
        self._out = TimeWindow(
            min(shift.hours.start for shift in shifts), max(max(shift.hours.start, shift.back_by) for shift in shifts)
        )
        self._fastest: memoryview[int] | None = None

    def fastest(self) -> "memoryview[int]":
        if self._fastest is None:
            self._fastest = _flat(_fastest(self.matrix, self._out))
        return self._fastest


def _fastest(matrix: TravelMatrix, out: TimeWindow) -> npt.NDArray[np.int32]:
    first, last = matrix.period_at(out.start), matrix.period_at(out.end)
    return np.asarray(matrix.seconds[first : last + 1].min(axis=0))


def _flat(seconds: npt.NDArray[np.int32]) -> "memoryview[int]":
    return np.ascontiguousarray(seconds, dtype=np.int32).reshape(-1).data


def _workday(problem: RoutingProblem, k: int, mode: _Mode) -> Workday:
    shift = problem.shifts[k]
    span, seconds = (shift.rest.span, shift.rest.seconds) if shift.rest else (TimeWindow(-NEVER, NEVER), 0)
    return Workday(
        start=problem.start_node(k),
        end=problem.end_node(k),
        leave_from=shift.hours.start,
        back_by=shift.back_by,
        rest_from=span.start,
        rest_by=span.end - seconds,
        rest_s=seconds,
        max_tour_s=NEVER if shift.max_tour_s is None else shift.max_tour_s,
        max_travel_s=NEVER if shift.max_travel_s is None else shift.max_travel_s,
        num_nodes=problem.num_nodes,
        period_starts=mode.matrix.period_starts,
        roads=mode.roads,
        fastest=mode.fastest,
    )
