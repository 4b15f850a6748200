"""The offline estimate of travel times: no road network, but figures measured on real trips in Shanghai.

Car: 198 trips of one weekday (2020-12-15). Driven distance is 1.35 x great circle (mean error 12 %), and
minutes = e^1.716 x km^0.680 x 1.383 in the peak x 0.889 at night, km great-circle (mean error 25 %; the 80th
percentile of actual over predicted is 1.32). E-bike, walk and metro rest on assumptions of ours and are no more than
a plausible figure.
"""

from collections.abc import Callable
from functools import cached_property
from math import exp

import numpy as np
import numpy.typing as npt

from planner.coordinates import Floats
from planner.shift import TravelMode
from planner.travel.across import Cells, across
from planner.travel.metro import WALK_DETOUR, WALK_METRES_PER_S, Stations, load_stations, metro_trips
from planner.travel.water import Waters, load_waters
from planner.travel_matrix import TravelMatrix

CAR_DETOUR = 1.35
CAR_SECONDS_AT_1_KM = 60 * exp(1.716)
CAR_LENGTH_POWER = 0.680
CAR_PERIODS = (
    (0, 0.889),
    (6 * 3600, 1.0),
    (7 * 3600, 1.383),
    (10 * 3600, 1.0),
    (17 * 3600, 1.383),
    (20 * 3600, 1.0),
    (22 * 3600, 0.889),
)
"""Start second and factor. Measured by start hour: 7-9 and 17-19 about 22 km/h, 10-16 and 20-21 28 to 31, 22-5 35."""
ALL_DAY = ((0, 1.0),)

EBIKE_DETOUR = 1.3
EBIKE_METRES_PER_S = 15 / 3.6
"""Our assumption: 15 km/h in town with the lights, on streets: expressways and car tunnels are closed to e-bikes."""
FERRY_S = 15 * 60
"""Our assumption: the wait for a ferry over the Huangpu and the crossing, for e-bikes and on foot."""
SEA_FERRY_S = 90 * 60
"""Our assumption: the same over each channel of the Yangtze, with the way to the pier."""

ACCESS_SECONDS = {TravelMode.CAR: 240, TravelMode.EBIKE: 90, TravelMode.METRO: 0, TravelMode.WALK: 0}
"""Parking and the way to the door, our assumption, added to every trip that leaves its place.

The metro's own way to the platform is in its model.
"""
P80_FACTOR = {TravelMode.CAR: 1.32, TravelMode.EBIKE: 1.2, TravelMode.METRO: 1.2, TravelMode.WALK: 1.1}
"""The 80th percentile over the mean: measured for cars, else our assumption."""

SAME_PLACE_M = 1.0
_BLOCK_CELLS = 2**16
"""So many cells are worked on at once: they fit the processor's cache, and need no memory to speak of."""

Rows = Callable[[slice], tuple[Cells, Cells]]


class Estimate:
    """The travel engine that is always there."""

    name = "离线估算"

    def matrix(self, lon: Floats, lat: Floats, mode: TravelMode) -> TravelMatrix:
        """Travel between each two of n points, WGS-84 degrees of shape (n,); within one place it takes no time.

        Raises:
            ValueError: the two arrays differ in length, or a point is not a finite number.
        """
        if lon.shape != lat.shape or lon.ndim != 1 or not (np.isfinite(lon).all() and np.isfinite(lat).all()):
            raise ValueError("A travel matrix needs as many longitudes as latitudes, all of them finite.")
        periods = CAR_PERIODS if mode is TravelMode.CAR else ALL_DAY
        label = f"{self.name}（地铁粗估）" if mode is TravelMode.METRO else self.name
        seconds, metres = _filled(self._rows(lon, lat, mode), len(lon), periods, ACCESS_SECONDS[mode])
        return TravelMatrix(seconds, metres, tuple(start for start, _ in periods), label, P80_FACTOR[mode])

    def _rows(self, lon: Floats, lat: Floats, mode: TravelMode) -> Rows:
        if mode is TravelMode.CAR:
            driven = across(self._waters, lon, lat, "car")
            return lambda block: _by_car(driven.ways(block))
        if mode is TravelMode.EBIKE:
            return self._at_speed(lon, lat, EBIKE_DETOUR, EBIKE_METRES_PER_S)
        if mode is TravelMode.WALK:
            return self._at_speed(lon, lat, WALK_DETOUR, WALK_METRES_PER_S)
        per_s = WALK_METRES_PER_S / WALK_DETOUR
        walks = across(self._waters, lon, lat, "ebike", FERRY_S * per_s, SEA_FERRY_S * per_s)
        return metro_trips(self._stations, walks, lon, lat).rows

    def _at_speed(self, lon: Floats, lat: Floats, detour: float, metres_per_s: float) -> Rows:
        """Trips at one speed all day; a ferry's wait is time and, a little wrongly, metres."""
        per_s = metres_per_s / detour
        ridden = across(self._waters, lon, lat, "ebike", FERRY_S * per_s, SEA_FERRY_S * per_s)

        def rows(block: slice) -> tuple[Cells, Cells]:
            metres = np.float32(detour) * ridden.ways(block)
            return metres, metres / np.float32(metres_per_s)

        return rows

    @cached_property
    def _waters(self) -> Waters:
        return load_waters()

    @cached_property
    def _stations(self) -> Stations:
        return load_stations()


def _by_car(way: Cells) -> tuple[Cells, Cells]:
    """Metres and seconds of a car at day; a way through a bridge or tunnel counts as the straight one."""
    seconds = np.log(np.maximum(way, np.float32(1e-3)))
    np.multiply(seconds, np.float32(CAR_LENGTH_POWER), out=seconds)
    np.exp(seconds, out=seconds)
    np.multiply(seconds, np.float32(CAR_SECONDS_AT_1_KM / 1000**CAR_LENGTH_POWER), out=seconds)
    return np.float32(CAR_DETOUR) * way, seconds


def _filled(
    rows: Rows, n: int, periods: tuple[tuple[int, float], ...], access_s: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Whole seconds by period, (periods, n, n), and whole metres, (n, n), written block by block."""
    by_period = np.empty((len(periods), n, n), dtype=np.int32)
    metres = np.empty((n, n), dtype=np.int32)
    first = {factor: index for index, (_, factor) in reversed(list(enumerate(periods)))}
    for start in range(0, n, step := max(1, _BLOCK_CELLS // max(n, 1))):
        block = slice(start, min(start + step, n))
        way, seconds = rows(block)
        is_same = way <= SAME_PLACE_M
        np.putmask(way, is_same, 0)
        metres[block] = np.rint(way, out=way)
        for factor, index in first.items():
            took = np.multiply(seconds, np.float32(factor), out=way)
            np.add(took, np.float32(access_s), out=took)
            np.putmask(took, is_same, 0)
            by_period[index, block] = np.rint(took, out=took)
        for index, (_, factor) in enumerate(periods):
            if index != first[factor]:
                by_period[index, block] = by_period[first[factor], block]
    return by_period, metres
