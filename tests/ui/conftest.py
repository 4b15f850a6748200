"""Real windows over real doors; the sample day is read and planned once for all tests."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

import resources
from app import open_desk
from planner import clock
from planner.casebook import DayFiles
from planner.dayplan import SolveParams
from planner.doors import Doors
from planner.plan import Plan
from planner.store.interface import Records
from ui import look
from ui.main_window import SAMPLE_DAY, MainWindow
from ui.plan.map_view import register_scheme
from ui.window import speak
from ui.workday import EVERYTHING

# Must stand before the first QApplication of the run.
register_scheme()

# What WebEngine and the offscreen platform say on a machine without GPU, D-Bus and window manager.
NOISE = (
    "Sandboxing disabled",
    "QRhiGles2",
    "ulkan",
    "Unable to detect GPU vendor",
    "This plugin does not support",
    "GBM is not supported",
    "GPUInfo not initialized",
    "Failed to create RHI",
    "dbus",
)
EVENING_BEFORE = datetime(2026, 11, 23, 18, 0, tzinfo=clock.SHANGHAI)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Any other warning of Qt fails a test of the window."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*NOISE))


@pytest.fixture(scope="session")
def sample() -> Doors:
    """Doors over the imported sample day; nobody writes to them."""
    doors = open_desk(None)
    folder = resources.path("sample")
    doors.casebook.import_day(
        DayFiles(
            (folder / "cases.xlsx", folder / "cases_lender2.csv"),
            folder / "contacts.xlsx",
            folder / "visits.xlsx",
            folder / "lenders.xlsx",
            folder / "authorisations.xlsx",
            folder / "roster.xlsx",
        )
    )
    return doors


@pytest.fixture(scope="session")
def sample_plan(sample: Doors) -> Plan:
    """The sample day planned."""
    return sample.dayplan.plan(SAMPLE_DAY, EVENING_BEFORE, SolveParams(iterations=30))


@pytest.fixture
def doors(sample: Doors) -> Doors:
    """Doors over the test's own copy of the sample day."""
    own, old = open_desk(None), sample.casebook.store
    own.casebook.store.save(
        Records(
            cases=old.cases().values(),
            conflicting=old.conflicting(),
            attempts=old.attempts(),
            visits=old.visits(),
            lenders=old.lenders().values(),
            authorisations=old.authorisations(),
            teams=old.teams().values(),
        )
    )
    return own


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Fresh settings; the user's own are never touched."""
    found = QSettings(str(tmp_path / "waifang.ini"), QSettings.Format.IniFormat)
    found.setValue("folders/out", str(tmp_path / "out"))
    return found


@pytest.fixture
def open_on(qapp: QApplication, settings: QSettings) -> Iterator[Callable[[Doors], MainWindow]]:
    """Opens windows on the evening before the sample day, and closes them."""
    look.apply(qapp)
    speak(qapp, "zh")
    opened: list[MainWindow] = []

    def open_window(doors: Doors) -> MainWindow:
        window = MainWindow(doors, settings, lambda: EVENING_BEFORE)
        opened.append(window)
        window.show()
        return window

    yield open_window
    for window in opened:
        window.close_without_asking()
        window.deleteLater()


@pytest.fixture
def empty_window(open_on: Callable[[Doors], MainWindow]) -> MainWindow:
    """A window without any data."""
    return open_on(open_desk(None))


@pytest.fixture
def window(open_on, doors, qtbot) -> MainWindow:
    """A window on the sample day, nothing planned yet."""
    shown = open_on(doors)
    shown.workday.solve_params = SolveParams(iterations=30)
    with qtbot.waitSignal(shown.cases.table.modelReset, timeout=20_000):
        shown.workday.refresh(EVERYTHING)
    qtbot.waitUntil(lambda: shown.contacts.table.num_all > 0)
    return shown


@pytest.fixture
def planned(window: MainWindow, sample_plan: Plan, qtbot) -> MainWindow:
    """A window on the sample day with its plan."""
    window.workday.adopt(sample_plan, window.workday.snapshot)
    first = next(unplanned.case_number for unplanned in sample_plan.unplanned if unplanned.must_call_off)
    qtbot.waitUntil(lambda: window.contacts.table.id_at(0) == first and "已排" in said(window, sample_plan))
    return window


def said(window: MainWindow, plan: Plan) -> str:
    """What the case table decides of the plan's first stop."""
    table = window.cases.table
    row = table.row_of(plan.routes[0].stops[0].visit.id)
    return str(table.index(row, 8).data())
