"""What the search proposes before anything is mended."""

from dataclasses import replace

import pytest

from planner.routing.schedule import Timing
from planner.routing.search import penalties, search, typical
from planner.routing.solve import SolveParams, possible_teams, search_task


def _proposed(problem, **changes):
    timing = Timing(problem)
    task = replace(search_task(timing, possible_teams(timing), SolveParams(iterations=40), 0.0), **changes)
    told = []
    found = search(task, lambda message: told.append(message) or True)
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


def test_a_start_that_does_not_hold_is_no_hindrance(day):
    """Both at noon in one tour: the search builds its own first order."""
    visits = [day.visit("A", 10, "12:00-12:00", value=1), day.visit("B", 20, "12:00-12:00", value=2)]
    assert _proposed(day.problem(visits, [day.shift()]), start=((0, 1),)) == [["B"]]


def test_a_fixed_visit_costs_more_than_all_flexible_ones(day):
    """However many, whatever their value."""
    visits = [day.visit(f"F{n}", 10, value=10.0**n) for n in range(7)]
    visits.append(day.visit("X", 10, value=0, fixed=True))
    *flexible, fixed = penalties(day.problem(visits, [day.shift()]), range(8))
    assert fixed > sum(flexible) + 86_400
    assert flexible == sorted(flexible)
    assert flexible[0] == 14_400


def test_typical_travel_is_that_of_the_hours_in_which_a_place_is_left(day):
    """Left between 8:30 and 9:30 with the rush over at 9:00: half way between 20 and 10 minutes."""
    problem = day.problem(
        [day.visit("A", 10, "8:00-9:00"), day.visit("B", 10, "12:00-13:00")],
        [day.shift()],
        periods=[("0:00", 2), ("9:00", 1)],
    )
    seconds = typical(problem, Timing(problem).stays).matrices[problem.shifts[0].mode].seconds
    assert seconds.shape == (1, 4, 4)
    assert [int(seconds[0, node, 3]) for node in (0, 1)] == [900, 600]
