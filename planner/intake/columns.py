"""Finds the heading row of a sheet and says which column is which field."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby
from pathlib import Path

import resources
from planner.errors import PlannerError
from planner.intake import gate
from planner.intake.sheet import Sheet, read_sheets
from planner.intake.values import plain

OUR_MARKS = ("未导入原因", "问题列", "原行号", "原始内容")
"""The columns that rejected.xlsx adds; they are passed over when the file comes back."""
_HEADING_ROWS = 10
_FEWEST_KNOWN = 3
_UNITS = re.compile(r"[(\[【〔](?:元|人民币|人民币元|RMB|CNY|%|天|日|年|期|必填|选填)[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of one kind of sheet: field -> how it may be called."""

    title: str
    columns: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, str]
    """Normal form of each heading -> field; a numbered one both with # and without."""
    required: tuple[str, ...]
    many: frozenset[str] = frozenset()
    may_be_empty: bool = False

    def field_of(self, heading: str) -> str:
        """The field that a heading names, "" when we do not know it."""
        text = normal(heading)
        return self.synonyms.get(text, "") or self.synonyms.get(re.sub(r"\d{1,2}", "#", text), "")

    def heading_of(self, name: str) -> str:
        """How we call a field when the file has no column for it."""
        return self.columns[name][0].replace("#", "")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet below its headings. `fields` says in which columns (from 0) each field stands."""

    file: str
    sheet: str
    layout: Layout
    headings: tuple[str, ...]
    fields: Mapping[str, tuple[int, ...]]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    defects: Mapping[tuple[int, int], str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_csv: bool = False


@cache
def layout(kind: str) -> Layout:
    """The layout of cases, contacts, visits, lenders, authorisations or roster, from the table of synonyms."""
    entry = tomllib.loads(resources.path("intake/columns.toml").read_text("utf-8"))[kind]
    columns = {name: tuple(words) for name, words in entry["columns"].items()}
    forms = ((name, form) for name, words in columns.items() for w in words for form in (w, w.replace("#", "")))
    return Layout(
        entry["title"],
        columns,
        {normal(form): name for name, form in forms},
        tuple(entry["required"]),
        frozenset(entry.get("many", ())),
        entry.get("may_be_empty", False),
    )


def normal(heading: str) -> str:
    """A heading for comparison: without spaces, a leading star, units in brackets, full-width forms."""
    text = re.sub(r"\s+", "", plain(heading)).lstrip("*").upper()
    return _UNITS.sub("", text)


def read_tables(path: Path, kind: str, passwords: Sequence[str] = ()) -> list[Table]:
    """Read a file and find its tables of one kind: one for each file, and one for each sheet of rejected.xlsx.

    Raises:
        PlannerError: as `read_sheets`; no heading row, a required column missing, a field named twice, no rows.
    """
    sheets = read_sheets(path, passwords)
    of_files = [list(group) for _file, group in groupby(sheets, key=lambda sheet: sheet.file)]
    return [table for group in of_files for table in tables_in(group, layout(kind))]


def only_table(path: Path, kind: str, passwords: Sequence[str] = ()) -> Table:
    """The one table of a file that may hold no more than one.

    Raises:
        PlannerError: as `read_tables`; or the zip holds several files.
    """
    tables = read_tables(path, kind, passwords)
    if len(tables) > 1:
        raise gate.refusal(path.name, "里有多个表格", "请一次只导入一个表。")
    return tables[0]


def tables_in(sheets: Sequence[Sheet], wanted: Layout) -> list[Table]:
    """The tables of one file: the first sheet with known headings, and every further one that bears our own marks.

    Raises:
        PlannerError: no heading row, a required column missing, a field named twice, no rows.
    """
    tables: list[Table] = []
    passed_over: list[str] = []
    for sheet in sheets:
        at = _heading_row(sheet, wanted)
        if at is None or (tables and not _is_ours(sheet.rows[at][1])):
            passed_over.append(sheet.name)
        else:
            tables.append(_table(sheet, at, wanted))
    if not tables:
        raise gate.refusal(
            sheets[0].file,
            f"前 {_HEADING_ROWS} 行里找不到{wanted.title}的表头",
            "请核对是否选错文件；csv 若显示乱码，请另存为“CSV UTF-8”。",
        )
    if passed_over:
        note = f"另有工作表未读取：{'、'.join(passed_over)}。"
        tables[0] = replace(tables[0], notes=(*tables[0].notes, note))
    return tables


def _is_ours(headings: Sequence[str]) -> bool:
    return set(OUR_MARKS) <= {normal(heading) for heading in headings}


def _heading_row(sheet: Sheet, wanted: Layout) -> int | None:
    """The row among the first ones that names most fields, if these are enough to be sure."""
    known = [len({wanted.field_of(c) for c in cells} - {""}) for _row, cells in sheet.rows[:_HEADING_ROWS]]
    most = max(known, default=0)
    return known.index(most) if most >= _FEWEST_KNOWN else None


def _table(sheet: Sheet, at: int, wanted: Layout) -> Table:
    headings = sheet.rows[at][1]
    fields: dict[str, tuple[int, ...]] = {}
    dropped: list[str] = []
    for column, heading in enumerate(headings):
        name = wanted.field_of(heading)
        if name:
            fields[name] = (*fields.get(name, ()), column)
        elif heading.strip() and normal(heading) not in OUR_MARKS:
            dropped.append(plain(heading))
    _check_fields(sheet, headings, fields, wanted)
    rows = sheet.rows[at + 1 :]
    if not rows and not wanted.may_be_empty:
        raise gate.refusal(sheet.file, "只有表头，没有数据行", "请核对是否导出了数据。")
    notes = sheet.notes
    if dropped:
        notes = (*notes, f"未导入的列（用不到或不认识）：{'、'.join(dropped)}。")
    return Table(sheet.file, sheet.name, wanted, headings, fields, rows, sheet.defects, notes, is_csv=sheet.is_csv)


def _check_fields(sheet: Sheet, headings: Sequence[str], fields: Mapping[str, tuple[int, ...]], wanted: Layout) -> None:
    for name in wanted.required:
        if name not in fields:
            raise gate.refusal(
                sheet.file, f"没有“{wanted.heading_of(name)}”列", f"请在{wanted.title}中补上该列后再导入。"
            )
    for name, columns in fields.items():
        if len(columns) > 1 and name not in wanted.many:
            twice = "、".join(f"“{plain(headings[column])}”" for column in columns)
            raise PlannerError(
                "表头重复", f"文件“{sheet.file}”中 {twice} 列含义相同，无法确定用哪一列。", "请只保留其中一列。"
            )
