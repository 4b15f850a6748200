"""Proposed orders become tours that hold, and nothing that fits is left out."""

import pytest

from planner.routing.exact.insert import cheapest_place, complete, fill, left_out, places
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Lock, Wishes


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


def test_a_must_pushes_out_a_flexible_visit_like_a_fixed_one(day):
    """Both at noon, one team; what is flexible is worth a million."""
    visits = [day.visit("F", 10, "12:00-12:00", value=1e6), day.visit("M", 20, "12:00-12:00", value=0, is_must=True)]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0]])) == [["M"]]


def test_among_flexible_visits_the_penalty_decides(day):
    """A small value with a large penalty beats a large value with a small one."""
    visits = [
        day.visit("A", 10, "12:00-12:00", value=99, penalty_s=5000),
        day.visit("B", 20, "12:00-12:00", value=1, penalty_s=5001),
    ]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0, 1]])) == [["B"]]


def test_a_visit_that_costs_more_than_it_says_itself_stays_out(day):
    """Forty minutes of detour for a penalty of 2400 seconds, or of one more; without a penalty it is made."""
    for penalty_s, tour in ((2400, []), (2401, ["A"]), (None, ["A"])):
        timing = Timing(day.problem([day.visit("A", 20, penalty_s=penalty_s)], [day.shift()]))
        assert _ids(timing, complete(timing, [[]])) == [tour]


def test_one_visit_with_a_penalty_says_nothing_of_the_others(day):
    """A is four hours away and made, for nothing says that it is not worth that; B beside it says so itself."""
    visits = [day.visit("A", 240, value=0), day.visit("B", -10, penalty_s=1199), day.visit("C", -10, penalty_s=1201)]
    timing = Timing(day.problem(visits, [day.shift(), day.shift("T02")]))
    assert _ids(timing, complete(timing, [[], []])) == [["A"], ["B", "C"]]
    timing = Timing(day.problem(visits[:2], [day.shift(), day.shift("T02")]))
    assert _ids(timing, complete(timing, [[], []])) == [["A"], []]


def test_a_proposed_visit_that_costs_more_than_it_says_itself_is_taken_out(day):
    """As in a tour of the plan before; one that outranks is never taken out."""
    for more, tour in (
        ({"penalty_s": 2399}, []),
        ({"penalty_s": 2400}, ["A"]),
        ({"penalty_s": 1, "fixed": True}, ["A"]),
    ):
        timing = Timing(day.problem([day.visit("A", 20, **more)], [day.shift()]))
        assert _ids(timing, complete(timing, [[0]])) == [tour]


def test_places_tell_where_a_visit_fits_and_what_it_costs(day):
    """B before A is a detour of forty minutes, behind it of twenty; with B first the team is back at 10:40."""
    visits = [day.visit("A", 10, "9:50-12:00"), day.visit("B", 20, "8:00-10:40", minutes=10)]
    timing = Timing(day.problem(visits, [day.shift()]))
    before, behind = places(timing, 0, [0], 1)
    assert (before.position, before.extra_s, before.start, before.back) == (0, 1200, day.at("9:20"), day.at("10:30"))
    assert (behind.position, behind.extra_s, behind.start, behind.back) == (1, 1200, day.at("10:30"), day.at("11:00"))
    assert [place.price for place in (before, behind)] == [1200, 1200]


def test_a_tour_that_does_not_hold_has_no_places(day):
    """Both at noon; a third visit fits nowhere, though there is time enough."""
    visits = [day.visit("A", 10, "12:00-12:00"), day.visit("B", 20, "12:00-12:00"), day.visit("C", 0)]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert places(timing, 0, [0, 1], 2) == []


