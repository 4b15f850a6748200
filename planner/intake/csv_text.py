"""Comma-separated text: two encodings tried strictly, every record kept, no guess."""

import csv
import re
from io import StringIO

from planner.errors import PlannerError
from planner.intake import gate

_CHINESE = re.compile("[\u4e00-\u9fff]")


def records(name: str, data: bytes) -> list[list[str]]:
    """The records of a csv file, blank ones as empty lists.

    Raises:
        PlannerError: in neither encoding, quotes that do not match, or beyond the limits of rows and columns.
    """
    reader = csv.reader(StringIO(decode(name, data), newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        for record in reader:
            if len(rows) >= gate.ROW_LIMIT or len(record) > gate.COLUMN_LIMIT:
                limit = f"{gate.ROW_LIMIT} 行或 {gate.COLUMN_LIMIT} 列"
                raise gate.refusal(name, f"超过 {limit}", "请拆分后再导入。")
            rows.append(record)
    except csv.Error as error:
        where = f"第 {reader.line_num} 行附近引号不成对或字段过长"
        raise gate.refusal(name, where, "请在 Excel 中打开并另存为 xlsx 后再导入。") from error
    return rows


def decode(name: str, data: bytes) -> str:
    """The text of the file: UTF-8 (with or without its mark), else GB18030.

    Raises:
        PlannerError: neither fits, or lines of both are mixed; names the byte and line where reading stopped.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        stopped = error.start
    if not any(_is_chinese_utf8(line) for line in data.split(b"\n")):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            stopped = max(stopped, error.start)
    line = data.count(b"\n", 0, stopped) + 1
    raise PlannerError(
        "编码无法识别",
        f"文件“{name}”既不全是 UTF-8 也不全是 GB18030：第 {line} 行（第 {stopped} 字节）无法解码。",
        "请在 Excel 中打开核对后，另存为“CSV UTF-8”或 xlsx。",
    )


def _is_chinese_utf8(line: bytes) -> bool:
    """Whether a line cannot but be UTF-8: GB18030 would read it too, as other characters."""
    try:
        return len(_CHINESE.findall(line.decode("utf-8"))) >= 3
    except UnicodeDecodeError:
        return False
