"""Random small days: no plan that the checker rejects, no visit without a word, no reason that is false."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.finding import Kind
from planner.routing.explain import explain
from planner.routing.insert import complete
from planner.routing.schedule import Timing, schedule
from planner.routing.solve import SolveParams, solve
from planner.routing.verify import verify
from planner.visit import TimeWindow

RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))


@st.composite
def _days(draw):
    """Up to eight visits and three teams, as arguments for the builders of conftest."""
    visits = [
        {
            "place": draw(st.integers(-60, 60)),
            "window": draw(st.sampled_from(["8:00-20:00", "9:00-9:30", "11:30-12:30", "12:00-14:00", "17:00-19:00"])),
            "minutes": draw(st.sampled_from([15, 60, 150])),
            "permitted": draw(st.sampled_from(["8:00-20:00", "9:00-12:00"])),
            "fixed": draw(st.booleans()),
            "value": draw(st.sampled_from([0, 1, 7.5])),
            "teams": draw(st.sampled_from([None, "T0", "T1 T2", ""])),
        }
        for _ in range(draw(st.integers(1, 8)))
    ]
    shifts = [
        {
            "hours": draw(st.sampled_from(["9:00-18:00", "11:00-20:00", "9:00-12:30"])),
            "rest": draw(st.sampled_from([None, "11:30-13:30 45", "12:00-12:30 30"])),
            "most": draw(st.sampled_from([None, 1, 3])),
            "start": draw(st.integers(-20, 20)),
            "end": draw(st.integers(-20, 20)),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    return visits, shifts


def _built(day, drawn):
    visits, shifts = drawn
    return day.problem(
        [day.visit(f"V{n}", **visit) for n, visit in enumerate(visits)],
        [day.shift(f"T{n}", **shift) for n, shift in enumerate(shifts)],
        RUSH,
    )


@given(drawn=_days(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_is_proposed_becomes_a_plan_that_holds(day, drawn, data):
    """The visits dealt out at random are mended, filled up, checked and explained."""
    problem = _built(day, drawn)
    cards = data.draw(st.permutations(range(len(problem.visits))))
    num_teams = len(problem.shifts)
    timing = Timing(problem)
    tours = complete(timing, [cards[k::num_teams] for k in range(num_teams)])
    routes = [route for k, tour in enumerate(tours) if tour and (route := timing.route(k, tour))]
    _check(day, problem, routes)


@given(drawn=_days())
@settings(max_examples=6, deadline=None)
def test_a_solved_day_holds(day, drawn):
    """The same with the search."""
    problem = _built(day, drawn)
    _check(day, problem, solve(problem, SolveParams(iterations=30)))


def _check(day, problem, routes):
    assert verify(problem, routes) == ()
    reasons = explain(problem, routes)
    planned = {stop.visit.id for route in routes for stop in route.stops}
    assert planned.isdisjoint(reasons)
    assert planned | reasons.keys() == {visit.id for visit in problem.visits}
    tours = {route.shift.team: [problem.visits.index(stop.visit) for stop in route.stops] for route in routes}
    for node, visit in enumerate(problem.visits):
        if visit.id in reasons:
            _check_reason(day, problem, tours, node, reasons[visit.id])


def _check_reason(day, problem, tours, node, reason):
    """RED cannot be done alone, YELLOW can but fits nowhere, and what is proposed works."""
    can = [k for k in range(len(problem.shifts)) if schedule(problem, k, [node])]
    assert reason.kind is (Kind.YELLOW if can else Kind.RED)
    assert not any(_fits(problem, shift, tours, node) for shift in range(len(problem.shifts)))
    later = re.search(r"改约到 (\d+:\d+) 开始，(\w+) 即可", reason.remedy)
    if later:
        start = day.at(later[1])
        visit = replace(problem.visits[node], windows=(TimeWindow(start, start),))
        visits = (*problem.visits[:node], visit, *problem.visits[node + 1 :])
        assert _fits(replace(problem, visits=visits), _shift(problem, later[2]), tours, node)
    longer = re.search(r"(\w+) 延后 (\d+) 分钟下班即可", reason.remedy)
    if longer:
        k = _shift(problem, longer[1])
        hours = problem.shifts[k].hours
        open_ended = replace(problem.shifts[k], hours=TimeWindow(hours.start, hours.end + 60 * int(longer[2])))
        assert _fits(_changed(problem, k, open_ended), k, tours, node)
    one_more = re.search(r"把 (\w+) 的上限放宽到 (\d+) 户", reason.remedy)
    if one_more:
        k = _shift(problem, one_more[1])
        assert _fits(_changed(problem, k, replace(problem.shifts[k], max_visits=int(one_more[2]))), k, tours, node)


def _fits(problem, k, tours, node):
    tour = tours.get(problem.shifts[k].team, [])
    return any(schedule(problem, k, [*tour[:n], node, *tour[n:]]) for n in range(len(tour) + 1))


def _shift(problem, team):
    return [shift.team for shift in problem.shifts].index(team)


def _changed(problem, k, shift):
    return replace(problem, shifts=(*problem.shifts[:k], shift, *problem.shifts[k + 1 :]))
