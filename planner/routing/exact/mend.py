"""Tours that do not hold: what has to leave them so that the times hold and locked visits stand at their places."""

from collections.abc import Sequence

from planner.routing.exact.places import Tours, can_take
from planner.routing.exact.schedule import Timing, index_of
from planner.routing.exact.stays import NEVER


def mended(timing: Timing, shift: int, tour: Sequence[int]) -> list[int]:
    """The tour without the least important visits that keep it from holding; locked places are not looked at."""
    left = [visit for visit in tour if timing.may_go(shift, visit) and not _is_hopeless(timing, shift, visit)]
    while not timing.has_room(shift, len(left)):
        left.remove(_least(timing, left))
    while not timing.can_carry(shift, left):
        left.remove(_least(timing, [visit for visit in left if timing.problem.visits[visit].demand]))
    while timing.travel_s(shift, left) is None:
        left.remove(_in_the_way(timing, shift, left))
    return left


def bring_to_places(timing: Timing, shift: int, tour: Sequence[int], spare: Sequence[int]) -> list[int]:
    """The tour with its locked visits at their places: moved there, with one of `spare` more, or without some."""
    left = list(tour)
    while wrong := timing.misplaced(left):
        found = _laid_out_in_time(timing, shift, left, spare)
        if found is not None:
            return found
        left.remove(_least(timing, wrong))
    return left


def put_in_place(timing: Timing, tours: Tours, visit: int, spare: Sequence[int]) -> bool:
    """Put a visit with a locked place into its team's tour, the others in their order around it; False if it fails.

    Where the tour is too short for it alone, others of `spare` that are locked into it too may make it long enough.
    """
    for shift, tour in enumerate(tours):
        if can_take(timing, shift, tour, visit):
            locked = [other for other in spare if other in timing.places and timing.may_go(shift, other)]
            others = [other for other in locked if other != visit]
            for more in dict.fromkeys([(), *((other,) for other in others), tuple(others)]):
                found = _laid_out_in_time(timing, shift, [*tour, visit, *more], spare)
                if found is not None:
                    tours[shift] = found
                    return True
    return False


def laid_out(timing: Timing, visits: Sequence[int]) -> list[int] | None:
    """The same visits with locked ones at their places and the others in their order, None if places clash."""
    slots: list[int | None] = [None] * len(visits)
    for visit in visits:
        place = timing.places.get(visit)
        if place:
            position = index_of(place, len(visits))
            if not 0 <= position < len(visits) or slots[position] is not None:
                return None
            slots[position] = visit
    free = iter([visit for visit in visits if visit not in timing.places])
    return [next(free) if slot is None else slot for slot in slots]


def _laid_out_in_time(timing: Timing, shift: int, visits: Sequence[int], spare: Sequence[int]) -> list[int] | None:
    """The visits at their places, else with one of `spare` more, if that holds; the shortest way on the road."""
    as_they_are = laid_out(timing, visits)
    if as_they_are is not None and timing.holds(shift, as_they_are):
        return as_they_are
    more = (
        laid_out(timing, [*visits[:n], visit, *visits[n:]])
        for visit in spare
        if visit not in visits and can_take(timing, shift, visits, visit)
        for n in range(1 if visit in timing.places else len(visits) + 1)
    )
    ways = [way for way in more if way is not None and timing.holds(shift, way)]
    return min(ways, key=lambda way: timing.travel_s(shift, way) or 0, default=None)


def _least(timing: Timing, visits: Sequence[int]) -> int:
    return max(visits, key=timing.ranks.__getitem__)


def _is_hopeless(timing: Timing, shift: int, visit: int) -> bool:
    """Whether no tour can hold the visit; another one in the same building before it may save what is missing."""
    alone, found = timing.stay_at.alone[visit], timing.stay_at.found[visit]
    return found[0] == NEVER or (found is alone and timing.travel_s(shift, [visit]) is None)


def _in_the_way(timing: Timing, shift: int, tour: Sequence[int]) -> int:
    """The least important visit without which the tour gets past the point where it breaks, flexible ones first."""
    labels = timing.prefixes(shift, tour)
    is_broken = labels[-1] == (None, None)
    head = tour[: len(labels) - 1] if is_broken else tour
    suspects = sorted(head, key=timing.ranks.__getitem__, reverse=True)
    suspects = [v for v in suspects if not timing.problem.visits[v].outranks] or suspects
    for visit in suspects:
        left = [v for v in head if v != visit]
        if is_broken:
            gets_past = timing.prefixes(shift, left)[-1] != (None, None)
        else:
            gets_past = timing.travel_s(shift, left) is not None
        if gets_past:
            return visit
    return suspects[0]
