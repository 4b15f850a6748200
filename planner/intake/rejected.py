"""Writes the rows that were not imported, in the file's own columns, so that they can be mended and imported again."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path, PurePath
from typing import Any

from planner import outward
from planner.import_report import Rejection
from planner.intake.columns import OUR_MARKS

_SHEET_NAME_LENGTH = 31


def write_rejected(target: Path, rejections: Iterable[Rejection], conflicts: Iterable[Rejection] = ()) -> None:
    """Write rejected.xlsx: a sheet for each source sheet, with reason, column, row number before its own columns.

    It holds the rows as they came, personal data included. Without any row it has a sheet that says so.

    Raises:
        PlannerError: the file cannot be written.
    """
    groups: dict[tuple[str, str, tuple[str, ...]], list[Rejection]] = {}
    for rejection in chain(rejections, conflicts):
        source = rejection.source
        groups.setdefault((source.file, source.sheet, source.headings), []).append(rejection)
    with outward.whole_file(target) as out:
        book = outward.workbook(out)
        taken: set[str] = set()
        for (file, sheet, headings), rows in groups.items():
            _fill(book, book.add_worksheet(_sheet_name(file, sheet, taken)), headings, rows)
        if not groups:
            book.add_worksheet("无").write_string(0, 0, "没有未导入的行。")
        book.close()


def _fill(book: Any, sheet: Any, headings: Sequence[str], rows: Sequence[Rejection]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
    # Text format, so that what is typed while mending stays as it is typed.
    as_text = book.add_format({"num_format": 49})
    sheet.set_column(0, 0, 40, as_text)
    sheet.set_column(1, len(OUR_MARKS) + len(headings) - 1, 16, as_text)
    sheet.freeze_panes(1, len(OUR_MARKS))
    for column, heading in enumerate((*OUR_MARKS, *headings)):
        sheet.write_string(0, column, outward.cell(heading), bold)
    for at, row in enumerate(sorted(rows, key=lambda r: r.source.row), start=1):
        for column, text in enumerate(_cells(row, len(headings))):
            sheet.write_string(at, column, outward.cell(text), as_text)


def _cells(row: Rejection, width: int) -> tuple[str, ...]:
    """The row behind our marks; one whose columns have shifted stays in one cell, lest it come back unmended."""
    values = row.source.values
    fits = len(values) == width
    told = (row.reason, row.column, str(row.source.row), "" if fits else ",".join(values))
    return (*told, *(values if fits else ("",) * width))


def _sheet_name(file: str, sheet: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has: the file's own, then its sheet's, then a number."""
    stem = re.sub(r"[\[\]:*?/\\']", "_", outward.clean("_".join(filter(None, (PurePath(file).name, sheet)))))
    name, n = stem[:_SHEET_NAME_LENGTH], 2
    while name.lower() in taken:
        name, n = f"{stem[: _SHEET_NAME_LENGTH - len(str(n)) - 1]}_{n}", n + 1
    taken.add(name.lower())
    return name
