"""The gazetteer's tables in memory: roads, townships, districts, metro stations."""

import re
from dataclasses import dataclass
from math import cos, hypot, radians

from planner.coordinates import EARTH_RADIUS_M
from planner.geocoding import names
from planner.geocoding.address import parse

_METRES_PER_DEGREE = radians(1) * EARTH_RADIUS_M


@dataclass(frozen=True, slots=True)
class Point:
    """WGS-84 degrees."""

    lon: float
    lat: float

    def metres_to(self, other: "Point") -> float:
        """Distance on a plane; over Shanghai it is within 0.1 % of the great circle."""
        east = (other.lon - self.lon) * cos(radians((self.lat + other.lat) / 2))
        return hypot(east, other.lat - self.lat) * _METRES_PER_DEGREE

    def towards(self, other: "Point", share: float) -> "Point":
        """The point at this share of the way; 0 is here, 1 is there."""
        return Point(self.lon + share * (other.lon - self.lon), self.lat + share * (other.lat - self.lat))


@dataclass(frozen=True, slots=True)
class Stretch:
    """One road within one district: its numbers run from `first` at `start` to `last` at `end`, or no fit is known."""

    district: str
    road: str
    places: int
    first: int
    start: Point
    last: int
    end: Point
    p90_m: int

    @property
    def has_fit(self) -> bool:
        return self.last > self.first

    @property
    def middle(self) -> Point:
        return self.start.towards(self.end, 0.5)

    @property
    def length_m(self) -> float:
        return self.start.metres_to(self.end)

    def share_of(self, number: int) -> float:
        """Where a house number lies along the stretch: 0 at its first, 1 at its last known number."""
        return (number - self.first) / (self.last - self.first)


@dataclass(frozen=True, slots=True)
class Area:
    """A district or township: the median of its known places and how far nine in ten of them lie from it."""

    name: str
    district: str
    point: Point
    radius_m: int


@dataclass(frozen=True, slots=True)
class Box:
    """The degrees that hold 98 % of a district's known places."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: Point, margin: float) -> bool:
        """Whether a point lies inside or less than `margin` degrees outside."""
        return (
            self.west - margin <= point.lon <= self.east + margin
            and self.south - margin <= point.lat <= self.north + margin
        )


def load_roads() -> dict[str, tuple[Stretch, ...]]:
    """Road -> its stretches. A town before the road's name (南桥环城东路) is cut off, as the address grammar does."""
    roads: dict[str, tuple[Stretch, ...]] = {}
    for row in names.rows("roads.csv"):
        start = Point(float(row["lon_a"]), float(row["lat_a"]))
        end = Point(float(row["lon_b"]), float(row["lat_b"]))
        numbers = int(row["num_a"]), int(row["num_b"])
        road = parse(row["district"] + row["road"]).road or row["road"]
        stretch = Stretch(row["district"], road, int(row["n"]), numbers[0], start, numbers[1], end, int(row["p90_m"]))
        roads[road] = (*roads.get(road, ()), stretch)
    return roads


def load_townships(least_radius_m: int) -> dict[tuple[str, str], Area]:
    """(district, township) -> area."""
    return {
        (row["district"], row["township"]): Area(
            row["township"], row["district"], _point(row), max(int(row["p90_m"] or 0), least_radius_m)
        )
        for row in names.rows("townships.csv")
    }


def load_districts(radius_m: int) -> dict[str, tuple[Area, Box]]:
    """District -> its area and its box."""
    return {
        row["district"]: (
            Area(row["district"], row["district"], _point(row), radius_m),
            Box(float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
        )
        for row in names.rows("districts.csv")
    }


def load_stations() -> dict[str, Point]:
    """Metro station, without 站 -> point."""
    return {re.sub(r"站$", "", row["station"]): _point(row) for row in names.rows("stations.csv")}


def _point(row: dict[str, str]) -> Point:
    return Point(float(row["lon"]), float(row["lat"]))
