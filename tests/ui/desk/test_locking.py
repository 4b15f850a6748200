"""Ten idle minutes cover the window; only the pass-phrase uncovers it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from planner import upkeep
from planner.event import Action
from ui.desk.locking import IDLE_MS
from ui.main_window import CONTACTS, PLAN
from ui.session import Session


@pytest.fixture
def session(begin, qtbot, made: Path) -> Session:
    """A window on an open desk."""
    session = begin()
    qtbot.waitUntil(lambda: session.entrance.pages.isEnabled())
    session.entrance.unlock.secret.setText("correct horse")
    session.entrance.unlock.unlock.click()
    qtbot.waitUntil(lambda: session.window is not None)
    return session


def test_idle_minutes_lock_and_a_key_begins_them_anew(session: Session, qtbot) -> None:
    """The clock runs for ten minutes from the last sign of life."""
    locking = session.window.locking
    assert IDLE_MS == 600_000
    locking.timer.start(60)
    qtbot.waitUntil(lambda: locking.is_locked)
    assert not locking.timer.isActive()


def test_a_key_press_restarts_the_clock(session: Session, qtbot) -> None:
    """Who works is not locked out."""
    locking = session.window.locking
    locking.timer.stop()
    qtbot.keyClick(session.window, Qt.Key.Key_Shift)
    assert locking.timer.isActive()


def test_nothing_shows_or_works_while_it_is_locked(session: Session, qtbot) -> None:
    """Body, menu, status and open dialogs are gone, and so are their shortcuts; all come back."""
    window = session.window
    dialog = QDialog(window)
    dialog.show()
    page = window.page
    window.locking.lock()
    assert not dialog.isVisible()
    assert not window.cases.isVisible()
    assert not window.statusBar().isVisible()
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F5)
    assert window.page == page not in (CONTACTS, PLAN)
    window.locking.unlock("correct horse")
    qtbot.waitUntil(lambda: not window.locking.is_locked)
    assert dialog.isVisible()
    assert window.cases.isVisible()
    dialog.close()


def test_a_wrong_pass_phrase_keeps_it_locked_and_is_logged(session: Session, qtbot) -> None:
    """Both the failure and the unlock stand in the audit log."""
    window = session.window
    window.locking.lock()
    window.locking.page.secret.setText("wrong horse")
    window.locking.page.unlock.click()
    qtbot.waitUntil(lambda: window.locking.page.form.trouble.isVisible())
    assert window.locking.is_locked
    window.locking.unlock("correct horse")
    qtbot.waitUntil(lambda: not window.locking.is_locked)
    actions = [event.action for event in session.kept.store.events()]
    assert actions[-2:] == [Action.UNLOCK_FAILED, Action.UNLOCK]


def test_a_backup_is_made_from_the_menu(session: Session, qtbot) -> None:
    """It is said where it is, or that nothing is new."""
    session.window.back_up()
    qtbot.waitUntil(lambda: bool(session.window.messages.texts))
    assert "备份" in session.window.messages.texts[0]


def test_the_sample_is_not_written_into_a_desk(session: Session, qtbot) -> None:
    """Opening the sample over real cases is refused in words."""
    session.window.open_sample()
    assert "样本不写入" in session.window.messages.texts[0]
    assert session.window.workday.busy == ""


def test_the_pass_phrase_is_changed_from_the_menu(session: Session, qtbot, made: Path) -> None:
    """Too short or different ones stay in the dialog; the new one opens the desk from then on."""
    dialog = session.window.locking.change_passphrase()
    for first, second, words in (("short", "short", "口令太短"), ("long enough", "long enuf", "口令不一致")):
        dialog.first.setText(first)
        dialog.second.setText(second)
        dialog.change.click()
        qtbot.waitUntil(lambda words=words: words in dialog.form.trouble.text())
    dialog.second.setText("long enough")
    dialog.change.click()
    qtbot.waitUntil(lambda: Action.PASSPHRASE in [event.action for event in session.kept.store.events()])
    session.window.close_without_asking()
    session.close_desk()
    upkeep.open_desk(made, upkeep.Secret("long enough")).close()
