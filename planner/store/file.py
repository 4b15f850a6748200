"""The store that keeps: one encrypted file, every save one transaction, a copy in memory to read from."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from filelock import BaseFileLock
from sqlalchemy import Connection, Engine

from planner.case import Case
from planner.case_list import CasePage, CaseQuery
from planner.confirmed_place import ConfirmedPlace
from planner.contact import ContactAttempt
from planner.errors import PlannerError
from planner.event import Event
from planner.lender import Authorisation, Lender
from planner.ruling import Ruling
from planner.shift import Team
from planner.store import anchor as anchors
from planner.store import audit, listing, vault, writing
from planner.store.anchor import Anchor
from planner.store.engine import in_transaction
from planner.store.faults import said_in_words
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.store.paths import DeskPaths
from planner.store.writing import Known
from planner.visit import VisitRecord


class FileStore:
    """A desk's file, open (`opening.py` opens it); `close` gives it free."""

    def __init__(self, paths: DeskPaths, desk: str, key: bytes, engine: Engine, lock: BaseFileLock | None) -> None:
        self.paths = paths
        self.desk = desk
        self.key = key
        self.engine = engine
        self.audit_key = vault.derived(key, "audit")
        self.busy = threading.RLock()
        """Held while the file is written or copied."""
        self.index_key = vault.derived(key, "debtor index")
        self._lock = lock
        self._known: Known | None = None

    @property
    def forgets(self) -> bool:
        """What was saved is there tomorrow."""
        return False

    def back_up(self, reason: str) -> None:
        """Make a verified back-up unless nothing was written since the newest."""
        # Back-ups know this module.
        from planner.store import backup

        backup.make(self, reason)

    def save(self, records: Records) -> None:
        """Add or replace, as the interface says, in one transaction.

        Raises:
            PlannerError: the disk is full or read-only, the file damaged, or another program wrote in between.
        """
        new = writing.taken(records)
        with self.busy:
            known = self._read()
            with in_transaction(self.engine, self.paths.file) as connection:
                if writing.num_writes(connection) != known.writes:
                    self._known = None
                    raise PlannerError(
                        "别人刚刚改过", "案件库在别处有新的写入，这次没有保存。", "已重新读取，请核对后再保存一次。"
                    )
                versions = writing.write(connection, new, known, self.index_key)
                self._finish(connection, new.events, is_change=writing.has_records(new))
            known.memory.save(new)
            known.versions, known.writes = versions, known.writes + 1
            self.anchor_now()

    def log(self, *events: Event) -> None:
        """Write events alone, without reading any record: for upkeep.

        Raises:
            PlannerError: as `save`.
        """
        with self.busy:
            with in_transaction(self.engine, self.paths.file) as connection:
                self._finish(connection, events, is_change=False)
                writes = writing.num_writes(connection)
            if self._known is not None and self._known.writes == writes - 1:
                self._known.writes = writes
            self.anchor_now()

    @contextmanager
    def writing(self, *events: Event) -> Iterator[Connection]:
        """A transaction that changes records by other ways than `save`; they are read anew afterwards."""
        with self.busy:
            with in_transaction(self.engine, self.paths.file) as connection:
                yield connection
                self._finish(connection, events, is_change=True)
            self._known = None
            self.anchor_now()

    def anchor_now(self) -> None:
        """Keep outside the file what it holds now."""
        anchors.write(self.anchor(), self.paths.anchor, self.audit_key)

    def cases(self) -> Mapping[str, Case]:
        """Every case known under one content."""
        return self._memory.cases()

    def conflicting(self) -> frozenset[str]:
        """Case numbers whose contents contradict each other."""
        return self._memory.conflicting()

    def attempts(self) -> tuple[ContactAttempt, ...]:
        """Every contact attempt."""
        return self._memory.attempts()

    def visits(self) -> tuple[VisitRecord, ...]:
        """Every visit of the past."""
        return self._memory.visits()

    def lenders(self) -> Mapping[str, Lender]:
        """Profiles by name."""
        return self._memory.lenders()

    def authorisations(self) -> tuple[Authorisation, ...]:
        """Every authorisation."""
        return self._memory.authorisations()

    def teams(self) -> Mapping[str, Team]:
        """Teams by id."""
        return self._memory.teams()

    def rulings(self) -> tuple[Ruling, ...]:
        """Everything that people of the office decided."""
        return self._memory.rulings()

    def places(self) -> tuple[ConfirmedPlace, ...]:
        """Confirmed places, the oldest first."""
        return self._memory.places()

    def list_cases(self, query: CaseQuery) -> CasePage:
        """One page of a list, asked of the file alone: it never reads every case."""
        with said_in_words(self.paths.file), self.reading() as connection:
            return listing.page(connection, query)

    def events(self) -> tuple[Event, ...]:
        """The audit log, from the file."""
        with said_in_words(self.paths.file), self.reading() as connection:
            return audit.events(connection)

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        with said_in_words(self.paths.file), self.reading() as connection:
            return writing.count_rows(connection)

    def version(self, table: str, key: str) -> int:
        """How often a case, lender or team was written; 0 when there is none."""
        return self._read().versions[table].get(key, 0)

    def anchor(self) -> Anchor:
        """What the file holds now."""
        with said_in_words(self.paths.file), self.reading() as connection:
            seq, head = audit.head(connection)
            writes, changes = writing.num_writes(connection), writing.num_changes(connection)
            return Anchor(self.desk, writes, changes, seq, head)

    def reading(self) -> Connection:
        """A connection that only reads."""
        return self.engine.connect().execution_options(reads=True)

    def close(self) -> None:
        """Fold the log back into the file and give it free."""
        with self.busy:
            self.engine.dispose()
            if self._lock is not None:
                self._lock.release()

    @property
    def _memory(self) -> MemoryStore:
        return self._read().memory

    def _read(self) -> Known:
        """Every record, read once; damaged pages show here at the latest."""
        with self.busy:
            if self._known is None:
                with said_in_words(self.paths.file), self.reading() as connection:
                    self._known = writing.load(connection)
            return self._known

    def _finish(self, connection: Connection, events: Iterable[Event], *, is_change: bool) -> None:
        audit.append(connection, events, self.desk, self.audit_key)
        writing.count_write(connection, is_change=is_change)
