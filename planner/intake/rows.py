"""Walks the rows of a table: each one is parsed or rejected with its column and reason, never dropped."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NoReturn, TypeVar

from planner.import_report import Batch, Parsed, Rejection, SourceRow
from planner.intake import values
from planner.intake.columns import Table
from planner.intake.defects import column_letters

T = TypeVar("T")
_IN_POWERS = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.IGNORECASE)
"""1.23E+17: a long number that Excel has shortened."""


class BadRow(ValueError):
    """A row cannot be imported: the column ("" for the row as a whole) and why, without its contents."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(column, reason)
        self.column = column
        self.reason = reason


class Row:
    """One row, asked for by field. A field that the table does not have reads as empty."""

    def __init__(self, table: Table, number: int, cells: tuple[str, ...]) -> None:
        self._table = table
        self._number = number
        self._cells = cells

    def heading(self, field: str) -> str:
        """The file's own heading of a field, ours if it has none."""
        columns = self._table.fields.get(field)
        return values.plain(self._table.headings[columns[0]]) if columns else self._table.layout.heading_of(field)

    def texts(self, field: str) -> tuple[str, ...]:
        """What stands in all columns of a field, outer spaces cut, empty ones left out.

        Raises:
            BadRow: one of these cells is an Excel error or lost its value or digits.
        """
        found = [self._cell(column) for column in self._table.fields.get(field, ())]
        return tuple(text for text in found if text)

    def text(self, field: str) -> str:
        """What stands in the field's column, "" if nothing does."""
        return next(iter(self.texts(field)), "")

    def key(self, field: str) -> str:
        """The field as a number that things are known by: a case, a staff number, a telephone."""
        text = values.key(self.text(field))
        if _IN_POWERS.fullmatch(text):
            columns = self._table.fields[field]
            where = next(column_letters(c) for c in columns if values.key(self._cell(c)) == text)
            self.bad(
                field, f"单元格 {where}{self._number} 是科学计数法，Excel 已丢失末位，请在原表改为文本格式后重新填写"
            )
        return text

    def needed(self, field: str) -> str:
        """As `key`, but it has to be there."""
        return self.key(field) or self.bad(field, "不能为空")

    def value(self, field: str, read: Callable[[str], T]) -> T | None:
        """The field read as something, None when the cell is empty or a dash.

        Raises:
            BadRow: it holds something else.
        """
        return next(iter(self.values(field, read)), None)

    def values(self, field: str, read: Callable[[str], T]) -> tuple[T, ...]:
        """As `value`, for a field of several columns."""
        try:
            return tuple(read(text) for text in self.texts(field) if not values.is_nothing(text))
        except values.Unreadable as unreadable:
            self.bad(field, str(unreadable))

    def needed_value(self, field: str, read: Callable[[str], T]) -> T:
        """As `value`, but it has to be there."""
        value = self.value(field, read)
        return self.bad(field, "不能为空") if value is None else value

    def yes_or_no(self, field: str) -> bool | None:
        """Yes or no, None when the cell is empty; a dash is no answer and is not read as one."""
        try:
            return values.yes_or_no(self.text(field)) if self.text(field) else None
        except values.Unreadable as unreadable:
            self.bad(field, str(unreadable))

    def one_of(self, field: str, words: dict[str, T], default: T | None = None) -> T:
        """The meaning of one of the fixed words; `default` when the cell is empty and there is one."""
        word = self.key(field)
        if not word and default is not None:
            return default
        if word not in words:
            self.bad(field, f"应为下列之一：{'、'.join(words)}" if word else "不能为空")
        return words[word]

    def bad(self, field: str, reason: str) -> NoReturn:
        """Give the row up because of this field."""
        raise BadRow(self.heading(field), reason)

    def _cell(self, column: int) -> str:
        defect = self._table.defects.get((self._number, column))
        if defect:
            heading = values.plain(self._table.headings[column])
            raise BadRow(heading, f"单元格 {column_letters(column)}{self._number} {defect}")
        text = self._cells[column].strip() if column < len(self._cells) else ""
        order = self._table.date_orders.get(column)
        return values.in_order(text, order) if order else text


def read_rows(table: Table, parse: Callable[[Row], T], key_field: str = "number") -> Batch[T]:
    """Parse every row of a table; rows = parsed + rejected, or it is our own fault.

    `key_field` holds what a rejected row is known by (its case number), if the row has it.
    """
    parsed: list[Parsed[T]] = []
    rejections: list[Rejection] = []
    for number, cells in table.rows:
        source = SourceRow(table.file, table.sheet, number, table.headings, cells)
        row = Row(table, number, cells)
        try:
            if table.is_csv and len(cells) != len(table.headings):
                raise BadRow("", f"该行有 {len(cells)} 列，表头有 {len(table.headings)} 列")
            parsed.append(Parsed(parse(row), source))
        except BadRow as bad:
            rejections.append(Rejection(source, bad.column, bad.reason, _known_by(table, cells, key_field)))
    return balanced(Batch(table.file, len(table.rows), tuple(parsed), tuple(rejections), table.notes))


def reject(batch: Batch[T], reasons: Mapping[int, tuple[str, str]], known_by: Callable[[T], str]) -> Batch[T]:
    """The batch with some parsed rows turned into rejections: index among the parsed -> (column, reason)."""
    late = [
        Rejection(row.source, *reasons[i], known_by(row.value)) for i, row in enumerate(batch.parsed) if i in reasons
    ]
    kept = tuple(row for i, row in enumerate(batch.parsed) if i not in reasons)
    rejections = sorted((*batch.rejections, *late), key=lambda rejection: rejection.source.row)
    return balanced(replace(batch, parsed=kept, rejections=tuple(rejections)))


def reject_repeated(batch: Batch[T], known_by: Callable[[T], str], column: str) -> Batch[T]:
    """The batch without the rows whose key an earlier row has already."""
    first: dict[str, int] = {}
    reasons: dict[int, tuple[str, str]] = {}
    for i, row in enumerate(batch.parsed):
        earlier = first.setdefault(known_by(row.value), row.source.row)
        if earlier != row.source.row:
            reasons[i] = (column, f"与第 {earlier} 行重复")
    return reject(batch, reasons, known_by)


def balanced(batch: Batch[T]) -> Batch[T]:
    """The batch itself, once it is sure that no row was lost."""
    if len(batch.parsed) + len(batch.rejections) != batch.rows:
        raise AssertionError(f"{batch.rows} rows became {len(batch.parsed)} and {len(batch.rejections)}.")
    return batch


def _known_by(table: Table, cells: tuple[str, ...], field: str) -> str:
    column = table.fields.get(field, (len(cells),))[0]
    return values.key(cells[column])[:40] if column < len(cells) else ""
