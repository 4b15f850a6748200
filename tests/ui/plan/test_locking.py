"""Locks: Space and the context menu fix a stop, marks say so, and every later plan keeps it."""

from PySide6.QtCore import Qt

from planner.dayplan import SolveParams
from planner.plan import Plan
from planner.replanning import Lock, Way
from ui.main_window import PLAN, MainWindow
from ui.plan.locking import place_of

LOCK_COLUMN = 7


def selected(window: MainWindow, qtbot, route: int = 0, stop: int = 1) -> tuple[str, str]:
    """Visit and team of a stop that is selected on the page."""
    window.go(PLAN)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    plan = window.workday.plan
    assert plan is not None
    visit = plan.routes[route].stops[stop].visit.id
    window.selection.pick(visit)
    return visit, plan.routes[route].shift.team


def mark(window: MainWindow, visit: str) -> str:
    """What the table says of a visit's lock."""
    table = window.plan.stops
    return str(table.index(table.row_of(visit), LOCK_COLUMN).data())


def tip(window: MainWindow, visit: str) -> str:
    timeline = window.plan.timeline
    bar = timeline.bar_at(timeline.centre_of(visit))
    assert bar is not None
    return timeline.tip(bar)


def test_space_locks_the_team_and_lets_it_go(planned: MainWindow, qtbot) -> None:
    """On the list and on the timeline alike; the same stop stays selected."""
    visit, team = selected(planned, qtbot)
    for view in (planned.plan.stop_view, planned.plan.timeline):
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert planned.workday.locks == {visit: Lock(team)}
        assert mark(planned, visit) == "组"
        assert "锁定 组" in tip(planned, visit)
        assert planned.selection.id == visit
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert planned.workday.locks == {}
        assert mark(planned, visit) == ""


def test_the_context_menu_fixes_time_and_place(planned: MainWindow, qtbot) -> None:
    """Team; team and time; team and place; all three; none. What is so is ticked."""
    visit, team = selected(planned, qtbot)
    place = place_of(planned.workday.plan, visit)
    assert place is not None
    start = place.stop.start
    expected = [Lock(team), Lock(team, None, start), Lock(team, 2), Lock(team, 2, start)]
    for number, lock in enumerate(expected):
        menu = planned.plan.locking.menu()
        assert menu is not None
        menu.actions()[number].trigger()
        assert planned.workday.locks == {visit: lock}
    assert mark(planned, visit) == "组+次+时"
    menu = planned.plan.locking.menu()
    assert menu is not None
    assert [action.isChecked() for action in menu.actions()[:4]] == [False, False, False, True]
    menu.actions()[-1].trigger()
    assert planned.workday.locks == {}


def test_nothing_is_locked_without_a_stop(planned: MainWindow) -> None:
    """A case that is not planned has no menu, and Space does nothing."""
    plan = planned.workday.plan
    assert plan is not None
    planned.selection.pick(plan.unplanned[0].case_number)
    planned.plan.locking.toggle()
    assert planned.plan.locking.menu() is None
    assert planned.workday.locks == {}


def stands(plan: Plan, visit: str) -> tuple[str, int]:
    """Team and start of a visit."""
    place = place_of(plan, visit)
    assert place is not None
    return place.route.shift.team, place.stop.start


def test_locks_are_kept_by_planning_anew_and_by_replanning(planned: MainWindow, qtbot) -> None:
    """F5 asks nothing and keeps team and time; so does re-planning everything, and the marks are still there."""
    visit, team = selected(planned, qtbot)
    plan = planned.workday.plan
    assert plan is not None
    start = stands(plan, visit)[1]
    planned.workday.lock(visit, Lock(team, start=start))
    planned.workday.solve_params = SolveParams(iterations=30)
    planned.workday.plan_day()
    qtbot.waitUntil(lambda: planned.workday.plan is not plan and not planned.workday.busy, timeout=60_000)
    assert planned.workday.plan is not None
    assert stands(planned.workday.plan, visit) == (team, start)
    planned.workday.replan(Way.EVERYTHING)
    qtbot.waitUntil(lambda: planned.workday.proposal is not None and not planned.workday.busy, timeout=60_000)
    assert planned.workday.proposal is not None
    assert stands(planned.workday.proposal.plan, visit) == (team, start)
    planned.workday.accept()
    assert mark(planned, visit) == "组+时"


def test_a_lock_moves_a_visit_to_its_team(planned: MainWindow, qtbot) -> None:
    """The first visit of the plan that two teams may make goes to the other one when it is locked to it."""
    plan = planned.workday.plan
    assert plan is not None
    route, other = plan.routes[0], plan.routes[1].shift.team
    wanted = [s for s in route.stops if s.visit.allowed_teams is not None and other in s.visit.allowed_teams]
    visit = wanted[0].visit.id
    planned.workday.lock(visit, Lock(other))
    planned.workday.solve_params = SolveParams(iterations=30)
    planned.workday.plan_day()
    qtbot.waitUntil(lambda: planned.workday.plan is not plan and not planned.workday.busy, timeout=60_000)
    assert planned.workday.plan is not None
    place = place_of(planned.workday.plan, visit)
    assert place is None or place.route.shift.team == other


def test_all_locks_end_at_once_and_with_the_day(planned: MainWindow, qtbot) -> None:
    """The menu's last entry counts them; another day begins without any."""
    visit, team = selected(planned, qtbot)
    planned.workday.lock(visit, Lock(team))
    unlock = planned.plan.replan_menu.unlock
    assert unlock.text() == "解除全部锁定（1）"
    unlock.trigger()
    assert planned.workday.locks == {}
    assert not unlock.isEnabled()
    planned.workday.lock(visit, Lock(team))
    planned.workday.set_day(planned.workday.day.replace(day=25))
    assert planned.workday.locks == {}


def test_an_adopted_plan_that_left_a_time_leaves_its_lock(planned: MainWindow, qtbot) -> None:
    """News loosened it: the team stays locked, the old second does not come back with the next plan."""
    visit, team = selected(planned, qtbot)
    plan = planned.workday.plan
    assert plan is not None
    planned.workday.lock(visit, Lock(team, start=1))
    other = plan.routes[1].stops[0].visit.id
    planned.workday.lock(other, Lock(team))
    planned.workday.adopt(plan, planned.workday.snapshot)
    assert planned.workday.locks == {visit: Lock(team)}
