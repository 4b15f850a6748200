"""A day is planned from the casebook: who goes together, who stays out, and why."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from planner.case import Case, CaseState
from planner.contact import ContactAttempt
from planner.dayplan import SolveParams
from planner.errors import Cancelled
from planner.finding import Kind
from planner.lender import Lender
from planner.needs import Needs
from planner.paperwork import Paperwork
from planner.plan import Plan
from planner.plan_json import plan_json
from planner.routing.problem import Lock
from planner.routing.solve import solve
from planner.shift import Team
from planner.store.interface import Records

PARAMS = SolveParams(seconds=2, iterations=20)


def plan(desk: SimpleNamespace, cases: list[Case], attempts: list[ContactAttempt], teams: list[Team]) -> Plan:
    return desk.planner(cases, attempts, teams).plan(desk.DAY, desk.NOW, PARAMS)


def stops(planned: Plan) -> list[tuple[str, ...]]:
    return [stop.visit.cases for route in planned.routes for stop in route.stops]


def test_cases_of_one_debtor_and_lender_are_one_visit(desk: SimpleNamespace) -> None:
    """Both contracts go with one knock, also when only one of them was spoken about."""
    planned = plan(desk, [desk.case("A", key="p"), desk.case("B", key="p")], [desk.agreed("A")], [desk.team("T1")])
    assert sorted(map(sorted, stops(planned))) == [["A", "B"]]


def test_each_stop_says_how_safe_it_is(desk: SimpleNamespace) -> None:
    """Nobody is late for the only visit of a long window, and the team may come some time later."""
    planned = plan(desk, [desk.case("A")], [desk.agreed("A")], [desk.team("T1")])
    assert planned.margins.keys() == {"A"}
    assert planned.margins["A"].hold_chance > 0.99
    window = planned.routes[0].stops[0].window
    assert 0 < planned.margins["A"].spare_s <= window.end - window.start
    told = plan_json(planned, {team.id: team for team in planned.teams})["routes"][0]["stops"][0]
    assert told["spare_s"] == planned.margins["A"].spare_s
    assert told["hold_chance"] == round(planned.margins["A"].hold_chance, 3)


def test_two_debtors_at_one_door_are_two_visits(desk: SimpleNamespace) -> None:
    """R-90: a spouse's case is another visit."""
    planned = plan(desk, [desk.case("A"), desk.case("B")], [desk.agreed("A"), desk.agreed("B")], [desk.team("T1")])
    assert sorted(stops(planned)) == [("A",), ("B",)]


def test_two_lenders_of_one_debtor_do_not_come_on_one_day(desk: SimpleNamespace) -> None:
    """The one due today stays, the other is to be offered another day."""
    cases = [desk.case("A", key="p"), desk.case("B", key="p", lender="乙")]
    planned = plan(
        desk, cases, [desk.agreed("A", last=date(2026, 11, 26)), desk.agreed("B", minute=5)], [desk.team("T1")]
    )
    assert stops(planned) == [("B",)]
    (left,) = planned.unplanned
    assert (left.case_number, left.kind, left.rules) == ("A", Kind.BLOCKED, ("R-90",))


def test_a_fixed_appointment_outranks_any_flexible_one(desk: SimpleNamespace) -> None:
    """With room for one, the case agreed for today alone goes, whatever the other is worth."""
    cases = [desk.case("A", days_overdue=700), desk.case("B", days_overdue=1, address="远")]
    attempts = [desk.agreed("A", start=10, end=10, last=date(2026, 11, 30)), desk.agreed("B", start=10, end=10)]
    planned = plan(desk, cases, attempts, [desk.team("T1")])
    assert stops(planned) == [("B",)]
    (left,) = planned.unplanned
    assert (left.case_number, left.kind, left.must_call_off) == ("A", Kind.YELLOW, False)
    assert planned.call_back == ("A",)


