"""Slots to offer while the debtor is on the phone: windows of the coming days in which a team can be at the door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from heapq import nsmallest
from itertools import islice

import numpy as np

from planner.plan import Route
from planner.routing.exact.insert import complete
from planner.routing.exact.objective import route_cost
from planner.routing.exact.part import agreed, latest_start, part
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.reasons.gaps import Gaps
from planner.visit import TimeWindow, Visit

WIDTH_S = 7200
"""How wide a window is offered."""
NUM_OFFERS = 5
_STEP_S = 1800
_NOON_S = 43_200
_LEAST_ROOM_S = 600
"""A start that cannot slip by ten minutes is not offered: no travel estimate is that exact."""
_MOST_TRIED = 60
"""Places that are timed exactly for one half of a day, the cheapest first, until one holds."""
_MORE_TRIED = 3
"""Places that are timed after one that holds, in case they turn out cheaper than they looked."""


@dataclass(frozen=True, slots=True)
class DayState:
    """A coming day: a problem that holds the wanted visit too, whose windows are all that it may be offered.

    `routes` are the day's plan; without one they are the appointments' (`tentative`), which are worked out if it is
    None. A team of a route that is not in the problem is left out.
    """

    day: date
    problem: RoutingProblem
    routes: Sequence[Route] | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A window in which the visit would start.

    What is promised: agreed to this window, the visit holds in the tour of `team` at `position` (from 0), where all
    others keep their order, their agreed windows and their locks. It would start at `start`, and could start as late
    as `latest`, both inside the window and ten minutes apart or more, unless the window is shorter; of other starts in
    it nothing is said. Any start in the window keeps the whole visit in the permitted hours. `extra_s` is what the tour
    is longer on the road, `cost_s` what the plan costs more in all: wishes, overtime and balance as well.
    """

    day: date
    window: TimeWindow
    team: str
    position: int
    start: int
    latest: int
    extra_s: int
    cost_s: int


def tentative(problem: RoutingProblem, without: str = "") -> tuple[Route, ...]:
    """Routes for the appointments of a day that has no plan yet, `without` the visit with that id."""
    visits = (replace(v, allowed_teams=frozenset()) if v.id == without else v for v in problem.visits)
    timing = Timing(replace(problem, visits=tuple(visits)))
    routes = (timing.route(shift, tour) for shift, tour in enumerate(complete(timing, [[] for _ in problem.shifts])))
    return tuple(route for route in routes if route and route.stops)


def offers(
    days: Sequence[DayState], visit: str, *, width_s: int = WIDTH_S, num_offers: int = NUM_OFFERS
) -> tuple[Offer, ...]:
    """The cheapest windows for the visit with this id over all days, the cheapest first.

    There is at most one in each half of a day, unless that makes too few; then windows of one day do not overlap.

    Raises:
        KeyError: the visit is not in a day's problem.
    """
    desks = [_Desk(state, visit, width_s) for state in days]
    halves = (offer for desk in desks for offer in desk.one_each_half())
    chosen = nsmallest(num_offers, halves, key=_rank)
    if len(chosen) < num_offers:
        more = (desk.best([slot]) for desk in desks for slot in desk.slots)
        for offer in sorted(filter(None, more), key=_rank):
            if len(chosen) < num_offers and not any(_overlap(offer, other) for other in chosen):
                chosen.append(offer)
    return tuple(sorted(chosen, key=_rank))


def _rank(offer: Offer) -> tuple[int, date, int]:
    return offer.cost_s, offer.day, offer.window.start


def _overlap(one: Offer, other: Offer) -> bool:
    is_apart = one.window.end <= other.window.start or other.window.end <= one.window.start
    return one.day == other.day and not is_apart


