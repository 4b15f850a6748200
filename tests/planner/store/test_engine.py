"""The file is encrypted, in the log mode and sync that lose nothing, at each opening."""

import sqlite3
from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.store import engine
from planner.store.file import FileStore
from planner.store.interface import Records

KEY = bytes(range(32))


def test_every_connection_keeps_what_it_acknowledges(store: FileStore) -> None:
    """Write-ahead log, full sync, foreign keys, five seconds of patience: on each connection of the pool."""
    with store.reading() as one, store.reading() as two:
        for connection in (one, two):
            told = {name: engine.pragma(connection, name) for name in ("journal_mode", "synchronous", "foreign_keys")}
            assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
            assert engine.pragma(connection, "busy_timeout") == engine.BUSY_MS == 5_000
            assert engine.pragma(connection, "cipher_version")


def test_nothing_stands_in_clear_in_any_file(store: FileStore, make_case) -> None:
    """Neither the file nor its log shows SQLite's header, a number or a name."""
    store.save(Records(cases=[make_case("CANARY-1")]))
    for file in store.paths.file.parent.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        assert not content.startswith(engine.PLAIN_HEADER)
        assert b"CANARY-1" not in content
        assert "张三".encode() not in content


def test_a_plain_file_is_refused(tmp_path: Path) -> None:
    """A database that is not encrypted is never opened, let alone written."""
    plain = tmp_path / "plain.waifang"
    with sqlite3.connect(plain) as made:
        made.execute("CREATE TABLE t (a)")
    made.close()
    with pytest.raises(PlannerError, match="明文"):
        engine.open_engine(plain, KEY)


def test_a_driver_that_does_not_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain SQLite takes a key without a word and writes in clear; the cipher's version tells."""
    monkeypatch.setattr(engine, "dbapi2", sqlite3)
    with pytest.raises(PlannerError, match="明文"):
        engine.connect(tmp_path / "new.waifang", KEY, "rwc")


def test_errors_of_the_driver_hide_the_values(store: FileStore) -> None:
    """A failing statement does not repeat what it was given."""
    with pytest.raises(Exception, match="no such table") as caught, store.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("310199199001011234",))
    assert "310199199001011234" not in str(caught.value)
