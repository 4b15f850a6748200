"""How likely windows hold."""

from math import erf, exp, log, sqrt

import pytest

from planner.routing.exact.chance import SIGMA, hold_chance
from planner.routing.exact.schedule import schedule


def _share_below(ratio):
    """How many of all legs take at most so much of what was predicted."""
    return (1 + erf((log(ratio) + SIGMA**2 / 2) / SIGMA / sqrt(2))) / 2


def _chances(problem, visits, shift=0):
    return hold_chance(problem, schedule(problem, shift, visits))


def test_the_spread_is_the_one_that_was_measured():
    """Four in five take at most 1.32 times what was predicted, and the mean is what was predicted."""
    assert _share_below(1.32) == pytest.approx(0.8, abs=1e-9)
    assert exp(-(SIGMA**2) / 2 + SIGMA**2 / 2) == 1
    assert pytest.approx(0.45, abs=0.001) == SIGMA


@pytest.mark.parametrize(("minutes", "ratio"), [(60, 1.0), (79.2, 1.32), (120, 2.0)])
def test_one_leg_holds_as_often_as_its_distribution_says(day, minutes, ratio):
    """An hour of road to a window that is open from the beginning until `minutes` after nine."""
    until = round(minutes * 60)
    visit = day.visit("A", 60, "9:00-20:00")
    problem = day.problem([visit], [day.shift()])
    late = day.at("9:00") + until
    narrow = day.problem([day.visit("A", 60, f"9:00-{late // 3600}:{late % 3600 // 60}")], [day.shift()])
    assert _chances(problem, [0]) == (1.0,)
    assert _chances(narrow, [0])[0] == pytest.approx(_share_below(ratio), abs=0.03)


def test_waiting_absorbs_what_went_wrong_before(day):
    """B is as far as A but there are hours of waiting before it; C follows at once."""
    visits = [day.visit("A", 30, "9:00-9:35"), day.visit("B", 60, "12:00-12:05"), day.visit("C", 90, "13:00-13:05")]
    first, second, third = _chances(day.problem(visits, [day.shift()]), [0, 1, 2])
    assert second > 0.99
    assert 0.55 < first < 0.75
    assert 0.55 < third < 0.75


def test_who_misses_a_window_waits_for_the_next(day):
    """Half of the teams miss 10:00, all have the afternoon."""
    visit = day.visit("A", 60, "9:00-10:00 14:00-15:00")
    assert _chances(day.problem([visit], [day.shift()]), [0]) == (1.0,)


def test_legs_of_one_day_go_wrong_together(day):
    """Were they independent, ten legs of six minutes would hardly ever be half as long again."""
    visits = [day.visit(f"V{n}", 6 * n, minutes=0) for n in range(1, 10)] + [day.visit("X", 60, "9:00-10:30")]
    chance = _chances(day.problem(visits, [day.shift()]), range(10))[-1]
    assert 0.88 < chance < 0.97


def test_the_rest_of_the_plan_is_kept(day):
    """Free at 11:00 and 40 minutes on the road, rest at the door from 11:40 on; without it nearly all would hold."""
    visits = [day.visit("A", 10, "10:30-10:30"), day.visit("B", 50, "11:00-12:30")]
    with_rest = day.problem(visits, [day.shift(rest="11:30-13:30 45")])
    assert _chances(with_rest, [0, 1])[1] < 0.75
    assert _chances(day.problem(visits, [day.shift()]), [0, 1])[1] > 0.95


def test_a_rest_before_the_road_is_kept_too(day):
    """Free at noon the team rests until 12:45, ten minutes before a window that closes at once."""
    visits = [day.visit("A", 10, "11:30-11:30"), day.visit("B", 20, "12:55-12:55")]
    problem = day.problem(visits, [day.shift(rest="11:30-13:30 45")], periods=[("0:00", 3), ("12:30", 1)])
    route = schedule(problem, 0, [0, 1])
    assert route.rest.end + route.stops[1].travel_s == route.stops[1].arrival
    assert 0.3 < hold_chance(problem, route)[1] < 0.75


def test_roads_take_the_time_of_the_hour_in_which_they_are_really_begun(day):
    """B is on time if A was left by noon; after it, the road takes ten times as long, and only early teams come."""
    visits = [day.visit("A", 60, "8:00-20:00", minutes=110), day.visit("B", 70, "8:00-12:30")]
    problem = day.problem(visits, [day.shift(end=70)], periods=[("0:00", 1), ("12:00", 10)])
    assert _chances(problem, [0, 1])[1] == pytest.approx(_share_below(70 / 60), abs=0.04)
    assert _chances(day.problem(visits, [day.shift(end=70)]), [0, 1])[1] > 0.8


def test_the_same_route_has_the_same_chances(day):
    """To the last digit."""
    problem = day.problem([day.visit("A", 30, "9:00-9:30"), day.visit("B", 60, "10:00-10:30")], [day.shift()])
    assert _chances(problem, [0, 1]) == _chances(problem, [0, 1])
