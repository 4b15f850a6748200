"""Page 案件: table, filters, and the selected case beside it."""

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.casebook import Changes
from planner.event import Action, Event
from ui.cases import case_rows
from ui.cases.case_panel import CasePanel
from ui.cases.ruling_dialog import RulingDialog
from ui.column_table import ColumnTable, Rows, TableView
from ui.empty_state import EmptyState
from ui.selection import Selection
from ui.workday import Workday

FILTER_DELAY_MS = 80


class CasePage(QWidget):
    """Why each case is or is not plannable."""

    import_wanted = Signal()
    sample_wanted = Signal()
    columns_wanted = Signal()

    def __init__(self, workday: Workday, selection: Selection, settings: QSettings) -> None:
        super().__init__()
        self._workday = workday
        self._selection = selection
        self.table = ColumnTable(
            [
                self.tr("案件编号"),
                self.tr("委托方"),
                self.tr("姓名"),
                self.tr("地址"),
                self.tr("账龄"),
                self.tr("逾期天数"),
                self.tr("金额（元）"),
                self.tr("退案日"),
                self.tr("决定"),
                self.tr("原因"),
            ],
            self,
        )
        widths = (130, 104, 52, 156, 62, 80, 98, 100, 108)
        self.view = TableView(self.table, selection, self.tr("案件列表"), widths)
        self.view.make_sortable()
        self.panel = CasePanel()
        self.panel.unmask_wanted.connect(self._unmask)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.view)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([1050, 300])
        self._splitter.setCollapsible(0, False)
        self._remember(settings)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._filters())
        column.addWidget(self._splitter, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty())
        self._stack.addWidget(full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._stack)
        self._delay = QTimer(self, singleShot=True, interval=FILTER_DELAY_MS)
        self._delay.timeout.connect(self.filter_now)
        selection.changed.connect(self._show_selected)
        workday.changed.connect(self.on_changes)

    def on_changes(self, changes: Changes) -> None:
        """Make the rows again when cases or the plan have changed."""
        if changes.cases or changes.plan:
            seen, plan = self._workday.snapshot, self._workday.plan
            self._workday.run(lambda _tell: case_rows.rows_of(seen, plan), self._show_rows)

    def find(self) -> None:
        """Put the cursor into the filter box."""
        self.search.setFocus()
        self.search.selectAll()

    def show_only(self, decision: str) -> None:
        """Filter by one decision, given as its word in the table."""
        self.search.clear()
        self.lender.setCurrentIndex(0)
        self.decision.setCurrentIndex(max(self.decision.findData(decision), 0))
        self.filter_now()

    def decide(self) -> None:
        """Ask what is decided about the selected case."""
        number, day = self._selection.id, self._workday
        decision = day.snapshot.decisions.get(number)
        if decision is None or number not in day.snapshot.cases:
            return
        now = day.now().replace(microsecond=0)
        phone = day.doors.casebook.desk.complaint_phone
        self.ruling = RulingDialog(number, decision, day.day, now, phone, self)
        self.ruling.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ruling.decided.connect(
            lambda ruling: day.decide(ruling, lambda: day.messages.notice(self.tr("已登记"), number))
        )
        self.ruling.open()

    def filter_now(self) -> None:
        """Apply the filter box and the combos."""
        self._delay.stop()
        facets = {"lender": self.lender.currentData() or "", "decision": self.decision.currentData() or ""}
        self.table.filter(self.search.text(), facets)
        shown, total = self.table.rowCount(), self.table.num_all
        text = self.tr("{0} 件").format(f"{total:,}")
        if shown != total:
            text = self.tr("{0} / {1} 件").format(f"{shown:,}", f"{total:,}")
        self.count.setText(text)

    def _filters(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("查找案件"))
        self.search.setPlaceholderText(self.tr("查找编号、姓名、地址、原因（Ctrl+F）"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._delay.start())
        self.lender = QComboBox()
        self.lender.setAccessibleName(self.tr("按委托方筛选"))
        self.decision = QComboBox()
        self.decision.setAccessibleName(self.tr("按决定筛选"))
        self.count = QLabel()
        self.count.setObjectName("quiet")
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        for combo in (self.lender, self.decision):
            combo.setMinimumWidth(150)
            combo.currentIndexChanged.connect(lambda _index: self._delay.start())
            row.addWidget(combo)
        row.addWidget(self.count)
        self.columns_button = QPushButton(self.tr("列对应…"))
        self.columns_button.setToolTip(self.tr("指定委托方案件表中不认识的列和日期写法"))
        self.columns_button.clicked.connect(self.columns_wanted)
        self.decide_button = QPushButton(self.tr("决定…"))
        self.decide_button.setToolTip(self.tr("确认提示、暂停、答复、放行所选案件"))
        self.decide_button.setEnabled(False)
        self.decide_button.clicked.connect(self.decide)
        row.addWidget(self.decide_button)
        row.addWidget(self.columns_button)
        return row

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            self.tr("还没有案件"),
            self.tr(
                "把今早的案件文件连同联系结果、名单、委托方档案、授权书、到访记录一起拖进窗口，\n"
                "或从菜单导入。支持 xlsx、xls、csv 和加密的 zip。"
            ),
        )
        self.import_button = empty.add_button(self.tr("导入案件…"), is_primary=True)
        self.import_button.clicked.connect(self.import_wanted)
        empty.add_button(self.tr("列对应…")).clicked.connect(self.columns_wanted)
        empty.add_button(self.tr("打开样本日")).clicked.connect(self.sample_wanted)
        return empty

    def _show_rows(self, rows: Rows) -> None:
        self.table.show(rows)
        self._offer(self.lender, self.tr("全部委托方"), self.table.facet_values("lender"))
        self._offer(self.decision, self.tr("全部决定"), self.table.facet_values("decision"))
        self.filter_now()
        self._stack.setCurrentIndex(1 if rows.ids else 0)
        self._show_selected(self._selection.id)

    def _offer(self, combo: QComboBox, everything: str, values: list[str]) -> None:
        wanted = combo.currentData()
        combo.blockSignals(True)
        combo.clear()
        combo.addItem(everything, "")
        for value in sorted(value for value in values if value):
            combo.addItem(value, value)
        combo.setCurrentIndex(max(combo.findData(wanted), 0))
        combo.blockSignals(False)

    def _unmask(self, number: str, field: str) -> None:
        """The log first: a field that could not be logged is not shown."""
        casebook, event = self._workday.doors.casebook, Event(Action.UNMASK, number, {"field": field})
        self._workday.run(lambda _tell: casebook.note(event), lambda _none: self.panel.reveal(number, field))

    def _show_selected(self, number: str) -> None:
        self.panel.show_case(number, self._workday.snapshot, self._workday.plan)
        self.decide_button.setEnabled(number in self._workday.snapshot.cases)

    def _remember(self, settings: QSettings) -> None:
        state = settings.value("splitters/cases")
        if state is not None:
            self._splitter.restoreState(state)
        self._splitter.splitterMoved.connect(
            lambda *_: settings.setValue("splitters/cases", self._splitter.saveState())
        )