def test_the_cheapest_place_counts_wishes_and_overtime(day):
    """T01 is nearer by 20 minutes of road, but not preferred; or needs ten minutes of overtime at 3."""
    visit = day.visit("A", 30, minutes=60)
    near, far = day.shift(), day.shift("T02", start=-5, end=-5)

    def cheapest(visit, *shifts):
        timing = Timing(day.problem([visit], shifts, wishes=Wishes(overtime_price=3)))
        place = cheapest_place(timing, [[], []], 0, range(2))
        return place.shift, place.extra_s, place.price

    assert cheapest(visit, near, far) == (0, 3600, 3600)
    prefers = day.visit("A", 30, minutes=60, preferred_teams=frozenset({"T02"}))
    assert cheapest(prefers, near, far) == (1, 4200, 4200)
    late = day.shift(hours="9:00-10:50", overtime_s=3600)
    assert cheapest(visit, late, far) == (1, 4200, 4200)
    later = day.shift(hours="9:00-10:58", overtime_s=3600)
    assert cheapest(visit, later, far) == (0, 3600, 3600 + 360)


def test_the_cheapest_place_is_on_a_team_that_may_and_has_room(day):
    """Not allowed, full, without capacity; only the fourth takes it."""
    visits = [day.visit("A", 10, teams="T02 T03 T04", demand=1), day.visit("B", 10), day.visit("C", 10, demand=1)]
    shifts = [day.shift("T01"), day.shift("T02", most=1), day.shift("T03", capacity=1), day.shift("T04", start=60)]
    timing = Timing(day.problem(visits, shifts))
    assert cheapest_place(timing, [[], [1], [2], []], 0, range(4)).shift == 3
    assert cheapest_place(timing, [[], [1], [2], []], 0, range(3)) is None


def test_a_second_call_in_a_building_is_put_behind_the_first(day):
    """There is no time for finding the building twice: B fits only behind A, not behind C at the same place."""
    visits = [
        day.visit("A", 10, "9:10-9:10", minutes=20, building="甲", find_s=600),
        day.visit("C", 10, "9:50-12:00", minutes=20),
        day.visit("B", 10, "9:40-9:40", minutes=10, building="甲", find_s=600),
    ]
    timing = Timing(day.problem(visits, [day.shift(hours="9:00-10:20")]))
    assert _ids(timing, complete(timing, [[0, 1]])) == [["A", "B", "C"]]
    apart = [*visits[:2], day.visit("B", 10, "9:40-9:40", minutes=10, building="乙", find_s=600)]
    timing = Timing(day.problem(apart, [day.shift(hours="9:00-10:20")]))
    assert _ids(timing, complete(timing, [[0, 1]])) == [["A", "C"]]


@pytest.mark.parametrize(
    "locks", [{"A": 1}, {"A": -1}, {"A": 1, "B": 2, "C": -1}, {"A": 4, "B": 1}, {"A": -2, "B": 1, "D": 2}]
)
def test_filling_keeps_locked_places(day, locks):
    """From nothing, from what is locked in any order, and from a whole tour in the wrong order."""
    visits = [day.visit(id, 10) for id in "ABCD"]
    problem = day.problem(visits, [day.shift()], locks={id: Lock("T01", place) for id, place in locks.items()})
    timing = Timing(problem)
    for proposed in ([], [0, 1, 2, 3], [3, 2, 1, 0], [3, 0], [0, 3, 2]):
        (done,) = _ids(timing, complete(timing, [proposed]))
        assert sorted(done) == list("ABCD")
        assert timing.holds(0, ["ABCD".index(id) for id in done])


def test_mending_fills_the_gap_before_a_locked_stop(day):
    """B cannot be kept beside A; X, locked as the third, gets another one before it instead of leaving the tour."""
    visits = [
        day.visit("A", 10, "12:00-12:00", value=2),
        day.visit("B", 20, "12:00-12:00"),
        day.visit("X", 10, "14:00-18:00"),
        day.visit("C", 10, value=0.5),
    ]
    timing = Timing(day.problem(visits, [day.shift()], locks={"X": Lock("T01", 3)}))
    (done,) = _ids(timing, complete(timing, [[0, 1, 2]]))
    assert sorted(done) == ["A", "C", "X"]
    assert done[2] == "X"


