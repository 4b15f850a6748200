"""Reads the lenders' profiles."""

from collections.abc import Sequence
from pathlib import Path

from planner.import_report import Batch
from planner.intake import values
from planner.intake.columns import Table, only_table
from planner.intake.rows import Row, read_rows, reject_repeated
from planner.lender import Lender


def read_lenders(path: Path, passwords: Sequence[str] = ()) -> Batch[Lender]:
    """The profiles of a file, one for each lender.

    Raises:
        PasswordNeeded: the file is locked and `passwords` is empty.
        PlannerError: the file cannot be read, or holds no profiles.
    """
    return lenders_of(only_table(path, "lenders", passwords))


def lenders_of(table: Table) -> Batch[Lender]:
    """The profiles of one table; a lender's second row is rejected."""
    batch = read_rows(table, _lender, key_field="")
    return reject_repeated(batch, lambda lender: lender.name, table.layout.heading_of("name"))


def _lender(row: Row) -> Lender:
    return Lender(
        values.plain(row.text("name")) or row.bad("name", "不能为空"),
        kind=row.text("kind"),
        mandate_chain=row.text("mandate_chain"),
        sub_mandate_consent=row.text("sub_mandate_consent"),
        is_assigned=row.yes_or_no("is_assigned"),
        published_list=row.text("published_list"),
        reviewed_on=row.value("reviewed_on", values.day),
        pay_channel=row.text("pay_channel"),
        payee=row.text("payee"),
        complaint_phone=row.text("complaint_phone"),
        regulator_phone=row.text("regulator_phone"),
        cost_cap=row.value("cost_cap", values.rate),
        offer_policy=row.text("offer_policy"),
    )
