"""Says which column of a sheet is which field, and asks where that cannot be known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from planner.errors import PlannerError
from planner.heading_map import ColumnsUnclear, DateOrder, HeadingMap, Preview, best_map
from planner.intake import gate, values
from planner.intake.guess import unknown_column
from planner.intake.headings import HEADING_ROWS, find_headings
from planner.intake.layout import Layout, layout, normal
from planner.intake.sheet import Sheet, read_sheets
from planner.intake.values import plain

__all__ = ["OUR_MARKS", "Layout", "Table", "layout", "normal", "only_table", "preview", "read_tables", "tables_in"]

OUR_MARKS = ("未导入原因", "问题列", "原行号", "原始内容")
"""The columns that rejected.xlsx adds; they are passed over when the file comes back."""
_EXAMPLES = 3
_HARMLESS = frozenset({"batch", "product"})
"""Exports are known to repeat these columns; they name nobody."""


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
    date_orders: Mapping[int, DateOrder] = field(default_factory=dict)
    """Columns whose days are written in an order that a person told us."""
    preview: Preview = field(default_factory=lambda: Preview(""))


def read_tables(path: Path, kind: str, passwords: Sequence[str] = (), maps: Sequence[HeadingMap] = ()) -> list[Table]:
    """Read a file and find its tables of one kind: one for each file, and one for each sheet of rejected.xlsx.

    Raises:
        ColumnsUnclear: a required column missing, or days that can be read in several ways.
        PlannerError: as `read_sheets`; no heading row, a field named twice, no rows.
    """
    sheets = read_sheets(path, passwords)
    of_files = [list(group) for _file, group in groupby(sheets, key=lambda sheet: sheet.file)]
    return [table for group in of_files for table in tables_in(group, layout(kind), maps)]


def only_table(path: Path, kind: str, passwords: Sequence[str] = ()) -> Table:
    """The one table of a file that may hold no more than one.

    Raises:
        PlannerError: as `read_tables`; or the zip holds several files.
    """
    tables = read_tables(path, kind, passwords)
    if len(tables) > 1:
        raise gate.refusal(path.name, "里有多个表格", "请一次只导入一个表。")
    return tables[0]


def preview(path: Path, kind: str, passwords: Sequence[str] = (), maps: Sequence[HeadingMap] = ()) -> Preview:
    """What a file holds, for a person to correct before it is imported.

    Raises:
        PlannerError: as `read_tables`, but for what can be corrected.
    """
    try:
        return read_tables(path, kind, passwords, maps)[0].preview
    except ColumnsUnclear as unclear:
        return unclear.preview


def tables_in(sheets: Sequence[Sheet], wanted: Layout, maps: Sequence[HeadingMap] = ()) -> list[Table]:
    """The tables of one file: the first sheet with known headings, every further one that bears our own marks or
    that a person asked for.

    Raises:
        ColumnsUnclear: a required column missing, or days that can be read in several ways.
        PlannerError: no heading row, a field named twice, no rows.
    """
    said = best_map(maps, [plain(c) for sheet in sheets for _, cells in sheet.rows[:HEADING_ROWS] for c in cells])
    asked_for = said.sheets if said else ()
    if said:
        wanted = wanted.corrected(said.columns)
    tables: list[Table] = []
    passed_over: list[str] = []
    like_it: list[str] = []
    for sheet in sheets:
        found = find_headings(sheet, wanted)
        is_wanted = found and (not tables or _is_ours(found.texts) or {sheet.name, "*"} & set(asked_for))
        if found is None or not is_wanted:
            passed_over.append(sheet.name)
            like_it += [sheet.name] if found else []
        else:
            tables.append(_table(sheet, found.texts, found.data_from, wanted, said))
    if not tables:
        raise gate.refusal(
            sheets[0].file,
            f"前 {HEADING_ROWS} 行里找不到{wanted.title}的表头",
            "请核对是否选错文件；csv 若显示乱码，请另存为“CSV UTF-8”。",
        )
    if passed_over:
        note = f"另有工作表未读取：{'、'.join(passed_over)}。"
        first = tables[0]
        seen = replace(first.preview, other_sheets=tuple(like_it))
        tables[0] = replace(first, notes=(*first.notes, note), preview=seen)
    return tables


def _is_ours(headings: Sequence[str]) -> bool:
    return set(OUR_MARKS) <= {normal(heading) for heading in headings}


def _table(sheet: Sheet, headings: tuple[str, ...], data_from: int, wanted: Layout, said: HeadingMap | None) -> Table:
    fields: dict[str, tuple[int, ...]] = {}
    dropped: list[str] = []
    unknown: list[int] = []
    for column, heading in enumerate(headings):
        name = wanted.field_of(heading)
        if name:
            fields[name] = (*fields.get(name, ()), column)
        elif wanted.is_dropped(heading):
            dropped.append(plain(heading))
        elif heading.strip() and normal(heading) not in OUR_MARKS:
            unknown.append(column)
    for name in wanted.prefer & fields.keys():
        fields[name] = tuple(sorted(fields[name], key=lambda column: wanted.rank(name, headings[column])))
    rows = sheet.rows[data_from:]
    orders, unclear = _date_orders(headings, fields, rows, wanted, said)
    seen = Preview(
        sheet.file,
        tuple((plain(headings[column]), name) for name, columns in fields.items() for column in columns),
        tuple(unknown_column(plain(headings[c]), _samples(rows, c), wanted, fields) for c in unknown),
        unclear,
        tuple(wanted.heading_of(name) for name in wanted.required if name not in fields),
        lender=next(iter(_samples(rows, fields["lender"][0])), "") if "lender" in fields else "",
    )
    _check_fields(sheet, headings, fields, wanted, seen)
    if not rows and not wanted.may_be_empty:
        raise gate.refusal(sheet.file, "只有表头，没有数据行", "请核对是否导出了数据。")
    notes = sheet.notes
    if dropped:
        notes = (*notes, f"未导入的列（工作不需要）：{'、'.join(dropped)}。")
    if unknown:
        listed = "、".join(plain(headings[column]) for column in unknown)
        notes = (*notes, f"未导入的列（不认识，可在“列对应”中指定）：{listed}。")
    return Table(
        *(sheet.file, sheet.name, wanted, headings, fields, rows, sheet.defects, notes),
        is_csv=sheet.is_csv,
        date_orders=orders,
        preview=seen,
    )


def _samples(rows: Sequence[tuple[int, tuple[str, ...]]], column: int) -> tuple[str, ...]:
    """Three different values of a column, as a person would recognise it by."""
    told = (plain(cells[column]) for _row, cells in rows if column < len(cells))
    return tuple(dict.fromkeys(text for text in told if text))[:_EXAMPLES]


def _date_orders(
    headings: Sequence[str],
    fields: Mapping[str, tuple[int, ...]],
    rows: Sequence[tuple[int, tuple[str, ...]]],
    wanted: Layout,
    said: HeadingMap | None,
) -> tuple[dict[int, DateOrder], dict[str, tuple[str, ...]]]:
    """The order of each date column that a person told, and the columns that nobody did, with three examples each."""
    orders: dict[int, DateOrder] = {}
    unclear: dict[str, tuple[str, ...]] = {}
    for column in (c for name in wanted.dates & fields.keys() for c in fields[name]):
        told = (plain(cells[column]) for _row, cells in rows if column < len(cells))
        several = dict.fromkeys(text for text in told if values.is_ambiguous_day(text))
        heading = plain(headings[column])
        if several and said and heading in said.dates:
            orders[column] = said.dates[heading]
        elif several:
            unclear[heading] = tuple(several)[:_EXAMPLES]
    return orders, unclear


def _check_fields(
    sheet: Sheet, headings: Sequence[str], fields: Mapping[str, tuple[int, ...]], wanted: Layout, seen: Preview
) -> None:
    if seen.missing:
        lacking = seen.missing[0]
        raise ColumnsUnclear(
            "无法导入",
            f"文件“{sheet.file}”没有“{lacking}”列。",
            f"请在{wanted.title}中补上该列后再导入，或在“列对应”中指定。",
            seen,
        )
    for name, columns in fields.items():
        # Of differing names the better one counts; the same name twice may hold another person's.
        is_twice = len({normal(headings[column]) for column in columns}) < len(columns) and name not in _HARMLESS
        if len(columns) > 1 and (name not in wanted.many | wanted.prefer or (is_twice and name in wanted.prefer)):
            twice = "、".join(f"“{plain(headings[column])}”" for column in columns)
            raise PlannerError(
                "表头重复", f"文件“{sheet.file}”中 {twice} 列含义相同，无法确定用哪一列。", "请只保留其中一列。"
            )
    for heading, examples in seen.dates.items():
        raise ColumnsUnclear(
            "日期写法不明",
            f"文件“{sheet.file}”的“{heading}”列日期可有几种读法，如 {'、'.join(examples)}。",
            f"请在“列对应”中选定：{'、'.join(DateOrder)}。",
            seen,
        )
