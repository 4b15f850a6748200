"""The tables. Each record's whole content is JSON; beside it stand, typed, what lists filter and sort by.

The columns are filled from the content in one place (`rows.py`), so the two cannot differ. Only plain SQLAlchemy types
are used, so that PostgreSQL could carry them. Amounts are fen, so that they sort and add exactly.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 1
"""Counts up with every migration; kept in the file's `user_version`."""
APPLICATION_ID = 0x57464731
"""Marks a file as ours ("WFG1")."""

metadata = MetaData(naming_convention={"ix": "ix_%(column_0_label)s", "uq": "uq_%(table_name)s_%(column_0_name)s"})

state = Table(
    "state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("desk", String(36), nullable=False),
    Column("writes", BigInteger, nullable=False),
    Column("changes", BigInteger, nullable=False),
)
"""One row: which desk this is, how many transactions were written (the watermark), how many of them changed records."""

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", String(200), nullable=False, unique=True),
    Column("lender", String(200), nullable=False, index=True),
    Column("debtor_key", String(64), nullable=False, index=True),
    Column("district", String(20), nullable=False, index=True),
    Column("state", String(20), nullable=False),
    Column("bucket", String(50), nullable=False),
    Column("batch", String(200), nullable=False),
    Column("total_fen", BigInteger),
    Column("principal_fen", BigInteger),
    Column("days_overdue", Integer),
    Column("loan_date", Date),
    Column("last_paid_on", Date),
    Column("mandate_start", Date),
    Column("mandate_end", Date),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Index("ix_cases_total_fen", "total_fen"),
    Index("ix_cases_days_overdue", "days_overdue"),
    Index("ix_cases_mandate_end", "mandate_end"),
    Index("ix_cases_state_district", "state", "district"),
)

conflicts = Table("conflicts", metadata, Column("number", String(200), primary_key=True))

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", String(200), nullable=False, index=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("outcome", String(20), nullable=False),
    Column("content", Text, nullable=False),
)
"""`at` is UTC here."""

visits = Table(
    "visits",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("case_number", String(200), nullable=False, index=True),
    Column("day", Date, nullable=False, index=True),
    Column("outcome", String(20), nullable=False),
    Column("content", Text, nullable=False),
)

lenders = Table(
    "lenders",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

authorisations = Table(
    "authorisations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("lender", String(200), nullable=False, index=True),
    Column("staff_number", String(50), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("content", Text, nullable=False),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("team", String(200), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
)

rulings = Table(
    "rulings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(30), nullable=False),
    Column("case_number", String(200), nullable=False, index=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("content", Text, nullable=False),
)
"""What people of the office decided; `kind` names the word, `at` is UTC here."""

places = Table(
    "places",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("address", String(400), nullable=False, unique=True),
    Column("content", Text, nullable=False),
)

erased = Table(
    "erased",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("at", DateTime, nullable=False),
)
"""Case numbers that were erased for good, as keyed hashes: what of the list beside the back-ups this file has done."""

audit = Table(
    "audit",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("at", DateTime, nullable=False),
    Column("clock_ns", BigInteger, nullable=False),
    Column("actor", String(100), nullable=False),
    Column("machine", String(100), nullable=False),
    Column("action", String(30), nullable=False, index=True),
    Column("about", String(200), nullable=False, index=True),
    Column("facts", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
)
"""Append-only by triggers. `clock_ns` never runs back while the machine is up, whatever becomes of its wall clock."""

COUNTED = (cases, conflicts, attempts, visits, lenders, authorisations, teams, rulings, places, erased, audit)
"""The tables whose rows a back-up and a restore compare."""

__all__ = [
    "APPLICATION_ID", "COUNTED", "SCHEMA", "attempts", "audit", "authorisations", "cases", "conflicts", "erased",
    "lenders", "metadata", "places", "rulings", "state", "teams", "visits",
]  # fmt: skip