def test_an_appointment_that_cannot_be_kept_is_a_task_and_comes_first(desk: SimpleNamespace) -> None:
    """The window lies outside every shift: red, to be called off, ahead of all else."""
    planned = plan(
        desk,
        [desk.case("A"), desk.case("B")],
        [desk.agreed("A"), desk.agreed("B", start=19, end=20)],
        [desk.team("T1", hours=(9, 18))],
    )
    assert stops(planned) == [("A",)]
    assert (planned.unplanned[0].case_number, planned.unplanned[0].kind) == ("B", Kind.RED)
    assert planned.unplanned[0].must_call_off


@pytest.mark.parametrize(
    ("words", "must_call_off"),
    [
        ([("A", {})], False),
        ([("A", {}), ("B", {})], False),
        ([("A", {}), ("B", {"start": 14, "end": 15})], True),
        ([("B", {})], True),
    ],
)
def test_nothing_is_called_off_where_the_debtor_is_visited_all_the_same(
    desk: SimpleNamespace, words: list[tuple[str, dict[str, int]]], must_call_off: bool
) -> None:
    """B is settled; A is another case of the same debtor and lender, and only an hour of B's own still has to go."""
    cases = [desk.case("A", key="p"), replace(desk.case("B", key="p"), state=CaseState.SETTLED)]
    away = [] if words[0][0] == "A" else [desk.agreed("C")]
    cases = cases if not away else [desk.case("C"), cases[1]]
    planned = plan(desk, cases, [*away, *(desk.agreed(number, **hours) for number, hours in words)], [desk.team("T1")])
    assert stops(planned) == [("C",) if away else ("A",)]
    (left,) = planned.unplanned
    assert (left.case_number, left.kind, left.must_call_off) == ("B", Kind.BLOCKED, must_call_off)
    assert planned.call_back == (("B",) if must_call_off else ())


def test_a_sister_case_at_another_door_is_called_off(desk: SimpleNamespace) -> None:
    """Both were agreed for the same hours, but B's own door is not the one that the team rings at."""
    cases = [desk.case("A", key="p"), replace(desk.case("B", key="p", address="远"), state=CaseState.SETTLED)]
    planned = plan(desk, cases, [desk.agreed("A"), desk.agreed("B")], [desk.team("T1")])
    assert [left.must_call_off for left in planned.unplanned] == [True]


@pytest.mark.parametrize(("address", "rules"), [("没有室号", ("R-82",)), ("只有区", ()), ("别处", ())])
def test_a_door_that_is_not_found_waits(desk: SimpleNamespace, address: str, rules: tuple[str, ...]) -> None:
    """Incomplete doors, districts and unknown places are never planned at a guess."""
    planned = plan(desk, [desk.case("A", address=address)], [desk.agreed("A")], [desk.team("T1")])
    assert stops(planned) == []
    assert (planned.unplanned[0].kind, planned.unplanned[0].rules) == (Kind.TO_LOCATE, rules)


def test_teams_that_may_not_go_stay_with_their_reason(desk: SimpleNamespace) -> None:
    """One alone, one without an office that can be found: the office is told first."""
    teams = [desk.team("T1", people=1), desk.team("T2", start="不知何处"), desk.team("T3")]
    planned = plan(desk, [desk.case("A")], [desk.agreed("A")], teams)
    assert [(r.team, r.rule) for r in planned.refused_teams] == [("T2", "to-locate"), ("T1", "R-40")]
    assert [route.shift.team for route in planned.routes if route.stops] == ["T3"]


def test_without_an_authorised_team_the_rule_is_named(desk: SimpleNamespace) -> None:
    """R-89: nobody holds the lender's paper."""
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], [desk.team("T1")])
    store = planner.casebook.store
    store.save(
        Records(
            cases=[replace(desk.case("B", address="远"), lender="丙")],
            attempts=[desk.agreed("B")],
            lenders=[Lender("丙", "银行", "丙→本机构", "", False, "list", desk.DAY, "APP", "户名", "400", "12378")],
        )
    )
    planned = planner.plan(desk.DAY, desk.NOW, PARAMS)
    assert stops(planned) == [("A",)]
    assert (planned.unplanned[0].kind, planned.unplanned[0].rules) == (Kind.RED, ("R-89",))


