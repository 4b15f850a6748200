"""The papers of a plan are made from the casebook as it is now, or refused in words."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from planner import clock
from planner.contact import ContactAttempt, ContactOutcome
from planner.errors import PlannerError
from planner.paperwork import Paperwork
from planner.plan import Plan
from planner.replanning import News, Way, replan_day
from planner.routing.problem import Lock
from planner.routing.solve import SolveParams
from planner.store.interface import Records
from planner.visit import VisitOutcome, VisitRecord

UNSEARCHED = SolveParams(iterations=0)


@pytest.fixture
def planner(desk: Any) -> Any:
    """A in the morning and B in the afternoon, for one team."""
    attempts = [desk.agreed("A"), desk.agreed("B", start=14, end=16)]
    return desk.planner([desk.case("A"), desk.case("B", address="远")], attempts, [desk.team("T1")])


@pytest.fixture
def before(planner: Any, desk: Any) -> Plan:
    """Their plan."""
    return planner.plan(desk.DAY, desk.NOW, SolveParams(iterations=5))  # type: ignore[no-any-return]


def refusal(number: str, at: datetime) -> ContactAttempt:
    """The debtor wants no visit any more."""
    return ContactAttempt(number, at, ContactOutcome.REFUSED, answered_by="本人", note="拒绝上门")


def test_a_refusal_after_planning_is_said_before_anything_is_printed(planner: Any, before: Plan, desk: Any) -> None:
    """The case may only be written to now: it is no visit of this plan any more."""
    planner.casebook.store.save(Records(attempts=[refusal("B", desk.NOW + timedelta(minutes=1))]))
    with pytest.raises(PlannerError, match="规划已过时：案件 B "):
        Paperwork(planner.casebook).bundle(before)


def test_what_is_done_needs_no_papers_any_more(planner: Any, before: Plan, desk: Any) -> None:
    """A was visited and may not be again soon; planned again at 13:00, the papers begin with the second stop."""
    stop = before.routes[0].stops[0]
    record = VisitRecord("A", desk.DAY, VisitOutcome.NO_AGREEMENT, "T1", stop.arrival, stop.departure)
    planner.casebook.store.save(Records(visits=[record]))
    now = clock.moment(desk.DAY, 13 * desk.HOUR)
    plan = replan_day(planner, before, Way.FROM_NOW, now, UNSEARCHED).plan
    assert [s.visit.id for s in plan.routes[0].stops] == ["A", "B"]
    (team,) = Paperwork(planner.casebook).bundle(plan).teams
    assert [(s.number, s.stop.visit.id) for s in team.stops] == [(2, "B")]
    with pytest.raises(PlannerError, match="案件 A "):
        Paperwork(planner.casebook).bundle(replace(plan, created=desk.NOW))


def test_both_teams_are_told_of_a_hand_over(desk: Any) -> None:
    """T1 falls ill at 13:00 with B's papers in hand; T2 fetches them where T1 is."""
    attempts = [desk.agreed("A"), desk.agreed("B", start=14, end=16), desk.agreed("C", start=14, end=16)]
    cases = [desk.case("A"), desk.case("B", address="远"), desk.case("C")]
    planner = desk.planner(cases, attempts, [desk.team("T1"), desk.team("T2", hours=(12, 18))])
    locks = {"A": Lock("T1"), "B": Lock("T1"), "C": Lock("T2")}
    nothing = Plan(desk.DAY, desk.NOW, "", ())
    first = replan_day(planner, nothing, Way.INSERT, desk.NOW, UNSEARCHED, locks=locks).plan
    ill = News(ill=frozenset({"T1"}))
    now = clock.moment(desk.DAY, 13 * desk.HOUR)
    plan = replan_day(planner, first, Way.FROM_NOW, now, UNSEARCHED, news=ill).plan
    bundle = Paperwork(planner.casebook).bundle(plan)
    told = {team.team.id: [(w.handover.giving, w.handover.receiving) for w in team.handovers] for team in bundle.teams}
    assert told == {"T1": [("T1", "T2")], "T2": [("T1", "T2")]}
    (word,) = bundle.teams[1].handovers
    assert [stop.stop.visit.id for stop in word.stops] == ["B"]
    assert word.giving is not None
    assert [person.name for person in word.giving.collectors] == ["外访T1-0", "外访T1-1"]


def test_a_paper_that_no_longer_authorises_is_said(planner: Any, before: Plan, desk: Any) -> None:
    """Whoever goes by number; nothing is printed without it."""
    casebook = planner.casebook
    papers = [replace(paper, valid_until=date(2026, 11, 1)) for paper in casebook.store.authorisations()]
    stale = desk.planner(list(casebook.store.cases().values()), list(casebook.store.attempts()), []).casebook
    stale.store.save(Records(authorisations=papers, teams=casebook.store.teams().values()))
    with pytest.raises(PlannerError, match="工号 T1-0 没有委托方 甲 当日有效的授权书"):
        Paperwork(stale).bundle(before)
