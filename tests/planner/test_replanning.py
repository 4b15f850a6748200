"""The door to re-planning: what the casebook says now meets the plan of before."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from planner import clock
from planner.case import CaseState
from planner.compare import ChangeKind
from planner.contact import ContactAttempt, ContactOutcome
from planner.errors import Cancelled, PlannerError
from planner.finding import Kind
from planner.needs import Needs
from planner.plan import Plan
from planner.replanning import News, Way, replan_day
from planner.routing.problem import Lock
from planner.routing.solve import SolveParams
from planner.shift import TravelMode
from planner.store.interface import Records
from planner.travel.estimate import Estimate
from planner.travel_matrix import TravelMatrix
from planner.visit import VisitOutcome, VisitRecord

UNSEARCHED = SolveParams(iterations=0)


def fresh(planner: Any, desk: Any, **more: Any) -> Plan:
    """A first plan of the day, without a search."""
    nothing = Plan(desk.DAY, desk.NOW, "", ())
    return replan_day(planner, nothing, Way.INSERT, desk.NOW, UNSEARCHED, **more).plan


def tours(plan: Plan) -> dict[str, list[str]]:
    return {route.shift.team: [stop.visit.id for stop in route.stops] for route in plan.routes}


def at(desk: Any, text: str) -> datetime:
    """A moment of the planned day."""
    hours, minutes = text.split(":")
    return clock.moment(desk.DAY, int(hours) * 3600 + int(minutes) * 60)


def refused(number: str, desk: Any, moment: datetime | None = None) -> ContactAttempt:
    """The debtor wants no visit any more."""
    return ContactAttempt(
        number, moment or desk.NOW - timedelta(hours=1), ContactOutcome.REFUSED, answered_by="本人", note="拒绝上门"
    )


@pytest.fixture
def morning(desk: Any) -> Any:
    """A near and B far, agreed for the morning, C near for the afternoon, for one team."""
    cases = [desk.case("A"), desk.case("B", address="远"), desk.case("C")]
    attempts = [desk.agreed("A"), desk.agreed("B", start=10, end=12), desk.agreed("C", start=14, end=16)]
    return desk.planner(cases, attempts, [desk.team("T1"), desk.team("T2")])


def test_a_plan_is_kept_when_nothing_has_changed(desk: Any, morning: Any) -> None:
    """Every way before the day gives the same plan, and an empty list."""
    before = fresh(morning, desk)
    for way in (Way.INSERT, Way.KEEP_WHO, Way.FROM_NOW):
        found = replan_day(morning, before, way, desk.NOW, UNSEARCHED)
        assert found.changes.items == ()
        assert found.plan.routes == before.routes


def test_a_new_case_is_put_in_and_listed(desk: Any, morning: Any) -> None:
    """D agreed after the plan was made."""
    before = fresh(morning, desk)
    morning.casebook.store.save(Records(cases=[desk.case("D")], attempts=[desk.agreed("D", start=13, end=16)]))
    found = replan_day(morning, before, Way.INSERT, desk.NOW, UNSEARCHED)
    assert [(c.kind, c.cases) for c in found.changes.items if c.kind is not ChangeKind.START] == [
        (ChangeKind.ADDED, ("D",))
    ]
    assert found.plan.num_visits == 4


def test_an_appointment_that_can_no_longer_be_kept_comes_first_and_is_to_be_called_off(desk: Any) -> None:
    """Both teams' hours end at noon now; C was agreed for this afternoon alone."""
    cases, attempts = [desk.case("A"), desk.case("C")], [desk.agreed("A"), desk.agreed("C", start=14, end=16)]
    planner = desk.planner(cases, attempts, [desk.team("T1")])
    before = fresh(planner, desk)
    planner.casebook.store.save(Records(teams=[desk.team("T1", hours=(9, 12))]))
    for way in Way:
        found = replan_day(planner, before, way, desk.NOW, UNSEARCHED)
        first = found.changes.items[0]
        assert (first.kind, first.cases, first.team_before) == (ChangeKind.CALL_OFF, ("C",), "T1")
        assert found.plan.unplanned[0].must_call_off


