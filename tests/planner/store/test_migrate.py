"""From one schema to the next: all or nothing, on a copy, with a back-up before."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from planner.event import Action
from planner.store import backup, engine, migrate, opening, paths, schema, vault
from planner.store.file import FileStore
from planner.store.interface import Records

GOOD = opening.Secret("correct horse battery")
NEXT = f'''"""A fictitious next schema."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{schema.SCHEMA + 1:04d}", "{schema.SCHEMA:04d}"
def upgrade():
    op.add_column("cases", sa.Column("colour", sa.String(20)))
    with op.batch_alter_table("lenders") as lenders:
        lenders.alter_column("name", type_=sa.String(300))
    op.execute("UPDATE cases SET colour = 'red'")
    {{fault}}
'''


@pytest.fixture
def steps(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a copy of the steps with one more, which may fail at its end."""

    def make(fault: str) -> Path:
        folder = tmp_path / "steps"
        shutil.copytree(migrate.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        (folder / "versions" / "next.py").write_text(NEXT.format(fault=fault or "pass"))
        return folder

    return make


@pytest.fixture
def closed(file: Path, opened: Callable[..., FileStore], make_case) -> Path:
    """A desk of this schema with two cases, closed."""
    store = opened(file)
    store.save(Records(cases=[make_case("A"), make_case("B")]))
    store.close()
    return file


def test_the_steps_make_the_tables_that_the_program_uses(store: FileStore) -> None:
    """Migrations and tables in the program do not drift apart."""
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
        assert engine.pragma(connection, "user_version") == schema.SCHEMA


def test_an_older_file_is_brought_up_after_a_backup(closed: Path, steps, opened) -> None:
    """The next program opens this one's file: data kept, back-up made, event logged."""
    bring_up = partial(migrate.bring_up, steps=steps(""), schema=schema.SCHEMA + 1)
    store = opened(closed, bring_up=bring_up, schema=schema.SCHEMA + 1)
    assert list(store.cases()) == ["A", "B"]
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT DISTINCT colour FROM cases").scalars().all() == ["red"]
        assert engine.pragma(connection, "user_version") == schema.SCHEMA + 1
    made = backup.found(store.paths)
    assert [backup.reason for backup in made] == ["migration"]
    key = store.key
    assert migrate.schema_of(made[0].file, key) == schema.SCHEMA
    event = next(event for event in store.events() if event.action is Action.MIGRATION)
    assert event.facts == {"from": schema.SCHEMA, "to": schema.SCHEMA + 1}


def test_a_migration_that_fails_midway_changes_nothing_and_can_be_tried_again(closed: Path, steps, opened) -> None:
    """After the failure the file is byte for byte the old one; the mended step then works."""
    before = closed.read_bytes()
    broken = partial(migrate.bring_up, steps=steps("raise RuntimeError('injected')"), schema=schema.SCHEMA + 1)
    with pytest.raises(RuntimeError, match="injected"):
        opening.open_desk(closed, GOOD, bring_up=broken, schema=schema.SCHEMA + 1)
    assert closed.read_bytes() == before
    assert not list(closed.parent.glob(".~waifang-*"))
    assert list(opened(closed).cases()) == ["A", "B"]


def test_a_failing_step_rolls_back_inside_one_file(closed: Path, steps) -> None:
    """Even on the file itself a failing step leaves no table behind: Alembic's own default would."""
    key = GOOD.open(vault.read(paths.DeskPaths(closed).vault))[0]
    made = engine.open_engine(closed, key)
    tables = "SELECT name FROM sqlite_master ORDER BY name"
    with made.connect() as connection:
        before = connection.exec_driver_sql(tables).scalars().all()
    with pytest.raises(RuntimeError, match="injected"), engine.in_transaction(made, closed) as connection:
        migrate.upgrade(connection, steps("raise RuntimeError('injected')"), schema.SCHEMA + 1)
    with made.connect() as connection:
        assert connection.exec_driver_sql(tables).scalars().all() == before
        assert engine.pragma(connection, "user_version") == schema.SCHEMA
    made.dispose()


OLD = sorted((Path(__file__).parent / "data").glob("schema*.waifang"))


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_a_file_of_each_schema_opens(old: Path, tmp_path: Path, opened, make_case, make_attempt) -> None:
    """What earlier programs wrote is read by this one (make_old_file.py made them)."""
    for part in old.parent.glob(f"{old.name}*"):
        shutil.copy(part, tmp_path)
    store = opened(tmp_path / old.name)
    assert dict(store.cases()) == {"A-1": make_case("A-1"), "A-2": make_case("A-2", "2.50")}
    assert (store.conflicting(), store.attempts()) == ({"C"}, (make_attempt("A-1"),))


def test_there_is_a_file_of_each_schema() -> None:
    """From the first to this program's."""
    assert [path.stem for path in OLD] == [f"schema{number}" for number in range(1, schema.SCHEMA + 1)]
