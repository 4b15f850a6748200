"""Places for one more visit: what the short cuts of looking for them must not get wrong."""

import pytest

from planner.routing.exact.insert import places
from planner.routing.exact.mend import mended
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Wishes

REST = "11:30-13:30 45"


def _at(timing, tour, visit):
    """By position: when it starts and when the team is back."""
    return {place.position: (place.start, place.back) for place in places(timing, 0, tour, visit)}


def test_a_stop_gains_time_from_one_before_it_in_the_same_building(day):
    """Both take half an hour, finding the building ten minutes, once: back at 10:30 to the second."""
    visits = [day.visit(id, 10, building="甲", find_s=600) for id in "BA"]
    timing = Timing(day.problem(visits, [day.shift(hours="9:00-10:30")]))
    assert _at(timing, [0], 1) == {0: (day.at("9:10"), day.at("10:30")), 1: (day.at("9:50"), day.at("10:30"))}


def test_a_team_that_still_has_to_rest_may_do_so_after_later_stops(day):
    """B until 10:30, rest on the way to C at 14:00; A fits before B, though nobody rests before B."""
    visits = [day.visit("B", 10, "10:00-10:00"), day.visit("C", 10, "14:00-14:00"), day.visit("A", 5, "9:05-9:20")]
    timing = Timing(day.problem(visits, [day.shift(rest=REST)]))
    assert _at(timing, [0, 1], 2) == {0: (day.at("9:05"), day.at("14:40"))}


def test_of_two_ways_to_the_same_stop_the_one_that_leads_home_counts(day):
    """B opens at 10:00 and at 13:00, for a team that rests first; home early, it has no need of that."""
    visits = [day.visit("B", 10, "10:00-10:00 13:00-13:00"), day.visit("A", 5, minutes=10)]
    timing = Timing(day.problem(visits, [day.shift(rest=REST)]))
    assert _at(timing, [0], 1)[0] == (day.at("9:05"), day.at("10:40"))


def test_a_delay_counts_even_if_a_team_that_rests_first_would_not_feel_it(day):
    """B opens until 11:00 and at 13:00; twenty minutes for A delay the team by twenty minutes."""
    visits = [day.visit("B", 10, "9:00-11:00 13:00-13:00"), day.visit("A", 5, minutes=20)]
    timing = Timing(day.problem(visits, [day.shift(rest=REST)]))
    assert timing.route(0, [0]).back == day.at("9:50")
    assert _at(timing, [0], 1)[0] == (day.at("9:05"), day.at("10:10"))


def test_a_tour_with_a_longest_time_takes_a_visit_in_by_leaving_later(day):
    """Four hours until 15:50: A starts at noon."""
    visits = [day.visit("B", 20, "15:00-15:00"), day.visit("A", 10)]
    timing = Timing(day.problem(visits, [day.shift(max_tour_s=4 * 3600)]))
    assert _at(timing, [0], 1)[0] == (day.at("12:00"), day.at("15:50"))


@pytest.mark.parametrize(("limit_s", "positions"), [(2400, [0, 1]), (2399, []), (None, [0, 1])])
def test_a_tour_with_a_longest_travel_takes_a_visit_in_as_far_as_that_goes(day, limit_s, positions):
    """Forty minutes of road with A, twenty without it."""
    visits = [day.visit("B", 10), day.visit("A", 20)]
    timing = Timing(day.problem(visits, [day.shift(max_travel_s=limit_s)]))
    assert list(_at(timing, [0], 1)) == positions


@pytest.mark.parametrize(("place", "extra_s"), [(5, 0), (20, 1200)])
def test_the_price_of_a_place_has_what_balance_asks_for_more_work(day, place, extra_s):
    """From 110 minutes of work to half an hour and the detour more; the slider stands half-way."""
    visits = [day.visit("B", 10, minutes=90), day.visit("A", place)]
    timing = Timing(day.problem(visits, [day.shift()], wishes=Wishes(balance=0.5)))
    before, after = 110 * 60, 140 * 60 + extra_s
    more = after**2 * 500 // 57_600_000 - before**2 * 500 // 57_600_000
    found = places(timing, 0, [0], 1)
    assert [(found[0].extra_s, found[0].price)] == [(extra_s, extra_s + more)]


def test_mending_takes_out_flexible_visits_before_the_break_rather_than_an_important_one(day):
    """Both F have to go for X; Z, worth least, comes later and stays."""
    visits = [
        day.visit("F1", 0, minutes=60, value=5),
        day.visit("F2", 0, minutes=60, value=5),
        day.visit("X", 10, "9:10-9:20", fixed=True, value=0),
        day.visit("Z", 10, "15:00-15:00", value=0),
    ]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert mended(timing, 0, [0, 1, 2, 3]) == [2, 3]
