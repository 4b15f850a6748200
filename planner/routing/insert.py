"""From a proposed order of visits to tours that hold by the exact times, with nothing left out that fits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.routing.schedule import Timing

Tours = list[list[int]]
"""For each shift its visits in order, all by index."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit can be put in, the seconds on the road that this adds, when it starts and when the team is back."""

    shift: int
    position: int
    extra_s: int
    start: int
    back: int


def complete(timing: Timing, proposed: Sequence[Sequence[int]]) -> Tours:
    """Mend tours that do not hold by the hour, then put in everything that fits, the most important first.

    For a visit that mending took out, and for fixed ones, another visit changes its team if that makes room. A fixed
    visit may push flexible ones out, never the other way round.
    """
    tours = [_mended(timing, shift, list(tour)) for shift, tour in enumerate(proposed)]
    fill(timing, tours)
    was_planned = {visit for tour in proposed for visit in tour}
    for visit in left_out(timing, tours):
        is_fixed = timing.problem.visits[visit].is_fixed
        if is_fixed or visit in was_planned:
            _shift_one(timing, tours, visit)
        if is_fixed and not any(visit in tour for tour in tours):
            make_room(timing, tours, visit)
    fill(timing, tours)
    return tours


def left_out(timing: Timing, tours: Tours) -> list[int]:
    """The visits in no tour, the most important first: fixed ones, then by value, then by id."""
    planned = {visit for tour in tours for visit in tour}
    return sorted(set(range(len(timing.problem.visits))) - planned, key=lambda visit: _rank(timing, visit))


def fill(timing: Timing, tours: Tours) -> None:
    """Put in all that fits, each at its cheapest place, until nothing does."""
    to_try = set(range(len(tours)))
    while to_try:
        changed: set[int] = set()
        for visit in left_out(timing, tours):
            place = cheapest_place(timing, tours, visit, to_try | changed)
            if place:
                tours[place.shift].insert(place.position, visit)
                changed.add(place.shift)
        to_try = changed


def cheapest_place(timing: Timing, tours: Tours, visit: int, shifts: Iterable[int]) -> Place | None:
    """The place in these tours that adds the least time on the road, None if the visit fits nowhere."""
    found = [
        place
        for shift in sorted(shifts)
        if timing.may_go(shift, visit) and timing.has_room(shift, len(tours[shift]) + 1)
        for place in places(timing, shift, tours[shift], visit)
    ]
    return _cheapest(found) if found else None


def places(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> list[Place]:
    """Every position of one tour where the visit fits in time, whether or not the team is allowed and has room."""
    before = timing.travel_s(shift, tour)
    if before is None:
        return []
    low, high, service = timing.stays[visit]
    found = []
    prefixes = timing.prefixes(shift, tour)
    for position, labels in enumerate(prefixes):
        if all(label is None or label[0] > high for label in labels):
            break
        if position < len(tour) and low + service > timing.stays[tour[position]][1]:
            continue
        here = tour[position - 1] if position else None
        last = timing.end(shift, here, labels, [visit, *tour[position:]])
        if last:
            at_visit = last
            for _ in range(len(tour) - position + 1):
                at_visit = at_visit[2]
            found.append(Place(shift, position, last[1] - before, at_visit[0] - service, last[0]))
    return found


def _shift_one(timing: Timing, tours: Tours, visit: int) -> None:
    """Put a visit in where one other visit can leave for another place."""
    for shift, tour in enumerate(tours):
        if not timing.may_go(shift, visit):
            continue
        for other in tour:
            without = [v for v in tour if v != other]
            fits = places(timing, shift, without, visit)
            if not fits:
                continue
            without.insert(_cheapest(fits).position, visit)
            others = [*tours[:shift], without, *tours[shift + 1 :]]
            place = cheapest_place(timing, others, other, range(len(others)))
            if place:
                others[place.shift].insert(place.position, other)
                tours[:] = others
                return


def make_room(timing: Timing, tours: Tours, visit: int) -> None:
    """Put a fixed visit into the tour where it pushes out the least flexible value, if there is one."""
    best: tuple[float, int, list[int]] | None = None
    for shift, tour in enumerate(tours):
        rebuilt = _rebuilt(timing, shift, tour, visit) if timing.may_go(shift, visit) else None
        if rebuilt:
            lost = sum(timing.problem.visits[v].value for v in tour if v not in rebuilt)
            if best is None or lost < best[0]:
                best = (lost, shift, rebuilt)
    if best:
        tours[best[1]] = best[2]


def _cheapest(found: list[Place]) -> Place:
    return min(found, key=lambda place: place.extra_s)


def _rebuilt(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> list[int] | None:
    """The tour's fixed visits with one more, then as many of its flexible ones as fit again, by value."""
    visits = timing.problem.visits
    kept = [v for v in tour if visits[v].is_fixed]
    flexible = sorted((v for v in tour if not visits[v].is_fixed), key=lambda v: _rank(timing, v))
    for new in [visit, *flexible]:
        fits = places(timing, shift, kept, new) if timing.has_room(shift, len(kept) + 1) else []
        if fits:
            kept.insert(_cheapest(fits).position, new)
        elif new == visit:
            return None
    return kept


def _mended(timing: Timing, shift: int, tour: list[int]) -> list[int]:
    """The tour without the least important visits that keep it from holding."""
    while not timing.holds(shift, tour):
        by_rank = sorted(tour, key=lambda visit: _rank(timing, visit), reverse=True)
        without = ([v for v in tour if v != visit] for visit in by_rank)
        tour = next((left for left in without if timing.holds(shift, left)), [v for v in tour if v != by_rank[0]])
    return tour


def _rank(timing: Timing, visit: int) -> tuple[bool, float, str]:
    word = timing.problem.visits[visit]
    return not word.is_fixed, -word.value, word.id
