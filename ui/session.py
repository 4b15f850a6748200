"""From the start to the end of the program: entrance, window, and back when another desk is wanted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from planner.doors import Doors
from planner.errors import PlannerError
from planner.upkeep import Upkeep
from ui import messages
from ui.desk.entrance import Entrance
from ui.desk.single import Doorbell
from ui.main_window import MainWindow

OpenDesk = Callable[..., Doors]


class Session(QObject):
    """Holds what is open: the entrance or a window, and the desk behind it."""

    def __init__(self, open_desk: OpenDesk, desk_file: Path | None, settings: QSettings) -> None:
        super().__init__()
        self._open_desk = open_desk
        self._desk_file = desk_file
        self._settings = settings
        self.entrance: Entrance | None = None
        self.window: MainWindow | None = None
        self.kept: Upkeep | None = None
        self.on_window: Callable[[MainWindow], None] = lambda _window: None

    def enter(self, file: Path | None = None) -> None:
        """Ask which desk, starting with `file` or the one of last time."""
        self._make_entrance().begin(file)

    def show_window(self, kept: Upkeep | None = None) -> MainWindow | None:
        """Open the window on a desk, or on a store that forgets."""
        try:
            doors = self._open_desk(self._desk_file, kept)
        except PlannerError as error:
            messages.fatal(error)
            if kept is not None:
                kept.store.close()
            QApplication.exit(2)
            return None
        self.kept = kept
        self.window = MainWindow(doors, self._settings)
        self.on_window(self.window)
        self.window.other_desk_wanted.connect(self._change_desk)
        if kept is not None:
            Doorbell(kept.file, self.window).rung.connect(self.window.come_forward)
        self.window.show()
        if self.entrance is not None:
            self.entrance.leave()
            self.entrance.deleteLater()
            self.entrance = None
        return self.window

    def show_sample(self) -> None:
        """Open the window on the sample day, in memory."""
        window = self.show_window()
        if window is not None:
            QTimer.singleShot(0, window.open_sample)

    def close_desk(self) -> None:
        """Back up and give the desk free, once no window shows it."""
        kept, self.kept = self.kept, None
        if kept is not None:
            try:
                kept.close()
            except PlannerError as error:
                messages.fatal(error)

    def _make_entrance(self) -> Entrance:
        entrance = self.entrance = Entrance(self._settings)
        entrance.opened.connect(self.show_window)
        entrance.sample_wanted.connect(self.show_sample)
        entrance.other_raised.connect(QApplication.quit)
        return entrance

    def _change_desk(self) -> None:
        old, self.window = self.window, None
        self._make_entrance().ask()
        if old is not None:
            old.close_without_asking()
            old.deleteLater()
        self.close_desk()
