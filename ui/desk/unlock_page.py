"""Opens a desk that is there: by pass-phrase or recovery key; a damaged one by its back-ups."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem

from planner.errors import PlannerError
from planner.upkeep import Backup
from ui import words
from ui.desk.form import Form


class UnlockPage(Form):
    """One field; below it, when they help, the back-ups, or a button to go on without lost writes."""

    unlock_wanted = Signal(str)
    loss_accepted = Signal(str)
    restore_wanted = Signal(object, str)
    """A Backup, and what was typed."""
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("打开案件库"))
        self.secret = self.add_secret(self.tr("口令，或打印的恢复密钥"))
        self.backups_title = QLabel(self.tr("最近的备份（恢复到新文件，原文件保留）："))
        self.backups = QListWidget()
        self.backups.setAccessibleName(self.tr("最近的备份"))
        self.backups.setMaximumHeight(120)
        self.fields.addWidget(self.backups_title)
        self.fields.addWidget(self.backups)
        self.other = self.add_button(self.tr("换一个案件库"))
        self.buttons.addStretch(1)
        self.accept_loss = self.add_button(self.tr("照现状打开"))
        self.restore = self.add_button(self.tr("从所选备份恢复"))
        self.unlock = self.add_button(self.tr("打开"), is_primary=True)
        self.other.clicked.connect(self.other_wanted)
        self.unlock.clicked.connect(self._unlock)
        self.secret.returnPressed.connect(self._unlock)
        self.accept_loss.clicked.connect(lambda: self.loss_accepted.emit(self.secret.text()))
        self.restore.clicked.connect(self._restore)
        self.show_for(Path())

    def show_for(self, file: Path) -> None:
        """Start anew, for a file."""
        self.text.setText(str(file))
        self.secret.clear()
        self.say(None)
        self.offer_backups(())
        self.accept_loss.hide()
        self.secret.setFocus()

    def refuse(self, error: PlannerError, backups: Sequence[Backup], *, is_loss: bool) -> None:
        """Say why it did not open, and offer what helps."""
        self.say(error)
        self.offer_backups(backups)
        self.accept_loss.setVisible(is_loss)
        self.secret.setFocus()
        self.secret.selectAll()

    def offer_backups(self, backups: Sequence[Backup]) -> None:
        """List back-ups, newest first; none hides the list."""
        self.backups.clear()
        for backup in backups:
            day = words.short_day(backup.made.date())
            item = QListWidgetItem(f"{day} {backup.made:%H:%M:%S}　{backup.file.name}")
            item.setData(Qt.ItemDataRole.UserRole, backup)
            self.backups.addItem(item)
        self.backups.setCurrentRow(0)
        for widget in (self.backups_title, self.backups, self.restore):
            widget.setVisible(bool(backups))

    def _unlock(self) -> None:
        if self.secret.text() and self.unlock.isEnabled():
            self.unlock_wanted.emit(self.secret.text())

    def _restore(self) -> None:
        item = self.backups.currentItem()
        if item is not None:
            self.restore_wanted.emit(item.data(Qt.ItemDataRole.UserRole), self.secret.text())
