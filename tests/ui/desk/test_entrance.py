"""From the first start to an open desk, by what a person clicks and types."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from planner import upkeep
from planner.store.interface import Records
from planner.upkeep import Secret
from tests.planner.conftest import case
from ui.desk.entrance import LAST


def unlock(session, qtbot, passphrase: str) -> None:
    """Type a pass-phrase into the entrance."""
    entrance = session.entrance
    qtbot.waitUntil(lambda: entrance.pages.isEnabled())
    entrance.unlock.secret.setText(passphrase)
    entrance.unlock.unlock.click()


def press(session, qtbot, button) -> None:
    """Press a button once the work before is over."""
    qtbot.waitUntil(lambda: session.entrance.pages.isEnabled())
    button.click()


def fill(file: Path) -> None:
    """Put a case into a desk, as yesterday's work would have."""
    desk = upkeep.open_desk(file, Secret("correct horse"))
    desk.store.save(Records(cases=[case("A-1")]))
    desk.close()


def test_a_first_start_leads_to_a_new_desk(begin, qtbot, file: Path, settings) -> None:
    """Pass-phrase twice, recovery key seen and confirmed, window open, desk remembered for the next start."""
    session = begin()
    entrance = session.entrance
    assert entrance.pages.currentWidget() is entrance.choose
    entrance.choose.new.click()
    entrance.create.place.setText(str(file.with_suffix("")))
    entrance.create.first.setText("correct horse")
    entrance.create.second.setText("correct hose")
    entrance.create.create.click()
    assert "口令不一致" in entrance.create.trouble.text()
    entrance.create.second.setText("correct horse")
    entrance.create.create.click()
    qtbot.waitUntil(lambda: entrance.pages.currentWidget() is entrance.recovery)
    recovery = entrance.recovery.key.text()
    assert not entrance.recovery.go_on.isEnabled()
    entrance.recovery.is_safe.setChecked(True)
    entrance.recovery.go_on.click()
    qtbot.waitUntil(lambda: session.window is not None)
    assert settings.value(LAST) == str(file)
    assert not session.window.saved.isVisible()
    assert any("desk.waifang" in label.text() for label in session.window.statusBar().findChildren(QLabel))
    session.window.close_without_asking()
    session.close_desk()
    upkeep.open_desk(file, Secret(recovery=recovery)).close()


def test_the_recovery_key_is_saved_where_it_is_wanted(begin, qtbot, file: Path, tmp_path: Path) -> None:
    """The text file holds the key that opens the desk; leaving the page forgets it."""
    session = begin()
    entrance = session.entrance
    entrance.create.place.setText(str(file))
    entrance.create.first.setText("correct horse")
    entrance.create.second.setText("correct horse")
    entrance.create.create.click()
    qtbot.waitUntil(lambda: entrance.pages.currentWidget() is entrance.recovery)
    entrance.recovery.save_to(str(tmp_path / "key.txt"))
    entrance.recovery.done.emit()
    qtbot.waitUntil(lambda: session.window is not None)
    assert entrance.recovery.key.text() == ""
    session.window.close_without_asking()
    session.close_desk()
    typed = (tmp_path / "key.txt").read_text("utf-8").splitlines()[-1]
    upkeep.open_desk(file, upkeep.secret_from(typed)).close()


def test_the_next_start_asks_for_the_pass_phrase_and_finds_the_cases(begin, qtbot, made: Path) -> None:
    """A wrong one is told in the dialog; the right one opens with yesterday's cases."""
    fill(made)
    session = begin()
    unlock(session, qtbot, "wrong horse")
    qtbot.waitUntil(lambda: "口令不对" in session.entrance.unlock.trouble.text())
    unlock(session, qtbot, "correct horse")
    qtbot.waitUntil(lambda: session.window is not None and session.window.cases.table.num_all == 1)


def test_a_damaged_desk_is_recovered_from_its_newest_backup(begin, qtbot, made: Path) -> None:
    """The dialog lists the back-ups; the chosen one opens under a new name, the damaged file stays."""
    fill(made)
    made.write_bytes(b"")
    session = begin()
    unlock(session, qtbot, "correct horse")
    qtbot.waitUntil(lambda: session.entrance.unlock.backups.count() > 0)
    press(session, qtbot, session.entrance.unlock.restore)
    qtbot.waitUntil(lambda: session.window is not None and session.window.cases.table.num_all == 1)
    assert session.kept.file != made
    assert made.read_bytes() == b""


def test_a_file_that_lost_writes_is_opened_only_on_a_persons_word(begin, qtbot, made: Path) -> None:
    """The button to go on as it is comes with the explanation."""
    made.with_name("desk.waifang.anchor.json").unlink()
    session = begin()
    unlock(session, qtbot, "correct horse")
    qtbot.waitUntil(lambda: "可能不完整" in session.entrance.unlock.trouble.text())
    assert session.entrance.unlock.accept_loss.isVisible()
    press(session, qtbot, session.entrance.unlock.accept_loss)
    qtbot.waitUntil(lambda: session.window is not None)


def test_a_second_start_raises_the_first_window(begin, qtbot, made: Path) -> None:
    """The first window hears of it; the second goes away without a desk."""
    first = begin()
    unlock(first, qtbot, "correct horse")
    qtbot.waitUntil(lambda: first.window is not None)
    raised: list[bool] = []
    first.window.come_forward = lambda: raised.append(True)  # type: ignore[method-assign]
    second = begin()
    with qtbot.waitSignal(second.entrance.other_raised, timeout=5_000):
        pass
    assert second.window is None


def test_a_desk_that_a_command_holds_is_told(begin, qtbot, made: Path) -> None:
    """No window answers, so the dialog says that it is in use."""
    held = upkeep.open_desk(made, Secret("correct horse"))
    try:
        session = begin()
        qtbot.waitUntil(lambda: "已打开" in session.entrance.unlock.trouble.text(), timeout=10_000)
    finally:
        held.close()


def test_another_desk_can_be_chosen_from_the_window(begin, qtbot, made: Path) -> None:
    """The window closes, its desk is free again, the entrance asks."""
    session = begin()
    unlock(session, qtbot, "correct horse")
    qtbot.waitUntil(lambda: session.window is not None)
    session.window.other_desk_wanted.emit()
    assert session.window is None
    assert session.entrance.pages.currentWidget() is session.entrance.choose
    upkeep.open_desk(made, Secret("correct horse")).close()


@pytest.mark.parametrize("page", ["choose", "unlock", "create", "recovery"])
def test_every_page_puts_the_cursor_where_one_begins(begin, qtbot, page: str) -> None:
    """A field or the main button has the focus."""
    entrance = begin().entrance
    shown = getattr(entrance, page)
    entrance.pages.setCurrentWidget(shown)
    shown.begin()
    qtbot.waitUntil(lambda: entrance.focusWidget() is not None)
    assert shown.isAncestorOf(entrance.focusWidget())
