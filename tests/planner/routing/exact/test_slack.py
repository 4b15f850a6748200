"""Seconds to spare at each stop."""

import pytest

from planner.routing.exact.schedule import schedule
from planner.routing.exact.slack import slack
from planner.routing.problem import Lock


def _minutes(problem, visits):
    return [spare / 60 for spare in slack(problem, schedule(problem, 0, visits))]


def test_a_later_window_or_the_way_home_limits_a_stop(day):
    """B may start at 11:00 at the latest and is reached at 10:00; C need only be left for home at 17:40."""
    visits = [day.visit("A", 10), day.visit("B", 30, "9:30-11:00"), day.visit("C", 20)]
    assert _minutes(day.problem(visits, [day.shift()]), [0, 1, 2]) == [60, 60, 7 * 60 - 30]


def test_waiting_at_a_later_door_is_to_spare_before_it(day):
    """B opens at 11:00 and closes at once: the 70 minutes of waiting are all that A has."""
    visits = [day.visit("A", 10, "9:10-12:00"), day.visit("B", 20, "11:00-11:00")]
    assert _minutes(day.problem(visits, [day.shift()]), [0, 1]) == [70, 70]


def test_a_second_window_is_to_spare_for_who_misses_the_first(day):
    """Reached at 9:10, or in the pause, or until 14:30; then the way home is longer than the shift."""
    problem = day.problem([day.visit("A", 10, "9:00-9:30 14:00-14:30")], [day.shift()])
    assert _minutes(problem, [0]) == [5 * 60 + 20]
    short = day.problem([day.visit("A", 10, "9:00-9:30 14:00-14:30")], [day.shift(hours="9:00-14:30")])
    assert _minutes(short, [0]) == [20]


def test_the_rest_that_is_to_come_is_taken_off(day):
    """A is reached at 9:10 and has to be over when the last moment to rest comes, 12:45; later tours have rested."""
    problem = day.problem([day.visit("A", 10, "9:10-18:00")], [day.shift(rest="11:30-13:30 45")])
    assert _minutes(problem, [0]) == [(12 * 60 + 15) - (9 * 60 + 10)]
    rested = day.problem([day.visit("A", 10, "14:00-18:00")], [day.shift(rest="11:30-13:30 45")])
    assert _minutes(rested, [0]) == [(17 * 60 + 20) - 14 * 60]


def test_a_faster_hour_does_not_make_a_delay_hold_that_a_shorter_one_breaks(day):
    """Left until 9:59 the road to B takes an hour and is too long; left at 10:00 it would be in time again."""
    visits = [day.visit("A", 10, "9:00-12:00"), day.visit("B", 40, "9:00-10:30")]
    problem = day.problem(visits, [day.shift()], periods=[("0:00", 2), ("10:00", 1)])
    route = schedule(problem, 0, [0, 1])
    assert route is None
    wide = day.problem([visits[0], day.visit("B", 40, "9:00-10:55")], [day.shift()], [("0:00", 2), ("10:00", 1)])
    assert _minutes(wide, [0, 1]) == [5, 5]


@pytest.mark.parametrize(
    ("shift", "locks", "spare"),
    [
        ({"hours": "9:00-10:00", "overtime_s": 600}, {}, 20),
        ({"max_tour_s": 3600}, {}, 10),
        ({}, {"A": Lock(start=9 * 3600 + 600)}, 0),
    ],
)
def test_overtime_a_longest_tour_and_a_locked_start_count(day, shift, locks, spare):
    """Ten minutes there and back and half an hour of visit from 9:00."""
    assert _minutes(day.problem([day.visit("A", 10)], [day.shift(**shift)], locks=locks), [0]) == [spare]


def test_a_team_that_stays_in_has_nothing_to_spare(day):
    """No stops, no figures."""
    problem = day.problem([], [day.shift()])
    assert slack(problem, schedule(problem, 0, [])) == ()
