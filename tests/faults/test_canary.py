"""A canary's name, id and phone go through every error path, and turn up in no message, log, file or settings."""

import logging
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

import app
from planner import clock
from planner.case import AddressKind, Amounts, Case, Debtor
from planner.contact import ContactAttempt, ContactOutcome
from planner.errors import PlannerError
from planner.store import backup, engine, opening, vault, writing
from planner.store.file import FileStore
from planner.store.interface import Records
from tests.faults.children import QUICK, SECRET
from ui.messages import crash_report

NAME, ID, PHONE = "金丝雀鸣", "310199198807061239", "13912345678"
HEADINGS = "案件编号,委托方,姓名,身份证号,手机号,欠款总额,剩余本金,现住址"


def canary_case(number: str = "A-1") -> Case:
    """A case whose person must not be found."""
    amounts = Amounts(Decimal("1.00"), Decimal("1.00"), Decimal(0), Decimal(0))
    home = ((AddressKind.HOME, f"上海市长宁区{NAME}路1号"),)
    return Case(number, "甲", Debtor(ID, NAME, ID, PHONE), amounts, addresses=home, contact_names=(NAME,))


def canary_call() -> ContactAttempt:
    """A call to the canary."""
    at = datetime(2026, 11, 23, 9, tzinfo=clock.SHANGHAI)
    return ContactAttempt("A-1", at, ContactOutcome.NOT_REACHED, number=PHONE, note=f"{NAME} {ID}")


def names_nobody(text: str) -> bool:
    """Whether a text is free of the canary."""
    return not any(word in text for word in (NAME, ID, PHONE))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for everything that is written: desk, temporary files, settings, log."""
    monkeypatch.setattr(vault, "ARGON", QUICK)
    (tmp_path / "tmp").mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "tmp"))
    monkeypatch.setenv("WAIFANG_PASSPHRASE", SECRET.passphrase)
    handler = logging.FileHandler(tmp_path / "everything.log", encoding="utf-8")
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield tmp_path
    root.setLevel(before)
    root.removeHandler(handler)
    handler.close()


@pytest.fixture
def store(place: Path) -> Iterator[FileStore]:
    """A desk with the canary in it."""
    made, _ = opening.create_desk(place / "desk.waifang", SECRET.passphrase)
    made.save(Records(cases=[canary_case()], attempts=[canary_call()]))
    yield made
    made.close()


def search(folder: Path, *, but: tuple[Path, ...] = ()) -> list[str]:
    """The files under a folder in which the canary stands in any usual encoding."""
    wanted = [word.encode(code) for word in (NAME, ID, PHONE) for code in ("utf-8", "gb18030", "utf-16-le")]
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and path not in but and any(word in path.read_bytes() for word in wanted)
    ]


def full_disk(store: FileStore) -> None:
    with store.reading() as connection:
        pages = engine.pragma(connection, "page_count")
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    store.save(Records(cases=[canary_case(f"B-{n}") for n in range(500)]))


def stale_version(store: FileStore) -> None:
    store.cases()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cases SET version = 7")
    store.save(Records(cases=[Case("A-1", "乙", canary_case().debtor, canary_case().amounts)]))


def broken_constraint(store: FileStore) -> None:
    """A fault of our own: the driver's error would carry the row, were it not told to hide it."""
    with store.engine.begin() as connection:
        writing.write(connection, Records(cases=[canary_case()]), writing.Known(), b"k" * 32)


def broken_content(store: FileStore) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cases SET content = replace(content, '\"number\"', '\"nummer\"')")
    fresh = FileStore(store.paths, store.desk, store.key, store.engine, None)
    fresh.cases()


def damaged_pages(store: FileStore) -> None:
    store.close()
    content = bytearray(store.paths.file.read_bytes())
    for page in range(4096 * 3, len(content), 4096):
        content[page + 100] ^= 1
    store.paths.file.write_bytes(content)
    opening.open_desk(store.paths.file, SECRET).cases()


