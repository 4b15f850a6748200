"""A picture of every page, empty and with the sample day planned, in both languages and two sizes."""

import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QDeadlineTimer, QEventLoop, QIODevice, QSettings
from PySide6.QtWidgets import QWidget

from planner import clock, outward
from planner.doors import Doors
from ui import main_window, window
from ui.desk.entrance import Entrance
from ui.main_window import MainWindow

SIZES = ((1366, 768), (1920, 1080))
PAGES = ("cases", "contacts", "plan", "papers")
SOLVE_SECONDS = 5.0
PATIENCE_MS = 180_000


def take(folder: Path, open_desk: Callable[[Path | None], Doors]) -> int:
    """Write the pictures into `folder`; 1 when the day could not be planned in time.

    Raises:
        PlannerError: the folder cannot be written, or the sample is damaged.
    """
    app = window.make_application("zh")
    with tempfile.TemporaryDirectory() as scratch:
        for language in ("zh", "en"):
            window.speak(app, language)
            settings = QSettings(f"{scratch}/{language}.ini", QSettings.Format.IniFormat)
            settings.setValue("language", language)
            settings.setValue("folders/out", f"{scratch}/out")
            _picture_entrance(settings, folder, language)
            shown = MainWindow(open_desk(None), settings, _evening_before)
            shown.show()
            shown.day_edit.setDate(shown.day_edit.date().fromString("2026-11-24", "yyyy-MM-dd"))
            _picture_pages(shown, folder, f"{language}-empty")
            if not _plan_sample(shown):
                return window.DONE + 1
            _picture_pages(shown, folder, f"{language}-planned")
            shown.close_without_asking()
            shown.deleteLater()
            _wait(lambda: False, 50)
    return window.DONE


def _evening_before() -> datetime:
    """The sample's own present, so that pictures do not age."""
    return datetime.combine(main_window.SAMPLE_DAY - timedelta(days=1), time(18, 0), clock.SHANGHAI)


def _plan_sample(shown: MainWindow) -> bool:
    from planner.dayplan import SolveParams

    day = shown.workday
    day.solve_params = SolveParams(seconds=SOLVE_SECONDS)
    shown.open_sample()
    if not _wait(lambda: bool(day.snapshot.decisions) and not day.snapshot.missing and not day.busy):
        return False
    day.plan_day()
    if not _wait(lambda: day.plan is not None):
        return False
    shown.papers.build()
    return _wait(lambda: day.papers is not None)


def _picture_entrance(settings: QSettings, folder: Path, language: str) -> None:
    entrance = Entrance(settings)
    entrance.show()
    for name, page in (("choose", entrance.choose), ("create", entrance.create), ("unlock", entrance.unlock)):
        entrance.pages.setCurrentWidget(page)
        _wait(lambda: False, 100)
        _save(entrance, folder / f"{language}-desk-{name}.png")
    entrance.reject()
    entrance.deleteLater()


def _save(widget: QWidget, file: Path) -> None:
    picture = QBuffer()
    picture.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(picture, "PNG")
    outward.write_whole(file, bytes(picture.data().data()))


def _picture_pages(shown: MainWindow, folder: Path, stem: str) -> None:
    day = shown.workday
    for wide, high in SIZES:
        shown.resize(wide, high)
        for number, page in enumerate(PAGES):
            shown.go(number)
            if number == main_window.CONTACTS:
                shown.contacts.view.selectRow(0)
            elif day.plan is not None:
                shown.selection.pick(day.plan.routes[0].stops[0].visit.id)
            _wait(lambda: False, 1_500 if number == main_window.PLAN else 200)
            _save(shown, folder / f"{stem}-{page}-{wide}.png")


def _wait(is_done: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> bool:
    """Let the window live until something is so; False when it did not become so in time."""
    deadline = QDeadlineTimer(patience_ms)
    while not is_done() and not deadline.hasExpired():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    return is_done()
