"""Front door to a desk's file: make it, open it, lock it, back it up, restore, verify; what this machine lacks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.store import audit, backup, erasure, keyrings, opening
from planner.store.audit import Verdict
from planner.store.backup import Backup, Difference
from planner.store.faults import Damaged, InUse, Locked, LostWrites
from planner.store.file import FileStore
from planner.store.opening import Secret
from planner.store.paths import SUFFIX, DeskPaths, check_place
from planner.store.vault import RECOVERY_LETTERS, SHORTEST

__all__ = [
    "SHORTEST", "SUFFIX", "Backup", "Damaged", "Difference", "FileStore", "InUse", "Locked", "LostWrites", "Secret",
    "Upkeep", "Verdict", "check_place", "create", "has_keyring", "newest_backups", "open_desk", "recover",
    "secret_from",
]  # fmt: skip

_RECOVERY = re.compile(r"\w{4}([- ]?\w{4}){7}")


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What may be asked of an open desk besides its cases."""

    store: FileStore

    @property
    def file(self) -> Path:
        """The desk's file."""
        return self.store.paths.file

    def back_up(self, reason: str) -> Path | None:
        """Make a verified back-up; None when no record was written since the newest.

        Raises:
            PlannerError: disk full, folder not writable, or the copy did not pass its check.
        """
        return backup.make(self.store, reason)

    def backups(self) -> list[Backup]:
        """The back-ups that there are, oldest first."""
        return backup.found(self.store.paths)

    def restore(self, made: Path, target: Path) -> Difference:
        """Restore a back-up into a new file; this desk stays as it is.

        Raises:
            PlannerError: see `backup.restore`.
        """
        return backup.restore(self.store, made, target)

    def erase(self, numbers: Sequence[str], asked_by: str, approved_by: str, reason: str) -> int:
        """Erase cases with their history, here and from every back-up that is restored; returns how many there were.

        Raises:
            PlannerError: see `erasure.erase`.
        """
        return erasure.erase(self.store, numbers, asked_by, approved_by, reason)

    def verify(self) -> Verdict:
        """Follow the audit log from its first entry and hold it against every anchor outside the file."""
        with self.store.reading() as connection:
            return audit.verify(connection, self.store.desk, self.store.audit_key, backup.anchors_of(self.store))

    def is_right(self, secret: Secret) -> bool:
        """Whether a pass-phrase or recovery key is this desk's; both answers go into the log."""
        return opening.is_right(self.store, secret)

    def change_passphrase(self, passphrase: str) -> None:
        """Set another pass-phrase.

        Raises:
            PlannerError: it is too short.
        """
        opening.change_passphrase(self.store, passphrase)

    def use_keyring(self) -> bool:
        """Let the system's keyring open this desk; False where there is none that encrypts."""
        return opening.use_keyring(self.store)

    def close(self) -> None:
        """Back up what is new and give the file free, even when the back-up fails.

        Raises:
            PlannerError: the back-up could not be made; nothing that was entered is lost by it.
        """
        try:
            self.back_up("close")
        finally:
            self.store.close()


def create(file: Path, passphrase: str, *, with_keyring: bool = False) -> tuple[Upkeep, str]:
    """Make a desk; the recovery key that comes with it is nowhere kept.

    Raises:
        PlannerError: see `opening.create_desk`.
    """
    store, recovery = opening.create_desk(file, passphrase, with_keyring=with_keyring)
    return Upkeep(store), recovery


def open_desk(file: Path, secret: Secret, *, accepts_loss: bool = False) -> Upkeep:
    """Open a desk.

    Raises:
        PlannerError: see `opening.open_desk`; Locked, InUse, Damaged and LostWrites each have a way on.
    """
    return Upkeep(opening.open_desk(file, secret, accepts_loss=accepts_loss))


def recover(made: Path, target: Path, secret: Secret) -> Upkeep:
    """Restore a back-up into a new file when the desk cannot be opened, and open that.

    Raises:
        PlannerError: see `backup.recover`.
    """
    backup.recover(made, target, lambda kept: secret.open(kept)[0])
    return open_desk(target, secret)


def secret_from(typed: str) -> Secret:
    """What somebody typed: a recovery key when it looks like one, else a pass-phrase."""
    plain = "".join(c for c in typed if c.isalnum())
    is_recovery = _RECOVERY.fullmatch(typed.strip()) and len(plain) == RECOVERY_LETTERS
    return Secret(recovery=typed) if is_recovery else Secret(typed)


def has_keyring() -> bool:
    """Whether this machine has a keyring that encrypts."""
    return keyrings.backend() is not None


def newest_backups(file: Path) -> list[Backup]:
    """The back-ups of a desk that may not open, newest first."""
    return backup.found(DeskPaths(file))[::-1]
