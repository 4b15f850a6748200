"""Reads one file that others made: behind the gate, in a child process, every cell as text.

What comes back are plain tables of text with their row numbers; nothing is interpreted here.
"""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from planner import child
from planner.clock import hhmm
from planner.errors import PlannerError
from planner.intake import csv_text, defects, gate, unlock

LIMITS = child.Limits(seconds=60, memory_mb=2048)
"""pandas with calamine reserves 200 MB of address space; a sheet takes about three times its unpacked size on top."""
_BROKEN = (
    zipfile.BadZipFile,
    ElementTree.ParseError,
    expat.ExpatError,
    struct.error,
    OSError,
    ValueError,
    KeyError,
    StopIteration,
)
_LOST_DIGITS = "是超过 15 位的数字，Excel 已丢失末位，请在原表改为文本格式后重新填写"
_TOO_LONG = 10**15


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one csv file, as text. Rows are numbered as the spreadsheet does; blank ones are left out."""

    file: str
    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    defects: dict[tuple[int, int], str] = field(default_factory=dict)
    """What is wrong with single cells, by (row number, column from 0)."""
    notes: tuple[str, ...] = ()
    is_csv: bool = False


def read_sheets(path: Path, passwords: Sequence[str] = ()) -> list[Sheet]:
    """Every visible sheet with text of an xlsx, xls or csv file, or of the files in a zip; all in a child process.

    Raises:
        PasswordNeeded: locked, and `passwords` is empty.
        PlannerError: unreadable, damaged, over a limit, wrong passwords, or nothing in it.
    """
    read: list[Sheet] = child.run(_read_file, str(path), tuple(passwords), limits=LIMITS, what=f"读取“{path.name}”")
    return read


def _read_file(location: str, passwords: tuple[str, ...], _tell: child.Tell) -> list[Sheet]:
    path = Path(location)
    try:
        is_too_large = path.stat().st_size > gate.FILE_LIMIT
        data = b"" if is_too_large else path.read_bytes()
    except OSError as error:
        raise PlannerError("无法读取", f"打不开文件“{path.name}”。", "请检查路径和权限。") from error
    if is_too_large:
        raise gate.refusal(path.name, "超过 50 MB", "请拆分后再导入。")
    if gate.kind_of(path.name, data) is not gate.Kind.ARCHIVE:
        return list(_sheets(path.name, data, passwords))
    sheets: list[Sheet] = []
    left_out: list[str] = []
    for inner, content in unlock.members(path.name, data, passwords):
        if content is None:
            left_out.append(inner)
        else:
            sheets.extend(_sheets(f"{path.name}/{inner}", content, passwords))
    if not sheets:
        raise gate.refusal(path.name, "里没有 xlsx、xls 或 csv 表格", "请核对压缩包内容。")
    if left_out:
        note = f"压缩包中未读取的文件：{'、'.join(left_out)}。"
        sheets[0] = replace(sheets[0], notes=(*sheets[0].notes, note))
    return sheets


def _sheets(name: str, data: bytes, passwords: Sequence[str]) -> Iterator[Sheet]:
    kind = gate.kind_of(name, data)
    if kind is gate.Kind.OLE:
        data = unlock.unlock_ole(name, data, passwords)
        kind = gate.kind_of(name, data)
    if kind is gate.Kind.ARCHIVE:
        raise gate.refusal(name, "里面还有压缩包", "请解压一层后再导入。")
    if kind is gate.Kind.TEXT:
        sheets = [_csv_sheet(name, data)]
    else:
        if kind is gate.Kind.WORKBOOK:
            gate.check_workbook(name, data)
        sheets = _workbook_sheets(name, data, kind)
    with_text = [sheet for sheet in sheets if sheet.rows]
    if not with_text:
        raise gate.refusal(name, "里的工作表是空的", "请核对是否导出了数据。")
    yield from with_text


def _csv_sheet(name: str, data: bytes) -> Sheet:
    numbered = enumerate(csv_text.records(name, data), start=1)
    return Sheet(name, "", _with_text(numbered, frozenset()), is_csv=True)


def _with_text(numbered: Any, kept: frozenset[int]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    return tuple((n, tuple(cells)) for n, cells in numbered if n in kept or any(c.strip() for c in cells))


def _workbook_sheets(name: str, data: bytes, kind: gate.Kind) -> list[Sheet]:
    """The visible worksheets through pandas and calamine; hidden ones are told of, not read."""
    import pandas as pd
    from python_calamine import CalamineError, SheetTypeEnum, SheetVisibleEnum

    try:
        is_old = kind is gate.Kind.OLE
        old = defects.of_xls(data) if is_old else []
        if any(s.last_row >= gate.ROW_LIMIT or s.last_column >= gate.COLUMN_LIMIT for s in old):
            raise gate.too_far(name)
        with pd.ExcelFile(BytesIO(data), engine="calamine") as book:
            listed = book.book.sheets_metadata
            names = (s.name for s in listed)
            flaws = dict(zip(names, old, strict=False)) if is_old else dict(defects.of_xlsx(data))
            tables = [s for s in listed if s.typ == SheetTypeEnum.WorkSheet]
            visible = [s.name for s in tables if s.visible == SheetVisibleEnum.Visible]
            hidden = [s.name for s in tables if s.visible != SheetVisibleEnum.Visible]
            notes = (f"隐藏的工作表未读取：{'、'.join(hidden)}。",) if hidden else ()
            return [_sheet(book, name, s, flaws.get(s, defects.Defects()), notes) for s in visible]
    except (CalamineError, *_BROKEN) as error:
        raise gate.damaged(name) from error


def _sheet(book: Any, file: str, name: str, flaws: defects.Defects, notes: tuple[str, ...]) -> Sheet:
    import pandas as pd

    frame = pd.read_excel(book, sheet_name=name, header=None, dtype=object, na_filter=False)
    if frame.shape[0] > gate.ROW_LIMIT or frame.shape[1] > gate.COLUMN_LIMIT:
        raise gate.refusal(file, f"超过 {gate.ROW_LIMIT} 行或 {gate.COLUMN_LIMIT} 列", "请拆分后再导入。")
    wrong = dict(flaws.cells)
    for column in range(frame.shape[1]):
        for row, value in enumerate(frame.iloc[:, column], start=1):
            if isinstance(value, int | float) and not -_TOO_LONG < value < _TOO_LONG:
                wrong[row, column] = _LOST_DIGITS
    numbered = enumerate(frame.map(_as_text).to_numpy().tolist(), start=1)
    rows = _with_text(numbered, frozenset(row for row, _ in wrong))
    shown = {row for row, _ in rows}
    hidden = [row for row in flaws.hidden_rows if row in shown]
    if hidden:
        notes = (*notes, f"第 {_listed(hidden)} 行在表中是隐藏的，已一并读取。")
    return Sheet(file, name, rows, wrong, notes)


def _listed(rows: list[int]) -> str:
    few = "、".join(str(row) for row in rows[:5])
    return few if len(rows) <= 5 else f"{few} 等 {len(rows)} "


def _as_text(value: object) -> str:
    """A cell as the office would type it: days as ISO, times as 09:30, whole numbers without a point."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case float():
            return format(Decimal(repr(value)), "f") if value == value else ""
        case datetime():
            whole = value + timedelta(microseconds=500_000)
            return whole.strftime("%Y-%m-%d %H:%M:%S").removesuffix(" 00:00:00")
        case date():
            return value.isoformat()
        case time():
            return _as_text(datetime.combine(date(2000, 1, 1), value)).partition(" ")[2].removesuffix(":00") or "00:00"
        case timedelta():
            seconds = round(value.total_seconds())
            return hhmm(seconds) + (f":{seconds % 60:02d}" if seconds % 60 else "")
    return str(value)
