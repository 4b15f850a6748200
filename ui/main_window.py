"""The window: day, steps, pages, menu, status; it hands what changed to every page and knows no work itself."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QDate, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner import clock
from planner.casebook import Changes
from planner.doors import Doors
from planner.finding import Kind
from ui import words
from ui.cases.case_page import CasePage
from ui.contacts.call_rows import to_call_back
from ui.contacts.contact_page import ContactPage
from ui.desk.locking import Locking
from ui.importing import Importing
from ui.messages import Messages, Questions
from ui.offers import Offers
from ui.papers.paper_page import PaperPage
from ui.places.pin_dialog import PinDialog
from ui.plan.plan_page import PlanPage
from ui.selection import Selection
from ui.workday import EVERYTHING, Workday

SAMPLE_DAY = date(2026, 11, 24)
CASES, CONTACTS, PLAN, PAPERS = range(4)


class MainWindow(QMainWindow):
    """One desk's window on one day."""

    other_desk_wanted = Signal()

    def __init__(self, doors: Doors, settings: QSettings, now: Callable[[], datetime] = clock.now) -> None:
        super().__init__()
        self._settings = settings
        self._may_close = False
        self._forgets = doors.casebook.store.forgets
        self._upkeep = doors.upkeep
        self.setAcceptDrops(True)
        self.setMinimumSize(1024, 640)
        self.messages = Messages()
        self.questions = Questions(self)
        self.workday = Workday(doors, self.messages, next_working_day(now().date()), now, self)
        self.selection = Selection(self)
        self.offers = Offers(self.workday)
        self.importing = Importing(self, self.workday, self.questions, settings)
        self.cases = CasePage(self.workday, self.selection, settings)
        self.contacts = ContactPage(self.workday, self.selection, self.offers, settings)
        self.plan = PlanPage(self.workday, self.selection, self.offers, settings)
        self.papers = PaperPage(self.workday, settings)
        self.pages = (self.cases, self.contacts, self.plan, self.papers)
        self.steps: list[QPushButton] = []
        self._stack = QStackedWidget()
        for page in self.pages:
            self._stack.addWidget(page)
        self._lay_out()
        self._make_menu()
        self._make_status()
        self._connect()
        self._restore()
        self._show_state()
        if self._upkeep is not None:
            self.workday.refresh(EVERYTHING)
        self.cases.import_button.setFocus()

    @property
    def page(self) -> int:
        """Number of the page that shows."""
        return self._stack.currentIndex()

    def go(self, page: int) -> None:
        """Turn to a page."""
        self.steps[page].setChecked(True)
        self._stack.setCurrentIndex(page)
        if page == PLAN:
            self.plan.map.want()

    def open_sample(self) -> None:
        """Turn to the sample's day and bring in its files; into memory only."""
        if self._upkeep is not None:
            self.messages.warn(
                self.tr("样本不写入案件库"), self.tr("请用“换一个案件库…”，再选“先看样本日（不保存）”。")
            )
            return
        self.day_edit.setDate(_qdate(SAMPLE_DAY))
        self.importing.sample()

    def close_without_asking(self) -> None:
        """Close although closing forgets."""
        self._may_close = True
        self.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take files."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.importing.drop(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once when closing forgets; stop all work before the window dies."""
        if self._forgets and self.workday.snapshot.decisions and not self._may_close:
            event.ignore()
            self.questions.closing(self, self.close_without_asking)
            return
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.workday.close()
        self.plan.close_page()
        event.accept()

    def _lay_out(self) -> None:
        top = QWidget()
        top.setObjectName("topbar")
        row = QHBoxLayout(top)
        row.setContentsMargins(12, 0, 12, 0)
        label = QLabel(self.tr("规划日"))
        self.day_edit = QDateEdit(_qdate(self.workday.day), calendarPopup=True)
        self.day_edit.setDisplayFormat(self.tr("yyyy年M月d日 ddd", "a Qt date format"))
        self.day_edit.setMinimumWidth(180)
        label.setBuddy(self.day_edit)
        row.addWidget(label)
        row.addWidget(self.day_edit)
        row.addSpacing(24)
        group = QButtonGroup(self)
        for page in range(len(self.pages)):
            step = QPushButton(checkable=True)
            step.setObjectName("step")
            step.setShortcut(QKeySequence(f"Ctrl+{page + 1}"))
            group.addButton(step, page)
            self.steps.append(step)
            row.addWidget(step)
        row.addStretch(1)
        group.idClicked.connect(self.go)
        self.steps[CASES].setChecked(True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(self.messages)
        column.addWidget(self._stack, 1)
        shell = QStackedWidget()
        shell.addWidget(body)
        self.setCentralWidget(shell)
        self.locking = Locking(self, shell, self.workday, self._upkeep) if self._upkeep else None

    def _make_menu(self) -> None:
        files = self.menuBar().addMenu(self.tr("文件(&F)"))
        for kind, text, key in (
            ("cases", self.tr("导入案件…"), "Ctrl+O"),
            ("contacts", self.tr("导入联系结果…"), "Ctrl+Shift+L"),
            ("visits", self.tr("导入到访记录…"), "Ctrl+Shift+V"),
            ("lenders", self.tr("导入委托方档案…"), "Ctrl+Shift+W"),
            ("authorisations", self.tr("导入授权书…"), "Ctrl+Shift+A"),
            ("roster", self.tr("导入外访员名单…"), "Ctrl+Shift+R"),
        ):
            files.addAction(self._action(text, key, lambda _on=False, k=kind, t=text: self.importing.choose(k, t)))
        files.addSeparator()
        files.addAction(self._action(self.tr("打开样本日"), "Ctrl+Shift+D", self.open_sample))
        files.addAction(self._action(self.tr("空白表格…"), "Ctrl+T", self._choose_template_folder))
        files.addSeparator()
        self._add_desk_actions(files)
        files.addAction(self._action(self.tr("退出"), "Ctrl+Q", self.close))
        plan = self.menuBar().addMenu(self.tr("规划(&P)"))
        self.plan_action = self._action(self.tr("规划这一天"), "F5", self._plan)
        self.stop_action = self._action(self.tr("停止"), "Esc", self.workday.stop)
        plan.addActions([self.plan_action, self.stop_action])
        plan.addAction(self._action(self.tr("核对位置…"), "Ctrl+L", self.open_pins))
        papers = self.menuBar().addMenu(self.tr("打印(&D)"))
        self.build_action = self._action(self.tr("生成文件…"), "Ctrl+P", self._build)
        papers.addAction(self.build_action)
        papers.addAction(self._action(self.tr("打开文件夹"), "Ctrl+Shift+O", self.papers.open_folder))
        view = self.menuBar().addMenu(self.tr("视图(&V)"))
        view.addAction(self._action(self.tr("查找"), "Ctrl+F", lambda: self.pages[self.page].find()))
        other = "zh" if self._settings.value("language") == "en" else "en"
        view.addAction(
            self._action({"en": "English", "zh": "简体中文"}[other], "Ctrl+Shift+E", lambda: self._speak(other))
        )
        about = self.menuBar().addMenu(self.tr("帮助(&H)"))
        about.addAction(self._action(self.tr("关于"), "F1", lambda: self.questions.about(self, program_version())))

    def _add_desk_actions(self, files: QMenu) -> None:
        if self.locking is not None:
            files.addAction(self._action(self.tr("立即备份"), "Ctrl+B", self.back_up))
            files.addAction(self._action(self.tr("锁定"), "Ctrl+L", self.locking.lock))
            files.addAction(self._action(self.tr("更改口令…"), "Ctrl+Shift+M", self.locking.change_passphrase))
        files.addAction(self._action(self.tr("换一个案件库…"), "Ctrl+Shift+K", self._change_desk))
        files.addSeparator()

    def back_up(self) -> None:
        """Make a back-up now and say where it is."""
        desk = self._upkeep
        if desk is not None:
            made, same = self.tr("已备份"), self.tr("没有新内容，最近的备份仍然有效")
            self.workday.run(
                lambda _tell: desk.back_up("manual"),
                lambda file: self.messages.notice(made if file else same, file.name if file else ""),
            )

    def come_forward(self) -> None:
        """A second start on the same desk brings this window to the front."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _change_desk(self) -> None:
        if self._forgets and self.workday.snapshot.decisions:
            self.questions.closing(self, self.other_desk_wanted.emit)
        else:
            self.other_desk_wanted.emit()

    def _action(self, text: str, key: str, then: Callable[..., object]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _on=False: then())
        return action

    def _make_status(self) -> None:
        self.summary = QLabel()
        self.saved = QLabel(self.tr("未保存：关闭后本次录入会丢失"))
        self.saved.setObjectName("attention")
        self.saved.setVisible(self._forgets)
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.summary, 1)
        bar.addPermanentWidget(self.saved)
        if self._upkeep is not None:
            bar.addPermanentWidget(QLabel(self.tr("已保存到 {0}（加密）").format(self._upkeep.file.name)))
        bar.addPermanentWidget(QLabel(self.tr("离线")))

    def _connect(self) -> None:
        self.workday.changed.connect(lambda _changes: self._show_state())
        self.workday.busy_changed.connect(lambda _what: self._show_state())
        self.workday.progressed.connect(self._show_progress)
        self.day_edit.dateChanged.connect(lambda day: self.workday.set_day(date(day.year(), day.month(), day.day())))
        self.cases.columns_wanted.connect(self.importing.choose_for_columns)
        self.cases.import_wanted.connect(lambda: self.importing.choose("cases", self.tr("导入案件…")))
        self.cases.sample_wanted.connect(self.open_sample)
        self.plan.kind_wanted.connect(self._show_kind)
        self.plan.case_wanted.connect(self._show_case)

    def _restore(self) -> None:
        geometry = self._settings.value("window/geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(QSize(1366, 768))

    def _plan(self) -> None:
        self.go(PLAN)
        if self.workday.snapshot.missing:
            self.messages.warn(self.tr("还不能规划"), self.tr("资料不全，缺什么见“规划”页。"))
        else:
            self.workday.plan_day()

    def _build(self) -> None:
        self.go(PAPERS)
        self.papers.build()

    def open_pins(self) -> PinDialog:
        """Work through the doubtful places."""
        dialog = PinDialog(self.workday, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.left.connect(self._pins_left)
        dialog.open()
        return dialog

    def _pins_left(self, has_changed: bool) -> None:
        if has_changed:
            self.workday.refresh(Changes(cases=True))
            if self.workday.plan:
                self.messages.warn(self.tr("位置已更新"), self.tr("现有规划仍按原来的位置，请重新规划。"))

    def _show_kind(self, decision: str) -> None:
        self.go(CASES)
        self.cases.show_only(decision)

    def _show_case(self, number: str) -> None:
        """Where the debtor is called, if he is on that list, else among the cases."""
        self.go(CONTACTS if self.contacts.table.row_of(number) >= 0 else CASES)
        self.selection.pick(number)

    def _speak(self, language: str) -> None:
        self._settings.setValue("language", language)
        self.messages.notice({"en": "English from the next start.", "zh": "下次启动时使用中文。"}[language])

    def _choose_template_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("空白表格存到哪个文件夹"), self._settings.value("folders/templates", ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.write_templates)
        dialog.open()

    def write_templates(self, folder: str) -> None:
        """Write the empty workbooks into a folder."""
        self._settings.setValue("folders/templates", folder)
        title = self.tr("空白表格已写入")
        self.workday.run(
            lambda _tell: self.workday.doors.paperwork.write_templates(Path(folder)),
            lambda _files: self.messages.notice(title, folder),
        )

    def _show_progress(self, percent: int, what: str) -> None:
        self.summary.setText(f"{what}　{percent}%")

    def _show_state(self) -> None:
        workday = self.workday
        self.setWindowTitle(f"Waifang 外访 ─ {words.short_day(workday.day)} {words.weekday(workday.day)}")
        self.plan_action.setEnabled(not workday.busy)
        self.build_action.setEnabled(not workday.busy)
        self.stop_action.setEnabled(bool(workday.busy))
        self.day_edit.setEnabled(not workday.busy)
        self._show_steps()
        if not workday.busy:
            self.summary.setText(self._summary())

    def _show_steps(self) -> None:
        seen, plan = self.workday.snapshot, self.workday.plan
        to_call = seen.count(Kind.CONTACT_FIRST)
        call_off = sum(unplanned.must_call_off for unplanned in plan.unplanned) if plan else 0
        call_off += len(to_call_back(plan))
        stale = bool(self.workday.overtaken)
        written = len(self.workday.papers.files) if self.workday.papers else 0
        cases = f" {len(seen.decisions):,}" if seen.decisions else ""
        visits = self.tr(" {0} 访").format(plan.num_visits) if plan else ""
        for step, text, state in (
            (self.steps[CASES], self.tr("①案件") + cases, "ok" if seen.decisions else ""),
            (
                self.steps[CONTACTS],
                self.tr("②联系") + (self.tr(" {0} 待联").format(to_call + call_off) if to_call + call_off else ""),
                "attention" if to_call or call_off else "",
            ),
            (
                self.steps[PLAN],
                self.tr("③规划") + visits + (" !" if stale else ""),
                "attention" if stale else "ok" if plan else "",
            ),
            (self.steps[PAPERS], self.tr("④文件") + (f" {written}" if written else ""), "ok" if written else ""),
        ):
            step.setText(text)
            step.setProperty("state", state)
            step.style().unpolish(step)
            step.style().polish(step)
        for page, step in enumerate(self.steps):
            step.setShortcut(QKeySequence(f"Ctrl+{page + 1}"))

    def _summary(self) -> str:
        seen = self.workday.snapshot
        if not seen.decisions:
            return self.tr("没有案件")
        return self.tr("{0} 案 · 可上门 {1} · 先联系 {2} · 只寄信 {3} · 不得上门 {4} · {5} 组").format(
            f"{len(seen.decisions):,}",
            seen.count(Kind.VISIT),
            seen.count(Kind.CONTACT_FIRST),
            seen.count(Kind.LETTER_ONLY),
            seen.count(Kind.BLOCKED),
            sum(not team.needs_partner for team in seen.teams.values()),
        )


def next_working_day(today: date) -> date:
    """The next Monday to Friday after today: what a dispatcher most likely plans."""
    day = today + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def program_version() -> str:
    """The installed version, "" in a bare checkout."""
    try:
        return version("waifang")
    except PackageNotFoundError:
        return ""


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
