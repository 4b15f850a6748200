"""A read-only table over columns: sorting and filtering swap an index and never copy a row.

No proxy model: over a Python model it takes seconds where this takes milliseconds (desktop notes, section 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import look
from ui.selection import Selection

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what shows, what it sorts by (the text itself if None), and how it looks."""

    texts: Sequence[str]
    keys: Sequence[Any] | None = None
    states: Sequence[str] | None = None
    """Names of the scheme's state colours, "" for plain text."""
    swatches: Sequence[int] | None = None
    """Team numbers whose colour stands before the text, -1 for none."""
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's contents. `blobs` is what the filter box looks in, lower case; `facets` what the combos offer."""

    ids: Sequence[str] = ()
    columns: Sequence[Column] = ()
    blobs: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


class ColumnTable(QAbstractTableModel):
    """Columns as lists, seen through `view_index`."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = list(headings)
        self._rows = Rows()
        self._order = np.empty(0, np.int64)
        self._view = np.empty(0, np.int64)
        self._mask: np.ndarray[Any, Any] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._swatches: dict[int, Any] = {}

    def show(self, rows: Rows) -> None:
        """Replace everything; the order chosen stays, the filter has to be set again."""
        self.beginResetModel()
        self._rows = rows
        self._mask = None
        self._order = self._sorted()
        self._view = self._order
        self.endResetModel()

    def filter(self, text: str = "", facets: Mapping[str, str] | None = None) -> None:
        """Keep rows whose blob holds every word of `text` and whose facets have the wanted values ("" is any)."""
        mask = np.ones(len(self._rows.ids), bool)
        for word in text.lower().split():
            mask &= np.fromiter((word in blob for blob in self._rows.blobs), bool, len(mask))
        for name, wanted in (facets or {}).items():
            if wanted and name in self._rows.facets:
                mask &= np.fromiter((value == wanted for value in self._rows.facets[name]), bool, len(mask))
        self.beginResetModel()
        self._mask = mask
        self._view = self._order[mask[self._order]]
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort stably; a column of -1 gives the order of import."""
        self._sorted_by = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        rows = [int(self._view[index.row()]) for index in old]
        self._order = self._sorted()
        self._view = self._order if self._mask is None else self._order[self._mask[self._order]]
        place = {int(row): at for at, row in enumerate(self._view)}
        new = [self.index(place[row], index.column()) for row, index in zip(rows, old, strict=True)]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def id_at(self, row: int) -> str:
        """The id of a visible row, "" outside."""
        return self._rows.ids[self._view[row]] if 0 <= row < len(self._view) else ""

    def row_of(self, row_id: str) -> int:
        """The visible row of an id, -1 when it is filtered out or unknown."""
        return next((at for at, row in enumerate(self._view) if self._rows.ids[row] == row_id), -1)

    @property
    def num_all(self) -> int:
        """Rows before filtering."""
        return len(self._rows.ids)

    def facet_values(self, name: str) -> list[str]:
        """The values of a facet with their first occurrence's order."""
        return list(dict.fromkeys(self._rows.facets.get(name, ())))

    def rowCount(self, parent: Index = _TOP) -> int:
        """Rows that pass the filter."""
        return 0 if parent.isValid() else len(self._view)

    def columnCount(self, parent: Index = _TOP) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings; rows have none."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section < len(self._rows.columns):
            return _alignment(self._rows.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, colours and alignment of one cell."""
        if role not in _ROLES or not index.isValid():
            return None
        column = self._rows.columns[index.column()]
        row = self._view[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.texts[row]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.ForegroundRole and column.states is not None and column.states[row]:
            return QColor(look.scheme().states[column.states[row]])
        if role == Qt.ItemDataRole.DecorationRole and column.swatches is not None and column.swatches[row] >= 0:
            return self._swatch(column.swatches[row])
        return None

    def _swatch(self, team: int) -> Any:
        if team not in self._swatches:
            self._swatches[team] = look.swatch(team)
        return self._swatches[team]

    def _sorted(self) -> np.ndarray[Any, Any]:
        num_rows = len(self._rows.ids)
        if self._sorted_by is None or not num_rows:
            return np.arange(num_rows)
        column, direction = self._sorted_by
        keys = self._rows.columns[column].keys or self._rows.columns[column].texts
        is_down = direction is Qt.SortOrder.DescendingOrder
        return np.array(sorted(range(num_rows), key=keys.__getitem__, reverse=is_down))


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.DecorationRole,
    }
)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class TableView(QTableView):
    """A dense table of whole rows that shares a selection."""

    def __init__(self, table: ColumnTable, selection: Selection, name: str, widths: Sequence[int] = ()) -> None:
        super().__init__()
        self._table = table
        self._shared = selection
        self.setModel(table)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.ROW_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.selectionModel().selectionChanged.connect(self._picked)
        table.modelReset.connect(lambda: self._show(selection.id))
        selection.changed.connect(self._show)

    def make_sortable(self) -> None:
        """Sort by a click on a heading; the order of import until then."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)

    def _picked(self) -> None:
        rows = self.selectionModel().selectedRows()
        if rows:
            self._shared.pick(self._table.id_at(rows[0].row()))

    def _show(self, row_id: str) -> None:
        row = self._table.row_of(row_id)
        if row < 0:
            self.clearSelection()
        elif row != self.currentIndex().row() or not self.selectionModel().hasSelection():
            self.selectRow(row)
            self.scrollTo(self._table.index(row, 0))
