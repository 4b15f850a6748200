"""Random days of up to seven visits with every constraint: the plan costs no more than the best of all that there are.

The brute force knows nothing of the search: it times every order of every choice of visits for every team, prices what
holds by the one objective, and deals the visits out in every way.
"""

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.routing.exact.objective import penalties, plan_cost, route_cost
from planner.routing.exact.schedule import Timing
from planner.routing.exact.small_day import is_small
from planner.routing.problem import Lock, Wishes
from planner.routing.reasons.explain import explain
from planner.routing.reasons.limits import Limit
from planner.routing.solve import SolveParams, solve
from planner.routing.verify import verify

RUSH = (("0:00", 1), ("7:00", 1.5), ("10:00", 1), ("17:00", 1.5), ("20:00", 1))
WINDOWS = ["8:00-20:00"] * 3 + ["9:00-10:30", "11:30-12:30", "9:00-10:00 14:00-15:00", "13:00-17:00", "16:00-19:00"]


@st.composite
def _days(draw, sizes):
    """Visits, shifts, locks and wishes as arguments for the builders of conftest; most limits are absent mostly.

    No way is so dear that a visit would better be left out, unless it says so itself.
    """

    def rarely(*values):
        return draw(st.sampled_from([None] * 6 + list(values)))

    def some(**words):
        return {name: value for name, value in words.items() if value is not None}

    visits = [
        some(
            place=draw(st.integers(-40, 40)),
            window=draw(st.sampled_from(WINDOWS)),
            minutes=draw(st.sampled_from([15, 30, 60])),
            permitted=rarely("9:00-12:00", "12:00-20:00"),
            value=draw(st.sampled_from([1, 2, 7.5])),
            penalty_s=rarely(900, 3000),
            teams=rarely("T0", "T1", ""),
            fixed=rarely(True),
            is_must=rarely(True),
            building=rarely("甲", "甲", "甲"),
            find_s=rarely(600),
            demand=rarely(1, 2),
            skills=rarely(frozenset({"沪语"})),
            required_team=rarely("T0"),
            forbidden_teams=rarely(frozenset({"T0"})),
            preferred_teams=rarely(frozenset({"T1"})),
        )
        for _ in range(draw(sizes))
    ]
    shifts = [
        some(
            hours=draw(st.sampled_from(["9:00-18:00", "9:00-18:00", "11:00-20:00", "9:00-12:30"])),
            rest=rarely("11:30-13:30 45", "12:00-12:30 30", "11:00-14:00 60"),
            most=rarely(1, 3),
            start=draw(st.integers(-20, 20)),
            end=draw(st.integers(-20, 20)),
            overtime_s=rarely(1800),
            max_tour_s=rarely(4 * 3600, 6 * 3600),
            max_travel_s=rarely(7200),
            capacity=rarely(2),
            skills=rarely(frozenset({"沪语"}), frozenset({"沪语"})),
        )
        for _ in range(draw(st.sampled_from([1, 2, 2])))
    ]
    locks = {}
    for n in range(len(visits)):
        team = rarely("T0", "T1")
        place, start = rarely(1, 2, -1) if team else None, rarely("9:20", "12:00", "16:30")
        if team or start:
            locks[n] = team or "", place, start
    return visits, shifts, locks, draw(st.sampled_from([0, 0.2]))


def _built(day, drawn):
    visits, shifts, locks, balance = drawn
    return day.problem(
        [day.visit(f"V{n}", **visit) for n, visit in enumerate(visits)],
        [day.shift(f"T{n}", **shift) for n, shift in enumerate(shifts)],
        RUSH,
        locks={f"V{n}": Lock(team, place, start and day.at(start)) for n, (team, place, start) in locks.items()},
        wishes=Wishes(balance=balance),
    )


def _least_cost(problem):
    """What the best plan of all costs."""
    every = range(1 << len(problem.visits))
    best = {shared: None if shared else 0 for shared in every}  # of the teams so far, by the visits they share
    for shift in range(len(problem.shifts)):
        own = _least_by_choice(problem, shift)
        best = {
            shared: min(
                (
                    best[shared ^ choice] + own[choice]
                    for choice in _parts(shared)
                    if _is_known(best, own, shared, choice)
                ),
                default=None,
            )
            for shared in every
        }
    costs = penalties(problem)
    left = {shared: sum(cost for n, cost in enumerate(costs) if not shared >> n & 1) for shared in every}
    return min(cost + left[shared] for shared, cost in best.items() if cost is not None)


