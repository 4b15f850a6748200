"""Writes the empty workbooks that an office fills in, each column described, and a sample of desk.toml."""

import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import resources
from planner import outward

_GUIDE = ("列名", "是否必填", "填写要求", "示例", "可填内容")
_LAST_ROW = 5000
"""How far down the drop-downs and the text format reach; rows below are read all the same."""


class Column(NamedTuple):
    """One column of an empty workbook."""

    heading: str
    is_required: bool
    form: str
    example: str
    words: list[str]


def columns_of(kind: str) -> list[Column]:
    """The columns of one workbook: cases, contacts, visits, lenders, authorisations or roster."""
    return [Column(*entry) for entry in _templates()[kind]["columns"]]


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write the six empty workbooks and desk.toml into a folder; files of these names are replaced.

    Raises:
        PlannerError: the folder cannot be written.
    """
    written: list[Path] = []
    for kind, entry in _templates().items():
        target = folder / entry["file"]
        with outward.whole_file(target) as out:
            book = outward.workbook(out)
            _fill(book, entry["sheet"], columns_of(kind))
            book.close()
        written.append(target)
    outward.write_whole(folder / "desk.toml", resources.path("intake/desk.toml").read_bytes())
    return (*written, folder / "desk.toml")


def _templates() -> dict[str, Any]:
    return tomllib.loads(resources.path("intake/templates.toml").read_text("utf-8"))


def _fill(book: Any, name: str, columns: list[Column]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
    # Text format keeps id numbers, phones and case numbers as they are typed.
    as_text = book.add_format({"num_format": 49})
    sheet = book.add_worksheet(name)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, max(12, 2 * len(column.heading) + 2), as_text)
        sheet.write_string(0, at, ("*" if column.is_required else "") + column.heading, bold)
        if column.words:
            sheet.data_validation(1, at, _LAST_ROW, at, {"validate": "list", "source": column.words})
    sheet.freeze_panes(1, 1)
    _describe(book.add_worksheet("说明"), bold, columns)


def _describe(guide: Any, bold: Any, columns: list[Column]) -> None:
    guide.set_column(0, 1, 16)
    guide.set_column(2, 4, 44)
    for at, heading in enumerate(_GUIDE):
        guide.write_string(0, at, heading, bold)
    for row, column in enumerate(columns, start=1):
        cells = (
            column.heading,
            "必填" if column.is_required else "选填",
            column.form,
            column.example,
            "、".join(column.words),
        )
        for at, text in enumerate(cells):
            guide.write_string(row, at, text)
