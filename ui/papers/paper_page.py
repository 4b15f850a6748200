"""Page 文件: the papers of each team and stop, the folder they go to, and the files once they are there."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner import outward
from planner.casebook import Changes
from planner.clock import hhmm
from planner.finding import Kind
from planner.paperwork import Export
from planner.plan import Plan, Route, Stop
from ui import look
from ui.empty_state import EmptyState
from ui.workday import Workday


class PaperPage(QWidget):
    """Makes the papers of the plan and opens them."""

    def __init__(self, workday: Workday, settings: QSettings) -> None:
        super().__init__()
        self._workday = workday
        self._settings = settings
        self.call_off = QLabel()
        self.call_off.setWordWrap(True)
        self._strip = _strip(self.call_off)
        self.folder = QLineEdit(settings.value("folders/out", str(Path.home() / "Waifang")))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("留空则不加密"))
        self.build_button = QPushButton(self.tr("生成文件（Ctrl+P）"))
        self.build_button.setObjectName("primary")
        self.build_button.clicked.connect(self.build)
        self.open_button = QPushButton(self.tr("打开文件夹"))
        self.open_button.clicked.connect(self.open_folder)
        self.stop_button = QPushButton(self.tr("停止（Esc）"))
        self.stop_button.clicked.connect(workday.stop)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(self.tr("生成进度"))
        self.planned = self._tree([self.tr("将要打印"), self.tr("内容")], self.tr("将要打印的文件"))
        self.files = self._tree([self.tr("已生成的文件"), self.tr("文件名"), self.tr("大小")], self.tr("已生成的文件"))
        header = self.files.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.files.setColumnWidth(0, 150)
        self.files.setColumnWidth(2, 80)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.files.headerItem().setTextAlignment(2, right)
        self.files.itemActivated.connect(lambda item, _column: self._open(item))
        self._empty = EmptyState(
            self.tr("还没有可打印的规划"),
            self.tr("规划完成后，这里列出每组的行程单、文件包和地图。请先规划这一天（F5）。"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._desk())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._stack)
        workday.changed.connect(self.on_changes)
        workday.busy_changed.connect(lambda _what: self._show_state())
        workday.progressed.connect(self._show_progress)
        workday.papers_written.connect(self._written)
        self._show_state()

    def on_changes(self, changes: Changes) -> None:
        """List the papers anew when the plan has changed, else only whether it still holds."""
        if changes.plan:
            self._show_planned(self._workday.plan)
            self._show_files()
        self._show_state()

    def find(self) -> None:
        """Put the cursor into the list of papers."""
        self.planned.setFocus()

    def build(self) -> None:
        """Make all papers of the plan."""
        if self._workday.plan is None:
            self._workday.messages.warn(self.tr("还没有规划"), self.tr("请先规划这一天，再生成文件。"))
        elif self._workday.overtaken:
            text = self.tr("已排案件在规划后有变化，请重新规划后再生成文件。")
            self._workday.messages.warn(self.tr("规划已过时"), text)
        elif not self.folder.text().strip():
            self._workday.messages.warn(self.tr("没有选择文件夹"), self.tr("请先选择保存文件的文件夹。"))
            self.folder.setFocus()
        else:
            out = Path(self.folder.text().strip()).expanduser()
            self._settings.setValue("folders/out", str(out))
            self._workday.export(out / self._workday.day.isoformat(), self.password.text() or None)

    def open_folder(self) -> None:
        """Open the folder of the papers in the system's file manager."""
        export = self._workday.papers
        if export is None:
            self._workday.messages.warn(self.tr("还没有生成文件"), self.tr("请先按“生成文件”。"))
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(export.folder)))

    def _desk(self) -> QWidget:
        choose = QPushButton(self.tr("选择…"))
        choose.setAccessibleName(self.tr("选择文件夹"))
        choose.clicked.connect(self._choose_folder)
        folder_label = QLabel(self.tr("文件夹"))
        folder_label.setBuddy(self.folder)
        password_label = QLabel(self.tr("文件密码"))
        password_label.setBuddy(self.password)
        row = QHBoxLayout()
        row.addWidget(folder_label)
        row.addWidget(self.folder, 3)
        row.addWidget(choose)
        row.addWidget(password_label)
        row.addWidget(self.password, 1)
        actions = QHBoxLayout()
        for part in (self.build_button, self.stop_button, self.open_button):
            actions.addWidget(part)
        actions.addWidget(self.progress, 1)
        self.told = QLabel()
        self.told.setObjectName("quiet")
        actions.addWidget(self.told, 1)
        lists = QSplitter(Qt.Orientation.Horizontal)
        lists.addWidget(self.planned)
        lists.addWidget(self.files)
        lists.setSizes([700, 500])
        lists.setChildrenCollapsible(False)
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._strip)
        column.addLayout(row)
        column.addLayout(actions)
        column.addWidget(lists, 1)
        return desk

    def _tree(self, headings: list[str], name: str) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderLabels(headings)
        tree.setAccessibleName(name)
        tree.setColumnWidth(0, 300)
        tree.setUniformRowHeights(True)
        return tree

    def _show_planned(self, plan: Plan | None) -> None:
        self.planned.clear()
        off = [unplanned.case_number for unplanned in plan.unplanned if unplanned.must_call_off] if plan else []
        self._strip.setVisible(bool(off))
        listed = self.tr("、", "between listed words").join(off[:12]) + ("…" if len(off) > 12 else "")
        self.call_off.setText(self.tr("先撤约或改约 {0} 件（已约今日但不能上门）：{1}").format(len(off), listed))
        if plan is None:
            return
        for place, route in enumerate(plan.routes):
            if route.stops:
                self.planned.addTopLevelItem(self._team_item(place, route))
        letters = sum(unplanned.kind is Kind.LETTER_ONLY for unplanned in plan.unplanned)
        if letters:
            item = QTreeWidgetItem([self.tr("信函"), self.tr("letters.pdf，{0} 件只能寄信的案件").format(letters)])
            self.planned.addTopLevelItem(item)
        day = QTreeWidgetItem([self.tr("全天"), self.tr("未排清单、未导入清单、plan.json、manifest.json")])
        self.planned.addTopLevelItem(day)

    def _team_item(self, place: int, route: Route) -> QTreeWidgetItem:
        title = self.tr("{0}　{1} 访").format(route.shift.team, len(route.stops))
        item = QTreeWidgetItem([title, self.tr("行程单（PDF、xlsx、日历）、地图、文件包")])
        item.setIcon(0, look.swatch(place))
        papers = self.tr("授权委托书、告知书、欠款明细、还款协议、外访记录表、送达回执")
        for number, stop in enumerate(route.stops, 1):
            item.addChild(QTreeWidgetItem([self._stop_title(number, stop), papers]))
        return item

    def _stop_title(self, number: int, stop: Stop) -> str:
        case = self._workday.snapshot.cases.get(stop.visit.id)
        name = outward.mask_name(case.debtor.name) if case else ""
        return f"{number}　{hhmm(stop.arrival)}　{name}　{stop.visit.id}"

    def _show_files(self) -> None:
        self.files.clear()
        export = self._workday.papers
        folders: dict[str, QTreeWidgetItem] = {}
        for name in export.files if export else ():
            path = export.folder / name
            size = f"{path.stat().st_size / 1024:,.0f} KB" if path.exists() else "–"
            item = QTreeWidgetItem([self._title_of(path.name), path.name, size])
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, Qt.ItemDataRole.UserRole, str(path))
            team = path.parent.name if path.parent != export.folder else ""
            if not team:
                self.files.addTopLevelItem(item)
                continue
            if team not in folders:
                folders[team] = QTreeWidgetItem([team])
                self.files.addTopLevelItem(folders[team])
            folders[team].addChild(item)
        self.files.expandAll()
        self._show_state()

    def _title_of(self, name: str) -> str:
        """What a file is, for people who do not read file names."""
        return {
            "itinerary.pdf": self.tr("行程单"),
            "itinerary.xlsx": self.tr("行程表"),
            "itinerary.ics": self.tr("日历"),
            "pack.pdf": self.tr("文件包"),
            "map.html": self.tr("地图"),
            "letters.pdf": self.tr("信函"),
            "unplanned.xlsx": self.tr("未排清单"),
            "rejected.xlsx": self.tr("未导入清单"),
            "plan.json": self.tr("规划数据"),
            "manifest.json": self.tr("校验清单"),
        }.get(name, name)

    def _written(self, export: Export) -> None:
        self._show_files()
        messages, count = self._workday.messages, len(export.files)
        if export.unprinted:
            lines = (f"{u.team}-{u.stop} {' '.join(u.cases)} {u.paper}：{u.reason}" for u in export.unprinted)
            title = self.tr("已生成 {0} 个文件，有 {1} 份纸面文件缺资料未打印").format(count, len(export.unprinted))
            messages.warn(title, "", "\n".join(lines))
        else:
            messages.notice(self.tr("已生成 {0} 个文件").format(count))

    def _open(self, item: QTreeWidgetItem) -> None:
        path = item.data(0, Qt.ItemDataRole.UserRole)
        if path and not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self._workday.messages.warn(self.tr("打不开文件"), self.tr("系统没有打开此类文件的程序。"))

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("保存到哪个文件夹"), self.folder.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _show_state(self) -> None:
        workday = self._workday
        is_building = workday.busy == "papers"
        told = self.tr("写入其中的 {0} 文件夹。文件含个人信息，用完请删除。")
        self.told.setText(told.format(workday.day.isoformat()))
        self._stack.setCurrentIndex(1 if workday.plan else 0)
        self.build_button.setEnabled(not workday.busy and workday.plan is not None and not workday.overtaken)
        self.open_button.setEnabled(workday.papers is not None)
        self.stop_button.setVisible(is_building)
        self.progress.setVisible(is_building)
        self.told.setVisible(not is_building)

    def _show_progress(self, percent: int, what: str) -> None:
        if self._workday.busy == "papers":
            self.progress.setValue(percent)
            self.progress.setFormat(f"{what}　%p%")


def _strip(label: QLabel) -> QFrame:
    frame = QFrame()
    frame.setObjectName("strip")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 6, 12, 6)
    layout.addWidget(label)
    return frame
