"""The only mouth: refusals, notices and crash reports are said here, quietly, inside the window."""

import platform
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, qVersion
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.errors import PlannerError

NOTICE_MS = 8_000
SHOWN = 2


class Message(QFrame):
    """One thing said: a title, a sentence, what to do next, and details behind a click."""

    def __init__(self, title: str, text: str, details: str, state: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setProperty("state", state)
        self.text = f"{title}　{text}" if text else title
        label = QLabel(self.text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self._details = QPlainTextEdit(details)
        self._details.setAccessibleName(self.tr("详情"))
        self._details.setReadOnly(True)
        self._details.setMaximumHeight(160)
        self._details.hide()
        more = QPushButton(self.tr("详情"))
        more.setCheckable(True)
        more.setVisible(bool(details))
        more.toggled.connect(self._details.setVisible)
        close = QPushButton(self.tr("知道了"))
        close.clicked.connect(self.deleteLater)
        row = QHBoxLayout()
        row.addWidget(label, 1)
        row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 2, 8, 2)
        layout.addLayout(row)
        layout.addWidget(self._details)


class Messages(QWidget):
    """Where the window speaks: the newest messages on top, older ones make room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(8, 0, 8, 0)
        self._layout.setSpacing(4)

    def show_refusal(self, error: PlannerError) -> None:
        """Say what the user can act on; it stays until it is closed."""
        self._say(error.title, f"{error.message}{error.remedy}", "", "stopped")

    def warn(self, title: str, text: str = "", details: str = "") -> None:
        """Say what needs a person; it stays until it is closed."""
        self._say(title, text, details, "attention")

    def notice(self, title: str, text: str = "", details: str = "") -> None:
        """Say that something is done; it goes away by itself."""
        message = self._say(title, text, details, "ok")
        QTimer.singleShot(NOTICE_MS, message, message.deleteLater)

    def report(self, error: BaseException) -> None:
        """Say that we failed. The report names places in our code and versions, never the error's own text."""
        self._say(
            self.tr("程序内部错误"),
            self.tr("这一步没有完成，其余数据不受影响。请把详情发给开发者；其中没有个人信息。"),
            crash_report(error),
            "stopped",
        )

    @property
    def texts(self) -> list[str]:
        """What stands there now, newest first."""
        return [message.text for message in self._shown()]

    def _say(self, title: str, text: str, details: str, state: str) -> Message:
        message = Message(title, text, details, state, self)
        self._layout.insertWidget(0, message)
        for old in self._shown()[SHOWN:]:
            old.hide()
            old.deleteLater()
        return message

    def _shown(self) -> list[Message]:
        items = (self._layout.itemAt(i) for i in range(self._layout.count()))
        return [item.widget() for item in items if item is not None and isinstance(item.widget(), Message)]


class Questions(QObject):
    """The few questions that cannot be asked on a page. None blocks the event loop."""

    def password(self, parent: QWidget, why: str, answered: Callable[[str], None]) -> None:
        """Ask for a file's password; nothing happens when the dialog is closed."""
        dialog = QInputDialog(parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("需要密码"))
        dialog.setLabelText(why)
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(answered)
        dialog.open()

    def closing(self, parent: QWidget, agreed: Callable[[], None]) -> None:
        """Ask once whether to close although closing forgets."""
        box = QMessageBox(parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("关闭 Waifang 外访？"))
        box.setText(self.tr("案件和联系结果只在内存中，关闭后会丢失。已生成的文件不受影响。"))
        close = box.addButton(self.tr("关闭并丢弃"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.tr("继续工作"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        close.clicked.connect(agreed)
        box.open()

    def about(self, parent: QWidget, version: str) -> None:
        """Say what this program is."""
        box = QMessageBox(parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(self.tr("关于 Waifang 外访"))
        box.setText(self.tr("Waifang 外访 {0}").format(version))
        box.setInformativeText(
            self.tr("合规上门的规划、路线与文件。全部在本机运行，不联网。\nMIT 许可。上门前请人工核对。")
        )
        box.open()


def fatal(error: PlannerError) -> None:
    """Say before there is a window why there will be none."""
    QMessageBox.critical(None, error.title, f"{error.message}\n{error.remedy}")


def crash_report(error: BaseException) -> str:
    """Kind of error, places in our code and versions; the error's own text is left out, it may name people."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
    return f"{type(error).__name__}\n{places}\n{versions}"
