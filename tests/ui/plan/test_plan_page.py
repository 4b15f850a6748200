"""Page 规划: one plan as table, timeline and map, with one selection."""

import json
import sys
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, Qt, QTimer

from planner.contact import ContactAttempt, ContactOutcome
from planner.dayplan import SolveParams
from planner.store.interface import Records
from ui.main_window import CONTACTS, PLAN, MainWindow
from ui.plan.map_view import MapView
from ui.workday import EVERYTHING

EVIL = "<img src=x onerror=window.PWNED=1>${window.PWNED=1}`=HYPERLINK"


def ask(view: MapView, qtbot, script: str):
    """What a script in the map page answers."""
    heard: list[object] = []
    view.page().runJavaScript(script, heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=20_000)
    return heard[0]


def drawn_map(window: MainWindow, qtbot) -> MapView:
    """The map once the plan stands on it."""
    with qtbot.waitSignal(window.plan.map.drawn, timeout=60_000):
        window.go(PLAN)
    assert isinstance(window.plan.map.view, MapView)
    return window.plan.map.view


def test_an_empty_day_says_what_is_missing(empty_window: MainWindow) -> None:
    """Without data the button is off and the page says what to bring."""
    assert not empty_window.plan.plan_button.isEnabled()
    assert "案件、联系结果、委托方档案、授权书、外访员名单" in empty_window.plan.empty.text.text()


def test_the_button_plans_into_every_view(window: MainWindow, qtbot, record_property) -> None:
    """The plan button fills stops and timeline alike; the GUI thread's longest pause meanwhile is reported."""
    window.go(PLAN)
    gaps = _Gaps()
    qtbot.mouseClick(window.plan.plan_button, Qt.MouseButton.LeftButton)
    assert window.workday.busy == "plan"
    qtbot.waitUntil(lambda: window.workday.plan is not None, timeout=60_000)
    record_property("longest_gui_gap_ms", gaps.longest())
    plan = window.workday.plan
    assert plan is not None
    ids = [stop.visit.id for route in plan.routes for stop in route.stops]
    assert [window.plan.stops.id_at(row) for row in range(window.plan.stops.rowCount())] == ids
    assert [
        bar.visit_id for lane in window.plan.timeline.lanes for bar in lane.bars if bar.kind.value == "service"
    ] == ids
    assert window.plan.kpi.text().startswith(f"{plan.num_visits} 访 · ")


def test_stop_keeps_the_best_plan(window: MainWindow, qtbot) -> None:
    """Stopping a long search ends with a plan, not with nothing."""
    window.workday.solve_params = SolveParams(seconds=300)
    window.go(PLAN)
    seen: list[int] = []
    window.workday.progressed.connect(lambda percent, _what: seen.append(percent))
    window.workday.plan_day()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] > 15, timeout=60_000)
    qtbot.mouseClick(window.plan.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.workday.busy, timeout=30_000)
    assert window.workday.plan is not None
    assert window.workday.plan.num_visits > 0
    assert window.plan.plan_button.isEnabled()


def test_one_selection_for_all_views(planned: MainWindow, qtbot) -> None:
    """A pick in table, timeline or map shows in the other two."""
    view = drawn_map(planned, qtbot)
    page, plan = planned.plan, planned.workday.plan
    assert plan is not None
    first, second, third = (route.stops[0].visit.id for route in plan.routes[:3])
    page.stop_view.selectRow(page.stops.row_of(first))
    assert planned.selection.id == first
    assert ask(view, qtbot, "document.querySelectorAll('.chosen').length") == 1
    qtbot.mouseClick(page.timeline.viewport(), Qt.MouseButton.LeftButton, pos=page.timeline.centre_of(second))
    assert page.stops.id_at(page.stop_view.currentIndex().row()) == second
    qtbot.waitUntil(lambda: ask(view, qtbot, "Boolean(window.bridge)") is True)
    with qtbot.waitSignal(planned.selection.changed):
        ask(view, qtbot, f"window.bridge.pick({json.dumps(third)}); 1")
    assert page.stops.id_at(page.stop_view.currentIndex().row()) == third


def test_the_map_shows_every_stop_and_asks_nobody(planned: MainWindow, qtbot) -> None:
    """As many pins as stops and ends, each team's colour, and not one request left the program."""
    view = drawn_map(planned, qtbot)
    plan = planned.workday.plan
    assert plan is not None
    assert ask(view, qtbot, "document.querySelectorAll('.pin:not(.end)').length") == plan.num_visits
    assert view.guard.blocked == []
    ask(view, qtbot, "location.href = 'https://example.com/'; 1")
    ask(view, qtbot, "open('https://example.com/'); 1")
    assert ask(view, qtbot, "location.href") == "waifang://map/"
    assert ask(view, qtbot, "document.querySelectorAll('.pin:not(.end)').length") == plan.num_visits


def test_a_hostile_name_never_runs_in_the_map(planned: MainWindow, qtbot) -> None:
    """With script in every name, address and case number of the first route nothing runs in the page."""
    plan = planned.workday.plan
    assert plan is not None
    route = plan.routes[0]
    stops = tuple(replace(stop, visit=replace(stop.visit, id=f"{EVIL}{n}")) for n, stop in enumerate(route.stops))
    shift = replace(route.shift, team=EVIL)
    planned.workday.adopt(
        replace(plan, routes=(replace(route, shift=shift, stops=stops), *plan.routes[1:])), planned.workday.snapshot
    )
    view = drawn_map(planned, qtbot)
    planned.selection.pick(stops[0].visit.id)
    qtbot.mouseClick(view.focusProxy() or view, Qt.MouseButton.LeftButton)
    assert ask(view, qtbot, "typeof window.PWNED") == "undefined"
    assert ask(view, qtbot, "document.querySelectorAll('.leaflet-pane img[src=x]').length") == 0


