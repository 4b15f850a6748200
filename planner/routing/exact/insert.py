"""From a proposed order of visits to tours that hold by the exact times, with nothing left out that fits."""

from collections.abc import Sequence

from planner.routing.exact.exchange import Exchange
from planner.routing.exact.mend import bring_to_places, mended, put_in_place
from planner.routing.exact.objective import route_cost
from planner.routing.exact.places import Place, Tours, cheapest_place, near_place, places
from planner.routing.exact.schedule import Timing

__all__ = ["Place", "Tours", "cheapest_place", "complete", "fill", "left_out", "places"]


def complete(timing: Timing, proposed: Sequence[Sequence[int]]) -> Tours:
    """Mend tours that do not hold by the hour, then put in everything that fits, the most important first.

    For a visit that was left out on the way, and for one that outranks, another visit changes its team if that makes
    room. One that outranks may push flexible ones out, never the other way round. A visit that says itself what leaving
    it out costs (`penalty_s`) stays out, or is taken out, where the way to it costs more.
    """
    tours = _mended(timing, proposed)
    fill(timing, tours)
    once_planned = {visit for tour in (*proposed, *tours) for visit in tour}
    for visit in left_out(timing, tours) if timing.places else ():
        spare = left_out(timing, tours)
        if visit in timing.places and visit in spare:
            _put_in_place(timing, tours, visit, spare)
    exchange = Exchange(timing, tours)
    for visit in left_out(timing, tours):
        if timing.problem.visits[visit].outranks and not exchange.move_one_for(visit):
            exchange.make_room_for(visit)
    for visit in left_out(timing, tours):
        if visit in once_planned:
            exchange.move_one_for(visit)
    _take_out_dear(timing, tours)
    fill(timing, tours)
    return tours


def left_out(timing: Timing, tours: Tours) -> list[int]:
    """The visits in no tour, the most important first: those that outrank, then by penalty, value and id."""
    planned = {visit for tour in tours for visit in tour}
    return sorted(set(range(len(timing.problem.visits))) - planned, key=timing.ranks.__getitem__)


def fill(timing: Timing, tours: Tours) -> None:
    """Put in all that fits, each at a cheap place, until nothing does; a visit with `penalty_s` only if that pays."""
    to_try = set(range(len(tours)))
    while to_try:
        changed: set[int] = set()
        for visit in left_out(timing, tours):
            place = near_place(timing, tours, visit, to_try | changed)
            if place and (_is_wanted(timing, visit) or place.price < timing.penalties[visit]):
                tours[place.shift].insert(place.position, visit)
                changed.add(place.shift)
        to_try = changed


def _is_wanted(timing: Timing, visit: int) -> bool:
    """Whether the visit is made wherever it fits, whatever the way costs."""
    word = timing.problem.visits[visit]
    return word.outranks or word.penalty_s is None


def _put_in_place(timing: Timing, tours: Tours, visit: int, spare: Sequence[int]) -> None:
    """Put a locked visit to its place, with others that it needs there, if all of them together are worth the way."""
    before = [list(tour) for tour in tours]
    if not put_in_place(timing, tours, visit, spare):
        return
    (shift,) = (shift for shift, tour in enumerate(tours) if tour != before[shift])
    new = [other for other in tours[shift] if other not in before[shift]]
    now, then = timing.route(shift, tours[shift]), timing.route(shift, before[shift])
    if now and then and not any(_is_wanted(timing, other) for other in new):
        more = route_cost(timing.problem, now) - route_cost(timing.problem, then)
        if more >= sum(timing.penalties[other] for other in new):
            tours[shift] = before[shift]


def _take_out_dear(timing: Timing, tours: Tours) -> None:
    """Take out the visits that cost more than their own penalty, where the tour holds without them."""
    for shift in range(len(tours)):
        for visit in [visit for visit in tours[shift] if not _is_wanted(timing, visit)]:
            tour, left = tours[shift], [other for other in tours[shift] if other != visit]
            now, then = timing.route(shift, tour), timing.route(shift, left)
            costs = [route_cost(timing.problem, route) for route in (now, then) if route]
            if len(costs) == 2 and costs[0] - costs[1] > timing.penalties[visit]:
                tours[shift] = left


def _mended(timing: Timing, proposed: Sequence[Sequence[int]]) -> Tours:
    """Each proposed tour without what keeps it from holding; a visit that is proposed twice counts once."""
    known: set[int] = set()
    tours: Tours = []
    for shift, tour in enumerate(proposed):
        new = [visit for visit in dict.fromkeys(tour) if visit not in known]
        known.update(new)
        tours.append(mended(timing, shift, new))
    for shift, tour in enumerate(tours):
        if timing.misplaced(tour):
            tours[shift] = bring_to_places(timing, shift, tour, left_out(timing, tours))
    return tours
