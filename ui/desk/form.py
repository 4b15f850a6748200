"""What the pages before the window share: a title, a few lines, fields below one another, a sentence, buttons."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner.errors import PlannerError


class Form(QWidget):
    """One page; `say` shows what is wrong below its fields."""

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self.title = QLabel(title)
        self.title.setObjectName("title")
        self.text = QLabel(text)
        self.text.setObjectName("quiet")
        self.trouble = QLabel()
        self.trouble.setObjectName("stopped")
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        for label in (self.title, self.text, self.trouble):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        layout.addLayout(self.fields)
        layout.addWidget(self.trouble)
        layout.addStretch(1)
        layout.addLayout(self.buttons)
        self.trouble.hide()

    def add_secret(self, label: str) -> QLineEdit:
        """A field behind dots."""
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(label)
        field.setMaxLength(1_000)
        named = QLabel(label)
        named.setBuddy(field)
        self.fields.addWidget(named)
        self.fields.addWidget(field)
        return field

    def add_button(self, text: str, *, is_primary: bool = False) -> QPushButton:
        """A button in the bottom row; the main one is pressed by Enter."""
        button = QPushButton(text)
        button.setAutoDefault(is_primary)
        button.setDefault(is_primary)
        if is_primary:
            button.setObjectName("primary")
        self.buttons.addWidget(button)
        return button

    def begin(self) -> None:
        """The page has come up: put the cursor where one begins."""
        first = next((f for f in self.findChildren(QLineEdit)), None) or self.findChild(QPushButton, "primary")
        if first is not None:
            first.setFocus()

    def say(self, error: PlannerError | None) -> None:
        """Show what is wrong and what to do, or nothing."""
        self.trouble.setText(f"{error.title}：{error.message}{error.remedy}" if error else "")
        self.trouble.setVisible(error is not None)
