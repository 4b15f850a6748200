"""What covers the window while nobody is at it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk.form import Form


class LockPage(QWidget):
    """Asks for the pass-phrase again; nothing of the day shows behind it."""

    unlock_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(self.tr("已锁定"), self.tr("十分钟没有操作，或按了锁定。进行中的规划和导出仍在继续。"))
        self.form.setFixedSize(460, 280)
        self.secret = self.form.add_secret(self.tr("口令，或打印的恢复密钥"))
        self.unlock = self.form.add_button(self.tr("解锁"), is_primary=True)
        self.form.buttons.addStretch(1)
        self.unlock.clicked.connect(self._unlock)
        self.secret.returnPressed.connect(self._unlock)
        QVBoxLayout(self).addWidget(self.form, 0, Qt.AlignmentFlag.AlignCenter)

    def _unlock(self) -> None:
        if self.secret.text():
            self.unlock_wanted.emit(self.secret.text())
            self.secret.clear()
