"""Offered slots: each one holds as promised, the cheapest come first, and they are spread over days and halves."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.clock import hhmm
from planner.routing.exact.objective import route_cost
from planner.routing.exact.schedule import Timing, schedule
from planner.routing.offer import DayState, offers, tentative
from planner.routing.problem import Lock, Wishes
from planner.visit import TimeWindow

FIRST = date(2026, 12, 1)
RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))


def _state(problem, tours=(), after=0):
    routes = tuple(schedule(problem, k, tour) for k, tour in enumerate(tours) if tour)
    return DayState(FIRST + timedelta(after), problem, routes)


def _wanted(day, place=10, permitted="9:00-20:00", **more):
    return day.visit("W", place, permitted, permitted=permitted, **more)


def _said(offer):
    window = f"{hhmm(offer.window.start)}-{hhmm(offer.window.end)}"
    return f"{offer.day.day} {window} {offer.team} {hhmm(offer.start)}-{hhmm(offer.latest)} +{offer.extra_s // 60}"


def test_an_idle_team_is_offered_all_day_in_windows_apart(day):
    """Two halves do not make five offers, so that more windows follow; they touch but do not overlap."""
    found = offers([_state(day.problem([_wanted(day)], [day.shift(hours="8:00-20:30")]))], "W")
    assert [_said(offer) for offer in found] == [
        "1 09:00-11:00 T01 09:00-11:00 +20",
        "1 12:00-14:00 T01 12:00-14:00 +20",
        "1 14:00-16:00 T01 14:00-16:00 +20",
        "1 16:00-18:00 T01 16:00-18:00 +20",
    ]


def test_the_way_past_the_door_is_cheapest(day):
    """On Tuesday a team drives past for its visit at two; on Wednesday it would go there for this alone."""
    visits = [_wanted(day, 20), day.visit("A", 30, "14:00-14:30")]
    tuesday, wednesday = day.problem(visits, [day.shift()]), day.problem(visits[:1], [day.shift()])
    found = offers([_state(wednesday, after=1), _state(tuesday, [[1]])], "W")
    assert [_said(offer) for offer in found] == [
        "1 09:30-11:30 T01 09:30-11:30 +0",
        "1 11:30-13:30 T01 11:30-13:30 +0",
        "1 15:00-17:00 T01 15:00-17:00 +0",
        "2 09:30-11:30 T01 09:30-11:30 +40",
        "2 12:00-14:00 T01 12:00-14:00 +40",
    ]


def test_each_half_of_a_day_is_offered_once_when_that_is_enough(day):
    """Three idle days have six halves."""
    problem = day.problem([_wanted(day)], [day.shift()])
    found = offers([_state(problem, after=n) for n in range(3)], "W")
    assert [(offer.day.day, offer.window.start < 12 * 3600) for offer in found] == [
        (1, True),
        (1, False),
        (2, True),
        (2, False),
        (3, True),
    ]


def test_a_day_without_a_plan_is_offered_beside_its_appointments(day):
    """The team is bound from ten to twelve and from two on."""
    visits = [
        _wanted(day, 0),
        day.visit("A", 0, "10:00-10:00", minutes=120),
        day.visit("B", 0, "14:00-14:00", minutes=240),
    ]
    found = offers([DayState(FIRST, day.problem(visits, [day.shift()]))], "W")
    assert [_said(offer) for offer in found] == [
        "1 09:00-11:00 T01 09:00-09:30 +0",
        "1 11:30-13:30 T01 12:00-13:30 +0",
    ]


def test_the_appointments_of_a_day_can_be_routed_beforehand(day):
    """The routes of the other visits are given to every call, and say the same."""
    visits = [day.visit("A", 0, "10:00-10:00", minutes=120), _wanted(day, 0)]
    problem = day.problem(visits, [day.shift()])
    routes = tentative(day.problem(visits[:1], [day.shift()]))
    assert [stop.visit.id for route in routes for stop in route.stops] == ["A"]
    assert offers([DayState(FIRST, problem, routes)], "W") == offers([DayState(FIRST, problem)], "W")


@pytest.mark.parametrize(
    ("wanted", "shift"),
    [
        ({"forbidden_teams": frozenset({"T01"})}, {}),
        ({"teams": ""}, {}),
        ({"skills": frozenset({"沪语"})}, {}),
        ({}, {"most": 0}),
        ({"demand": 2}, {"capacity": 1}),
        ({"place": 300}, {}),
        ({"permitted": "18:00-20:00"}, {}),
    ],
)
def test_nothing_is_offered_that_no_team_can_keep(day, wanted, shift):
    """By right, skill, room or hours."""
    assert offers([_state(day.problem([_wanted(day, **wanted)], [day.shift(**shift)]))], "W") == ()


def test_a_window_shorter_than_the_width_is_offered_whole(day):
    """The debtor says that he is at home from half past two to three."""
    wanted = replace(_wanted(day), windows=(day.window("14:30-15:00"),))
    found = offers([_state(day.problem([wanted], [day.shift()]))], "W")
    assert [_said(offer) for offer in found] == ["1 14:30-15:00 T01 14:30-15:00 +20"]


def test_the_whole_plan_counts_not_the_road_alone(day):
    """T02 is nearer, but the debtor knows T01."""
    wanted = _wanted(day, preferred_teams=frozenset({"T01"}))
    problem = day.problem([wanted], [day.shift(), day.shift("T02", start=5, end=5)], wishes=Wishes(preferred_s=900))
    best = offers([_state(problem)], "W")[0]
    assert (best.team, best.extra_s, best.cost_s) == ("T01", 1200, 1200)
    only = replace(problem, visits=(replace(wanted, allowed_teams=frozenset({"T02"})),))
    best = offers([_state(only)], "W")[0]
    assert (best.team, best.extra_s, best.cost_s) == ("T02", 600, 1500)


def test_a_visit_that_is_in_no_problem_is_refused(day):
    """The day must know the way to it."""
    with pytest.raises(KeyError):
        offers([_state(day.problem([day.visit("A", 1)], [day.shift()]))], "W")


@st.composite
def _days(draw, is_plain):
    """Days of up to five visits beside the wanted one, with tours that may not hold."""
    visits = [
        {
            "place": draw(st.integers(-40, 40)),
            "window": draw(st.sampled_from(["8:00-20:00", "9:00-9:30", "11:30-12:30", "14:00-16:00"])),
            "minutes": draw(st.sampled_from([15, 60, 120])),
        }
        for _ in range(draw(st.integers(0, 5)))
    ]
    shifts = [
        {
            "hours": draw(st.sampled_from(["9:00-18:00", "11:00-20:00"])),
            "start": draw(st.integers(-20, 20)),
            "rest": None if is_plain else draw(st.sampled_from([None, "11:30-13:30 45"])),
            "most": draw(st.sampled_from([None, None, 2])),
            "overtime_s": 0 if is_plain else draw(st.sampled_from([0, 1800])),
            "max_tour_s": None if is_plain else draw(st.sampled_from([None, None, 6 * 3600])),
        }
        for _ in range(draw(st.integers(1, 2)))
    ]
    is_locked = not is_plain and draw(st.booleans())
    return draw(st.integers(-40, 40)), visits, shifts, {"V0": Lock("T0", 1)} if is_locked else {}


def _built(day, drawn, periods, after=0):
    """The state of a day, and its tours: each visit where it first fits."""
    place, visits, shifts, locks = drawn
    words = [_wanted(day, place, building="B", find_s=600)]
    words += [day.visit(f"V{n}", **visit, building="B" * (n == 0)) for n, visit in enumerate(visits)]
    problem = day.problem(words, [day.shift(f"T{n}", **shift) for n, shift in enumerate(shifts)], periods, locks=locks)
    timing, tours = Timing(problem), [[] for _ in shifts]
    for visit in range(1, len(words)):
        places = [(k, tour) for k in range(len(tours)) for tour in _with(tours[k], visit)]
        shift, tour = next((place for place in places if timing.holds(*place)), (0, tours[0]))
        tours[shift] = tour
    return _state(problem, tours, after), tours


@given(drawn=st.lists(_days(is_plain=False), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_every_offer_holds_as_promised(day, drawn):
    """Agreed to the window the visit holds where it says, from the start told to the latest, at the cost told."""
    built = [_built(day, one, RUSH, after) for after, one in enumerate(drawn)]
    found = offers([state for state, _ in built], "W")
    assert len(found) <= 5
    assert [offer.cost_s for offer in found] == sorted(offer.cost_s for offer in found)
    for one, other in combinations(found, 2):
        assert one.day != other.day or one.window.end <= other.window.start or other.window.end <= one.window.start
    for offer in found:
        state, tours = built[(offer.day - FIRST).days]
        _check_promise(state.problem, tours, offer)


def _check_promise(problem, tours, offer):
    team = [shift.team for shift in problem.shifts].index(offer.team)
    tour = [*tours[team][: offer.position], 0, *tours[team][offer.position :]]
    agreed, before = _agreed(problem, offer.window), schedule(problem, team, tours[team])
    after = schedule(agreed, team, tour)
    assert after.stops[offer.position].start == offer.start
    assert after.travel_s - before.travel_s == offer.extra_s
    assert route_cost(agreed, after) - route_cost(problem, before) == offer.cost_s
    assert offer.window.start <= offer.start <= offer.latest - 600 < offer.window.end
    assert offer.latest <= offer.window.end
    assert Timing(_agreed(problem, TimeWindow(offer.latest, offer.latest))).holds(team, tour)
    word = problem.visits[0]
    assert word.permitted.start <= offer.window.start
    assert offer.window.end + word.service_s + word.find_s <= word.permitted.end


@given(drawn=st.lists(_days(is_plain=True), min_size=1, max_size=2))
@settings(max_examples=60, deadline=None)
def test_nothing_is_cheaper_than_the_first_offer(day, drawn):
    """Every place and every window on half hours is tried."""
    built = [_built(day, one, (("0:00", 1),), after) for after, one in enumerate(drawn)]
    found = offers([state for state, _ in built], "W")
    costs = [cost for state, tours in built for cost in _all_costs(state.problem, tours)]
    assert [offer.cost_s for offer in found[:1]] == sorted(costs)[:1]


def _all_costs(problem, tours):
    last = problem.visits[0].permitted.end - problem.visits[0].service_s - problem.visits[0].find_s
    starts = range(problem.visits[0].permitted.start, last - 7200 + 1, 1800)
    for timing in (Timing(_agreed(problem, TimeWindow(start, start + 7200))) for start in starts):
        for k, tour in enumerate(tours):
            found = (route for there in _with(tour, 0) if (route := timing.route(k, there)))
            yield from (r.travel_s - timing.travel_s(k, tour) for r in found if _has_room(problem, k, r, timing))


def _has_room(problem, team, route, timing):
    """Whether the same order holds with a start ten minutes later in the same window."""
    order = [problem.visits.index(stop.visit) if stop.visit.id != "W" else 0 for stop in route.stops]
    start = route.stops[order.index(0)].start + 600
    end = timing.problem.visits[0].windows[0].end
    return start <= end and Timing(_agreed(problem, TimeWindow(start, end))).holds(team, order)


def _agreed(problem, window):
    return replace(problem, visits=(replace(problem.visits[0], windows=(window,)), *problem.visits[1:]))


def _with(tour, visit):
    return [[*tour[:n], visit, *tour[n:]] for n in range(len(tour) + 1)]
