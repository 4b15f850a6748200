"""Exact times of one order of visits."""

from planner.clock import hhmm
from planner.routing.schedule import schedule


def _times(route):
    return [(hhmm(stop.arrival), hhmm(stop.start), hhmm(stop.departure)) for stop in route.stops]


def test_a_team_leaves_just_in_time_for_its_first_visit(day):
    """Ten minutes of road before a window at 10:00: it leaves at 9:50, not at 9:00."""
    route = schedule(day.problem([day.visit("A", 10, "10:00-11:00")], [day.shift()]), 0, [0])
    assert hhmm(route.leave) == "09:50"
    assert _times(route) == [("10:00", "10:00", "10:30")]
    assert (hhmm(route.back), route.back_travel_s, route.back_travel_m) == ("10:40", 600, 10_000)


def test_a_team_that_can_start_at_once_leaves_when_its_shift_begins(day):
    """No waiting to avoid: it leaves at 9:00."""
    assert hhmm(schedule(day.problem([day.visit("A", 10)], [day.shift()]), 0, [0]).leave) == "09:00"


def test_a_team_waits_at_the_door_for_a_later_window(day):
    """It travels on at once and waits there."""
    problem = day.problem([day.visit("A", 10, "9:10-9:30"), day.visit("B", 20, "11:00-12:00")], [day.shift()])
    route = schedule(problem, 0, [0, 1])
    assert _times(route) == [("09:10", "09:10", "09:40"), ("09:50", "11:00", "11:30")]
    assert route.stops[1].wait_s == 70 * 60


def test_travel_takes_the_time_of_the_hour_in_which_it_begins(day):
    """Twice as long until 10:00: the first leg takes 40 minutes, the second 20."""
    problem = day.problem(
        [day.visit("A", 20), day.visit("B", 40)], [day.shift()], periods=[("0:00", 1), ("7:00", 2), ("10:00", 1)]
    )
    route = schedule(problem, 0, [0, 1])
    assert [stop.travel_s for stop in route.stops] == [40 * 60, 20 * 60]
    assert _times(route) == [("09:40", "09:40", "10:10"), ("10:30", "10:30", "11:00")]


def test_leaving_after_the_rush_is_leaving_later_still(day):
    """For 10:30 it would have to leave at 9:50 in the rush, but 10:10 is enough after it."""
    problem = day.problem(
        [day.visit("A", 20, "10:30-11:00")], [day.shift()], periods=[("0:00", 1), ("7:00", 2), ("10:00", 1)]
    )
    assert hhmm(schedule(problem, 0, [0]).leave) == "10:10"


def test_the_window_limits_the_start_and_the_permitted_hours_the_whole_visit(day):
    """A visit of 30 minutes may start at the last second of its window, and must be over when permitted hours end."""
    late = day.visit("A", 60, "9:00-10:00")
    assert schedule(day.problem([late], [day.shift()]), 0, [0]).stops[0].start == day.at("10:00")
    just = day.visit("A", 60, "9:00-11:00", permitted="8:00-10:30")
    assert schedule(day.problem([just], [day.shift()]), 0, [0]) is not None
    over = day.visit("A", 60, "9:00-11:00", permitted="8:00-10:29")
    assert schedule(day.problem([over], [day.shift()]), 0, [0]) is None


def test_a_team_must_be_back_when_its_shift_ends(day):
    """An hour out, half an hour there, an hour back: 11:30, not a minute earlier."""
    assert schedule(day.problem([day.visit("A", 60)], [day.shift(hours="9:00-11:30")]), 0, [0]) is not None
    assert schedule(day.problem([day.visit("A", 60)], [day.shift(hours="9:00-11:29")]), 0, [0]) is None


def test_teams_and_numbers_of_visits_count(day):
    """A team without the right, or with its visits used up, has no schedule."""
    visits = [day.visit("A", 10, teams="T02"), day.visit("B", 10)]
    assert schedule(day.problem(visits, [day.shift()]), 0, [0]) is None
    assert schedule(day.problem(visits, [day.shift(most=0)]), 0, [1]) is None


REST = "11:30-13:30 45"


def test_a_rest_fills_the_waiting_for_a_window(day):
    """Free from 11:40, next window at 12:45 twenty minutes away: the rest costs no time."""
    visits = [day.visit("A", 10, "11:10-11:10"), day.visit("B", 30, "12:45-14:00")]
    route = schedule(day.problem(visits, [day.shift(rest=REST)]), 0, [0, 1])
    assert (route.rest.start, route.rest.end) == (day.at("11:40"), day.at("12:25"))
    assert _times(route)[1] == ("12:45", "12:45", "13:15")


def test_a_rest_on_arrival_when_that_is_earlier(day):
    """Free at 11:00 with 40 minutes of road: it travels first, and arrives at the door when the rest is over."""
    visits = [day.visit("A", 10, "10:30-10:30"), day.visit("B", 50)]
    route = schedule(day.problem(visits, [day.shift(rest=REST)]), 0, [0, 1])
    assert (hhmm(route.rest.start), hhmm(route.rest.end)) == ("11:40", "12:25")
    assert _times(route)[1] == ("12:25", "12:25", "12:55")
    assert route.stops[1].wait_s == 0


def test_a_rest_never_leaves_its_span(day):
    """A visit until 12:46 leaves 44 minutes; a minute earlier, the 45 are there."""
    for minutes, fits in ((105, True), (106, False)):
        visits = [day.visit("A", 10, "11:00-11:00", minutes=minutes), day.visit("B", 10, "14:00-15:00")]
        assert (schedule(day.problem(visits, [day.shift(rest=REST)]), 0, [0, 1]) is not None) is fits


def test_no_rest_for_a_tour_that_is_back_before_it_matters(day):
    """Back at 12:45 there are 45 minutes of the span left; back at 12:46 it must rest on the way."""
    early = schedule(day.problem([day.visit("A", 10, "12:05-12:05")], [day.shift(rest=REST)]), 0, [0])
    assert (early.rest, hhmm(early.back)) == (None, "12:45")
    later = schedule(day.problem([day.visit("A", 10, "12:06-12:06")], [day.shift(rest=REST)]), 0, [0])
    assert later.rest is not None or later.leave >= day.at("12:15")


def test_no_rest_for_a_tour_that_leaves_after_it_fits(day):
    """Leaving at 12:15 the team has rested in the office."""
    route = schedule(day.problem([day.visit("A", 10, "12:25-12:25")], [day.shift(rest=REST)]), 0, [0])
    assert (route.rest, hhmm(route.leave)) == (None, "12:15")


def test_a_rest_before_the_first_visit_is_put_off_to_the_end_of_its_span(day):
    """Two hours of road to a visit at 14:00: too far to rest in the office, so it rests there, until 13:30."""
    route = schedule(day.problem([day.visit("A", 120, "14:00-14:10")], [day.shift(rest=REST)]), 0, [0])
    assert (hhmm(route.leave), hhmm(route.rest.start), hhmm(route.rest.end)) == ("10:45", "12:45", "13:30")
    assert _times(route) == [("13:30", "14:00", "14:30")]


def test_an_empty_tour_takes_no_time(day):
    """Nothing to do: no stops, and back when it would have left."""
    route = schedule(day.problem([], [day.shift()]), 0, [])
    assert (route.stops, route.leave, route.back) == ((), day.at("9:00"), day.at("9:00"))
