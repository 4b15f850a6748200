"""Desks for the window, with a quick pass-phrase hash."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app import open_desk
from planner import upkeep
from planner.store import vault
from ui import look
from ui.desk.entrance import LAST
from ui.session import Session

PASSPHRASE = "correct horse"


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass-phrase takes half a second to hash; here it need not be hard to guess."""
    monkeypatch.setattr(vault, "ARGON", {"time": 1, "memory_kib": 64, "lanes": 1})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the desk lies or will lie."""
    return tmp_path / "desk.waifang"


@pytest.fixture
def made(file: Path, settings: QSettings) -> Path:
    """A desk that was open last time."""
    upkeep.create(file, PASSPHRASE)[0].close()
    settings.setValue(LAST, str(file))
    return file


@pytest.fixture
def begin(qapp: QApplication, settings: QSettings) -> Iterator[Callable[..., Session]]:
    """Starts the program as a user does; everything is closed after the test."""
    look.apply(qapp)
    begun: list[Session] = []

    def start() -> Session:
        session = Session(open_desk, None, settings)
        begun.append(session)
        session.enter()
        return session

    yield start
    for session in begun:
        if session.entrance is not None:
            session.entrance.reject()
            session.entrance.deleteLater()
        if session.window is not None:
            session.window.close_without_asking()
            session.window.deleteLater()
        session.close_desk()
