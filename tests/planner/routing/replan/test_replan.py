"""A day planned again before it begins: each way keeps what it promises, and nobody leaves an agreed window."""

from dataclasses import replace

import pytest

from planner.routing.exact.schedule import schedule
from planner.routing.problem import Lock
from planner.routing.replan.replan import Way, replan
from planner.routing.solve import SolveParams
from planner.routing.verify import verify

UNSEARCHED, SEARCHED = SolveParams(iterations=0), SolveParams(iterations=50)


def planned(problem, **tours):
    """Routes of these teams making these visits: T01="A B"."""
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    shifts = {shift.team: k for k, shift in enumerate(problem.shifts)}
    routes = [schedule(problem, shifts[team], [nodes[id] for id in ids.split()]) for team, ids in tours.items()]
    assert all(routes)
    return routes


def tours(routes):
    """Who makes which visits: {"T01": "A B"}."""
    return {route.shift.team: " ".join(stop.visit.id for stop in route.stops) for route in routes}


def again(problem, before, way, params=UNSEARCHED, **more):
    """The new tours, once the checker has agreed to them."""
    found = replan(problem, before, way, params, **more)
    assert verify(found.problem, found.checked) == ()
    return found.routes


@pytest.fixture
def crossed(day):
    """East and west from the office, dealt the wrong way round: everything would be better otherwise."""
    visits = [day.visit("E1", 20), day.visit("E2", 30), day.visit("W1", -20), day.visit("W2", -30)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    return problem, planned(problem, T01="E2 W1", T02="W2 E1")


def with_visit(problem, day, visit):
    """The same day with one visit more."""
    return day.problem([*problem.visits, visit], problem.shifts, locks=problem.locks)


def test_inserting_keeps_teams_and_orders_however_bad_they_are(day, crossed):
    """The new visit on the way to E2 is put in there; nothing else moves."""
    problem, before = crossed
    wider = with_visit(problem, day, day.visit("N", 25))
    assert tours(again(wider, before, Way.INSERT)) == {"T01": "N E2 W1", "T02": "W2 E1"}


def test_inserting_takes_the_important_ones_first(day):
    """There is room for one of two at noon: the fixed one goes in."""
    problem = day.problem([day.visit("A", 10, "9:00-9:30")], [day.shift()])
    before = planned(problem, T01="A")
    wider = with_visit(problem, day, day.visit("V", 10, "12:00-12:00", value=9))
    wider = with_visit(wider, day, day.visit("F", 20, "12:00-12:00", fixed=True))
    assert tours(again(wider, before, Way.INSERT)) == {"T01": "A F"}


def test_inserting_pushes_nobody_out(day):
    """Not even a new appointment: the dispatcher asked for nothing else to change."""
    problem = day.problem([day.visit("A", 10, "12:00-12:00")], [day.shift()])
    before = planned(problem, T01="A")
    wider = with_visit(problem, day, day.visit("F", 20, "12:00-12:00", fixed=True))
    assert tours(again(wider, before, Way.INSERT)) == {"T01": "A"}
    assert tours(again(wider, before, Way.EVERYTHING)) == {"T01": "F"}


def test_inserting_moves_only_what_no_longer_fits_its_place(day):
    """B agreed anew to the afternoon: A and C keep their order, B goes behind them."""
    visits = [day.visit("A", 10), day.visit("B", 20, "9:00-12:00"), day.visit("C", 30, "10:00-13:00")]
    shifts = [day.shift()]
    before = planned(day.problem(visits, shifts), T01="A B C")
    visits[1] = day.visit("B", 20, "15:00-16:00")
    assert tours(again(day.problem(visits, shifts), before, Way.INSERT)) == {"T01": "A C B"}


def test_a_cancelled_visit_just_goes(day, crossed):
    """A visit that is no longer in the problem leaves its tour; so does a team."""
    problem, before = crossed
    fewer = day.problem(problem.visits[1:3], problem.shifts)
    assert tours(again(fewer, before, Way.INSERT)) == {"T01": "E2 W1"}
    alone = day.problem(problem.visits, problem.shifts[:1])
    assert tours(again(alone, before[1:], Way.KEEP_WHO)).keys() == {"T01"}


def test_keeping_who_improves_the_order_only(day):
    """A better order is found; that the other team is nearer to both does not count."""
    visits = [day.visit("A", 10), day.visit("B", 20), day.visit("C", 30)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02", start=20, end=20)])
    before = planned(problem, T01="B A C")
    assert tours(again(problem, before, Way.KEEP_WHO, SEARCHED)) in ({"T01": "A B C"}, {"T01": "C B A"})


def test_keeping_who_gives_new_visits_to_anybody(day, crossed):
    """Each keeps its own visits; the new one goes to the team that may go."""
    problem, before = crossed
    wider = with_visit(problem, day, day.visit("N", -40, teams="T02"))
    found = tours(again(wider, before, Way.KEEP_WHO))
    assert {team: set(ids.split()) for team, ids in found.items()} == {"T01": {"E2", "W1"}, "T02": {"E1", "W2", "N"}}


def test_keeping_who_frees_a_visit_whose_team_may_no_longer_go(day, crossed):
    """T01 lost its authorisation for E2: T02 takes it over."""
    problem, before = crossed
    visits = [replace(v, allowed_teams=frozenset({"T02"})) if v.id == "E2" else v for v in problem.visits]
    found = tours(again(day.problem(visits, problem.shifts), before, Way.KEEP_WHO))
    assert found["T01"] == "W1"
    assert "E2" in found["T02"].split()


def test_everything_is_put_right_where_moving_is_free(day, crossed):
    """East without west, west without east: two hours on the road instead of three and a third."""
    problem, before = crossed
    found = again(problem, before, Way.EVERYTHING, SEARCHED, moved_s=0)
    assert [sum(route.travel_s for route in routes) for routes in (before, found)] == [200 * 60, 120 * 60]


def test_a_high_price_moves_nobody_to_another_team(day, crossed):
    """Nothing that could be saved on the road is worth it."""
    problem, before = crossed
    found = tours(again(problem, before, Way.EVERYTHING, SEARCHED, moved_s=86_400))
    assert {team: set(ids.split()) for team, ids in found.items()} == {"T01": {"E2", "W1"}, "T02": {"W2", "E1"}}


def test_a_high_price_is_paid_where_a_visit_would_be_lost(day):
    """A new appointment takes B's time at T01: B changes to T02 all the same."""
    shifts = [day.shift("T01"), day.shift("T02")]
    problem = day.problem([day.visit("B", 10, "12:00-12:00")], shifts)
    before = planned(problem, T01="B")
    wider = with_visit(problem, day, day.visit("F", 10, "12:00-12:00", fixed=True, teams="T01"))
    assert tours(again(wider, before, Way.EVERYTHING, SEARCHED, moved_s=10_000)) == {"T01": "F", "T02": "B"}


def test_a_told_hour_is_kept_to_half_an_hour(day):
    """A was told 10:10. The new visit before it may delay it to 10:40 at the latest, so the longer one comes after."""
    visits = [day.visit("A", 10, "9:00-17:00")]
    problem = day.problem(visits, [day.shift(hours="10:00-18:00")])
    before = planned(problem, T01="A")
    told = {"A": before[0].stops[0].start}
    assert told["A"] == day.at("9:00") + 4200
    short = with_visit(problem, day, day.visit("N", 5, "10:05-10:05", minutes=25))
    (route,) = again(short, before, Way.INSERT, told=told)
    assert [(stop.visit.id, stop.start - told["A"]) for stop in route.stops] == [("N", -300), ("A", 1500)]
    long = with_visit(problem, day, day.visit("N", 5, "10:05-10:05", minutes=60, value=0))
    assert tours(again(long, before, Way.INSERT, told=told)) == {"T01": "A"}
    assert tours(again(long, before, Way.INSERT)) == {"T01": "N A"}


def test_who_would_be_lost_at_the_hour_told_goes_at_another_agreed_one(day):
    """The only team starts at noon now: A, told 9:10, agreed to the whole day."""
    problem = day.problem([day.visit("A", 10, "9:00-17:00")], [day.shift()])
    before = planned(problem, T01="A")
    later = day.problem(problem.visits, [day.shift(hours="12:00-18:00")])
    for way in (Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING):
        (route,) = again(later, before, way, told={"A": day.at("9:10")})
        assert route.stops[0].start == day.at("12:10")


def test_new_consent_sets_the_told_hour_aside(day):
    """Told 9:10, agreed anew to the afternoon: that window alone counts."""
    problem = day.problem([day.visit("A", 10, "14:00-17:00")], [day.shift()])
    (route,) = again(problem, [], Way.EVERYTHING, told={"A": day.at("9:10")})
    assert route.stops[0].start == day.at("14:00")


@pytest.mark.parametrize("way", [Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING])
def test_locks_outlast_every_way(day, crossed, way):
    """W1 locked to the first place of T02 goes there, whoever had it; its stop says that it is locked."""
    problem, before = crossed
    locked = replace(problem, locks={"W1": Lock("T02", position=1)})
    (route,) = [route for route in again(locked, before, way) if route.shift.team == "T02"]
    assert (route.stops[0].visit.id, route.stops[0].locked) == ("W1", True)


@pytest.mark.parametrize("way", [Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING])
def test_the_routes_speak_of_the_visits_as_they_were_agreed(day, crossed, way):
    """Not of the narrower window that a told hour makes of them."""
    problem, before = crossed
    told = {stop.visit.id: stop.start for route in before for stop in route.stops}
    found = again(problem, before, way, told=told)
    assert {stop.visit for route in found for stop in route.stops} == set(problem.visits)


def test_an_appointment_is_never_traded_for_any_value(day):
    """F at noon was planned; a visit of a million wants the same minute."""
    problem = day.problem([day.visit("F", 10, "12:00-12:00", fixed=True)], [day.shift()])
    before = planned(problem, T01="F")
    wider = with_visit(problem, day, day.visit("V", 10, "12:00-12:00", value=1e6))
    for way in (Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING):
        assert tours(again(wider, before, way)) == {"T01": "F"}
