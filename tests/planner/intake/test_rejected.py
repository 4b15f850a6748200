"""rejected.xlsx tells what was not imported and can come back."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from planner.import_report import Rejection, SourceRow
from planner.intake.cases import cases_of, read_cases
from planner.intake.columns import OUR_MARKS, Table
from planner.intake.rejected import write_rejected
from planner.intake.sheet import read_sheets

HEADINGS = "案件编号 委托方 姓名 剩余本金(元)"
EVIL = '=HYPERLINK("http://x","张")'


def test_mended_rows_import_again(table: Callable[..., Table], tmp_path: Path) -> None:
    """The file's own columns come back with their row numbers, formulas stay text, our own columns are passed over."""
    batch = cases_of(table("cases", HEADINGS, ["A1", "甲方", "张三", "1"], ["A2", "甲方", EVIL, "叁万"]))
    target = tmp_path / "rejected.xlsx"
    write_rejected(target, batch.rejections)
    (sheet,) = read_sheets(target)
    assert sheet.rows[0][1] == (*OUR_MARKS, *HEADINGS.split())
    assert sheet.rows[1][1] == (
        "金额不是数字，请写成 12345.67 的形式",
        "剩余本金(元)",
        "3",
        "",
        "A2",
        "甲方",
        EVIL,
        "叁万",
    )
    (again,) = read_cases(target)
    assert [r.column for r in again.rejections] == ["剩余本金(元)"]
    assert again.notes == ()
    with zipfile.ZipFile(target) as file:
        assert not any(
            b"<f" in file.read(name).replace(b"<font", b"").replace(b"<fill", b"")
            for name in file.namelist()
            if "sheet1" in name
        )


def test_each_source_has_its_sheet_and_all_are_read_back(table: Callable[..., Table], tmp_path: Path) -> None:
    """Rows of two lenders, and both sides of a conflict, keep their own columns."""

    def row(file: str, number: int, *values: str) -> Rejection:
        source = SourceRow(file, "甲", number, ("案件编号", "委托方", "姓名"), values)
        return Rejection(source, "案件编号", "同一案件编号内容不一致", values[0])

    target = tmp_path / "rejected.xlsx"
    long = "很长的文件名" * 8
    write_rejected(
        target,
        [row(f"{long}1.xlsx", 9, "A9", "甲方", "王五")],
        [row(f"{long}2.xlsx", 3, "B1", "乙方", "李四"), row(f"{long}2.xlsx", 2, "B1", "乙方", "李五")],
    )
    assert [len(batch.parsed) for batch in read_cases(target)] == [1, 2]


def test_without_rejections_it_says_so(tmp_path: Path) -> None:
    """An empty workbook would look like a fault."""
    write_rejected(tmp_path / "rejected.xlsx", [])
    assert read_sheets(tmp_path / "rejected.xlsx")[0].rows == ((1, ("没有未导入的行。",)),)


def test_a_shifted_row_cannot_come_back_unmended(table: Callable[..., Table], tmp_path: Path) -> None:
    """A csv row with a stray comma is kept whole in one cell; its columns are for a person to fill."""
    batch = cases_of(table("cases", HEADINGS, ["A1", "甲方", "张", "三", "1"], is_csv=True))
    write_rejected(tmp_path / "rejected.xlsx", batch.rejections)
    (sheet,) = read_sheets(tmp_path / "rejected.xlsx")
    assert sheet.rows[1][1][3:] == ("A1,甲方,张,三,1", "", "", "", "")
    assert [r.column for r in read_cases(tmp_path / "rejected.xlsx")[0].rejections] == ["案件编号"]
