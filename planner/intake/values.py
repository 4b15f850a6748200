"""Turns the text of one cell into a value: amounts, days, clock times, rates. Never guesses."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from planner.clock import SHANGHAI, seconds_of
from planner.heading_map import DateOrder

FEN = Decimal("0.01")
_NOTHING = frozenset({"", "-", "--", "—", "/", "无"})
_AMOUNT = re.compile(r"\d{1,12}(\.\d+)?|\d{1,3}(,\d{3}){1,3}(\.\d+)?")
_DAY = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})|(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})(\d\d)(\d\d)")
_EITHER = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_YES = frozenset({"是", "有", "已签", "Y", "YES", "TRUE", "1", "√"})
_NO = frozenset({"否", "无", "未签", "没有", "N", "NO", "FALSE", "0", "×"})


class Unreadable(ValueError):
    """A cell's text is not of the form asked for; the message is the reason that the office gets to read."""


def plain(text: str) -> str:
    """Keys and figures without what the eye does not see: full-width forms, zero-width marks, outer spaces."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").strip()


def is_nothing(text: str) -> bool:
    """Whether the cell says that there is nothing to say: empty, or one of the usual dashes."""
    return plain(text) in _NOTHING


def key(text: str) -> str:
    """A case, staff or telephone number: without inner spaces and the apostrophe that marks text in Excel."""
    return re.sub(r"\s+", "", plain(text)).removeprefix("'")


def amount(text: str) -> Decimal:
    """Yuan to the fen. Raises Unreadable for words, other units and what is below zero."""
    figure = re.sub(r"^(?:¥|RMB|CNY|人民币)|元$", "", re.sub(r"\s", "", plain(text)))
    if re.fullmatch(r"-[\d.,]+", figure):
        raise Unreadable("金额为负数")
    if not _AMOUNT.fullmatch(figure):
        raise Unreadable("金额不是数字，请写成 12345.67 的形式")
    return Decimal(figure.replace(",", "")).quantize(FEN, ROUND_HALF_UP)


def rate(text: str, *, in_per_cent: bool = False) -> Decimal:
    """A yearly rate as a share of one. A bare 18 is read only below a heading that says per cent."""
    figure = re.sub(r"\s", "", plain(text))
    share = re.fullmatch(r"(\d{1,4}(?:\.\d+)?)(%?)", figure)
    if not share:
        raise Unreadable("利率无法识别，请写成 18% 的形式")
    number = Decimal(share[1])
    if share[2] or (in_per_cent and number >= 1):
        return number / 100
    if number > 1:
        raise Unreadable("利率写法不明确，请写成 18% 或 0.18")
    return number


def day(text: str) -> date:
    """A calendar day written 2026-11-14, 2026/11/14, 2026年11月14日 or 20261114; a time of day behind it is cut."""
    words = plain(text).replace("T", " ").split(" ")
    found = _DAY.fullmatch(words[0])
    if not found or len(words) > 2 or (len(words) == 2 and not _CLOCK.fullmatch(words[1])):
        raise Unreadable("日期无法识别，请写成 2026-11-14 的形式")
    year, month, of_month = (int(part) for part in found.groups() if part and part not in "-/")
    try:
        read = date(year, month, of_month)
    except ValueError:
        raise Unreadable("日期不存在") from None
    if not 1900 <= year <= 2100:
        raise Unreadable("年份不在 1900 至 2100 之间")
    return read


def is_ambiguous_day(text: str) -> bool:
    """Whether a day is written so that its order of day, month and year has to be told: 05/11/2026, 5.11.26."""
    return bool(_EITHER.fullmatch(plain(text).replace("T", " ").partition(" ")[0]))


def in_order(text: str, order: DateOrder) -> str:
    """The text with such a day at its beginning as 2026-11-05; other text as it is."""
    first, blank, rest = plain(text).replace("T", " ").partition(" ")
    found = _EITHER.fullmatch(first)
    if not found:
        return text
    parts = dict(zip(order.name, (found[1], found[3], found[4]), strict=True))
    year = parts["Y"] if len(parts["Y"]) == 4 else f"20{int(parts['Y']):02d}"
    return f"{year}-{parts['M']}-{parts['D']}{blank}{rest}"


def clock_time(text: str) -> int:
    """Seconds since midnight of 09:30 or 09:30:00."""
    found = _CLOCK.fullmatch(plain(text))
    if not found:
        raise Unreadable("时间无法识别，请写成 09:30 的形式")
    try:
        return seconds_of(time(int(found[1]), int(found[2]), int(found[3] or 0)))
    except ValueError:
        raise Unreadable("时间不存在") from None


def moment(text: str) -> datetime:
    """An aware moment in Shanghai of 2026-11-23 16:00; a day without a time of day is not enough."""
    words = plain(text).replace("T", " ").split()
    if len(words) != 2:
        raise Unreadable("时间无法识别，请写成 2026-11-23 16:00 的形式")
    seconds = clock_time(words[1])
    of_day = time(seconds // 3600, seconds % 3600 // 60, seconds % 60)
    return datetime.combine(day(words[0]), of_day, SHANGHAI)


def whole(text: str) -> int:
    """A whole number, not below zero; 天, 秒 or 分钟 behind it are units."""
    found = re.fullmatch(r"(\d{1,9})(?:\.0+)?(?:天|秒|分钟|次)?", plain(text))
    if not found:
        raise Unreadable("应为不小于 0 的整数")
    return int(found[1])


def yes_or_no(text: str) -> bool:
    """Yes or no in the words that rosters use."""
    word = plain(text).upper()
    if word not in _YES | _NO:
        raise Unreadable("应填 是 或 否")
    return word in _YES
