"""Re-planning in the window: choose a way, see what would change, take it or leave it."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtWidgets import QInputDialog

from planner import clock
from planner.dayplan import SolveParams
from planner.plan import Plan
from planner.replanning import Way
from planner.store.interface import Records
from ui.main_window import PLAN, MainWindow
from ui.workday import EVERYTHING

UNSEARCHED = SolveParams(iterations=0)


def choose(window: MainWindow, number: int) -> None:
    """Take an entry of the menu."""
    window.plan.replan_button.menu().actions()[number].trigger()


def proposed(window: MainWindow, qtbot, number: int = 0) -> Plan:
    """The plan that is proposed when the menu's entry has run."""
    window.workday.solve_params = UNSEARCHED
    choose(window, number)
    assert window.workday.busy == "plan"
    qtbot.waitUntil(lambda: window.workday.proposal is not None and not window.workday.busy, timeout=60_000)
    assert window.workday.proposal is not None
    return window.workday.proposal.plan


def first_visit(plan: Plan) -> str:
    return plan.routes[0].stops[0].visit.id


def take_out(window: MainWindow, number: str, qtbot) -> None:
    """The lender takes a case of the plan back."""
    store = window.workday.doors.casebook.store
    store.save(Records(cases=[replace(store.cases()[number], state=type(store.cases()[number].state)("撤回"))]))
    window.workday.refresh(EVERYTHING)
    qtbot.waitUntil(lambda: number in window.workday.overtaken)


def test_without_a_plan_there_is_nothing_to_replan(window: MainWindow) -> None:
    """The button is off, and no list stands there."""
    window.go(PLAN)
    assert not window.plan.replan_button.isEnabled()
    assert not window.plan.review.isVisible()


def test_the_menu_has_the_four_ways_and_the_teams(planned: MainWindow) -> None:
    """For each team on its way there are delays, and two entries to take it out, by where its papers are."""
    menu = planned.plan.replan_menu
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "只插入新案件，其余不动",
        "各组的到访不变，只调顺序",
        "全部重新规划，尽量少换组",
        "从现在起，已完成的不动",
        "小组晚点，从现在起重排",
        "小组停派，从现在起由他组接手",
        "解除全部锁定（0）",
    ]
    plan = planned.workday.plan
    assert plan is not None
    for teams in (menu.late, menu.ill):
        teams.aboutToShow.emit()
        assert [action.text() for action in teams.actions()] == [r.shift.team for r in plan.routes if r.stops]
    assert {tuple(action.text() for action in team.menu().actions()) for team in menu.ill.actions()} == {
        ("文书在小组停下的地方", "文书已送回出发地")
    }
    assert [action.text() for action in menu.late.actions()[0].menu().actions()][:2] == ["晚 15 分钟", "晚 30 分钟"]


def test_a_team_that_is_late_comes_later(planned: MainWindow, qtbot) -> None:
    """At noon the first team is an hour behind: what it still does begins later, or goes to others; nobody is lost."""
    planned.go(PLAN)
    before = planned.workday.plan
    assert before is not None
    noon = datetime(2026, 11, 24, 12, 0, tzinfo=clock.SHANGHAI)
    planned.workday.now = lambda: noon
    planned.workday.solve_params = UNSEARCHED
    menu = planned.plan.replan_menu
    menu.late.aboutToShow.emit()
    team = menu.late.actions()[0]
    entry = next(action for action in team.menu().actions() if action.text() == "晚 60 分钟")
    entry.trigger()
    qtbot.waitUntil(lambda: planned.workday.proposal is not None and not planned.workday.busy, timeout=60_000)
    assert planned.workday.proposal is not None
    after = planned.workday.proposal.plan
    was = {s.visit.id: s.start for r in before.routes if r.shift.team == team.text() for s in r.stops}
    now = {s.visit.id: s.start for r in after.routes if r.shift.team == team.text() for s in r.stops}
    ahead = [visit for visit in was if visit in now and was[visit] > 12 * 3600]
    assert any(now[visit] > was[visit] for visit in ahead) or len(now) < len(was)
    assert all(now[visit] >= 12 * 3600 for visit in ahead)
    cases = {n for r in after.routes for s in r.stops for n in s.visit.cases} | {u.case_number for u in after.unplanned}
    assert cases == {n for r in before.routes for s in r.stops for n in s.visit.cases} | {
        u.case_number for u in before.unplanned
    }


