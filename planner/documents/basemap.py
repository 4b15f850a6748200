"""Pale lines behind a route: the river, the ring roads, the districts' names. Coarse figures, no street map."""

import csv
from functools import cache
from itertools import groupby

import resources

Line = tuple[tuple[float, float], ...]
"""Points in WGS-84 degrees, longitude first."""


@cache
def river() -> Line:
    """The Huangpu as a line; empty when the table is not there."""
    return _points(_rows("gazetteer/river.csv"))


@cache
def ring_roads() -> tuple[tuple[str, Line], ...]:
    """Each ring road's name and line; empty when the table is not there."""
    rows = _rows("gazetteer/ring_roads.csv")
    return tuple((name, _points(list(group))) for name, group in groupby(rows, lambda row: row["name"]))


@cache
def districts() -> tuple[tuple[str, float, float], ...]:
    """Each district's name and middle; empty when the table is not there."""
    rows = _rows("gazetteer/districts.csv")
    return tuple((row["district"], float(row["lon"]), float(row["lat"])) for row in rows)


def _points(rows: list[dict[str, str]]) -> Line:
    return tuple((float(row["lon"]), float(row["lat"])) for row in rows)


def _rows(name: str) -> list[dict[str, str]]:
    file = resources.path(name)
    if not file.exists():
        return []
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(line for line in text if not line.startswith("#")))
