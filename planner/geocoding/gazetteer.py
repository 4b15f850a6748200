"""Finding an address offline: the road and its number first, then ever coarser names, never more exactly than known.

A radius is meant to hold nine in ten true places; what that rests on: resources/gazetteer/PROVENANCE.md.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location as GeopyLocation

from planner.geocoding import tables
from planner.geocoding.address import Address, parse
from planner.geocoding.on_road import COMMON_ROADS, at_crossing, on_road, one_of
from planner.geocoding.tables import Area, Box, Point, Stretch
from planner.visit import Level, Location

STATION_RADIUS_M = 1_200
"""Our assumption: who names a metro station is within a quarter of an hour's walk of it."""
TOWNSHIP_RADIUS_M = 4_000
DISTRICT_RADIUS_M = 14_000
NEIGHBOUR_DEGREES = 0.03
"""How far (about 3 km) a road may lie outside the district that the address names."""
FAR_FROM_TOWN_M = 8_000
"""A road that lies further than this from the township named is another one of the same name."""


class Gazetteer(Geocoder):  # type: ignore[misc]  # geopy carries no types
    """The offline geocoder, in geopy's own form so that online services can stand beside it."""

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

    def locate(self, address: str) -> Location:
        """Find one address; Level.NONE with a note if it is empty, unreadable or outside Shanghai."""
        said = parse(address)
        if said.city_outside:
            found = Location("", note="地址在上海以外，不安排上门，请人工核对。")
        else:
            found = self._by_road(said) or self._by_crossing(said) or self._by_station(said) or self._by_area(said)
        return replace(
            found,
            address=address,
            township=found.township or said.township,
            door_complete=said.door_complete,
        )

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
            if spelling in self._roads:
                return self._roads[spelling]
        for cut in range(2, len(said.road) - 2):
            stretches = self._roads.get(said.road[cut:], ())
            if any(stretch.district == said.district for stretch in stretches):
                return stretches
        return ()

    def _elsewhere(self, said: Address, stretches: Sequence[Stretch]) -> Location | None:
        """One in ten addresses names a neighbouring district: believe the road if no other has it and it is close."""
        if len({stretch.district for stretch in stretches}) > 1 or said.road in COMMON_ROADS:
            return None
        found = on_road(stretches, said.road_number)
        if not self._districts[said.district][1].holds(Point(found.lon, found.lat), NEIGHBOUR_DEGREES):
            return None
        note = f"地址写的是{said.district}，路名表里这条路在{found.district}，请核对。"
        level = Level.ROAD if found.level is Level.HOUSE_NUMBER else found.level
        return replace(found, level=level, radius_m=2 * found.radius_m, note=note)

    def _fits_township(self, said: Address, found: Location) -> bool:
        town = self._townships.get((said.district, said.township))
        return town is None or town.point.metres_to(Point(found.lon, found.lat)) <= FAR_FROM_TOWN_M + found.radius_m

    def _by_crossing(self, said: Address) -> Location | None:
        """The road is unknown, but it is said to be near roads that are known in the district."""
        known = [[one for one in self._roads.get(road, ()) if one.district == said.district] for road in said.near]
        known = [stretches for stretches in known if stretches]
        if not known:
            return None
        found = at_crossing(known[0], known[1] if len(known) > 1 else ())
        note = "路名表里没有这条路，按地址里提到的邻近道路估计。"
        return replace(found, note=note) if found and self._fits_township(said, found) else None

    def _by_station(self, said: Address) -> Location | None:
        """A metro station that is named, or a neighbourhood that has one of its name."""
        name = next((name for name in (said.station, said.village) if name in self._stations), "")
        if said.road or not name:
            return None
        point = self._stations[name]
        note = "只认出地铁站名，位置是估计的。"
        return Location(
            "", point.lon, point.lat, Level.STATION, STATION_RADIUS_M, "离线：地铁站表", said.district, note=note
        )

    def _by_area(self, said: Address) -> Location:
        town = self._townships.get((said.district, said.township))
        if town:
            note = "只能定位到街镇，请人工定位。"
            return _area(town, Level.TOWNSHIP, "离线：街镇表", note)
        if said.district:
            note = "路名表里没有这条路，只能定位到区，请人工定位。" if said.road else "地址只写到区，请人工定位。"
            return _area(self._districts[said.district][0], Level.DISTRICT, "离线：区表", note)
        if said.road:
            return Location("", note="路名表里没有这条路，地址也没有写区，请人工定位。")
        return Location("", note="没有认出上海的路名、街镇或区名，请人工定位。")

    @cached_property
    def _roads(self) -> dict[str, tuple[Stretch, ...]]:
        return tables.load_roads()

    @cached_property
    def _townships(self) -> dict[tuple[str, str], Area]:
        return tables.load_townships(TOWNSHIP_RADIUS_M)

    @cached_property
    def _districts(self) -> dict[str, tuple[Area, Box]]:
        return tables.load_districts(DISTRICT_RADIUS_M)

    @cached_property
    def _stations(self) -> dict[str, Point]:
        return tables.load_stations()


def _area(area: Area, level: Level, source: str, note: str) -> Location:
    township = area.name if level is Level.TOWNSHIP else ""
    return Location(
        "", area.point.lon, area.point.lat, level, area.radius_m, source, area.district, township, note=note
    )
