"""Reads on which days somebody is absent."""

import re
from datetime import date

from planner.intake import values
from planner.intake.needs import words_of
from planner.intake.rows import Row

_ALWAYS = frozenset({"是", "缺勤", "请假", "病假", "事假", "年假", "休假", "Y", "YES", "√"})
_NEVER = frozenset({"否", "不", "在岗", "出勤", "N", "NO", "×"})
_UNTIL = re.compile("至|到|~")


def days_off(row: Row, field: str) -> tuple[tuple[date, date], ...]:
    """First and last days, both included; a bare yes is every day for which this roster is used.

    Raises:
        BadRow: a word that is neither yes nor no nor a day, or a span that ends before it starts.
    """
    return tuple(_span(row, field, word) for text in row.texts(field) for word in words_of(text) if not _is_no(word))


def _is_no(word: str) -> bool:
    return word.upper() in _NEVER


def _span(row: Row, field: str, word: str) -> tuple[date, date]:
    if word.upper() in _ALWAYS:
        return date.min, date.max
    try:
        days = [values.day(part) for part in _UNTIL.split(word)]
    except values.Unreadable:
        row.bad(field, "应填 是、否 或日期，如 2026-11-24 或 2026-11-24至2026-11-26")
    if len(days) > 2 or days[-1] < days[0]:
        row.bad(field, "一段日期的结束早于开始，或写了不止两个日期")
    return days[0], days[-1]
