"""A full disk: one sentence, nothing lost, nothing half written."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.store import backup, engine, opening, vault
from planner.store.file import FileStore
from planner.store.interface import Records
from tests.faults import children

LIMITED = """
import resource, signal, sys
from pathlib import Path
from planner.errors import PlannerError
from planner.store import backup, opening, vault
from planner.store.interface import Records
from tests.faults import children
vault.ARGON = children.QUICK
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
file = Path(sys.argv[1])
store = opening.open_desk(file, children.SECRET)
store.cases()
limit = file.stat().st_size // 2
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    if sys.argv[2] == "backup":
        backup.make(store, "close")
    else:
        store.save(Records(cases=[children.case(f"B-{n}") for n in range(5000)]))
except PlannerError as error:
    print(error)
"""


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileStore:
    """An open desk with some cases."""
    monkeypatch.setattr(vault, "ARGON", children.QUICK)
    store, _ = opening.create_desk(tmp_path / "desk.waifang", children.SECRET.passphrase)
    store.save(Records(cases=[children.case(f"A-{n}") for n in range(500)]))
    yield store
    store.close()


def test_a_full_disk_undoes_the_whole_write_and_says_so(store: FileStore) -> None:
    """What was there stays, memory and file agree, and with room again the same write succeeds."""
    batch = Records(cases=[children.case(f"B-{n}") for n in range(2_000)])
    with store.reading() as connection:
        pages = engine.pragma(connection, "page_count")
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(PlannerError, match="磁盘已满") as caught:
        store.save(batch)
    assert "都在" in caught.value.message
    assert len(store.cases()) == store.counts()["cases"] == 500
    with store.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    store.save(batch)
    assert store.counts()["cases"] == 2_500


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
@pytest.mark.parametrize("job", ["save", "backup"])
def test_a_file_that_may_not_grow_is_told(store: FileStore, job: str) -> None:
    """The write or back-up is refused in words; the desk opens whole afterwards and no half back-up has a name."""
    store.close()
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(store.paths.file), job], cwd=root, capture_output=True, text=True
    )
    assert "磁盘已满" in done.stdout, done.stdout + done.stderr
    again = opening.open_desk(store.paths.file, children.SECRET)
    assert len(again.cases()) == 500
    assert backup.found(again.paths) == []
    again.close()