def test_a_refusal_takes_the_visit_out_with_its_reason(desk: Any, morning: Any) -> None:
    """The list says why."""
    before = fresh(morning, desk)
    morning.casebook.store.save(Records(attempts=[refused("B", desk)]))
    found = replan_day(morning, before, Way.INSERT, desk.NOW, UNSEARCHED)
    (change,) = [change for change in found.changes.items if change.cases == ("B",)]
    assert change.text.startswith("案件 B：原定 ")
    assert [u.kind for u in found.plan.unplanned if u.case_number == "B"] == [Kind.LETTER_ONLY]


def test_a_lock_moves_a_visit_to_its_team(desk: Any, morning: Any) -> None:
    """As the dispatcher wants it, in every way; the list tells it."""
    before = fresh(morning, desk)
    (team,) = [team for team, ids in tours(before).items() if "C" in ids]
    other = "T2" if team == "T1" else "T1"
    for way in (Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING):
        found = replan_day(morning, before, way, desk.NOW, UNSEARCHED, locks={"C": Lock(other)})
        assert "C" in tours(found.plan)[other]
        assert (ChangeKind.TEAM, ("C",)) in [(c.kind, c.cases) for c in found.changes.items]


def test_what_is_done_stays_although_the_casebook_no_longer_allows_it(desk: Any, morning: Any) -> None:
    """A's visit is recorded at 11:00: nobody may go there again soon, yet it stands in the plan as it was, once."""
    before = fresh(morning, desk)
    first = next(stop for route in before.routes for stop in route.stops if stop.visit.id == "A")
    record = VisitRecord("A", desk.DAY, VisitOutcome.NO_AGREEMENT, "T1", first.arrival, first.departure)
    morning.casebook.store.save(Records(visits=[record]))
    assert morning.casebook.check_all(desk.DAY)["A"].kind is not Kind.VISIT
    found = replan_day(morning, before, Way.FROM_NOW, at(desk, "11:30"), UNSEARCHED)
    assert tours(found.plan) == tours(before)
    assert "A" not in [left.case_number for left in found.plan.unplanned]
    assert first in [stop for route in found.plan.routes for stop in route.stops]


def test_another_case_of_a_debtor_who_was_visited_waits(desk: Any, morning: Any) -> None:
    """R-90: once the team was there, nobody rings a second time on that day."""
    before = fresh(morning, desk)
    more = Records(cases=[desk.case("A2", key="A")], attempts=[desk.agreed("A2", start=15, end=17)])
    morning.casebook.store.save(more)
    found = replan_day(morning, before, Way.FROM_NOW, at(desk, "13:00"), UNSEARCHED)
    (left,) = found.plan.unplanned
    assert (left.case_number, left.kind, left.rules) == ("A2", Kind.BLOCKED, ("R-90",))
    assert left.reason == "同一债务人当日已到访（案件 A）。"


def test_a_team_that_left_the_roster_hands_on_what_it_has(desk: Any) -> None:
    """T1's second collector falls ill at 10:50, so T1 may not go on (R-40): T2 fetches the papers and goes to C."""
    cases = [desk.case("A"), desk.case("C", address="远")]
    planner = desk.planner(cases, [desk.agreed("A"), desk.agreed("C", start=14, end=16)], [desk.team("T1")])
    before = fresh(planner, desk)
    assert tours(before) == {"T1": ["A", "C"]}
    staff = [desk.collector(f"T2-{n}") for n in range(2)]
    with_second = desk.planner(
        cases,
        [desk.agreed("A"), desk.agreed("C", start=14, end=16)],
        [desk.team("T1", people=1), desk.team("T2", crew=tuple(staff))],
    )
    found = replan_day(with_second, before, Way.FROM_NOW, at(desk, "10:50"), UNSEARCHED)
    assert tours(found.plan) == {"T1": ["A"], "T2": ["C"]}
    (word,) = found.plan.handovers
    assert (word.giving, word.receiving, word.visits) == ("T1", "T2", ("C",))
    kinds = [change.kind for change in found.changes.items]
    assert kinds[:2] == [ChangeKind.HANDOVER, ChangeKind.TEAM]
    assert found.changes.items[0].text in found.plan.warnings
    assert [team.id for team in found.plan.teams] == ["T1", "T2"]


