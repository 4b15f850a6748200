"""The gazetteer's tables in memory: roads and their anchors, townships, districts, stations, neighbourhoods.

A company's own tables (`app.py gazetteer build`) lie in a folder; what they say is added to ours, and goes first.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import cos, hypot, radians
from pathlib import Path

from planner.coordinates import EARTH_RADIUS_M
from planner.errors import PlannerError
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
class Anchor:
    """A house number (or lane) of a road whose place is known."""

    number: int
    point: Point


@dataclass(frozen=True, slots=True)
class Stretch:
    """One road within one district: its numbers run from `first` at `start` to `last` at `end`, or no fit is known.

    `anchors` are sorted by number.
    """

    district: str
    road: str
    places: int
    first: int
    start: Point
    last: int
    end: Point
    p90_m: int
    anchors: tuple[Anchor, ...] = ()

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


Roads = dict[str, tuple[Stretch, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Everything that the gazetteer looks up, by name."""

    roads: Roads
    townships: dict[tuple[str, str], Area]
    """By district and township."""
    districts: dict[str, tuple[Area, Box]]
    stations: dict[str, Point]
    """By the station's name without 站."""
    neighbourhoods: dict[str, tuple[Area, ...]]
    """Villages, compounds and residents' committees whose own point is known."""
    committees: dict[str, tuple[tuple[str, str], ...]]
    """Residents' committee or village -> the districts and townships that have one of that name."""


def load(folder: Path | None = None, township_radius_m: int = 0, district_radius_m: int = 0) -> Tables:
    """Our tables, and those of a company's folder over them.

    Raises:
        PlannerError: a table of the company's folder cannot be read.
    """
    try:
        return _load(folder, township_radius_m, district_radius_m)
    except (KeyError, TypeError, ValueError, csv.Error, OSError) as error:
        if folder is None:
            raise
        raise PlannerError(
            "自备地名表损坏", f"文件夹“{folder}”里的地名表无法读取。", "请用 gazetteer build 重新生成，或删除该文件夹。"
        ) from error


def _load(folder: Path | None, township_radius_m: int, district_radius_m: int) -> Tables:
    committees: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in names.rows("committees.csv"):
        at = (row["district"], row["township"])
        committees[row["committee"]] = (*committees.get(row["committee"], ()), at)
    return Tables(
        _with_anchors(_roads(), folder),
        {
            (row["district"], row["township"]): Area(
                row["township"], row["district"], _point(row), max(int(row["p90_m"] or 0), township_radius_m)
            )
            for row in names.rows("townships.csv")
        },
        _districts(district_radius_m),
        {
            re.sub(r"站$", "", row["station"]): _point(row)
            for row in (*names.rows("stations.csv"), *_own(folder, "stations.csv"))
        },
        _neighbourhoods(folder),
        committees,
    )


def _roads() -> Roads:
    """Road -> its stretches. A town before the road's name (南桥环城东路) is cut off, as the address grammar does."""
    roads: Roads = {}
    for row in names.rows("roads.csv"):
        start = Point(float(row["lon_a"]), float(row["lat_a"]))
        end = Point(float(row["lon_b"]), float(row["lat_b"]))
        numbers = int(row["num_a"]), int(row["num_b"])
        road = parse(row["district"] + row["road"]).road or row["road"]
        stretch = Stretch(row["district"], road, int(row["n"]), numbers[0], start, numbers[1], end, int(row["p90_m"]))
        roads[road] = (*roads.get(road, ()), stretch)
    for row in names.rows("roads_common.csv"):
        middle, road = _point(row), row["road"]
        if all(one.district != row["district"] for one in roads.get(road, ())):
            stretch = Stretch(row["district"], road, 0, 0, middle, 0, middle, int(row["radius_m"]))
            roads[road] = (*roads.get(road, ()), stretch)
    return roads


def _with_anchors(roads: Roads, folder: Path | None) -> Roads:
    """The roads with a company's own house numbers as anchors, and its own roads beside them."""
    anchors: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
    for row in _own(folder, "anchors.csv"):
        anchors[row["district"], row["road"]].append(Anchor(int(row["number"]), _point(row)))
    own = {(row["district"], row["road"]): row for row in _own(folder, "roads.csv")}
    for district, road in dict.fromkeys([*own, *anchors]):
        kept = [one for one in roads.get(road, ()) if one.district != district]
        ours = [one for one in roads.get(road, ()) if one.district == district]
        known = tuple(sorted(anchors.get((district, road), ()), key=lambda anchor: anchor.number))
        if (district, road) in own:
            row = own[district, road]
            middle = _point(row)
            ours = ours or [Stretch(district, road, 0, 0, middle, 0, middle, int(row["radius_m"]))]
        elif not ours:
            ours = [bare_stretch(district, road, known)]
        roads[road] = (*kept, *(replace(one, anchors=known) for one in ours))
    return roads


def bare_stretch(district: str, road: str, anchors: tuple[Anchor, ...]) -> Stretch:
    """A road of which nothing but anchors is known: at the middle one."""
    middle = anchors[len(anchors) // 2].point
    return Stretch(district, road, 0, 0, middle, 0, middle, 0, anchors)


def merged(anchors: Iterable[Anchor], more: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """Both, sorted by number; where both know a number, `more` does."""
    known = {anchor.number: anchor for anchor in (*anchors, *more)}
    return tuple(known[number] for number in sorted(known))


def _districts(radius_m: int) -> dict[str, tuple[Area, Box]]:
    return {
        row["district"]: (
            Area(row["district"], row["district"], _point(row), radius_m),
            Box(float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
        )
        for row in names.rows("districts.csv")
    }


def _neighbourhoods(folder: Path | None) -> dict[str, tuple[Area, ...]]:
    found: dict[str, tuple[Area, ...]] = {}
    for row in _own(folder, "neighbourhoods.csv"):
        area = Area(row["name"], row["district"], _point(row), int(row["radius_m"]))
        found[area.name] = (*found.get(area.name, ()), area)
    return found


def _own(folder: Path | None, table: str) -> Iterator[dict[str, str]]:
    """The rows of a company's table; none without a folder or a file."""
    if folder is not None and (folder / table).is_file():
        with (folder / table).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _point(row: dict[str, str]) -> Point:
    return Point(float(row["lon"]), float(row["lat"]))
