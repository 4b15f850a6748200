"""The anchor: what a desk's file must at least hold, kept outside it and signed with its key.

It is written after each commit. A file that holds more than its anchor was interrupted in between and is whole; one
that holds less has lost writes (its -wal was deleted, or an older copy was put back).
"""

import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from planner import outward


@dataclass(frozen=True, slots=True)
class Anchor:
    """Number of writes and of those that changed records, number and signature of the newest audit entry."""

    desk: str
    writes: int
    changes: int
    seq: int
    head: str


def write(anchor: Anchor, path: Path, key: bytes) -> None:
    """Keep the anchor, whole or not at all.

    Raises:
        PlannerError: the folder cannot be written.
    """
    body = asdict(anchor)
    outward.write_whole(path, json.dumps({**body, "mac": _sign(anchor, key)}).encode())


def read(path: Path, desk: str, key: bytes) -> Anchor | None:
    """The anchor that was kept; None when it is missing, changed, or another desk's."""
    try:
        told = json.loads(path.read_bytes())
        mac = told.pop("mac")
        anchor = Anchor(**told)
        if anchor.desk == desk and hmac.compare_digest(mac, _sign(anchor, key)):
            return anchor
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    return None


def _sign(anchor: Anchor, key: bytes) -> str:
    return hmac.digest(key, json.dumps(asdict(anchor), sort_keys=True).encode(), "sha256").hex()
