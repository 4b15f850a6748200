"""Makes and opens a desk's file: place, lock, key, schema, anchor, in this order, each with its sentence."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from planner import clock, outward
from planner.errors import PlannerError
from planner.event import Action, Event
from planner.store import anchor as anchors
from planner.store import backup, keyrings, migrate, vault
from planner.store.engine import open_engine
from planner.store.faults import Damaged, InUse, Locked, LostWrites, newer, unwritable
from planner.store.file import FileStore
from planner.store.paths import DeskPaths, check_place
from planner.store.schema import SCHEMA
from planner.store.vault import Vault

_DAY_S = 86_400
"""Younger leftovers in the folder may be another desk's work under way."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a desk: a pass-phrase, or a recovery key; with neither the system's keyring is asked."""

    passphrase: str = ""
    recovery: str = ""

    def open(self, kept: Vault) -> tuple[bytes, str]:
        """The data key, and how it was had.

        Raises:
            Locked: this does not open it.
        """
        if self.passphrase:
            return kept.unwrap(vault.PASSPHRASE, vault.passphrase_bytes(self.passphrase)), vault.PASSPHRASE
        if self.recovery:
            return kept.unwrap(vault.RECOVERY, vault.recovery_bytes(self.recovery)), vault.RECOVERY
        found = keyrings.secret(kept.desk) if vault.KEYRING in kept.wraps else None
        if found is None:
            raise Locked("需要口令", "系统钥匙串里没有此案件库的密钥。", "请输入口令或恢复密钥。")
        return kept.unwrap(vault.KEYRING, found), vault.KEYRING


def create_desk(file: Path, passphrase: str, *, with_keyring: bool = False) -> tuple[FileStore, str]:
    """Make a new desk and open it; returns the recovery key, which is nowhere kept.

    Raises:
        PlannerError: the place is unfit, there is a file already, the pass-phrase too short, the disk full.
    """
    paths = DeskPaths(file)
    check_place(file)
    if file.exists() or paths.vault.exists():
        raise PlannerError("已有同名文件", f"“{file.name}”或它的密钥文件已经存在，没有改动。", "请换个名字，或打开它。")
    with ExitStack() as on_failure:
        lock = _lock(paths)
        on_failure.callback(lock.release)
        kept, key, recovery = vault.create(passphrase)
        if with_keyring:
            kept = _into_keyring(kept, key)
        # The vault first: a file without its key is lost, a vault without a file is nothing.
        vault.write(kept, paths.vault)
        on_failure.callback(paths.vault.unlink, missing_ok=True)
        migrate.make(file, key, kept.desk)
        store = FileStore(paths, kept.desk, key, open_engine(file, key), lock)
        on_failure.callback(store.engine.dispose)
        store.anchor_now()
        store.log(Event(Action.CREATE, kept.desk, {"schema": SCHEMA}))
        on_failure.pop_all()
    return store, recovery


def open_desk(
    file: Path,
    secret: Secret,
    *,
    accepts_loss: bool = False,
    bring_up: Callable[[Path, bytes], None] = migrate.bring_up,
    schema: int = SCHEMA,
) -> FileStore:
    """Open a desk; an older schema is backed up and migrated first.

    Raises:
        PlannerError: unfit place, no such file, in use, newer schema, read-only.
        Locked: wrong pass-phrase, or none. The attempt is noted.
        Damaged: the file or its vault cannot be read.
        LostWrites: the file lacks what its anchor knows, and `accepts_loss` does not say to go on.
    """
    paths = DeskPaths(file)
    check_place(file)
    if not file.exists():
        raise Damaged("没有此案件库", f"找不到“{file}”。", "请检查路径，或用 restore 从备份恢复，或先新建案件库。")
    with ExitStack() as on_failure:
        lock = _lock(paths)
        on_failure.callback(lock.release)
        outward.sweep(file.parent, older_than_s=_DAY_S)
        kept = vault.read(paths.vault)
        try:
            key, how = secret.open(kept)
        except Locked:
            if secret != Secret():
                _note_failure(paths)
            raise
        events = _brought_up(paths, key, bring_up, schema)
        store = FileStore(paths, kept.desk, key, open_engine(file, key), lock)
        on_failure.callback(store.engine.dispose)
        events += _checked_loss(store, accepts_loss=accepts_loss)
        store.log(*_failures(paths), *events, Event(Action.UNLOCK, "", {"by": how}))
        paths.failures.unlink(missing_ok=True)
        on_failure.pop_all()
    return store


def change_passphrase(store: FileStore, passphrase: str) -> None:
    """Give an open desk another pass-phrase: the way on for who had to use the recovery key.

    Raises:
        PlannerError: too short, or the folder cannot be written.
    """
    kept = vault.read(store.paths.vault)
    wrapped = kept.wrapped(vault.PASSPHRASE, vault.passphrase_bytes(passphrase, is_new=True), store.key)
    vault.write(wrapped, store.paths.vault)
    store.log(Event(Action.PASSPHRASE))


def use_keyring(store: FileStore) -> bool:
    """Let the system's keyring open this desk from now on; False where there is none that encrypts."""
    kept = vault.read(store.paths.vault)
    wrapped = _into_keyring(kept, store.key)
    vault.write(wrapped, store.paths.vault)
    return vault.KEYRING in wrapped.wraps


