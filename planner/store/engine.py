"""Opens the encrypted file: raw key, write-ahead log, full sync; refuses anything that is not encrypted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from planner.errors import PlannerError
from planner.store.faults import damaged, said_in_words
from planner.store.schema import APPLICATION_ID

BUSY_MS = 5_000
PLAIN_HEADER = b"SQLite format 3\0"
PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", f"busy_timeout = {BUSY_MS}",
           "temp_store = MEMORY")  # fmt: skip
"""WAL with NORMAL lost acknowledged writes in simulated power cuts, with FULL it lost none."""
KEY_BYTES = 32


def open_engine(file: Path, key: bytes, *, mode: str = "rw", pragmas: tuple[str, ...] = PRAGMAS) -> Engine:
    """An engine on an encrypted file; `mode` is SQLite's ro, rw or rwc. Transactions begin as writers at once.

    Raises:
        PlannerError: see `check_header`; on first use, see `said_in_words`.
    """
    if len(key) != KEY_BYTES:
        raise AssertionError("The data key has 32 bytes.")
    if mode != "rwc":
        check_header(file)
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(file, key, mode, pragmas),
        poolclass=QueuePool,
        pool_size=2,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def connect(file: Path, key: bytes, mode: str = "rw", pragmas: tuple[str, ...] = PRAGMAS) -> Any:
    """One connection of the driver, unlocked and set up.

    Raises:
        PlannerError: the driver does not encrypt; the file cannot be opened, or not with this key.
    """
    with said_in_words(file):
        made = dbapi2.connect(
            f"{file.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MS / 1000,
        )
        try:
            # Its own lines on the error stream are no sentences for a user; faults come as errors too.
            made.execute("PRAGMA cipher_log_level = NONE")
            made.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            if not made.execute("PRAGMA cipher_version").fetchone():
                raise PlannerError(
                    "无法加密", "本机的数据库驱动不带加密，案件库不会以明文写入。", "请重新安装程序（sqlcipher3）。"
                )
            made.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if mode != "ro":
                for pragma in pragmas:
                    made.execute(f"PRAGMA {pragma}")
        except BaseException:
            made.close()
            raise
    return made


def check_header(file: Path) -> None:
    """Make sure that a file is there, holds something, and is not plain.

    Raises:
        PlannerError: missing, empty, or not encrypted.
    """
    try:
        with file.open("rb") as opened:
            header = opened.read(len(PLAIN_HEADER))
    except FileNotFoundError as error:
        raise PlannerError("没有此案件库", f"找不到“{file}”。", "请检查路径，或先新建案件库。") from error
    except OSError as error:
        raise PlannerError("无法读取", f"打不开“{file}”。", "请检查权限。") from error
    if not header:
        raise damaged(file, "是空文件（0 字节）")
    if header == PLAIN_HEADER:
        raise PlannerError(
            "案件库未加密",
            f"“{file.name}”是明文数据库，本程序只打开加密的案件库。",
            "请确认没有拿错文件；明文副本应妥善删除。",
        )


def pragma(connection: Connection, name: str) -> Any:
    """The value of a pragma."""
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def check_is_ours(connection: Connection, file: Path) -> None:
    """Make sure that what was opened is a desk of ours; an emptied database passes SQLite's own checks.

    Raises:
        Damaged: it is not.
    """
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise damaged(file, "中没有本程序的表")


@contextmanager
def in_transaction(engine: Engine, file: Path) -> Iterator[Connection]:
    """A connection in one writing transaction: all is kept, or nothing.

    Raises:
        PlannerError: as `said_in_words`.
    """
    with said_in_words(file), engine.begin() as connection:
        yield connection


def _begin(connection: Connection) -> None:
    """The driver leaves transactions to us; beginning as a writer at once, two programs cannot block each other."""
    connection.exec_driver_sql("BEGIN" if connection.get_execution_options().get("reads") else "BEGIN IMMEDIATE")
