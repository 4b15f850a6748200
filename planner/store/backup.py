"""Back-ups: whole, encrypted, verified before they get their name, thinned so that old ones stay in reach."""

import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from planner import clock, outward
from planner.errors import PlannerError
from planner.event import Action, Event
from planner.store import anchor as anchors
from planner.store import erasure, migrate, vault, writing
from planner.store.anchor import Anchor
from planner.store.engine import check_is_ours, open_engine
from planner.store.faults import said_in_words
from planner.store.file import FileStore
from planner.store.paths import SUFFIX, DeskPaths, check_place
from planner.store.vault import Vault

ALL_FOR = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
"""Anki's numbers: everything of two days, then one a day, a week, a month."""
_NAME = re.compile(r"(\d{8}-\d{6}-\d{3})-([a-z]+)" + re.escape(SUFFIX))
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One back-up: when, before or after what, and its file."""

    made: datetime
    reason: str
    file: Path


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows by table, in the desk that is open and in what was restored."""

    now: dict[str, int]
    restored: dict[str, int]


def make(store: FileStore, reason: str, now: datetime | None = None) -> Path | None:
    """Back an open desk up and thin the older ones; None when no record was written since the newest.

    Raises:
        PlannerError: disk full, folder not writable, or the copy did not pass its check; no half back-up is left.
    """
    moment = now or clock.now()
    with store.busy:
        made = found(store.paths)
        if made and not _is_newer(store, made[-1]):
            return None
        expected = store.counts()
        target = copy_out(store.paths, store.key, reason, moment, expected)
        anchors.write(store.anchor(), DeskPaths(target).anchor, store.audit_key)
        told: dict[str, str | int] = {"sha256": _sha256(target), "rows": sum(expected.values()), "reason": reason}
        store.log(Event(Action.BACKUP, target.name, told))
    thin(store.paths, moment)
    return target


def copy_out(paths: DeskPaths, key: bytes, reason: str, now: datetime, expected: dict[str, int] | None = None) -> Path:
    """Copy a desk's file and vault into the folder of back-ups, checked page by page and by its counts.

    Raises:
        PlannerError: as `make`.
    """
    try:
        paths.backups.mkdir(exist_ok=True)
        outward.sweep(paths.backups)
    except OSError as error:
        raise outward.unwritable(paths.backups, error) from error
    stamp = f"{now.strftime(_STAMP)}-{now.microsecond // 1000:03d}"
    target = paths.backups / f"{stamp}-{reason}{SUFFIX}"
    staged = migrate.staging(target)
    try:
        migrate.copy(paths.file, staged, key)
        migrate.check(staged, key)
        if expected is not None and _looked_into(staged, key)[1] != expected:
            raise PlannerError("备份未通过核对", "备份中的行数与案件库不同，已放弃这份备份。", "请重试一次。")
        outward.write_whole(DeskPaths(target).vault, paths.vault.read_bytes())
        migrate.swap(staged, target)
    finally:
        migrate.discard(staged)
    return target


def found(paths: DeskPaths) -> list[Backup]:
    """The back-ups of a desk, oldest first."""
    made = []
    for file in paths.backups.glob(f"*{SUFFIX}") if paths.backups.is_dir() else ():
        if match := _NAME.fullmatch(file.name):
            made.append(Backup(_moment(match[1]), match[2], file))
    return sorted(made, key=lambda backup: backup.file.name)


def thin(paths: DeskPaths, now: datetime) -> None:
    """Remove the back-ups that no rule keeps; the newest always stays."""
    made = found(paths)
    kept = keep([backup.made for backup in made], now)
    for backup in made[:-1]:
        if backup.made not in kept:
            beside = DeskPaths(backup.file)
            for file in (backup.file, beside.vault, beside.anchor):
                file.unlink(missing_ok=True)


def keep(made: Sequence[datetime], now: datetime) -> set[datetime]:
    """Which back-ups to keep: all of two days, then the newest of each of 12 days, 10 weeks, 9 months before."""
    kept: set[datetime] = set()
    steps = ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m"))
    older = []
    for moment in sorted(made, reverse=True):
        if now - moment < ALL_FOR:
            kept.add(moment)
        else:
            older.append(moment)
    for number, period in steps:
        newest: dict[str, datetime] = {}
        for moment in older:
            newest.setdefault(moment.strftime(period), moment)
        chosen = list(newest.values())[:number]
        kept |= set(chosen)
        # The coarser step begins where the finer one ends; the rest of a period that has its newest goes.
        told = {moment.strftime(period) for moment in chosen}
        older = [moment for moment in older if moment < chosen[-1] and moment.strftime(period) not in told]
    return kept


