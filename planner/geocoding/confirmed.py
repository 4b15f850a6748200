"""Confirmed places as the gazetteer looks them up: this very door, this building, this lane; anchors of its road."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.confirmed_place import ConfirmedPlace
from planner.geocoding.address import Address
from planner.geocoding.tables import Anchor, Point
from planner.visit import Level

BUILDING_RADIUS_M = 60
LANE_RADIUS_M = 200
"""Our assumptions: how far doors of a house and houses of a lane lie from each other."""
ONE_PLACE_M = 400
"""Confirmed places of one lane that lie further apart than twice this are not one lane."""

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address by confirmation."""

    point: Point
    level: Level
    radius_m: int
    source: str
    is_accepted: bool = False
    """A person chose it among estimates."""


class ConfirmedIndex:
    """Confirmed places by door, building and lane, with and without the district."""

    def __init__(self) -> None:
        self._doors: dict[Key, ConfirmedPlace] = {}
        self._buildings: dict[Key, list[ConfirmedPlace]] = defaultdict(list)
        self._lanes: dict[Key, list[ConfirmedPlace]] = defaultdict(list)
        self._anchors: dict[str, dict[str, list[Anchor]]] = defaultdict(lambda: defaultdict(list))
        self._chosen: dict[Key, ConfirmedPlace] = {}

    def add(self, place: ConfirmedPlace, said: Address, district: str) -> None:
        """Learn a place; `district` is the said one, or what the road says."""
        for here in {district, ""}:
            if place.level is not Level.CONFIRMED:
                self._chosen[door_key(said, here)] = place
                continue
            self._doors[door_key(said, here)] = place
            for keys, index in ((building_key(said, here), self._buildings), (lane_key(said, here), self._lanes)):
                if keys:
                    index[keys].append(place)
        if place.level is Level.CONFIRMED and said.road and district and said.road_number is not None:
            anchor = Anchor(said.road_number, Point(place.lon, place.lat))
            insort(self._anchors[said.road][district], anchor, key=lambda one: one.number)

    def find(self, said: Address) -> Known | None:
        """The confirmed place of this door, else of its building, else of its lane, else the estimate chosen for it."""
        if not (self._doors or self._chosen):
            return None
        door = door_key(said, said.district)
        if place := self._doors.get(door):
            return Known(Point(place.lon, place.lat), Level.CONFIRMED, place.radius_m, place.source)
        for key, index, radius in (
            (building_key(said, said.district), self._buildings, BUILDING_RADIUS_M),
            (lane_key(said, said.district), self._lanes, LANE_RADIUS_M),
        ):
            known = _together(index.get(key, ()), radius) if key and index else None
            if known:
                return known
        place = self._chosen.get(door)
        if place is None or place.level is Level.TOWNSHIP:
            return None
        return Known(Point(place.lon, place.lat), place.level, place.radius_m, place.source, is_accepted=True)

    def is_accepted(self, said: Address) -> bool:
        """Whether a person accepted the township for this address."""
        place = self._chosen.get(door_key(said, said.district)) if self._chosen else None
        return place is not None and place.level is Level.TOWNSHIP

    def anchors(self, road: str) -> Mapping[str, Sequence[Anchor]]:
        """The confirmed house numbers of a road, sorted, by district."""
        return self._anchors.get(road, {})


def door_key(said: Address, district: str) -> Key:
    """The parts that name a door; an address without any is its own text."""
    parts = (said.sub_lane, said.number or said.village_number, said.building, said.unit, said.room)
    lane = lane_key(said, district) or (district, said.road)
    return (*lane, *parts) if said.road or said.village else (said.text,)


def building_key(said: Address, district: str) -> Key:
    """The parts that name a house or block; () if the address names none."""
    number = said.number or said.village_number
    if not (said.road or said.village) or not (number or said.building):
        return ()
    return (*(lane_key(said, district) or (district, said.road)), said.sub_lane, number, said.building)


def lane_key(said: Address, district: str) -> Key:
    """The parts that name a lane or compound; () if the address names none."""
    if said.road and said.lane:
        return (district, said.road, said.lane)
    return (district, said.village, said.group) if said.village else ()


def _together(places: Iterable[ConfirmedPlace], least_m: int) -> Known | None:
    points = [Point(place.lon, place.lat) for place in places]
    if not points:
        return None
    middle = Point(sum(one.lon for one in points) / len(points), sum(one.lat for one in points) / len(points))
    spread = max(middle.metres_to(point) for point in points)
    if spread > ONE_PLACE_M:
        return None
    return Known(middle, Level.COMPOUND, round(least_m + spread), "同一小区或弄已确认的位置")
