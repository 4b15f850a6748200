"""The check of hand-overs knows nothing of what planned them: every way to go wrong has its sentence."""

from dataclasses import replace

import pytest

from planner.plan import Handover
from planner.routing.exact.schedule import schedule
from planner.routing.replan.begun import Begun
from planner.routing.replan.verify_handovers import verify_handovers


@pytest.fixture
def taken_over(day):
    """T01 fell ill in A's door at 9:15; T02 fetches B's papers there at 11:10 and is at B at 11:40."""
    visits = [day.visit("A", 10), day.visit("B", 30), day.visit("C", -10), day.visit("D", -30)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    before = [schedule(problem, 0, [0, 1]), schedule(problem, 1, [2, 3])]
    first = replace(before[0], stops=before[0].stops[:1], back=day.at("9:50"), back_travel_s=600)
    second = schedule(problem, 1, [2, 3, 1])
    later = replace(second.stops[2], arrival=day.at("11:40"), start=day.at("11:40"), departure=day.at("12:10"))
    second = replace(second, stops=(*second.stops[:2], later), back=day.at("12:40"))
    word = Handover("T01", "T02", visits[0].location, day.at("11:10"), 10, ("B",))
    return problem, before, [first, second], word, Begun(day.at("9:15"), ill=frozenset({"T01"}))


def check(taken_over, **wrong):
    problem, before, routes, word, begun = taken_over
    return verify_handovers(problem, before, routes, [replace(word, **wrong)], begun)


def test_a_hand_over_in_time_is_fine(taken_over):
    """The one of the fixture."""
    assert check(taken_over) == ()


def test_without_a_hand_over_the_papers_are_missing(taken_over):
    """B changed its team, and nobody brings its papers."""
    problem, before, routes, _, begun = taken_over
    assert verify_handovers(problem, before, routes, [], begun) == ("到访 B 的文书不在 T02 手中，也没有交接安排。",)


def test_a_new_visit_of_a_team_that_is_out_needs_papers_too(taken_over):
    """B is not in the plan before: its papers are at the office."""
    problem, before, routes, _, begun = taken_over
    before = [replace(before[0], stops=before[0].stops[:1]), before[1]]
    assert verify_handovers(problem, before, routes, [], begun) == ("到访 B 的文书不在 T02 手中，也没有交接安排。",)
    early = Begun(begun.now - 1800)
    assert verify_handovers(problem, before, routes, [], early) == ()


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"visits": ("B", "X")}, "T02 取了文书，却没有排这些到访：B、X。"),
        ({"at": 41_460}, "T02 在到访 B 之后才取到文书。"),
        ({"minutes": 11}, "T02 在 11:21 至 11:40 之间赶不完交接的路程。"),
        ({"at": 40_140}, "T02 在 10:30 至 11:09 之间赶不完交接的路程。"),
        ({"giving": "T02"}, "到访 B 的文书不在 T02 手中，也没有交接安排。"),
    ],
)
def test_each_fault_is_told(taken_over, wrong, fault):
    """Papers for nothing, too late, too long, too early, from the wrong team."""
    assert fault in check(taken_over, **wrong)


def test_papers_lie_only_where_they_can_be(taken_over):
    """T01 never was at D, nor back at its office unless it says so: the office counts as possible."""
    problem, _, _, _, _ = taken_over
    assert "T01 的文书不在 T02 要去的地方。" in check(taken_over, location=problem.visits[3].location)
    assert not any("要去的地方" in fault for fault in check(taken_over, location=problem.shifts[0].start))


def test_a_team_without_the_right_takes_nothing_over(taken_over):
    """B is for T01 alone."""
    problem, before, routes, word, begun = taken_over
    visits = [replace(v, allowed_teams=frozenset({"T01"})) if v.id == "B" else v for v in problem.visits]
    problem = replace(problem, visits=tuple(visits))
    assert "T02 无权接手到访 B。" in verify_handovers(problem, before, routes, [word], begun)


def test_the_past_is_no_time_to_meet(taken_over):
    """At 11:30 a hand-over of 11:10 cannot be planned."""
    problem, before, routes, word, begun = taken_over
    begun = replace(begun, now=begun.now + 8100)
    assert "T02 的交接排在 11:10，已经过去。" in verify_handovers(problem, before, routes, [word], begun)


def test_who_meets_has_to_be_there(taken_over):
    """In person, T01 would have to be in A's door at 11:10 and has long been home."""
    problem, before, routes, word, _ = taken_over
    begun = Begun(9 * 3600 + 900)
    met = replace(word, is_met=True)
    faults = verify_handovers(problem, before, routes, [met], begun)
    assert faults == ("T01 在 11:20 至 09:50 之间赶不完交接的路程。",)
    assert "T01 要当面交接文书，却没有路线。" in verify_handovers(problem, before, routes[1:], [met], begun)
