"""Erases cases for good: from the file at once, and from every back-up when it is restored.

A back-up cannot be changed without losing its worth as one. What was erased since it was made is therefore listed
beside the back-ups, by keyed hashes of case numbers, and erased again from whatever is restored (R-75).
"""

import hmac
import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, bindparam, select

from planner import outward
from planner.case import Case
from planner.contact import ContactAttempt
from planner.errors import PlannerError
from planner.event import Action, Event
from planner.store import schema, vault
from planner.store.codec import decoder
from planner.store.engine import connect
from planner.store.faults import damaged, said_in_words
from planner.store.file import FileStore

LIST = "erased.json"


def erase(store: FileStore, numbers: Sequence[str], asked_by: str, approved_by: str, reason: str) -> int:
    """Erase cases with their contacts and visits; the log keeps that it was done, by whom and why.

    `asked_by` and `approved_by` are staff numbers, `reason` a code, no free text about people. Returns how many of the
    cases there were.

    Raises:
        PlannerError: one person asked and approved; the disk is full or the folder read-only.
    """
    if not asked_by or not approved_by or asked_by == approved_by:
        raise PlannerError("需要两人", "删除由一人申请、另一人批准，不能是同一人。", "请由另一位主管批准。")
    store.back_up("erase")
    digests = {number: digest(store, number) for number in dict.fromkeys(numbers)}
    facts: dict[str, str | int] = {"asked_by": asked_by, "approved_by": approved_by, "reason": reason}
    with store.busy:
        # The list first: should the rest fail, a restore forgets too much at worst what was meant to go.
        _add_to_list(store, digests.values())
        with store.writing(*(Event(Action.ERASE, number, facts) for number in digests)) as connection:
            num_found = _delete(connection, digests)
        with said_in_words(store.paths.file), closing(connect(store.paths.file, store.key)) as opened:
            # What the log and the free pages still hold goes too.
            opened.execute("VACUUM")
            opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return num_found


def replay(store: FileStore, folder: Path) -> int:
    """Erase from a restored file what was erased since its back-up was made; returns how many cases.

    Raises:
        Damaged: the list in `folder` was changed.
    """
    listed = read_list(folder, store.key)
    with store.reading() as connection:
        done = set(connection.execute(select(schema.erased.c.digest)).scalars())
        known = connection.execute(select(schema.cases.c.number).union(select(schema.conflicts.c.number))).scalars()
        # History may outlive its case: a call about a case that was in conflict.
        called = connection.execute(
            select(schema.attempts.c.case_number).union(select(schema.visits.c.case_number))
        ).scalars()
        numbers = {number: digest(store, number) for number in {*known, *called}}
    missed = {number: found for number, found in numbers.items() if found in listed - done}
    if not missed:
        return 0
    with store.writing(*(Event(Action.ERASE, number, {"reason": "replay"}) for number in missed)) as connection:
        return _delete(connection, missed)


def digest(store: FileStore, number: str) -> str:
    """How a case number is listed."""
    return hmac.digest(store.index_key, number.encode("utf-8", "surrogatepass"), "sha256").hex()


def read_list(folder: Path, key: bytes) -> set[str]:
    """What was ever erased from the desk of this key.

    Raises:
        Damaged: the list cannot be read or was changed.
    """
    path = folder / LIST
    if not path.exists():
        return set()
    try:
        told = json.loads(path.read_bytes())
        if not hmac.compare_digest(told["mac"], _sign(told["erased"], key)):
            raise ValueError("changed")
        return set(told["erased"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(path, "无法读取或被改过，恢复备份会使已删除的案件重现") from error


def _add_to_list(store: FileStore, digests: Iterable[str]) -> None:
    folder = store.paths.backups
    listed = sorted(read_list(folder, store.key) | set(digests))
    outward.write_whole(folder / LIST, json.dumps({"erased": listed, "mac": _sign(listed, store.key)}).encode())


def _delete(connection: Connection, digests: dict[str, str]) -> int:
    named = [{"k": number} for number in digests]
    _forget_places(connection, digests)
    found = connection.execute(schema.cases.delete().where(schema.cases.c.number == bindparam("k")), named).rowcount
    connection.execute(schema.conflicts.delete().where(schema.conflicts.c.number == bindparam("k")), named)
    for table in (schema.attempts, schema.visits, schema.rulings):
        connection.execute(table.delete().where(table.c.case_number == bindparam("k")), named)
    known = set(connection.execute(select(schema.erased.c.digest)).scalars())
    now = datetime.now(UTC).replace(tzinfo=None)
    fresh = [{"digest": found, "at": now} for found in digests.values() if found not in known]
    if fresh:
        connection.execute(schema.erased.insert(), fresh)
    return int(found)


def _forget_places(connection: Connection, numbers: Iterable[str]) -> None:
    """The confirmed places of the cases' addresses and of those that their debtors named, though others live there."""
    told = [{"k": number} for number in numbers]
    read_case, read_attempt = decoder(Case), decoder(ContactAttempt)
    addresses: set[str] = set()
    for one in told:
        of_case = select(schema.cases.c.content).where(schema.cases.c.number == one["k"])
        for text in connection.execute(of_case).scalars():
            addresses |= {address for _, address in read_case(text).addresses}
        of_calls = select(schema.attempts.c.content).where(schema.attempts.c.case_number == one["k"])
        for text in connection.execute(of_calls).scalars():
            appointment = read_attempt(text).appointment
            addresses |= {appointment.address} if appointment else set()
    if addresses:
        gone = [{"k": address} for address in sorted(addresses)]
        connection.execute(schema.places.delete().where(schema.places.c.address == bindparam("k")), gone)


def _sign(listed: object, key: bytes) -> str:
    signing = vault.derived(key, "erasure list")
    return hmac.digest(signing, json.dumps(listed, sort_keys=True).encode(), "sha256").hex()
