"""Files that would hang, crash or flood a parser: each ends in one sentence, and this process lives on.

The files are made here and never stored.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import pyzipper
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from planner.errors import PlannerError
from planner.intake import gate
from planner.intake.cases import read_cases
from planner.intake.unlock import PasswordNeeded

NAME, NUMBER = "欧阳䶮", "310199198202161192"
PARTS = ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A sound workbook of one sheet."""
    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


SOUND = workbook(("案件编号", "委托方", "姓名", "身份证号"), ("A1", "甲方", NAME, NUMBER))


def patched(part: str, change: Callable[[bytes], bytes], data: bytes = SOUND) -> bytes:
    """The workbook with one of its parts changed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


def bomb() -> bytes:
    """A sheet of 40 MB that packs into 40 kB."""
    return patched(PARTS[2], lambda xml: xml.replace(b"</sheetData>", b" " * (40 * 2**20) + b"</sheetData>"))


def lying_bomb() -> bytes:
    """The same in a smaller size, with a directory that says that the part has 100 bytes."""
    part, size = b"x" * (8 * 2**20), 8 * 2**20
    data = patched("docProps/app.xml", lambda _xml: part)
    crc, false_crc = zlib.crc32(part), zlib.crc32(part[:100])
    lie = data.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    return lie.replace(crc.to_bytes(4, "little"), false_crc.to_bytes(4, "little"))


def far_cells(reference: bytes) -> bytes:
    """Two kilobytes that make calamine ask for half a terabyte."""
    cell = b'<row r="9"><c r="' + reference + b'"><v>1</v></c></row></sheetData>'
    return patched(PARTS[2], lambda xml: xml.replace(b"</sheetData>", cell))


def with_entity(_xml: bytes) -> bytes:
    """The beginning of the billion laughs."""
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>&a;</x>'


def locked() -> bytes:
    """A workbook with a password."""
    out = BytesIO()
    OOXMLFile(BytesIO(SOUND)).encrypt("secret", out)
    return out.getvalue()


def zipped(*members: tuple[str, bytes], password: bytes = b"") -> bytes:
    """A zip of some files, with AES if there is a password."""
    out = BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=pyzipper.ZIP_DEFLATED) as pack:
        if password:
            pack.setpassword(password)
            pack.setencryption(pyzipper.WZ_AES)
        for name, data in members:
            pack.writestr(name, data)
    return out.getvalue()


def many_entries() -> bytes:
    """A workbook of 2,500 parts."""
    return zipped(*((name, b"<x/>") for name in PARTS), *((f"xl/{n}.xml", b"<x/>") for n in range(2500)))


CSV = f"案件编号,委托方,姓名,身份证号\nA1,甲方,{NAME},{NUMBER}\n"
FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "zip bomb": ("f.xlsx", bomb, "压缩炸弹"),
    "bomb behind a lying directory": ("f.xlsx", lying_bomb, "压缩炸弹"),
    "bomb in a zip": ("f.zip", lambda: zipped(("f.csv", b"0" * (60 * 2**20))), "压缩炸弹"),
    "far corner": ("f.xlsx", lambda: far_cells(b"XFD1048576"), "超出"),
    "far column": ("f.xlsx", lambda: far_cells(b"GS9"), "超出"),
    "far row": ("f.xlsx", lambda: far_cells(b"A60001"), "超出"),
    "document type": ("f.xlsx", lambda: patched("xl/sharedStrings.xml", with_entity), "DOCTYPE"),
    "wide characters inside": ("f.xlsx", lambda: patched(PARTS[1], lambda x: x.decode().encode("utf-16")), "编码"),
    "too many entries": ("f.xlsx", many_entries, "条目"),
    "truncated": ("f.xlsx", lambda: SOUND[:-300], "已损坏"),
    "broken in the middle": ("f.xlsx", lambda: patched(PARTS[2], lambda xml: xml[: len(xml) // 2]), "已损坏"),
    "no bytes": ("f.xlsx", lambda: b"", "空文件"),
    "text called xlsx": ("f.xlsx", CSV.encode, "内容却是文本"),
    "picture called csv": ("f.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "不是 Excel 或 CSV"),
    "wide csv": ("f.csv", lambda: CSV.encode("utf-16"), "UTF-16"),
    "Big5 csv": ("f.csv", lambda: "案件編號,委託方,姓名\nA1,甲方,張三\n".encode("big5"), "表头"),
    "broken ole": ("f.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "已损坏"),
    "nested zip": ("f.zip", lambda: zipped(("a.zip", zipped(("f.csv", CSV.encode())))), "压缩包"),
    "nested zip called xlsx": ("f.zip", lambda: zipped(("a.xlsx", zipped(("f.csv", CSV.encode())))), "压缩包"),
    "zip of nothing": ("f.zip", lambda: zipped(("a.txt", b"x")), "没有 xlsx"),
    "empty sheet": ("f.xlsx", workbook, "空的"),
    "no case number": ("f.xlsx", lambda: workbook(("委托方", "姓名", "身份证号"), ("甲方", NAME, NUMBER)), "案件编号"),
    "wrong word": ("f.xlsx", locked, "密码不正确"),
    "wrong word of a zip": ("f.zip", lambda: zipped(("f.xlsx", SOUND), password=b"secret"), "密码不正确"),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_hostile_file_ends_in_a_sentence(tmp_path: Path, kind: str) -> None:
    """A PlannerError that names the file and the remedy, and nobody's name or number."""
    name, make, says = FILES[kind]
    path = tmp_path / name
    path.write_bytes(make())
    with pytest.raises(PlannerError) as caught:
        read_cases(path, ["wrong"])
    told = str(caught.value)
    assert re.search(says, told), told
    assert name in told
    assert caught.value.remedy.endswith("。")
    assert NAME not in told
    assert NUMBER not in told


