"""Files come back as text, cell by cell, and what cannot be text is named."""

import zipfile
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.intake.sheet import read_sheets

Book = Callable[..., Path]


def test_cells_become_the_text_that_the_office_sees(book: Book) -> None:
    """Numbers lose no digit and gain no point, days are ISO, text stays what it is, leading zeros too."""
    cells = ["007", "1E5", "NA", " x ", 13912345678, 38744.47, 0.18, date(2026, 11, 24), time(9, 30), True]
    (sheet,) = read_sheets(book(甲=[[], cells]))
    assert sheet.rows == (
        (2, ("007", "1E5", "NA", " x ", "13912345678", "38744.47", "0.18", "2026-11-24", "09:30", "TRUE")),
    )
    assert sheet.defects == {}


def test_blank_rows_keep_the_numbers_of_the_others(book: Book) -> None:
    """Row numbers are the spreadsheet's, also in a sheet of one column."""
    (sheet,) = read_sheets(book(甲=[["a"], [], ["b"]]))
    assert [number for number, _cells in sheet.rows] == [1, 3]


def test_hidden_sheets_are_told_and_not_read(book: Book) -> None:
    """What the lender hid is not imported in silence."""
    (sheet,) = read_sheets(book(甲=[["a"]], 藏=[["b"]], hidden="藏"))
    assert sheet.name == "甲"
    assert sheet.notes == ("隐藏的工作表未读取：藏。",)


def test_lost_values_are_defects(tmp_path: Path, book: Book) -> None:
    """Excel errors, formulas that were never calculated, numbers beyond fifteen digits, and hidden rows are told."""
    path = book(甲=[["姓名"], ["甲", "乙", 310199199001011234]])
    changed = tmp_path / "changed.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b'<row r="2"', b'<row hidden="1" r="2"')
                part = part.replace(
                    b"</row></sheetData>", b'<c r="D2" t="e"><v>#N/A</v></c><c r="E2"><f>1+1</f></c></row></sheetData>'
                )
            new.writestr(name, part)
    (sheet,) = read_sheets(changed)
    assert {at: reason[:6] for at, reason in sheet.defects.items()} == {
        (2, 2): "是超过 15",
        (2, 3): "是 Exce",
        (2, 4): "是没有计算结",
    }
    assert sheet.notes == ("第 2 行在表中是隐藏的，已一并读取。",)


def test_old_xls_files_are_read(tmp_path: Path, old_xls: Callable[..., bytes]) -> None:
    """The form of Excel 97, with the same defects found."""
    path = tmp_path / "old.xls"
    path.write_bytes(old_xls([["案件编号", "姓名"], ["007", 12.0], [None, 1e16]]))
    (sheet,) = read_sheets(path)
    assert sheet.rows[:2] == ((1, ("案件编号", "姓名")), (2, ("007", "12")))
    assert sorted(sheet.defects) == [(3, 0), (3, 1)]
    assert sheet.notes == ("第 2 行在表中是隐藏的，已一并读取。",)


def test_far_cells_of_old_files_are_refused(tmp_path: Path, old_xls: Callable[..., bytes]) -> None:
    """An xls is small enough by its form, but two hundred columns are the limit there too."""
    path = tmp_path / "old.xls"
    path.write_bytes(old_xls([["x"] * 201]))
    with pytest.raises(PlannerError, match="超出"):
        read_sheets(path)


def test_a_zip_holds_several_files(tmp_path: Path, book: Book) -> None:
    """Each table of an archive is read under its own name, and what is no table is told."""
    path = tmp_path / "pack.zip"
    with zipfile.ZipFile(path, "w") as pack:
        pack.write(book(甲=[["a"]]), "夹/一.xlsx")
        pack.writestr("二.csv", "乙".encode("gb18030"))
        pack.writestr("说明.txt", "x")
        pack.writestr("__MACOSX/._一.xlsx", "x")
    first, second = read_sheets(path)
    assert (first.file, second.file, second.rows) == ("pack.zip/一.xlsx", "pack.zip/二.csv", ((1, ("乙",)),))
    assert first.notes == ("压缩包中未读取的文件：说明.txt。",)
