"""Random small days planned again: whatever happened, the checkers agree and what was promised stays."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.routing.exact.insert import complete
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Lock, Wishes
from planner.routing.replan.begun import Begun
from planner.routing.replan.replan import Way, replan
from planner.routing.replan.verify_handovers import verify_handovers
from planner.routing.solve import SolveParams
from planner.routing.verify import verify

UNSEARCHED = SolveParams(iterations=0)
RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))
WINDOWS = ["8:00-20:00", "9:00-9:30", "11:30-12:30", "9:00-10:00 14:00-16:00", "12:00-14:00", "17:00-19:00"]


@st.composite
def _days(draw):
    """Up to eight visits and three teams, as arguments for the builders of conftest."""
    visits = [
        {
            "place": draw(st.integers(-60, 60)),
            "window": draw(st.sampled_from(WINDOWS)),
            "minutes": draw(st.sampled_from([15, 60, 150])),
            "fixed": draw(st.booleans()),
            "value": draw(st.sampled_from([0, 1, 7.5])),
            "teams": draw(st.sampled_from([None, None, "T0", "T1 T2"])),
            "building": draw(st.sampled_from(["", "一号楼"])),
            "find_s": draw(st.sampled_from([0, 300])),
        }
        for _ in range(draw(st.integers(1, 8)))
    ]
    shifts = [
        {
            "hours": draw(st.sampled_from(["9:00-18:00", "11:00-20:00", "9:00-13:30"])),
            "rest": draw(st.sampled_from([None, "11:30-13:30 45", "12:00-12:30 30"])),
            "most": draw(st.sampled_from([None, 3])),
            "overtime_s": draw(st.sampled_from([0, 1800])),
            "max_tour_s": draw(st.sampled_from([None, 6 * 3600])),
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


def _planned(day, problem, data):
    """A plan of some of the visits: the others come later."""
    nodes = list(range(len(problem.visits)))
    later = set(data.draw(st.lists(st.sampled_from(nodes), max_size=3)))
    timing = Timing(problem)
    tours = complete(timing, [[] for _ in problem.shifts])
    routes = [timing.route(k, [v for v in tour if v not in later]) for k, tour in enumerate(tours)]
    return [route for route in routes if route and route.stops]


def _tours(routes):
    return {route.shift.team: [stop.visit.id for stop in route.stops] for route in routes}


def _teams(routes):
    return {stop.visit.id: route.shift.team for route in routes for stop in route.stops}


def _told(routes):
    return {stop.visit.id: stop.start for route in routes for stop in route.stops}


@given(drawn=_days(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_inserting_never_changes_a_team_or_an_order(day, drawn, data):
    """Nor takes anybody out; and nobody who was told his hour has to be told again."""
    problem = _built(day, drawn)
    before = _planned(day, problem, data)
    found = replan(problem, before, Way.INSERT, told=_told(before))
    assert verify(found.problem, found.checked) == ()
    old = _told(before)
    assert {team: kept for team, tour in _tours(found.routes).items() if (kept := [v for v in tour if v in old])} == (
        _tours(before)
    )
    assert all(abs(start - old[id]) <= 1800 for id, start in _told(found.routes).items() if id in old)


@given(drawn=_days(), data=st.data(), way=st.sampled_from([Way.KEEP_WHO, Way.EVERYTHING]))
@settings(max_examples=60, deadline=None)
def test_the_other_ways_hold_and_lose_no_appointment(day, drawn, data, way):
    """Keeping who goes keeps every team; either way at least as many appointments as before are kept."""
    problem = replace(_built(day, drawn), wishes=Wishes(balance=0.5))
    before = _planned(day, problem, data)
    found = replan(problem, before, way, UNSEARCHED, told=data.draw(st.sampled_from([None, _told(before)])))
    assert verify(found.problem, found.checked) == ()
    old, new = _teams(before), _teams(found.routes)
    if way is Way.KEEP_WHO:
        assert all(new[id] == team for id, team in old.items() if id in new)
    fixed = {visit.id for visit in problem.visits if visit.is_fixed}
    assert len(fixed & new.keys()) >= len(fixed & old.keys())


@given(drawn=_days(), data=st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_happens_the_rest_of_the_day_holds(day, drawn, data):
    """At any time, with anybody ill or late, and new and cancelled visits: what is done stays, papers are in hand."""
    problem = _built(day, drawn)
    before = _planned(day, problem, data)
    teams = st.sets(st.sampled_from([shift.team for shift in problem.shifts]))
    late = {team: data.draw(st.sampled_from([300, 2700, 9000])) for team in data.draw(teams)}
    gone = frozenset(data.draw(st.sets(st.sampled_from([visit.id for visit in problem.visits]), max_size=1)))
    now = data.draw(st.integers(8 * 3600, 19 * 3600))
    begun = Begun(now, frozenset(data.draw(teams)), frozenset(data.draw(teams)), late, gone)
    found = replan(problem, before, Way.FROM_NOW, UNSEARCHED, begun=begun)
    assert verify(found.problem, found.checked) == ()
    assert verify_handovers(problem, before, found.routes, found.handovers, begun) == ()
    _check_frozen(before, found.routes, begun)
    _check_accounts(problem, found, begun)
    if not late:
        _check_times(problem, before, found, begun)


def _check_frozen(before, routes, begun):
    """Every stop that has begun is as it was, and first; an ill team makes no other."""
    after = {route.shift.team: route for route in routes}
    for route in before:
        team = route.shift.team
        clock = begun.now - begun.late_s.get(team, 0)
        done = tuple(stop for stop in route.stops if stop.start <= clock and route.leave <= clock)
        now = after[team].stops if team in after else ()
        assert now[: len(done)] == done
        assert team not in begun.ill or now == done
        assert not done or after[team].leave == route.leave


def _check_accounts(problem, found, begun):
    """Every visit is on one route, or has a reason, or is gone."""
    planned = [stop.visit.id for route in found.routes for stop in route.stops]
    assert len(planned) == len(set(planned))
    assert set(planned) | begun.gone | found.reasons.keys() == {visit.id for visit in problem.visits}
    assert set(planned).isdisjoint(found.reasons)
    assert not any("@" in reason.text + reason.remedy for reason in found.reasons.values())


def _check_times(problem, before, found, begun):
    """A route without hand-overs, on which a team goes on as it would have, holds over the whole day."""
    was = _tours(before)
    givers = begun.ill | {team for word in found.handovers for team in (word.giving, word.receiving)}
    for route in found.routes:
        team = route.shift.team
        if team not in givers and [stop.visit.id for stop in route.stops] == was.get(team):
            assert verify(problem, [route]) == ()


@given(drawn=_days(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_without_news_every_day_goes_on_to_the_second(day, drawn, data):
    """At any time nothing changes."""
    problem = _built(day, drawn)
    before = _planned(day, problem, data)
    planned = _teams(before)
    problem = day.problem([v for v in problem.visits if v.id in planned], problem.shifts, RUSH)
    found = replan(problem, before, Way.FROM_NOW, UNSEARCHED, begun=Begun(data.draw(st.integers(7 * 3600, 20 * 3600))))
    assert _tours(found.routes) == _tours(before)
    assert _told(found.routes) == _told(before)
    assert [route.travel_s for route in found.routes] == [route.travel_s for route in before]
    assert verify(problem, found.routes) == ()


@given(drawn=_days(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_locks_hold_from_now_on(day, drawn, data):
    """A visit locked to a team is made by it, or not at all."""
    problem = _built(day, drawn)
    before = _planned(day, problem, data)
    visit = data.draw(st.sampled_from([visit.id for visit in problem.visits]))
    team = data.draw(st.sampled_from([shift.team for shift in problem.shifts]))
    begun = Begun(data.draw(st.integers(8 * 3600, 12 * 3600)))
    locked = replace(problem, locks={visit: Lock(team)})
    found = replan(locked, before, Way.FROM_NOW, UNSEARCHED, begun=begun)
    assert verify(found.problem, found.checked) == ()
    assert verify_handovers(locked, before, found.routes, found.handovers, begun) == ()
    done = {stop.visit.id for route in before for stop in route.stops if stop.start <= begun.now}
    assert visit in done or _teams(found.routes).get(visit, team) == team


@pytest.mark.parametrize("way", [Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING])
def test_an_empty_day_stays_empty(day, way):
    """No visit, no team, no plan before."""
    assert replan(day.problem([], []), [], way, UNSEARCHED).routes == ()