def is_right(store: FileStore, secret: Secret) -> bool:
    """Whether a pass-phrase or recovery key is this desk's: for the lock screen. A wrong one goes into the log."""
    try:
        secret.open(vault.read(store.paths.vault))
    except Locked:
        store.log(Event(Action.UNLOCK_FAILED))
        return False
    store.log(Event(Action.UNLOCK, "", {"by": "lock-screen"}))
    return True


def _into_keyring(kept: Vault, key: bytes) -> Vault:
    secret = keyrings.new_secret(kept.desk)
    return kept.without(vault.KEYRING) if secret is None else kept.wrapped(vault.KEYRING, secret, key)


def _lock(paths: DeskPaths) -> FileLock:
    lock = FileLock(paths.lock, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise InUse(
            "案件库已打开", f"“{paths.file.name}”已在另一个窗口或命令中打开。", "请使用那个窗口，或先关闭它。"
        ) from error
    except OSError as error:
        raise unwritable(paths.file, error) from error
    return lock


def _brought_up(paths: DeskPaths, key: bytes, bring_up: Callable[[Path, bytes], None], schema: int) -> list[Event]:
    """Migrate an older file, after a back-up of it."""
    found = migrate.schema_of(paths.file, key)
    if found > schema:
        raise newer(paths.file, found, schema)
    if found == schema:
        return []
    made = backup.copy_out(paths, key, "migration", clock.now())
    bring_up(paths.file, key)
    return [Event(Action.MIGRATION, made.name, {"from": found, "to": schema})]


def _checked_loss(store: FileStore, *, accepts_loss: bool) -> list[Event]:
    """Hold the file against its anchor."""
    anchored = anchors.read(store.paths.anchor, store.desk, store.audit_key)
    has = store.anchor()
    if store.desk != _desk_of(store):
        raise Damaged("密钥文件不属于此库", f"“{store.paths.vault.name}”是另一个案件库的。", "请换回原来的同名文件。")
    lacks = anchored.writes - has.writes if anchored is not None else 0
    if anchored is not None and lacks <= 0:
        return []
    if not accepts_loss:
        name = store.paths.file.name
        what = f"“{name}”比上次少了 {lacks} 次写入：旁边的 {name}-wal 可能被删除，或换成了旧文件。"
        if anchored is None:
            what = f"“{name}”旁边的 {store.paths.anchor.name} 不见了或被改过，无法确认没有丢失写入。"
        raise LostWrites(
            "案件库可能不完整",
            what,
            "请先找回原文件，或从备份恢复（restore）；也可确认照现状打开（--accept-loss）。",
        )
    return [Event(Action.LOSS_ACCEPTED, "", {"writes": lacks})]


def _desk_of(store: FileStore) -> str:
    with store.reading() as connection:
        return str(connection.exec_driver_sql("SELECT desk FROM state").scalar())


def _note_failure(paths: DeskPaths) -> None:
    """Remember when a wrong secret was tried: without the key it cannot go into the log yet."""
    try:
        told = json.loads(paths.failures.read_bytes())
    except (OSError, ValueError):
        told = []
    told = [*(told if isinstance(told, list) else []), clock.now().isoformat(timespec="seconds")][-1000:]
    outward.write_whole(paths.failures, json.dumps(told).encode())


def _failures(paths: DeskPaths) -> list[Event]:
    try:
        told = json.loads(paths.failures.read_bytes())
    except (OSError, ValueError):
        return []
    return [Event(Action.UNLOCK_FAILED, "", {"at": str(at)[:32]}) for at in (told if isinstance(told, list) else [])]
