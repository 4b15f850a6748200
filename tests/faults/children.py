"""What runs in the processes that these tests kill: one job each, acknowledged line by line."""

import shutil
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from planner import clock
from planner.case import Amounts, Case, Debtor
from planner.contact import ContactAttempt, ContactOutcome
from planner.store import backup, migrate, opening, schema, vault
from planner.store.file import FileStore
from planner.store.interface import Records

SECRET = opening.Secret("correct horse battery")
QUICK = {"time": 1, "memory_kib": 64, "lanes": 1}
BATCH = 3_000
NEXT = schema.SCHEMA + 1
STEP = f'''"""A fictitious next schema."""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{NEXT:04d}", "{schema.SCHEMA:04d}"
def upgrade():
    op.add_column("cases", sa.Column("colour", sa.String(20)))
    for n in range(20):
        op.execute(f"UPDATE cases SET colour = 'c{{n}}'")
'''


def case(number: str) -> Case:
    """A case in order."""
    amounts = Amounts(Decimal("1.00"), Decimal("1.00"), Decimal(0), Decimal(0))
    return Case(number, "甲", Debtor(number, "张三", "310199199001011234"), amounts)


def attempt(number: int) -> ContactAttempt:
    """The call of a number."""
    at = datetime(2026, 11, 23, tzinfo=clock.SHANGHAI) + timedelta(seconds=number)
    return ContactAttempt("A-0", at, ContactOutcome.NOT_REACHED)


def steps(folder: Path) -> Path:
    """A copy of the migrations with a next one."""
    if not folder.exists():
        shutil.copytree(migrate.STEPS, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(STEP)
    return folder


def open_next(file: Path) -> FileStore:
    """Open a desk as the next program would, migrating it if need be."""
    bring_up = partial(migrate.bring_up, steps=steps(file.parent / "steps"), schema=NEXT)
    return opening.open_desk(file, SECRET, bring_up=bring_up, schema=NEXT)


def say(word: object) -> None:
    """Acknowledge."""
    print(word, flush=True)


def do_import(file: Path) -> None:
    """One import of many cases."""
    store = opening.open_desk(file, SECRET)
    batch = [case(f"B-{n}") for n in range(BATCH)]
    store.cases()
    say("ready")
    store.save(Records(cases=batch))
    say("done")


def do_contacts(file: Path) -> None:
    """One call after the other, each acknowledged once it is kept."""
    store = opening.open_desk(file, SECRET)
    say("ready")
    number = len(store.attempts())
    while True:
        store.save(Records(attempts=[attempt(number)]))
        say(number)
        number += 1


def do_migration(file: Path) -> None:
    """Open with the next schema."""
    steps(file.parent / "steps")
    say("ready")
    open_next(file)
    say("done")


def do_backup(file: Path) -> None:
    """A change and a back-up, again and again."""
    store = opening.open_desk(file, SECRET)
    say("ready")
    number = len(store.attempts())
    while True:
        store.save(Records(attempts=[attempt(number)]))
        made = backup.make(store, "close")
        say(f"{number} {made.name if made else ''}")
        number += 1


if __name__ == "__main__":
    vault.ARGON = QUICK
    globals()[f"do_{sys.argv[1]}"](Path(sys.argv[2]))
