"""Ten doubtful places by keyboard, one taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.coordinates import Datum
from planner.visit import Level
from ui.main_window import MainWindow
from ui.places.pin_dialog import PinDialog

POINT = (121.5301, 31.2202)


@pytest.fixture
def dialog(window: MainWindow, qtbot) -> PinDialog:
    """The dialog over the sample day, its list there."""
    opened = window.open_pins()
    qtbot.waitUntil(lambda: bool(opened.doubts), timeout=30_000)
    yield opened
    opened.reject()


def type_point(dialog: PinDialog, lon: float, lat: float) -> None:
    """What a person types and ends with Enter."""
    QTest.keyClicks(dialog.form.point, f"{lon:.6f}, {lat:.6f}")
    QTest.keyClick(dialog.form.point, Qt.Key.Key_Return)


def test_the_vaguest_place_of_the_day_comes_first(dialog: PinDialog) -> None:
    """Its address stands in full beside the list, which shows no door."""
    first = dialog.doubts[0]
    assert first.is_due
    assert not first.location.is_plannable
    assert dialog.form.address.text() == first.address
    assert str(len(dialog.doubts)) in dialog.count.text()
    shown = [dialog.table.index(row, 3).data() for row in range(dialog.table.rowCount())]
    assert not any("室" in text for text in shown)


def test_ten_places_by_keyboard(dialog: PinDialog, qtbot) -> None:
    """Type, Enter, type, Enter: the next one comes by itself, and each is confirmed where it was typed."""
    dialog.form.datum.setCurrentIndex(0)
    pinning = dialog._workday.doors.pinning
    for turn in range(10):
        doubt = dialog.form.doubt
        left = len(dialog.doubts)
        type_point(dialog, *Datum.GCJ02.from_wgs84(POINT[0] + turn / 1000, POINT[1]))
        qtbot.waitUntil(lambda before=left: len(dialog.doubts) < before, timeout=30_000)
        found = pinning.look(doubt.address)
        assert found.level is Level.CONFIRMED
        assert (found.lon, found.lat) == (
            pytest.approx(POINT[0] + turn / 1000, abs=2e-6),
            pytest.approx(POINT[1], abs=2e-6),
        )
        assert dialog.form.doubt is not None
        assert dialog.form.point.text() == ""


def test_a_step_can_be_undone(dialog: PinDialog, qtbot) -> None:
    """Ctrl+Z brings the address back, and selects it."""
    first, all_ = dialog.doubts[0], len(dialog.doubts)
    assert not dialog.undo_button.isEnabled()
    type_point(dialog, *POINT)
    qtbot.waitUntil(lambda: len(dialog.doubts) < all_, timeout=30_000)
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: len(dialog.doubts) == all_, timeout=30_000)
    assert dialog.form.doubt.address == first.address
    assert not dialog.undo_button.isEnabled()


@pytest.mark.parametrize("text", ["", "121.47", "0, 0", "2.35, 48.85"])
def test_a_slip_is_said_and_nothing_is_confirmed(dialog: PinDialog, text: str) -> None:
    """The sentence stands below the line, and the dialog stays."""
    dialog.form.point.setText(text)
    QTest.keyClick(dialog.form.point, Qt.Key.Key_Return)
    assert dialog.form.refusal.text()
    assert not dialog.undo_button.isEnabled()
    assert dialog.isVisible()


def test_a_township_can_be_accepted(dialog: PinDialog, qtbot) -> None:
    """The button is there for townships alone; once accepted the case is no more in doubt about being planned."""
    doubt = next(one for one in dialog.doubts if one.location.level is Level.TOWNSHIP)
    district = next(one for one in dialog.doubts if one.location.level is Level.DISTRICT)
    dialog._selection.pick(district.cases[0])
    assert dialog.form.town_button.isHidden()
    dialog._selection.pick(doubt.cases[0])
    assert not dialog.form.town_button.isHidden()
    dialog.form.town_button.click()
    pinning = dialog._workday.doors.pinning
    qtbot.waitUntil(lambda: pinning.look(doubt.address).is_plannable, timeout=30_000)


def test_an_alternative_is_taken_by_its_key(dialog: PinDialog, qtbot) -> None:
    """Alt+1 chooses the first of several districts, no more exactly than it is known."""
    doubt = next(one for one in dialog.doubts if one.location.alternatives)
    dialog._selection.pick(doubt.cases[0])
    other = doubt.location.alternatives[0]
    assert other.district in dialog.form.choices[0].text()
    dialog.form.choices[0].click()
    pinning = dialog._workday.doors.pinning
    qtbot.waitUntil(lambda: pinning.look(doubt.address).is_accepted, timeout=30_000)
    assert pinning.look(doubt.address).lon == pytest.approx(other.lon)
    assert pinning.look(doubt.address).radius_m == other.radius_m


def test_arrows_walk_the_list_from_the_line(dialog: PinDialog) -> None:
    """Down and up although the cursor is in the line."""
    QTest.keyClick(dialog.form.point, Qt.Key.Key_Down)
    assert dialog.form.doubt.address == dialog.doubts[1].address
    QTest.keyClick(dialog.form.point, Qt.Key.Key_Up)
    assert dialog.form.doubt.address == dialog.doubts[0].address


def test_a_plan_made_before_is_told_to_be_old(planned: MainWindow, qtbot) -> None:
    """After a pin the window asks to plan again; without one it says nothing."""
    opened = planned.open_pins()
    qtbot.waitUntil(lambda: bool(opened.doubts), timeout=30_000)
    before, said = len(opened.doubts), list(planned.messages.texts)
    type_point(opened, *POINT)
    qtbot.waitUntil(lambda: len(opened.doubts) < before, timeout=30_000)
    opened.reject()
    assert planned.messages.texts != said
    assert "重新规划" in planned.messages.texts[0]


def test_nothing_to_settle(empty_window: MainWindow, qtbot) -> None:
    """An empty desk has no doubtful places, and the line is shut."""
    opened = empty_window.open_pins()
    qtbot.waitUntil(lambda: bool(opened.count.text()), timeout=30_000)
    assert "没有" in opened.count.text()
    assert not opened.form.point.isEnabled()
    opened.reject()
