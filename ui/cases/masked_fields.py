"""A person's name, id and phone: masked, and each by itself shown for half a minute, which goes into the log."""

from PySide6.QtCore import Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from planner import outward
from planner.case import Case

SHOWN_MS = 30_000


class MaskedFields(QWidget):
    """One row a field; `wanted` is emitted with case number and field, `reveal` shows it."""

    def __init__(self, case: Case, wanted: SignalInstance) -> None:
        super().__init__()
        self.number = case.number
        person = case.debtor
        told = {
            "name": (self.tr("姓名"), person.name, outward.mask_name(person.name)),
            "mobile": (self.tr("手机"), person.mobile, outward.mask_phone(person.mobile)),
            "id": (self.tr("证件"), person.id_number, outward.last_four(person.id_number)),
        }
        self._texts = {field: (outward.clean(full), masked) for field, (_, full, masked) in told.items() if full}
        self.labels: dict[str, QLabel] = {}
        self.buttons: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, (field, (_, masked)) in enumerate(self._texts.items()):
            heading = QLabel(told[field][0])
            heading.setObjectName("quiet")
            label = self.labels[field] = QLabel(masked)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            button = self.buttons[field] = QPushButton(self.tr("显示 30 秒"))
            button.setToolTip(self.tr("查看记入审计日志"))
            button.setAccessibleName(f"{self.tr('显示 30 秒')} {told[field][0]}")
            button.clicked.connect(lambda _on=False, f=field: wanted.emit(self.number, f))
            for column, widget in enumerate((heading, label, button)):
                grid.addWidget(widget, row, column)
        self.timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self.timer.timeout.connect(self.mask)

    def reveal(self, number: str, field: str) -> None:
        """Show one field in full and all others masked, until the time is over."""
        if number == self.number and field in self._texts:
            self.mask()
            self.labels[field].setText(self._texts[field][0])
            self.buttons[field].setEnabled(False)
            self.timer.start()

    def mask(self) -> None:
        """Mask every field."""
        self.timer.stop()
        for field, (_, masked) in self._texts.items():
            self.labels[field].setText(masked)
            self.buttons[field].setEnabled(True)
