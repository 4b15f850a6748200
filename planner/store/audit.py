"""The audit log: each entry is signed over its content and the entry before, so that none can be changed or lost.

The signing key comes from the desk's own data key: the chain proves changes from outside, not by someone who holds
the key. The anchors outside the file (beside it, and with each back-up) show a tail that was cut off.
"""

import getpass
import hmac
import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from time import monotonic_ns

import msgspec
from sqlalchemy import Connection, select

from planner.event import Action, Event
from planner.store.anchor import Anchor
from planner.store.schema import audit

_SIGNED = tuple(audit.c[name] for name in ("seq", "at", "clock_ns", "actor", "machine", "action", "about", "facts"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chain found. `broken_at` is the first entry that does not fit, None when all do."""

    entries: int
    broken_at: int | None = None
    why: str = ""


def append(connection: Connection, events: Iterable[Event], desk: str, key: bytes) -> None:
    """Write events behind the newest entry, in the caller's transaction."""
    newest = connection.execute(select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc()).limit(1)).first()
    last, prev = (newest.seq, newest.mac) if newest else (0, desk)
    rows = []
    for seq, event in enumerate(events, last + 1):
        row: dict[str, object] = {
            "seq": seq,
            "at": datetime.now(UTC).replace(tzinfo=None),
            "clock_ns": monotonic_ns(),
            "actor": actor(),
            "machine": platform.node()[:100],
            "action": event.action.value,
            "about": event.about[:200],
            "facts": json.dumps(dict(event.facts), ensure_ascii=False, sort_keys=True),
        }
        mac = _sign((row[column.name] for column in _SIGNED), prev, key)
        rows.append({**row, "prev": prev, "mac": mac})
        prev = mac
    if rows:
        connection.execute(audit.insert(), rows)


def verify(connection: Connection, desk: str, key: bytes, anchors: Sequence[Anchor] = ()) -> Verdict:
    """Follow the chain from its first entry and hold it against every anchor; names the first entry that is wrong."""
    anchored = {anchor.seq: anchor.head for anchor in anchors if anchor.seq}
    last, prev = 0, desk
    entries = connection.execute(select(*_SIGNED, audit.c.prev, audit.c.mac).order_by(audit.c.seq)).yield_per(5_000)
    for *signed, told_prev, told in entries:
        seq = signed[0]
        if seq != last + 1:
            return Verdict(last, last + 1, f"第 {last + 1} 条起缺 {seq - last - 1} 条")
        if told_prev != prev:
            return Verdict(last, seq, f"第 {seq} 条与前一条接不上")
        if _sign(signed, prev, key) != told:
            return Verdict(last, seq, f"第 {seq} 条的内容被改动过")
        if anchored.get(seq, told) != told:
            return Verdict(last, seq, f"第 {seq} 条与库外留存的不同，其前的记录被整体换过")
        last, prev = seq, told
    newest = max(anchored, default=0)
    if newest > last:
        return Verdict(last, last + 1, f"第 {last + 1} 条至第 {newest} 条不见了，库外留存的记录到第 {newest} 条")
    return Verdict(last)


def head(connection: Connection) -> tuple[int, str]:
    """Number and signature of the newest entry; (0, "") when there is none."""
    newest = connection.execute(select(audit.c.seq, audit.c.mac).order_by(audit.c.seq.desc()).limit(1)).first()
    return (newest.seq, newest.mac) if newest else (0, "")


def events(connection: Connection) -> tuple[Event, ...]:
    """The log as words."""
    rows = connection.execute(select(audit.c.action, audit.c.about, audit.c.facts).order_by(audit.c.seq))
    return tuple(Event(Action(row.action), row.about, json.loads(row.facts)) for row in rows)


@cache
def actor() -> str:
    """Who sits here, by the operating system's word."""
    try:
        return getpass.getuser()[:100]
    except (OSError, KeyError, ImportError):
        return "?"


def _sign(signed: Iterable[object], prev: str, key: bytes) -> str:
    """The signature over an entry's fields and the entry before."""
    return hmac.digest(key, msgspec.json.encode([prev, *map(str, signed)]), "sha256").hex()