def test_a_team_reported_ill_stops_and_is_told_of(desk: Any, morning: Any) -> None:
    """The roster does not know it yet."""
    before = fresh(morning, desk)
    (team,) = tours(before)
    found = replan_day(morning, before, Way.FROM_NOW, at(desk, "12:30"), UNSEARCHED, news=News(ill=frozenset({team})))
    assert found.plan.warnings[0] == f"小组 {team} 自 12:30 起停派。"
    assert "C" not in tours(found.plan)[team]


def test_everybody_counts_as_told_once_the_day_has_begun(desk: Any) -> None:
    """Two hours late at C, an hour of which is more than was told: it has to be told again."""
    planner = desk.planner(
        [desk.case("A"), desk.case("C", address="远")],
        [desk.agreed("A"), desk.agreed("C", start=10, end=16)],
        [desk.team("T1")],
    )
    before = fresh(planner, desk)
    news = News(late_s={"T1": 2 * desk.HOUR})
    found = replan_day(planner, before, Way.FROM_NOW, at(desk, "12:30"), UNSEARCHED, news=news)
    assert ChangeKind.TELL_AGAIN in [change.kind for change in found.changes.items]


def test_a_visit_is_the_same_when_another_case_leads_it(desk: Any) -> None:
    """A and B are one visit, called B, until B is settled: A stays where it was, under its own name."""
    cases = [desk.case("A", key="p"), desk.case("B", key="p"), desk.case("C", address="远")]
    planner = desk.planner(cases, [desk.agreed("A"), desk.agreed("C", start=13, end=15)], [desk.team("T1")])
    before = fresh(planner, desk)
    assert tours(before) == {"T1": ["B", "C"]}
    planner.casebook.store.save(Records(cases=[replace(cases[1], state=CaseState.SETTLED)]))
    told = {"B": before.routes[0].stops[0].start}
    for way in (Way.INSERT, Way.FROM_NOW):
        found = replan_day(planner, before, way, desk.NOW, UNSEARCHED, told=told)
        assert tours(found.plan) == {"T1": ["A", "C"]}
        assert [(change.kind, change.cases) for change in found.changes.items] == [(ChangeKind.DROPPED, ("B",))]


def test_a_visited_case_that_nobody_knows_is_refused(desk: Any, morning: Any) -> None:
    """The casebook was emptied in between."""
    before = fresh(morning, desk)
    empty = desk.planner([desk.case("Z")], [desk.agreed("Z")], [desk.team("T1"), desk.team("T2")])
    with pytest.raises(PlannerError, match="已上门的案件 A 不在案件表中"):
        replan_day(empty, before, Way.FROM_NOW, at(desk, "13:00"), UNSEARCHED)


def test_replanning_stopped_before_it_begins_is_cancelled(desk: Any, morning: Any) -> None:
    """The plan before stays the plan."""
    before = fresh(morning, desk)
    with pytest.raises(Cancelled):
        replan_day(morning, before, Way.EVERYTHING, desk.NOW, UNSEARCHED, lambda percent, _what: percent < 15)


def test_the_plan_before_is_never_changed(desk: Any, morning: Any) -> None:
    """What is not accepted leaves no trace."""
    before = fresh(morning, desk)
    copy = replace(before)
    replan_day(morning, before, Way.FROM_NOW, at(desk, "13:00"), UNSEARCHED, news=News(ill=frozenset({"T1", "T2"})))
    assert before == copy


class NoRoadTo:
    """The offline estimate, but to and from one longitude there is no way."""

    name = "测试"

    def __init__(self, lon: float) -> None:
        self._lon, self._estimate = lon, Estimate()

    def matrix(self, lon: Any, lat: Any, mode: TravelMode) -> TravelMatrix:
        """All others as ever."""
        found = self._estimate.matrix(lon, lat, mode)
        is_there = lon == self._lon
        apart = is_there[:, None] != is_there[None, :]
        return replace(found, seconds=np.where(apart, np.int32(10**7), found.seconds))


