"""Finding an address offline: confirmed places first, then road and number, then ever coarser names.

A radius is meant to hold nine in ten true places; what that rests on: resources/gazetteer/PROVENANCE.md.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location as GeopyLocation

from planner.confirmed_place import ConfirmedPlace, MemoryPlaces, PlaceStore
from planner.geocoding import tables
from planner.geocoding.address import Address, parse
from planner.geocoding.by_name import NEIGHBOUR_DEGREES, by_name, nothing
from planner.geocoding.confirmed import ConfirmedIndex
from planner.geocoding.on_road import on_road
from planner.geocoding.tables import Point, Stretch, Tables
from planner.geocoding.which_road import COMMON_ROADS, at_crossing, beside, by_stem, one_of, stem
from planner.visit import Level, Location

TOWNSHIP_RADIUS_M = 4_500
DISTRICT_RADIUS_M = 15_000
NEIGHBOUR_SPREAD = 3
FAR_FROM_TOWN_M = 8_000
"""A road that lies further than this from the township named is another one of the same name."""


class Gazetteer(Geocoder):
    """The offline geocoder, in geopy's own form so that online services can stand beside it.

    `places` keeps what persons confirmed; `folder` holds a company's own tables (`app.py gazetteer build`).
    """

    def __init__(self, places: PlaceStore | None = None, folder: Path | None = None) -> None:
        super().__init__()
        self._places = MemoryPlaces() if places is None else places
        self._folder = folder

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: object = DEFAULT_SENTINEL
    ) -> "GeopyLocation | list[GeopyLocation] | None":
        """Find one address as geopy's other services do; None if nothing of it was recognised."""
        found = self.locate(query)
        if found.level is Level.NONE:
            return None
        raw = {"level": str(found.level), "radius_m": found.radius_m, "source": found.source}
        answer = GeopyLocation(found.address, (found.lat, found.lon), raw)
        return answer if exactly_one else [answer]

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        """Find many addresses, in order; equal ones are looked up once."""
        known = {address: self.locate(address) for address in dict.fromkeys(addresses)}
        return [known[address] for address in addresses]

    def confirm(self, place: ConfirmedPlace) -> None:
        """Keep a place that a person confirmed; from now on it answers, and is an anchor of its road."""
        is_new = self._places.place_of(place.address) is None
        self._places.save_place(place)
        if is_new and "_confirmed" in self.__dict__:
            self._learn(self._confirmed, place)
        else:
            self.__dict__.pop("_confirmed", None)

    def confirmed(self, address: str) -> ConfirmedPlace | None:
        """What a person confirmed for this address as it is written."""
        return self._places.place_of(address)

    def forget(self, address: str) -> None:
        """Take back what was confirmed for an address."""
        self._places.forget_place(address)
        self.__dict__.pop("_confirmed", None)

    def locate(self, address: str) -> Location:
        """Find one address; Level.NONE with a note if it is empty, unreadable or outside Shanghai."""
        said = parse(address)
        if said.city_outside:
            found = Location("", note="地址在上海以外，不安排上门，请人工核对。")
        else:
            found = self._by_confirmed(said) or self._best(said)
        return replace(
            found,
            address=address,
            district=found.district or said.district,
            township=found.township or said.township,
            door_complete=said.door_complete,
            is_accepted=found.is_accepted or (found.level is Level.TOWNSHIP and self._confirmed.is_accepted(said)),
        )

    def _by_confirmed(self, said: Address) -> Location | None:
        known = self._confirmed.find(said)
        if known is None:
            return None
        return Location(
            "",
            known.point.lon,
            known.point.lat,
            known.level,
            known.radius_m,
            known.source,
            said.district,
            road=said.road,
            is_accepted=known.is_accepted,
        )

    def _best(self, said: Address) -> Location:
        """A house number at once; else the surest of what the names say, whatever can be planned first.

        A road says more than a township whose radius is two thirds as large: it is where to begin looking for the pin.
        """
        road = self._by_road(said)
        if road and road.level is Level.HOUSE_NUMBER:
            return road
        found = [
            one
            for one in (
                road or self._by_neighbours(said),
                *by_name(self._tables, said, is_road_known=bool(self._stretches(said))),
            )
            if one
        ]
        if not found:
            return Location("", note=nothing(said))
        best = min(
            found, key=lambda one: (not one.is_plannable, one.radius_m / (1.5 if one.level is Level.ROAD else 1))
        )
        if best.is_plannable or best.note:
            return best
        return replace(best, note="这条路很长，门牌资料不足，请人工定位。")

    def _by_road(self, said: Address) -> Location | None:
        """The named road: in the district named, else where alone it can be."""
        stretches = self._stretches(said)
        if not stretches:
            return None
        here = [stretch for stretch in stretches if stretch.district == said.district]
        if here:
            found: Location | None = on_road(here, said.road_number)
        elif said.district:
            found = self._elsewhere(said, stretches)
        else:
            found = one_of(stretches, said.road_number, is_town_known=bool(said.township))
        return found if found and self._fits_township(said, found) else None

    def _stretches(self, said: Address) -> tuple[Stretch, ...]:
        """The road as written, with the town before it, or in the named district without what sticks to its front."""
        for spelling in (said.short_town + said.road, said.road):
            if stretches := self._road(spelling):
                return stretches
        for cut in range(1 if said.road.startswith("镇") else 2, len(said.road) - 2):
            stretches = self._road(said.road[cut:])
            if any(stretch.district == said.district for stretch in stretches):
                return stretches
        return ()

    def _road(self, road: str) -> tuple[Stretch, ...]:
        """The stretches of a road in the tables, with what was confirmed on them since."""
        known = self._tables.roads.get(road, ())
        learned = self._confirmed.anchors(road)
        if not learned:
            return known
        new = [district for district in learned if all(one.district != district for one in known)]
        return (
            *(replace(one, anchors=tables.merged(one.anchors, learned.get(one.district, ()))) for one in known),
            *(tables.bare_stretch(district, road, tuple(learned[district])) for district in new),
        )

    def _elsewhere(self, said: Address, stretches: Sequence[Stretch]) -> Location | None:
        """One in ten addresses names a neighbouring district: believe the road if just one of its name is close."""
        if said.road in COMMON_ROADS:
            return None
        box = self._tables.districts[said.district][1]
        districts = dict.fromkeys(stretch.district for stretch in stretches)
        found = [on_road([one for one in stretches if one.district == here], said.road_number) for here in districts]
        near = [one for one in found if box.holds(Point(one.lon, one.lat), NEIGHBOUR_DEGREES)]
        if len(near) != 1:
            return None
        note = f"地址写的是{said.district}，路名表里这条路在{near[0].district}，请核对。"
        return replace(near[0], level=Level.ROAD, radius_m=NEIGHBOUR_SPREAD * near[0].radius_m, note=note)

    def _fits_township(self, said: Address, found: Location) -> bool:
        town = self._tables.townships.get((said.district, said.township))
        return town is None or town.point.metres_to(Point(found.lon, found.lat)) <= FAR_FROM_TOWN_M + found.radius_m

    def _by_neighbours(self, said: Address) -> Location | None:
        """The road is unknown: by the roads that it is said to be near, or by those that share its name."""
        known = [[one for one in self._road(road) if one.district == said.district] for road in said.near]
        known = [stretches for stretches in known if stretches]
        found = [at_crossing(known[0], known[1] if len(known) > 1 else ())] if known else []
        siblings = self._siblings.get((said.district, stem(said.road) or said.road), ()) if said.road else ()
        if siblings and said.road not in COMMON_ROADS:
            found.append(beside(siblings, said.road))
        fitting = [one for one in found if one and self._fits_township(said, one)]
        return min(fitting, key=lambda one: one.radius_m, default=None)

    @cached_property
    def _tables(self) -> Tables:
        return tables.load(self._folder, TOWNSHIP_RADIUS_M, DISTRICT_RADIUS_M)

    @cached_property
    def _siblings(self) -> dict[tuple[str, str], tuple[Stretch, ...]]:
        return by_stem(one for stretches in self._tables.roads.values() for one in stretches)

    @cached_property
    def _confirmed(self) -> ConfirmedIndex:
        index = ConfirmedIndex()
        for place in self._places.places():
            self._learn(index, place)
        return index

    def _learn(self, index: ConfirmedIndex, place: ConfirmedPlace) -> None:
        said = parse(place.address)
        index.add(place, said, said.district or self._district_at(said, Point(place.lon, place.lat)))

    def _district_at(self, said: Address, point: Point) -> str:
        """The district of the nearest stretch of the road, "" if none is near."""
        near = [
            (one.middle.metres_to(point) - one.length_m / 2, one.district)
            for one in self._tables.roads.get(said.road, ())
        ]
        away, district = min(near, default=(float("inf"), ""))
        return district if away <= FAR_FROM_TOWN_M else ""