def wrong_passphrase(store: FileStore) -> None:
    store.close()
    opening.open_desk(store.paths.file, opening.Secret(f"{NAME}{ID}"))


def lost_log(store: FileStore) -> None:
    store.close()
    store.paths.anchor.unlink()
    opening.open_desk(store.paths.file, SECRET)


def bad_backup(store: FileStore) -> None:
    made = backup.make(store, "close")
    assert made is not None
    made.write_bytes(made.read_bytes()[:-5000] + bytes(5000))
    backup.restore(store, made, store.paths.file.with_name("new.waifang"))


def failing_migration(store: FileStore) -> None:
    store.close()

    def fail(file: Path, key: bytes) -> None:
        opened = engine.open_engine(file, key)
        with engine.in_transaction(opened, file) as connection:
            connection.exec_driver_sql("INSERT INTO cases (number, content) VALUES (?, ?)", (NAME, ID))

    opening.open_desk(store.paths.file, SECRET, bring_up=fail, schema=2)


FAULTS = [
    full_disk,
    stale_version,
    broken_constraint,
    broken_content,
    damaged_pages,
    wrong_passphrase,
    lost_log,
    bad_backup,
    failing_migration,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_no_fault_of_the_store_names_anybody(store: FileStore, place: Path, capsys, fault: Callable[..., None]) -> None:
    """Neither what the user reads nor what a developer gets nor any file tells whose case it was."""
    with pytest.raises(Exception) as caught:  # noqa: PT011  each fault has its own kind
        fault(store)
    logging.getLogger("x").exception("as a library might log it", exc_info=caught.value)
    app._confess(caught.value)
    said = capsys.readouterr()
    told = str(caught.value) if isinstance(caught.value, PlannerError) else ""
    for text in (
        told,
        crash_report(caught.value),
        said.out,
        said.err,
        "".join(traceback.format_exception(caught.value)),
    ):
        assert names_nobody(text), fault.__name__
    assert search(place) == []


def test_commands_name_nobody(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Good, bad and contradicting rows of the canary go in; what is said, and every file but theirs, names nobody."""
    file = place / "desk.waifang"
    rows = place / "rows.csv"
    good = f"A-1,甲,{NAME},{ID},{PHONE},1.00,1.00,上海市长宁区长宁路1号"
    bad = f"A-2,甲,{NAME},{ID},{PHONE},{NAME},1.00,{NAME}"
    two = f"A-3,甲,{NAME},{ID},{PHONE},1.00,1.00,x\nA-3,乙,{NAME},{ID},{PHONE},2.00,1.00,x"
    rows.write_text(f"{HEADINGS}\n{good}\n{bad}\n{two}\n", "utf-8")
    broken = place / "broken.csv"
    broken.write_bytes(f"{HEADINGS}\n{good}".encode("utf-16"))
    at = ("--store", str(file))
    statuses = [
        app.main(["create", *at]),
        app.main(["cases", "import", str(rows), *at]),
        app.main(["cases", "import", str(broken), *at]),
        app.main(["contacts", "import", str(rows), *at]),
        app.main(["cases", "check", *at, "--day", "2026-11-24"]),
        app.main(["cases", "check", *at, "--day", "2026-11-24", "--json"]),
        app.main(["backup", *at]),
        app.main(["audit", "verify", *at]),
    ]
    assert statuses[0] == statuses[-1] == 0
    assert 3 not in statuses
    said = capsys.readouterr()
    assert names_nobody(said.out + said.err)
    assert search(place, but=(rows, broken)) == []


def test_the_search_would_find_the_canary(place: Path) -> None:
    """A plain database beside the desk is found: the tests above can fail."""
    with sqlite3.connect(place / "plain.db") as plain:
        plain.execute("CREATE TABLE t (a)")
        plain.execute("INSERT INTO t VALUES (?)", (NAME,))
    plain.close()
    assert search(place) == [str(place / "plain.db")]
