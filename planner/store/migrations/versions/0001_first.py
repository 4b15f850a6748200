"""Schema 1: cases, history, lenders, teams, audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table; written out, because what schema 1 was must not change with the program."""
    op.create_table(
        "state",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("desk", sa.String(36), nullable=False),
        sa.Column("writes", sa.BigInteger, nullable=False),
        sa.Column("changes", sa.BigInteger, nullable=False),
    )
    _make_cases()
    op.create_table("conflicts", sa.Column("number", sa.String(200), primary_key=True))
    _make_history()
    _make_rulings()
    _make_places()
    op.create_table("lenders", *_row(), sa.Column("name", sa.String(200), nullable=False), *_edited("lenders", "name"))
    op.create_table(
        "authorisations",
        *_row(),
        sa.Column("lender", sa.String(200), nullable=False, index=True),
        sa.Column("staff_number", sa.String(50), nullable=False),
        sa.Column("valid_from", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table("teams", *_row(), sa.Column("team", sa.String(200), nullable=False), *_edited("teams", "team"))
    op.create_table(
        "erased", sa.Column("digest", sa.String(64), primary_key=True), sa.Column("at", sa.DateTime, nullable=False)
    )
    _make_audit()


def _make_cases() -> None:
    op.create_table(
        "cases",
        *_row(),
        sa.Column("number", sa.String(200), nullable=False),
        sa.Column("lender", sa.String(200), nullable=False, index=True),
        sa.Column("debtor_key", sa.String(64), nullable=False, index=True),
        sa.Column("district", sa.String(20), nullable=False, index=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("bucket", sa.String(50), nullable=False),
        sa.Column("batch", sa.String(200), nullable=False),
        sa.Column("total_fen", sa.BigInteger, index=True),
        sa.Column("principal_fen", sa.BigInteger),
        sa.Column("days_overdue", sa.Integer, index=True),
        sa.Column("loan_date", sa.Date),
        sa.Column("last_paid_on", sa.Date),
        sa.Column("mandate_start", sa.Date),
        sa.Column("mandate_end", sa.Date, index=True),
        *_edited("cases", "number"),
    )
    op.create_index("ix_cases_state_district", "cases", ["state", "district"])


def _make_history() -> None:
    op.create_table(
        "attempts",
        *_row(),
        sa.Column("case_number", sa.String(200), nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "visits",
        *_row(),
        sa.Column("case_number", sa.String(200), nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )


def _make_rulings() -> None:
    op.create_table(
        "rulings",
        *_row(),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("case_number", sa.String(200), nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("content", sa.Text, nullable=False),
    )


def _make_places() -> None:
    op.create_table(
        "places",
        *_row(),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("address", name="uq_places_address"),
    )


def _make_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("clock_ns", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String(100), nullable=False),
        sa.Column("machine", sa.String(100), nullable=False),
        sa.Column("action", sa.String(30), nullable=False, index=True),
        sa.Column("about", sa.String(200), nullable=False, index=True),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("prev", sa.String(64), nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
    )
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER audit_no_{verb} BEFORE {verb.upper()} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


def _row() -> tuple[sa.Column, ...]:  # type: ignore[type-arg]
    return (sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),)


def _edited(table: str, key: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What two people may edit carries a version."""
    return (
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint(key, name=f"uq_{table}_{key}"),
    )
