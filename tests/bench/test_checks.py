"""The judge costs what holds, and nothing else."""

from dataclasses import replace

from planner.routing.exact.insert import complete
from planner.routing.exact.objective import plan_cost
from planner.routing.exact.schedule import Timing
from planner.shift import TravelMode
from tests.bench.checks import judge, judge_tours
from tests.bench.days import Size, day

PROBLEM = day(Size(8, 2), 1)
TIMING = Timing(PROBLEM)
TOURS = complete(TIMING, [(), ()])


def test_nothing_planned_costs_all_penalties():
    """Empty tours hold and cost what every visit left out costs."""
    verdict = judge_tours(PROBLEM, [[], []])
    assert (verdict.cost, verdict.left_out) == (sum(visit.penalty_s for visit in PROBLEM.visits), 8)


def test_one_visit_costs_its_way_there_and_back():
    """The way out and back by the matrix, and the penalties of the other visits."""
    seconds = PROBLEM.matrices[TravelMode.CAR].seconds[0]
    one = TOURS[0][0]
    way = int(seconds[PROBLEM.start_node(0), one] + seconds[one, PROBLEM.end_node(0)])
    others = sum(visit.penalty_s for n, visit in enumerate(PROBLEM.visits) if n != one)
    assert judge_tours(PROBLEM, [[one], []]).cost == way + others


def test_the_cost_is_the_objective_of_the_planner():
    """Worked out in two places, it comes to the same."""
    routes = [route for k, tour in enumerate(TOURS) if (route := TIMING.route(k, tour)) and route.stops]
    assert judge(PROBLEM, routes).cost == plan_cost(PROBLEM, routes)


def test_a_tour_that_does_not_hold_does_not_count():
    """More visits than a day has hours: a fault names the team, and there is no cost."""
    verdict = judge_tours(replace(PROBLEM, shifts=_short(PROBLEM.shifts)), [[0, 1, 2], []])
    assert verdict.cost is None
    assert PROBLEM.shifts[0].team in verdict.faults[0]


def test_a_visit_made_twice_does_not_count():
    """The verifier's word is final: a plan that it faults has no cost."""
    assert judge_tours(PROBLEM, [[0], [0]]).cost is None


def test_times_that_were_tampered_with_do_not_count():
    """A route that says it drove less than the matrix is found out."""
    [first, *others] = [route for k, tour in enumerate(TOURS) if (route := TIMING.route(k, tour)) and route.stops]
    cheaper = replace(first, back_travel_s=first.back_travel_s - 1)
    assert judge(PROBLEM, [cheaper, *others]).cost is None


def _short(shifts):
    return tuple(replace(shift, hours=replace(shift.hours, end=shift.hours.start + 1800)) for shift in shifts)