def test_one_impossible_visit_does_not_spoil_the_day(desk: Any) -> None:
    """B has no road, C asks for what nobody can, D is locked to nobody: A is planned in every way."""
    cases = [desk.case("A"), desk.case("B", address="远"), desk.case("C"), desk.case("D")]
    attempts = [desk.agreed(number) for number in "ABD"]
    attempts.append(desk.agreed("C", needs=Needs(skills=frozenset({"手语"}))))
    planner = desk.planner(cases, attempts, [desk.team("T1"), desk.team("T2")])
    planner.engine = NoRoadTo(121.50)
    searched = SolveParams(iterations=5)
    first = planner.plan(desk.DAY, desk.NOW, searched)
    assert {id for ids in tours(first).values() for id in ids} == {"A", "D"}
    for way in Way:
        plan = replan_day(planner, first, way, desk.NOW, searched, locks={"D": Lock("T9")}).plan
        assert [id for ids in tours(plan).values() for id in ids] == ["A"]
        assert {left.case_number: left.kind for left in plan.unplanned} == dict.fromkeys("BCD", Kind.RED)
        assert all(left.reason and left.remedy and left.must_call_off for left in plan.unplanned)


def test_locks_that_contradict_each_other_leave_one_visit_out_by_name(desk: Any, morning: Any) -> None:
    """Both A and C are to be the first stop of T1; the rest stands."""
    before = fresh(morning, desk)
    locks = {"A": Lock("T1", 1), "C": Lock("T1", 1)}
    for way in (Way.INSERT, Way.KEEP_WHO, Way.EVERYTHING):
        plan = replan_day(morning, before, way, desk.NOW, SolveParams(iterations=5), locks=locks).plan
        assert plan.num_visits == 2
        (left,) = plan.unplanned
        assert left.reason.startswith("与到访 ")
        assert "两者都锁定为第 1 站" in left.reason


def test_what_is_left_of_the_day_says_how_safe_it_is(desk: Any, morning: Any) -> None:
    """From now on only the stops ahead have seconds to spare and a chance."""
    before = fresh(morning, desk)
    noon = replan_day(morning, before, Way.FROM_NOW, at(desk, "13:00"), UNSEARCHED).plan
    ahead = {stop.visit.id for route in noon.routes for stop in route.stops if stop.start > 13 * desk.HOUR}
    assert ahead
    assert noon.margins.keys() == ahead
    assert all(margin.spare_s > 0 and margin.hold_chance > 0.5 for margin in noon.margins.values())


def test_a_late_team_loses_no_appointment_to_a_locked_time(desk: Any, morning: Any) -> None:
    """C was locked to its start; half an hour late that cannot be kept, its team and window are, and it is said."""
    before = fresh(morning, desk)
    team, start = next((r.shift.team, s.start) for r in before.routes for s in r.stops if s.visit.id == "C")
    told: dict[str, Any] = {"news": News(late_s={team: 6 * 3600}), "locks": {"C": Lock(team, start=start)}}
    found = replan_day(morning, before, Way.FROM_NOW, at(desk, "09:00"), UNSEARCHED, **told).plan
    assert any("案件 C 的锁定已放开" in text for text in found.warnings)
    kept = replan_day(
        morning, before, Way.FROM_NOW, at(desk, "09:00"), UNSEARCHED, locks={"C": Lock(team, start=start)}
    ).plan
    assert [s.start for r in kept.routes for s in r.stops if s.visit.id == "C"] == [start]
    assert not any("锁定已放开" in text for text in kept.warnings)


def test_an_ill_teams_locks_end(desk: Any, morning: Any) -> None:
    """Before anybody left: the other team may take over what was locked to the ill one."""
    before = fresh(morning, desk)
    team = next(r.shift.team for r in before.routes if r.stops)
    visits = [s.visit.id for r in before.routes if r.shift.team == team for s in r.stops]
    locks = {visit: Lock(team) for visit in visits}
    found = replan_day(
        morning, before, Way.FROM_NOW, desk.NOW, UNSEARCHED, news=News(ill=frozenset({team})), locks=locks
    ).plan
    assert {s.visit.id for r in found.routes for s in r.stops} >= set(visits)
    assert sum("锁定已放开" in text for text in found.warnings) == len(visits)
