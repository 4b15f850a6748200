"""One tour with its times on the way out and how late it could be on the way home: where another visit may go in.

The bounds are safe, never exact: they take the fastest roads of all hours, so what they rule out cannot hold. What they
leave is followed by the exact times, until the team is ready at the same second as without the visit.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from planner.routing.exact.labels import Labels, State
from planner.routing.exact.schedule import Timing, index_of
from planner.routing.exact.stays import NEVER, start_before


class Outline:
    """A tour of shift number `shift`, prepared for trying many visits in it.

    Raises:
        ValueError: the tour does not hold by its times.
    """

    def __init__(self, timing: Timing, shift: int, tour: Sequence[int]) -> None:
        self._timing, self.shift, self.tour = timing, shift, tuple(tour)
        self._day = timing.days[shift]
        self._nodes = [self._day.start, *tour, self._day.end]
        self._fast, self._num_nodes = self._day.fastest(), self._day.num_nodes
        self._labels = timing.prefixes(shift, tour)
        self._last = timing.end(shift, tour[-1], self._labels[-1], ()) if tour else None
        kept = timing.kept(shift, tour, self._last)
        if tour and kept is None:
            raise ValueError("The tour does not hold.")
        self.travel_s, self.back = (kept[1], kept[0]) if kept else (0, self._day.leave_from)
        self._ready = [_earliest(labels) for labels in self._labels]
        self._stems = self._chain()
        self._arrive_by: list[int] = []
        self._tired_by: list[int] = []
        self._go_on_by: list[int] = []
        self._tired_go_on_by: list[int] = []
        self._look_back()
        self._first, self._until = self._free_positions()

    def openings(self, visit: int) -> Iterator[tuple[int, int]]:
        """Positions that bounds and locked places do not rule out, each behind the detour by the fastest roads."""
        fast, nodes, num_nodes = self._fast, self._nodes, self._num_nodes
        low, high, later, service = self._timing.stay_at.found[visit]
        last = later[-1][1] if later else high
        first, until = self._positions(visit, len(self.tour) + 1)
        first = max(first, self._first, bisect_left(self._arrive_by, low + service))
        until = min(until, self._until, bisect_right(self._ready, last))
        for position in range(first, until):
            here, after = nodes[position], nodes[position + 1]
            there, on = fast[here * num_nodes + visit], fast[visit * num_nodes + after]
            start = self._ready[position] + there
            if start < low:
                start = low
            if start <= last and start + service + on <= self._arrive_by[position]:
                yield there + on - fast[here * num_nodes + after], position

    def replacements(self, visit: int) -> Iterator[tuple[int, int]]:
        """The same for taking the place of the stop that stands there."""
        fast, nodes, num_nodes = self._fast, self._nodes, self._num_nodes
        low, high, later, service = self._timing.stay_at.found[visit]
        last = later[-1][1] if later else high
        for position in range(*self._positions(visit, len(self.tour))):
            here, gone, after = nodes[position : position + 3]
            there, on = fast[here * num_nodes + visit], fast[visit * num_nodes + after]
            start = max(low, self._ready[position] + there)
            if start <= last and start + service + on <= self._arrive_by[position + 1]:
                yield there + on - fast[here * num_nodes + gone] - fast[gone * num_nodes + after], position

    def try_at(self, visit: int, position: int) -> tuple[int, int, int] | None:
        """With the visit put in there: when it starts, seconds on the road in all, when the team is back."""
        found = self._tried(visit, position)
        if found is None or not self._day.is_limited:
            return found and found[1:]
        leave, _, travel_s, back = found
        if back - leave <= self._day.max_tour_s:
            return found[1:] if travel_s <= self._day.max_travel_s else None
        return self._leaving_later(visit, position)

    def _tried(self, visit: int, position: int) -> tuple[int, int, int, int] | None:
        """The same behind when it leaves; it may be out or on the road too long."""
        timing, shift, tour = self._timing, self.shift, self.tour
        labels = timing.step(shift, tour[position - 1] if position else None, visit, self._labels[position])
        if not self._can_go_on(visit, position, labels):
            return None
        here = visit
        for n in range(position, len(tour)):
            labels = timing.step(shift, here, tour[n], labels)
            here = tour[n]
            rested, tired = labels
            is_late = rested is None or rested[0] > self._go_on_by[n + 1]
            if is_late and (tired is None or tired[0] > self._tired_go_on_by[n + 1]):
                return None
            if _is_ready_alike(labels, self._labels[n + 1]):
                return self._joined(visit, position, labels, n + 1)
        last = timing.end(shift, here, labels, ())
        return (
            (last[6], self._start(visit, position, last, len(tour) + 1 - position), last[1], last[0]) if last else None
        )

    def _joined(self, visit: int, position: int, labels: Labels, n: int) -> tuple[int, int, int, int] | None:
        """From stop n on everything is as it was."""
        stem, last = self._stems[n], self._last
        new, old = labels[stem], self._labels[n][stem]
        if new is None or old is None or last is None:
            return None
        return new[6], self._start(visit, position, new, n - position), new[1] + last[1] - old[1], last[0]

    def _leaving_later(self, visit: int, position: int) -> tuple[int, int, int] | None:
        timing, shift = self._timing, self.shift
        sequence = (*self.tour[:position], visit, *self.tour[position:])
        early = timing.end(shift, None, self._labels[0], sequence)
        last = timing.kept(shift, sequence, early)
        return (self._start(visit, position, last, len(sequence) - position), last[1], last[0]) if last else None

    def stay_s(self, visit: int | None = None, position: int = 0) -> int:
        """Seconds spent in the visits of the tour, with one put in at a position if one is given."""
        tour = self.tour if visit is None else (*self.tour[:position], visit, *self.tour[position:])
        at = self._timing.stay_at.at
        return sum(at(here, there)[3] for here, there in zip((self._nodes[0], *tour), tour, strict=False))

    def _start(self, visit: int, position: int, state: State, steps: int) -> int:
        """When the visit starts, so many stops before a state."""
        for _ in range(steps):
            state = state[2]
        return state[0] - self._timing.stay_at.at(self._nodes[position], visit)[3]

    def _can_go_on(self, visit: int, position: int, labels: Labels) -> bool:
        rested, tired = labels
        on = self._fast[visit * self._num_nodes + self._nodes[position + 1]]
        if rested is not None and rested[0] + on <= self._arrive_by[position]:
            return True
        if tired is None:
            return False
        arrival, day = tired[0] + on, self._day
        is_rest_late = tired[0] > day.rest_by or arrival + day.rest_s > self._arrive_by[position]
        return not is_rest_late or arrival <= self._tired_by[position]

    def _chain(self) -> list[int]:
        """Which of the two labels at each stop leads to the end."""
        stems, state = [0] * len(self._labels), self._last
        for n in range(len(self._labels) - 1, -1, -1):
            state = state[2] if state else None
            stems[n] = 1 if state is not None and state is self._labels[n][1] else 0
        return stems

    def _look_back(self) -> None:
        """The latest arrivals and departures with which the rest of the tour could hold, from the end on."""
        day, nodes, stays = self._day, self._nodes, self._timing.stay_at
        by, tired_by = day.back_by, min(day.back_by, day.rest_by)
        free_by, free_tired_by = by, tired_by
        for n in range(len(self.tour), -1, -1):
            self._arrive_by.append(free_by)
            self._tired_by.append(free_tired_by)
            road = self._fast[nodes[n] * self._num_nodes + nodes[n + 1]]
            go_on, tired_go_on = by - road, tired_by - road
            if by >= day.rested_from:
                tired_go_on = max(tired_go_on, min(day.rest_by, go_on - day.rest_s))
            self._go_on_by.append(go_on)
            self._tired_go_on_by.append(tired_go_on)
            if n:
                stay, found = stays.at(nodes[n - 1], nodes[n]), stays.found[nodes[n]]
                by, tired_by = (start_before(stay, moment - stay[3]) for moment in (go_on, tired_go_on))
                free_by, free_tired_by = by, tired_by
                if found is not stay:
                    free_by, free_tired_by = (start_before(found, m - found[3]) for m in (go_on, tired_go_on))
        for bounds in (self._arrive_by, self._tired_by, self._go_on_by, self._tired_go_on_by):
            bounds.reverse()

    def _positions(self, visit: int, size: int) -> tuple[int, int]:
        """The positions (from, until) that the visit's own lock leaves in a tour of so many visits, it included."""
        place = self._timing.places.get(visit)
        if not place:
            return 0, size
        position = index_of(place, size)
        return (position, position + 1) if 0 <= position < size else (0, 0)

    def _free_positions(self) -> tuple[int, int]:
        """The positions (from, until) at which a visit more leaves or brings all locked ones to their places."""
        first, until = 0, len(self.tour) + 1
        for n, visit in enumerate(self.tour) if self._timing.places else ():
            place = self._timing.places.get(visit)
            shift = index_of(place, len(self.tour) + 1) - n if place else None
            if shift == 0:
                first = max(first, n + 1)
            elif shift == 1:
                until = min(until, n + 1)
            elif shift is not None:
                return 0, 0
        return first, until


def _earliest(labels: Labels) -> int:
    rested, tired = labels
    return tired[0] if tired is not None else rested[0] if rested is not None else NEVER


def _is_ready_alike(labels: Labels, others: Labels) -> bool:
    (rested, tired), (other_rested, other_tired) = labels, others
    if rested is None or other_rested is None:
        if rested is not other_rested:
            return False
    elif rested[0] != other_rested[0]:
        return False
    if tired is None or other_tired is None:
        return tired is other_tired
    return bool(tired[0] == other_tired[0])
