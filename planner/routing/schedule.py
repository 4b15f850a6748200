"""When a team is where: the exact times of one order of visits, with travel by the hour.

A team leaves just in time for its first visit, travels on as soon as a visit ends and waits at the door for a window.
It rests between two visits: before it travels on, or at the next place before it goes to the door; then the rest ends
with the arrival. It rests where that lets it go on earliest. A rest is needed on the tour only if the team leaves
before `span.start + seconds` and is back after `span.end - seconds`: otherwise there is room for it in the span
before it leaves, or once it is back.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.plan import Route, Stop
from planner.routing.problem import RoutingProblem
from planner.shift import Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow

NEVER = 1 << 40
_NO_REST = -1

Travel = Callable[[int, int, int], int]
State = tuple[int, int, Any, int, int, int]
"""After a stop: ready to go on, seconds travelled, the state before, set off from there, arrived here, rest began."""
Labels = tuple[State | None, State | None]
"""The earliest state of a team that needs no more rest, and of one that still has to rest if that is earlier."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A shift in plain numbers; `rest_by` is the latest start of a rest."""

    start: int
    end: int
    leave_from: int
    back_by: int
    rest_from: int
    rest_by: int
    rest_s: int
    travel: Travel


class Timing:
    """The times of one problem, prepared for asking many thousand times; visits and shifts by their index."""

    def __init__(self, problem: RoutingProblem) -> None:
        self.problem = problem
        self.stays = [
            (
                max(v.window.start, v.permitted.start),
                min(v.window.end, v.permitted.end - v.service_s),
                v.service_s,
            )
            for v in problem.visits
        ]
        """Of each visit the earliest and the latest start, and how long it takes."""
        travels = {mode: _travel(matrix) for mode, matrix in problem.matrices.items()}
        self._days = [_day(problem, k, travels[shift.mode]) for k, shift in enumerate(problem.shifts)]
        self._at_start = [_labels_at_start(day) for day in self._days]

    def may_go(self, shift: int, visit: int) -> bool:
        """Whether this team is allowed at this visit."""
        allowed = self.problem.visits[visit].allowed_teams
        return allowed is None or self.problem.shifts[shift].team in allowed

    def has_room(self, shift: int, num_visits: int) -> bool:
        """Whether the team may make so many visits."""
        most = self.problem.shifts[shift].max_visits
        return most is None or num_visits <= most

    def prefixes(self, shift: int, sequence: Sequence[int]) -> list[Labels]:
        """The labels at the start and after each visit; ends with (None, None) where the sequence breaks."""
        labels = [self._at_start[shift]]
        here = self._days[shift].start
        for visit in sequence:
            labels.append(self._step(shift, here, visit, labels[-1]))
            if labels[-1] == (None, None):
                break
            here = visit
        return labels

    def end(self, shift: int, here: int | None, labels: Labels, rest_of: Sequence[int]) -> State | None:
        """The state back at the end after the rest of a tour, from `labels` at visit `here` (None is the start)."""
        day = self._days[shift]
        node = day.start if here is None else here
        for visit in rest_of:
            labels = self._step(shift, node, visit, labels)
            if labels[0] is None and labels[1] is None:
                return None
            node = visit
        return _back(day, node, labels)

    def travel_s(self, shift: int, sequence: Sequence[int]) -> int | None:
        """Seconds on the road for this order of visits, None if it does not hold."""
        if not sequence:
            return 0
        last = self.end(shift, None, self._at_start[shift], sequence)
        return last[1] if last else None

    def holds(self, shift: int, sequence: Sequence[int]) -> bool:
        """Whether the team may and can make these visits in this order."""
        is_allowed = self.has_room(shift, len(sequence)) and all(self.may_go(shift, visit) for visit in sequence)
        return is_allowed and self.travel_s(shift, sequence) is not None

    def route(self, shift: int, sequence: Sequence[int]) -> Route | None:
        """The tour with all its times, None if it does not hold."""
        if not self.holds(shift, sequence):
            return None
        last = self.end(shift, None, self._at_start[shift], sequence) if sequence else None
        hours = self.problem.shifts[shift].hours
        if last is None:
            return Route(self.problem.shifts[shift], (), hours.start, hours.start)
        return self._written(shift, sequence, last)

    def _step(self, shift: int, here: int, visit: int, labels: Labels) -> Labels:
        """The labels after one more visit; this is the innermost loop of everything."""
        day = self._days[shift]
        low, high, service = self.stays[visit]
        rested, tired = labels
        after: State | None = None
        still: State | None = None
        if rested is not None:
            set_off = rested[0]
            road = day.travel(here, visit, set_off)
            arrival = set_off + road
            start = arrival if arrival > low else low
            if start <= high:
                after = (start + service, rested[1] + road, rested, set_off, arrival, _NO_REST)
        if tired is not None:
            set_off = tired[0]
            road = day.travel(here, visit, set_off)
            arrival = set_off + road
            start = arrival if arrival > low else low
            if start <= high and start + service <= day.rest_by:
                still = (start + service, tired[1] + road, tired, set_off, arrival, _NO_REST)
            for rest, off, leg in _rests(day, here, visit, set_off, road):
                arrival = rest + day.rest_s if off == set_off else off + leg
                start = arrival if arrival > low else low
                if start <= high and (after is None or start + service < after[0]):
                    after = (start + service, tired[1] + leg, tired, off, arrival, rest)
        if after is not None and still is not None and after[0] <= still[0]:
            still = None
        return after, still

    def _written(self, shift: int, sequence: Sequence[int], last: State) -> Route:
        day, word = self._days[shift], self.problem.shifts[shift]
        matrix = self.problem.matrices[word.mode]
        states = [last]
        while states[-1][2] is not None:
            states.append(states[-1][2])
        states.reverse()
        states[1] = self._just_in_time(day, sequence[0], states[0], states[1])
        nodes = [day.start, *sequence, day.end]
        stops = tuple(
            self._stop(visit, state, day.travel(nodes[n], visit, state[3]), int(matrix.metres[nodes[n], visit]))
            for n, (visit, state) in enumerate(zip(sequence, states[1:], strict=False))
        )
        rests = [state[5] for state in states if state[5] != _NO_REST]
        return Route(
            shift=word,
            stops=stops,
            leave=states[1][3],
            back=last[4],
            back_travel_s=day.travel(nodes[-2], day.end, last[3]),
            back_travel_m=int(matrix.metres[nodes[-2], day.end]),
            rest=TimeWindow(rests[0], rests[0] + day.rest_s) if rests else None,
        )

    def _stop(self, visit: int, state: State, travel_s: int, travel_m: int) -> Stop:
        ready, arrival = state[0], state[4]
        return Stop(self.problem.visits[visit], arrival, ready - self.stays[visit][2], ready, travel_s, travel_m)

    def _just_in_time(self, day: _Day, visit: int, at_start: State, first: State) -> State:
        """The first stop again, but leaving as late as its start allows; a rest on arrival is put off likewise."""
        start = first[0] - self.stays[visit][2]
        if first[5] == _NO_REST:
            leave = self._latest_leave(day, visit, at_start[0], start)
            return (*first[:3], leave, leave + day.travel(day.start, visit, leave), _NO_REST)
        rest = min(day.rest_by, start - day.rest_s)
        leave = self._latest_leave(day, visit, at_start[0], rest)
        return (*first[:3], leave, rest + day.rest_s, rest)

    def _latest_leave(self, day: _Day, visit: int, earliest: int, arrive_by: int) -> int:
        """The latest second at which to leave so as to be there in time; later periods may be faster."""
        matrix = self.problem.matrices[self.problem.shifts[(day.start - len(self.problem.visits)) // 2].mode]
        until = NEVER
        for begins in reversed(matrix.period_starts):
            leave = min(arrive_by - day.travel(day.start, visit, begins), until - 1)
            if leave >= max(begins, earliest):
                return leave
            until = begins
        return earliest


def schedule(problem: RoutingProblem, shift: int, visits: Sequence[int]) -> Route | None:
    """The exact times of shift number `shift` making these visits (indices) in this order.

    None if that cannot hold. To ask often, keep a `Timing`.
    """
    return Timing(problem).route(shift, visits)


def _rests(day: _Day, here: int, visit: int, ready: int, road: int) -> list[tuple[int, int, int]]:
    """Where the rest fits on this leg: its start, when the team sets off, seconds on the road."""
    found = []
    rest = ready if ready > day.rest_from else day.rest_from
    if rest <= day.rest_by:
        off = rest + day.rest_s
        found.append((rest, off, day.travel(here, visit, off)))
        arrival = ready + road
        rest = arrival if arrival > day.rest_from else day.rest_from
        if rest <= day.rest_by:
            found.append((rest, ready, road))
    return found


def _back(day: _Day, here: int, labels: Labels) -> State | None:
    """The earliest way back in time; a team that is back early enough rests afterwards."""
    rested, tired = labels
    ways: list[State] = []
    if rested is not None:
        off = rested[0]
        road = day.travel(here, day.end, off)
        ways.append((off + road, rested[1] + road, rested, off, off + road, _NO_REST))
    if tired is not None:
        off = tired[0]
        road = day.travel(here, day.end, off)
        if off + road <= day.rest_by:
            ways.append((off + road, tired[1] + road, tired, off, off + road, _NO_REST))
        rest = max(off, day.rest_from)
        if rest <= day.rest_by:
            off = rest + day.rest_s
            road = day.travel(here, day.end, off)
            ways.append((off + road, tired[1] + road, tired, off, off + road, rest))
    first = min(ways, key=lambda way: way[0], default=None)
    return first if first is not None and first[0] <= day.back_by else None


def _day(problem: RoutingProblem, k: int, travel: Travel) -> _Day:
    shift: Shift = problem.shifts[k]
    span, seconds = (shift.rest.span, shift.rest.seconds) if shift.rest else (TimeWindow(-NEVER, NEVER), 0)
    return _Day(
        start=problem.start_node(k),
        end=problem.end_node(k),
        leave_from=shift.hours.start,
        back_by=shift.hours.end,
        rest_from=span.start,
        rest_by=span.end - seconds,
        rest_s=seconds,
        travel=travel,
    )


def _labels_at_start(day: _Day) -> Labels:
    rested_from = day.rest_from + day.rest_s
    if day.leave_from >= rested_from:
        return (day.leave_from, 0, None, 0, 0, _NO_REST), None
    return (rested_from, 0, None, 0, 0, _NO_REST), (day.leave_from, 0, None, 0, 0, _NO_REST)


def _travel(matrix: TravelMatrix) -> Travel:
    """`matrix.travel_s` without numpy's cost of touching one number."""
    flat: memoryview[int] = np.ascontiguousarray(matrix.seconds, dtype=np.int32).reshape(-1).data
    starts, n = matrix.period_starts, matrix.metres.shape[0]
    if len(starts) == 1:
        return lambda origin, destination, _departure: flat[origin * n + destination]
    size = n * n

    return lambda origin, destination, departure: flat[
        (bisect_right(starts, departure) - 1) * size + origin * n + destination
    ]
