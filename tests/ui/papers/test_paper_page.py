"""Page 文件: what will be printed and what was."""

from PySide6.QtCore import Qt

from ui.main_window import PAPERS, MainWindow


def test_without_a_plan_there_is_nothing_to_print(window: MainWindow) -> None:
    """The key for the papers turns to the page and says what to do first."""
    window.build_action.trigger()
    assert window.page == PAPERS
    assert window.messages.texts[0] == "还没有规划　请先规划这一天，再生成文件。"


def test_each_team_and_stop_is_listed(planned: MainWindow) -> None:
    """One entry a team with one line a stop, in the order of the day."""
    plan = planned.workday.plan
    assert plan is not None
    tree = planned.papers.planned
    routes = [route for route in plan.routes if route.stops]
    assert tree.topLevelItem(0).text(0).startswith(routes[0].shift.team)
    assert [tree.topLevelItem(at).childCount() for at in range(len(routes))] == [len(r.stops) for r in routes]


def test_appointments_to_call_off_warn_first(planned: MainWindow) -> None:
    """The strip above everything counts what must be called off."""
    plan = planned.workday.plan
    assert plan is not None
    num = sum(unplanned.must_call_off for unplanned in plan.unplanned)
    planned.go(PAPERS)
    assert planned.papers.call_off.isVisible()
    assert f"撤约或改约 {num} 件" in planned.papers.call_off.text()


def test_a_folder_that_cannot_be_written_is_refused_in_words(planned: MainWindow, qtbot, tmp_path) -> None:
    """A file in the folder's place ends in a sentence, and the page is free again."""
    (tmp_path / "taken").write_bytes(b"")
    planned.papers.folder.setText(str(tmp_path / "taken"))
    planned.go(PAPERS)
    qtbot.mouseClick(planned.papers.build_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not planned.workday.busy, timeout=60_000)
    assert planned.messages.texts[0].startswith("无法写入")
    assert planned.papers.build_button.isEnabled()
