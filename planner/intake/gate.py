"""Decides whether a file may be parsed at all: what it is, how large it unpacks, how far its cells reach.

Everything here runs in the child process. The limits stand before the parser because calamine aborts the whole
process on one far cell (tafia/calamine#693) and unpacks a zip bomb without asking.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from io import BytesIO
from pathlib import PurePath
from typing import Any

from planner.errors import PlannerError

FILE_LIMIT = 50 * 2**20
UNPACKED_LIMIT = 300 * 2**20
ENTRY_LIMIT = 200 * 2**20
ENTRY_COUNT_LIMIT = 2000
RATIO_LIMIT = 200
ROW_LIMIT = 60_000
COLUMN_LIMIT = 200
DAMAGE = (EOFError, OSError, RuntimeError, ValueError, zlib.error)
"""What unpacking a broken or locked entry raises, beside BadZipFile, of which each zip library has its own."""
_SMALL = 2**20
"""Below this a high ratio is harmless: a short sheet of equal cells packs well."""
_CHUNK = 2**20
_OVERLAP = 256
# Far means column GS (201) or later, or row 60000 or later; any attribute named r counts, in any part.
_FAR_CELL = re.compile(
    rb"[\s\"']r\s*=\s*[\"']\s*(?:(?:G[S-Z]|[H-Z][A-Z]|[A-Z]{3})\d|[A-Z]{0,3}0*(?:[6-9]\d{4}|\d{6}))", re.IGNORECASE
)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_WORKBOOK_MARK = "[Content_Types].xml"
_EXCEL_SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".et"})
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_OTHER_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


class Kind(StrEnum):
    """What the first bytes say, whatever the file is named."""

    WORKBOOK = "xlsx"
    OLE = "ole"
    ARCHIVE = "zip"
    TEXT = "text"


def kind_of(name: str, data: bytes) -> Kind:
    """What a file is by its contents.

    Raises:
        PlannerError: empty, too large, damaged, or nothing that can hold a table.
    """
    if not data:
        raise refusal(name, "是空文件（0 字节）", "请重新导出或重新索取该文件。")
    if len(data) > FILE_LIMIT:
        raise refusal(name, "超过 50 MB", "请拆分后再导入。")
    if data.startswith(b"PK"):
        return Kind.WORKBOOK if _WORKBOOK_MARK in _entry_names(name, data) else Kind.ARCHIVE
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind.OLE
    if data.startswith(_OTHER_ARCHIVES):
        raise refusal(name, "是 zip 以外的压缩包", "请解压后导入，或改用 zip。")
    if data.startswith(_WIDE_MARKS):
        raise refusal(name, "的编码是 UTF-16 或 UTF-32", "请另存为“CSV UTF-8”后再导入。")
    if b"\x00" in data or data.startswith(b"%PDF"):
        raise refusal(name, "不是 Excel 或 CSV 文件", "请导出为 xlsx、xls 或 csv。")
    if PurePath(name).suffix.lower() in _EXCEL_SUFFIXES:
        raise refusal(name, "的扩展名是 Excel，内容却是文本", "请在 Excel 中另存为 xlsx，或把扩展名改为 csv。")
    return Kind.TEXT


def _entry_names(name: str, data: bytes) -> frozenset[str]:
    try:
        return frozenset(zipfile.ZipFile(BytesIO(data)).namelist())
    except (zipfile.BadZipFile, *DAMAGE) as error:
        raise damaged(name) from error


def refusal(name: str, what: str, remedy: str) -> PlannerError:
    """The sentence for a file that is not read."""
    return PlannerError("无法导入", f"文件“{name}”{what}。", remedy)


def damaged(name: str) -> PlannerError:
    """The sentence for a file that is what it says, but broken."""
    return refusal(name, "已损坏或不完整", "请重新下载或重新导出该文件。")


def too_far(name: str) -> PlannerError:
    """The sentence for a sheet that reaches further than any list of cases does."""
    return refusal(name, f"的单元格超出 {ROW_LIMIT} 行或 {COLUMN_LIMIT} 列", "请删除多余的行列，或拆分后再导入。")


def check_entries(name: str, archive: Any) -> None:
    """Look at a zip's list of entries, before anything is unpacked.

    Raises:
        PlannerError: too many entries, two entries of one name, or packed in an unusual way.
    """
    entries = archive.infolist()
    if len(entries) > ENTRY_COUNT_LIMIT:
        raise refusal(name, f"内含超过 {ENTRY_COUNT_LIMIT} 个条目", "请核实文件来源。")
    if len({info.filename.lower() for info in entries}) != len(entries):
        raise refusal(name, "内有重名条目", "请核实文件来源，或重新另存一次。")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in entries):
        raise refusal(name, "使用了不支持的压缩方式", "请用普通 zip 重新压缩。")


def inflate(name: str, archive: Any, info: Any, limit: int) -> Iterator[bytes]:
    """The real bytes of an entry, in pieces, as long as they keep to `limit` and to the ratio.

    Raises:
        PlannerError: the entry unpacks to more than allowed. Damage raises one of DAMAGE or the archive's BadZipFile.
    """
    # The size in the directory may lie, and readers stop there: with this one they go on to the real end.
    info.file_size = limit + 2 * _CHUNK
    size = 0
    with archive.open(info) as entry:
        while piece := entry.read(_CHUNK):
            size += len(piece)
            if size > limit or (size > _SMALL and size > RATIO_LIMIT * max(info.compress_size, 1)):
                raise refusal(name, "解压后过大，疑似压缩炸弹", "请核实文件来源，或拆分后再导入。")
            yield piece


def check_workbook(name: str, data: bytes) -> None:
    """Unpack every part of an xlsx once, counting, and look for what the parser must not meet.

    Raises:
        PlannerError: over a budget, damaged, a cell too far out, a DOCTYPE, or no xlsx inside.
    """
    left = UNPACKED_LIMIT
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        check_entries(name, archive)
        if "xl/workbook.xml" not in archive.namelist():
            raise refusal(name, "不是 xlsx 工作簿", "请在 Excel 中另存为 xlsx 后再导入。")
        for info in archive.infolist():
            left -= _check_part(name, info, inflate(name, archive, info, min(left, ENTRY_LIMIT)))
    except (zipfile.BadZipFile, *DAMAGE) as error:
        raise damaged(name) from error


def _check_part(name: str, info: zipfile.ZipInfo, pieces: Iterator[bytes]) -> int:
    size = 0
    tail = b""
    for piece in pieces:
        if not size and info.filename.lower().endswith((".xml", ".rels")) and b"\x00" in piece[:64]:
            raise refusal(name, "内部使用了不支持的编码", "请在 Excel 中另存为 xlsx 后再导入。")
        window = tail + piece
        if _DOCTYPE.search(window):
            raise refusal(name, "内含 DOCTYPE 声明，不是 Excel 生成的文件", "请核实文件来源。")
        if _FAR_CELL.search(window):
            raise too_far(name)
        tail = window[-_OVERLAP:]
        size += len(piece)
    return size
