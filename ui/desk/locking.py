"""Locks the window by hand or after ten idle minutes, and opens it again."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from planner import upkeep
from planner.errors import PlannerError
from planner.upkeep import Upkeep
from ui.desk.lock_page import LockPage
from ui.desk.passphrase_dialog import PassphraseDialog
from ui.workday import Workday

IDLE_MS = 10 * 60 * 1000
_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.Drop}
)


class Locking(QObject):
    """Swaps the window's body for the lock page; menu, shortcuts and other dialogs go with it."""

    def __init__(self, window: QMainWindow, shell: QStackedWidget, workday: Workday, desk: Upkeep) -> None:
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._workday = workday
        self._desk = desk
        self._hidden: list[QWidget] = []
        self.page = LockPage()
        self._shell.addWidget(self.page)
        self.page.unlock_wanted.connect(self.unlock)
        self.timer = QTimer(self, interval=IDLE_MS, singleShot=True)
        self.timer.timeout.connect(self.lock)
        self.timer.start()
        QApplication.instance().installEventFilter(self)

    @property
    def is_locked(self) -> bool:
        """Whether the lock page shows."""
        return self._shell.currentWidget() is self.page

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Every key, click or move of the mouse starts the ten minutes anew."""
        if event.type() in _SIGNS_OF_LIFE and not self.is_locked:
            self.timer.start()
        return False

    def lock(self) -> None:
        """Cover the window."""
        if self.is_locked:
            return
        self._hidden = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not self._window]
        for widget in self._hidden:
            widget.hide()
        # A disabled menu takes its shortcuts with it, a hidden body those of its buttons.
        for bar in (self._window.menuBar(), self._window.statusBar()):
            bar.setEnabled(False)
            bar.hide()
        self._shell.setCurrentWidget(self.page)
        self.page.form.say(None)
        self.page.secret.setFocus()

    def change_passphrase(self) -> PassphraseDialog:
        """Ask for another pass-phrase and set it."""
        dialog = PassphraseDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def change(passphrase: str) -> None:
            self._workday.run(
                lambda _tell: self._desk.change_passphrase(passphrase), lambda _none: dialog.accept(), dialog.refuse
            )

        dialog.wanted.connect(change)
        dialog.open()
        return dialog

    def unlock(self, typed: str) -> None:
        """Open the window when the pass-phrase is right; the log gets both answers."""
        secret = upkeep.secret_from(typed)
        self.page.setEnabled(False)
        self._workday.run(lambda _tell: self._desk.is_right(secret), self._answered)

    def _answered(self, is_right: bool) -> None:
        self.page.setEnabled(True)
        if not is_right:
            self.page.form.say(
                PlannerError(self.tr("口令不对"), self.tr("案件库仍锁定。"), self.tr("请核对大小写和输入法。"))
            )
            self.page.secret.setFocus()
            return
        for bar in (self._window.menuBar(), self._window.statusBar()):
            bar.setEnabled(True)
            bar.show()
        self._shell.setCurrentIndex(0)
        for widget in self._hidden:
            widget.show()
        self._hidden = []
        self.timer.start()
