"""How well doors are found and how fast travel is estimated.

Messy addresses are our own; real ones are only for measuring and come from outside the checkout: a CSV file with
district, address, lon and lat (WGS-84), named by `--addresses`.
"""

import csv
from collections.abc import Iterator, Sequence
from math import cos, hypot, inf, radians
from pathlib import Path
from time import perf_counter

import numpy as np

from planner.geocoding.gazetteer import Gazetteer
from planner.geocoding.tables import Point, load
from planner.shift import TravelMode
from planner.travel.estimate import Estimate
from planner.visit import Level, Location
from tests.bench.apart import run_one
from tests.bench.bars import Bar

MESSY = Path(__file__).parent.parent / "planner" / "geocoding" / "messy_addresses.csv"
MANY = 100_000
_CONFIDENTLY_WRONG_DEGREES = 20 / 111
_ROAD = (Level.CONFIRMED, Level.COMPOUND, Level.HOUSE_NUMBER, Level.ROAD)
_WATCH_S = 0.05


def figures(addresses: Path | None = None) -> Iterator[Bar]:
    """All bars; those of real addresses without a value if there are none."""
    yield from messy()
    yield from real(addresses)
    yield from many()
    yield from matrices()


def messy() -> Iterator[Bar]:
    """Our 214 messy addresses: how many get a wrong district, and how many would be planned far outside it."""
    rows = _rows(MESSY, "|")
    found = Gazetteer().locate_all([row["address"] for row in rows])
    wrong = sum(one.district != row["district"] for one, row in zip(found, rows, strict=True))
    districts = load().districts
    far = sum(
        one.is_plannable
        and not districts[row["district"]][1].holds(Point(one.lon, one.lat), _CONFIDENTLY_WRONG_DEGREES)
        for one, row in zip(found, rows, strict=True)
    )
    yield Bar(f"{len(rows)} messy addresses, wrong district", 100 * wrong / len(rows), 2.0, " %")
    yield Bar("messy addresses planned 20 km outside their district", float(far), 0.0)


def real(addresses: Path | None) -> Iterator[Bar]:
    """Real addresses with their district before them: level, error, and whether the radius holds the true point."""
    names = (
        ("not at road level in the right district", 17.0, " %"),
        ("not at house-number level", 45.0, " %"),
        ("house number, median error", 105.0, " m"),
        ("house number, 90th percentile", 450.0, " m"),
        ("road level, median error", 125.0, " m"),
        ("road level, 90th percentile", 640.0, " m"),
        ("points outside their radius", 12.0, " %"),
        ("points inside their radius (radii not too wide)", 94.0, " %"),
    )
    values = _real_figures(_rows(addresses)) if addresses else [None] * len(names)
    for (name, limit, unit), value in zip(names, values, strict=True):
        yield Bar(f"real addresses, {name}", value, limit, unit)


def many(number: int = MANY) -> Iterator[Bar]:
    """Seconds and memory for very many addresses, all different, in a process of its own."""
    done = run_one(locate_many, number, limit_s=120.0, watch_s=_WATCH_S)
    yield Bar(f"{number} addresses", inf if done.error else done.value, 10.0, " s", done.error)
    yield Bar(f"{number} addresses, memory", float(done.memory_mb), 300.0, " MB")


def matrices(sizes: Sequence[tuple[int, float]] = ((1000, 0.2), (3000, 2.0))) -> Iterator[Bar]:
    """Seconds for a car's matrix with all periods, the best of three, and memory over what the result takes."""
    for size, limit in sizes:
        done = run_one(matrix_of, size, limit_s=120.0, watch_s=_WATCH_S)
        seconds, result_mb, before_mb = done.value or (inf, 1.0, 0.0)
        yield Bar(f"travel {size} x {size}", seconds, limit, " s", done.error)
        held = (done.memory_mb - before_mb) / result_mb
        yield Bar(f"travel {size} x {size}, memory over result", held, 4.0, " times")


def locate_many(number: int) -> float:
    """Seconds to find so many different addresses."""
    rows = _rows(MESSY, "|")
    gazetteer = Gazetteer()
    gazetteer.locate(rows[0]["address"])
    addresses = [f"{rows[n % len(rows)]['address']}{n}室" for n in range(number)]
    began = perf_counter()
    gazetteer.locate_all(addresses)
    return perf_counter() - began


def matrix_of(size: int) -> tuple[float, float, float]:
    """Seconds, megabytes of the result, and megabytes held before."""
    rng = np.random.default_rng(size)
    lon, lat = rng.normal(121.47, 0.12, size), rng.normal(31.20, 0.10, size)
    engine = Estimate()
    engine.matrix(lon[:2], lat[:2], TravelMode.CAR)
    before = _held_mb()
    best, held = inf, 0.0
    for _ in range(3):
        began = perf_counter()
        travel = engine.matrix(lon, lat, TravelMode.CAR)
        best = min(best, perf_counter() - began)
        held = (travel.seconds.nbytes + travel.metres.nbytes) / 2**20
        del travel
    return best, held, before


def _held_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


def _real_figures(rows: Sequence[dict[str, str]]) -> list[float | None]:
    found = Gazetteer().locate_all([_with_district(row) for row in rows])
    errors = np.array([_metres(one, row) for one, row in zip(found, rows, strict=True)])
    radii = np.array([one.radius_m for one in found])
    is_road = np.array([one.level in _ROAD for one in found])
    is_number = np.array([one.level is Level.HOUSE_NUMBER for one in found])
    is_right = np.array([one.district == row["district"] for one, row in zip(found, rows, strict=True)])
    has_point = np.isfinite(errors)
    inside = float(100 * (errors[has_point] <= radii[has_point]).mean())
    numbers, roads = np.percentile(errors[is_number], [50, 90]), np.percentile(errors[is_road], [50, 90])
    shares = [100 * (1 - (is_road & is_right).mean()), 100 * (1 - is_number.mean())]
    return [float(value) for value in (*shares, *numbers, *roads, 100 - inside, inside)]


def _with_district(row: dict[str, str]) -> str:
    return row["address"] if row["address"].startswith(row["district"]) else row["district"] + row["address"]


def _metres(found: Location, row: dict[str, str]) -> float:
    if found.level is Level.NONE:
        return inf
    lon, lat = float(row["lon"]), float(row["lat"])
    return hypot((found.lon - lon) * cos(radians(lat)), found.lat - lat) * 111_195


def _rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))
