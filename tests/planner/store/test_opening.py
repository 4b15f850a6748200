"""Opening a desk: each thing that can be wrong has its sentence, and nothing is changed by it."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.event import Action
from planner.store import engine, keyrings, opening, paths, schema, vault
from planner.store.faults import Damaged, InUse, Locked, LostWrites
from planner.store.file import FileStore
from planner.store.interface import Records
from planner.store.opening import Secret

GOOD = Secret("correct horse battery")


@pytest.fixture
def closed(file: Path, opened: Callable[..., FileStore], make_case) -> Path:
    """A desk with one case, closed."""
    store = opened(file)
    store.save(Records(cases=[make_case()]))
    store.close()
    return file


def fingerprint(file: Path) -> str:
    """What a file holds."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_recovery_key_opens_and_a_new_pass_phrase_can_be_set(file: Path) -> None:
    """Who forgot the pass-phrase goes on; the old one no longer opens."""
    store, recovery = opening.create_desk(file, "correct horse battery")
    store.close()
    store = opening.open_desk(file, Secret(recovery=recovery))
    opening.change_passphrase(store, "another one altogether")
    store.close()
    opening.open_desk(file, Secret("another one altogether")).close()
    with pytest.raises(Locked):
        opening.open_desk(file, GOOD)


def test_the_keyring_opens_without_a_word(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the keyring's secret nobody is asked; without it the pass-phrase is."""
    kept: dict[str, bytes] = {}
    monkeypatch.setattr(keyrings, "new_secret", lambda desk: kept.setdefault(desk, os.urandom(32)))
    monkeypatch.setattr(keyrings, "secret", kept.get)
    opening.create_desk(file, "correct horse battery", with_keyring=True)[0].close()
    opening.open_desk(file, Secret()).close()
    kept.clear()
    with pytest.raises(Locked, match="需要口令"):
        opening.open_desk(file, Secret())


def test_a_wrong_pass_phrase_is_told_and_noted(closed: Path, opened) -> None:
    """Each failed attempt stands in the log of the next opening, with its time."""
    for _ in range(2):
        with pytest.raises(Locked, match="口令不对"):
            opening.open_desk(closed, Secret("not this one"))
    failed = [event for event in opened(closed).events() if event.action is Action.UNLOCK_FAILED]
    assert len(failed) == 2
    assert all(str(event.facts["at"]).startswith("20") for event in failed)
    assert not paths.DeskPaths(closed).failures.exists()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda file: file.write_bytes(b""), "空文件"),
        (lambda file: file.write_bytes(b"x" * 4096 + file.read_bytes()[4096:]), "文件头已损坏"),
        (lambda file: file.write_bytes(os.urandom(100)), "文件头已损坏"),
    ],
)
def test_a_damaged_file_is_told_apart_from_a_wrong_pass_phrase(closed: Path, damage, words: str) -> None:
    """With the right pass-phrase the file is to blame; it is kept as it is and back-ups are offered."""
    damage(closed)
    before = fingerprint(closed)
    with pytest.raises(Damaged, match=words) as caught:
        opening.open_desk(closed, GOOD)
    assert "restore" in caught.value.remedy
    assert fingerprint(closed) == before


def test_a_damaged_page_is_found_when_it_is_read(closed: Path) -> None:
    """A flipped bit in a page of records raises a sentence, never a wrong address."""
    content = bytearray(closed.read_bytes())
    for page in range(4096 * 3, len(content), 4096):
        content[page + 100] ^= 1
    closed.write_bytes(content)
    with pytest.raises(Damaged):
        opening.open_desk(closed, GOOD).cases()


def test_an_emptied_database_is_no_desk(closed: Path) -> None:
    """A valid encrypted file without our tables passes SQLite's checks, not ours."""
    key = GOOD.open(vault.read(paths.DeskPaths(closed).vault))[0]
    closed.unlink()
    made = engine.connect(closed, key, "rwc")
    made.execute("CREATE TABLE t (a)")
    made.close()
    with pytest.raises(Damaged, match="没有本程序的表"):
        opening.open_desk(closed, GOOD)


def test_a_missing_or_foreign_vault_is_told(closed: Path, tmp_path: Path) -> None:
    """Without its key file, or with another desk's, the sentence names it."""
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / "o.waifang"
    opening.create_desk(other, "correct horse battery")[0].close()
    beside = paths.DeskPaths(closed).vault
    shutil.copy(paths.DeskPaths(other).vault, beside)
    with pytest.raises(Damaged, match="拿错"):
        opening.open_desk(closed, GOOD)
    beside.unlink()
    with pytest.raises(Damaged, match="vault"):
        opening.open_desk(closed, GOOD)


