"""Everything about bringing files in: menu, drop, what kind they are, passwords, and what came of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

import resources
from planner.heading_map import ColumnsUnclear, HeadingMap, Preview
from planner.import_report import ImportReport
from ui import kinds
from ui.cases.mapping_dialog import MappingDialog
from ui.kinds import KindDialog
from ui.messages import Questions
from ui.workday import Workday

SAMPLE = {
    "cases.xlsx": "cases",
    "cases_lender2.csv": "cases",
    "contacts.xlsx": "contacts",
    "visits.xlsx": "visits",
    "lenders.xlsx": "lenders",
    "authorisations.xlsx": "authorisations",
    "roster.xlsx": "roster",
}


class Importing(QObject):
    """Takes files from the user to the casebook, and tells what became of every row."""

    def __init__(self, window: QWidget, workday: Workday, questions: Questions, settings: QSettings) -> None:
        super().__init__(window)
        self._window = window
        self._workday = workday
        self._questions = questions
        self._settings = settings
        workday.imported.connect(self._tell)
        workday.locked.connect(self._ask_password)
        workday.unclear.connect(self._ask_columns)
        workday.maps_folder = Path(settings.fileName()).parent / "columns"

    def choose(self, kind: str, title: str) -> None:
        """Let the user pick files of one kind."""
        dialog = QFileDialog(self._window, title, self._settings.value("folders/import", ""))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([self.tr("表格（*.xlsx *.xls *.csv *.zip）"), self.tr("所有文件（*）")])
        many = kind == kinds.CASES
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self.take({Path(name): kind for name in names}))
        dialog.open()

    def choose_for_columns(self) -> None:
        """Let the user pick a case file and say what its columns are."""
        dialog = QFileDialog(
            self._window, self.tr("为哪个案件文件指定列？"), self._settings.value("folders/import", "")
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([self.tr("表格（*.xlsx *.xls *.csv *.zip）"), self.tr("所有文件（*）")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.ask_columns_of(Path(name)))
        dialog.open()

    def ask_columns_of(self, path: Path) -> None:
        """Look at a case file, then ask what its columns are; it is imported with the answer."""
        casebook, folder = self._workday.doors.casebook, self._workday.maps_folder
        again = (kinds.batches({path: kinds.CASES}), ())

        def look(_tell: object) -> Preview:
            return casebook.look_at(path, (), casebook.kept_maps(folder))

        self._workday.run(look, lambda seen: self._show_columns(seen, again))

    def sample(self) -> None:
        """Bring in the sample day's files."""
        self._start({resources.path(f"sample/{name}"): kind for name, kind in SAMPLE.items()})

    def drop(self, paths: Sequence[Path]) -> None:
        """Take dropped files: those whose kind the name tells come in at once, else all are asked about."""
        tables = [path for path in paths if path.is_file() and path.suffix.lower() in kinds.TABLE_SUFFIXES]
        if len(tables) < len(paths):
            title = self.tr("有 {0} 个文件不是表格，未导入").format(len(paths) - len(tables))
            self._workday.messages.warn(title, self.tr("可以导入 xlsx、xls、csv 和 zip。"))
        guesses = {path: kinds.guess(path) for path in tables}
        if tables and all(guesses.values()):
            self.take(guesses)
        elif tables:
            dialog = KindDialog(tables, guesses, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(self.take)
            dialog.open()

    def take(self, chosen: Mapping[Path, str]) -> None:
        """Import files of known kinds and remember their folder."""
        wanted = {path: kind for path, kind in chosen.items() if kind != kinds.SKIP}
        if wanted:
            self._settings.setValue("folders/import", str(next(iter(wanted)).parent))
            self._start(wanted)

    def _start(self, chosen: Mapping[Path, str]) -> None:
        if self._workday.busy:
            self._workday.messages.warn(self.tr("请稍候"), self.tr("正在进行另一项工作，完成或停止后再导入。"))
        else:
            self._workday.import_files(kinds.batches(chosen))

    def _ask_password(self, error: Any, again: tuple[Any, Sequence[str]]) -> None:
        files, passwords = again
        why = f"{error.message}{error.remedy}"
        retry = partial(self._with_password, files, passwords)
        self._questions.password(self._window, why, retry)

    def _with_password(self, files: Any, passwords: Sequence[str], password: str) -> None:
        if password:
            self._workday.import_files(files, (*passwords, password))

    def _ask_columns(self, error: ColumnsUnclear, again: tuple[Any, Sequence[str]]) -> None:
        self._workday.messages.show_refusal(error)
        self._show_columns(error.preview, again)

    def _show_columns(self, seen: Preview, again: tuple[Any, Sequence[str]]) -> None:
        self.columns = MappingDialog(seen, self._workday.doors.casebook.case_fields(), self._window)
        self.columns.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.columns.chosen.connect(lambda said: self._keep_columns(said, again))
        self.columns.open()

    def _keep_columns(self, said: HeadingMap, again: tuple[Any, Sequence[str]]) -> None:
        casebook, folder = self._workday.doors.casebook, self._workday.maps_folder
        if folder is None:
            raise AssertionError("Columns were answered with no folder to keep them in.")
        files, passwords = again
        self._workday.run(
            lambda _tell: casebook.keep_map(folder, said), lambda _: self._workday.import_files(files, passwords)
        )

    def _tell(self, reports: tuple[ImportReport, ...]) -> None:
        lines = [line for report in reports for line in self._lines(report)]
        rows = sum(report.rows for report in reports)
        held_back = sum(report.rejected + report.conflict for report in reports)
        title = self.tr("已读入 {0} 个文件，{1} 行").format(len(reports), f"{rows:,}")
        if held_back:
            text = self.tr("其中 {0} 行未采用，原因见详情；生成文件时写入 rejected.xlsx，改正后可再次导入。")
            self._workday.messages.warn(title, text.format(held_back), "\n".join(lines))
        else:
            self._workday.messages.notice(title, "", "\n".join(lines))

    def _lines(self, report: ImportReport) -> list[str]:
        balance = self.tr("{0}：{1} 行 = 新增 {2} + 更新 {3} + 相同 {4} + 跳过 {5} + 冲突 {6} + 未导入 {7}")
        counts = (report.imported, report.updated, report.identical, report.skipped, report.conflict, report.rejected)
        lines = [balance.format(report.file, report.rows, *counts), *(f"  {note}" for note in report.notes)]
        for rejection in (*report.rejections, *report.conflicts):
            row = self.tr("  第 {0} 行 {1} {2}：{3}")
            lines.append(row.format(rejection.source.row, rejection.case_number, rejection.column, rejection.reason))
        return lines
