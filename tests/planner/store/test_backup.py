"""Back-ups are whole before they have a name, old ones thin out, and each can be restored."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import clock
from planner.errors import PlannerError
from planner.event import Action
from planner.store import backup, migrate, opening
from planner.store.file import FileStore
from planner.store.interface import Records
from planner.store.paths import DeskPaths

NOW = datetime(2026, 11, 25, 18, 0, tzinfo=clock.SHANGHAI)
GOOD = opening.Secret("correct horse battery")


def test_a_backup_holds_what_the_desk_holds_and_opens_alone(store: FileStore, make_case, tmp_path: Path) -> None:
    """With its vault beside it a back-up opens elsewhere by the same pass-phrase; the log names it."""
    store.save(Records(cases=[make_case("A"), make_case("B")]))
    made = backup.make(store, "close", NOW)
    assert made is not None
    again = opening.open_desk(made, GOOD)
    assert again.cases() == store.cases()
    again.close()
    assert [event.about for event in store.events() if event.action is Action.BACKUP] == [made.name]


def test_nothing_new_needs_no_backup(store: FileStore, make_case) -> None:
    """A second back-up is only made after a write."""
    assert backup.make(store, "close") is not None
    assert backup.make(store, "close") is None
    store.save(Records(cases=[make_case()]))
    assert backup.make(store, "close") is not None


def test_a_backup_that_fails_its_check_leaves_nothing(store: FileStore, make_case, monkeypatch) -> None:
    """A damaged copy gets no name, and its pieces are removed."""
    store.save(Records(cases=[make_case()]))

    def copied_badly(_file: Path, target: Path, key: bytes) -> None:
        real(_file, target, key)
        content = bytearray(target.read_bytes())
        content[5000] ^= 1
        target.write_bytes(content)

    real = migrate.copy
    monkeypatch.setattr(migrate, "copy", copied_badly)
    with pytest.raises(PlannerError, match="损坏"):
        backup.make(store, "close")
    assert list(store.paths.backups.iterdir()) == []


@settings(max_examples=60)
@given(hours=st.lists(st.integers(0, 24 * 900), max_size=80))
def test_thinning_keeps_the_newest_of_each_period(hours: list[int]) -> None:
    """All of two days stay; older ones stay at most 12 + 10 + 9; the newest of the oldest day that stays is there."""
    made = sorted({NOW - timedelta(hours=h) for h in hours})
    kept = backup.keep(made, NOW)
    young = {m for m in made if NOW - m < backup.ALL_FOR}
    assert young <= kept <= set(made)
    assert len(kept - young) <= backup.DAILY + backup.WEEKLY + backup.MONTHLY
    if made:
        assert made[-1] in kept


def test_a_backup_every_hour_for_two_years_thins_to_79() -> None:
    """48 of two days, then 12 days, 10 weeks, 9 months, each by its newest."""
    made = [NOW - timedelta(hours=h) for h in range(24 * 730)]
    kept = sorted(backup.keep(made, NOW), reverse=True)
    assert len(kept) == 48 + 12 + 10 + 9
    assert all(earlier - later <= timedelta(days=31) for earlier, later in pairwise(kept))


def test_thinning_removes_files_with_what_lies_beside_them(store: FileStore, make_case) -> None:
    """Old back-ups of one day shrink to its newest; foreign files stay."""
    for day in (10, 10, 9):
        store.save(Records(cases=[make_case(total=f"{len(store.events())}.00")]))
        backup.make(store, "close", NOW - timedelta(days=day, minutes=len(store.events())))
    (store.paths.backups / "readme.txt").write_text("x")
    backup.thin(store.paths, NOW)
    left = backup.found(store.paths)
    assert len(left) == 2
    assert len(list(store.paths.backups.iterdir())) == 2 * 3 + 1


def test_every_backup_of_a_run_restores_to_a_new_file(
    store: FileStore, make_case, opened: Callable[..., FileStore]
) -> None:
    """Each restore holds what was there then, tells the difference, and leaves the open desk as it is."""
    then = []
    for number in "ABC":
        store.save(Records(cases=[make_case(number)]))
        made = backup.make(store, "close")
        then.append((made, dict(store.cases())))
    for index, (made, cases) in enumerate(then):
        target = store.paths.file.with_name(f"restored{index}.waifang")
        told = backup.restore(store, made, target)
        assert (told.restored["cases"], told.now["cases"]) == (len(cases), 3)
        assert opened(target).cases() == cases
    assert len(store.cases()) == 3
    assert Action.RESTORE in [event.action for event in store.events()]


def test_a_backup_is_recovered_when_the_desk_is_damaged(store: FileStore, make_case, tmp_path: Path) -> None:
    """The back-up's own vault opens it; the damaged file stays for whoever can read it."""
    store.save(Records(cases=[make_case()]))
    made = backup.make(store, "close")
    assert made is not None
    store.close()
    store.paths.file.write_bytes(b"")
    target = tmp_path / "again.waifang"
    backup.recover(made, target, lambda kept: GOOD.open(kept)[0])
    again = opening.open_desk(target, GOOD)
    assert list(again.cases()) == ["A-1"]
    assert Action.RESTORE in [event.action for event in again.events()]
    again.close()


def test_a_restore_never_writes_over_a_file(store: FileStore) -> None:
    """The name must be new."""
    made = backup.make(store, "close")
    assert made is not None
    with pytest.raises(PlannerError, match="没有改动"):
        backup.restore(store, made, store.paths.file)


def test_another_desks_backup_is_refused(store: FileStore, tmp_path: Path) -> None:
    """It does not open with this desk's key; nothing is left of the attempt."""
    (tmp_path / "other").mkdir()
    other, _ = opening.create_desk(tmp_path / "other" / "o.waifang", "correct horse battery")
    made = backup.make(other, "close")
    other.close()
    assert made is not None
    target = tmp_path / "restored.waifang"
    with pytest.raises(PlannerError):
        backup.restore(store, made, target)
    assert not target.exists()
    assert not DeskPaths(target).vault.exists()
