"""Exact times of one order of visits."""

import pytest

from planner.clock import hhmm
from planner.routing.exact.schedule import Timing, schedule
from planner.routing.problem import Lock
from planner.routing.verify import verify


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


@pytest.mark.parametrize(
    ("place", "start"), [(10, "09:10"), (60, "10:00"), (61, "14:00"), (300, "14:00"), (330, "14:30"), (331, None)]
)
def test_a_visit_starts_in_the_first_window_that_can_still_be_reached(day, place, start):
    """From 9:00 to 10:00 or from 14:00 to 14:30; the team waits for the second if it misses the first."""
    visit = day.visit("A", place, "9:00-10:00 14:00-14:30")
    route = schedule(day.problem([visit], [day.shift(hours="9:00-23:00")]), 0, [0])
    assert (route and hhmm(route.stops[0].start)) == start


def test_a_window_that_leaves_no_time_before_permitted_hours_end_is_no_window(day):
    """Half an hour from 9:45 is too much before 10:00, so that only half past 9 is left of the second window."""
    visit = day.visit("A", 10, "8:00-8:30 9:15-9:45", permitted="9:00-10:00")
    timing = Timing(day.problem([visit], [day.shift()]))
    assert timing.stays == [(day.at("9:15"), day.at("9:30"), 30 * 60)]
    assert hhmm(timing.route(0, [0]).stops[0].start) == "09:15"


