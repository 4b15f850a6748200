"""A store that forgets when the program closes."""

from collections.abc import Mapping
from types import MappingProxyType

from planner.case import Case
from planner.case_list import CasePage, CaseQuery
from planner.confirmed_place import ConfirmedPlace
from planner.contact import ContactAttempt
from planner.event import Event
from planner.lender import Authorisation, Lender
from planner.ruling import Ruling
from planner.shift import Team
from planner.store import memory_list
from planner.store.interface import Records
from planner.visit import VisitRecord


class MemoryStore:
    """Holds everything in dictionaries; hands out read-only views and copies."""

    def __init__(self) -> None:
        self._cases: dict[str, Case] = {}
        self._conflicting: set[str] = set()
        self._attempts: dict[ContactAttempt, None] = {}
        self._visits: dict[VisitRecord, None] = {}
        self._lenders: dict[str, Lender] = {}
        self._authorisations: dict[Authorisation, None] = {}
        self._teams: dict[str, Team] = {}
        self._rulings: dict[Ruling, None] = {}
        self._places: dict[str, ConfirmedPlace] = {}
        self._events: list[Event] = []

    @property
    def forgets(self) -> bool:
        """Nothing outlives the program."""
        return True

    def back_up(self, reason: str) -> None:
        """Nothing to copy to."""

    def save(self, records: Records) -> None:
        """Add or replace, as the interface says."""
        for case in records.cases:
            self._cases[case.number] = case
            self._conflicting.discard(case.number)
        for number in records.conflicting:
            self._cases.pop(number, None)
            self._conflicting.add(number)
        self._attempts.update(dict.fromkeys(records.attempts))
        self._visits.update(dict.fromkeys(records.visits))
        self._lenders.update({lender.name: lender for lender in records.lenders})
        self._authorisations.update(dict.fromkeys(records.authorisations))
        if records.teams is not None:
            self._teams = {team.id: team for team in records.teams}
        self._rulings.update(dict.fromkeys(records.rulings))
        for address in records.forgotten_places:
            self._places.pop(address, None)
        for place in records.places:
            self._places.pop(place.address, None)
            self._places[place.address] = place
        self._events.extend(records.events)

    def cases(self) -> Mapping[str, Case]:
        """Every case known under one content."""
        return MappingProxyType(self._cases)

    def conflicting(self) -> frozenset[str]:
        """Case numbers whose contents contradict each other."""
        return frozenset(self._conflicting)

    def attempts(self) -> tuple[ContactAttempt, ...]:
        """Every contact attempt."""
        return tuple(self._attempts)

    def visits(self) -> tuple[VisitRecord, ...]:
        """Every visit of the past."""
        return tuple(self._visits)

    def lenders(self) -> Mapping[str, Lender]:
        """Profiles by name."""
        return MappingProxyType(self._lenders)

    def authorisations(self) -> tuple[Authorisation, ...]:
        """Every authorisation."""
        return tuple(self._authorisations)

    def teams(self) -> Mapping[str, Team]:
        """Teams by id."""
        return MappingProxyType(self._teams)

    def rulings(self) -> tuple[Ruling, ...]:
        """Everything that people of the office decided."""
        return tuple(self._rulings)

    def places(self) -> tuple[ConfirmedPlace, ...]:
        """Confirmed places, the oldest first."""
        return tuple(self._places.values())

    def events(self) -> tuple[Event, ...]:
        """The audit log, as long as the program runs."""
        return tuple(self._events)

    def list_cases(self, query: CaseQuery) -> CasePage:
        """One page of a list."""
        return memory_list.page_of(self._cases.values(), query)