def test_a_sound_file_passes_the_same_gate(tmp_path: Path) -> None:
    """The file that all others are made from is read."""
    path = tmp_path / "f.xlsx"
    path.write_bytes(SOUND)
    assert len(read_cases(path)[0].parsed) == 1


def test_a_locked_file_asks_for_its_word(tmp_path: Path) -> None:
    """Without any word to try, the caller is told to ask for one."""
    path = tmp_path / "f.xlsx"
    path.write_bytes(locked())
    with pytest.raises(PasswordNeeded):
        read_cases(path)


def test_a_number_beyond_fifteen_digits_rejects_its_row(tmp_path: Path) -> None:
    """An id number typed as a number lost its last digits in Excel: the row is rejected and the cell named."""
    path = tmp_path / "f.xlsx"
    headings = ("案件编号", "委托方", "姓名", "身份证号")
    path.write_bytes(workbook(headings, ("A1", "甲方", NAME, int(NUMBER)), ("A2", "甲方", NAME, NUMBER)))
    (batch,) = read_cases(path)
    assert [case.value.number for case in batch.parsed] == ["A2"]
    assert batch.rejections[0].reason.startswith("单元格 D2 是超过 15 位的数字")


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    """Size is looked at first."""
    path = tmp_path / "f.csv"
    with path.open("wb") as file:
        file.truncate(gate.FILE_LIMIT + 1)
    with pytest.raises(PlannerError, match="50 MB"):
        read_cases(path)


def test_real_bytes_are_counted() -> None:
    """An entry that packs no better than text is stopped at the limit too."""
    with zipfile.ZipFile(BytesIO(SOUND)) as archive, pytest.raises(PlannerError, match="过大"):
        list(gate.inflate("f.xlsx", archive, archive.getinfo(PARTS[2]), limit=100))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """One sentence too."""
    with pytest.raises(PlannerError, match="打不开"):
        read_cases(tmp_path / "f.csv")
