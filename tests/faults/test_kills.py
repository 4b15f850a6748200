"""kill -9 at random moments: all or nothing, and whatever was acknowledged is there.

WAIFANG_KILLS sets how often each is tried (5; a release is tried with 50), WAIFANG_SEED repeats a run.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.store import audit, backup, migrate, opening, schema, vault
from planner.store.file import FileStore
from planner.store.interface import Records
from tests.faults import children

KILLS = int(os.environ.get("WAIFANG_KILLS", "5"))
SEED = int(os.environ.get("WAIFANG_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills by other means")


@pytest.fixture(autouse=True)
def _quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "ARGON", children.QUICK)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A closed desk with some cases."""
    file = tmp_path / "desk.waifang"
    store, _ = opening.create_desk(file, children.SECRET.passphrase)
    store.save(Records(cases=[children.case(f"A-{n}") for n in range(500)]))
    store.close()
    return file


def killed(job: str, file: Path, after_s: float) -> list[str]:
    """Run a job, kill it so long after it was ready, and return what it acknowledged."""
    command = [sys.executable, "-m", "tests.faults.children", job, str(file)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(after_s)
        child.send_signal(signal.SIGKILL)
        said = child.stdout.read().split("\n")
        child.wait(PATIENCE_S)
    return said[:-1]


def moments(longest_s: float) -> Iterator[float]:
    """Random moments, the seed told for whoever has to repeat them."""
    print(f"WAIFANG_SEED={SEED} WAIFANG_KILLS={KILLS}")
    drawn = random.Random(SEED)
    for _ in range(KILLS):
        yield drawn.uniform(0, longest_s)


def check_whole(store: FileStore) -> None:
    """The audit log holds, every page fits, and nothing is left half made."""
    with store.reading() as connection:
        verdict = audit.verify(connection, store.desk, store.audit_key, backup.anchors_of(store))
    assert verdict.broken_at is None, (SEED, verdict)
    assert migrate.schema_of(store.paths.file, store.key)
    for made in backup.found(store.paths):
        migrate.check(made.file, store.key)


def test_a_killed_import_is_all_or_nothing(desk: Path, tmp_path: Path) -> None:
    """After the kill the batch is there or it is not; a batch that was acknowledged is there."""
    outcomes = set()
    for number, after_s in enumerate(moments(0.35)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for part in desk.parent.glob("desk.waifang*"):
            if part.is_file():
                shutil.copy(part, folder)
        file = folder / desk.name
        said = killed("import", file, after_s)
        store = opening.open_desk(file, children.SECRET)
        found = len(store.cases())
        assert found in ({500 + children.BATCH} if "done" in said else {500, 500 + children.BATCH}), SEED
        outcomes.add(found)
        check_whole(store)
        store.close()
    print("outcomes", outcomes)


def test_every_acknowledged_contact_outlives_the_kill(desk: Path) -> None:
    """At most the one that was being written is there beyond those acknowledged, and none is missing."""
    before = 0
    for after_s in moments(0.5):
        said = killed("contacts", desk, after_s)
        store = opening.open_desk(desk, children.SECRET)
        found = store.attempts()
        acknowledged = int(said[-1]) + 1 if said else before
        assert acknowledged <= len(found) <= acknowledged + 1, SEED
        assert list(found) == [children.attempt(n) for n in range(len(found))]
        before = len(found)
        check_whole(store)
        store.close()


def test_a_killed_migration_leaves_the_old_file_or_the_new(desk: Path, tmp_path: Path) -> None:
    """Whatever schema it has afterwards, every case is there and the next try succeeds."""
    schemas = set()
    for number, after_s in enumerate(moments(1.2)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for part in desk.parent.glob("desk.waifang*"):
            if part.is_file():
                shutil.copy(part, folder)
        file = folder / desk.name
        said = killed("migration", file, after_s)
        key = children.SECRET.open(vault.read(file.with_name("desk.waifang.vault.json")))[0]
        found = migrate.schema_of(file, key)
        assert found in ({children.NEXT} if "done" in said else {schema.SCHEMA, children.NEXT}), SEED
        schemas.add(found)
        store = children.open_next(file)
        assert len(store.cases()) == 500
        check_whole(store)
        store.close()
        assert not list(folder.glob(".~waifang-desk*"))
    print("schemas", schemas)


def test_a_killed_backup_leaves_only_whole_ones(desk: Path) -> None:
    """Every file that has a back-up's name passes its check; every acknowledged one is there, the desk is whole."""
    for after_s in moments(0.6):
        said = killed("backup", desk, after_s)
        store = opening.open_desk(desk, children.SECRET)
        names = {made.file.name for made in backup.found(store.paths)}
        told = [line.split() for line in said]
        assert {words[1] for words in told if len(words) > 1} <= names, SEED
        assert len(store.attempts()) >= (int(told[-1][0]) + 1 if told else 0), SEED
        check_whole(store)
        backup.make(store, "close")
        assert not list(store.paths.backups.glob(".~waifang-*"))
        store.close()
