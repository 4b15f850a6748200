"""What plans cost, and what leaving visits out costs."""

from dataclasses import replace

import pytest

from planner.routing.exact.objective import FLEXIBLE_PENALTY, penalties, plan_cost, route_cost
from planner.routing.exact.schedule import schedule
from planner.routing.problem import Wishes
from planner.visit import Level, Location


def test_flexible_visits_cost_by_value_and_one_that_outranks_more_than_all_of_them(day):
    """However many, whatever their value; a stated penalty stands as it is."""
    visits = [day.visit("A", 10), day.visit("B", 10, value=2.5), day.visit("C", 10, value=9, penalty_s=60)]
    visits += [day.visit("X", 10, value=0, fixed=True), day.visit("Y", 10, value=0, is_must=True, penalty_s=5)]
    outranking = 14_400 + 36_000 + 60 + 86_400 * 2
    assert penalties(day.problem(visits, [day.shift()])) == (14_400, 36_000, 60, outranking, outranking)


def test_the_least_valuable_visit_is_worth_a_detour_and_the_dearest_a_thousand(day):
    """Nothing is worth nothing, and no value is beyond all others."""
    visits = [day.visit("A", 10, value=0), day.visit("B", 10, value=1), day.visit("C", 10, value=1e9)]
    costs = penalties(day.problem(visits, [day.shift()]))
    assert costs == (FLEXIBLE_PENALTY, FLEXIBLE_PENALTY, 1000 * FLEXIBLE_PENALTY)


def test_a_plan_costs_its_road_and_what_it_leaves_out(day):
    """Twenty minutes of road; the second visit is left out."""
    problem = day.problem([day.visit("A", 10), day.visit("B", 10, penalty_s=777)], [day.shift(), day.shift("T02")])
    route, empty = schedule(problem, 0, [0]), schedule(problem, 1, [])
    assert route_cost(problem, route) == 1200
    assert route_cost(problem, empty) == 0
    assert plan_cost(problem, [route, empty]) == 1200 + 777
    assert plan_cost(problem, []) == FLEXIBLE_PENALTY + 777


def test_overtime_costs_its_price_for_each_second_after_hours(day):
    """Back at 11:30, 600 seconds late at 1.5."""
    shift = day.shift(hours="9:00-11:20", overtime_s=3600)
    problem = day.problem([day.visit("A", 60)], [shift], wishes=Wishes(overtime_price=1.5))
    assert route_cost(problem, schedule(problem, 0, [0])) == 7200 + 900
    in_time = replace(problem, shifts=(replace(shift, hours=day.window("9:00-11:30")),))
    assert route_cost(in_time, schedule(in_time, 0, [0])) == 7200


@pytest.mark.parametrize(("balance", "price"), [(0.0, 0), (0.5, 703), (1.0, 1406)])
def test_balance_prices_the_square_of_a_tour_s_work(day, balance, price):
    """Two hours of road and half an hour of visit: 9000 seconds squared, over 57,600."""
    problem = day.problem([day.visit("A", 60, "11:00-12:00")], [day.shift()], wishes=Wishes(balance=balance))
    assert route_cost(problem, schedule(problem, 0, [0])) == 7200 + price


@pytest.mark.parametrize(
    ("visit", "shift", "held", "wish"),
    [
        ({"preferred_teams": frozenset({"T02"})}, {}, {}, 900),
        ({"preferred_teams": frozenset({"T01"})}, {}, {}, 0),
        ({}, {"territories": frozenset({"徐汇区"})}, {}, 600),
        ({}, {"territories": frozenset({"静安区"})}, {}, 0),
        ({}, {}, {"A": "T02"}, 300),
        ({}, {}, {"A": "T01"}, 0),
    ],
)
def test_wishes_cost_at_each_stop(day, visit, shift, held, wish):
    """Another team preferred, another district, another team before; each against its fulfilment."""
    word = replace(day.visit("A", 10, **visit), location=Location("", 10, level=Level.CONFIRMED, district="静安区"))
    problem = day.problem([word], [day.shift(**shift)], wishes=Wishes(moved_s=300), held=held)
    assert route_cost(problem, schedule(problem, 0, [0])) == 1200 + wish


def test_a_route_of_another_problem_has_no_cost(day):
    """A team that is not of the problem."""
    problem = day.problem([day.visit("A", 10)], [day.shift()])
    other = replace(problem, shifts=(day.shift("T09"),))
    with pytest.raises(KeyError, match="T09"):
        route_cost(problem, schedule(other, 0, [0]))
