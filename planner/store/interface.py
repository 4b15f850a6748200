"""What a store of cases must do: in memory or in an encrypted file, the same to the casebook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from planner.case import Case
from planner.case_list import CasePage, CaseQuery
from planner.confirmed_place import ConfirmedPlace
from planner.contact import ContactAttempt
from planner.event import Event
from planner.lender import Authorisation, Lender
from planner.ruling import Ruling
from planner.shift import Team
from planner.visit import VisitRecord


@dataclass(frozen=True, slots=True)
class Records:
    """One transaction's worth of new or replacing records; whatever is left empty stays as it is."""

    cases: Iterable[Case] = ()
    conflicting: Iterable[str] = ()
    """Case numbers of which two differing rows came; none of them may be planned until one row alone comes."""
    attempts: Iterable[ContactAttempt] = ()
    visits: Iterable[VisitRecord] = ()
    lenders: Iterable[Lender] = ()
    authorisations: Iterable[Authorisation] = ()
    teams: Iterable[Team] | None = None
    """A whole roster, which takes the place of the one before."""
    rulings: Iterable[Ruling] = ()
    places: Iterable[ConfirmedPlace] = ()
    forgotten_places: Iterable[str] = ()
    """Addresses whose confirmed places are taken back, before `places` are kept."""
    events: Iterable[Event] = ()
    """What the audit log says of it, kept in the same transaction."""


class CaseStore(Protocol):
    """Keeps records; everything in one `save` is kept, or nothing is."""

    @property
    def forgets(self) -> bool:
        """Whether closing the program loses what was entered; the window says so."""
        ...

    def back_up(self, reason: str) -> None:
        """Keep a copy of what is there before something big happens to it; a store that forgets does nothing."""
        ...

    def save(self, records: Records) -> None:
        """Add or replace: cases by number, lenders by name, all teams at once; a single new case ends its conflict."""
        ...

    def cases(self) -> Mapping[str, Case]:
        """Every case that is known under one content, by number."""
        ...

    def conflicting(self) -> frozenset[str]:
        """Case numbers whose contents contradict each other."""
        ...

    def attempts(self) -> tuple[ContactAttempt, ...]:
        """Every contact attempt, in the order in which they were saved."""
        ...

    def visits(self) -> tuple[VisitRecord, ...]:
        """Every visit of the past."""
        ...

    def lenders(self) -> Mapping[str, Lender]:
        """The lenders' profiles by name."""
        ...

    def authorisations(self) -> tuple[Authorisation, ...]:
        """Every authorisation, valid or not."""
        ...

    def teams(self) -> Mapping[str, Team]:
        """The teams of the newest roster by id."""
        ...

    def rulings(self) -> tuple[Ruling, ...]:
        """Everything that people of the office decided, in the order in which it was saved."""
        ...

    def places(self) -> tuple[ConfirmedPlace, ...]:
        """The places that people confirmed, one for each address, the oldest first."""
        ...

    def events(self) -> tuple[Event, ...]:
        """The audit log, in the order in which it was written; what upkeep itself logs is in it too."""
        ...

    def list_cases(self, query: CaseQuery) -> CasePage:
        """One page of a list, without reading every case where the store can do without."""
        ...