def test_nobody_to_visit_is_a_plan_too(desk: SimpleNamespace) -> None:
    """No case, no team: an empty plan, no error."""
    assert plan(desk, [], [], []).num_visits == 0
    assert plan(desk, [], [], [desk.team("T1")]).num_visits == 0
    assert [u.kind for u in plan(desk, [desk.case("A")], [desk.agreed("A")], []).unplanned] == [Kind.RED]


def test_a_plan_stopped_before_it_begins_is_cancelled(desk: SimpleNamespace) -> None:
    """Nothing to keep yet."""
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], [desk.team("T1")])
    with pytest.raises(Cancelled):
        planner.plan(desk.DAY, desk.NOW, SolveParams(seconds=2), lambda _percent, _what: False)


def test_a_visit_outside_the_usual_hours_is_warned_about(desk: SimpleNamespace) -> None:
    """R-21: agreed for 20:00, planned after it, and said."""
    planned = plan(desk, [desk.case("A")], [desk.agreed("A", start=20, end=20)], [desk.team("T1", hours=(12, 22))])
    assert stops(planned) == [("A",)]
    assert any("R-21" in text or "20:00" in text for text in planned.warnings)


def rules(planned: Plan) -> dict[str, tuple[str, ...]]:
    """The rules that keep each case at home."""
    return {left.case_number: left.rules for left in planned.unplanned}


def test_a_plan_is_its_draft_solved_and_finished(desk: SimpleNamespace) -> None:
    """In three steps or in one, and the draft can be finished again with other routes."""
    planner = desk.planner([desk.case("A"), desk.case("B")], [desk.agreed("A"), desk.agreed("B")], [desk.team("T1")])
    draft = planner.draft(desk.DAY, desk.NOW)
    finished = planner.finish(draft, solve(draft.problem, PARAMS))
    assert finished == planner.plan(desk.DAY, desk.NOW, PARAMS)
    nothing = planner.finish(draft, ())
    assert (nothing.num_visits, sorted(rules(nothing))) == (0, ["A", "B"])
    assert planner.finish(draft, finished.routes) == finished


def test_routes_that_break_a_constraint_are_no_plan(desk: SimpleNamespace) -> None:
    """Whoever solved them: a stop that starts after its window."""
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], [desk.team("T1")])
    draft = planner.draft(desk.DAY, desk.NOW)
    (route,) = planner.plan(desk.DAY, desk.NOW, PARAMS).routes
    (stop,) = route.stops
    late = replace(stop, start=stop.start + 8 * desk.HOUR, departure=stop.departure + 8 * desk.HOUR)
    with pytest.raises(AssertionError, match="constraints"):
        planner.finish(draft, (replace(route, stops=(late,)),))


def test_the_second_window_is_as_good_as_the_first(desk: SimpleNamespace) -> None:
    """The only team begins after the first one is over."""
    attempts = [desk.agreed("A", start=9, end=10, others=[(14, 15)])]
    (route,) = plan(desk, [desk.case("A")], attempts, [desk.team("T1", hours=(13, 18))]).routes
    assert 14 * desk.HOUR <= route.stops[0].start <= 15 * desk.HOUR


@pytest.mark.parametrize(("away", "expected"), [({"T1"}, ("R-85",)), ({"T2"}, ())])
def test_a_team_complained_about_does_not_go(desk: SimpleNamespace, away: set[str], expected: tuple[str, ...]) -> None:
    """R-85 is named when it is what keeps the last team away; T2 has no right to go anyway."""
    needs = Needs(forbidden_teams=frozenset(away))
    told = [desk.case("A")], [desk.agreed("A", needs=needs)], [desk.team("T1"), desk.team("T2")]
    planned = desk.planner(*told, unauthorised=[("甲", "T2-0")]).plan(desk.DAY, desk.NOW, PARAMS)
    assert rules(planned).get("A", ()) == expected


