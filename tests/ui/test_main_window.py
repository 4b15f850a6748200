"""The window as a whole: files in, sentences out, keys for everything."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox, QWidget

import resources
from planner.doors import Doors
from planner.store.interface import Records
from ui.importing import SAMPLE
from ui.kinds import KindDialog
from ui.main_window import CASES, PLAN, MainWindow
from ui.workday import EVERYTHING


def drop(window: MainWindow, paths: list[Path]) -> None:
    """Drop files on the window."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, mime, buttons, keys))


def test_dropped_sample_files_fill_the_table(empty_window: MainWindow, qtbot) -> None:
    """Seven files dropped at once come in together; the table fills and the row that was not taken is told."""
    drop(empty_window, [resources.path(f"sample/{name}") for name in SAMPLE])
    qtbot.waitUntil(lambda: empty_window.cases.table.rowCount() > 400, timeout=60_000)
    assert empty_window.workday.snapshot.missing == ()
    assert empty_window.messages.texts[0].startswith("已读入 7 个文件")


def test_a_file_that_is_no_workbook_is_refused_in_words(empty_window: MainWindow, qtbot, tmp_path) -> None:
    """A broken file ends in one sentence that names it; nothing is imported."""
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    drop(empty_window, [path])
    qtbot.waitUntil(lambda: bool(empty_window.messages.texts), timeout=30_000)
    assert "cases.xlsx" in empty_window.messages.texts[0]
    assert empty_window.cases.table.num_all == 0


def test_other_files_are_passed_over_and_unclear_ones_asked_about(empty_window: MainWindow, qtbot, tmp_path) -> None:
    """A picture is left out with a word; a table without a telling name opens the small dialog."""
    for name in ("照片.jpg", "表1.xlsx"):
        (tmp_path / name).write_bytes(b"x")
    drop(empty_window, [tmp_path / "照片.jpg", tmp_path / "表1.xlsx"])
    assert empty_window.messages.texts == ["有 1 个文件不是表格，未导入　可以导入 xlsx、xls、csv 和 zip。"]
    dialogs = empty_window.findChildren(KindDialog)
    assert [list(dialog.combos) for dialog in dialogs] == [[tmp_path / "表1.xlsx"]]
    dialogs[0].reject()


def test_a_locked_file_asks_for_its_password(empty_window: MainWindow, qtbot, tmp_path) -> None:
    """The password is asked for behind dots, and with it the file comes in."""
    import pyzipper

    path = tmp_path / "cases.zip"
    with pyzipper.AESZipFile(path, "w", encryption=pyzipper.WZ_AES) as locked:
        locked.setpassword(b"secret")
        locked.writestr("cases.csv", resources.path("sample/cases_lender2.csv").read_bytes())
    drop(empty_window, [path])
    qtbot.waitUntil(lambda: bool(empty_window.findChildren(QInputDialog)), timeout=30_000)
    dialog = empty_window.findChildren(QInputDialog)[0]
    assert dialog.textEchoMode().name == "Password"
    dialog.setTextValue("secret")
    dialog.accept()
    qtbot.waitUntil(lambda: empty_window.cases.table.rowCount() > 0, timeout=30_000)