def test_a_newer_schema_is_refused_untouched(closed: Path) -> None:
    """A file that a later program wrote stays as it is."""
    key = GOOD.open(vault.read(paths.DeskPaths(closed).vault))[0]
    made = engine.connect(closed, key)
    made.execute(f"PRAGMA user_version = {schema.SCHEMA + 1}")
    made.close()
    before = fingerprint(closed)
    with pytest.raises(PlannerError, match="请升级"):
        opening.open_desk(closed, GOOD)
    assert fingerprint(closed) == before


def test_a_second_program_is_refused(closed: Path, opened) -> None:
    """While one has the desk, another process gets a sentence; afterwards it gets the desk."""
    opened(closed)
    with pytest.raises(InUse, match="已在另一个窗口"):
        opening.open_desk(closed, GOOD)


def test_a_deleted_log_is_noticed(closed: Path, opened, make_case) -> None:
    """Writes that were only in the -wal are missed by the anchor; a person may go on without them."""
    store = opened(closed)
    whole = closed.read_bytes()
    store.save(Records(cases=[make_case("B-2")]))
    assert closed.read_bytes() == whole, "the write stands in the log alone"
    anchor = store.paths.anchor.read_bytes()
    store.close()
    # What deleting the -wal of a killed program leaves: the file of before, the anchor of after.
    closed.write_bytes(whole)
    store.paths.anchor.write_bytes(anchor)
    with pytest.raises(LostWrites, match=r"少了 \d+ 次写入"):
        opening.open_desk(closed, GOOD)
    again = opened(closed, accepts_loss=True)
    assert Action.LOSS_ACCEPTED in [event.action for event in again.events()]
    again.close()
    opening.open_desk(closed, GOOD).close()


def test_a_lost_anchor_is_noticed(closed: Path) -> None:
    """Without its anchor nobody can say that the file is whole."""
    paths.DeskPaths(closed).anchor.unlink()
    with pytest.raises(LostWrites, match="无法确认"):
        opening.open_desk(closed, GOOD)


def test_an_existing_file_is_never_made_over(closed: Path) -> None:
    """Making a desk where one is changes nothing."""
    before = fingerprint(closed)
    with pytest.raises(PlannerError, match="没有改动"):
        opening.create_desk(closed, "correct horse battery")
    assert fingerprint(closed) == before


@pytest.mark.parametrize("folder", ["OneDrive - 公司", "坚果云", "Dropbox"])
def test_a_synced_folder_is_refused(tmp_path: Path, folder: str) -> None:
    """A folder that a cloud service copies is no place for an open database."""
    (tmp_path / folder).mkdir()
    with pytest.raises(PlannerError, match="云盘"):
        opening.create_desk(tmp_path / folder / "desk.waifang", "correct horse battery")


def test_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deepest mount point decides."""
    mounts = f"/dev/sda1 / ext4 rw 0 0\nnas:/x {tmp_path} nfs4 rw 0 0\n"
    assert paths.mount_type(str(tmp_path / "a"), mounts) == "nfs4"
    assert paths.mount_type(f"{tmp_path}x", mounts) == "ext4"
    monkeypatch.setattr(paths, "_mounts", lambda: mounts)
    with pytest.raises(PlannerError, match="网络共享"):
        opening.create_desk(tmp_path / "desk.waifang", "correct horse battery")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to become someone else")
def test_a_read_only_folder_is_told(closed: Path) -> None:
    """Someone who may only read the folder gets a sentence, and the file stays as it is."""
    before = fingerprint(closed)
    script = (
        "import os, sys; from pathlib import Path\n"
        "from planner.store import opening\nimport planner.store.backup, sqlalchemy.dialects.sqlite\n"
        "os.setegid(65534); os.seteuid(65534)\n"
        "try: opening.open_desk(Path(sys.argv[1]), opening.Secret('correct horse battery'))\n"
        "except opening.PlannerError as error: print(error)"
    )
    for folder in (closed.parent, *closed.parent.parents[:3]):
        folder.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", script, str(closed)], capture_output=True, text=True, check=True)
    assert "只读" in done.stdout, done.stderr
    assert fingerprint(closed) == before
