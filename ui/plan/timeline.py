"""One row a team: travel, waiting, break and service drawn apart, the agreed window behind the selected visit."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip

from planner.clock import hhmm
from planner.plan import Plan
from planner.replanning import Lock
from ui import look, words
from ui.plan.locking import lock_of, lock_word
from ui.plan.timeline_bars import Bar, BarKind, Lane, lanes_of
from ui.selection import Selection

HEAD = 24
ROW = 26
NAMES, WIDEST_NAMES = 64, 150
"""Pixels for the teams' names: as the longest one needs, within these."""
FIRST_HOUR, LAST_HOUR = 7, 22
ZOOM_STEP = 1.25
LONGEST_ZOOM = 16.0
SELECTED_WINDOW, OTHER_WINDOW, TRAVEL = 90, 10, 150
"""Opacity of 255: bands of the others overlap and must stay faint."""


class Timeline(QAbstractScrollArea):
    """Ctrl+wheel zooms; arrows walk along the stops and between the teams."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.setObjectName("timeline")
        self.setAccessibleName(self.tr("时间线"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(HEAD + 3 * ROW)
        self.viewport().setMouseTracking(True)
        self._selection = selection
        self._zoom = 1.0
        self._names = NAMES
        self._locks: Mapping[str, Lock] = {}
        self.lanes: tuple[Lane, ...] = ()
        self._places: dict[str, tuple[int, Bar]] = {}
        self._span = (FIRST_HOUR * 3600, LAST_HOUR * 3600)
        selection.changed.connect(self._show_selected)

    def show_plan(self, plan: Plan | None) -> None:
        """Draw a plan, or nothing."""
        self.lanes = lanes_of(plan)
        self._places = {
            bar.visit_id: (row, bar)
            for row, lane in enumerate(self.lanes)
            for bar in lane.bars
            if bar.kind is BarKind.SERVICE
        }
        longest = max((self.fontMetrics().horizontalAdvance(lane.team) for lane in self.lanes), default=0)
        self._names = min(max(NAMES, longest + 34), WIDEST_NAMES)
        begins = min((lane.hours.start for lane in self.lanes), default=FIRST_HOUR * 3600)
        ends = max((lane.hours.end for lane in self.lanes), default=LAST_HOUR * 3600)
        self._span = (begins // 3600 * 3600, -(-ends // 3600) * 3600)
        self._fit()
        self._show_selected(self._selection.id)

    def show_locks(self, locks: Mapping[str, Lock]) -> None:
        """Mark what is locked, by visit id or another case of the visit."""
        self._locks = dict(locks)
        self.viewport().update()

    def bar_at(self, point: QPoint) -> Bar | None:
        """The service or rest bar under a point of the viewport, None beside one."""
        row = (point.y() - HEAD + self.verticalScrollBar().value()) // ROW
        if point.y() < HEAD or point.x() < self._names or not 0 <= row < len(self.lanes):
            return None
        shown = (bar for bar in reversed(self.lanes[row].bars) if bar.kind is not BarKind.WINDOW)
        return next((bar for bar in shown if self._x(bar.start) <= point.x() <= self._x(bar.end)), None)

    def _name_at(self, point: QPoint) -> str:
        row = (point.y() - HEAD + self.verticalScrollBar().value()) // ROW
        is_there = point.y() >= HEAD and point.x() < self._names and 0 <= row < len(self.lanes)
        return self.lanes[row].team if is_there else ""

    def centre_of(self, visit_id: str) -> QPoint:
        """Where a visit's bar is painted in the viewport."""
        row, bar = self._places[visit_id]
        return QPoint(round(self._x((bar.start + bar.end) // 2)), round(self._y(row) + ROW / 2))

    def _x(self, second: int) -> float:
        return self._names + (second - self._span[0]) * self._per_second() - self.horizontalScrollBar().value()

    def _y(self, row: int) -> float:
        return HEAD + row * ROW - self.verticalScrollBar().value()

    def _per_second(self) -> float:
        wide = max(self.viewport().width() - self._names - 8, 100)
        return wide * self._zoom / (self._span[1] - self._span[0])

    def _fit(self) -> None:
        port = self.viewport().size()
        wide = round((self._span[1] - self._span[0]) * self._per_second())
        self.horizontalScrollBar().setRange(0, max(wide - (port.width() - self._names - 8), 0))
        self.horizontalScrollBar().setPageStep(port.width() - self._names)
        self.verticalScrollBar().setRange(0, max(len(self.lanes) * ROW - (port.height() - HEAD), 0))
        self.verticalScrollBar().setPageStep(port.height() - HEAD)
        self.verticalScrollBar().setSingleStep(ROW)
        self.viewport().update()

    def _show_selected(self, visit_id: str) -> None:
        if visit_id in self._places:
            row, _bar = self._places[visit_id]
            bar = self.verticalScrollBar()
            top, bottom = row * ROW, (row + 1) * ROW - (self.viewport().height() - HEAD)
            bar.setValue(min(max(bar.value(), bottom), top))
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Repaint: everything is painted where it is now."""
        self.viewport().update()

    def resizeEvent(self, _event: QEvent) -> None:
        """Keep the whole day in view."""
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer with Ctrl, else scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        x = event.position().x()
        second = self._span[0] + (x - self._names + self.horizontalScrollBar().value()) / self._per_second()
        factor = ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP
        self._zoom = min(max(self._zoom * factor, 1.0), LONGEST_ZOOM)
        self._fit()
        self.horizontalScrollBar().setValue(round((second - self._span[0]) * self._per_second() - x + self._names))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the visit under the pointer."""
        bar = self.bar_at(event.position().toPoint())
        if bar is not None and bar.visit_id:
            self._selection.pick(bar.visit_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The press has said it all."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the stops with left and right, between teams with up and down."""
        steps = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._places:
            super().keyPressEvent(event)
            return
        row, current = self._places.get(self._selection.id, next(iter(self._places.values())))
        visits = [(place, bar) for place, bar in self._places.values() if place == row + step[0]]
        if step[0] and visits:
            self._selection.pick(min(visits, key=lambda v: abs(v[1].start - current.start))[1].visit_id)
        elif step[1]:
            at = current.number - 1 + step[1] if self._selection.id in self._places else 0
            if 0 <= at < len(visits):
                self._selection.pick(visits[at][1].visit_id)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what a bar means when the pointer rests on it."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            bar = self.bar_at(event.pos())
            name = self._name_at(event.pos())
            if name:
                QToolTip.showText(event.globalPos(), name, self.viewport())
            elif bar is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.tip(bar), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip(self, bar: Bar) -> str:
        """What a bar means, with its times; nobody's name."""
        word = {
            BarKind.TRAVEL: self.tr("在途"),
            BarKind.WAIT: self.tr("等待"),
            BarKind.REST: self.tr("休息"),
            BarKind.SERVICE: self.tr("到访 {0}　{1}").format(bar.number, bar.visit_id),
            BarKind.WINDOW: "",
        }[bar.kind]
        text = f"{word}　{hhmm(bar.start)}–{hhmm(bar.end)}"
        if bar.kind is BarKind.SERVICE:
            lane = self.lanes[self._places[bar.visit_id][0]]
            window = next(b for b in lane.bars if b.kind is BarKind.WINDOW and b.visit_id == bar.visit_id)
            text += self.tr("　约 {0}–{1}").format(hhmm(window.start), hhmm(window.end))
            text += self._safety(bar)
        return text

    def _safety(self, bar: Bar) -> str:
        """How safe the stop is, and what is locked of it."""
        lines = []
        if bar.margin is not None:
            spare, chance = words.duration(bar.margin.spare_s), words.on_time(bar.margin)
            lines.append(self.tr("余量 {0}　守约 {1}").format(spare, chance))
        lock = lock_of(self._locks, bar.visit_id, bar.cases)
        if lock is not None:
            lines.append(self.tr("锁定 {0}").format(lock_word(lock)))
        return "".join(f"\n{line}" for line in lines)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows in view, then names and hours over what scrolled below them."""
        colours = look.scheme()
        port = self.viewport().rect()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_hours(painter, port.height())
        for row, lane in enumerate(self.lanes):
            if self._y(row) - HEAD > -ROW and self._y(row) < port.height():
                for bar in lane.bars:
                    self._paint_bar(painter, row, bar)
        painter.fillRect(QRectF(0, 0, self._names, port.height()), QColor(colours.surface))
        self._paint_names(painter)
        painter.fillRect(QRectF(0, 0, port.width(), HEAD), QColor(colours.window))
        self._paint_clock(painter)
        painter.end()

    def _hours(self) -> range:
        step = 3600 if self._per_second() * 3600 > 36 else 7200
        return range(self._span[0], self._span[1] + 1, step)

    def _paint_hours(self, painter: QPainter, height: int) -> None:
        painter.setPen(QPen(QColor(look.scheme().line), 1))
        for second in self._hours():
            x = round(self._x(second)) + 0.5
            painter.drawLine(QPoint(int(x), HEAD), QPoint(int(x), height))

    def _paint_clock(self, painter: QPainter) -> None:
        painter.setPen(QColor(look.scheme().quiet))
        for second in self._hours():
            x = self._x(second)
            if x >= self._names - 1:
                painter.drawText(QRectF(x - 24, 0, 48, HEAD), Qt.AlignmentFlag.AlignCenter, f"{second // 3600:02d}")

    def _paint_names(self, painter: QPainter) -> None:
        for row, lane in enumerate(self.lanes):
            y = self._y(row)
            painter.drawPixmap(QPoint(8, round(y + ROW / 2 - 6)), look.swatch(row).pixmap(12, 12))
            painter.setPen(QColor(look.scheme().text))
            painter.drawText(
                QRectF(26, y, self._names - 28, ROW), Qt.AlignmentFlag.AlignVCenter, self._short(lane.team)
            )

    def _short(self, team: str) -> str:
        """A name too long without its middle: teams differ at its end."""
        return self.fontMetrics().elidedText(team, Qt.TextElideMode.ElideMiddle, self._names - 32)

    def _paint_bar(self, painter: QPainter, row: int, bar: Bar) -> None:
        colours = look.scheme()
        y, x, wide = self._y(row), self._x(bar.start), max(self._x(bar.end) - self._x(bar.start), 1.0)
        colour = QColor(look.team_colour(row)[0])
        is_selected = bar.visit_id != "" and bar.visit_id == self._selection.id
        if bar.kind is BarKind.WINDOW:
            colour.setAlpha(SELECTED_WINDOW if is_selected else OTHER_WINDOW)
            painter.fillRect(QRectF(x, y + 1, wide, ROW - 2), colour)
        elif bar.kind is BarKind.TRAVEL:
            grey = QColor(colours.quiet)
            grey.setAlpha(TRAVEL)
            painter.fillRect(QRectF(x, y + ROW / 2 - 2, wide, 4), grey)
        elif bar.kind is BarKind.WAIT:
            painter.fillRect(QRectF(x, y + 6, wide, ROW - 12), QBrush(colour, Qt.BrushStyle.BDiagPattern))
        elif bar.kind is BarKind.REST:
            painter.setPen(QPen(QColor(colours.quiet), 1, Qt.PenStyle.DotLine))
            painter.setBrush(QColor(colours.surface))
            painter.drawRect(QRectF(x, y + 5, wide, ROW - 10))
        else:
            self._paint_service(painter, QRectF(x, y + 3, wide, ROW - 6), row, bar, is_selected)

    def _paint_service(self, painter: QPainter, box: QRectF, row: int, bar: Bar, is_selected: bool) -> None:
        colours = look.scheme()
        name, is_dashed = look.team_colour(row)
        painter.setBrush(QColor(colours.surface) if is_dashed else QColor(name))
        outline = QPen(QColor(colours.text), 3) if is_selected else QPen(QColor(name), 2 if is_dashed else 1)
        if is_dashed and not is_selected:
            outline.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(outline)
        painter.drawRect(box)
        ink = QColor(colours.text if is_dashed else look.readable_on(name))
        painter.setPen(ink)
        is_risky = bar.margin is not None and bar.margin.is_risky
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{bar.number}!" if is_risky else str(bar.number))
        if lock_of(self._locks, bar.visit_id, bar.cases) is not None:
            _paint_lock(painter, box.topRight() + QPointF(-9, 2), ink)


def _paint_lock(painter: QPainter, at: QPointF, ink: QColor) -> None:
    """A padlock of 7 by 9 pixels: no font is sure to have one."""
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(at.x() + 1.2, at.y(), 4.6, 7), 0, 180 * 16)
    painter.fillRect(QRectF(at.x(), at.y() + 3.5, 7, 5.5), ink)
