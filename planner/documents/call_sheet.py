"""The call list for callers who work in Excel: headed like the contact log, so that it comes back filled in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from planner.documents.sheet import sheet

_COLUMNS = (
    *(("案件编号", 18), ("称呼", 10), ("联系时间", 16), ("方式", 7), ("号码", 14), ("通话秒数", 9), ("接听人", 9)),
    *(("身份核实", 9), ("结果", 9), ("约定日期", 12), ("约定日期至", 12), ("约定开始", 9), ("约定结束", 9)),
    *(("地点", 9), ("约定地址", 24), ("拒绝原因", 14), ("改用方式", 9), ("约定回电", 12), ("备注", 24)),
)


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call to make: the whole number, since it is to be dialled, and what the caller should know."""

    case_number: str
    polite: str
    phone: str
    note: str


def call_sheet(lines: Iterable[CallLine], created: datetime) -> bytes:
    """The list as xlsx, one row a call; what came of it the caller fills in."""
    empty = ("",) * (len(_COLUMNS) - 6)
    rows = [(e.case_number, e.polite, "", "电话", e.phone, *empty, e.note) for e in lines]
    return sheet("联系名单", _COLUMNS, rows, created, has_filter=True)
