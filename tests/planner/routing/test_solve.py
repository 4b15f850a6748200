"""Whole plans: served, fixed first, repeatable, and with an answer however the search ends."""

import os
import threading
from itertools import permutations

import pytest

from planner.errors import PlannerError
from planner.routing import solve as solving
from planner.routing.exact.schedule import Timing
from planner.routing.reasons.explain import explain
from planner.routing.solve import SolveParams, solve
from planner.routing.verify import verify
from planner.shift import TravelMode


def _ids(routes):
    return {route.shift.team: [stop.visit.id for stop in route.stops] for route in routes}


def _abort(_task, _tell):
    os.abort()


def _hang(_task, _tell):
    threading.Event().wait(30)


@pytest.fixture(scope="module")
def busy(day):
    """Sixteen visits, half of them with windows, and two teams that cannot make them all."""
    visits = [
        day.visit(f"V{n:02d}", (n * 7) % 50 - 20, f"{9 + n % 8}:00-{11 + n % 8}:00" if n % 2 else "8:00-20:00", value=n)
        for n in range(16)
    ]
    shifts = [
        day.shift("T01", rest="11:30-13:30 45", most=5),
        day.shift("T02", "10:00-19:00", start=5, end=10, mode=TravelMode.EBIKE),
    ]
    return day.problem(visits, shifts, periods=[("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1)])


def test_nothing_to_do_is_no_plan(day):
    """No visits, no teams, or no visit that anybody could make."""
    assert solve(day.problem([], [day.shift()])) == ()
    assert solve(day.problem([day.visit("A", 10)], [])) == ()
    assert solve(day.problem([day.visit("A", 10, teams="")], [day.shift()])) == ()


def test_a_plan_holds_and_explains_what_it_leaves_out(busy):
    """Every visit is in one route or has a reason, and the checker agrees."""
    routes = solve(busy, SolveParams(iterations=100))
    assert verify(busy, routes) == ()
    planned = {stop.visit.id for route in routes for stop in route.stops}
    assert planned.isdisjoint(explain(busy, routes))
    assert planned | explain(busy, routes).keys() == {visit.id for visit in busy.visits}
    assert len(planned) >= 12


def test_the_same_seed_and_iterations_give_the_same_plan(busy):
    """To the second."""
    assert solve(busy, SolveParams(iterations=60, seed=7)) == solve(busy, SolveParams(iterations=60, seed=7))


def test_a_fixed_visit_of_no_value_beats_a_flexible_one_of_a_million(day):
    """One team, one slot."""
    visits = [
        day.visit("F", 10, "12:00-12:00", value=1e6),
        day.visit("X", 20, "12:00-12:00", value=0, fixed=True),
    ]
    assert _ids(solve(day.problem(visits, [day.shift()]), SolveParams(iterations=20))) == {"T01": ["X"]}


def test_an_impossible_visit_does_not_spoil_the_rest(day):
    """A window that nobody can keep, and permitted hours that are too short, are set aside."""
    visits = [
        day.visit("A", 10),
        day.visit("B", 600),
        day.visit("C", 10, permitted="9:00-9:10"),
        day.visit("D", 10, "5:00-5:30"),
    ]
    assert _ids(solve(day.problem(visits, [day.shift()]), SolveParams(iterations=20))) == {"T01": ["A"]}


def test_a_team_goes_by_its_own_mode_of_travel_and_rights(day):
    """Each visit to the only team that may go there."""
    visits = [day.visit("A", 10, teams="T02"), day.visit("B", -10, teams="T01")]
    shifts = [day.shift("T01"), day.shift("T02", mode=TravelMode.METRO)]
    assert _ids(solve(day.problem(visits, shifts), SolveParams(iterations=20))) == {"T01": ["B"], "T02": ["A"]}


def test_cancel_keeps_the_best_plan_so_far(busy):
    """Of a search of ten minutes that is stopped at its first sign of life."""
    told = []

    def stop(percent, text):
        told.append((percent, text))
        return len(told) < 10

    routes = solve(busy, SolveParams(seconds=600), stop)
    assert verify(busy, routes) == ()
    assert sum(len(route.stops) for route in routes) >= 12
    assert told[0] == (0, told[0][1])


def test_cancel_before_the_search_still_gives_a_plan(busy):
    """The order to begin with is one."""
    assert verify(busy, solve(busy, SolveParams(), lambda _percent, _text: False)) == ()


def test_progress_rises_and_counts_the_visits(busy):
    """From 0 to 99, with what is planned."""
    told = []
    solve(busy, SolveParams(seconds=1.5), lambda percent, text: told.append((percent, text)) or True)
    percents = [percent for percent, _ in told]
    assert percents == sorted(percents)
    assert percents[-1] == 99
    assert all(text.startswith("已排 ") and text.endswith("/16 户") for _, text in told[:-1])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal to name.")
def test_a_crash_of_the_search_is_a_sentence(busy, monkeypatch):
    """The caller lives on and can say what happened."""
    monkeypatch.setattr(solving, "search", _abort)
    with pytest.raises(PlannerError, match="规划路线时子进程意外退出（SIGABRT）"):
        solve(busy, SolveParams(seconds=5))


def test_a_search_that_hangs_is_a_sentence(busy, monkeypatch):
    """It is given its time and a little more."""
    monkeypatch.setattr(solving, "search", _hang)
    monkeypatch.setattr(solving, "_HANG_SECONDS", 0.1)
    with pytest.raises(PlannerError, match="超时"):
        solve(busy, SolveParams(seconds=1))


@pytest.mark.parametrize("seed", range(4))
def test_as_many_visits_as_trying_every_order(day, seed):
    """Five visits with windows of an hour, one team with a rest."""
    visits = [
        day.visit(
            f"V{n}",
            (n * 13 + seed * 5) % 40 - 15,
            f"{9 + (n * 3 + seed) % 8}:00-{10 + (n * 3 + seed) % 8}:30",
            minutes=45,
        )
        for n in range(5)
    ]
    problem = day.problem(visits, [day.shift(rest="11:30-13:30 45")], periods=[("0:00", 1), ("7:00", 2), ("10:00", 1)])
    timing = Timing(problem)
    most = max(size for size in range(6) for order in permutations(range(5), size) if timing.holds(0, order))
    routes = solve(problem, SolveParams(iterations=50))
    assert sum(len(route.stops) for route in routes) == most