def test_every_control_has_a_name(planned: MainWindow) -> None:
    """Whatever takes the focus tells a screen reader what it is."""
    nameless = []
    for page in range(len(planned.pages)):
        planned.go(page)
        for widget in planned.findChildren(QWidget):
            takes_focus = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
            if takes_focus and widget.isVisible():
                interface = QAccessible.queryAccessibleInterface(widget)
                if interface is None or not interface.text(QAccessible.Text.Name):
                    nameless.append(f"{page} {type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_every_action_has_a_key_of_its_own(empty_window: MainWindow) -> None:
    """No menu entry is without a key and no key is given twice."""
    actions = [a for menu in empty_window.menuBar().actions() for a in menu.menu().actions() if not a.isSeparator()]
    keys = [action.shortcut().toString() for action in actions]
    keys += [step.shortcut().toString() for step in empty_window.steps]
    assert "" not in keys
    assert len(set(keys)) == len(keys)


def test_a_collector_without_a_team_is_no_team(window: MainWindow, qtbot) -> None:
    """The line that sums the day up counts the teams of the roster, not who still needs a partner."""
    store = window.workday.doors.casebook.store
    first, *others = store.teams().values()
    with qtbot.waitSignal(window.workday.changed, timeout=20_000):
        store.save(Records(teams=[replace(first, needs_partner=True), *others]))
        window.workday.refresh(EVERYTHING)
    qtbot.waitUntil(lambda: window.summary.text().endswith(f"· {len(others)} 组"))


def test_closing_asks_once_when_it_forgets(window: MainWindow, qtbot) -> None:
    """With data in a store that forgets, closing waits for a word; staying is the default."""
    window.close()
    assert window.isVisible()
    box = window.findChildren(QMessageBox)[0]
    assert box.defaultButton().text() == "继续工作"
    next(b for b in box.buttons() if b.text() == "关闭并丢弃").click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_an_empty_window_closes_at_once(empty_window: MainWindow) -> None:
    """Nothing to lose, nothing to ask."""
    empty_window.close()
    assert not empty_window.isVisible()


def test_another_day_puts_the_plan_away(planned: MainWindow, qtbot) -> None:
    """Turning to another day drops the plan and decides every case anew."""
    before = planned.workday.snapshot.decisions
    planned.day_edit.setDate(planned.day_edit.date().addDays(1))
    assert planned.workday.plan is None
    qtbot.waitUntil(lambda: planned.workday.snapshot.decisions != before)
    assert planned.windowTitle() == "Waifang 外访 ─ 11月25日 周三"


def test_a_kind_of_the_unplanned_leads_to_its_cases(planned: MainWindow, qtbot) -> None:
    """Choosing 待定位 in the pile shows exactly those cases on their page."""
    planned.go(PLAN)
    pile = planned.plan.left_out
    item = next(pile.item(at) for at in range(pile.count()) if pile.item(at).text().startswith("待定位"))
    pile.itemActivated.emit(item)
    assert planned.page == CASES
    assert planned.cases.table.rowCount() == int(item.text().split("　")[1])


def test_empty_workbooks_are_written(empty_window: MainWindow, qtbot, tmp_path) -> None:
    """The menu's empty workbooks land in the chosen folder."""
    empty_window.write_templates(str(tmp_path))
    qtbot.waitUntil(lambda: bool(empty_window.messages.texts), timeout=30_000)
    assert empty_window.messages.texts[0].startswith("空白表格已写入")
    assert list(tmp_path.glob("*.xlsx"))


def test_settings_hold_nobody(planned: MainWindow, settings) -> None:
    """What is remembered after a day's work names no case and no person."""
    planned.close_without_asking()
    settings.sync()
    kept = Path(settings.fileName()).read_text("utf-8")
    cases = planned.workday.snapshot.cases.values()
    assert not any(case.number in kept or case.debtor.name in kept for case in cases)


def test_a_window_dies_in_peace_while_it_plans(open_on: Callable[[Doors], MainWindow], doors: Doors, qtbot) -> None:
    """Closing in the middle of planning waits for the work and says nothing."""
    window = open_on(doors)
    with qtbot.waitSignal(window.workday.changed, timeout=20_000):
        window.workday.refresh(EVERYTHING)
    window.workday.plan_day()
    window.close_without_asking()
    assert not window.isVisible()


def test_heavy_libraries_wait(qapp: QApplication) -> None:
    """Opening a window loads no pandas, folium, ortools or typst."""
    script = (
        "import sys, app\nfrom ui import window\nqt = window.make_application('zh')\n"
        "from ui.main_window import MainWindow\nfrom PySide6.QtCore import QSettings\n"
        "w = MainWindow(app.open_desk(None), QSettings('/nonexistent/x.ini', QSettings.Format.IniFormat))\n"
        "print([m for m in ('pandas', 'folium', 'ortools', 'typst') if m in sys.modules])"
    )
    root = Path(resources.__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
