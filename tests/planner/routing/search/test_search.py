"""What the search proposes before anything is mended."""

from time import time

import numpy as np
import pytest

from planner.routing.problem import Lock
from planner.routing.search.city import city_of, typical
from planner.routing.search.search import search
from planner.routing.search.task import Task

ENDLESS = 1e12


def _task(problem, steps=2000, start=None, seed=1):
    begin = start or ((),) * len(problem.shifts)
    return Task(city_of(problem), begin, start is not None, time() + ENDLESS, steps, seed)


def _proposed(problem, start=None):
    told = []
    found = search(_task(problem, start=start), lambda message: told.append(message) or True)
    assert told[0] is not None
    return [[problem.visits[visit].id for visit in tour] for tour in found.order]


@pytest.mark.parametrize(("rest", "order"), [(None, ["A", "B"]), ("11:30-13:30 45", ["B"])])
def test_the_search_keeps_the_rest(day, rest, order):
    """From 11:30 to 12:30 with A and at 12:50 with B leaves no 45 minutes; B is worth more."""
    visits = [
        day.visit("A", 10, "11:30-11:30", minutes=60, value=1),
        day.visit("B", 20, "12:50-12:50", minutes=60, value=5),
    ]
    assert _proposed(day.problem(visits, [day.shift(rest=rest)])) == [order]


def test_the_search_rests_before_leaving_or_after_coming_back(day):
    """One team leaves after its rest, the other is back before it."""
    visits = [
        day.visit("A", 10, "12:30-12:30", minutes=300, teams="T01"),
        day.visit("B", 10, "9:10-9:10", minutes=200, teams="T02"),
    ]
    shifts = [day.shift("T01", rest="11:30-13:30 45"), day.shift("T02", rest="11:30-13:30 45")]
    assert _proposed(day.problem(visits, shifts)) == [["A"], ["B"]]


def test_the_search_keeps_the_number_of_visits(day):
    """Two of three, the more valuable ones."""
    visits = [day.visit("A", 10, value=3), day.visit("B", 20, value=1), day.visit("C", 30, value=2)]
    (tour,) = _proposed(day.problem(visits, [day.shift(most=2)]))
    assert sorted(tour) == ["A", "C"]


def test_the_search_knows_several_windows(day):
    """A at nine or at three, B only at nine: both, A in the afternoon."""
    visits = [day.visit("A", 10, "9:10-9:20 15:00-15:10"), day.visit("B", 10, "9:10-9:10")]
    assert _proposed(day.problem(visits, [day.shift()])) == [["B", "A"]]


def test_the_search_keeps_skills_and_teams(day):
    """Whoever can speak to A, whoever B was promised, anybody but T01 for C."""
    visits = [
        day.visit("A", 10, skills=frozenset({"沪语"})),
        day.visit("B", -10, required_team="T01"),
        day.visit("C", -10, forbidden_teams=frozenset({"T01"})),
    ]
    shifts = [day.shift("T01"), day.shift("T02", skills=frozenset({"沪语"}))]
    proposed = _proposed(day.problem(visits, shifts))
    assert proposed[0] == ["B"]
    assert sorted(proposed[1]) == ["A", "C"]


def test_the_search_keeps_a_locked_position(day):
    """The farthest first and the nearest last would be odd, if they were not locked."""
    visits = [day.visit("A", 10), day.visit("B", 20), day.visit("C", 30)]
    locks = {"B": Lock("T01", 1), "C": Lock("T01", -1)}
    assert _proposed(day.problem(visits, [day.shift()], locks=locks)) == [["B", "A", "C"]]


def test_the_search_goes_into_overtime_only_when_that_is_cheaper(day):
    """A is back at 18:10: ten minutes at the price of twenty are less than what A is worth."""
    visits = [day.visit("A", 30, "17:10-17:10")]
    late = day.shift(overtime_s=900)
    assert _proposed(day.problem(visits, [day.shift()])) == [[]]
    assert _proposed(day.problem(visits, [late])) == [["A"]]
    cheap = [day.visit("A", 30, "17:10-17:10", penalty_s=3600 + 1199)]
    assert _proposed(day.problem(cheap, [late])) == [[]]


