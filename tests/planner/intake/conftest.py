"""Tables and workbooks as lenders send them, small enough to read in the test."""

import struct
from collections.abc import Callable, Sequence
from datetime import date, time
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from planner.intake.columns import Table, layout, tables_in
from planner.intake.sheet import Sheet

Rows = Sequence[Sequence[Any]]


@pytest.fixture
def table() -> Callable[..., Table]:
    """Makes a table of one kind from its headings and rows, as if read from a workbook."""

    def make(kind: str, headings: str, *rows: Sequence[str], **more: Any) -> Table:
        numbered = tuple((n, tuple(row)) for n, row in enumerate([headings.split(), *rows], start=1))
        return tables_in([Sheet("file.xlsx", "甲", numbered, **more)], layout(kind))[0]

    return make


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook: sheet name -> rows; text stays text, the rest is written as xlsxwriter sees it."""

    def make(name: str = "book.xlsx", hidden: str = "", **sheets: Rows) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as file:
            day, clock = (file.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "hh:mm"))
            for title, rows in sheets.items():
                page = file.add_worksheet(title)
                for row, cells in enumerate(rows):
                    for column, value in enumerate(cells):
                        if isinstance(value, date | time):
                            page.write_datetime(row, column, value, day if isinstance(value, date) else clock)
                        else:
                            page.write(row, column, value)
                if title == hidden:
                    page.hide()
        return path

    return make


def record(kind: int, body: bytes) -> bytes:
    """One BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def biff(cells: Rows, file_pass: bytes = b"") -> bytes:
    """A BIFF8 workbook stream of one sheet: text, numbers, and None for a cell with #N/A; row 2 is hidden."""

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    def one(row: int, column: int, value: Any) -> bytes:
        at = struct.pack("<HHH", row, column, 0)
        if value is None:
            return record(0x0205, at + b"\x2a\x01")
        return (
            record(0x0204, at + text(value))
            if isinstance(value, str)
            else record(0x0203, at + struct.pack("<d", value))
        )

    def head(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6))

    name = "甲".encode("utf-16-le")
    start = head(5) + (record(0x002F, file_pass) if file_pass else b"") + record(0x0042, struct.pack("<H", 1200))
    offset = len(start) + 4 + 8 + len(name) + 4
    bound = record(0x0085, struct.pack("<IBBBB", offset, 0, 0, 1, 1) + name)
    size = struct.pack("<IIHHH", 0, len(cells), 0, len(cells[0]), 0)
    hidden = record(0x0208, struct.pack("<HHHHHHHH", 1, 0, 1, 255, 0, 0, 0x20, 15))
    body = b"".join(one(r, c, value) for r, row in enumerate(cells) for c, value in enumerate(row))
    return start + bound + record(0x000A, b"") + head(16) + record(0x0200, size) + hidden + body + record(0x000A, b"")


def compound(stream: bytes) -> bytes:
    """An OLE file that holds one stream named Workbook: header, one sector of FAT, one of directory, the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    free = 0xFFFFFFFF

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        named = (name + "\0").encode("utf-16-le") if name else b""
        links = struct.pack("<BBIII", kind, 1, free, free, child)
        return (
            named.ljust(64, b"\0") + struct.pack("<H", len(named)) + links + bytes(36) + struct.pack("<IQ", start, size)
        )

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, free, 2, len(stream))
    directory += 2 * entry("", 0, free, 0, 0)
    return header + struct.pack("<128I", *fat, *[free] * (128 - len(fat))) + directory + stream


@pytest.fixture
def old_xls() -> Callable[[Rows], bytes]:
    """An old .xls workbook of one sheet."""
    return lambda cells: compound(biff(cells))


@pytest.fixture
def locked_xls() -> Callable[[Rows, str], bytes]:
    """The same, locked with a password in the way of Excel 97 (RC4)."""

    def make(cells: Rows, password: str) -> bytes:
        from msoffcrypto.method.rc4 import DocumentRC4

        salt, verifier = bytes(range(16)), bytes(16)
        proof = DocumentRC4.decrypt(password, salt, BytesIO(verifier + md5(verifier).digest()), blocksize=1024).read()
        plain = biff(cells, struct.pack("<HHH", 1, 1, 1) + salt + proof)
        # RC4 is its own inverse; record heads, BOF, FilePass and the sheet's offset stay in the clear.
        mixed = DocumentRC4.decrypt(password, salt, BytesIO(plain), blocksize=1024).read()
        locked, at = bytearray(plain), 0
        while at < len(plain):
            kind, size = struct.unpack_from("<HH", plain, at)
            clear = {0x0809: size, 0x002F: size, 0x0085: 4}.get(kind, 0)
            locked[at + 4 + clear : at + 4 + size] = mixed[at + 4 + clear : at + 4 + size]
            at += 4 + size
        return compound(bytes(locked))

    return make
