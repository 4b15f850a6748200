"""What stands before the window: choosing, making and unlocking a desk. Nothing here blocks the event loop."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout

from planner import upkeep
from planner.clock import Progress
from planner.errors import PlannerError
from planner.upkeep import Backup, Damaged, InUse, Locked, LostWrites, Secret, Upkeep
from ui import messages
from ui.desk.choose_page import ChoosePage
from ui.desk.create_page import CreatePage
from ui.desk.form import Form
from ui.desk.recovery_page import RecoveryPage
from ui.desk.single import call_other
from ui.desk.unlock_page import UnlockPage
from ui.work import Workers

LAST = "desk/file"


class Entrance(QDialog):
    """Leads to an open desk, or to the sample."""

    opened = Signal(object)
    """An Upkeep."""
    sample_wanted = Signal()
    other_raised = Signal()
    """The desk is open in another window, which has come to the front."""

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        self.setWindowTitle("Waifang 外访")
        self.setMinimumSize(560, 420)
        self._settings = settings
        self._workers = Workers(self)
        self._file = Path()
        self._made: Upkeep | None = None
        self.choose = ChoosePage()
        self.unlock = UnlockPage()
        self.create = CreatePage(has_keyring=upkeep.has_keyring())
        self.recovery = RecoveryPage()
        self.pages = QStackedWidget()
        for page in (self.choose, self.unlock, self.create, self.recovery):
            self.pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)
        self._connect()

    def begin(self, file: Path | None = None) -> None:
        """Start with a file, else with the one of last time, else by asking."""
        last = str(self._settings.value(LAST, ""))
        self.show()
        if file is None and not last:
            self._turn_to(self.choose)
        else:
            self.try_keyring(file or Path(last))

    def ask(self) -> None:
        """Ask, whatever was open last time."""
        self._workers.stop()
        self.show()
        self._turn_to(self.choose)

    def try_keyring(self, file: Path) -> None:
        """Open a desk without asking when the system's keyring can, else ask."""
        self._file = file
        self.unlock.show_for(file)
        self._turn_to(self.unlock)
        self._open(Secret())

    def leave(self) -> None:
        """Go away; whatever still ran here is over before the dialog dies."""
        self._workers.stop()
        self.hide()

    def reject(self) -> None:
        """Closing it ends the program; a desk that was just made is closed too."""
        self._workers.stop()
        if self._made is not None:
            self._made.store.close()
            self._made = None
        super().reject()

    def _connect(self) -> None:
        self.choose.new_wanted.connect(lambda: self._turn_to(self.create))
        self.choose.open_wanted.connect(self._choose_file)
        self.choose.sample_wanted.connect(self.sample_wanted)
        self.create.back_wanted.connect(lambda: self._turn_to(self.choose))
        self.create.create_wanted.connect(self._create)
        self.unlock.other_wanted.connect(lambda: self._turn_to(self.choose))
        self.unlock.unlock_wanted.connect(lambda typed: self._open(upkeep.secret_from(typed)))
        self.unlock.loss_accepted.connect(lambda typed: self._open(upkeep.secret_from(typed), accepts_loss=True))
        self.unlock.restore_wanted.connect(self._recover)
        self.recovery.done.connect(self._leave_recovery)

    def _turn_to(self, page: Form) -> None:
        self.pages.setCurrentWidget(page)
        page.begin()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("打开案件库"), str(self._file.parent), f"*{upkeep.SUFFIX}")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.try_keyring(Path(name)))
        dialog.open()

    def _open(self, secret: Secret, *, accepts_loss: bool = False) -> None:
        file = self._file
        self._run(lambda _tell: upkeep.open_desk(file, secret, accepts_loss=accepts_loss), self._enter, self._refused)

    def _recover(self, backup: Backup, typed: str) -> None:
        target = self._file.with_name(f"{self._file.stem}-{backup.made:%Y%m%d-%H%M%S}{upkeep.SUFFIX}")
        secret = upkeep.secret_from(typed)
        self._run(lambda _tell: upkeep.recover(backup.file, target, secret), self._enter, self.unlock.say)

    def _create(self, file: Path, passphrase: str, with_keyring: bool) -> None:
        self._run(
            lambda _tell: upkeep.create(file, passphrase, with_keyring=with_keyring),
            self._show_recovery,
            self.create.say,
        )

    def _show_recovery(self, made: tuple[Upkeep, str]) -> None:
        self._made, recovery = made
        self.recovery.show_key(recovery, self._made.file)
        self._turn_to(self.recovery)

    def _leave_recovery(self) -> None:
        made, self._made = self._made, None
        self.recovery.forget()
        if made is not None:
            self._enter(made)

    def _enter(self, desk: Upkeep) -> None:
        self._settings.setValue(LAST, str(desk.file))
        self.opened.emit(desk)

    def _refused(self, error: PlannerError) -> None:
        if isinstance(error, InUse) and call_other(self._file):
            self.other_raised.emit()
            return
        if isinstance(error, Locked) and not self.unlock.secret.text():
            return  # Nobody has been asked yet: the page does so.
        helps = isinstance(error, Damaged | LostWrites)
        backups = upkeep.newest_backups(self._file) if helps else []
        self.unlock.refuse(error, backups, is_loss=isinstance(error, LostWrites))

    def _run(
        self, job: Callable[[Progress], Any], then: Callable[[Any], None], refused: Callable[[PlannerError], None]
    ) -> None:
        work = self._workers.work(job)
        work.finished.connect(then)
        work.refused.connect(refused)
        work.crashed.connect(self._crashed)
        work.ended.connect(lambda: self.pages.setEnabled(True))
        self.pages.setEnabled(False)
        self._workers.start(work)

    def _crashed(self, error: Exception) -> None:
        page = self.pages.currentWidget()
        if isinstance(page, Form):
            page.say(PlannerError(self.tr("程序内部错误"), messages.crash_report(error)))