def test_a_building_is_found_once(day):
    """Ten minutes for finding it before the first visit, none before the next in the same, ten again in another."""
    ways = [("A", "甲"), ("B", "甲"), ("C", "乙"), ("D", "甲"), ("E", ""), ("F", "")]
    visits = [day.visit(id, 10, building=building, find_s=600) for id, building in ways]
    route = schedule(day.problem(visits, [day.shift()]), 0, range(6))
    assert [(stop.departure - stop.start) // 60 for stop in route.stops] == [40, 30, 40, 40, 40, 40]


def test_finding_the_building_counts_against_permitted_hours(day):
    """Alone it would last until 10:40; behind a stop in the same building it is over at 10:30."""
    visits = [
        day.visit("A", 10, "9:10-9:30", minutes=40, building="甲"),
        day.visit("B", 10, "10:00-10:00", permitted="9:00-10:30", building="甲", find_s=600),
    ]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert not timing.holds(0, [1])
    assert timing.holds(0, [0, 1])


def test_a_team_may_be_back_after_its_hours_as_far_as_overtime_is_allowed(day):
    """Back at 11:30: half an hour of overtime is enough for hours that end at 11:00, a second less is not."""
    visit = day.visit("A", 60)
    assert Timing(day.problem([visit], [day.shift(hours="9:00-11:00", overtime_s=1800)])).holds(0, [0])
    assert not Timing(day.problem([visit], [day.shift(hours="9:00-11:00", overtime_s=1799)])).holds(0, [0])


@pytest.mark.parametrize(
    "limit", [{"max_travel_s": 7200}, {"max_tour_s": 9000}, {"capacity": 3}, {"skills": frozenset({"沪语", "财务"})}]
)
def test_the_last_second_of_each_limit_is_kept(day, limit):
    """Two hours of road, two and a half in all, a demand of 3, a skill."""
    visit = day.visit("A", 60, demand=3, skills=frozenset({"沪语"}))
    able = {"skills": frozenset({"沪语"})}
    assert Timing(day.problem([visit], [day.shift(**{**able, **limit})])).holds(0, [0])
    less = {name: value - 1 if isinstance(value, int) else frozenset() for name, value in limit.items()}
    assert not Timing(day.problem([visit], [day.shift(**{**able, **less})])).holds(0, [0])


def test_a_tour_that_lasts_too_long_leaves_later_if_that_makes_it_shorter(day):
    """A is open all day and B at 15:00: with four hours the team starts A at 11:50, not at 9:10, and waits less."""
    visits = [day.visit("A", 10), day.visit("B", 20, "15:00-15:00")]
    timing = Timing(day.problem(visits, [day.shift(), day.shift("T02", max_tour_s=4 * 3600)]))
    assert [hhmm(timing.route(k, [0, 1]).leave) for k in (0, 1)] == ["09:00", "11:50"]
    assert [hhmm(stop.start) for stop in timing.route(1, [0, 1]).stops] == ["12:00", "15:00"]
    assert hhmm(timing.route(1, [0, 1]).back) == "15:50"


def test_a_tour_that_lasts_too_long_with_its_rest_leaves_when_the_team_has_rested(day):
    """Three hours and three quarters of work and a rest are too much for four hours: away at 12:15, not at 10:00."""
    visits = [day.visit("A", 15, minutes=90), day.visit("B", 0, minutes=105)]
    route = schedule(day.problem(visits, [day.shift(hours="10:00-18:00", rest=REST, max_tour_s=4 * 3600)]), 0, [0, 1])
    assert (hhmm(route.leave), hhmm(route.back), route.rest) == ("12:15", "16:00", None)


def test_a_tour_whose_windows_are_too_far_apart_is_too_long(day):
    """From 9:10 to 15:00 is more than four hours, however late it leaves."""
    visits = [day.visit("A", 10, "9:10-9:30"), day.visit("B", 20, "15:00-15:00")]
    assert not Timing(day.problem(visits, [day.shift(max_tour_s=4 * 3600)])).holds(0, [0, 1])


@pytest.mark.parametrize(
    ("position", "kept"),
    [(1, [1, 0, 0]), (2, [0, 1, 0]), (3, [0, 0, 1]), (4, [0, 0, 0]), (-1, [0, 0, 1]), (-3, [1, 0, 0])],
)
def test_a_locked_place_counts_from_either_end(day, position, kept):
    """Of the three places in a tour of three only one is right, or none if the tour is too short."""
    visits = [day.visit(id, 10) for id in "ABX"]
    timing = Timing(day.problem(visits, [day.shift()], locks={"X": Lock("T01", position)}))
    orders = [[2, 0, 1], [0, 2, 1], [0, 1, 2]]
    assert [timing.holds(0, order) for order in orders] == [bool(is_kept) for is_kept in kept]
    assert [timing.misplaced(order) for order in orders] == [[] if is_kept else [2] for is_kept in kept]


def test_a_lock_to_a_team_and_to_a_second(day):
    """Only T02, and exactly at 10:07:30, although it could start at 9:10."""
    start = day.at("10:07") + 30
    problem = day.problem([day.visit("A", 10)], [day.shift(), day.shift("T02")], locks={"A": Lock("T02", start=start)})
    assert schedule(problem, 0, [0]) is None
    stop = schedule(problem, 1, [0]).stops[0]
    assert (stop.start, stop.locked) == (start, True)


def test_a_lock_outside_the_window_is_never_kept(day):
    """At 11:00 where 9:00 to 10:00 was agreed."""
    problem = day.problem([day.visit("A", 10, "9:00-10:00")], [day.shift()], locks={"A": Lock(start=day.at("11:00"))})
    low, high, _ = Timing(problem).stays[0]
    assert low > high
    assert schedule(problem, 0, [0]) is None


@pytest.mark.parametrize("changes", [{"required_team": "T02"}, {"forbidden_teams": frozenset({"T01"})}])
def test_a_team_goes_by_what_the_visit_says(day, changes):
    """Another team required, or this one forbidden: T02 may, T01 may not."""
    timing = Timing(day.problem([day.visit("A", 10, **changes)], [day.shift(), day.shift("T02")]))
    assert [timing.may_go(k, 0) for k in (0, 1)] == [False, True]
    assert [timing.holds(k, [0]) for k in (0, 1)] == [False, True]


def test_visits_rank_by_what_leaving_them_out_costs(day):
    """A must comes before any value, a stated penalty among the flexible ones by its size."""
    visits = [
        day.visit("A", 10, value=1),
        day.visit("B", 10, value=1e6),
        day.visit("C", 10, penalty_s=20_000),
        day.visit("D", 10, value=0, is_must=True),
    ]
    assert Timing(day.problem(visits, [day.shift()])).ranks == [3, 1, 2, 0]


def test_the_road_to_the_first_visit_is_that_of_the_hour_in_which_the_team_leaves(day):
    """Twice as long until 10:00, but for 11:00 it leaves at 10:40: twenty minutes, not forty."""
    problem = day.problem([day.visit("A", 20, "11:00-12:00")], [day.shift()], periods=[("0:00", 2), ("10:00", 1)])
    route = schedule(problem, 0, [0])
    assert (hhmm(route.leave), route.stops[0].travel_s) == ("10:40", 20 * 60)
    assert Timing(problem).travel_s(0, [0]) == route.travel_s == 40 * 60


def test_a_team_that_rests_in_the_office_until_the_road_is_fast_has_no_rest_on_its_tour(day):
    """At noon the road takes an hour; after a rest until 12:45 a quarter of one, so that it leaves then."""
    problem = day.problem(
        [day.visit("A", 30, "12:00-14:00")], [day.shift(hours="12:00-18:00", rest=REST)], [("0:00", 2), ("12:45", 0.5)]
    )
    route = schedule(problem, 0, [0])
    assert (hhmm(route.leave), hhmm(route.stops[0].start), route.rest) == ("12:45", "13:00", None)
    assert verify(problem, [route]) == ()
