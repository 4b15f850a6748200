"""What two people may edit carries a version; nobody writes over what he has not seen."""

import ast
from pathlib import Path

import pytest
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from planner.errors import PlannerError
from planner.lender import Lender
from planner.store import engine, schema, writing
from planner.store.file import FileStore
from planner.store.interface import Records


@pytest.fixture
def other(store: FileStore) -> FileStore:
    """A second program on the same file, as a shared server would have it."""
    second = FileStore(store.paths, store.desk, store.key, engine.open_engine(store.paths.file, store.key), None)
    yield second
    second.engine.dispose()


def test_versions_count_what_was_replaced(store: FileStore, make_case) -> None:
    """A record starts at 1; the same content again is no edit."""
    store.save(Records(cases=[make_case("A")], lenders=[Lender("甲")]))
    store.save(Records(cases=[make_case("A")]))
    assert store.version("cases", "A") == 1
    store.save(Records(cases=[make_case("A", "2.00")]))
    assert (store.version("cases", "A"), store.version("lenders", "甲"), store.version("cases", "B")) == (2, 1, 0)


def test_who_has_not_seen_the_newest_write_is_refused(store: FileStore, other: FileStore, make_case) -> None:
    """The first one's word stays; the second hears of it, and after reading again may write."""
    store.save(Records(cases=[make_case("A")]))
    assert other.cases()["A"] == make_case("A")
    store.save(Records(cases=[make_case("A", "2.00")]))
    with pytest.raises(PlannerError, match="别人刚刚改过"):
        other.save(Records(cases=[make_case("A", "3.00")]))
    assert other.cases()["A"] == make_case("A", "2.00")
    other.save(Records(cases=[make_case("A", "3.00")]))
    assert other.version("cases", "A") == 3


def test_a_version_that_moved_on_is_not_written_over(store: FileStore, make_case) -> None:
    """Even inside one transaction the version decides, not the order."""
    store.save(Records(cases=[make_case("A")]))
    with store.reading() as connection:
        known = writing.load(connection)
    store.save(Records(cases=[make_case("A", "2.00")]))
    with pytest.raises(PlannerError, match="别人刚刚改过"), engine.in_transaction(store.engine, store.paths.file) as c:
        writing.write(c, Records(cases=[make_case("A", "3.00")]), known, store.index_key)
    assert store.counts()["cases"] == 1


def test_a_writer_waits_for_another_and_then_says_so(store: FileStore, other: FileStore, monkeypatch) -> None:
    """While one transaction is open the other gets a sentence after its time-out, and can try again."""
    monkeypatch.setattr(engine, "BUSY_MS", 100)
    quick = engine.open_engine(store.paths.file, store.key, pragmas=("busy_timeout = 100",))
    with (
        engine.in_transaction(store.engine, store.paths.file),
        pytest.raises(PlannerError, match="正忙"),
        engine.in_transaction(quick, store.paths.file),
    ):
        pass
    with engine.in_transaction(quick, store.paths.file):
        pass
    quick.dispose()


def test_updates_are_written_in_one_place() -> None:
    """A bulk update would pass by the version column: `.update(` on tables stands in writing.py alone."""
    folder = Path(schema.__file__).parent
    found = {
        path.name
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "update"
        and path.name not in ("memory.py",)
    }
    assert found == {"writing.py"}


def test_postgresql_could_carry_the_tables() -> None:
    """Every table and index compiles for it: only plain types are used."""
    dialect = postgresql.dialect()
    for table in schema.metadata.sorted_tables:
        assert str(CreateTable(table).compile(dialect=dialect))
        assert all(str(CreateIndex(index).compile(dialect=dialect)) for index in table.indexes)
