"""The log cannot be changed unseen: the first entry that does not fit is named."""

import pytest
from sqlalchemy.exc import IntegrityError

from planner.event import Action, Event
from planner.store import anchor, audit, backup
from planner.store.audit import Verdict
from planner.store.file import FileStore


@pytest.fixture
def long(store: FileStore) -> FileStore:
    """A desk with thirty entries."""
    store.log(*(Event(Action.CONTACT, f"A-{n}", {"n": n}) for n in range(29)))
    return store


def verdict(store: FileStore) -> Verdict:
    """What a check finds."""
    with store.reading() as connection:
        return audit.verify(connection, store.desk, store.audit_key, backup.anchors_of(store))


def tamper(store: FileStore, statement: str) -> None:
    """Change the log as someone with the key and no program of ours could."""
    with store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql(statement)


def test_an_untouched_log_holds(long: FileStore) -> None:
    """Thirty entries, none broken."""
    assert verdict(long) == Verdict(30)


@pytest.mark.parametrize("statement", ["UPDATE audit SET about = 'x'", "DELETE FROM audit"])
def test_the_file_itself_refuses_changes(long: FileStore, statement: str) -> None:
    """Entries can only be added."""
    with pytest.raises(IntegrityError, match="append-only"), long.engine.begin() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "broken", "why"),
    [
        ("UPDATE audit SET about = 'B-9' WHERE seq = 17", 17, "内容被改动过"),
        ("UPDATE audit SET at = '2020-01-01 00:00:00.000000' WHERE seq = 17", 17, "内容被改动过"),
        ("UPDATE audit SET actor = 'nobody' WHERE seq = 1", 1, "内容被改动过"),
        ("DELETE FROM audit WHERE seq = 12", 12, "缺 1 条"),
        ("DELETE FROM audit WHERE seq < 4", 1, "缺 3 条"),
        ("DELETE FROM audit WHERE seq > 27", 28, "不见了"),
        ("UPDATE audit SET prev = mac WHERE seq = 5", 5, "接不上"),
    ],
)
def test_the_first_broken_link_is_named(long: FileStore, statement: str, broken: int, why: str) -> None:
    """Changed, taken out, or cut off at the end: the check says where it begins."""
    tamper(long, statement)
    found = verdict(long)
    assert found.broken_at == broken
    assert why in found.why


def test_a_log_rewritten_with_the_key_is_seen_by_an_older_anchor(long: FileStore) -> None:
    """Who holds the key can sign a new log, but not change the anchor that went with a back-up."""
    backup.make(long, "close")
    tamper(long, "DELETE FROM audit WHERE seq > 20")
    with long.engine.begin() as connection:
        forged = [Event(Action.CONTACT, "forged") for _ in range(20)]
        audit.append(connection, forged, long.desk, long.audit_key)
    long.anchor_now()
    assert verdict(long).broken_at == 30


def test_a_forged_anchor_is_no_anchor(long: FileStore) -> None:
    """An anchor that was changed is as good as none."""
    kept = long.paths.anchor
    assert anchor.read(kept, long.desk, long.audit_key) == long.anchor()
    kept.write_bytes(kept.read_bytes().replace(b'"seq": 30', b'"seq": 29'))
    assert anchor.read(kept, long.desk, long.audit_key) is None
