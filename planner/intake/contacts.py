"""Reads the callers' log: each attempt, and the appointment when the debtor agreed."""

import re
from collections.abc import Sequence
from pathlib import Path

from planner.contact import Appointment, ContactAttempt, ContactOutcome, RefusalReason
from planner.import_report import Batch
from planner.intake import values
from planner.intake.columns import Table, only_table
from planner.intake.needs import needs_of, words_of
from planner.intake.rows import Row, read_rows
from planner.visit import TimeWindow

_NOBODY = ("空号", "停机", "关机", "拒接", "打错", "错号", "无人接听", "无法接通", "占线", "忙线")
"""Words of the log that all mean that nobody was reached; the word itself is kept as the detail."""
_OUTCOMES = {
    **{outcome.value: outcome for outcome in ContactOutcome},
    **dict.fromkeys(_NOBODY, ContactOutcome.NOT_REACHED),
}
_SPAN = re.compile(r"[-–—~至到]+")
"""What stands between the two ends of a window in one cell."""
_FURTHER = (("window_start_2", "window_end_2"), ("window_start_3", "window_end_3"))
_DIRECTIONS = {"呼出": False, "外呼": False, "呼入": True, "来电": True}
_REASONS = {reason.value: reason.value for reason in RefusalReason}
_THE_DEBTOR = frozenset({"本人", "客户本人", "债务人本人", "债务人"})


def read_contacts(path: Path, passwords: Sequence[str] = ()) -> Batch[ContactAttempt]:
    """The attempts of a contact log, in the order of the file.

    Raises:
        PasswordNeeded: the file is locked and `passwords` is empty.
        PlannerError: the file cannot be read, or holds no contact log.
    """
    return contacts_of(only_table(path, "contacts", passwords))


def contacts_of(table: Table) -> Batch[ContactAttempt]:
    """The attempts of one table; a consent without a readable day and window is rejected."""
    return read_rows(table, _attempt)


def _attempt(row: Row) -> ContactAttempt:
    outcome = row.one_of("outcome", _OUTCOMES)
    word = row.key("outcome")
    answered_by, callee = values.plain(row.text("answered_by")), values.plain(row.text("callee"))
    return ContactAttempt(
        row.needed("number"),
        row.needed_value("at", values.moment),
        outcome,
        channel=row.text("channel") or "电话",
        number=row.key("called"),
        seconds=row.value("seconds", values.whole) or 0,
        answered_by="本人" if answered_by in _THE_DEBTOR else answered_by,
        appointment=_appointment(row) if outcome is ContactOutcome.CONSENT else None,
        recording=row.text("recording"),
        note=row.text("note"),
        detail=word if word in _NOBODY else "",
        needs=needs_of(row),
        callee="本人" if callee in _THE_DEBTOR | {""} else callee,
        is_inbound=row.one_of("direction", _DIRECTIONS, False),
        is_own_line=row.yes_or_no("own_line"),
        is_identity_checked=row.yes_or_no("identity_checked"),
        bad_windows=tuple(_span(row, part, "bad_hours") for part in words_of(row.text("bad_hours"))),
        bad_weekdays=frozenset(_weekday(row, word) for word in words_of(row.text("bad_days"))),
        bad_places=words_of(row.text("bad_places")),
        call_back_on=row.value("call_back_on", values.day),
        refusal_reason=row.one_of("refusal_reason", _REASONS, ""),
        instead=row.text("instead"),
    )


def _weekday(row: Row, word: str) -> int:
    at = "一二三四五六日".find(re.sub(r"^(?:周|星期)", "", word).replace("天", "日"))
    return at if at >= 0 else row.bad("bad_days", "应为 周一 至 周日")


def _appointment(row: Row) -> Appointment:
    first = row.needed_value("first_day", values.day)
    last = row.value("last_day", values.day) or first
    if last < first:
        row.bad("last_day", "早于约定日期")
    window, *others = _windows(row)
    return Appointment(first, last, window, row.text("place"), row.text("address"), tuple(others))


def _windows(row: Row) -> list[TimeWindow]:
    """Every window the row tells, the first one first: in columns of their own, or several in the first cell."""
    listed = values.plain(row.text("window_start"))
    if _SPAN.search(listed):
        if not values.is_nothing(row.text("window_end")):
            row.bad("window_end", "约定开始已写明起止时段，此列应留空")
        windows = [_span(row, part) for part in re.split(r"[;、,\n]+", listed) if part.strip()]
    else:
        windows = [_window(row, "window_start", "window_end")]
    for start, end in _FURTHER:
        if not (values.is_nothing(row.text(start)) and values.is_nothing(row.text(end))):
            windows.append(_window(row, start, end))
    return windows


def _window(row: Row, start: str, end: str) -> TimeWindow:
    begins, ends = row.needed_value(start, values.clock_time), row.needed_value(end, values.clock_time)
    if ends < begins:
        row.bad(end, f"早于{row.heading(start)}")
    return TimeWindow(begins, ends)


def _span(row: Row, text: str, field: str = "window_start") -> TimeWindow:
    try:
        begins, ends = (values.clock_time(part) for part in _SPAN.split(text))
    except (values.Unreadable, ValueError):
        row.bad(field, "时段无法识别，请写成 09:00-11:00;14:00-16:00 的形式")
    if ends < begins:
        row.bad(field, "时段的结束早于开始")
    return TimeWindow(begins, ends)
