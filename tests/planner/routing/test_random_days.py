"""Random small days: no plan that the checker rejects, no visit without a word, no reason that is false."""

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.finding import Kind
from planner.routing.exact.insert import complete
from planner.routing.exact.schedule import Timing, schedule
from planner.routing.problem import Lock, Wishes
from planner.routing.reasons.explain import explain
from planner.routing.reasons.limits import Limit
from planner.routing.reasons.sane import without
from planner.routing.solve import SolveParams, solve
from planner.routing.verify import verify
from planner.routing.whole_day import solve_possible, why_left_out
from planner.visit import TimeWindow

WINDOWS = ["8:00-20:00", "9:00-9:30", "11:30-12:30", "12:00-14:00", "17:00-19:00", "9:00-9:30 12:00-13:00 17:00-18:00"]
RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))


@st.composite
def _days(draw):
    """Up to eight visits and three teams with every limit there is, as arguments for the builders of conftest."""
    visits = [
        {
            "place": draw(st.integers(-60, 60)),
            "window": draw(st.sampled_from(WINDOWS)),
            "minutes": draw(st.sampled_from([15, 60, 150])),
            "permitted": draw(st.sampled_from(["8:00-20:00", "9:00-12:00"])),
            "fixed": draw(st.booleans()),
            "is_must": draw(st.sampled_from([False, False, True])),
            "value": draw(st.sampled_from([0, 1, 7.5])),
            "penalty_s": draw(st.sampled_from([None, None, 600])),
            "teams": draw(st.sampled_from([None, None, "T0", "T1 T2", ""])),
            "required_team": draw(st.sampled_from(["", "", "", "T1"])),
            "forbidden_teams": frozenset(draw(st.sampled_from(["", "", "T0"])).split()),
            "preferred_teams": frozenset(draw(st.sampled_from(["", "", "T0"])).split()),
            "skills": frozenset(draw(st.sampled_from(["", "", "沪语"])).split()),
            "building": draw(st.sampled_from(["", "甲"])),
            "find_s": draw(st.sampled_from([0, 900])),
            "demand": draw(st.integers(0, 2)),
        }
        for _ in range(draw(st.integers(1, 8)))
    ]
    shifts = [
        {
            "hours": draw(st.sampled_from(["9:00-18:00", "11:00-20:00", "9:00-12:30"])),
            "rest": draw(st.sampled_from([None, "11:30-13:30 45", "12:00-12:30 30"])),
            "most": draw(st.sampled_from([None, None, 1, 3])),
            "start": draw(st.integers(-20, 20)),
            "end": draw(st.integers(-20, 20)),
            "overtime_s": draw(st.sampled_from([0, 1800])),
            "max_tour_s": draw(st.sampled_from([None, None, 5 * 3600])),
            "max_travel_s": draw(st.sampled_from([None, None, 2 * 3600])),
            "capacity": draw(st.sampled_from([None, None, 3])),
            "skills": frozenset(draw(st.sampled_from(["沪语", ""])).split()),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    return visits, shifts, draw(st.dictionaries(st.integers(0, len(visits) - 1), _locks(len(shifts)), max_size=3))


@st.composite
def _locks(draw, num_teams):
    team = draw(st.sampled_from(["", *(f"T{k}" for k in range(num_teams))]))
    place = draw(st.sampled_from([None, 1, 2, -1, -2])) if team else None
    start = draw(st.sampled_from([None, None, "9:20", "12:00", "17:30"]))
    return {"team": team, "position": place, "start": start}


def _built(day, drawn):
    visits, shifts, locks = drawn
    at = {n: {**lock, "start": lock["start"] and day.at(lock["start"])} for n, lock in locks.items()}
    return day.problem(
        [day.visit(f"V{n}", **visit) for n, visit in enumerate(visits)],
        [day.shift(f"T{n}", **shift) for n, shift in enumerate(shifts)],
        RUSH,
        locks={f"V{n}": Lock(**lock) for n, lock in at.items()},
        wishes=Wishes(balance=0.5),
    )


def _dealt_out(data, problem):
    """All visits at random over the teams."""
    cards = data.draw(st.permutations(range(len(problem.visits))))
    return [cards[k :: len(problem.shifts)] for k in range(len(problem.shifts))]


@given(drawn=_days(), data=st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_is_proposed_becomes_a_plan_that_holds(day, drawn, data):
    """The visits dealt out at random are mended and filled up: the checker agrees, and nothing left out fits."""
    problem = _built(day, drawn)
    timing = Timing(problem)
    tours = complete(timing, _dealt_out(data, problem))
    assert verify(problem, _routes(timing, tours)) == ()
    _check_full(timing, tours)


@given(drawn=_days(), data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_plan_that_holds_loses_nothing_that_outranks(day, drawn, data):
    """Completed once, with some visits taken out again, completed once more."""
    problem = _built(day, drawn)
    timing = Timing(problem)
    tours = complete(timing, _dealt_out(data, problem))
    gone = data.draw(st.sets(st.integers(0, len(problem.visits) - 1)))
    thinned = [[visit for visit in tour if visit not in gone] for tour in tours]
    held = [tour if timing.holds(k, tour) else tours[k] for k, tour in enumerate(thinned)]
    again = complete(timing, held)
    _check_full(timing, again)
    outranking = {visit for tour in held for visit in tour if problem.visits[visit].outranks}
    assert outranking <= {visit for tour in again for visit in tour}


@given(drawn=_days(), data=st.data())
@settings(max_examples=100, deadline=None)
def test_every_visit_left_out_has_a_true_reason(day, drawn, data):
    """And what is proposed works."""
    problem = _built(day, drawn)
    timing = Timing(problem)
    _check(day, problem, _routes(timing, complete(timing, _dealt_out(data, problem))))


@given(drawn=_days())
@settings(max_examples=6, deadline=None)
def test_a_solved_day_holds(day, drawn):
    """The same with the search."""
    problem = _built(day, drawn)
    _check(day, problem, solve(problem, SolveParams(iterations=30)))


@given(drawn=_days(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_what_is_set_aside_never_costs_a_visit_that_fits(day, drawn, data):
    """A lock or a skill that is refused before the search: all holds, and whoever is out has a true reason."""
    problem = _built(day, drawn)
    start = _dealt_out(data, problem)
    routes = solve_possible(problem, SolveParams(iterations=0), start=start)
    _check(day, problem, routes)
    reasons = why_left_out(problem, routes)
    explained = explain(problem, routes)
    assert {id: replace(reason, text="") for id, reason in reasons.items()} == {
        id: replace(reason, text="") for id, reason in explained.items()
    }
    for id, reason in reasons.items():
        named = re.search("与到访 (V[0-9]) 的锁定矛盾", reason.text)
        if named:
            assert problem.locks[id].team == problem.locks[named[1]].team != ""
            assert named[1] in {stop.visit.id for route in routes for stop in route.stops}
            only = without(problem, {visit.id for visit in problem.visits} - {id, named[1]})
            both = [schedule(only, k, order) for k in range(len(only.shifts)) for order in ((0, 1), (1, 0))]
            assert problem.locks[id].position or not any(both)


def _routes(timing, tours):
    return [route for k, tour in enumerate(tours) if tour and (route := timing.route(k, tour))]


def _check_full(timing, tours):
    """Every tour holds, no visit is in two, none left out fits anywhere, but those that name their price."""
    planned = [visit for tour in tours for visit in tour]
    assert len(set(planned)) == len(planned)
    assert all(timing.holds(k, tour) for k, tour in enumerate(tours))
    for visit in set(range(len(timing.problem.visits))) - set(planned):
        if _names_its_price(timing.problem.visits[visit]):
            continue
        for k, tour in enumerate(tours):
            assert not any(timing.holds(k, [*tour[:n], visit, *tour[n:]]) for n in range(len(tour) + 1))


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
    fits = any(_fits(problem, shift, tours, node) for shift in range(len(problem.shifts)))
    assert fits == (reason.limit is Limit.FREE)
    assert not fits or _names_its_price(problem.visits[node])
    later = re.search(r"改约到 (\d+:\d+) 开始，(T\d) 即可", reason.remedy)
    if later:
        start = day.at(later[1])
        visit = replace(problem.visits[node], windows=(TimeWindow(start, start),))
        visits = (*problem.visits[:node], visit, *problem.visits[node + 1 :])
        assert _fits(replace(problem, visits=visits), _shift(problem, later[2]), tours, node)
    longer = re.search(r"(T\d) 延后 (\d+) 分钟下班即可", reason.remedy)
    if longer:
        k = _shift(problem, longer[1])
        hours = problem.shifts[k].hours
        open_ended = replace(problem.shifts[k], hours=TimeWindow(hours.start, hours.end + 60 * int(longer[2])))
        assert _fits(_changed(problem, k, open_ended), k, tours, node)
    one_more = re.search(r"把 (T\d) 的上限放宽到 (\d+) 户", reason.remedy)
    if one_more:
        k = _shift(problem, one_more[1])
        assert _fits(_changed(problem, k, replace(problem.shifts[k], max_visits=int(one_more[2]))), k, tours, node)


def _names_its_price(visit):
    """Whether it may be left out though it fits."""
    return visit.penalty_s is not None and not visit.outranks


def _fits(problem, k, tours, node):
    tour = tours.get(problem.shifts[k].team, [])
    return any(schedule(problem, k, [*tour[:n], node, *tour[n:]]) for n in range(len(tour) + 1))


def _shift(problem, team):
    return [shift.team for shift in problem.shifts].index(team)


def _changed(problem, k, shift):
    return replace(problem, shifts=(*problem.shifts[:k], shift, *problem.shifts[k + 1 :]))
