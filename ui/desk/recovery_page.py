"""Shows the recovery key, once."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel

from planner import outward
from planner.errors import PlannerError
from ui.desk.form import Form


class RecoveryPage(Form):
    """The key in eight groups, to print or to save; on goes who says that it is safe."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__(
            self.tr("恢复密钥"),
            self.tr(
                "忘记口令时只有它能打开案件库。它只显示这一次，程序不保存；请打印后和合同一样锁好，不要放在同一台电脑上。"
            ),
        )
        self.key = QLabel()
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSize(15)
        self.key.setFont(font)
        self.key.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.key.setAccessibleName(self.tr("恢复密钥"))
        self.is_safe = QCheckBox(self.tr("我已把恢复密钥放在安全的地方"))
        self.fields.addSpacing(8)
        self.fields.addWidget(self.key)
        self.fields.addSpacing(8)
        self.fields.addWidget(self.is_safe)
        self.print = self.add_button(self.tr("打印…"))
        self.save = self.add_button(self.tr("另存为文本…"))
        self.buttons.addStretch(1)
        self.go_on = self.add_button(self.tr("开始工作"), is_primary=True)
        self.go_on.setEnabled(False)
        self.is_safe.toggled.connect(self.go_on.setEnabled)
        self.go_on.clicked.connect(self.done)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._choose_file)
        self._file = ""

    def show_key(self, recovery: str, file: Path) -> None:
        """Show a new desk's key."""
        self._file = file.name
        groups = recovery.split("-")
        self.key.setText("  ".join(groups[:4]) + "\n" + "  ".join(groups[4:]))
        self._recovery = recovery

    def forget(self) -> None:
        """Take the key off the screen and out of this page."""
        self.key.clear()
        self._recovery = ""

    def save_to(self, name: str) -> None:
        """Write the key into a text file, for a stick that is then locked away."""
        try:
            outward.write_whole(Path(name), self._text().encode())
        except PlannerError as error:
            self.say(error)

    def _text(self) -> str:
        return self.tr("Waifang 外访 恢复密钥\n案件库：{0}\n\n{1}\n").format(self._file, self._recovery)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("恢复密钥存到（请用 U 盘）"), "", "*.txt")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    def _print(self) -> None:
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._print_on(printer))
        dialog.open()

    def _print_on(self, printer: QPrinter) -> None:
        document = QTextDocument()
        document.setPlainText(self._text())
        document.print_(printer)
