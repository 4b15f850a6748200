"""Brings a file to this program's schema: on a copy, all or nothing, then swapped in."""

import os
from pathlib import Path

from sqlalchemy import Connection

from planner import outward
from planner.errors import PlannerError
from planner.store import engine as engines
from planner.store.faults import damaged, said_in_words
from planner.store.schema import APPLICATION_ID, SCHEMA

STEPS = Path(__file__).parent / "migrations"


def schema_of(file: Path, key: bytes) -> int:
    """The schema that a file says it has, found without writing to it.

    Raises:
        PlannerError: it cannot be read with this key, or is no desk of ours.
    """
    engine = engines.open_engine(file, key, mode="ro")
    try:
        with said_in_words(file), engine.connect() as connection:
            engines.check_is_ours(connection, file)
            return int(engines.pragma(connection, "user_version"))
    finally:
        engine.dispose()


def make(file: Path, key: bytes, desk: str) -> None:
    """Make a new file with every table, complete or not at all.

    Raises:
        PlannerError: the folder cannot be written, the disk is full.
    """
    staged = staging(file)
    engine = engines.open_engine(staged, key, mode="rwc")
    try:
        with engines.in_transaction(engine, staged) as connection:
            upgrade(connection)
            connection.exec_driver_sql("INSERT INTO state (id, desk, writes, changes) VALUES (1, ?, 0, 0)", (desk,))
        engine.dispose()
        engines.check_header(staged)
        swap(staged, file)
    finally:
        engine.dispose()
        discard(staged)


def bring_up(file: Path, key: bytes, steps: Path = STEPS, schema: int = SCHEMA) -> None:
    """Migrate a file that nobody has open: the old one stays until the new one is complete and checked.

    Raises:
        PlannerError: disk full or the copy damaged; the file is as it was.
    """
    staged = staging(file)
    try:
        copy(file, staged, key)
        engine = engines.open_engine(staged, key)
        try:
            with engines.in_transaction(engine, staged) as connection:
                upgrade(connection, steps, schema)
            check(staged, key)
        finally:
            engine.dispose()
        swap(staged, file)
    finally:
        discard(staged)


def upgrade(connection: Connection, steps: Path = STEPS, schema: int = SCHEMA) -> None:
    """Run the steps up to a schema, inside the caller's transaction."""
    # Alembic takes a third of a second to import and is needed once in a schema's life.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(steps).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{schema:04d}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema}")


def copy(file: Path, target: Path, key: bytes) -> None:
    """A consistent, encrypted copy of a file, its log included; copying the file itself would miss the log.

    Raises:
        PlannerError: the disk is full, the file damaged.
    """
    with said_in_words(file):
        source = engines.connect(file, key)
        try:
            source.execute("VACUUM INTO ?", (str(target),))
        finally:
            source.close()
    engines.check_header(target)


def check(file: Path, key: bytes) -> None:
    """Read every page of a file and hold it against its signature.

    Raises:
        Damaged: a page does not fit.
    """
    with said_in_words(file):
        opened = engines.connect(file, key, mode="ro")
        try:
            faults = opened.execute("PRAGMA cipher_integrity_check").fetchall()
            faults += [row for row in opened.execute("PRAGMA quick_check(1)").fetchall() if row[0] != "ok"]
        finally:
            opened.close()
    if faults:
        raise damaged(file, "没有通过完整性检查")


def swap(staged: Path, file: Path) -> None:
    """Put a complete file in another's place, safe against power loss.

    Raises:
        PlannerError: it cannot be written, or the old file has a log that belongs to it: nothing is changed.
    """
    log = file.with_name(f"{file.name}-wal")
    if log.exists() and log.stat().st_size:
        raise PlannerError("案件库正忙", f"“{log.name}”还没有并入案件库。", "请关闭其他程序后重试。")
    try:
        with staged.open("rb+") as opened:
            os.fsync(opened.fileno())
        for rest in ("-wal", "-shm"):
            file.with_name(file.name + rest).unlink(missing_ok=True)
        os.replace(staged, file)
        outward.sync_folder(file.parent)
    except OSError as error:
        raise outward.unwritable(file, error) from error


def staging(file: Path) -> Path:
    """Where a file is prepared: an interrupted run's leftovers are swept by this prefix."""
    staged = file.with_name(f"{outward.STAGING_PREFIX}{file.name}")
    discard(staged)
    return staged


def discard(staged: Path) -> None:
    """Remove what was prepared and not swapped in."""
    for rest in ("", "-wal", "-shm", "-journal", ".anchor.json"):
        staged.with_name(staged.name + rest).unlink(missing_ok=True)
