"""The compiled labels reckon as the exact times do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.routing.exact.objective import route_cost
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Wishes
from planner.routing.search.arrays import COST, SIZE
from planner.routing.search.city import city_of, neighbours
from planner.routing.search.city_part import Part
from planner.routing.search.tours import fits, is_too_long, put, take, update

RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))
WINDOWS = ["8:00-20:00", "9:00-9:30", "9:00-10:00 12:00-14:00", "11:30-12:30 13:00-13:10 17:00-19:00"]


@st.composite
def _tours(draw, periods):
    """A day of one team, and an order of some of its visits."""
    num = draw(st.integers(1, 6))
    visits = [
        {
            "place": draw(st.integers(-60, 60)),
            "window": draw(st.sampled_from(WINDOWS)),
            "minutes": draw(st.sampled_from([15, 60, 150])),
            "permitted": draw(st.sampled_from(["8:00-20:00", "9:00-13:00"])),
            "building": draw(st.sampled_from(["", "X"])),
            "find_s": draw(st.sampled_from([0, 300])),
        }
        for _ in range(num)
    ]
    shift = {
        "hours": draw(st.sampled_from(["9:00-18:00", "11:00-20:00"])),
        "rest": draw(st.sampled_from([None, "11:30-13:30 45", "12:00-12:30 30"])),
        "overtime_s": draw(st.sampled_from([0, 3600])),
        "max_travel_s": draw(st.sampled_from([None, 10_000])),
        "max_tour_s": draw(st.sampled_from([None, 2 * 3600, 4 * 3600, 6 * 3600])),
    }
    return visits, shift, draw(st.permutations(range(num))), periods


def _part(day, drawn):
    visits, shift, order, periods = drawn
    built = [day.visit(f"V{n}", **visit) for n, visit in enumerate(visits)]
    problem = day.problem(built, [day.shift(**shift)], periods, wishes=Wishes(balance=0.5))
    city = city_of(problem)
    return problem, Part(city, neighbours(city), np.arange(1), np.arange(len(visits))), list(order)


@pytest.mark.parametrize("periods", [RUSH, RUSH[:1]])
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_a_tour_holds_and_costs_what_the_exact_times_say(day, periods, data):
    """With rests, windows, buildings, overtime, the price of long tours; by the hour, but for what a rest shifts."""
    drawn = data.draw(_tours(periods))
    order = drawn[2]
    problem, part, _order = _part(day, drawn)
    timing = Timing(problem)
    tours = part.tours_of([order])
    laid = part.order_of(tours.seq, tours.sums[:, SIZE])[0]
    route = timing.route(0, laid)
    assert route is not None
    if route.rest is None or len(periods) == 1:
        assert tours.sums[0, COST] == (route_cost(problem, route) if laid else 0)
    if timing.holds(0, order):
        assert laid == tuple(order)


@given(drawn=_tours([("0:00", 1)]), data=st.data())
@settings(max_examples=300, deadline=None)
def test_a_visit_fits_where_the_exact_times_let_it(day, drawn, data):
    """With one period and no building the labels are exact."""
    visits, shift, order, periods = drawn
    plain = [{**visit, "building": "", "find_s": 0} for visit in visits]
    problem, part, order = _part(day, (plain, {**shift, "max_travel_s": None, "max_tour_s": None}, order, periods))
    timing, tours, position, new, with_it = _put_in(problem, part, order, data)
    assert fits(part.day, tours, 0, position, new) == (timing.travel_s(0, with_it) is not None)


@given(drawn=_tours([("0:00", 1)]), data=st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_called_too_long_is_too_long(day, drawn, data):
    """By the exact times; without rests and gaps between windows it is the other way round as well."""
    visits, shift, order, periods = drawn
    plain = [{**visit, "building": "", "find_s": 0} for visit in visits]
    problem, part, order = _part(day, (plain, {**shift, "max_travel_s": None}, order, periods))
    timing, tours, position, new, with_it = _put_in(problem, part, order, data)
    holds = timing.travel_s(0, with_it) is not None
    too_long = is_too_long(part.day, tours, 0, position, new)
    assert not (too_long and holds)
    if shift["rest"] is None and all(len(visit["window"].split()) == 1 for visit in plain):
        assert (fits(part.day, tours, 0, position, new) and not too_long) == holds


def _put_in(problem, part, order, data):
    """A tour of all but the last of an order, and that one at a position of it."""
    new = order.pop()
    tours = part.tours_of([order])
    laid = list(part.order_of(tours.seq, tours.sums[:, SIZE])[0])
    position = data.draw(st.integers(1, len(laid) + 1))
    return Timing(problem), tours, position, new, [*laid[: position - 1], new, *laid[position - 1 :]]


def test_taking_out_what_was_put_in_changes_nothing(day):
    """Neither order nor labels nor cost."""
    problem = day.problem([day.visit(f"V{n}", 10 * n) for n in range(4)], [day.shift()], RUSH)
    city = city_of(problem)
    part = Part(city, neighbours(city), np.arange(1), np.arange(4))
    tours = part.tours_of([[0, 1, 3]])
    before = [tours.seq[:5].copy(), tours.labels[:, 1:4].copy(), tours.sums.copy()]
    put(part.day, tours, 0, 3, 2)
    assert update(part.day, tours, 0)
    assert tours.seq[:6].tolist() == [4, 0, 1, 2, 3, 5]
    assert take(part.day, tours, 0, 3) == 2
    assert update(part.day, tours, 0)
    for old, new in zip(before, (tours.seq[:5], tours.labels[:, 1:4], tours.sums), strict=True):
        assert np.array_equal(old, new)
