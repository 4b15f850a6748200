"""Random tours of up to five stops: the exact times against trying every way of leaving and resting."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.routing.exact.insert import places
from planner.routing.exact.schedule import Timing
from planner.routing.exact.slack import slack
from planner.routing.problem import Lock
from planner.routing.verify import verify

FLAT = (("0:00", 1),)
RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("12:00", 0.5), ("17:00", 1.5))
GRID = 300
"""Everything that is drawn lies on five minutes, so that leaving on five minutes is enough on flat roads."""
WINDOWS = ["8:00-20:00"] * 6 + [
    "9:00-10:30",
    "9:30-10:00 13:00-13:30",
    "11:30-12:30",
    "10:00-10:05 12:00-15:00 17:00-18:00",
    "13:00-17:00",
]


@st.composite
def _tours(draw, most=5):
    """Arguments for a tour of one team: its visits, its shift, the locked starts; more hold than would by chance."""
    visits = [
        {
            "place": 5 * draw(st.integers(-6, 6)),
            "window": draw(st.sampled_from(WINDOWS)),
            "minutes": draw(st.sampled_from([15, 30, 90])),
            "permitted": draw(st.sampled_from(["8:00-20:00"] * 4 + ["9:00-13:00"])),
            "building": draw(st.sampled_from(["", "甲", "乙"])),
            "find_s": draw(st.sampled_from([0, 600])),
            "demand": draw(st.integers(0, 2)),
        }
        for _ in range(draw(st.integers(1, most)))
    ]
    shift = {
        "hours": draw(st.sampled_from(["9:00-18:00"] * 4 + ["9:00-12:30", "12:00-18:00"])),
        "rest": draw(st.sampled_from([None, "11:30-13:30 45", "12:00-12:30 30", "11:00-14:00 30", "11:00-12:30 60"])),
        "start": 5 * draw(st.integers(-4, 4)),
        "end": 5 * draw(st.integers(-4, 4)),
        "overtime_s": draw(st.sampled_from([0, 1800])),
        "max_tour_s": draw(st.sampled_from([None] * 3 + [4 * 3600, 7 * 3600])),
        "max_travel_s": draw(st.sampled_from([None] * 4 + [3600])),
        "capacity": draw(st.sampled_from([None] * 4 + [4])),
    }
    starts = draw(st.dictionaries(st.integers(0, 3 * most), st.sampled_from(["9:20", "12:00", "13:30"]), max_size=1))
    return visits, shift, starts


def _built(day, drawn, periods):
    visits, shift, starts = drawn
    return day.problem(
        [day.visit(f"V{n}", **visit) for n, visit in enumerate(visits)],
        [day.shift(**shift)],
        periods,
        locks={f"V{n}": Lock(start=day.at(start)) for n, start in starts.items() if n < len(visits)},
    )


@given(drawn=_tours())
@settings(max_examples=200, deadline=None)
def test_a_tour_holds_if_and_only_if_some_way_of_leaving_and_resting_does(day, drawn):
    """On roads that take the same time all day."""
    problem = _built(day, drawn, FLAT)
    order = range(len(problem.visits))
    assert Timing(problem).holds(0, order) is any(_ways(problem))


@given(drawn=_tours(), periods=st.sampled_from([FLAT, RUSH]))
@settings(max_examples=200, deadline=None)
def test_a_tour_that_holds_is_written_down_without_a_fault(day, drawn, periods):
    """And takes the time on the road that was said."""
    problem = _built(day, drawn, periods)
    timing, order = Timing(problem), range(len(problem.visits))
    route = timing.route(0, order)
    assert (route is not None) is timing.holds(0, order)
    if route:
        assert verify(problem, [route]) == ()
        assert route.travel_s == timing.travel_s(0, order)


@given(drawn=_tours(), periods=st.sampled_from([FLAT, RUSH]), data=st.data())
@settings(max_examples=200, deadline=None)
def test_the_places_for_a_visit_are_those_at_which_the_tour_holds(day, drawn, periods, data):
    """With the same detour, start and way back as when the whole tour is timed anew."""
    problem = _built(day, drawn, periods)
    last = len(problem.visits) - 1
    place = data.draw(st.sampled_from([None, 1, 2, -1, -2]))
    locked = data.draw(st.integers(0, last))
    if place:
        lock = problem.locks.get(f"V{locked}", Lock())
        problem = replace(problem, locks={**problem.locks, f"V{locked}": replace(lock, team="T01", position=place)})
    timing, tour = Timing(problem), list(range(last))
    before = timing.travel_s(0, tour)
    expected = {}
    for n in range(len(tour) + 1) if before is not None else ():
        longer = [*tour[:n], last, *tour[n:]]
        travel_s = timing.travel_s(0, longer)
        if travel_s is not None and not timing.misplaced(longer):
            expected[n] = travel_s - before
    found = places(timing, 0, tour, last)
    assert {place.position: place.extra_s for place in found} == expected
    for place in found:
        route = timing.route(0, [*tour[: place.position], last, *tour[place.position :]])
        if route:
            assert (place.start, place.back) == (route.stops[place.position].start, route.back)


@given(drawn=_tours(), periods=st.sampled_from([FLAT, RUSH]))
@settings(max_examples=150, deadline=None)
def test_the_slack_of_a_stop_is_used_up_to_the_second(day, drawn, periods):
    """Any delay up to it holds, one second more does not."""
    problem = _built(day, drawn, periods)
    route = Timing(problem).route(0, range(len(problem.visits)))
    if route is None:
        return
    for n, spare in enumerate(slack(problem, route)):
        is_rested = _needs_no_rest(route, route.stops[n].arrival)
        delays = {*range(0, spare, GRID), spare}
        assert all(_goes_on(problem, route, n, route.stops[n].arrival + delay, is_rested) for delay in delays)
        assert not _goes_on(problem, route, n, route.stops[n].arrival + spare + 1, is_rested)


def _ways(problem):
    """For every leave and every leg to rest on whether that way holds."""
    shift = problem.shifts[0]
    visits = problem.visits
    if shift.capacity is not None and sum(visit.demand for visit in visits) > shift.capacity:
        return
    rests = [None, *product(range(len(visits) + 1), (True, False))] if shift.rest else [None]
    for leave, rest in product(range(shift.hours.start, shift.hours.end + 1, GRID), rests):
        yield _holds(problem, leave, rest)


def _holds(problem, leave, rest):
    """Whether the tour holds when it leaves then and rests on leg `rest[0]`, before it or at its end."""
    shift, matrix = problem.shifts[0], next(iter(problem.matrices.values()))
    nodes = [problem.start_node(0), *range(len(problem.visits)), problem.end_node(0)]
    now, road = leave, 0
    for leg in range(len(nodes) - 1):
        if rest == (leg, True):
            now = max(now, shift.rest.span.start) + shift.rest.seconds
            if now > shift.rest.span.end:
                return False
        travel = matrix.travel_s(nodes[leg], nodes[leg + 1], now)
        now, road = now + travel, road + travel
        if rest == (leg, False):
            now = max(now, shift.rest.span.start) + shift.rest.seconds
            if now > shift.rest.span.end or leg == len(nodes) - 2:
                return False
        if leg < len(problem.visits):
            now = _after_visit(problem, leg, now)
            if now is None:
                return False
    if rest is None and shift.rest:
        span, seconds = shift.rest.span, shift.rest.seconds
        if leave < span.start + seconds and now > span.end - seconds:
            return False
    return (
        now <= shift.hours.end + shift.overtime_s
        and (shift.max_tour_s is None or now - leave <= shift.max_tour_s)
        and (shift.max_travel_s is None or road <= shift.max_travel_s)
    )


def _after_visit(problem, n, arrival):
    """When visit n is over if it follows upon n - 1, None if it cannot be made."""
    visit, before = problem.visits[n], problem.visits[n - 1] if n else None
    is_found = before is not None and visit.building != "" and visit.building == before.building
    stay = visit.service_s if is_found else visit.service_s + visit.find_s
    lock = problem.locks.get(visit.id)
    earliest = max(arrival, visit.permitted.start, lock.start if lock and lock.start else 0)
    start = min((max(w.start, earliest) for w in visit.windows if earliest <= w.end), default=None)
    if start is None or start + stay > visit.permitted.end or (lock and lock.start not in (None, start)):
        return None
    return start + stay


def _needs_no_rest(route, moment):
    rest = route.shift.rest
    if rest is None or route.rest:
        return rest is None or route.rest.end <= moment
    return route.leave >= rest.span.start + rest.seconds


def _goes_on(problem, route, n, arrival, is_rested):
    """Whether a team at stop n then can make it and all that follows, resting wherever it likes."""
    shift, rest = route.shift, route.shift.rest
    matrix = problem.matrices[shift.mode]
    ready = _after_visit(problem, n, arrival)
    if ready is None:
        return False
    is_last = n == len(route.stops) - 1
    there = problem.end_node(0) if is_last else n + 1

    def arrives(moment, has_rested):
        if not is_last:
            return _goes_on(problem, route, n + 1, moment, has_rested)
        by = shift.back_by if shift.max_tour_s is None else min(shift.back_by, route.leave + shift.max_tour_s)
        return moment <= by and (has_rested or moment <= rest.span.end - rest.seconds)

    straight = ready + matrix.travel_s(n, there, ready)
    if is_rested:
        return arrives(straight, True)
    first = max(ready, rest.span.start) + rest.seconds
    door = max(straight, rest.span.start) + rest.seconds
    return (
        arrives(straight, False)
        or (first <= rest.span.end and arrives(first + matrix.travel_s(n, there, first), True))
        or (not is_last and door <= rest.span.end and arrives(door, True))
    )


@pytest.mark.parametrize("rest", [None, (0, True)])
def test_the_way_of_trying_is_sound(day, rest):
    """An hour there and back from 9:00 with half an hour's visit: back by 11:30, or 45 minutes of rest later."""
    problem = day.problem([day.visit("A", 60)], [day.shift(hours="9:00-11:30", rest=rest and "9:00-12:00 45")])
    assert _holds(problem, day.at("9:00"), rest) is (rest is None)
