"""When a team is where: the exact times of one order of visits, with travel by the hour.

A team leaves just in time for its first visit, travels on as soon as a visit ends and waits at the door for a window.
Its first visit starts as early as it can; only a tour that would last too long starts later, if that makes it shorter.
It rests between two visits: before it travels on, or at the next place before it goes to the door; then the rest ends
with the arrival. It rests where that lets it go on earliest. A rest is needed on the tour only if the team leaves
before `span.start + seconds` and is back after `span.end - seconds`: otherwise there is room for it in the span
before it leaves, or once it is back.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.plan import Route, Stop
from planner.routing.exact.labels import NO_REST, Labels, State, at_start, back_home, just_in_time, rests
from planner.routing.exact.objective import penalties
from planner.routing.exact.stays import NEVER, Stays, start_after
from planner.routing.exact.workday import Workday, workdays
from planner.routing.problem import RoutingProblem
from planner.visit import TimeWindow

if TYPE_CHECKING:
    from planner.routing.exact.outline import Outline


class Timing:
    """The times of one problem, prepared for asking many thousand times; visits and shifts by their index."""

    def __init__(self, problem: RoutingProblem) -> None:
        self.problem = problem
        self.stay_at = Stays(problem)
        self.days: list[Workday] = workdays(problem)
        self.stays = [
            (low, later[-1][1] if later else high, service) for low, high, later, service in self.stay_at.alone
        ]
        """Of each visit the earliest and latest start of all windows, and its seconds with finding the building.

        The earliest lies after the latest where it can never start.
        """
        self.places: dict[int, int] = {}
        """The locked place in its tour of each visit that has one."""
        for visit, word in enumerate(problem.visits):
            lock = problem.locks.get(word.id)
            if lock and lock.position:
                self.places[visit] = lock.position
        self._at_start = [at_start(day) for day in self.days]
        self._may_go = [bytearray(len(problem.visits)) for _ in problem.shifts]
        self.outlines: dict[tuple[int, tuple[int, ...]], Outline | None] = {}
        """Tours that `places` has looked at."""

    @cached_property
    def penalties(self) -> tuple[int, ...]:
        """What leaving each visit out costs."""
        return penalties(self.problem)

    @cached_property
    def ranks(self) -> list[int]:
        """The place of each visit in the order of importance, 0 first: by rank, penalty and value, then by id."""
        words, costs = self.problem.visits, self.penalties
        order = sorted(
            range(len(words)), key=lambda v: (not words[v].outranks, -costs[v], -words[v].value, words[v].id)
        )
        return sorted(range(len(order)), key=order.__getitem__)

    def may_go(self, shift: int, visit: int) -> bool:
        """Whether this team has the right, the skills and the dispatcher's word to make this visit."""
        known = self._may_go[shift]
        if not known[visit]:
            known[visit] = 1 if self.problem.may_go(shift, visit) else 2
        return known[visit] == 1

    def has_room(self, shift: int, num_visits: int) -> bool:
        """Whether the team may make so many visits."""
        most = self.problem.shifts[shift].max_visits
        return most is None or num_visits <= most

    def can_carry(self, shift: int, visits: Iterable[int]) -> bool:
        """Whether the team's capacity is enough for what these visits take of it."""
        capacity = self.problem.shifts[shift].capacity
        return capacity is None or sum(self.problem.visits[visit].demand for visit in visits) <= capacity

    def misplaced(self, sequence: Sequence[int]) -> list[int]:
        """The visits that do not stand at their locked place in this order."""
        if not self.places:
            return []
        size = len(sequence)
        placed = ((n, visit, self.places.get(visit, 0)) for n, visit in enumerate(sequence))
        return [visit for n, visit, place in placed if place and n != index_of(place, size)]

    def prefixes(self, shift: int, sequence: Sequence[int]) -> list[Labels]:
        """The labels at the start and after each visit; ends with (None, None) where the sequence breaks."""
        labels = [self._at_start[shift]]
        here = None
        for visit in sequence:
            labels.append(self.step(shift, here, visit, labels[-1]))
            if labels[-1] == (None, None):
                break
            here = visit
        return labels

    def end(self, shift: int, here: int | None, labels: Labels, rest_of: Sequence[int]) -> State | None:
        """The state back at the end after the rest of a tour, from `labels` at visit `here` (None is the start).

        None if it does not hold or is not back in time; whether it is out or on the road too long `kept` says.
        """
        for visit in rest_of:
            labels = self.step(shift, here, visit, labels)
            if labels[0] is None and labels[1] is None:
                return None
            here = visit
        day = self.days[shift]
        return back_home(day, day.start if here is None else here, labels)

    def kept(self, shift: int, sequence: Sequence[int], last: State | None) -> State | None:
        """The state back at the end of a tour that is not too long, None if it is; `last` is that of leaving early.

        Leaving later shortens a tour by what it waits, or by its rest if the team can rest before it leaves.
        """
        day = self.days[shift]
        while last is not None and last[0] - last[6] > day.max_tour_s:
            leave = last[0] - day.max_tour_s
            if not self._waits(day, sequence, last):
                if last[6] >= day.rested_from:
                    return None
                leave = max(leave, day.rested_from)
            last = self.end(shift, None, at_start(day, leave), sequence)
        return last if last is not None and last[1] <= day.max_travel_s else None

    def travel_s(self, shift: int, sequence: Sequence[int]) -> int | None:
        """Seconds on the road for this order of visits, None if it does not hold by its times.

        Rights, number and demand of the visits and their locked places are not looked at.
        """
        if not sequence:
            return 0
        last = self._last(shift, sequence)
        return last[1] if last else None

    def is_allowed(self, shift: int, sequence: Sequence[int]) -> bool:
        """Whether the team may make these visits, whatever their order and times."""
        return (
            self.has_room(shift, len(sequence))
            and all(self.may_go(shift, visit) for visit in sequence)
            and self.can_carry(shift, sequence)
        )

    def holds(self, shift: int, sequence: Sequence[int]) -> bool:
        """Whether the team may and can make these visits in this order, each at its locked place."""
        return (
            self.is_allowed(shift, sequence)
            and not self.misplaced(sequence)
            and self.travel_s(shift, sequence) is not None
        )

    def route(self, shift: int, sequence: Sequence[int]) -> Route | None:
        """The tour with all its times, None if it does not hold."""
        if not self.holds(shift, sequence):
            return None
        last = self._last(shift, sequence) if sequence else None
        hours = self.problem.shifts[shift].hours
        if last is None:
            return Route(self.problem.shifts[shift], (), hours.start, hours.start)
        return self._written(shift, sequence, last)

    def step(self, shift: int, here: int | None, visit: int, labels: Labels) -> Labels:
        """The labels after one more visit, from those at visit `here` (None is the start)."""
        day = self.days[shift]
        if here is not None:
            return self._step(day, here, visit, labels)
        rested, tired = self._step(day, day.start, visit, labels)
        service = self.stay_at.alone[visit][3]
        return (
            rested and just_in_time(day, visit, rested, rested[0] - service),
            tired and just_in_time(day, visit, tired, tired[0] - service),
        )

    def _step(self, day: Workday, here: int, visit: int, labels: Labels) -> Labels:
        """This is the innermost loop of everything."""
        stays = self.stay_at
        building = stays.building[visit]
        is_found = building and building == stays.building[here]
        low, high, later, service = (stays.found if is_found else stays.alone)[visit]
        rested, tired = labels
        starts, roads, leg = day.period_starts, day.roads, here * day.num_nodes + visit
        after: State | None = None
        still: State | None = None
        if rested is not None:
            off = rested[0]
            road = roads[bisect_right(starts, off) - 1][leg]
            arrival = off + road
            start = arrival if arrival > low else low
            if start > high:
                start = start_after(later, arrival)
            if start != NEVER:
                after = (start + service, rested[1] + road, rested, off, arrival, NO_REST, rested[6])
        if tired is not None:
            off = tired[0]
            road = roads[bisect_right(starts, off) - 1][leg]
            arrival = off + road
            start = arrival if arrival > low else low
            if start > high:
                start = start_after(later, arrival)
            if start + service <= day.rest_by:
                still = (start + service, tired[1] + road, tired, off, arrival, NO_REST, tired[6])
            for rest, set_off, arrival, travel in rests(day, leg, off, road):
                start = arrival if arrival > low else low
                if start > high:
                    start = start_after(later, arrival)
                if start != NEVER and (after is None or start + service < after[0]):
                    after = (start + service, tired[1] + travel, tired, set_off, arrival, rest, tired[6])
        if after is not None and still is not None and after[0] <= still[0]:
            still = None
        return after, still

    def _last(self, shift: int, sequence: Sequence[int]) -> State | None:
        return self.kept(shift, sequence, self.end(shift, None, self._at_start[shift], sequence))

    def _waits(self, day: Workday, sequence: Sequence[int], last: State) -> bool:
        """Whether a tour waits anywhere, at a door or for its rest."""
        busy = last[1] + sum(self.stay_at.at(here, visit)[3] for here, visit in pairwise((day.start, *sequence)))
        busy += day.rest_s if any(state[5] != NO_REST for state in _trail(last)) else 0
        return last[0] - last[6] > busy

    def _written(self, shift: int, sequence: Sequence[int], last: State) -> Route:
        day, word = self.days[shift], self.problem.shifts[shift]
        metres = self.problem.matrices[word.mode].metres
        states = _trail(last)
        nodes = [day.start, *sequence, day.end]
        road = [after[1] - before[1] for before, after in pairwise(states)]
        stops = tuple(
            self._stop(nodes[n], visit, states[n + 1], road[n], int(metres[nodes[n], visit]))
            for n, visit in enumerate(sequence)
        )
        rested = [state[5] for state in states if state[5] != NO_REST]
        return Route(
            shift=word,
            stops=stops,
            leave=last[6],
            back=last[4],
            back_travel_s=road[-1],
            back_travel_m=int(metres[nodes[-2], day.end]),
            rest=TimeWindow(rested[0], rested[0] + day.rest_s) if rested else None,
        )

    def _stop(self, here: int, visit: int, state: State, travel_s: int, travel_m: int) -> Stop:
        ready, arrival = state[0], state[4]
        word = self.problem.visits[visit]
        start = ready - self.stay_at.at(here, visit)[3]
        return Stop(word, arrival, start, ready, travel_s, travel_m, locked=word.id in self.problem.locks)


def index_of(place: int, size: int) -> int:
    """Where in a tour of so many visits, counted from 0, a locked place lies; outside of it if that is too short."""
    return place - 1 if place > 0 else size + place


def _trail(last: State) -> list[State]:
    """All states of a tour, from the start to the given one."""
    states = [last]
    while states[-1][2] is not None:
        states.append(states[-1][2])
    return states[::-1]


def schedule(problem: RoutingProblem, shift: int, visits: Sequence[int]) -> Route | None:
    """The exact times of shift number `shift` making these visits (indices) in this order.

    None if that cannot hold. To ask often, keep a `Timing`.
    """
    return Timing(problem).route(shift, visits)
