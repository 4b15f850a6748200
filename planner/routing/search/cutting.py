"""Cuts a city into parts of neighbouring tours, along a new line each time."""

import numpy as np

from planner.routing.search.arrays import Int64
from planner.routing.search.city import City, Order

_PART_VISITS = 250
_FEWEST_TOURS = 4
"""Fewer are not cut."""


def cut(city: City, order: Order, chance: np.random.Generator) -> list[tuple[Int64, Int64]]:
    """Shifts and visits of each part; a visit that is left out goes to the part on whose side it lies."""
    tour_of = np.full(city.num_visits, -1)
    for k, tour in enumerate(order):
        tour_of[list(tour)] = k
    shifts, visits = np.arange(city.num_shifts), np.arange(city.num_visits)
    return _split(city, shifts, visits, tour_of, len(visits) / _PART_VISITS, chance)


def _split(
    city: City, shifts: Int64, visits: Int64, tour_of: Int64, parts: float, chance: np.random.Generator
) -> list[tuple[Int64, Int64]]:
    """Cut in two along a line between two visits far from each other, until the parts are small enough."""
    if parts < 1.5 or len(shifts) < _FEWEST_TOURS:
        return [(shifts, visits)]
    along = _line(city, visits, chance)
    middle = np.array([_middle(city, along, visits[tour_of[visits] == k], k) for k in shifts])
    ranked = np.argsort(middle, kind="stable")
    half = round(len(shifts) * chance.uniform(0.4, 0.6))
    is_near = np.zeros(city.num_shifts, dtype=bool)
    is_near[shifts[ranked[:half]]] = True
    border = (middle[ranked[half - 1]] + middle[ranked[half]]) / 2
    mine = np.where(tour_of[visits] >= 0, is_near[tour_of[visits]], along[visits] < border)
    sides = [(shifts[is_near[shifts]], visits[mine]), (shifts[~is_near[shifts]], visits[~mine])]
    return [part for side in sides for part in _split(city, *side, tour_of, parts / 2, chance)]


def _line(city: City, visits: Int64, chance: np.random.Generator) -> Int64:
    """Where each node lies on the way from one visit to another far away: how much nearer the one than the other."""
    travel = city.blocks[0]
    one = chance.choice(visits)
    other = visits[np.argmax(travel[one, visits] * chance.uniform(0.5, 1.0, len(visits)))]
    return np.asarray(travel[:, one].astype(np.int64) - travel[:, other])


def _middle(city: City, along: Int64, tour: Int64, shift: int) -> float:
    """Where a tour lies along the line; an empty one where it starts."""
    return float(along[tour].mean() if len(tour) else along[city.num_visits + 2 * shift])
