"""What is erased stays erased, also in what is restored from an older back-up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.case import AddressKind
from planner.confirmed_place import ConfirmedPlace
from planner.errors import PlannerError
from planner.event import Action
from planner.store import backup, erasure, opening
from planner.store.faults import Damaged
from planner.store.file import FileStore
from planner.store.interface import Records

GOOD = opening.Secret("correct horse battery")


@pytest.fixture
def filled(store: FileStore, make_case, make_attempt) -> FileStore:
    """Two cases with calls, one in conflict with a call."""
    store.save(Records(cases=[make_case("A"), make_case("B")], conflicting=["C"]))
    store.save(Records(attempts=[make_attempt(n) for n in "ABC"]))
    return store


def test_an_erased_case_is_gone_with_its_history(filled: FileStore) -> None:
    """The log keeps who asked, who approved and why; nothing else of it is left."""
    assert erasure.erase(filled, ["A", "C", "nobody"], "S1", "S2", "retention") == 1
    assert list(filled.cases()) == ["B"]
    assert filled.conflicting() == frozenset()
    assert [attempt.case_number for attempt in filled.attempts()] == ["B"]
    told = [event for event in filled.events() if event.action is Action.ERASE]
    assert [event.about for event in told] == ["A", "C", "nobody"]
    assert told[0].facts == {"asked_by": "S1", "approved_by": "S2", "reason": "retention"}


def test_the_pins_of_an_erased_case_are_gone(store: FileStore, make_case) -> None:
    """Those of its own addresses; another's stays."""
    own, other = "上海市长宁区长宁路1号", "上海市长宁区长宁路2号"
    store.save(Records(cases=[make_case("A", addresses=((AddressKind.HOME, own),)), make_case("B")]))
    store.save(Records(places=[ConfirmedPlace(address, 121.4, 31.2) for address in (own, other)]))
    erasure.erase(store, ["A"], "S1", "S2", "retention")
    assert [place.address for place in store.places()] == [other]


@pytest.mark.parametrize(("asked", "approved"), [("S1", "S1"), ("", "S2"), ("S1", "")])
def test_nobody_approves_his_own_request(filled: FileStore, asked: str, approved: str) -> None:
    """One person alone erases nothing."""
    with pytest.raises(PlannerError, match="两人"):
        erasure.erase(filled, ["A"], asked, approved, "retention")
    assert list(filled.cases()) == ["A", "B"]


@pytest.mark.parametrize("way", ["restore", "recover"])
def test_a_backup_forgets_too(filled: FileStore, opened: Callable[..., FileStore], way: str) -> None:
    """A back-up from before the erasure is restored without what was erased since, by either way."""
    made = backup.make(filled, "close")
    assert made is not None
    erasure.erase(filled, ["A"], "S1", "S2", "request")
    target = filled.paths.file.with_name("restored.waifang")
    if way == "restore":
        rows = backup.restore(filled, made, target).restored
    else:
        rows = backup.recover(made, target, lambda kept: GOOD.open(kept)[0])
    assert rows["cases"] == 1
    restored = opened(target)
    assert list(restored.cases()) == ["B"]
    assert [attempt.case_number for attempt in restored.attempts()] == ["B", "C"]


def test_a_case_that_came_again_after_its_erasure_stays(filled: FileStore, make_case, opened) -> None:
    """A back-up that knows of the erasure is not cleaned of what was imported later."""
    erasure.erase(filled, ["A"], "S1", "S2", "request")
    filled.save(Records(cases=[make_case("A")]))
    made = backup.make(filled, "close")
    assert made is not None
    target = filled.paths.file.with_name("restored.waifang")
    backup.restore(filled, made, target)
    assert list(opened(target).cases()) == ["B", "A"]


def test_a_changed_list_stops_the_restore(filled: FileStore) -> None:
    """Taking a line out of the list would bring a case back: it is signed."""
    made = backup.make(filled, "close")
    assert made is not None
    erasure.erase(filled, ["A"], "S1", "S2", "request")
    path: Path = filled.paths.backups / erasure.LIST
    path.write_bytes(path.read_bytes().replace(b'["', b'["0'))
    target = filled.paths.file.with_name("restored.waifang")
    with pytest.raises(Damaged, match="重现"):
        backup.restore(filled, made, target)
    assert not target.exists()


def test_the_list_names_no_case(filled: FileStore) -> None:
    """It lies outside the encrypted file and holds keyed hashes alone."""
    erasure.erase(filled, ["B"], "S1", "S2", "request")
    assert b'"B"' not in (filled.paths.backups / erasure.LIST).read_bytes()