def _is_known(best, own, shared, choice):
    return choice in own and best[shared ^ choice] is not None


def _parts(shared):
    """Every choice among these visits, as bits."""
    part = shared
    while True:
        yield part
        if not part:
            return
        part = (part - 1) & shared


def _least_by_choice(problem, shift):
    """For every choice of visits that this team can make in some order what the cheapest order costs."""
    timing, least = Timing(problem), {0: 0}
    able = [n for n in range(len(problem.visits)) if problem.may_go(shift, n)]
    for size in range(1, len(able) + 1):
        for order in permutations(able, size):
            route = timing.route(shift, order)
            if route:
                choice = sum(1 << n for n in order)
                cost = route_cost(problem, route)
                least[choice] = min(cost, least.get(choice, cost))
    return least


def _check(problem):
    routes = solve(problem)
    assert verify(problem, routes) == ()
    assert plan_cost(problem, routes) <= _least_cost(problem)
    reasons = explain(problem, routes)
    planned = {stop.visit.id for route in routes for stop in route.stops}
    assert planned.isdisjoint(reasons)
    assert planned | reasons.keys() == {visit.id for visit in problem.visits}
    for visit in problem.visits:
        if visit.penalty_s is None or visit.outranks:
            assert visit.id not in reasons or reasons[visit.id].limit is not Limit.FREE


@given(drawn=_days(st.integers(1, 5)))
@settings(max_examples=300, deadline=None)
def test_no_plan_of_up_to_five_visits_is_cheaper(day, drawn):
    """With up to two teams."""
    _check(_built(day, drawn))


@given(drawn=_days(st.integers(6, 7)))
@settings(max_examples=30, deadline=None)
def test_no_plan_of_six_or_seven_visits_is_cheaper(day, drawn):
    """The same, where there are 13,700 orders for each team."""
    _check(_built(day, drawn))


@given(drawn=_days(st.integers(1, 4)), data=st.data())
@settings(max_examples=100, deadline=None)
def test_no_plan_is_dearer_than_the_tours_it_began_with(day, drawn, data):
    """Whatever they were, as far as they hold; where they cost as little as any, they stay."""
    problem = _built(day, drawn)
    cards = data.draw(st.permutations(range(len(problem.visits))))
    start = [cards[k :: len(problem.shifts)] for k in range(len(problem.shifts))]
    begun = solve(problem, SolveParams(iterations=0), start=start)
    routes = solve(problem, start=start)
    assert verify(problem, routes) == ()
    assert plan_cost(problem, routes) == _least_cost(problem)
    assert routes == begun or plan_cost(problem, routes) < plan_cost(problem, begun)


def test_a_detour_that_puts_off_the_next_leg_is_found(day):
    """From 8 to 7 minutes out and back again costs two minutes, and the way home is after the rush for it."""
    visits = [day.visit(f"V{n}", place, minutes=15) for n, place in enumerate((-7, -8, -8))]
    (route,) = solve(day.problem(visits, [day.shift()], RUSH))
    assert [stop.visit.location.lon for stop in route.stops] == [-8, -7, -8]
    assert route.travel_s == 720 + 90 + 90 + 480


def test_many_teams_and_few_visits_are_searched(day):
    """Seven visits and ten teams have more orders than can be tried at once."""
    visits = [day.visit(f"V{n}", 10 * n - 30) for n in range(7)]
    few, many = (day.problem(visits, [day.shift(f"T{k}") for k in range(number)]) for number in (4, 10))
    assert is_small(Timing(few))
    assert not is_small(Timing(many))
    own = [replace(visit, allowed_teams=frozenset({f"T{n}"})) for n, visit in enumerate(visits)]
    assert is_small(Timing(replace(many, visits=tuple(own))))
    assert not is_small(Timing(day.problem([*own, day.visit("V7", 5, teams="")], many.shifts)))
