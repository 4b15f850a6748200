"""What an address's other names say where road and number do not: village, metro station, township, district."""

from collections.abc import Iterator

from planner.geocoding.address import Address
from planner.geocoding.tables import Area, Tables
from planner.visit import Level, Location

STATION_RADIUS_M = 1_200
"""Our assumption: who names a metro station is within a quarter of an hour's walk of it."""
ROAD_OF_STATION_M = 1_800
"""Our assumption: a station lies on the road that it is named after, somewhere."""
NEIGHBOUR_DEGREES = 0.03
"""How far (about 3 km) a place may lie outside the district that the address names."""


def by_name(tables: Tables, said: Address, *, is_road_known: bool) -> Iterator[Location]:
    """Village, metro station, township and district, as far as they are named, each with its radius."""
    for area in tables.neighbourhoods.get(said.village, ()):
        if said.district in ("", area.district):
            yield _area(area, Level.NEIGHBOURHOOD, "离线：小区村镇表", "")
    if station := _station(tables, said, is_road_known):
        yield station
    district, township = _town(tables, said)
    if town := tables.townships.get((district, township)):
        yield _area(town, Level.TOWNSHIP, "离线：街镇表", "只能定位到街镇，请人工定位。")
    if district:
        note = "路名表里没有这条路，只能定位到区，请人工定位。" if said.road else "地址只写到区，请人工定位。"
        yield _area(tables.districts[district][0], Level.DISTRICT, "离线：区表", note)


def nothing(said: Address) -> str:
    """Why an address was not found at all."""
    if said.road:
        return "路名表里没有这条路，地址也没有写区，请人工定位。"
    return "没有认出上海的路名、街镇或区名，请人工定位。"


def _station(tables: Tables, said: Address, is_road_known: bool) -> Location | None:
    """A metro station that is named, or that has the name of the neighbourhood or of a road that no table knows."""
    spoken = (said.road,) if said.road else (said.station, said.village)
    name = next((name for name in spoken if name in tables.stations), "")
    if not name or (said.road and is_road_known):
        return None
    point = tables.stations[name]
    if said.district and not tables.districts[said.district][1].holds(point, NEIGHBOUR_DEGREES):
        return None
    note = "路名表里没有这条路，按同名地铁站估计。" if said.road else "只认出地铁站名，位置是估计的。"
    radius = ROAD_OF_STATION_M if said.road else STATION_RADIUS_M
    return Location("", point.lon, point.lat, Level.STATION, radius, "离线：地铁站表", said.district, note=note)


def _town(tables: Tables, said: Address) -> tuple[str, str]:
    """District and township as said, or as the residents' committee or village says."""
    towns = [
        (district, town)
        for district, town in tables.committees.get(said.village, ())
        if said.district in ("", district) and said.township in ("", town)
    ]
    return towns[0] if len(towns) == 1 and not said.road else (said.district, said.township)


def _area(area: Area, level: Level, source: str, note: str) -> Location:
    township = area.name if level is Level.TOWNSHIP else ""
    return Location(
        "", area.point.lon, area.point.lat, level, area.radius_m, source, area.district, township, note=note
    )
