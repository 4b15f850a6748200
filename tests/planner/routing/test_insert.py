"""Proposed orders become tours that hold, and nothing that fits is left out."""

import pytest

from planner.routing.insert import complete
from planner.routing.schedule import Timing


def _ids(timing, tours):
    return [[timing.problem.visits[visit].id for visit in tour] for tour in tours]


def test_a_visit_that_fits_is_put_in_at_its_cheapest_place(day):
    """B lies on the way to C."""
    visits = [day.visit("A", 10), day.visit("B", 20), day.visit("C", 30)]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0, 2]])) == [["A", "B", "C"]]


def test_of_two_that_do_not_both_fit_the_more_valuable_stays(day):
    """Both at noon, one team: value 2 beats value 1, whatever was proposed."""
    visits = [day.visit("A", 10, "12:00-12:00", value=1), day.visit("B", 20, "12:00-12:00", value=2)]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0, 1]])) == [["B"]]


def test_mending_takes_a_flexible_visit_out_before_a_fixed_one(day):
    """The order cannot hold; the fixed visit of no value stays."""
    visits = [day.visit("A", 10, "12:00-12:00", value=9), day.visit("B", 20, "12:00-12:00", value=0, fixed=True)]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0, 1]])) == [["B"]]


@pytest.mark.parametrize("count", [1, 3])
def test_a_fixed_visit_pushes_out_as_many_flexible_ones_as_it_needs(day, count):
    """A fixed visit of the whole day against one or three flexible ones of any value."""
    visits = [day.visit(f"F{n}", 10, value=1e6) for n in range(count)]
    visits.append(day.visit("X", 10, "9:10-9:10", minutes=500, fixed=True, value=0))
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [list(range(count))])) == [["X"]]


def test_a_flexible_visit_never_pushes_a_fixed_one_out(day):
    """The day is full with one fixed visit; a flexible one of a million stays out."""
    visits = [day.visit("X", 10, "9:10-9:10", minutes=500, fixed=True, value=0), day.visit("F", 10, value=1e6)]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0]])) == [["X"]]


@pytest.mark.parametrize("is_fixed", [False, True])
def test_another_visit_changes_its_team_to_let_one_in_that_was_planned(day, is_fixed):
    """Only T01 may go to B; A, worth more but in its way, goes to T02, and none is lost."""
    visits = [
        day.visit("A", 10, "12:00-12:00", value=5, fixed=is_fixed),
        day.visit("B", 20, "12:00-12:00", value=1, teams="T01", fixed=is_fixed),
    ]
    timing = Timing(day.problem(visits, [day.shift("T01"), day.shift("T02")]))
    assert _ids(timing, complete(timing, [[0, 1], []])) == [["B"], ["A"]]
