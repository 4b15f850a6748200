"""Reads the callers' log: each attempt, and the appointment when the debtor agreed."""

from collections.abc import Sequence
from pathlib import Path

from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.import_report import Batch
from planner.intake import values
from planner.intake.columns import Table, only_table
from planner.intake.rows import Row, read_rows
from planner.visit import TimeWindow

_NOBODY = ("空号", "停机", "关机", "拒接", "打错", "错号", "无人接听", "无法接通", "占线", "忙线")
"""Words of the log that all mean that nobody was reached; the word itself is kept as the detail."""
_OUTCOMES = {
    **{outcome.value: outcome for outcome in ContactOutcome},
    **dict.fromkeys(_NOBODY, ContactOutcome.NOT_REACHED),
}
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
    answered_by = values.plain(row.text("answered_by"))
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
    )


def _appointment(row: Row) -> Appointment:
    first = row.needed_value("first_day", values.day)
    last = row.value("last_day", values.day) or first
    start = row.needed_value("window_start", values.clock_time)
    end = row.needed_value("window_end", values.clock_time)
    if last < first:
        row.bad("last_day", "早于约定日期")
    if end < start:
        row.bad("window_end", "早于约定开始")
    return Appointment(first, last, TimeWindow(start, end), row.text("place"), row.text("address"))
