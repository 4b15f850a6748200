"""Desks in a folder of the test's own, with a quick pass-phrase hash, and records to put into them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from planner import clock
from planner.case import Amounts, Case, Debtor
from planner.contact import ContactAttempt, ContactOutcome
from planner.store import opening, vault
from planner.store.file import FileStore
from planner.store.opening import Secret

PASSPHRASE = "correct horse battery"
QUICK = {"time": 1, "memory_kib": 64, "lanes": 1}


@pytest.fixture(autouse=True)
def _quick_hash(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pass-phrase takes half a second to hash; here it need not be hard to guess."""
    if "real_hash" not in request.fixturenames:
        monkeypatch.setattr(vault, "ARGON", QUICK)


@pytest.fixture
def real_hash() -> None:
    """Ask for the hash that users get."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the test's desk lies."""
    return tmp_path / "desk.waifang"


@pytest.fixture
def opened() -> Iterator[Callable[..., FileStore]]:
    """Opens a desk, made when it is not there, and closes it after the test."""
    held: list[FileStore] = []

    def open_it(file: Path, passphrase: str = PASSPHRASE, **more: object) -> FileStore:
        if file.exists():
            held.append(opening.open_desk(file, Secret(passphrase), **more))  # type: ignore[arg-type]
        else:
            held.append(opening.create_desk(file, passphrase)[0])
        return held[-1]

    yield open_it
    for store in held:
        store.close()


@pytest.fixture
def store(file: Path, opened: Callable[..., FileStore]) -> FileStore:
    """A new desk, open."""
    return opened(file)


def simple_case(number: str = "A-1", total: str = "100.00", **more: object) -> Case:
    """A case in a few words."""
    owed = Decimal(total)
    amounts = Amounts(owed, owed, Decimal(0), Decimal(0))
    return Case(number, "甲", Debtor(number, "张三", "310199199001011234"), amounts, **more)  # type: ignore[arg-type]


def simple_attempt(number: str = "A-1", minute: int = 0) -> ContactAttempt:
    """A call that nobody answered."""
    at = datetime(2026, 11, 23, 9 + minute // 60, minute % 60, tzinfo=clock.SHANGHAI)
    return ContactAttempt(number, at, ContactOutcome.NOT_REACHED)


@pytest.fixture
def make_case() -> Callable[..., Case]:
    """Makes cases."""
    return simple_case


@pytest.fixture
def make_attempt() -> Callable[..., ContactAttempt]:
    """Makes contact attempts."""
    return simple_attempt