def test_a_changed_case_outdates_the_plan(planned: MainWindow, qtbot) -> None:
    """When a planned case is suspended the page says so and the papers are refused."""
    plan, store = planned.workday.plan, planned.workday.doors.casebook.store
    assert plan is not None
    number = plan.routes[0].stops[0].visit.id
    store.save(Records(cases=[replace(store.cases()[number], days_overdue=1)]))
    planned.workday.refresh(EVERYTHING)
    qtbot.waitUntil(lambda: planned.workday.overtaken == (number,))
    assert "1 件已排案件发生变化" in planned.plan.outdated.text()
    assert not planned.papers.build_button.isEnabled()


def test_without_webengine_the_pane_says_why(planned: MainWindow, qtbot, monkeypatch) -> None:
    """A machine without WebEngine keeps table and timeline, and the map's place holds the reason."""
    monkeypatch.setitem(sys.modules, "ui.plan.map_view", None)
    planned.go(PLAN)
    qtbot.waitUntil(lambda: "缺少地图组件" in planned.plan.map.hint)
    assert planned.plan.map.view is None
    assert planned.plan.stops.rowCount() > 0


class _Gaps:
    """Measures the longest pause of the event loop with a timer of 5 ms."""

    def __init__(self) -> None:
        self._clock = QElapsedTimer()
        self._clock.start()
        self._longest = 0
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def longest(self) -> int:
        self._timer.stop()
        return self._longest

    def _tick(self) -> None:
        self._longest = max(self._longest, self._clock.restart())


def test_spare_minutes_and_chances_stand_beside_each_stop(planned: MainWindow) -> None:
    """A low chance has a word in the table, a mark on the bar and a line in its tip."""
    plan, page = planned.workday.plan, planned.plan
    assert plan is not None
    for route in plan.routes:
        for stop in route.stops:
            margin, row = plan.margins[stop.visit.id], page.stops.row_of(stop.visit.id)
            spare, chance = (page.stops.index(row, column).data() for column in (5, 6))
            assert spare
            assert chance.startswith("低 ") is (margin.hold_chance < 0.8)
            assert f"{round(100 * margin.hold_chance)} %" in chance
    risky = next(visit for visit, margin in plan.margins.items() if margin.hold_chance < 0.8)
    bar = next(b for lane in page.timeline.lanes for b in lane.bars if b.visit_id == risky and b.margin)
    assert "守约 低" in page.timeline.tip(bar)


def test_everyone_to_call_back_is_listed_with_slots(planned: MainWindow, qtbot) -> None:
    """All of the plan's, those who can be offered something first; a click goes to the debtor's call."""
    plan, page = planned.workday.plan, planned.plan
    assert plan is not None
    qtbot.waitUntil(lambda: len(planned.offers.call_back) == len(plan.call_back), timeout=60_000)
    texts = [page.call_back.item(row).text() for row in range(page.call_back.count())]
    assert len(texts) == len(plan.call_back)
    assert page.piles.tabText(1) == f"回电 {len(plan.call_back)}"
    number = texts[0].split()[0]
    assert len(texts[0].splitlines()) == 1 + len(planned.offers.call_back[number].offers) > 1
    assert not planned.offers.call_back[texts[-1].split()[0]].offers
    page.call_back.itemClicked.emit(page.call_back.item(0))
    assert planned.selection.id == number
    assert planned.page == CONTACTS
    assert planned.contacts.table.row_of(number) >= 0


def test_a_plan_that_leaves_nobody_out_says_so(planned: MainWindow) -> None:
    """The call-back list holds one sentence that cannot be chosen; without teams no team can be late."""
    plan = planned.workday.plan
    assert plan is not None
    planned.workday.adopt(replace(plan, routes=(), call_back=()), planned.workday.snapshot)
    (only,) = (planned.plan.call_back.item(row) for row in range(planned.plan.call_back.count()))
    assert only.text() == "没有需要回电的案件。"
    assert only.flags() == Qt.ItemFlag.NoItemFlags
    assert not planned.plan.replan_menu.late.menuAction().isEnabled()


def test_slots_of_call_backs_are_looked_for_again_once_somebody_looks(planned: MainWindow, qtbot) -> None:
    """A contact that is recorded on another page starts no search; turning to this page does, and knows of it."""
    plan = planned.workday.plan
    assert plan is not None
    qtbot.waitUntil(lambda: len(planned.offers.call_back) == len(plan.call_back), timeout=60_000)
    old = planned.offers.call_back
    number = next(number for number, found in old.items() if found.offers)
    refusal = ContactAttempt(number, planned.workday.now(), ContactOutcome.REFUSED, answered_by="本人")
    with qtbot.waitSignal(planned.workday.changed):
        planned.workday.record(refusal, lambda: None)
    assert planned.offers.call_back is old
    planned.go(PLAN)
    qtbot.waitUntil(lambda: planned.offers.call_back is not old, timeout=60_000)
    assert not planned.offers.call_back[number].offers
    assert "拒绝上门" in planned.offers.call_back[number].reason
