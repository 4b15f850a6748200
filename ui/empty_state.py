"""What a page shows while there is nothing to show: what is missing, and the button that helps."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A title, a few lines and buttons in the middle of a page."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.title = QLabel(title)
        self.title.setObjectName("title")
        self.text = QLabel(text)
        self.text.setObjectName("quiet")
        self._buttons = QHBoxLayout()
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addLayout(self._buttons)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)

    def add_button(self, text: str, *, is_primary: bool = False) -> QPushButton:
        """A button below the text."""
        button = QPushButton(text)
        if is_primary:
            button.setObjectName("primary")
        self._buttons.addWidget(button)
        return button
