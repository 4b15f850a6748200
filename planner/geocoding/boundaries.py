"""Which district a point lies in: by boundaries, where an extract has them, else by the nearest township."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from math import floor

import numpy as np

from planner.coordinates import Floats
from planner.geocoding import names

Ring = Floats
"""A closed line, shape (k, 2), lon and lat."""
_CELL = 0.002
"""Points of one cell (about 200 m) share their district."""
_MOST_CORNERS = 600


class Boundaries:
    """The districts' rings, each thinned so that a whole city is asked in seconds."""

    def __init__(self, rings: Mapping[str, Sequence[Ring]]) -> None:
        self._rings = [
            (district, ring[:: max(1, len(ring) // _MOST_CORNERS)]) for district, some in rings.items() for ring in some
        ]
        self._cells: dict[tuple[int, int], str] = {}

    def district_at(self, lon: float, lat: float) -> str:
        """The full name of the district; never empty, since Shanghai is divided without a rest."""
        cell = floor(lon / _CELL), floor(lat / _CELL)
        if cell not in self._cells:
            self._cells[cell] = self._inside(lon, lat) or self._nearest(lon, lat)
        return self._cells[cell]

    def _inside(self, lon: float, lat: float) -> str:
        return next((district for district, ring in self._rings if _holds(ring, lon, lat)), "")

    def _nearest(self, lon: float, lat: float) -> str:
        points, districts = self._townships
        away = np.hypot((points[:, 0] - lon) * np.cos(np.radians(lat)), points[:, 1] - lat)
        return districts[int(away.argmin())]

    @cached_property
    def _townships(self) -> tuple[Floats, list[str]]:
        rows = names.rows("townships.csv")
        return np.array([[float(row["lon"]), float(row["lat"])] for row in rows]), [row["district"] for row in rows]


def _holds(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a ray due east meets the ring an odd number of times."""
    x1, y1 = ring.T
    x2, y2 = np.roll(ring, -1, axis=0).T
    spans = (y1 > lat) != (y2 > lat)
    rise = np.where(y1 == y2, 1.0, y2 - y1)
    return bool((spans & (lon < x1 + (lat - y1) / rise * (x2 - x1))).sum() % 2)
