"""Ruin and recreate keeps its own books right."""

from dataclasses import replace

import numpy as np
import pytest

from planner.routing.search.arrays import SIZE
from planner.routing.search.city import city_of, neighbours
from planner.routing.search.city_part import Part
from planner.routing.search.ruin import improve, new_search, total_cost
from planner.routing.search.tours import update


@pytest.mark.parametrize("max_tour_s", [None, 2 * 3600])
def test_the_cost_is_that_of_the_tours_where_a_detour_is_faster(day, max_tour_s):
    """Travel without any sense: leaving a visit out can make a tour late or too long, and such a ruin is undone."""
    visits = [day.visit(f"V{n}", n, f"{9 + n % 6}:00-{10 + n % 6}:30", penalty_s=6000) for n in range(24)]
    shifts = [day.shift(f"T{n}", max_tour_s=max_tour_s) for n in range(4)]
    city = city_of(day.problem(visits, shifts))
    senseless = np.random.default_rng(1).integers(60, 5400, size=city.blocks.shape, dtype=np.int32)
    part = Part(replace(city, blocks=senseless), neighbours(city), np.arange(4), np.arange(24))
    tours = part.tours_of([()] * 4)
    search = new_search(part.day, 1)
    best = improve(part.day, tours, search, 20_000, 30_000.0, 10.0)
    order = part.order_of(search.best_seq, search.best_size)
    again = part.tours_of([order[k] for k in range(4)])
    assert part.order_of(again.seq, again.sums[:, SIZE]) == order
    assert total_cost(part.day, again) == best
    kept = total_cost(part.day, tours)
    assert all(update(part.day, tours, k) for k in range(4))
    assert total_cost(part.day, tours) == kept
