"""PySide6 6.12.0 on Python 3.11 drops a reference to None with every call and aborts after some thousand."""

import sys

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication


def test_qt_calls_cost_no_reference_to_none(qapp: QApplication) -> None:
    """Four hundred calls into Qt leave None's reference count where it was, give or take a few of other threads."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        QCoreApplication.processEvents()
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 100
