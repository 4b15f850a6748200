"""What is known of one address, and the line in which its coordinates are typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from planner import outward
from planner.coordinates import Datum
from planner.errors import PlannerError
from planner.pinning import Doubt, read_point
from planner.visit import Level, Location
from ui import words

MOST_ALTERNATIVES = 4


class PinForm(QWidget):
    """Shows a doubt; `pinned` gives the WGS-84 point, `chosen` an alternative, `accepted` the township."""

    pinned = Signal(float, float)
    chosen = Signal(int)
    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.doubt: Doubt | None = None
        self.address = _label("title")
        self.cases, self.estimate, self.note, self.refusal = (
            _label(name) for name in ("quiet", "", "quiet", "attention")
        )
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.point = QLineEdit()
        self.point.setAccessibleName(self.tr("坐标：经度和纬度"))
        self.point.setPlaceholderText(self.tr("经度, 纬度，例如 121.4706, 31.2347"))
        self.point.returnPressed.connect(self.pin)
        self.datum = QComboBox()
        self.datum.setAccessibleName(self.tr("坐标系"))
        for datum, where in (
            (Datum.GCJ02, self.tr("高德、腾讯")),
            (Datum.BD09, self.tr("百度")),
            (Datum.WGS84, self.tr("GPS、天地图")),
        ):
            self.datum.addItem(f"{datum.value}　{where}", datum.value)
        self.datum.currentIndexChanged.connect(lambda _index: self._show_estimate())
        self.confirm_button = QPushButton(self.tr("确认，下一个（Enter）"))
        self.confirm_button.setObjectName("primary")
        self.confirm_button.clicked.connect(self.pin)
        self.town_button = QPushButton(self.tr("就按街镇安排（Ctrl+T）"))
        self.town_button.setShortcut("Ctrl+T")
        self.town_button.clicked.connect(self.accepted)
        self.choices = [self._choice(number) for number in range(1, MOST_ALTERNATIVES + 1)]
        self._lay_out()
        self.show_doubt(None)

    @property
    def chosen_datum(self) -> Datum:
        """The system in which coordinates are typed and shown."""
        return Datum(self.datum.currentData())

    def show_doubt(self, doubt: Doubt | None) -> None:
        """Show another address; what was typed for the last one goes, the system chosen stays."""
        self.doubt = doubt
        self.point.clear()
        self.refusal.clear()
        for field in (self.point, self.datum, self.confirm_button):
            field.setEnabled(doubt is not None)
        self.town_button.setVisible(doubt is not None and doubt.location.level is Level.TOWNSHIP)
        self._show_choices(doubt.location if doubt else None)
        self.address.setText(outward.clean(doubt.address) if doubt else "")
        self.cases.setText("、".join(doubt.cases) if doubt else "")
        self._show_estimate()
        self.note.setText(doubt.location.note if doubt else "")

    def pin(self) -> None:
        """Read what was typed; say what is wrong with it, or hand it on."""
        if self.doubt is None:
            return
        try:
            lon, lat = read_point(self.point.text(), self.chosen_datum)
        except PlannerError as error:
            self.refusal.setText(f"{error.message}{error.remedy}")
            return
        self.pinned.emit(lon, lat)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.point, 1)
        line.addWidget(self.datum)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 4, 0)
        for label in (self.cases, self.address, self.estimate, self.note):
            column.addWidget(label)
        for choice in self.choices:
            column.addWidget(choice)
        column.addSpacing(8)
        column.addLayout(line)
        column.addWidget(self.refusal)
        column.addWidget(self.confirm_button)
        column.addWidget(self.town_button)
        column.addStretch(1)

    def _choice(self, number: int) -> QPushButton:
        button = QPushButton()
        button.setShortcut(f"Alt+{number}")
        button.clicked.connect(lambda: self._take(number - 1))
        return button

    def _show_choices(self, location: Location | None) -> None:
        others = location.alternatives if location else ()
        for number, button in enumerate(self.choices):
            button.setVisible(number < len(others))
            if number < len(others):
                other = others[number]
                where = f"{other.district} {other.road or other.source}".strip()
                button.setText(
                    self.tr("或者在{0}，±{1} 米（Alt+{2}）").format(where, f"{other.radius_m:,}", number + 1)
                )
                button.setShortcut(f"Alt+{number + 1}")

    def _take(self, number: int) -> None:
        others = self.doubt.location.alternatives if self.doubt else ()
        if number < len(others):
            self.chosen.emit(number)

    def _show_estimate(self) -> None:
        self.estimate.setText(self._estimate(self.doubt.location) if self.doubt else "")

    def _estimate(self, location: Location) -> str:
        if location.level is Level.NONE:
            return self.tr("现在找不到")
        lon, lat = self.chosen_datum.from_wgs84(location.lon, location.lat)
        return self.tr("现在按{0}估计：{1}, {2}（{3}），±{4} 米").format(
            words.level_word(location.level),
            f"{lon:.5f}",
            f"{lat:.5f}",
            self.chosen_datum.value,
            f"{location.radius_m:,}",
        )


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
