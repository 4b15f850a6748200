"""Places for visits that fit nowhere: another visit moves to a different tour, or less important ones give way."""

from collections.abc import Iterator, Sequence

from planner.routing.exact.mend import laid_out
from planner.routing.exact.places import Tours, can_take, near_place, outline_of, places
from planner.routing.exact.schedule import Timing

_MOST_MOVES = 20
"""So many stops are asked to move elsewhere for one visit."""
_MOST_REBUILT = 6
"""So many tours are rebuilt to find the one in which a visit pushes out the least."""


class Exchange:
    """Tours, all of which hold, that change to take in visits left out; none that is as important is lost.

    Nobody else may change the tours meanwhile.
    """

    def __init__(self, timing: Timing, tours: Tours) -> None:
        self._timing, self._tours = timing, tours
        self._homeless: set[int] = set()
        """Planned visits that are known to fit into no other tour."""
        self._outranking = [_outranking(timing, tour) for tour in tours]

    def move_one_for(self, visit: int) -> bool:
        """Put the visit in the place of another one that changes its team; False if none can."""
        timing, tours = self._timing, self._tours
        for _, shift, position in sorted(self._candidates(visit))[:_MOST_MOVES]:
            other, tour = tours[shift][position], tours[shift]
            changed = [*tour[:position], visit, *tour[position + 1 :]]
            if not timing.holds(shift, changed):
                continue
            place = near_place(timing, tours, other, (k for k in range(len(tours)) if k != shift))
            if place:
                away = tours[place.shift]
                self._replace(place.shift, [*away[: place.position], other, *away[place.position :]])
                self._replace(shift, changed)
                return True
            self._homeless.add(other)
        return False

    def make_room_for(self, visit: int) -> bool:
        """Put a visit that outranks into the tour where it pushes out the least flexible ones; False if none can."""
        timing, tours = self._timing, self._tours
        rebuilt = []
        for shift in self._shifts_with_room(visit):
            new = _rebuilt(timing, shift, tours[shift], visit)
            if new:
                lost = sum(timing.penalties[v] for v in tours[shift] if v not in new)
                rebuilt.append((lost, timing.travel_s(shift, new) or 0, shift, new))
        if rebuilt:
            self._replace(*min(rebuilt)[2:])
        return bool(rebuilt)

    def _replace(self, shift: int, tour: list[int]) -> None:
        self._tours[shift] = tour
        self._outranking[shift] = _outranking(self._timing, tour)
        self._homeless.clear()

    def _candidates(self, visit: int) -> Iterator[tuple[int, int, int]]:
        """Stops whose place the visit could take by the bounds: the detour, the shift, the position."""
        for shift, tour in enumerate(self._tours):
            outline = outline_of(self._timing, shift, tour) if self._timing.may_go(shift, visit) else None
            for detour, position in outline.replacements(visit) if outline else ():
                if tour[position] not in self._homeless:
                    yield detour, shift, position

    def _shifts_with_room(self, visit: int) -> list[int]:
        """The shifts whose outranking visits leave room for the visit, cheapest first and not too many."""
        timing, found = self._timing, []
        for shift, tour in enumerate(self._tours):
            kept = self._outranking[shift]
            if can_take(timing, shift, kept, visit):
                if _has_places(timing, (visit, *tour)):
                    found.append((0, shift))
                elif fits := places(timing, shift, kept, visit):
                    found.append((min(place.price for place in fits), shift))
        return [shift for _, shift in sorted(found)[:_MOST_REBUILT]]


def _rebuilt(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> list[int] | None:
    """The tour's outranking visits with one more, then as many of its flexible ones as fit again; None if it fails."""
    if _has_places(timing, (visit, *tour)):
        return _squeezed(timing, shift, tour, visit)
    kept = _outranking(timing, tour)
    flexible = sorted((v for v in tour if v not in kept), key=timing.ranks.__getitem__)
    for new in (visit, *flexible):
        fits = places(timing, shift, kept, new) if can_take(timing, shift, kept, new) else []
        if fits:
            kept.insert(min(fits, key=lambda place: place.price).position, new)
        elif new == visit:
            return None
    return kept


def _squeezed(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> list[int] | None:
    """The tour in its order with the visit put in and the least important flexible ones left out, places kept."""
    positions = range(1 if visit in timing.places else len(tour) + 1)
    ways = (_thinned(timing, shift, [*tour[:n], visit, *tour[n:]], visit) for n in positions)
    found = [way for way in ways if way]
    return min(found, key=lambda way: sum(timing.penalties[v] for v in tour if v not in way), default=None)


def _thinned(timing: Timing, shift: int, visits: list[int], visit: int) -> list[int] | None:
    """The visits at their places without the least important flexible ones that keep them from holding."""
    while not _holds_laid_out(timing, shift, visits):
        flexible = [v for v in visits if v != visit and not timing.problem.visits[v].outranks]
        flexible.sort(key=timing.ranks.__getitem__, reverse=True)
        ways = [[v for v in visits if v != other] for other in flexible]
        if not ways:
            return None
        visits = next((way for way in ways if _holds_laid_out(timing, shift, way)), ways[0])
    return laid_out(timing, visits)


def _holds_laid_out(timing: Timing, shift: int, visits: list[int]) -> bool:
    found = laid_out(timing, visits)
    return found is not None and timing.holds(shift, found)


def _outranking(timing: Timing, tour: Sequence[int]) -> list[int]:
    return [visit for visit in tour if timing.problem.visits[visit].outranks]


def _has_places(timing: Timing, visits: Sequence[int]) -> bool:
    return any(visit in timing.places for visit in visits)
