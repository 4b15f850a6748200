"""Doubtful places as a work-through: the vaguest first, the next one comes by itself, each step can be undone."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from planner.errors import PlannerError
from planner.pinning import Doubt
from ui.column_table import ColumnTable, TableView
from ui.places.pin_form import PinForm
from ui.places.pin_rows import rows_of
from ui.selection import Selection
from ui.workday import Workday


class PinDialog(QDialog):
    """A list of doubtful addresses and a line for coordinates. `left` says whether anything was changed."""

    left = Signal(bool)

    def __init__(self, workday: Workday, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workday = workday
        self._pinning = workday.doors.pinning
        self._selection = Selection(self)
        self._has_changed = False
        self._is_here = True
        self._is_busy = False
        self._first_seen: tuple[Doubt, ...] = ()
        self.doubts: tuple[Doubt, ...] = ()
        self.setWindowTitle(self.tr("核对位置"))
        self.resize(1240, 640)
        headings = [self.tr("案件编号"), self.tr("精度"), self.tr("米"), self.tr("地址"), self.tr("说明")]
        self.table = ColumnTable(headings, self)
        self.view = TableView(self.table, self._selection, self.tr("待核对的位置"), (124, 112, 76, 220))
        self.form = PinForm()
        self.count, self.told = QLabel(), QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.told.setObjectName("quiet")
        self.undo_button = QPushButton(self.tr("撤销（Ctrl+Z）"))
        self.undo_button.setShortcut(QKeySequence.StandardKey.Undo)
        self.undo_button.setAutoDefault(False)
        self._lay_out()
        self._selection.changed.connect(self._show_selected)
        self.form.pinned.connect(self._pin)
        self.form.chosen.connect(self._choose)
        self.form.accepted.connect(self._accept_township)
        self.undo_button.clicked.connect(self._undo)
        self.finished.connect(self._leave)
        self._show_undo()
        self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the list although the line has the cursor; Enter never closes the dialog."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            row = self.table.row_of(self._selection.id) + steps[Qt.Key(event.key())]
            self._selection.pick(self.table.id_at(row) or self._selection.id)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(self.view, 1)
        right = QWidget()
        right.setMinimumWidth(380)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.form, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 0, 4, 0)
        bottom.addWidget(self.told, 1)
        bottom.addWidget(self.undo_button)
        side.addLayout(bottom)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([800, 420])
        splitter.setChildrenCollapsible(False)
        QVBoxLayout(self).addWidget(splitter)

    def _leave(self) -> None:
        """What still runs finishes its step, but has no list to show any more."""
        self._is_here = False
        self.left.emit(self._has_changed)

    def _look(self) -> None:
        day = self._workday.day

        def seen(doubts: tuple[Doubt, ...]) -> None:
            self._first_seen = doubts
            self._show(doubts, "")

        self._workday.run(lambda _tell: self._pinning.doubts(day), seen)

    def _show(self, doubts: Sequence[Doubt], select: str, told: str = "") -> None:
        self._is_busy = False
        if not self._is_here:
            return
        self.told.setText(told)
        self.doubts = tuple(doubts)
        self.table.show(rows_of(self.doubts))
        due = sum(doubt.is_due for doubt in self.doubts)
        self.count.setText(
            self.tr("{0} 个地址待核对，其中 {1} 个可在当日上门").format(len(self.doubts), due)
            if self.doubts
            else self.tr("没有待核对的位置")
        )
        self._selection.pick("")
        self._selection.pick(select if self.table.row_of(select) >= 0 else self.table.id_at(0))
        self._show_undo()
        if not self.doubts:
            self.form.show_doubt(None)

    def _show_selected(self, number: str) -> None:
        self.form.show_doubt(next((doubt for doubt in self.doubts if doubt.cases[0] == number), None))
        self.form.point.setFocus()

    def _pin(self, lon: float, lat: float) -> None:
        doubt = self.form.doubt
        if doubt is not None:
            at = self._workday.now()
            title = self.tr("已确认 {0}").format(doubt.cases[0])
            self._step(lambda: self._pinning.confirm(doubt.address, lon, lat, "", at), doubt, title)

    def _accept_township(self) -> None:
        doubt = self.form.doubt
        if doubt is not None:
            at = self._workday.now()
            title = self.tr("已按街镇安排 {0}").format(doubt.cases[0])

            def accept() -> str:
                self._pinning.accept_township(doubt.address, "", at)
                return ""

            self._step(accept, doubt, title)

    def _choose(self, number: int) -> None:
        doubt = self.form.doubt
        if doubt is not None:
            at = self._workday.now()

            def choose() -> str:
                self._pinning.choose(doubt.address, number, "", at)
                return ""

            self._step(choose, doubt, self.tr("已选定 {0}").format(doubt.cases[0]))

    def _step(self, act: Callable[[], str], doubt: Doubt, title: str) -> None:
        """Do it in the store's lane, look again, go on to the next address; a second Enter meanwhile does nothing."""
        if self._is_busy:
            return
        self._has_changed = self._is_busy = True
        row = self.table.row_of(doubt.cases[0])
        following, first_seen = self.table.id_at(row + 1), self._first_seen

        def job(_tell: object) -> tuple[str, tuple[Doubt, ...]]:
            try:
                said = f"{title}　{act()}".strip()
            except PlannerError as error:
                said = str(error)
            return said, self._pinning.again(first_seen)

        def then(found: tuple[str, tuple[Doubt, ...]]) -> None:
            said, doubts = found
            self._show(doubts, following, said)

        self._workday.run(job, then)

    def _undo(self) -> None:
        if self._is_busy or not self._pinning.can_undo:
            return
        self._has_changed = self._is_busy = True
        first_seen, undone = self._first_seen, self.tr("已撤销 {0}")

        def then(found: tuple[str, tuple[Doubt, ...]]) -> None:
            address, doubts = found
            number = next((doubt.cases[0] for doubt in doubts if doubt.address == address), "")
            self._show(doubts, number, undone.format(number))

        self._workday.run(lambda _tell: (self._pinning.undo(), self._pinning.again(first_seen)), then)

    def _show_undo(self) -> None:
        self.undo_button.setEnabled(self._pinning.can_undo)
