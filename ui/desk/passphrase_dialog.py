"""Sets another pass-phrase on an open desk."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from planner.errors import PlannerError
from planner.upkeep import SHORTEST
from ui.desk.form import Form


class PassphraseDialog(QDialog):
    """The new one twice; `refuse` keeps the dialog with what is wrong."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("更改口令"))
        self.form = Form(
            self.tr("更改口令"), self.tr("至少 {0} 个字符。旧口令随即失效，恢复密钥照旧有效。").format(SHORTEST)
        )
        self.first = self.form.add_secret(self.tr("新口令"))
        self.second = self.form.add_secret(self.tr("再输入一次"))
        self.cancel = self.form.add_button(self.tr("取消"))
        self.form.buttons.addStretch(1)
        self.change = self.form.add_button(self.tr("更改"), is_primary=True)
        self.cancel.clicked.connect(self.reject)
        self.change.clicked.connect(self._change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.setMinimumWidth(420)
        self.form.begin()

    def refuse(self, error: PlannerError) -> None:
        """Say why the pass-phrase was not taken."""
        self.form.say(error)

    def _change(self) -> None:
        if self.first.text() != self.second.text():
            self.refuse(PlannerError(self.tr("口令不一致"), self.tr("两次输入的口令不同。"), self.tr("请重新输入。")))
        else:
            self.wanted.emit(self.first.text())