def test_the_search_fills_a_capacity_with_what_is_worth_most(day):
    """Two of demand one beat one of demand two."""
    visits = [
        day.visit("A", 10, demand=2, penalty_s=15_000),
        day.visit("B", 10, demand=1, penalty_s=10_000),
        day.visit("C", 10, demand=1, penalty_s=10_000),
    ]
    (tour,) = _proposed(day.problem(visits, [day.shift(capacity=2)]))
    assert sorted(tour) == ["B", "C"]


@pytest.mark.parametrize("start", [None, ((), ())])
def test_the_search_opens_a_tour_that_no_visit_pays_for_alone(day, start):
    """An hour there and back for six visits worth 20 minutes each; begun from an empty plan or from all that fits."""
    visits = [day.visit(f"V{n}", 30 + n, penalty_s=1200) for n in range(6)]
    (tour, other) = _proposed(day.problem(visits, [day.shift(), day.shift("T02", start=900, end=900)]), start)
    assert (len(tour), other) == (6, [])


def test_the_search_closes_a_tour_that_is_not_worth_its_way(day):
    """Two teams are needed for what nine and ten o'clock bring; the second one's visits do not pay for it."""
    near = [day.visit(f"A{n}", 1, "9:30-9:40", minutes=5) for n in range(2)]
    far = [day.visit(f"B{n}", 100 + n, penalty_s=1500) for n in range(6)]
    tours = _proposed(day.problem([*near, *far], [day.shift("T01"), day.shift("T02")]))
    assert sorted(visit for tour in tours for visit in tour) == ["A0", "A1"]


def test_the_search_leaves_later_rather_than_last_too_long(day):
    """From a visit at 9 or at 12 to one at 12:30: the tour may take two hours."""
    visits = [day.visit("A", 10, "9:00-12:00"), day.visit("B", 20, "12:30-12:40")]
    assert _proposed(day.problem(visits, [day.shift(max_tour_s=2 * 3600)])) == [["A", "B"]]


def test_a_start_that_does_not_hold_is_no_hindrance(day):
    """Both at noon in one tour."""
    visits = [day.visit("A", 10, "12:00-12:00", value=1), day.visit("B", 20, "12:00-12:00", value=2)]
    assert _proposed(day.problem(visits, [day.shift()]), start=((0, 1),)) == [["B"]]


def test_the_same_seed_takes_the_same_steps(day):
    """Whatever the two threads do first."""
    visits = [day.visit(f"V{n}", (n * 17) % 60 - 30, f"{9 + n % 7}:00-{11 + n % 7}:00") for n in range(30)]
    problem = day.problem(visits, [day.shift(f"T{n}", rest="11:30-13:30 45") for n in range(4)])
    first, second = (search(_task(problem, 5000, seed=3), lambda _message: True) for _ in range(2))
    assert first == second


def test_told_to_stop_the_search_answers_with_what_it_has(day):
    """After the first word."""
    problem = day.problem([day.visit("A", 10)], [day.shift()])
    assert search(_task(problem), lambda _message: False).order == ((0,),)


def test_typical_travel_is_that_of_the_hours_in_which_a_place_is_left(day):
    """Left between 8:30 and 9:30 with the rush over at 9:00: half way between 20 and 10 minutes."""
    problem = day.problem(
        [day.visit("A", 10, "8:00-9:00"), day.visit("B", 10, "12:00-13:00")],
        [day.shift()],
        periods=[("0:00", 2), ("9:00", 1)],
    )
    city = typical(city_of(problem))
    assert city.blocks.shape == (1, 4, 4)
    assert [int(city.blocks[0, node, 3]) for node in (0, 1)] == [900, 600]


def test_a_matrix_that_holds_twice_a_day_is_kept_once(day):
    """Three periods, two different matrices; modes by which nobody goes are not kept."""
    problem = day.problem([day.visit("A", 10)], [day.shift()], periods=[("0:00", 1), ("7:00", 2), ("10:00", 1)])
    city = city_of(problem)
    assert city.blocks.shape[0] == 2
    assert np.array_equal(city.block_of, [[0, 1, 0]])
