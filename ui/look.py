"""Colours, type and style: Fusion under a small palette of our own, light or dark as the system is."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QApplication

FONTS = ["Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC"]
POINT_SIZE = 10
ROW_HEIGHT = 28
TEAM_COLOURS = (
    "#0072B2 #D55E00 #009E73 #CC79A7 #E69F00 #56B4E9 #8C6D31 #5E4FA2 #1B7F5C #A6402B #B0308A #5F6B7A"
).split()


@dataclass(frozen=True, slots=True)
class Scheme:
    """The colours of one scheme; `states` are told apart by a word as well."""

    window: str
    surface: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    states: dict[str, str]


LIGHT = Scheme(
    *"#F6F7F9 #FFFFFF #D9DEE4 #1F2328 #57606A #0B5CAD #FFFFFF".split(),
    {"ok": "#1A7F37", "attention": "#9A6700", "stopped": "#B42318", "letter": "#6E40C9"},
)
DARK = Scheme(
    *"#1E2227 #262B31 #3A414A #E6EAEE #9AA4AF #5AA2F0 #10151A".split(),
    {"ok": "#57C26E", "attention": "#D9A53A", "stopped": "#F4867C", "letter": "#B49AF2"},
)


def scheme() -> Scheme:
    """The scheme that the system asks for."""
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def team_colour(index: int) -> tuple[str, bool]:
    """Colour of the team at `index` in the plan, and whether it is drawn dashed because the colours ran out."""
    return TEAM_COLOURS[index % len(TEAM_COLOURS)], index >= len(TEAM_COLOURS)


def readable_on(colour: str) -> str:
    """Black or white, whichever has more contrast on a colour (relative luminance of WCAG 2, equal at 0.179)."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#FFFFFF"


def swatch(index: int) -> QIcon:
    """A small square in a team's colour, hollow and dashed from the thirteenth on; framed white when selected."""
    icon = QIcon(_square(index, ""))
    icon.addPixmap(_square(index, "#FFFFFF"), QIcon.Mode.Selected)
    return icon


def _square(index: int, frame: str) -> QPixmap:
    colour, is_dashed = team_colour(index)
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(frame) if frame else Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    if is_dashed:
        painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.DashLine))
        painter.drawRect(2, 2, 8, 8)
    else:
        painter.fillRect(1, 1, 10, 10, QColor(colour))
    painter.end()
    return pixmap


def apply(app: QApplication) -> None:
    """Dress the application, now and whenever the system changes between light and dark."""
    app.setStyle("Fusion")
    font = QFont()
    font.setFamilies(FONTS)
    font.setPointSize(POINT_SIZE)
    app.setFont(font)
    _dress(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _dress(app))


def _dress(app: QApplication) -> None:
    colours = scheme()
    app.setPalette(_palette(colours))
    app.setStyleSheet(_sheet(colours))


def _palette(c: Scheme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.window),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.ToolTipBase, c.surface),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.quiet),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.accent),
        (role.Accent, c.accent),
        (role.Mid, c.line),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.quiet))
    return palette


def _sheet(c: Scheme) -> str:
    attention, stopped, ok = c.states["attention"], c.states["stopped"], c.states["ok"]
    return f"""
    QToolTip {{ background: {c.surface}; color: {c.text}; border: 1px solid {c.line}; padding: 4px; }}
    QMenuBar {{ background: {c.window}; }}
    QStatusBar {{ background: {c.window}; border-top: 1px solid {c.line}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ padding: 0 8px; }}
    QTableView, QTreeView, QListView, QScrollArea, QPlainTextEdit, QAbstractScrollArea#timeline
        {{ background: {c.surface}; border: 1px solid {c.line}; }}
    QScrollArea#card, QWidget#cardbody {{ background: transparent; border: none; }}
    QTableView, QTreeView {{ gridline-color: {c.line}; selection-background-color: {c.accent};
        selection-color: {c.on_accent}; }}
    QTableView::item {{ padding: 0 6px; }}
    QHeaderView::section {{ background: {c.window}; color: {c.quiet}; border: none; padding: 4px 6px;
        border-bottom: 1px solid {c.line}; }}
    QTableView QHeaderView::section {{ padding: 4px 9px; }}
    QTreeView QHeaderView::section {{ padding: 4px 3px; }}
    QRadioButton::indicator {{ width: 12px; height: 12px; border: 1px solid {c.quiet}; border-radius: 7px;
        background: {c.surface}; }}
    QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 4px solid {c.accent}; }}
    QRadioButton::indicator:disabled {{ border-color: {c.line}; }}
    QRadioButton:focus {{ color: {c.accent}; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar {{ qproperty-drawBase: 0; }}
    QTabBar::tab {{ padding: 5px 12px; border: none; border-bottom: 2px solid transparent; color: {c.quiet}; }}
    QTabBar::tab:selected {{ color: {c.text}; border-bottom-color: {c.accent}; font-weight: 600; }}
    QTabBar::tab:hover, QTabBar::tab:focus {{ color: {c.accent}; }}
    QSplitter::handle {{ background: {c.window}; }}
    QLabel#title {{ font-size: 13pt; font-weight: 600; }}
    QLabel#quiet {{ color: {c.quiet}; }}
    QLabel#attention {{ color: {attention}; }}
    QLabel#stopped {{ color: {stopped}; }}
    QLabel#ok {{ color: {ok}; }}
    QLabel#section {{ font-weight: 600; padding: 4px 0; qproperty-indent: 0; }}
    QPushButton {{ padding: 5px 12px; border: 1px solid {c.line}; border-radius: 3px; background: {c.surface}; }}
    QPushButton:hover, QPushButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled {{ color: {c.quiet}; background: {c.window}; }}
    QPushButton#primary {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
    QPushButton#primary:focus {{ border: 2px solid {c.text}; padding: 4px 11px; }}
    QPushButton#primary:disabled {{ background: {c.line}; color: {c.quiet}; border-color: {c.line}; }}
    QPushButton#slot {{ text-align: left; padding: 1px 8px; }}
    QPushButton#step {{ border: none; border-bottom: 3px solid transparent; border-radius: 0; padding: 8px 16px;
        background: transparent; color: {c.quiet}; }}
    QPushButton#step:checked {{ color: {c.text}; border-bottom-color: {c.accent}; }}
    QPushButton#step:hover, QPushButton#step:focus {{ color: {c.accent}; }}
    QPushButton#step[state="attention"] {{ color: {attention}; }}
    QPushButton#step[state="ok"] {{ color: {ok}; }}
    QWidget#panel {{ background: {c.surface}; }}
    QFrame#message QPushButton {{ padding: 2px 8px; }}
    QWidget#topbar {{ border-bottom: 1px solid {c.line}; }}
    QFrame#message {{ background: {c.surface}; border: 1px solid {c.line}; border-left: 4px solid {c.accent}; }}
    QFrame#message[state="stopped"] {{ border-left-color: {stopped}; }}
    QFrame#message[state="attention"] {{ border-left-color: {attention}; }}
    QFrame#message[state="ok"] {{ border-left-color: {ok}; }}
    QFrame#strip {{ background: {c.surface}; border: 1px solid {c.line}; border-left: 4px solid {attention}; }}
    QProgressBar {{ border: 1px solid {c.line}; border-radius: 3px; text-align: center; background: {c.surface};
        color: {c.text}; min-height: 26px; }}
    QProgressBar::chunk {{ background: {c.line}; }}
    """