@pytest.mark.parametrize(
    ("needs", "going"),
    [
        (Needs(required_team="T2"), ["T2"]),
        (Needs(required_team="T2-1"), ["T2"]),
        (Needs(skills=frozenset({"手语"})), ["T3"]),
        (Needs(required_team="T1", skills=frozenset({"手语"})), []),
        (Needs(required_team="T9"), []),
    ],
)
def test_only_the_team_that_is_asked_for_goes(desk: SimpleNamespace, needs: Needs, going: list[str]) -> None:
    """By its name, by one of its people, by what it can; if nobody can, the debtor still counts on it (R-91)."""
    crew = (desk.collector("1", skills=frozenset({"手语"})), desk.collector("2"))
    teams = [desk.team("T1"), desk.team("T2"), desk.team("T3", crew=crew)]
    planned = plan(desk, [desk.case("A")], [desk.agreed("A", needs=needs)], teams)
    assert [route.shift.team for route in planned.routes if route.stops] == going
    assert rules(planned) == ({} if going else {"A": ("R-91",)})


def test_a_must_comes_before_any_flexible_visit(desk: SimpleNamespace) -> None:
    """With room for one, the dispatcher's word counts more than value."""
    cases = [desk.case("A", days_overdue=700), desk.case("B", days_overdue=1, address="远")]
    later = date(2026, 11, 30)
    attempts = [
        desk.agreed("A", start=10, end=10, last=later),
        desk.agreed("B", start=10, end=10, last=later, needs=Needs(is_must=True)),
    ]
    assert stops(plan(desk, cases, attempts, [desk.team("T1")])) == [("B",)]


def test_the_papers_know_a_proposed_pair(desk: SimpleNamespace) -> None:
    """The roster has no such team: the plan says who goes, and the store stays as it was."""
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], [desk.single("1"), desk.single("2")])
    planned = planner.plan(desk.DAY, desk.NOW, PARAMS)
    (team,) = Paperwork(planner.casebook).bundle(planned).teams
    assert (team.team.id, [c.staff_number for c in team.team.collectors]) == ("P01", ["1", "2"])
    assert [len(stop.authorisations) for stop in team.stops] == [2]
    assert "P01" not in planner.casebook.store.teams()


def test_a_plan_keeps_locks(desk: SimpleNamespace) -> None:
    """Team and start are kept although nearer ones are free; the stop says that it is locked."""
    cases = [desk.case("A"), desk.case("B")]
    planner = desk.planner(cases, [desk.agreed("A"), desk.agreed("B")], [desk.team("T1"), desk.team("T2", start="远")])
    start = 11 * desk.HOUR + 60
    planned = planner.plan(desk.DAY, desk.NOW, PARAMS, locks={"A": Lock("T2", start=start)})
    found = {s.visit.id: (r.shift.team, s.start, s.locked) for r in planned.routes for s in r.stops}
    assert found["A"] == ("T2", start, True)
    assert not found["B"][2]


def test_a_lock_holds_when_another_case_leads(desk: SimpleNamespace) -> None:
    """It was locked as A; since then the debtor agreed about B, which is the same visit."""
    cases = [desk.case("A", key="p"), desk.case("B", key="p")]
    teams = [desk.team("T1"), desk.team("T2", start="远")]
    planner = desk.planner(cases, [desk.agreed("A"), desk.agreed("B", minute=30)], teams)
    planned = planner.plan(desk.DAY, desk.NOW, PARAMS, locks={"A": Lock("T2")})
    assert [(r.shift.team, s.visit.id, s.locked) for r in planned.routes for s in r.stops] == [("T2", "B", True)]
