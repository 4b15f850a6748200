"""Page 规划: teams and what was left out, map, stops and timeline, all with one selection."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.casebook import Changes
from planner.plan import Plan
from ui import words
from ui.column_table import ColumnTable, TableView
from ui.empty_state import EmptyState
from ui.offers import Offers
from ui.plan import plan_rows
from ui.plan.call_back_list import CallBackList
from ui.plan.locking import Locking
from ui.plan.map_pane import MapPane
from ui.plan.replan_menu import ReplanMenu
from ui.plan.review import Review
from ui.plan.timeline import Timeline
from ui.selection import Selection
from ui.workday import Workday


class PlanPage(QWidget):
    """Plan the day, look at it, stop it."""

    kind_wanted = Signal(str)
    """Show the cases of this decision on their page; the word as the table says it."""
    case_wanted = Signal(str)
    """Show this case where its debtor is called."""

    def __init__(self, workday: Workday, selection: Selection, offers: Offers, settings: QSettings) -> None:
        super().__init__()
        self._workday = workday
        self._offers = offers
        self._selection = selection
        self._settings = settings
        self._team_choice = Selection(self)
        self.plan_button = QPushButton()
        self.plan_button.setObjectName("primary")
        self.plan_button.clicked.connect(workday.plan_day)
        self.replan_button = QPushButton(self.tr("重新规划"))
        self.replan_menu = ReplanMenu(workday, self)
        self.replan_button.setMenu(self.replan_menu)
        self.review = Review(workday)
        self.stop_button = QPushButton(self.tr("停止，保留目前最好的方案（Esc）"))
        self.stop_button.clicked.connect(workday.stop)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("规划进度"))
        self.kpi = QLabel()
        self.kpi.setObjectName("section")
        self.outdated = QLabel()
        self.outdated.setObjectName("attention")
        self.outdated.setWordWrap(True)
        self.map = MapPane(workday, selection)
        self.timeline = Timeline(selection)
        self.stops, self.stop_view = self._stop_table()
        self.teams, self.team_view = self._team_table()
        self.tasks = self._list(self.tr("请先处理"))
        self.left_out = self._list(self.tr("未排案件"))
        self.left_out.itemActivated.connect(lambda item: self.kind_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.left_out.itemClicked.connect(lambda item: self.kind_wanted.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.call_back = CallBackList(workday, offers)
        self.call_back.case_wanted.connect(self.case_wanted)
        self.locking = Locking(workday, selection, self)
        self.locking.watch(self.stop_view)
        self.locking.watch(self.timeline)
        self.empty = EmptyState("", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._desk())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addLayout(self._head())
        layout.addWidget(self.outdated)
        layout.addWidget(self.review, 1)
        layout.addWidget(self._stack, 2)
        self._team_choice.changed.connect(self._show_team)
        workday.changed.connect(self.on_changes)
        workday.locked_stops.connect(self._show_locks)
        offers.called_back.connect(self._name_tabs)
        workday.busy_changed.connect(lambda _what: self._show_state())
        workday.progressed.connect(self._show_progress)
        self._show_state()

    def on_changes(self, changes: Changes) -> None:
        """Show the plan anew when it has changed, else only whether it still holds."""
        if changes.plan:
            self._show_plan(self._workday.plan)
        elif self.isVisible():
            self._offers.renew()
        self._show_state()

    def showEvent(self, event: QShowEvent) -> None:
        """What was agreed on the other pages meanwhile takes slots away, or makes some."""
        super().showEvent(event)
        self._offers.renew()

    def find(self) -> None:
        """Put the cursor into the list of stops."""
        self.stop_view.setFocus()

    def close_page(self) -> None:
        """Let the map go before the window dies."""
        self.map.close_page()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.plan_button)
        row.addWidget(self.replan_button)
        row.addWidget(self.progress, 1)
        row.addWidget(self.stop_button)
        row.addWidget(self.kpi, 1)
        return row

    def _desk(self) -> QSplitter:
        left = QSplitter(Qt.Orientation.Vertical)
        self._task_box = self._titled(self.tr("请先处理"), self.tasks)
        self.piles = QTabWidget()
        self.piles.addTab(self.left_out, "")
        self.piles.addTab(self.call_back, "")
        self.piles.setDocumentMode(True)
        self._name_tabs()
        for box in (self._task_box, self._titled(self.tr("小组"), self.team_view), self.piles):
            left.addWidget(box)
        left.setSizes([130, 230, 190])
        above = QSplitter(Qt.Orientation.Horizontal)
        above.addWidget(self.map)
        above.addWidget(self.stop_view)
        above.setSizes([390, 650])
        above.setStretchFactor(0, 2)
        above.setStretchFactor(1, 1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(above)
        right.addWidget(self.timeline)
        right.setSizes([330, 240])
        right.setStretchFactor(0, 1)
        desk = QSplitter(Qt.Orientation.Horizontal)
        desk.addWidget(left)
        desk.addWidget(right)
        desk.setSizes([312, 1040])
        desk.setStretchFactor(1, 1)
        for name, splitter in (("left", left), ("above", above), ("right", right), ("desk", desk)):
            splitter.setChildrenCollapsible(False)
            self._remember(f"splitters/plan-{name}", splitter)
        return desk

    def _remember(self, key: str, splitter: QSplitter) -> None:
        state = self._settings.value(key)
        if state is not None:
            splitter.restoreState(state)
        splitter.splitterMoved.connect(lambda *_: self._settings.setValue(key, splitter.saveState()))

    def _titled(self, title: str, part: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        label = QLabel(title)
        label.setObjectName("section")
        column.addWidget(label)
        column.addWidget(part, 1)
        return box

    def _list(self, name: str) -> QListWidget:
        found = QListWidget()
        found.setAccessibleName(name)
        found.setWordWrap(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return found

    def _team_table(self) -> tuple[ColumnTable, TableView]:
        headings = [self.tr("小组"), self.tr("访"), self.tr("里程"), self.tr("在途")]
        table = ColumnTable(headings, self)
        view = TableView(table, self._team_choice, self.tr("小组列表"), (72, 50, 84, 80))
        view.make_sortable()
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setMinimumWidth(312)
        return table, view

    def _stop_table(self) -> tuple[ColumnTable, TableView]:
        headings = [
            self.tr("站点"),
            self.tr("到达"),
            self.tr("约定"),
            self.tr("姓名"),
            self.tr("案件编号"),
            self.tr("余量"),
            self.tr("守约"),
            self.tr("锁定"),
            self.tr("等待"),
            self.tr("位置"),
        ]
        table = ColumnTable(headings, self)
        view = TableView(table, self._selection, self.tr("站点列表"), (78, 56, 100, 54, 122, 68, 80, 68, 62))
        view.make_sortable()
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        return table, view

    def _show_plan(self, plan: Plan | None) -> None:
        self.timeline.show_locks(self._workday.locks)
        self.timeline.show_plan(plan)
        self.call_back.show_plan(plan)
        self._name_tabs()
        self.map.show_plan(plan)
        if plan is None:
            return
        self._team_choice.pick("")
        self.teams.show(plan_rows.team_rows(plan))
        self.stops.show(plan_rows.stop_rows(plan, self._workday.snapshot, self._workday.locks))
        self._show_tasks(plan)
        self.left_out.clear()
        for kind, count in plan_rows.left_out(plan):
            item = QListWidgetItem(f"{words.kind_word(kind)}　{count:,}")
            item.setData(Qt.ItemDataRole.UserRole, words.kind_word(kind))
            self.left_out.addItem(item)

    def _show_locks(self) -> None:
        plan = self._workday.plan
        self.timeline.show_locks(self._workday.locks)
        if plan is not None:
            self.stops.show(plan_rows.stop_rows(plan, self._workday.snapshot, self._workday.locks))

    def _name_tabs(self) -> None:
        plan = self._workday.plan
        self.piles.setTabText(0, self.tr("未排 {0}").format(len(plan.unplanned) if plan else ""))
        self.piles.setTabText(1, self.tr("回电 {0}").format(len(plan.call_back) if plan else ""))
        self.piles.setTabToolTip(0, self.tr("未排（点开看案件）"))
        self.piles.setTabToolTip(1, self.tr("同意当日上门但未排入的，附可约时段（点开联系）"))

    def _show_tasks(self, plan: Plan) -> None:
        call_off = sum(unplanned.must_call_off for unplanned in plan.unplanned)
        lines = [self.tr("撤约或改约 {0} 件，见“联系”页顶部").format(call_off)] if call_off else []
        lines += [self.tr("{0} 未派出：{1}").format(refused.team, refused.reason) for refused in plan.refused_teams]
        lines += plan.warnings
        self.tasks.clear()
        self.tasks.addItems(lines)
        self._task_box.setVisible(bool(lines))

    def _show_team(self, team: str) -> None:
        row = self.stops.row_of(next((s for s in self._first_stops() if s[0] == team), ("", ""))[1])
        if row >= 0:
            self._selection.pick(self.stops.id_at(row))

    def _first_stops(self) -> list[tuple[str, str]]:
        routes = self._workday.plan.routes if self._workday.plan else ()
        return [(route.shift.team, route.stops[0].visit.id) for route in routes if route.stops]

    def _show_state(self) -> None:
        workday = self._workday
        is_planning = workday.busy == "plan"
        self.plan_button.setText(self.tr("规划 {0}（F5）").format(words.short_day(workday.day)))
        self.plan_button.setEnabled(not workday.busy and not workday.snapshot.missing)
        self.plan_button.setVisible(not is_planning)
        self.replan_button.setEnabled(not workday.busy and workday.plan is not None)
        self.replan_button.setVisible(not is_planning)
        self.progress.setVisible(is_planning)
        self.stop_button.setVisible(is_planning)
        self.kpi.setVisible(not is_planning)
        self.kpi.setText(plan_rows.kpi(workday.plan) if workday.plan else "")
        self.outdated.setVisible(bool(workday.overtaken))
        self.outdated.setText(
            self.tr("规划后有 {0} 件已排案件发生变化，请重新规划后再生成文件。").format(len(workday.overtaken))
        )
        self._stack.setCurrentIndex(1 if workday.plan else 0)
        self._say_why_empty()

    def _say_why_empty(self) -> None:
        names = {
            "cases": self.tr("案件"),
            "contacts": self.tr("联系结果"),
            "lenders": self.tr("委托方档案"),
            "authorisations": self.tr("授权书"),
            "roster": self.tr("外访员名单"),
        }
        missing = self._workday.snapshot.missing
        day = words.short_day(self._workday.day)
        if missing:
            self.empty.title.setText(self.tr("还不能规划"))
            listed = self.tr("、", "between listed words").join(names[name] for name in missing)
            self.empty.text.setText(self.tr("还缺：{0}。把文件拖进窗口，或从“文件”菜单导入。").format(listed))
        elif self._workday.busy == "plan":
            self.empty.title.setText(self.tr("正在规划 {0}").format(day))
            self.empty.text.setText(self.tr("可以随时停止，目前最好的方案会保留。"))
        else:
            self.empty.title.setText(self.tr("{0} 还没有规划").format(day))
            self.empty.text.setText(self.tr("资料已齐，按 F5 开始规划。"))

    def _show_progress(self, percent: int, what: str) -> None:
        if self._workday.busy == "plan":
            self.progress.setValue(percent)
            self.progress.setFormat(f"{what}　%p%")
