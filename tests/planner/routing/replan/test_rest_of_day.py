"""From now on: what is done stays, papers stay with their teams, and who falls ill is replaced where that can be."""

from dataclasses import replace

import pytest

from planner.finding import Kind
from planner.plan import Handover
from planner.routing.exact.schedule import schedule
from planner.routing.problem import Lock
from planner.routing.replan.begun import Begun
from planner.routing.replan.replan import Way, replan
from planner.routing.replan.verify_handovers import verify_handovers
from planner.routing.solve import SolveParams
from planner.routing.verify import verify

UNSEARCHED = SolveParams(iterations=0)


def planned(problem, **tours):
    """Routes of these teams making these visits: T01="A B"."""
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    shifts = {shift.team: k for k, shift in enumerate(problem.shifts)}
    routes = [schedule(problem, shifts[team], [nodes[id] for id in ids.split()]) for team, ids in tours.items()]
    assert all(routes)
    return routes


def tours(routes):
    """Who makes which visits: {"T01": "A B"}."""
    return {route.shift.team: " ".join(stop.visit.id for stop in route.stops) for route in routes}


def from_now(problem, before, begun, **more):
    """The new plan, once both checkers have agreed to it; without delays the whole day holds too."""
    found = replan(problem, before, Way.FROM_NOW, UNSEARCHED, begun=begun, **more)
    assert verify(found.problem, found.checked) == ()
    assert verify_handovers(problem, before, found.routes, found.handovers, begun) == ()
    return found


def clock(stop):
    """When the visit starts, as people say it."""
    return f"{stop.start // 3600}:{stop.start % 3600 // 60:02d}"


@pytest.fixture
def line(day):
    """One team along the road: A 9:10, B 9:50, C 10:30, D 11:10; back at 12:20."""
    problem = day.problem([day.visit(id, 10 * n) for n, id in enumerate("ABCD", 1)], [day.shift()])
    return problem, planned(problem, T01="A B C D")


def test_without_news_the_day_goes_on_as_planned(day, line):
    """At any minute, and to the second."""
    problem, before = line
    for now in ("8:00", "9:00", "9:05", "9:10", "9:30", "9:45", "10:20", "11:10", "12:00", "13:00"):
        found = from_now(problem, before, Begun(day.at(now)))
        assert found.routes == tuple(before), now


def test_a_team_that_waits_at_a_door_came_when_it_came(day):
    """It has been at B's door since 9:50; at 10:30 its arrival is still 9:50, and it waits 70 minutes in all."""
    problem = day.problem([day.visit("A", 10), day.visit("B", 20, "11:00-12:00")], [day.shift()])
    before = planned(problem, T01="A B")
    found = from_now(problem, before, Begun(day.at("10:30")))
    assert found.routes == tuple(before)
    assert found.routes[0].stops[1].wait_s == 70 * 60


def test_what_is_done_or_begun_is_frozen(day, line):
    """The order A B C D from C on is worse than C last; at 10:00 A and B stay, the rest may change."""
    problem, _ = line
    before = planned(problem, T01="B A D C")
    found = from_now(problem, before, Begun(day.at("10:00")), told={})
    (route,) = found.routes
    assert route.stops[:2] == before[0].stops[:2]
    assert tours(found.routes)["T01"] in ("B A C D", "B A D C")
    assert verify(problem, found.routes) == ()


def test_a_new_visit_goes_to_a_team_that_has_not_left(day, line):
    """T01 passes by, but the papers are at the office, where T02 still is."""
    problem, before = line
    wider = day.problem([*problem.visits, day.visit("N", 25)], [*problem.shifts, day.shift("T02", "11:00-18:00")])
    found = from_now(wider, before, Begun(day.at("9:30")))
    assert tours(found.routes) == {"T01": "A B C D", "T02": "N"}
    assert found.handovers == ()


