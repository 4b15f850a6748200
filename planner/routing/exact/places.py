"""Where one more visit fits into a tour, and what that costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.routing.exact.objective import tour_price
from planner.routing.exact.outline import Outline
from planner.routing.exact.schedule import Timing

Tours = list[list[int]]
"""For each shift its visits in order, all by index."""

_MOST_OUTLINES = 2000
_ENOUGH = 6
"""So many places that hold are compared when the cheapest need not be found for certain."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit can be put in, the seconds on the road that this adds, when it starts and when the team is back.

    `price` is what it adds to the objective: road, wishes, overtime and balance, without the penalty that it saves.
    """

    shift: int
    position: int
    extra_s: int
    start: int
    back: int
    price: int


def places(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> list[Place]:
    """Every position of one tour where the visit fits by times and locked places.

    Whether the team is allowed, has room and can carry it is not looked at; a tour that does not hold has no places.
    """
    outline = outline_of(timing, shift, tour)
    if outline is None:
        return []
    found = (_place(timing, outline, visit, position) for _, position in outline.openings(visit))
    return [place for place in found if place]


def cheapest_place(timing: Timing, tours: Tours, visit: int, shifts: Iterable[int]) -> Place | None:
    """The place in these tours with the lowest price, None if the visit fits nowhere."""
    able = (shift for shift in sorted(shifts) if can_take(timing, shift, tours[shift], visit))
    found = [place for shift in able for place in places(timing, shift, tours[shift], visit)]
    return min(found, key=lambda place: place.price, default=None)


def near_place(timing: Timing, tours: Tours, visit: int, shifts: Iterable[int]) -> Place | None:
    """The cheapest of the first few places by detour; None only if the visit fits nowhere. Much faster than all."""
    found: list[Place] = []
    for shift, position in _by_detour(timing, tours, visit, shifts):
        outline = outline_of(timing, shift, tours[shift])
        place = _place(timing, outline, visit, position) if outline else None
        if place:
            found.append(place)
            if len(found) == _ENOUGH:
                break
    return min(found, key=lambda place: place.price, default=None)


def can_take(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> bool:
    """Whether the team may make this visit beside those of the tour, whatever the times."""
    is_free = timing.may_go(shift, visit) and timing.has_room(shift, len(tour) + 1)
    return is_free and timing.can_carry(shift, (*tour, visit))


def outline_of(timing: Timing, shift: int, tour: Sequence[int]) -> Outline | None:
    """The outline of a tour, None if it does not hold by its times; remembered as long as its timing is kept."""
    known, key = timing.outlines, (shift, tuple(tour))
    if key not in known:
        if len(known) >= _MOST_OUTLINES:
            known.clear()
        try:
            known[key] = Outline(timing, shift, tour)
        except ValueError:
            known[key] = None
    return known[key]


def _by_detour(timing: Timing, tours: Tours, visit: int, shifts: Iterable[int]) -> list[tuple[int, int]]:
    """The openings of all tours, those with the least detour and wishes first."""
    found = []
    for shift in shifts:
        tour = tours[shift]
        outline = outline_of(timing, shift, tour) if can_take(timing, shift, tour, visit) else None
        openings = list(outline.openings(visit)) if outline else ()
        if openings:
            wish = timing.problem.wish_cost(shift, visit)
            found += [(wish + detour, shift, position) for detour, position in openings]
    return [(shift, position) for _, shift, position in sorted(found)]


def _place(timing: Timing, outline: Outline, visit: int, position: int) -> Place | None:
    found = outline.try_at(visit, position)
    if found is None:
        return None
    start, travel_s, back = found
    problem, shift = timing.problem, outline.shift
    price = travel_s - outline.travel_s + problem.wish_cost(shift, visit)
    work, work_before = travel_s, outline.travel_s
    if problem.wishes.balance:
        work, work_before = work + outline.stay_s(visit, position), work_before + outline.stay_s()
    price += tour_price(problem, shift, back, work) - tour_price(problem, shift, outline.back, work_before)
    return Place(shift, position, travel_s - outline.travel_s, start, back, price)
