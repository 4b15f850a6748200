"""Reads the list of authorisations: who may act for which lender, from when until when."""

from collections.abc import Sequence
from pathlib import Path

from planner.import_report import Batch
from planner.intake import values
from planner.intake.columns import Table, only_table
from planner.intake.rows import Row, read_rows
from planner.lender import Authorisation


def read_authorisations(path: Path, passwords: Sequence[str] = ()) -> Batch[Authorisation]:
    """The authorisations of a file, in its order.

    Raises:
        PasswordNeeded: the file is locked and `passwords` is empty.
        PlannerError: the file cannot be read, or holds no authorisations.
    """
    return authorisations_of(only_table(path, "authorisations", passwords))


def authorisations_of(table: Table) -> Batch[Authorisation]:
    """The authorisations of one table."""
    return read_rows(table, _authorisation, key_field="")


def _authorisation(row: Row) -> Authorisation:
    valid_from = row.needed_value("valid_from", values.day)
    valid_until = row.needed_value("valid_until", values.day)
    if valid_until < valid_from:
        row.bad("valid_until", "早于生效日期")
    return Authorisation(
        row.needed("number"),
        values.plain(row.text("lender")) or row.bad("lender", "不能为空"),
        row.needed("staff_number"),
        valid_from,
        valid_until,
        scan=row.text("scan"),
    )
