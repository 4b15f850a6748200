"""The offline estimate of travel times: no road network, but figures measured on real trips in Shanghai.

Car: 198 trips of one weekday (2020-12-15). Driven distance is 1.35 x great circle (mean error 12 %), and
minutes = e^1.716 x km^0.680 x 1.383 in the peak x 0.889 at night, km great-circle (mean error 25 %; the 80th
percentile of actual over predicted is 1.32). E-bike and metro rest on assumptions of ours and are no more than
a plausible figure.
"""

from functools import cached_property
from math import exp

import numpy as np
import numpy.typing as npt

from planner.coordinates import Floats, distance_m
from planner.shift import TravelMode
from planner.travel.metro import Metro, load_metro
from planner.travel.water import Barrier, load_barriers
from planner.travel_matrix import TravelMatrix

CAR_DETOUR = 1.35
CAR_MINUTES_AT_1_KM = exp(1.716)
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

EBIKE_DETOUR = 1.3
EBIKE_METRES_PER_S = 15 / 3.6
"""Our assumption: 15 km/h in town with the lights."""
EBIKE_CROSSING_S = 15 * 60
"""Our assumption: bridges and most tunnels are closed to e-bikes, so that the Huangpu means a ferry and its wait."""
EBIKE_YANGTZE_S = 90 * 60
"""Our assumption: the ferry to the islands, with the way to the pier and the wait."""

ACCESS_SECONDS = {TravelMode.CAR: 240, TravelMode.EBIKE: 90, TravelMode.METRO: 0}
"""Parking and the way to the door, our assumption, added to every trip that leaves its place.

The metro's own way to the platform is in its model.
"""

SAME_PLACE_M = 1.0


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
        straight = distance_m(lon[:, None], lat[:, None], lon[None, :], lat[None, :])
        periods: tuple[tuple[int, float], ...] = ((0, 1.0),)
        if mode is TravelMode.CAR:
            metres, seconds = self._by_car(lon, lat, straight)
            periods = CAR_PERIODS
        elif mode is TravelMode.EBIKE:
            metres, seconds = self._by_ebike(lon, lat, straight)
        else:
            metres, seconds = self._metro.metres_and_seconds(lon, lat, straight)
        is_trip = straight > SAME_PLACE_M
        by_period = np.empty((len(periods), *straight.shape), dtype=np.int32)
        for period, (_, factor) in enumerate(periods):
            by_period[period] = np.rint(factor * seconds + ACCESS_SECONDS[mode]) * is_trip
        starts = tuple(start for start, _ in periods)
        return TravelMatrix(by_period, np.rint(metres * is_trip).astype(np.int32), starts, self.name)

    def _by_car(self, lon: Floats, lat: Floats, straight: Floats) -> tuple[Floats, Floats]:
        """Metres and seconds of a car at day; a way through a bridge or tunnel counts as the straight one."""
        way = straight
        for barrier in self._barriers:
            apart = _apart(barrier, lon, lat)
            if apart.any():
                way = np.where(apart, np.maximum(way, barrier.metres_through(lon, lat)), way)
        return CAR_DETOUR * way, 60 * CAR_MINUTES_AT_1_KM * (way / 1000) ** CAR_LENGTH_POWER

    def _by_ebike(self, lon: Floats, lat: Floats, straight: Floats) -> tuple[Floats, Floats]:
        huangpu, *yangtze = self._barriers
        metres = EBIKE_DETOUR * straight
        seconds = metres / EBIKE_METRES_PER_S + EBIKE_CROSSING_S * _apart(huangpu, lon, lat)
        for channel in yangtze:
            seconds += EBIKE_YANGTZE_S * _apart(channel, lon, lat)
        return metres, seconds

    @cached_property
    def _barriers(self) -> tuple[Barrier, ...]:
        return load_barriers()

    @cached_property
    def _metro(self) -> Metro:
        return load_metro()


def _apart(barrier: Barrier, lon: Floats, lat: Floats) -> npt.NDArray[np.bool_]:
    """Which pairs of points lie on different sides, shape (n, n)."""
    side = barrier.side_of(lon, lat)
    return np.asarray(side[:, None] != side[None, :])
