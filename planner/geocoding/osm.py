"""A company's own gazetteer from an OpenStreetMap extract that it supplies: house numbers, roads, places, stations.

Needs pyosmium (BSD-2-Clause; the extra `osm`). The tables lie under the data's own licence (ODbL), which a note beside
them says; nothing of it is shipped.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from planner.coordinates import is_in_shanghai
from planner.errors import PlannerError
from planner.geocoding import names
from planner.geocoding.boundaries import Boundaries, Ring
from planner.geocoding.own_tables import Built, write

_KEYS = ("addr:housenumber", "highway", "place", "landuse", "railway", "boundary")
_ROADS = frozenset(
    "motorway trunk primary secondary tertiary unclassified residential living_street service pedestrian".split()
)
_PLACE_RADIUS_M = {"suburb": 1_500, "quarter": 1_000, "neighbourhood": 500, "village": 800, "hamlet": 400}
_COMPOUND_RADIUS_M = 300
_FIRST_NUMBER = re.compile(r"\d{1,5}")


@dataclass(slots=True)
class _Seen:
    """What one pass over the extract has gathered, WGS-84 points in tuples."""

    numbers: list[tuple[str, int, float, float]] = field(default_factory=list)
    roads: dict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    places: list[tuple[str, float, float, int]] = field(default_factory=list)
    stations: dict[str, tuple[float, float]] = field(default_factory=dict)
    rings: dict[str, list[Ring]] = field(default_factory=lambda: defaultdict(list))
    outside: int = 0


def build(extract: Path, folder: Path) -> Built:
    """Read an extract (*.osm.pbf) and write its tables into a folder, all of them or none; say how much was found.

    Raises:
        PlannerError: pyosmium is missing, the file cannot be read or is cut off, or holds nothing of Shanghai.
    """
    seen = _read(extract)
    if not seen.numbers and not seen.roads:
        where = f"其中 {seen.outside} 个对象都在上海以外" if seen.outside else "其中没有路名和门牌"
        raise PlannerError("没有可用的数据", f"“{extract.name}”{where}。", "请使用上海的 OpenStreetMap 摘录。")
    boundaries = Boundaries(seen.rings)
    numbers: dict[tuple[str, str, int], list[tuple[float, float]]] = defaultdict(list)
    for street, number, lon, lat in seen.numbers:
        numbers[boundaries.district_at(lon, lat), street, number].append((lon, lat))
    roads: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for road, points in seen.roads.items():
        for lon, lat in points:
            roads[boundaries.district_at(lon, lat), road].append((lon, lat))
    places = {(name, boundaries.district_at(lon, lat)): (lon, lat, radius) for name, lon, lat, radius in seen.places}
    return write(folder, numbers, roads, places, seen.stations)


def _read(extract: Path) -> _Seen:
    osmium = _osmium()
    seen = _Seen()
    try:
        with extract.open("rb"):
            pass
        boundaries = osmium.filter.TagFilter(("boundary", "administrative"))
        objects = osmium.FileProcessor(str(extract)).with_areas(boundaries).with_filter(osmium.filter.KeyFilter(*_KEYS))
        for one in objects:
            _take(one, seen)
    except OSError as error:
        raise PlannerError("无法读取", f"打不开文件“{extract.name}”。", "请检查路径。") from error
    except (RuntimeError, ValueError) as error:
        why = f"“{extract.name}”不是完整的 OpenStreetMap 摘录（.osm.pbf）。"
        raise PlannerError("无法读取", why, "请重新下载后再试。") from error
    return seen


def _osmium() -> Any:
    try:
        return import_module("osmium")
    except ImportError as error:
        raise PlannerError(
            "缺少组件", "读取 OpenStreetMap 摘录需要 osmium。", "请安装：pip install osmium。"
        ) from error


def _take(one: Any, seen: _Seen) -> None:
    tags = one.tags
    if one.is_area():
        name = names.districts().get(tags.get("name", ""))
        if name and tags.get("admin_level") == "6":
            seen.rings[name] += [np.array([(n.lon, n.lat) for n in ring]) for ring in one.outer_rings()]
        return
    if one.is_relation() or "boundary" in tags:
        return
    points = [(one.lon, one.lat)] if one.is_node() else [(n.lon, n.lat) for n in one.nodes if n.location.valid()]
    inside = [point for point in points if is_in_shanghai(*point)]
    seen.outside += not inside
    if inside:
        lon, lat = (sum(values) / len(inside) for values in zip(*inside, strict=True))
        _take_inside(one, tags, inside, (lon, lat), seen)


def _take_inside(
    one: Any, tags: Any, points: list[tuple[float, float]], middle: tuple[float, float], seen: _Seen
) -> None:
    name = tags.get("name:zh") or tags.get("name", "")
    street, number = tags.get("addr:street", ""), _FIRST_NUMBER.search(tags.get("addr:housenumber", ""))
    if street and number and int(number[0]) > 0:
        seen.numbers.append((street, int(number[0]), *middle))
    if not name:
        return
    if one.is_way() and tags.get("highway") in _ROADS:
        seen.roads[name] += points
    elif tags.get("place") in _PLACE_RADIUS_M:
        seen.places.append((name, *middle, _PLACE_RADIUS_M[tags["place"]]))
    elif tags.get("landuse") == "residential":
        seen.places.append((name, *middle, _COMPOUND_RADIUS_M))
    elif tags.get("railway") in ("station", "halt") and "subway" in (tags.get("station"), _yes(tags, "subway")):
        seen.stations[name.removesuffix("站")] = middle


def _yes(tags: Any, key: str) -> str:
    return key if tags.get(key) == "yes" else ""
