"""The small inputs of a contact form: radio buttons and combo boxes that stand for values, days and times."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QTimeEdit,
    QWidget,
)


class Choices(QButtonGroup):
    """Radio buttons that stand for values; none is chosen at first."""

    def __init__(self, words: Mapping[Any, str], parent: QWidget, *, with_keys: bool = False) -> None:
        super().__init__(parent)
        # Kept here: a Qt property would hand an enumeration back as plain text.
        self._values = list(words)
        for at, word in enumerate(words.values()):
            self.addButton(QRadioButton(f"{word}(&{at + 1})" if with_keys else word), at)

    @property
    def value(self) -> Any:
        """What is chosen, None when nothing is."""
        return None if self.checkedId() < 0 else self._values[self.checkedId()]

    def button_of(self, value: Any) -> QAbstractButton:
        """The button that stands for a value."""
        return self.button(self._values.index(value))

    def clear(self) -> None:
        """Choose nothing."""
        self.setExclusive(False)
        for button in self.buttons():
            button.setChecked(False)
        self.setExclusive(True)


def choice(name: str, words_of: Mapping[str, str]) -> QComboBox:
    """A combo box of fixed words, each standing for a value."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    for value, word in words_of.items():
        combo.addItem(word, value)
    return combo


def day_edit(name: str) -> QDateEdit:
    """A day with a calendar to open."""
    edit = QDateEdit(calendarPopup=True)
    edit.setAccessibleName(name)
    edit.setDisplayFormat("yyyy-MM-dd ddd")
    return edit


def time_edit(name: str, hour: int) -> QTimeEdit:
    """A time of the day, at first the full hour."""
    edit = QTimeEdit(QTime(hour, 0))
    edit.setAccessibleName(name)
    edit.setDisplayFormat("HH:mm")
    return edit


def pair(first: QWidget, second: QWidget) -> QHBoxLayout:
    """From and to on one line."""
    row = QHBoxLayout()
    row.addWidget(first, 1)
    row.addWidget(QLabel("–"))
    row.addWidget(second, 1)
    return row


def date_of(edit: QDateEdit) -> date:
    """The day that stands in an edit."""
    day = edit.date()
    return date(day.year(), day.month(), day.day())


def seconds_of(edit: QTimeEdit) -> int:
    """Seconds since midnight of the time that stands in an edit."""
    return edit.time().hour() * 3600 + edit.time().minute() * 60
