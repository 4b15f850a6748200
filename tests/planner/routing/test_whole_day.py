"""One impossible visit never spoils a day: the rest is planned, and what is left out says why."""

from dataclasses import replace

import numpy as np
import pytest

from planner.finding import Kind
from planner.routing.problem import Lock
from planner.routing.reasons.limits import Limit
from planner.routing.solve import SolveParams
from planner.routing.verify import verify
from planner.routing.whole_day import solve_possible, why_left_out

PARAMS = SolveParams(iterations=20)


def all_of(routes):
    """The visits that are planned."""
    return sorted(stop.visit.id for route in routes for stop in route.stops)


def ids(routes):
    """The visits of each team."""
    return {route.shift.team: [stop.visit.id for stop in route.stops] for route in routes}


def cut_off(problem, visit, seconds):
    """The same day where every road to and from one visit takes so long."""
    found = {}
    for mode, matrix in problem.matrices.items():
        roads = matrix.seconds.copy()
        roads[:, visit, :] = roads[:, :, visit] = seconds
        roads[:, visit, visit] = 0
        found[mode] = replace(matrix, seconds=roads)
    return replace(problem, matrices=found)


@pytest.mark.parametrize("seconds", [86_400, 10_000_000, np.iinfo(np.int32).max])
def test_a_place_without_a_road_is_left_out_and_says_so(day, seconds):
    """However the engine writes that there is none."""
    visits = [day.visit("A", 10), day.visit("B", 20, fixed=True), day.visit("C", 30)]
    problem = cut_off(day.problem(visits, [day.shift(), day.shift("T02")]), 1, seconds)
    routes = solve_possible(problem, PARAMS)
    assert all_of(routes) == ["A", "C"]
    assert verify(problem, routes) == ()
    (reason,) = why_left_out(problem, routes).values()
    assert (reason.kind, reason.limit) == (Kind.RED, Limit.ROAD)


def test_a_pair_without_a_road_is_not_driven(day):
    """A and B can each be reached, but not from each other: two teams make them, one team makes one and says why."""
    visits = [day.visit("A", 10, fixed=True), day.visit("B", 20)]
    for shifts in ([day.shift()], [day.shift(), day.shift("T02")]):
        problem = day.problem(visits, shifts)
        (matrix,) = {id(m): m for m in problem.matrices.values()}.values()
        matrix.seconds[:, 0, 1] = matrix.seconds[:, 1, 0] = 200_000
        routes = solve_possible(problem, PARAMS)
        assert verify(problem, routes) == ()
        assert all_of(routes) == ["A", "B"][: len(shifts)]
        reasons = why_left_out(problem, routes)
        assert {id: reason.kind for id, reason in reasons.items()} == ({"B": Kind.YELLOW} if len(shifts) == 1 else {})


def test_what_nobody_can_do_is_left_out_beside_the_rest(day):
    """A skill that nobody has, a team that does not go, a place in a tour that is too short, hours that do not meet."""
    visits = [
        day.visit("A", 10),
        day.visit("B", 10, skills=frozenset({"粤语"})),
        day.visit("C", 10),
        day.visit("D", 10),
        day.visit("E", 10, permitted="9:00-9:10"),
        day.visit("F", 600),
    ]
    locks = {"C": Lock("T09"), "D": Lock("T01", 9)}
    problem = day.problem(visits, [day.shift()], locks=locks)
    for start in (None, [[4, 1, 0, 3, 2]]):
        routes = solve_possible(problem, PARAMS, start=start)
        assert ids(routes) == {"T01": ["A"]}
        reasons = why_left_out(problem, routes)
        assert [(id, reason.kind) for id, reason in reasons.items()] == [(id, Kind.RED) for id in "BCDEF"]


def test_a_lock_that_contradicts_a_planned_one_names_it(day):
    """Both want to be the first stop; A ranks higher."""
    visits = [day.visit("A", 10, fixed=True), day.visit("B", 20), day.visit("C", 30)]
    problem = day.problem(visits, [day.shift()], locks=dict.fromkeys("AB", Lock("T01", 1)))
    routes = solve_possible(problem, PARAMS)
    assert ids(routes) == {"T01": ["A", "C"]}
    reason = why_left_out(problem, routes)["B"]
    assert reason.text == "与到访 A 的锁定矛盾（小组 T01）：两者都锁定为第 1 站。"
    assert reason.remedies


def test_of_two_locks_the_one_that_can_be_kept_is(day):
    """A ranks higher, but is ten hours away: B is the first stop, and A says that it is too far."""
    visits = [day.visit("A", 600, fixed=True), day.visit("B", 20), day.visit("C", 30)]
    problem = day.problem(visits, [day.shift()], locks=dict.fromkeys("AB", Lock("T01", 1)))
    routes = solve_possible(problem, PARAMS)
    assert ids(routes) == {"T01": ["B", "C"]}
    assert "锁定矛盾" not in why_left_out(problem, routes)["A"].text


def test_a_day_without_contradictions_is_searched_as_it_is(day):
    """From the tours that were given."""
    problem = day.problem([day.visit("A", 10), day.visit("B", 20)], [day.shift(), day.shift("T02")])
    assert ids(solve_possible(problem, SolveParams(iterations=0), start=[[], [1, 0]])) == {"T02": ["B", "A"]}
    assert solve_possible(day.problem([], [day.shift()])) == ()