class _Desk:
    """One day with everything prepared to ask for the visit."""

    def __init__(self, state: DayState, visit: str, width_s: int) -> None:
        self.day, self.problem = state.day, state.problem
        self.timing = Timing(self.problem)
        nodes = {word.id: node for node, word in enumerate(self.problem.visits)}
        self.visit, shifts = nodes[visit], range(len(self.problem.shifts))
        word = self.problem.visits[self.visit]
        self.slots = list(_slots(word, width_s))
        routes = tentative(self.problem, without=visit) if state.routes is None else state.routes
        by_team = {r.shift.team: [nodes[s.visit.id] for s in r.stops if s.visit.id != visit] for r in routes}
        self.gaps = Gaps(self.timing, [by_team.get(shift.team, []) for shift in self.problem.shifts])
        self.bounds = self.gaps.bounds(self.visit, word.windows)
        may_go = np.array([self.timing.may_go(k, self.visit) for k in shifts], dtype=bool)
        wishes = np.array([self.problem.wish_cost(k, self.visit) for k in shifts], dtype=np.int64)
        self._fits = self.bounds.fits() & may_go[self.gaps.shift]
        self._price = self.bounds.detour + wishes[self.gaps.shift]
        self._holds: dict[int, bool] = {}
        self._before: dict[int, tuple[int, int]] = {}

    def one_each_half(self) -> list[Offer]:
        """The cheapest that begins before noon, and the cheapest other one apart from it."""
        before = self.best([slot for slot in self.slots if slot.start < _NOON_S])
        rest = [s for s in self.slots if s.start >= _NOON_S and not (before and before.window.end > s.start)]
        return [offer for offer in (before, self.best(rest)) if offer]

    def best(self, slots: Sequence[TimeWindow]) -> Offer | None:
        """The cheapest offer found among these slots, None if none holds."""
        found: Offer | None = None
        tried_after = 0
        for price, gap, slot in islice(self._in_order(slots), _MOST_TRIED):
            if found and (price >= found.cost_s or tried_after == _MORE_TRIED):
                break
            tried_after += found is not None
            offer = self._offer(gap, slot)
            found = min(filter(None, (found, offer)), key=_rank, default=None)
        return found

    def _in_order(self, slots: Sequence[TimeWindow]) -> Iterator[tuple[int, int, TimeWindow]]:
        """Places in the plan and slots in which the visit may fit there, the cheapest first.

        Of several slots for one place the one that leaves most room and has it in its middle comes first.
        """
        if not slots:
            return
        starts = [np.maximum(self.bounds.start, slot.start) for slot in slots]
        ends = [np.minimum(self.bounds.latest, slot.end) for slot in slots]
        rooms = np.array([np.where(self._fits, end - start, -1) for start, end in zip(starts, ends, strict=True)])
        off_centre = [abs(s + e - slot.start - slot.end) for s, e, slot in zip(starts, ends, slots, strict=True)]
        which, gaps = np.nonzero(rooms >= 0)
        order = np.lexsort((which, np.array(off_centre)[which, gaps], -rooms[which, gaps], self._price[gaps]))
        for n in order:
            gap = int(gaps[n])
            if self._holds_at_all(gap):
                yield int(self._price[gap]), gap, slots[which[n]]

    def _holds_at_all(self, gap: int) -> bool:
        if gap not in self._holds:
            tour = self.gaps.sequence(gap, self.visit)
            self._holds[gap] = self.timing.holds(int(self.gaps.shift[gap]), tour)
        return self._holds[gap]

    def _offer(self, gap: int, slot: TimeWindow) -> Offer | None:
        """What the exact times say of the visit in this gap, agreed to this slot."""
        shift, position = int(self.gaps.shift[gap]), int(self.gaps.position[gap])
        alone = part(self.problem, shift, self.gaps.sequence(gap, self.visit))
        route = agreed(alone, position, slot)
        latest = _latest(alone, position, route.stops[position].start, slot) if route else None
        if route is None or latest is None:
            return None
        road_s, cost_s = self._cost_before(shift)
        return Offer(
            day=self.day,
            window=slot,
            team=route.shift.team,
            position=position,
            start=route.stops[position].start,
            latest=latest,
            extra_s=route.travel_s - road_s,
            cost_s=route_cost(alone, route) - cost_s,
        )

    def _cost_before(self, shift: int) -> tuple[int, int]:
        """Road and cost of a tour as it is."""
        if shift not in self._before:
            route = self.timing.route(shift, self.gaps.tours[shift])
            if route is None:
                raise AssertionError("A tour that has gaps holds.")
            self._before[shift] = route.travel_s, route_cost(self.problem, route)
        return self._before[shift]


def _slots(word: Visit, width_s: int) -> Iterator[TimeWindow]:
    """Windows on half hours in which any start keeps the whole visit in its permitted hours, earliest first.

    Where there is less room than the width, all there is.
    """
    last = word.permitted.end - word.service_s - word.find_s
    for window in word.windows:
        low, high = max(window.start, word.permitted.start), min(window.end, last)
        if low > high:
            continue
        first = -(-low // _STEP_S) * _STEP_S
        if first + width_s > high:
            yield TimeWindow(low, min(low + width_s, high))
        for start in range(first, high - width_s + 1, _STEP_S):
            yield TimeWindow(start, start + width_s)


def _latest(alone: RoutingProblem, position: int, start: int, slot: TimeWindow) -> int | None:
    """The latest start found in the slot; None if it cannot slip far enough."""
    if agreed(alone, position, TimeWindow(slot.end, slot.end)):
        can = slot.end
    elif start + _LEAST_ROOM_S <= slot.end:
        later = agreed(alone, position, TimeWindow(start + _LEAST_ROOM_S, slot.end))
        can = latest_start(alone, position, later.stops[position].start, slot.end) if later else start
    else:
        can = start
    return can if can - start >= min(_LEAST_ROOM_S, slot.end - slot.start) else None
