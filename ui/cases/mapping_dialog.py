"""Asks what the columns of a lender's file are: our guess, three of their values, and a choice by hand."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner import outward
from planner.heading_map import DateOrder, HeadingMap, Preview

DROP = ""
_SIZE = (860, 560)


class MappingDialog(QDialog):
    """Rows to answer first: days that can be read in several ways, columns that we do not know; then the known ones."""

    chosen = Signal(object)
    """The HeadingMap as answered."""

    def __init__(self, seen: Preview, fields: Mapping[str, str], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("列对应：{0}").format(outward.clean(seen.file)))
        self.resize(*_SIZE)
        self._fields = fields
        self.date_combos: dict[str, QComboBox] = {}
        self.field_combos: dict[str, QComboBox] = {}
        self._known = dict(seen.known)
        self.lender = QLineEdit(seen.lender)
        self.lender.setPlaceholderText(self.tr("委托方：按它记住这张表，下次自动使用"))
        self.lender.setAccessibleName(self.tr("委托方"))
        self.table = self._table(seen)
        self.sheets = QCheckBox(self.tr("同时读取其他工作表：{0}").format("、".join(seen.other_sheets)))
        self.sheets.setVisible(bool(seen.other_sheets))
        self.problem = QLabel()
        self.problem.setObjectName("stopped")
        self.problem.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("取消"))
        self.save = buttons.addButton(self.tr("记住并导入"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(lambda: self.chosen.emit(self.answer()))
        layout = QVBoxLayout(self)
        explanation = QLabel(self.tr("请核对每一列是什么。“不导入”的列不会保存。"))
        explanation.setWordWrap(True)
        for part in (explanation, self.lender, self.table, self.sheets, self.problem, buttons):
            layout.addWidget(part)
        self.lender.textChanged.connect(lambda _text: self._check())
        self._check()

    def answer(self) -> HeadingMap:
        """What was said, without what we knew anyway."""
        columns = {heading: combo.currentData() for heading, combo in self.field_combos.items()}
        said = {heading: name for heading, name in columns.items() if self._known.get(heading) != name}
        # A combo box hands an enumeration back as plain text.
        dates = {heading: DateOrder(combo.currentData()) for heading, combo in self.date_combos.items()}
        sheets = ("*",) if self.sheets.isChecked() else ()
        return HeadingMap(self.lender.text().strip(), said, dates, sheets)

    def _table(self, seen: Preview) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(self.tr("列"))
        table.setHorizontalHeaderLabels([self.tr("表头"), self.tr("前三个值"), self.tr("对应")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 200)
        table.setColumnWidth(2, 220)
        for heading, examples in seen.dates.items():
            combo = QComboBox()
            combo.addItem(self.tr("请选择日期写法"), None)
            for order in DateOrder:
                combo.addItem(order.value, order)
            self.date_combos[heading] = combo
            self._add(table, heading, examples, combo)
        for column in seen.unknown:
            self.field_combos[column.heading] = self._combo(column.guess)
            self._add(table, column.heading, column.samples, self.field_combos[column.heading])
        for heading, name in seen.known:
            self.field_combos[heading] = self._combo(name)
            self._add(table, heading, (), self.field_combos[heading])
        return table

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.addItem(self.tr("不导入"), DROP)
        for field, title in self._fields.items():
            combo.addItem(title, field)
        combo.setCurrentIndex(max(combo.findData(name), 0))
        return combo

    def _add(self, table: QTableWidget, heading: str, samples: tuple[str, ...], combo: QComboBox) -> None:
        row = table.rowCount()
        table.insertRow(row)
        told = self.tr("（已识别）") if not samples else "　".join(_masked(sample) for sample in samples)
        for column, text in enumerate((heading, told)):
            item = QTableWidgetItem(outward.clean(text))
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(outward.clean(text))
            table.setItem(row, column, item)
        combo.setAccessibleName(heading)
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.currentIndexChanged.connect(lambda _index: self._check())
        table.setCellWidget(row, 2, combo)

    def _check(self) -> None:
        """Say what is still to be answered; only then it can be saved."""
        self.problem.setText(self._trouble())
        self.save.setEnabled(not self.problem.text())

    def _trouble(self) -> str:
        for heading, combo in self.date_combos.items():
            if combo.currentData() is None:
                return self.tr("请选择“{0}”列的日期写法。").format(heading)
        if not any(combo.currentData() == "number" for combo in self.field_combos.values()):
            return self.tr("请指定哪一列是案件编号。")
        if not self.lender.text().strip():
            return self.tr("请填写委托方，以便下次自动使用。")
        return ""


def _masked(sample: str) -> str:
    """A value by which a person knows the column again, long numbers with their last four digits alone."""
    return re.sub(r"\d(?=\d{4})", "*", sample)[:24]