def test_other_minutes_are_asked_for(planned: MainWindow, qtbot) -> None:
    """The small dialog starts with half an hour and plans with what is answered."""
    menu = planned.plan.replan_menu
    menu.late.aboutToShow.emit()
    menu.late.actions()[0].menu().actions()[-1].trigger()
    dialog = planned.plan.findChildren(QInputDialog)[0]
    assert dialog.intValue() == 30
    planned.workday.solve_params = UNSEARCHED
    dialog.setIntValue(20)
    dialog.accept()
    qtbot.waitUntil(lambda: planned.workday.proposal is not None and not planned.workday.busy, timeout=60_000)


def test_what_would_change_is_listed_before_anything_does(planned: MainWindow, qtbot) -> None:
    """A case was taken back: its line stands there, and the plan on the page is still the old one."""
    planned.go(PLAN)
    before = planned.workday.plan
    assert before is not None
    gone = first_visit(before)
    take_out(planned, gone, qtbot)
    after = proposed(planned, qtbot)
    review = planned.plan.review
    assert review.isVisible()
    lines = [review.changes.item(row).text() for row in range(review.changes.count())]
    assert any(gone in line for line in lines)
    assert f"到访 {before.num_visits} → {after.num_visits}" in review.figures.text()
    assert planned.workday.plan is before


def test_accepting_takes_the_new_plan_over(planned: MainWindow, qtbot) -> None:
    """Table and key figures show it, and it is no longer outdated."""
    planned.go(PLAN)
    assert planned.workday.plan is not None
    gone = first_visit(planned.workday.plan)
    take_out(planned, gone, qtbot)
    after = proposed(planned, qtbot)
    planned.plan.review.accept_button.click()
    assert planned.workday.plan is after
    assert planned.plan.stops.row_of(gone) == -1
    assert planned.workday.overtaken == ()
    assert not planned.plan.review.isVisible()


def test_discarding_keeps_the_old_plan(planned: MainWindow, qtbot) -> None:
    """The list goes away; the plan stays, and stays outdated."""
    planned.go(PLAN)
    before = planned.workday.plan
    assert before is not None
    take_out(planned, first_visit(before), qtbot)
    proposed(planned, qtbot)
    planned.plan.review.discard_button.click()
    assert planned.workday.plan is before
    assert planned.workday.overtaken == (first_visit(before),)
    assert not planned.plan.review.isVisible()


def test_a_new_plan_of_the_day_puts_the_proposal_away(planned: MainWindow, qtbot) -> None:
    """What was proposed followed upon a plan that is no more."""
    planned.go(PLAN)
    proposed(planned, qtbot)
    assert planned.workday.plan is not None
    planned.workday.adopt(planned.workday.plan, planned.workday.snapshot)
    assert planned.workday.proposal is None
    assert not planned.plan.review.isVisible()


def test_a_team_that_drops_out_makes_no_visit(planned: MainWindow, qtbot) -> None:
    """The evening before, all its visits go to others or out."""
    planned.go(PLAN)
    planned.workday.solve_params = UNSEARCHED
    teams = planned.plan.replan_menu.ill
    teams.aboutToShow.emit()
    first = teams.actions()[0]
    first.menu().actions()[1].trigger()
    qtbot.waitUntil(lambda: planned.workday.proposal is not None and not planned.workday.busy, timeout=60_000)
    assert planned.workday.proposal is not None
    assert first.text() not in [route.shift.team for route in planned.workday.proposal.plan.routes]


@pytest.mark.parametrize("number", range(4))
def test_every_way_leads_to_a_proposal(planned: MainWindow, qtbot, number: int) -> None:
    """The evening before, none of them drops a visit of the plan; inserting moves none."""
    planned.go(PLAN)
    before = planned.workday.plan
    assert before is not None
    after = proposed(planned, qtbot, number)
    assert after.num_visits >= before.num_visits
    if list(Way)[[1, 2, 0, 3][number]] is Way.INSERT:
        kept = {stop.visit.id for route in before.routes for stop in route.stops}
        tours = [[s.visit.id for s in route.stops if s.visit.id in kept] for route in after.routes]
        assert [tour for tour in tours if tour] == [[s.visit.id for s in route.stops] for route in before.routes]
