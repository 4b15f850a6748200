"""Makes the file of this schema that later programs must open: run once, when a schema is released.

python -m tests.planner.store.make_old_file
"""

from pathlib import Path

from planner.store import opening, schema, vault
from planner.store.interface import Records
from tests.planner.store.conftest import PASSPHRASE, QUICK, simple_attempt, simple_case

FOLDER = Path(__file__).parent / "data"


def make() -> None:
    """A desk with two cases, one conflict and a call."""
    vault.ARGON = QUICK
    file = FOLDER / f"schema{schema.SCHEMA}.waifang"
    store, _ = opening.create_desk(file, PASSPHRASE)
    store.save(Records(cases=[simple_case("A-1"), simple_case("A-2", "2.50")], conflicting=["C"]))
    store.save(Records(attempts=[simple_attempt("A-1")]))
    store.close()
    file.with_name(file.name + ".lock").unlink(missing_ok=True)


if __name__ == "__main__":
    make()
