"""A new desk: where, and by which pass-phrase."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton

from planner.errors import PlannerError
from planner.upkeep import SHORTEST, SUFFIX
from ui.desk.form import Form


class CreatePage(Form):
    """Place, pass-phrase twice, and whether the system may keep the key."""

    create_wanted = Signal(object, str, bool)
    """Path, pass-phrase, whether to use the keyring."""
    back_wanted = Signal()

    def __init__(self, *, has_keyring: bool) -> None:
        super().__init__(
            self.tr("新建案件库"),
            self.tr("口令至少 {0} 个字符，只有您知道；忘记时靠恢复密钥，两样都没有就再也打不开。").format(SHORTEST),
        )
        self.place = QLineEdit(str(Path(_documents(), f"desk{SUFFIX}")))
        self.place.setAccessibleName(self.tr("文件"))
        choose = QPushButton(self.tr("选择…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        named = QLabel(self.tr("文件（本机磁盘，不要放进云盘或共享文件夹）"))
        named.setBuddy(self.place)
        self.fields.addWidget(named)
        self.fields.addLayout(row)
        self.first = self.add_secret(self.tr("口令"))
        self.second = self.add_secret(self.tr("再输入一次"))
        self.keyring = QCheckBox(self.tr("由系统钥匙串记住，在本机打开时不再询问"))
        self.keyring.setVisible(has_keyring)
        self.fields.addWidget(self.keyring)
        self.back = self.add_button(self.tr("返回"))
        self.buttons.addStretch(1)
        self.create = self.add_button(self.tr("新建"), is_primary=True)
        self.back.clicked.connect(self.back_wanted)
        self.create.clicked.connect(self._create)

    def _create(self) -> None:
        if self.first.text() != self.second.text():
            self.say(PlannerError(self.tr("口令不一致"), self.tr("两次输入的口令不同。"), self.tr("请重新输入。")))
            return
        file = Path(self.place.text().strip())
        if file.suffix != SUFFIX:
            file = file.with_name(file.name + SUFFIX)
        self.say(None)
        self.create_wanted.emit(file, self.first.text(), self.keyring.isChecked() and self.keyring.isVisible())

    def _choose(self) -> None:
        dialog = QFileDialog(self, self.tr("案件库存为"), str(Path(self.place.text()).parent), f"*{SUFFIX}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.fileSelected.connect(self.place.setText)
        dialog.open()


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
