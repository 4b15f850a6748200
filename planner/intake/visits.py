"""Reads the history of visits that were made."""

from collections.abc import Sequence
from pathlib import Path

from planner.import_report import Batch
from planner.intake import values
from planner.intake.columns import Table, only_table
from planner.intake.rows import Row, read_rows
from planner.visit import VisitOutcome, VisitRecord

_OUTCOMES = {outcome.value: outcome for outcome in VisitOutcome}


def read_visits(path: Path, passwords: Sequence[str] = ()) -> Batch[VisitRecord]:
    """The visits of a history file, in its order.

    Raises:
        PasswordNeeded: the file is locked and `passwords` is empty.
        PlannerError: the file cannot be read, or holds no history of visits.
    """
    return visits_of(only_table(path, "visits", passwords))


def visits_of(table: Table) -> Batch[VisitRecord]:
    """The visits of one table."""
    return read_rows(table, _record)


def _record(row: Row) -> VisitRecord:
    outcome = row.one_of("outcome", _OUTCOMES)
    arrival = row.value("arrival", values.clock_time)
    departure = row.value("departure", values.clock_time)
    if arrival is not None and departure is not None and departure < arrival:
        row.bad("departure", "早于到达时间")
    return VisitRecord(
        row.needed("number"),
        row.needed_value("day", values.day),
        outcome,
        team=row.key("team"),
        arrival=arrival,
        departure=departure,
        opened_by=row.text("opened_by"),
        asked_to_leave=outcome is VisitOutcome.ASKED_TO_LEAVE or bool(row.yes_or_no("asked_to_leave")),
        recording=row.text("recording"),
        note=row.text("note"),
        entered=row.yes_or_no("entered"),
        entry_consent=row.yes_or_no("entry_consent"),
        ids_shown=row.yes_or_no("ids_shown"),
        told_recording=row.yes_or_no("told_recording"),
        no_recording_reason=row.text("no_recording_reason"),
        dress_ok=row.yes_or_no("dress_ok"),
        paper_left_with=row.text("paper_left_with"),
        is_sealed=row.yes_or_no("is_sealed"),
    )
