"""Writes records into the file and reads them back: what is known already is not written again."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from sqlalchemy import Connection, Executable, Table, bindparam, func, select

from planner.case import Case
from planner.confirmed_place import ConfirmedPlace
from planner.contact import ContactAttempt
from planner.errors import PlannerError
from planner.lender import Authorisation, Lender
from planner.ruling import Ruling
from planner.shift import Team
from planner.store import rows, schema
from planner.store.codec import decoder
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.visit import VisitRecord

Versions = dict[str, dict[str, int]]
"""By table and key, how often a record was written."""
Record = TypeVar("Record", bound=Hashable)

_KEYS = {schema.cases: schema.cases.c.number, schema.lenders: schema.lenders.c.name, schema.teams: schema.teams.c.team}


@dataclass(slots=True)
class Known:
    """What the file holds, as of the last read or write."""

    memory: MemoryStore = field(default_factory=MemoryStore)
    versions: Versions = field(default_factory=lambda: {table.name: {} for table in _KEYS})
    writes: int = 0


def taken(records: Records) -> Records:
    """The same with every iterable walked through once, so that it can be walked through again."""
    told: dict[str, Any] = {name: getattr(records, name) for name in Records.__slots__}
    told = {name: None if found is None else tuple(found) for name, found in told.items()}
    return Records(**told)


def has_records(new: Records) -> bool:
    """Whether it holds more than events."""
    return any(getattr(new, name) for name in Records.__slots__ if name != "events")


def load(connection: Connection) -> Known:
    """Read everything."""

    def read(table: Table, kind: type[Record]) -> list[Record]:
        decode = decoder(kind)
        return [decode(text) for text in connection.execute(select(table.c.content).order_by(table.c.id)).scalars()]

    known = Known()
    known.memory.save(
        Records(
            cases=read(schema.cases, Case),
            conflicting=connection.execute(select(schema.conflicts.c.number)).scalars().all(),
            attempts=read(schema.attempts, ContactAttempt),
            visits=read(schema.visits, VisitRecord),
            lenders=read(schema.lenders, Lender),
            authorisations=read(schema.authorisations, Authorisation),
            teams=read(schema.teams, Team),
            rulings=_read_rulings(connection),
            places=read(schema.places, ConfirmedPlace),
        )
    )
    for table, key in _KEYS.items():
        known.versions[table.name] = {row[0]: row[1] for row in connection.execute(select(key, table.c.version))}
    known.writes = num_writes(connection)
    return known


def _read_rulings(connection: Connection) -> list[Ruling]:
    kinds = {kind.__name__: decoder(kind) for kind in get_args(Ruling)}
    table = schema.rulings
    found = connection.execute(select(table.c.kind, table.c.content).order_by(table.c.id))
    return [kinds[row.kind](row.content) for row in found]


def write(connection: Connection, new: Records, known: Known, index_key: bytes) -> Versions:
    """Write what differs from what is known, and return the versions that `known` will have once it is committed.

    Raises:
        PlannerError: a record was replaced by somebody else since it was read.
    """
    memory, versions = known.memory, {name: dict(found) for name, found in known.versions.items()}
    gone = set(new.conflicting)
    cases = {case.number: case for case in new.cases if case.number not in gone}
    _end_conflicts(connection, [n for n in memory.conflicting() if n in cases or n in gone])
    _put(connection, schema.cases, cases, memory.cases(), lambda c: rows.case_row(c, index_key), versions)
    _begin_conflicts(connection, gone, versions)
    _put(connection, schema.lenders, {r.name: r for r in new.lenders}, memory.lenders(), rows.lender_row, versions)
    if new.teams is not None:
        _replace_teams(connection, {team.id: team for team in new.teams}, memory.teams(), versions)
    _add(connection, schema.attempts, new.attempts, memory.attempts(), rows.attempt_row)
    _add(connection, schema.visits, new.visits, memory.visits(), rows.visit_row)
    _add(connection, schema.authorisations, new.authorisations, memory.authorisations(), rows.authorisation_row)
    _add(connection, schema.rulings, new.rulings, memory.rulings(), rows.ruling_row)
    _keep_places(connection, new)
    return versions


def _keep_places(connection: Connection, new: Records) -> None:
    """The newest word on an address takes the place of the one before, and stands behind all older ones."""
    told: dict[str, ConfirmedPlace] = {}
    for place in new.places:
        told.pop(place.address, None)
        told[place.address] = place
    gone = [{"k": address} for address in dict.fromkeys((*new.forgotten_places, *told))]
    _each(connection, schema.places.delete().where(schema.places.c.address == bindparam("k")), gone)
    _each(connection, schema.places.insert(), [{**rows.place_row(place)} for place in told.values()])


def num_writes(connection: Connection) -> int:
    """The watermark: how many transactions the file has seen."""
    return int(connection.execute(select(schema.state.c.writes)).scalar_one())


def num_changes(connection: Connection) -> int:
    """How many of them changed records; the others only wrote into the log."""
    return int(connection.execute(select(schema.state.c.changes)).scalar_one())


def count_write(connection: Connection, *, is_change: bool) -> None:
    """Count the transaction that is under way."""
    counted = schema.state.c
    connection.execute(schema.state.update().values(writes=counted.writes + 1, changes=counted.changes + is_change))


def count_rows(connection: Connection) -> dict[str, int]:
    """Rows by table."""
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in schema.COUNTED
    }


def _put(
    connection: Connection,
    table: Table,
    told: Mapping[str, Record],
    known: Mapping[str, Record],
    row: Callable[[Record], rows.Columns],
    versions: Versions,
) -> None:
    """Insert new records; replace changed ones only in the version that was read (bulk updates live here alone)."""
    seen, key = versions[table.name], _KEYS[table]
    changed = {name: record for name, record in told.items() if known.get(name) != record}
    _each(connection, table.insert(), [{**row(r), "version": 1} for n, r in changed.items() if n not in seen])
    replaced = [{**row(r), "version": seen[n] + 1, "was": seen[n], "k": n} for n, r in changed.items() if n in seen]
    if replaced:
        update = table.update().where(key == bindparam("k"), table.c.version == bindparam("was"))
        if connection.execute(update, replaced).rowcount != len(replaced):
            raise PlannerError("别人刚刚改过", "同一记录在别处有新的内容，这次没有保存。", "请核对后再保存一次。")
    seen |= {name: seen.get(name, 0) + 1 for name in changed}


def _replace_teams(
    connection: Connection, told: Mapping[str, Team], known: Mapping[str, Team], versions: Versions
) -> None:
    """A roster comes whole and in its own order; teams that stay as they were keep their version."""
    if list(told.items()) == list(known.items()):
        return
    seen = versions[schema.teams.name]
    counted = {name: seen.get(name, 0) + (known.get(name) != team) for name, team in told.items()}
    connection.execute(schema.teams.delete())
    _each(connection, schema.teams.insert(), [{**rows.team_row(t), "version": counted[n]} for n, t in told.items()])
    versions[schema.teams.name] = counted


def _add(
    connection: Connection,
    table: Table,
    told: Iterable[Record],
    known: Iterable[Record],
    row: Callable[[Record], rows.Columns],
) -> None:
    seen = set(known) if told else set()
    _each(connection, table.insert(), [{**row(record)} for record in dict.fromkeys(told) if record not in seen])


def _begin_conflicts(connection: Connection, numbers: set[str], versions: Versions) -> None:
    named = [{"k": number} for number in sorted(numbers)]
    _each(connection, schema.cases.delete().where(schema.cases.c.number == bindparam("k")), named)
    _each(connection, schema.conflicts.insert(), [{"number": number} for number in sorted(numbers)])
    for number in numbers:
        versions[schema.cases.name].pop(number, None)


def _end_conflicts(connection: Connection, numbers: Iterable[str]) -> None:
    named = [{"k": number} for number in numbers]
    _each(connection, schema.conflicts.delete().where(schema.conflicts.c.number == bindparam("k")), named)


def _each(connection: Connection, statement: Executable, parameters: list[dict[str, Any]]) -> None:
    if parameters:
        connection.execute(statement, parameters)
