"""The windows that the debtor on the phone can be offered, numbered as the keys that take them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from planner.offering import Offer, Slots
from ui.offers import offer_words

NUM_ROWS = 5


class SlotList(QWidget):
    """Five buttons, or the sentence that says why there are none. The keys work wherever `page` has the focus."""

    chosen = Signal(object)
    """The Offer that was taken."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._offers: tuple[Offer, ...] = ()
        title = QLabel(self.tr("可约时段（按 1–5 填入）"))
        title.setObjectName("section")
        self.hint = QLabel()
        self.hint.setObjectName("quiet")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setWordWrap(True)
        self.rows = tuple(QPushButton() for _ in range(NUM_ROWS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(title)
        layout.addWidget(self.hint)
        for n, row in enumerate(self.rows):
            row.setObjectName("slot")
            row.clicked.connect(lambda _on=False, n=n: self._choose(n))
            key = QShortcut(QKeySequence(str(n + 1)), page)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda n=n: self._choose(n))
            layout.addWidget(row)
        self.clear()

    def clear(self) -> None:
        """Nobody is on the phone."""
        self._show((), "")

    def wait(self) -> None:
        """They are being looked for."""
        self._show((), self.tr("正在查找…"))

    def show_slots(self, slots: Slots) -> None:
        """What was found."""
        self._show(slots.offers, slots.reason)

    def _show(self, offers: tuple[Offer, ...], hint: str) -> None:
        self._offers = offers
        self.setVisible(bool(offers or hint))
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        for n, row in enumerate(self.rows):
            row.setVisible(n < len(offers))
            if n < len(offers):
                row.setText(f"{n + 1}　{offer_words(offers[n])}")

    def _choose(self, n: int) -> None:
        if n < len(self._offers):
            self.chosen.emit(self._offers[n])
