"""What is written down of who did what to which case: numbers and counts, never a name, an id or a phone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str | int] = MappingProxyType({})


class Action(StrEnum):
    """The events of a desk. The stored word never changes: the chain of the log is computed over it."""

    CREATE = "create"
    UNLOCK = "unlock"
    UNLOCK_FAILED = "unlock-failed"
    LOCK = "lock"
    IMPORT = "import"
    CONTACT = "contact"
    CONSENT = "consent"
    REFUSAL = "refusal"
    EXPORT = "export"
    PRINT = "print"
    UNMASK = "unmask"
    OVERRIDE = "override"
    RULING = "ruling"
    PLACE = "place"
    PLACE_FORGOTTEN = "place-forgotten"
    BACKUP = "backup"
    RESTORE = "restore"
    MIGRATION = "migration"
    ERASE = "erase"
    LOSS_ACCEPTED = "loss-accepted"
    PASSPHRASE = "passphrase"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done. `about` is a case number, batch, team or file name; `facts` are counts, hashes and codes."""

    action: Action
    about: str = ""
    facts: Mapping[str, str | int] = field(default_factory=lambda: NOTHING)
