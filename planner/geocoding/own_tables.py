"""The folder of a company's own tables: where it lies, how it is written."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planner import outward
from planner.geocoding.tables import Point

Points = Sequence[tuple[float, float]]
LEAST_ROAD_RADIUS_M = 200
_NOTE = (
    "这些表由 OpenStreetMap 摘录生成：© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)。\n"
    "删除本文件夹即恢复自带的表。\n"
)


@dataclass(frozen=True, slots=True)
class Built:
    """How much a build has found."""

    roads: int
    numbers: int
    places: int
    stations: int


def default_folder() -> Path:
    """Where the program looks for own tables: WAIFANG_GAZETTEER, else beside the user's other application data."""
    if told := os.environ.get("WAIFANG_GAZETTEER"):
        return Path(told)
    base = os.environ.get("APPDATA") or os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "waifang" / "gazetteer"


def write(
    folder: Path,
    numbers: Mapping[tuple[str, str, int], Points],
    roads: Mapping[tuple[str, str], Points],
    places: Mapping[tuple[str, str], tuple[float, float, int]],
    stations: Mapping[str, tuple[float, float]],
) -> Built:
    """Write the tables; each file appears only when it is complete.

    Raises:
        PlannerError: the folder cannot be written.
    """
    anchors = [(*key, *_rounded(_middle(points))) for key, points in sorted(numbers.items())]
    _table(folder / "anchors.csv", ("district", "road", "number", "lon", "lat"), anchors)
    lines = [(*key, *_road(points)) for key, points in sorted(roads.items())]
    _table(folder / "roads.csv", ("district", "road", "lon", "lat", "radius_m"), lines)
    named = [(*key, *_rounded((lon, lat)), radius) for key, (lon, lat, radius) in sorted(places.items())]
    _table(folder / "neighbourhoods.csv", ("name", "district", "lon", "lat", "radius_m"), named)
    stops = [(name, *_rounded(point)) for name, point in sorted(stations.items())]
    _table(folder / "stations.csv", ("station", "lon", "lat"), stops)
    outward.write_whole(folder / "SOURCE.txt", _NOTE.encode())
    return Built(len(lines), len(anchors), len(named), len(stops))


def _table(path: Path, head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    outward.write_whole(path, text.getvalue().encode())


def _road(points: Points) -> tuple[float, float, int]:
    """The middle of a road and how far nine in ten of its points lie from it."""
    lon, lat = _middle(points)
    away = [Point(lon, lat).metres_to(Point(*point)) for point in points]
    return (*_rounded((lon, lat)), max(LEAST_ROAD_RADIUS_M, round(float(np.percentile(away, 90)))))


def _middle(points: Points) -> tuple[float, float]:
    lon, lat = np.median(np.array(points), axis=0)
    return float(lon), float(lat)


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 6), round(point[1], 6)
