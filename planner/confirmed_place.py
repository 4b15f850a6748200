"""A place that a person confirmed: by a pin, by coordinates, or on site. It outranks whatever a table says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from planner.coordinates import is_in_shanghai
from planner.visit import Level

DOOR_RADIUS_M = 30
"""Our assumption: how far a pin lies from the door."""


@dataclass(frozen=True, slots=True)
class ConfirmedPlace:
    """An address and its point in WGS-84 degrees, as a person said it.

    A `level` other than CONFIRMED means that he did not know the point: he chose one of the estimates offered, which
    keeps its level and radius, or accepted the township's middle.

    Raises:
        ValueError: the point does not lie in Shanghai.
    """

    address: str = field(repr=False)
    lon: float
    lat: float
    source: str = "人工定位"
    by: str = ""
    """Staff number of who confirmed it."""
    at: datetime | None = None
    level: Level = Level.CONFIRMED
    radius_m: int = DOOR_RADIUS_M

    def __post_init__(self) -> None:
        if not is_in_shanghai(self.lon, self.lat):
            raise ValueError("A confirmed place lies in Shanghai.")


class PlaceStore(Protocol):
    """Keeps confirmed places, one for each address as it is written."""

    def places(self) -> Iterable[ConfirmedPlace]:
        """All of them, oldest first."""
        ...

    def place_of(self, address: str) -> ConfirmedPlace | None:
        """The one of this address as it is written."""
        ...

    def save_place(self, place: ConfirmedPlace) -> None:
        """Keep a place instead of the one that this address had."""
        ...

    def forget_place(self, address: str) -> None:
        """Keep none for this address any more."""
        ...


class MemoryPlaces:
    """Keeps them until the program ends."""

    def __init__(self, places: Iterable[ConfirmedPlace] = ()) -> None:
        self._places = {place.address: place for place in places}

    def places(self) -> Iterable[ConfirmedPlace]:
        """As `PlaceStore.places`."""
        return tuple(self._places.values())

    def place_of(self, address: str) -> ConfirmedPlace | None:
        """As `PlaceStore.place_of`."""
        return self._places.get(address)

    def save_place(self, place: ConfirmedPlace) -> None:
        """As `PlaceStore.save_place`."""
        self._places.pop(place.address, None)
        self._places[place.address] = place

    def forget_place(self, address: str) -> None:
        """As `PlaceStore.forget_place`."""
        self._places.pop(address, None)
