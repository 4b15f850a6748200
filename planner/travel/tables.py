"""The gazetteer's tables as the travel engines read them."""

import csv

import numpy as np

import resources
from planner.coordinates import Floats


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table of the gazetteer, as text."""
    with resources.path(f"gazetteer/{table}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def points(rows: list[dict[str, str]]) -> Floats:
    """Their lon and lat, shape (len(rows), 2)."""
    return np.array([[float(row["lon"]), float(row["lat"])] for row in rows])
