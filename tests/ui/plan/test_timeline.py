"""The timeline shows each team's day as it is planned."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from planner.plan import Plan
from ui.plan.timeline import Timeline
from ui.plan.timeline_bars import BarKind, lanes_of
from ui.selection import Selection


def test_bars_tell_the_same_times_as_the_plan(sample_plan: Plan) -> None:
    """Service, travel and waiting add up to the route's own totals."""
    for lane, route in zip(lanes_of(sample_plan), sample_plan.routes, strict=True):
        spent = {kind: sum(b.end - b.start for b in lane.bars if b.kind is kind) for kind in BarKind}
        assert spent[BarKind.SERVICE] == route.service_s
        assert spent[BarKind.TRAVEL] == route.travel_s
        assert spent[BarKind.WAIT] == route.wait_s
        assert [b.number for b in lane.bars if b.kind is BarKind.SERVICE] == list(range(1, len(route.stops) + 1))


def make(sample_plan: Plan, qtbot) -> tuple[Timeline, Selection]:
    selection = Selection()
    timeline = Timeline(selection)
    qtbot.addWidget(timeline)
    timeline.resize(1200, 500)
    timeline.show()
    timeline.show_plan(sample_plan)
    return timeline, selection


def test_a_click_selects_the_visit(sample_plan: Plan, qtbot) -> None:
    """Clicking where a bar is painted selects its visit; beside it nothing changes."""
    timeline, selection = make(sample_plan, qtbot)
    wanted = sample_plan.routes[1].stops[0].visit.id
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=timeline.centre_of(wanted))
    assert selection.id == wanted
    qtbot.mouseClick(timeline.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert selection.id == wanted


def test_arrows_walk_the_day(sample_plan: Plan, qtbot) -> None:
    """Right is the next stop of the team, left the one before, and the ends are ends."""
    timeline, selection = make(sample_plan, qtbot)
    stops = sample_plan.routes[0].stops
    selection.pick(stops[0].visit.id)
    qtbot.keyClick(timeline, Qt.Key.Key_Right)
    assert selection.id == stops[1].visit.id
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert selection.id == stops[0].visit.id
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    assert selection.id in {stop.visit.id for stop in sample_plan.routes[1].stops}


def test_ctrl_wheel_zooms_about_the_pointer(sample_plan: Plan, qtbot) -> None:
    """The bar under the pointer stays under it."""
    timeline, _selection = make(sample_plan, qtbot)
    wanted = sample_plan.routes[0].stops[3].visit.id
    at = timeline.centre_of(wanted)
    wheel = QWheelEvent(
        QPointF(at),
        QPointF(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    timeline.wheelEvent(wheel)
    assert timeline.horizontalScrollBar().maximum() > 0
    assert abs(timeline.centre_of(wanted).x() - at.x()) <= 2


def test_a_tip_names_nobody(sample_plan: Plan, qtbot) -> None:
    """The tip holds number, case and times."""
    timeline, _selection = make(sample_plan, qtbot)
    stop = sample_plan.routes[0].stops[0]
    bar = timeline.bar_at(timeline.centre_of(stop.visit.id))
    assert bar is not None
    assert timeline.tip(bar).startswith(f"到访 1　{stop.visit.id}　")


def test_long_names_keep_their_ends(sample_plan: Plan, qtbot) -> None:
    """Teams called alike but for the last letters stay apart; the bars begin to the right of the names."""
    timeline, _selection = make(sample_plan, qtbot)
    narrow = timeline.centre_of(sample_plan.routes[0].stops[0].visit.id).x()
    route = sample_plan.routes[0]
    long = replace(route, shift=replace(route.shift, team="浦东新区第一外访小组临时组甲"))
    timeline.show_plan(replace(sample_plan, routes=(long, *sample_plan.routes[1:])))
    assert timeline.centre_of(route.stops[0].visit.id).x() > narrow
    short = timeline._short(long.shift.team)
    assert len(short) < len(long.shift.team)
    assert (short[0], short[-1]) == ("浦", "甲")
    assert timeline._name_at(QPoint(5, 30)) == long.shift.team
    assert timeline._name_at(QPoint(5, 5)) == ""
