"""Finds the cells that the parser loses without a word: Excel errors, formulas never calculated; and hidden rows.

Both forms of workbook are read here once more, as far as needed: calamine gives all of these as empty text.
"""

import posixpath
import re
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

EXCEL_ERROR = "是 Excel 错误值"
NO_VALUE = "是没有计算结果的公式，请在 Excel 中打开并保存一次"
_WORTH_A_LOOK = re.compile(rb"[<:]f[\s>/]|\bt=[\"']e[\"']|\bhidden=")
_BOUNDSHEET, _BOF, _EOF, _FORMULA, _BOOL_OR_ERROR, _ROW = 0x0085, 0x0809, 0x000A, 0x0006, 0x0205, 0x0208
_SEVERAL = 0x00BD
_CELLS = frozenset({_FORMULA, _BOOL_OR_ERROR, _SEVERAL, 0x00FD, 0x0203, 0x0204, 0x027E, 0x00D6})
"""Records with a value: formula, error, several numbers, shared text, number, label, compressed number, rich text."""


@dataclass(frozen=True, slots=True)
class Defects:
    """What is wrong in one sheet: reasons by (row from 1, column from 0), the hidden rows, the last cell of an xls."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


def column_letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def of_xlsx(data: bytes) -> Mapping[str, Defects]:
    """The defects of each worksheet of an xlsx that has passed the gate, by the sheet's name.

    Raises:
        KeyError, StopIteration, ElementTree.ParseError, expat.ExpatError: the workbook is damaged.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): r.get("Target", "") for r in relations}
        found: dict[str, Defects] = {}
        for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                # The two editions of the standard name the namespace of this attribute differently.
                relation = next(value for key, value in element.attrib.items() if key.endswith("}id"))
                part = posixpath.join("/xl", targets[relation])
                found[element.get("name", "")] = _of_part(archive.read(posixpath.normpath(part).lstrip("/")))
    return found


def _of_part(xml: bytes) -> Defects:
    if not _WORTH_A_LOOK.search(xml):
        return Defects()
    watch = _Watch()
    parser = expat.ParserCreate()
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.Parse(xml, True)
    return watch.defects


class _Watch:
    """Follows the rows and cells of a sheet part; cells without a reference stand behind the one before."""

    def __init__(self) -> None:
        self.defects = Defects()
        self._row = 0
        self._column = -1
        self._type = ""
        self._seen: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = -1
            if attributes.get("hidden") in ("1", "true"):
                self.defects.hidden_rows.append(self._row)
        elif tag == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            self._column = _column_number(letters) if letters else self._column + 1
            self._type = attributes.get("t", "n")
            self._seen.clear()
        else:
            self._seen.add(tag)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] != "c":
            return
        if self._type == "e":
            self.defects.cells[self._row, self._column] = EXCEL_ERROR
        elif "f" in self._seen and "v" not in self._seen:
            self.defects.cells[self._row, self._column] = NO_VALUE


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def of_xls(data: bytes) -> list[Defects]:
    """The defects of each sheet of an old xls, in the order of its list of sheets; nothing if it holds no BIFF8.

    Raises:
        OSError, struct.error: the file is damaged.
    """
    import olefile  # type: ignore[import-untyped]

    with olefile.OleFileIO(BytesIO(data)) as ole:
        if not ole.exists("Workbook"):
            return []
        stream = ole.openstream("Workbook").read()
    starts = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _BOUNDSHEET]
    return [_of_substream(stream, start) for start in starts]


def _records(stream: bytes, at: int) -> Any:
    """Record types and bodies from one BOF to its EOF; charts inside bring a BOF and EOF of their own."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return


def _of_substream(stream: bytes, start: int) -> Defects:
    defects = Defects()
    last_row = last_column = 0
    for kind, body in _records(stream, start):
        if kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            defects.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<HH", body)
        last_row = max(last_row, row)
        last_column = max(last_column, struct.unpack("<H", body[-2:])[0] if kind == _SEVERAL else column)
        is_error = kind == _BOOL_OR_ERROR and body[7]
        if is_error or (kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2):
            defects.cells[row + 1, column] = EXCEL_ERROR
    return replace(defects, last_row=last_row, last_column=last_column)
