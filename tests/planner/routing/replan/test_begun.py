"""How a day stands: done, under way or still in, and when each team can go on."""

import pytest

from planner.routing.exact.schedule import schedule
from planner.routing.replan.begun import Begun, standing
from planner.visit import TimeWindow


@pytest.fixture
def tour(day):
    """9:00 to A (9:10-9:40), to B (9:50-10:20), rest at 11:30 at C's door, C (12:15-12:45), back 13:15."""
    visits = [day.visit("A", 10), day.visit("B", 20), day.visit("C", 30, "12:00-13:00")]
    problem = day.problem(visits, [day.shift(rest="11:30-12:45 45")])
    route = schedule(problem, 0, [0, 1, 2])
    assert [stop.start for stop in route.stops] == [day.at("9:10"), day.at("9:50"), day.at("12:15")]
    assert route.rest == day.window("11:30-12:15")
    return problem, route


def stands(tour, **more):
    problem, route = tour
    return standing(problem, 0, route, Begun(**more))


def ids(stand):
    return [stop.visit.id for stop in stand.done]


def test_before_it_leaves_a_team_is_in(day, tour):
    """At 8:59 nothing is frozen, and it may leave at 9:00."""
    stand = stands(tour, now=day.at("8:59"))
    assert (stand.is_out, ids(stand), stand.ready, stand.node) == (False, [], day.at("9:00"), 3)


def test_a_team_without_a_route_may_leave_from_now_on(day, tour):
    """Nobody had work for it."""
    problem, _ = tour
    assert standing(problem, 0, None, Begun(day.at("11:00"))).ready == day.at("11:00")


def test_on_the_road_a_team_goes_on_to_the_next_door(day, tour):
    """At 9:45 it is on its way to B, where it can be used otherwise from 9:50 on; the road is carried over."""
    stand = stands(tour, now=day.at("9:45"))
    assert (ids(stand), stand.heading, stand.node, stand.ready) == (["A"], "B", 1, day.at("9:50"))
    assert (stand.carried_s, stand.carried_m, stand.arrived) == (600, 10_000, day.at("9:50"))


def test_a_visit_that_has_begun_is_done_and_ends_first(day, tour):
    """At 9:50 B begins; the team is free at 10:20."""
    stand = stands(tour, now=day.at("9:50"))
    assert (ids(stand), stand.heading, stand.node, stand.ready) == (["A", "B"], "", 1, day.at("10:20"))


def test_a_team_at_the_door_is_ready_now(day, tour):
    """It is at C from 10:30 on and has not begun to rest at 11:20."""
    stand = stands(tour, now=day.at("11:20"))
    assert (ids(stand), stand.node, stand.ready, stand.arrived) == (["A", "B"], 2, day.at("11:20"), day.at("10:30"))
    assert stand.rest is None


def test_a_rest_that_has_begun_is_taken_whole(day, tour):
    """At 11:40 it rests until 12:15, and needs no other rest."""
    stand = stands(tour, now=day.at("11:40"))
    assert (stand.rest, stand.ready) == (day.window("11:30-12:15"), day.at("12:15"))


def test_on_the_way_home_a_team_is_free_at_home(day, tour):
    """At 12:50 it goes back and is there at 13:15; the way is carried over."""
    stand = stands(tour, now=day.at("12:50"))
    assert (stand.is_home, ids(stand), stand.node, stand.ready) == (True, ["A", "B", "C"], 4, day.at("13:15"))
    assert stand.carried_s == 1800


def test_who_is_home_is_ready_now(day, tour):
    """At 16:00, not at 13:15."""
    assert stands(tour, now=day.at("16:00")).ready == day.at("16:00")


def test_who_is_home_early_rests_there(day):
    """Back at 9:50, the rest of 12:00 is taken at home by 12:45, not by 12:30."""
    problem = day.problem([day.visit("A", 10)], [day.shift(rest="12:00-14:00 45")])
    route = schedule(problem, 0, [0])
    assert route.rest is None
    rests = [standing(problem, 0, route, Begun(day.at(now))).rest for now in ("12:30", "12:45")]
    assert rests == [None, day.window("12:00-12:45")]


def test_a_team_that_is_late_is_where_its_plan_was(day, tour):
    """20 minutes late at 10:00, A ends at 10:00; it is in B's door at 10:10."""
    stand = stands(tour, now=day.at("10:00"), late_s={"T01": 1200})
    assert (ids(stand), stand.heading, stand.ready) == (["A"], "B", day.at("10:10"))
    stand = stands(tour, now=day.at("9:59"), late_s={"T01": 1200})
    assert (ids(stand), stand.heading, stand.ready) == (["A"], "", day.at("10:00"))


def test_a_late_team_that_has_not_left_leaves_later(day, tour):
    """15 minutes late at 9:10: it leaves at 9:15."""
    stand = stands(tour, now=day.at("9:10"), late_s={"T01": 900})
    assert (stand.is_out, stand.ready) == (False, day.at("9:15"))


def test_a_rest_before_the_road_is_told_from_one_at_the_door(day):
    """Where the road is quicker after the rest, the team rests first: at 11:40 it is still at A."""
    visits = [day.visit("A", 10, "10:50-10:50"), day.visit("B", 40)]
    problem = day.problem(visits, [day.shift(rest="11:20-12:30 45")], (("0:00", 1.0), ("11:00", 4.0), ("12:00", 1.0)))
    route = schedule(problem, 0, [0, 1])
    assert route.rest == TimeWindow(day.at("11:20"), day.at("12:05"))
    assert route.stops[1].arrival == day.at("12:35")
    stand = standing(problem, 0, route, Begun(day.at("11:40")))
    assert (stand.node, stand.heading, stand.ready) == (0, "", day.at("12:05"))
    stand = standing(problem, 0, route, Begun(day.at("12:05")))
    assert (stand.node, stand.heading, stand.ready) == (1, "B", day.at("12:35"))


def test_a_problem_without_the_place_of_a_team_is_refused(day, tour):
    """The visit that it is in must be there, wanted or not."""
    _, route = tour
    other = day.problem([day.visit("X", 1)], [route.shift])
    with pytest.raises(ValueError, match="Nobody knows where team T01 is"):
        standing(other, 0, route, Begun(day.at("9:20")))