def test_a_team_that_is_out_fetches_the_papers_of_a_new_visit(day, line):
    """Alone, T01 goes back to the office for them after A, as late as the told hours allow; the road is in B's."""
    problem, before = line
    wider = day.problem([*problem.visits, day.visit("N", 25)], problem.shifts)
    found = from_now(wider, before, Begun(day.at("9:30")))
    (route,) = found.routes
    assert found.handovers == (Handover("", "T01", problem.shifts[0].start, day.at("9:50"), 10, ("N",)),)
    stops = [(stop.visit.id, clock(stop), stop.travel_s // 60, stop.travel_m) for stop in route.stops]
    assert stops[1:] == [
        ("B", "10:20", 30, 30_000),
        ("C", "11:00", 10, 10_000),
        ("D", "11:40", 10, 10_000),
        ("N", "12:25", 15, 15_000),
    ]


def test_a_cancelled_visit_is_left_out_and_the_team_goes_on_from_there(day, line):
    """B cancels at 9:45, on the way: T01 still passes there, and C is earlier by B's half hour, not by more."""
    problem, before = line
    found = from_now(problem, before, Begun(day.at("9:45"), gone=frozenset({"B"})), told={})
    (route,) = found.routes
    assert tours(found.routes) == {"T01": "A C D"}
    assert (route.stops[1].start, route.stops[1].travel_s) == (day.at("10:00"), 20 * 60)


def test_the_hour_that_was_told_is_kept(day, line):
    """Everybody counts as told: after the cancellation C waits until 10:00, half an hour before its 10:30."""
    problem, before = line
    (route,) = from_now(problem, before, Begun(day.at("9:15"), gone=frozenset({"B"}))).routes
    assert [clock(stop) for stop in route.stops] == ["9:10", "10:00", "10:40"]


@pytest.fixture
def two(day):
    """T01 east, T02 west; both leave at 9:00: A 9:10, B 10:00 and C 9:10, D 10:00."""
    visits = [day.visit("A", 10), day.visit("B", 30), day.visit("C", -10), day.visit("D", -30)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    return problem, planned(problem, T01="A B", T02="C D")


def test_another_team_fetches_what_an_ill_one_has(day, two):
    """T01 is ill in A's door: T02 comes for B's papers after D, at 11:10, and goes to B; T01 goes home."""
    problem, before = two
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    first, second = found.routes
    assert tours(found.routes) == {"T01": "A", "T02": "C D B"}
    assert first.stops == before[0].stops[:1]
    assert (first.back, first.back_travel_s) == (day.at("9:50"), 600)
    a_door = problem.visits[0].location
    assert found.handovers == (Handover("T01", "T02", a_door, day.at("11:10"), 10, ("B",), door_of="A"),)
    assert (second.stops[2].start, second.stops[2].travel_s) == (day.at("11:40"), 60 * 60)


def test_papers_back_at_the_office_are_fetched_there(day, two):
    """The ill team brought them back: T02 passes the office at 11:00."""
    problem, before = two
    begun = Begun(day.at("9:15"), ill=frozenset({"T01"}), returned=frozenset({"T01"}))
    found = from_now(problem, before, begun)
    office = problem.shifts[0].start
    assert found.handovers == (Handover("T01", "T02", office, day.at("11:00"), 10, ("B",)),)


def test_one_way_is_enough_for_all_papers(day):
    """Three visits of the ill team, one hand-over for them."""
    visits = [day.visit("A", 10), *(day.visit(f"B{n}", 20 + n) for n in range(3)), day.visit("C", -10)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    before = planned(problem, T01="A B0 B1 B2", T02="C")
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    assert tours(found.routes)["T02"].split()[0] == "C"
    assert [(word.giving, sorted(word.visits)) for word in found.handovers] == [("T01", ["B0", "B1", "B2"])]


def test_further_papers_never_put_the_fetching_behind_a_visit_that_needs_it(day):
    """For B1 alone T02 would fetch on its way home, behind B0; but B0's papers are in the same bag."""
    visits = [day.visit("A", 10), day.visit("B0", 20, value=5), day.visit("B1", 5), day.visit("C", 30)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    before = planned(problem, T01="A B0 B1", T02="C")
    found = from_now(problem, before, Begun(day.at("9:20"), ill=frozenset({"T01"})))
    (word,) = found.handovers
    starts = {stop.visit.id: stop.start for stop in found.routes[1].stops}
    assert starts.keys() == {"C", "B0", "B1"}
    assert word.at < min(starts["B0"], starts["B1"])


def test_no_team_without_the_right_takes_over(day, two):
    """T02 may not go to B: it stays out, in red, and says where its papers are."""
    problem, before = two
    visits = [replace(v, allowed_teams=frozenset({"T01"})) if v.id == "B" else v for v in problem.visits]
    problem = day.problem(visits, problem.shifts)
    before = planned(problem, T01="A B", T02="C D")
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    assert tours(found.routes) == {"T01": "A", "T02": "C D"}
    reason = found.reasons["B"]
    assert reason.kind is Kind.RED
    assert reason.text == "文书在停派的 T01 处。没有其他获准的小组可以接手。"


def test_a_visit_whose_papers_come_too_late_is_red(day, two):
    """B agreed to 10:00-10:20 alone: T02 cannot be there in time with its papers."""
    problem, before = two
    visits = [day.visit("B", 30, "10:00-10:20", fixed=True) if v.id == "B" else v for v in problem.visits]
    problem = day.problem(visits, problem.shifts)
    before = planned(problem, T01="A B", T02="C D")
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    assert tours(found.routes) == {"T01": "A", "T02": "C D"}
    assert found.reasons["B"].kind is Kind.RED
    assert found.reasons["B"].text == ("文书在停派的 T01 处。改派须先交接文书（10 分钟）：T02 排不进这一程和这一户。")


def test_an_appointment_of_an_ill_team_pushes_out_a_flexible_visit(day):
    """T02 has time for F at noon or for V, not for both: V, worth a million, stays out."""
    visits = [day.visit("A", 10), day.visit("F", 20, "12:00-12:00", fixed=True)]
    visits += [day.visit("C", -10), day.visit("V", 10, "12:00-12:00", value=1e6)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    before = planned(problem, T01="A F", T02="C V")
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    assert tours(found.routes) == {"T01": "A", "T02": "C F"}
    assert found.reasons.keys() == {"V"}
    assert found.reasons["V"].kind is Kind.YELLOW


@pytest.mark.parametrize(("is_fixed", "expected"), [(True, "C F E"), (False, "C E")])
def test_only_an_appointment_makes_others_be_told_another_hour(day, is_fixed, expected):
    """Taking over F of the ill team at 10:30 moves E, told 10:10, to 11:08: not for a flexible visit."""
    visits = [
        day.visit("A", 10),
        day.visit("F", 12, "10:30-10:30", fixed=is_fixed),
        day.visit("C", -10),
        day.visit("E", 20),
    ]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    before = planned(problem, T01="A F", T02="C E")
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    assert tours(found.routes) == {"T01": "A", "T02": expected}
    assert clock(found.routes[1].stops[-1]) == ("11:08" if is_fixed else "10:10")


@pytest.fixture
def late(day):
    """T01 is to be at X and at B by 10:30; 25 minutes late at 9:45 it can make one. T02 may not go to X."""
    visits = [
        day.visit("A", 10),
        day.visit("X", 12, "9:30-10:30", fixed=True, teams="T01"),
        day.visit("B", 20, "10:00-10:30", fixed=True),
    ]
    visits += [day.visit("C", 15, "9:00-9:30"), day.visit("G", 15, "11:00-12:00")]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02")])
    return problem, planned(problem, T01="A X B", T02="C G"), Begun(day.at("9:45"), late_s={"T01": 25 * 60})


def test_a_late_team_hands_over_in_person(day, late):
    """They meet at X, where T01 is at 10:07, for ten minutes; then both are in time."""
    problem, before, begun = late
    found = from_now(problem, before, begun)
    assert tours(found.routes) == {"T01": "A X", "T02": "C B G"}
    x_door = problem.visits[1].location
    assert found.handovers == (Handover("T01", "T02", x_door, day.at("10:07"), 10, ("B",), is_met=True, door_of="X"),)
    assert [clock(route.stops[1]) for route in found.routes] == ["10:17", "10:25"]


def test_without_a_meeting_in_time_the_late_visit_is_left_out(day, late):
    """T02, called to the office until 10:20, comes too late for that."""
    problem, before, begun = late
    shifts = [problem.shifts[0], day.shift("T02", "10:20-18:00")]
    problem = day.problem([visit for visit in problem.visits if visit.id != "C"], shifts)
    found = from_now(problem, [before[0], *planned(problem, T02="G")], begun)
    assert found.handovers == ()
    assert {id: (reason.kind, reason.text) for id, reason in found.reasons.items()} == {
        "X": (
            Kind.YELLOW,
            "若再加这一户，唯一能去的 T01 赶不上约定的 10:30，要到 10:53 才能开始，晚 23 分钟。"
            "不去 B（T01，当日必访），就排得下。没有其他获准的小组可以接手。",
        )
    }


def test_a_lock_to_another_team_waits_for_the_hand_over(day, two):
    """The dispatcher wants B with T02: it goes there with its papers, not before."""
    problem, before = two
    locked = replace(problem, locks={"B": Lock("T02")})
    found = from_now(locked, before, Begun(day.at("9:15")))
    assert tours(found.routes) == {"T01": "A", "T02": "C D B"}
    assert [(word.giving, word.visits, word.is_met) for word in found.handovers] == [("T01", ("B",), True)]
    assert found.routes[1].stops[2].locked


def test_a_place_that_is_locked_counts_over_the_whole_day(day, line):
    """D is to be the third stop: after A and B are done, D comes before C."""
    problem, before = line
    locked = replace(problem, locks={"D": Lock("T01", position=3)})
    found = from_now(locked, before, Begun(day.at("10:00")), told={})
    assert tours(found.routes) == {"T01": "A B D C"}


def test_limits_count_what_has_been_done(day):
    """T02 may make two visits and has made one: it takes over one of the two of the ill team."""
    visits = [day.visit("A", 10), day.visit("B", 20, value=5), day.visit("B2", 21), day.visit("C", -10)]
    problem = day.problem(visits, [day.shift("T01"), day.shift("T02", most=2)])
    before = planned(problem, T01="A B B2", T02="C")
    found = from_now(problem, before, Begun(day.at("9:15"), ill=frozenset({"T01"})))
    assert tours(found.routes) == {"T01": "A", "T02": "C B"}
    assert verify_handovers(problem, before, found.routes, (), Begun(day.at("9:15"), ill=frozenset({"T01"})))


def test_a_late_rest_is_taken_at_once(day):
    """The rest should end by 12:30; the team is in its visit until 12:20, and rests from then on."""
    visits = [day.visit("A", 10, "11:00-11:00"), day.visit("B", 20, "12:30-14:00")]
    problem = day.problem(visits, [day.shift(rest="11:30-12:30 45")])
    before = planned(problem, T01="A B")
    assert before[0].rest == day.window("11:30-12:15")
    found = from_now(problem, before, Begun(day.at("12:00"), late_s={"T01": 50 * 60}))
    assert found.routes[0].rest == day.window("12:20-13:05")
    assert clock(found.routes[0].stops[1]) == "13:15"


def test_a_visit_whose_window_is_over_says_so(day):
    """T01 is ill at 12:00; A could only be visited until 11:00."""
    problem = day.problem(
        [day.visit("A", 10, "9:00-11:00"), day.visit("B", 20, "14:00-15:00")], [day.shift("T01"), day.shift("T02")]
    )
    before = planned(problem, T01="A B")
    late = Begun(day.at("12:00"), late_s={"T01": 4 * 3600})
    found = from_now(problem, before, late)
    assert found.reasons["A"].text == "约定时间到 11:00 为止，12:00 已经过了。"


def test_an_ill_team_that_has_not_left_leaves_its_papers_at_the_office(day, two):
    """At 8:30 everybody is in: T02 takes all, and gets the papers when it passes the office at 11:00."""
    problem, before = two
    found = from_now(problem, before, Begun(day.at("8:30"), ill=frozenset({"T01"})), told={})
    (route,) = found.routes
    assert {stop.visit.id for stop in route.stops} == set("ABCD")
    assert [(word.giving, word.at, sorted(word.visits)) for word in found.handovers] == [
        ("T01", day.at("11:00"), ["A", "B"])
    ]


def test_the_whole_team_ill_without_a_stop_has_no_route(day, two):
    """Nobody goes for it."""
    problem, before = two
    visits = [replace(v, allowed_teams=frozenset({"T01"})) for v in problem.visits[:2]] + list(problem.visits[2:])
    problem = day.problem(visits, problem.shifts)
    before = planned(problem, T01="A B", T02="C D")
    found = from_now(problem, before, Begun(day.at("8:30"), ill=frozenset({"T01"})))
    assert tours(found.routes) == {"T02": "C D"}


def test_a_day_without_what_is_known_of_it_is_refused(day, two):
    """From now on needs a now, and the teams of the plan before."""
    problem, before = two
    with pytest.raises(ValueError, match="how the day stands"):
        replan(problem, before, Way.FROM_NOW)
    smaller = day.problem(problem.visits, problem.shifts[:1])
    with pytest.raises(ValueError, match="lacks the shift of team T02"):
        replan(smaller, before, Way.FROM_NOW, begun=Begun(day.at("10:00")))


def test_a_team_on_its_way_within_a_building_need_not_find_it_again(day):
    """It leaves A's door for B's at 9:30: half an hour with B, and not the five minutes for the building."""
    visits = [
        day.visit("A", 0, building="一号楼"),
        day.visit("B", 10, building="一号楼", find_s=300),
    ]
    problem = day.problem(visits, [day.shift("T01")])
    before = planned(problem, T01="A B")
    found = from_now(problem, before, Begun(day.at("9:30")))
    assert found.routes[0].stops == before[0].stops
    assert verify(problem, found.routes) == ()