def test_a_locked_stop_that_cannot_have_its_place_leaves_and_the_rest_stays(day):
    """There are no two visits to go before X; A is kept all the same."""
    visits = [day.visit("A", 10), day.visit("X", 10, fixed=True)]
    timing = Timing(day.problem(visits, [day.shift()], locks={"X": Lock("T01", 3)}))
    assert _ids(timing, complete(timing, [[0, 1]])) == [["A"]]


def test_a_fixed_visit_gets_its_locked_place_though_the_tour_is_full(day):
    """It has to be first; of three flexible visits that fill the day the two of most worth stay."""
    visits = [day.visit(f"F{n}", 0, minutes=180, value=n + 1) for n in range(3)]
    visits.append(day.visit("X", 0, minutes=120, fixed=True, value=0))
    timing = Timing(day.problem(visits, [day.shift()], locks={"X": Lock("T01", 1)}))
    (done,) = _ids(timing, complete(timing, [[0, 1, 2]]))
    assert done[0] == "X"
    assert sorted(done) == ["F1", "F2", "X"]


def test_what_is_proposed_twice_or_for_the_wrong_team_counts_once_or_not(day):
    """A stands in two tours, B with a team that may not go."""
    visits = [day.visit("A", 10, "9:10-9:10"), day.visit("B", 20, teams="T01")]
    timing = Timing(day.problem(visits, [day.shift("T01"), day.shift("T02")]))
    assert _ids(timing, complete(timing, [[0, 0], [0, 1]])) == [["A", "B"], []]


def test_the_number_and_the_demand_of_visits_are_mended(day):
    """Two of three visits, and of those what the team can carry; the least important leave."""
    visits = [day.visit(id, 10, value=value, demand=2) for id, value in (("A", 2), ("B", 3), ("C", 1))]
    two = Timing(day.problem(visits, [day.shift(most=2)]))
    assert _ids(two, complete(two, [[0, 1, 2]])) == [["A", "B"]]
    one = Timing(day.problem(visits, [day.shift(capacity=3)]))
    assert _ids(one, complete(one, [[0, 1, 2]])) == [["B"]]


def test_mending_does_not_touch_what_has_nothing_to_do_with_the_break(day):
    """A and B clash at noon; Z of no value comes later and stays."""
    visits = [
        day.visit("A", 10, "12:00-12:00", value=2),
        day.visit("B", 20, "12:00-12:00", value=3),
        day.visit("Z", 10, "15:00-15:00", value=0),
    ]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert _ids(timing, complete(timing, [[0, 1, 2]])) == [["B", "Z"]]


def test_filling_takes_the_most_important_first(day):
    """One place is left at noon, for B."""
    visits = [day.visit("A", 10, "12:00-12:00", value=1), day.visit("B", 10, "12:00-12:00", value=2)]
    timing = Timing(day.problem(visits, [day.shift()]))
    tours = [[]]
    assert left_out(timing, tours) == [1, 0]
    fill(timing, tours)
    assert tours == [[1]]


def test_locked_places_that_need_each_other_are_built_together(day):
    """Third, last but two and last but one of three: none of them has its place in a shorter tour."""
    visits = [day.visit("A", 10), day.visit("B", 20), day.visit("C", 30)]
    locks = {"A": Lock("T01", 3), "B": Lock("T01", -2), "C": Lock("T01", -3)}
    timing = Timing(day.problem(visits, [day.shift()], locks=locks))
    assert _ids(timing, complete(timing, [[]])) == [["C", "B", "A"]]


@pytest.mark.parametrize(("penalty_s", "planned"), [(900, []), (1100, ["A", "B"])])
def test_locked_places_are_built_together_only_if_that_pays(day, penalty_s, planned):
    """B is the second stop, which takes A, sixteen minutes away: both together are worth less or more than the way."""
    visits = [day.visit("A", 16, penalty_s=penalty_s), day.visit("B", 0, penalty_s=penalty_s)]
    timing = Timing(day.problem(visits, [day.shift()], locks={"B": Lock("T01", 2)}))
    assert _ids(timing, complete(timing, [[]])) == [planned]
