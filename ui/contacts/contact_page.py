"""Page 联系: the call list as a work-through; the next case comes by itself."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner import outward
from planner.casebook import Changes
from planner.clock import hhmm
from planner.offering import Offer
from ui import words
from ui.column_table import ColumnTable, Rows, TableView
from ui.contacts import call_rows
from ui.contacts.contact_form import Callee, ContactForm
from ui.contacts.slot_list import SlotList
from ui.empty_state import EmptyState
from ui.offers import Offers
from ui.selection import Selection
from ui.workday import Workday

ASK_AFTER_MS = 150
"""Who walks along the list with the arrow keys asks about the case where he stops."""


class ContactPage(QWidget):
    """Whom to call on the left, what came of it on the right."""

    def __init__(self, workday: Workday, selection: Selection, offers: Offers, settings: QSettings) -> None:
        super().__init__()
        self._workday = workday
        self._selection = selection
        self._offers = offers
        headings = [
            self.tr("任务"),
            self.tr("案件编号"),
            self.tr("姓名"),
            self.tr("电话"),
            self.tr("今日"),
            self.tr("次数"),
            self.tr("上次"),
            self.tr("原因"),
        ]
        self.table = ColumnTable(headings, self)
        self.view = TableView(self.table, selection, self.tr("联系名单"), (96, 130, 56, 112, 108, 48, 156))
        self.view.make_sortable()
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("查找联系名单"))
        self.search.setPlaceholderText(self.tr("查找编号、姓名、电话、原因（Ctrl+F）"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.count = QLabel()
        self.count.setObjectName("quiet")
        self.form = ContactForm(workday.day)
        self.form.submitted.connect(self._record)
        self.form.address.editingFinished.connect(self._ask_slots)
        self.form.place.activated.connect(self._ask_slots)
        self.slots = SlotList(self)
        self.slots.chosen.connect(self._take)
        self._asked = ("", "", "")
        self._pause = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._pause.timeout.connect(self._look_for_slots)
        self._stack = QStackedWidget()
        self._empty = EmptyState("", "")
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._split(settings))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._stack)
        selection.changed.connect(self._show_selected)
        workday.changed.connect(self.on_changes)
        self._say_why_empty()

    def on_changes(self, changes: Changes) -> None:
        """Make the list again when cases, contacts or the plan have changed."""
        if changes.cases or changes.contacts or changes.plan:
            self.form.set_day(self._workday.day)
            seen, plan = self._workday.snapshot, self._workday.plan
            self._workday.run(lambda _tell: call_rows.rows_of(seen, plan), self._show_rows)

    def find(self) -> None:
        """Put the cursor into the filter box."""
        self.search.setFocus()
        self.search.selectAll()

    def _split(self, settings: QSettings) -> QSplitter:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        self.export_button = QPushButton(self.tr("导出名单…"))
        self.export_button.setToolTip(self.tr("给在 Excel 中工作的催收员；填好后按联系结果导入"))
        self.export_button.clicked.connect(self._choose_file)
        top.addWidget(self.export_button)
        column.addLayout(top)
        column.addWidget(self.view, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self._card())
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([900, 420])
        splitter.setChildrenCollapsible(False)
        state = settings.value("splitters/contacts")
        if state is not None:
            splitter.restoreState(state)
        splitter.splitterMoved.connect(lambda *_: settings.setValue("splitters/contacts", splitter.saveState()))
        return splitter

    def _card(self) -> QWidget:
        self.title = QLabel()
        self.title.setObjectName("title")
        self.history = QLabel()
        self.history.setTextFormat(Qt.TextFormat.PlainText)
        self.history.setWordWrap(True)
        self.history.setObjectName("quiet")
        self.limits = QLabel()
        self.limits.setTextFormat(Qt.TextFormat.PlainText)
        self.limits.setWordWrap(True)
        self.limits.setObjectName("stopped")
        card = QWidget()
        card.setMinimumWidth(372)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 0, 4, 0)
        column.addWidget(self.title)
        column.addWidget(self.history)
        column.addWidget(self.limits)
        column.addWidget(self.slots)
        column.addWidget(self.form, 1)
        return card

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("联系名单存为"), f"calls-{self._workday.day}.xlsx")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.setNameFilters([self.tr("Excel 表格（*.xlsx）")])
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.open()

    def export(self, target: Path) -> None:
        """Write the callers' list: those on this page who may be called now."""
        day = self._workday
        shown = {self.table.id_at(row) for row in range(self.table.rowCount())}
        tasks = [task for number, task in day.snapshot.calls.items() if number in shown]
        paperwork, now = day.doors.paperwork, day.now()
        title, text = self.tr("联系名单已写入"), self.tr("{0} 件，含完整电话号码，用完请删除：{1}")
        day.run(
            lambda _tell: paperwork.write_call_list(target, tasks, now),
            lambda count: day.messages.notice(title, text.format(count, target.name)),
        )

    def _filter(self) -> None:
        self.table.filter(self.search.text())
        self.count.setText(self.tr("{0} 件待联系").format(f"{self.table.rowCount():,}"))

    def _show_rows(self, rows: Rows) -> None:
        self.table.show(rows)
        self._filter()
        self._stack.setCurrentIndex(1 if rows.ids else 0)
        self._say_why_empty()
        self._show_selected(self._selection.id)

    def _say_why_empty(self) -> None:
        if self._workday.snapshot.cases:
            self._empty.title.setText(self.tr("没有待联系的案件"))
            self._empty.text.setText(self.tr("都已约定，或不需要联系。"))
        else:
            self._empty.title.setText(self.tr("还没有联系名单"))
            self._empty.text.setText(self.tr("导入案件后，需要先取得本人同意的案件会列在这里，撤约和改约排在最前。"))

    def _show_selected(self, number: str) -> None:
        seen = self._workday.snapshot
        if self.table.row_of(number) < 0 or number not in seen.cases:
            self.title.setText(self.tr("选中一件，记录联系结果"))
            self.history.clear()
            self.limits.hide()
            self.form.set_callee(None)
            self._ask_slots()
            return
        debtor = seen.cases[number].debtor
        self.title.setText(f"{outward.mask_name(debtor.name)}　{outward.mask_phone(debtor.mobile)}")
        self.history.setText("\n".join(self._told(number)))
        task = seen.calls.get(number)
        found = task.findings if task else ()
        self.limits.setText("\n".join(f"{f.text}{f.cure}（{f.rule}）" for f in found))
        self.limits.setVisible(bool(found))
        self.form.set_callee(Callee(number, debtor.mobile))
        self._ask_slots()

    def showEvent(self, event: QShowEvent) -> None:
        """Slots are looked for only while somebody can see them."""
        super().showEvent(event)
        self._ask_slots()

    def _ask_slots(self) -> None:
        """Ask anew once the selection rests, for the place where the debtor says that he wants to be visited."""
        self._offers.forget()
        if not self.form.isEnabled():
            self._pause.stop()
            self.slots.clear()
        elif self.isVisible():
            asked = (self._selection.id, *self.form.where)
            if asked != self._asked:
                self.slots.wait()
            self._asked = asked
            self._pause.start()

    def _take(self, offer: Offer) -> None:
        """The slot was looked for where he agreed to be visited before, so that is where he is visited."""
        self.form.take(offer.day, offer.window, self._workday.snapshot.appointments.get(self._selection.id))

    def _look_for_slots(self) -> None:
        self._offers.ask(*self._asked, self.slots.show_slots)

    def _told(self, number: str) -> list[str]:
        seen = self._workday.snapshot
        lines = [number, seen.decisions[number].reason]
        appointment = seen.appointments.get(number)
        if appointment:
            day = words.short_day(appointment.first_day)
            lines += [
                self.tr("现有约定 {0} {1}–{2}").format(day, hhmm(window.start), hhmm(window.end))
                for window in appointment.windows
            ]
        for a in seen.attempts.get(number, ())[-3:]:
            lines.append(f"{a.at:%m-%d %H:%M}　{words.speaker(a.answered_by)}　{words.outcome_word(a.outcome)}")
        return [line for line in lines if line]

    def _record(self) -> None:
        attempt = self.form.attempt(self._workday.now().replace(microsecond=0))
        if attempt is not None:
            number = attempt.case_number
            row = self.table.row_of(number)
            following = self.table.id_at(row + 1) or self.table.id_at(row - 1)
            self._workday.record(attempt, lambda: self._recorded(number, following))

    def _recorded(self, number: str, following: str) -> None:
        self.form.clear()
        self._workday.messages.notice(self.tr("已记录"), number)
        self._selection.pick(following)
        self.view.setFocus()
