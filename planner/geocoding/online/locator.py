"""Offline first; a service is asked only for what the tables do not know well, and never instead of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from planner.geocoding.address import Address, parse
from planner.geocoding.online.client import OnlineClient
from planner.geocoding.tables import Point
from planner.visit import Level, Location

GOOD_ENOUGH = frozenset({Level.CONFIRMED, Level.COMPOUND, Level.HOUSE_NUMBER})
DISAGREE_M = 2_000
"""Farther outside both radii than this, offline and online mean different places."""


class Offline(Protocol):
    """Whatever finds addresses without asking anybody."""

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        """One location for each address, in order."""
        ...


class OnlineLocator:
    """A locator that asks an online service about doubtful addresses; each address once while the program runs."""

    def __init__(self, offline: Offline, client: OnlineClient) -> None:
        self.offline = offline
        self._client = client
        self._known: dict[str, Location] = {}

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        """One location for each address, in order; whatever the service does, what offline knows is kept."""
        found = {one.address: one for one in self.offline.locate_all(addresses)}
        for address, here in found.items():
            if here.level not in GOOD_ENOUGH:
                found[address] = self._improved(here, address)
        return [found[address] for address in addresses]

    def _improved(self, here: Location, address: str) -> Location:
        said = parse(address)
        asked = bare(said)
        if said.city_outside or not asked:
            return here
        there = self._known.get(asked) or self._client.ask(asked)
        if there is None:
            return replace(here, note=here.note + self._client.trouble)
        self._known[asked] = there
        return _better(here, there, said)


def bare(said: Address) -> str:
    """What leaves the house (R-72): city, district, road, lane and number, or village; "" if that names no place.

    Room and whatever else is in the cell (names, telephones) stay here.
    """
    if said.road:
        place = said.road + (f"{said.lane}弄" if said.lane else "") + (f"{said.number}号" if said.number else "")
    elif said.village:
        place = said.village + (f"{said.village_number}号" if said.village_number else "")
    else:
        return ""
    return f"上海市{said.district}{said.township}{place}"


def _better(here: Location, there: Location, said: Address) -> Location:
    """The surer of both; if they contradict each other, the offline one with a doubt and the other beside it."""
    there = replace(
        there,
        address=here.address,
        district=there.district or here.district,
        township=here.township,
        road=here.road or said.road,
        door_complete=here.door_complete,
    )
    if said.district and there.district != said.district:
        return replace(
            here, note=f"{here.note}在线结果在{there.district}，与地址不符，没有采用。", alternatives=(there,)
        )
    if here.level in (Level.ROAD, Level.NEIGHBOURHOOD):
        apart = Point(here.lon, here.lat).metres_to(Point(there.lon, there.lat))
        if apart > here.radius_m + there.radius_m + DISAGREE_M:
            doubt = f"离线与在线结果相差 {apart / 1000:.0f} 公里，请人工定位。"
            return replace(here, level=Level.DISTRICT, note=doubt, alternatives=(here, there))
    is_surer = (there.is_plannable, -there.radius_m) > (here.is_plannable, -here.radius_m)
    return there if is_surer or here.level is Level.NONE else here
