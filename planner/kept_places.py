"""The places that people confirmed, kept with the desk's records; the log says that it was done, not for which door."""

from collections.abc import Iterable

from planner.confirmed_place import ConfirmedPlace
from planner.event import Action, Event
from planner.store.interface import CaseStore, Records


class KeptPlaces:
    """A desk's `PlaceStore`."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store

    def places(self) -> Iterable[ConfirmedPlace]:
        """All of them, oldest first."""
        return self._store.places()

    def place_of(self, address: str) -> ConfirmedPlace | None:
        """The one of this address as it is written."""
        return next((place for place in self._store.places() if place.address == address), None)

    def save_place(self, place: ConfirmedPlace) -> None:
        """Keep a place instead of the one that this address had.

        Raises:
            PlannerError: the desk's file cannot be written.
        """
        said = Event(Action.PLACE, facts={"level": place.level.name, "by": place.by})
        self._store.save(Records(places=[place], events=[said]))

    def forget_place(self, address: str) -> None:
        """Keep none for this address any more.

        Raises:
            PlannerError: the desk's file cannot be written.
        """
        self._store.save(Records(forgotten_places=[address], events=[Event(Action.PLACE_FORGOTTEN)]))