def restore(store: FileStore, backup: Path, target: Path) -> Difference:
    """Restore a back-up of this desk into a new file; the open one stays as it is.

    Raises:
        PlannerError: no such back-up, another desk's, damaged, or there is a file of that name.
    """
    make(store, "restore")
    restored = _copy_in(backup, target, store.paths.vault.read_bytes(), store.key, store.desk)
    store.log(_restored(backup, restored))
    return Difference(store.counts(), restored)


def recover(backup: Path, target: Path, unlock: Callable[[Vault], bytes]) -> dict[str, int]:
    """Restore a back-up into a new file when the desk itself cannot be opened; returns its rows by table.

    Raises:
        PlannerError: as `restore`; or `unlock` does not open the back-up's own vault.
    """
    beside = DeskPaths(backup).vault
    kept = vault.read(beside)
    return _copy_in(backup, target, beside.read_bytes(), unlock(kept), kept.desk)


def _copy_in(backup: Path, target: Path, wrapped: bytes, key: bytes, desk: str) -> dict[str, int]:
    """Copy a back-up to a new name, checked, with its vault and an anchor, and log it there."""
    paths = DeskPaths(target)
    check_place(target)
    if target.exists() or paths.vault.exists():
        raise PlannerError("已有同名文件", f"“{target.name}”已经存在，没有改动。", "恢复总是写到新文件，请换一个名字。")
    if not backup.is_file():
        raise PlannerError("没有此备份", f"找不到“{backup.name}”。", "请从备份文件夹中选择一份。")
    migrate.check(backup, key)
    staged = migrate.staging(target)
    try:
        with said_in_words(target):
            shutil.copyfile(backup, staged)
        found_desk, rows = _looked_into(staged, key)
        if found_desk != desk:
            raise PlannerError("不是此案件库的备份", f"“{backup.name}”来自另一个案件库。", "请选择本库的备份。")
        restored = FileStore(DeskPaths(staged), desk, key, open_engine(staged, key), None)
        try:
            # Before it has its name, so that nothing is ever restored that was erased since.
            restored.log(_restored(backup, rows))
            erasure.replay(restored, backup.parent)
            rows, anchor = restored.counts(), restored.anchor()
        finally:
            restored.close()
        outward.write_whole(paths.vault, wrapped)
        anchors.write(anchor, paths.anchor, restored.audit_key)
        migrate.swap(staged, target)
    finally:
        migrate.discard(staged)
    return rows


def _restored(backup: Path, rows: dict[str, int]) -> Event:
    return Event(Action.RESTORE, backup.name, {"sha256": _sha256(backup), "rows": sum(rows.values())})


def anchors_of(store: FileStore) -> list[Anchor]:
    """Every anchor that lies outside the file: beside it, and with each back-up."""
    places = [store.paths.anchor, *(DeskPaths(backup.file).anchor for backup in found(store.paths))]
    told = (anchors.read(place, store.desk, store.audit_key) for place in places)
    return [anchor for anchor in told if anchor is not None]


def _looked_into(file: Path, key: bytes) -> tuple[str, dict[str, int]]:
    engine = open_engine(file, key, mode="ro")
    try:
        with said_in_words(file), engine.connect() as connection:
            check_is_ours(connection, file)
            desk = str(connection.exec_driver_sql("SELECT desk FROM state").scalar())
            return desk, writing.count_rows(connection)
    finally:
        engine.dispose()


def _is_newer(store: FileStore, newest: Backup) -> bool:
    """Whether a record was written since."""
    anchor = anchors.read(DeskPaths(newest.file).anchor, store.desk, store.audit_key)
    return anchor is None or store.anchor().changes > anchor.changes


def _moment(stamp: str) -> datetime:
    day, second, milli = stamp.split("-")
    moment = datetime.strptime(f"{day}-{second}", _STAMP).replace(tzinfo=clock.SHANGHAI)
    return moment + timedelta(milliseconds=int(milli))


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
