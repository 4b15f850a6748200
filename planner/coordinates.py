"""WGS-84 inside; GCJ-02 (AMap, Tencent) and BD-09 (Baidu) only at the edges. Degrees, longitude first.

The transform is the public description of the Chinese "obfuscated" datum; in Shanghai it moves a point by about
half a kilometre, so that an untagged coordinate is a wrong street.
"""

from enum import StrEnum
from math import atan2, cos, hypot, pi, sin, sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG)."""
_AXIS_M = 6_378_245.0
_ECCENTRICITY = 0.006_693_421_622_965_943
_BD_WAVE = pi * 3000 / 180
_BD_LON, _BD_LAT = 0.006_5, 0.006


def wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The point as AMap and Tencent draw it."""
    d_lon, d_lat = _shift(np.float64(lon), np.float64(lat))
    return float(lon + d_lon), float(lat + d_lat)


def gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """The inverse by fixed point: three rounds leave less than a millimetre."""
    guess_lon, guess_lat = lon, lat
    for _ in range(4):
        there_lon, there_lat = wgs84_to_gcj02(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + lon - there_lon, guess_lat + lat - there_lat
    return guess_lon, guess_lat


SHANGHAI = (120.85, 30.65, 122.25, 31.90)
"""West, south, east, north: the box around the municipality with its islands."""


def is_in_shanghai(lon: float, lat: float) -> bool:
    """Whether a WGS-84 point lies in the box around Shanghai; NaN and 0,0 do not."""
    west, south, east, north = SHANGHAI
    return west <= lon <= east and south <= lat <= north


def gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """The point as Baidu draws it."""
    radius = hypot(lon, lat) + 0.000_02 * sin(lat * _BD_WAVE)
    angle = atan2(lat, lon) + 0.000_003 * cos(lon * _BD_WAVE)
    return radius * cos(angle) + _BD_LON, radius * sin(angle) + _BD_LAT


def bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The inverse by fixed point, less than a millimetre off."""
    guess_lon, guess_lat = lon - _BD_LON, lat - _BD_LAT
    for _ in range(5):
        there_lon, there_lat = gcj02_to_bd09(guess_lon, guess_lat)
        guess_lon, guess_lat = guess_lon + lon - there_lon, guess_lat + lat - there_lat
    return guess_lon, guess_lat


class Datum(StrEnum):
    """The three systems in which a coordinate can be written in China."""

    WGS84 = "WGS-84"
    GCJ02 = "GCJ-02"
    BD09 = "BD-09"

    def to_wgs84(self, lon: float, lat: float) -> tuple[float, float]:
        """A point of this system in WGS-84."""
        if self is Datum.BD09:
            lon, lat = bd09_to_gcj02(lon, lat)
        return (lon, lat) if self is Datum.WGS84 else gcj02_to_wgs84(lon, lat)

    def from_wgs84(self, lon: float, lat: float) -> tuple[float, float]:
        """A WGS-84 point in this system."""
        if self is Datum.WGS84:
            return lon, lat
        there = wgs84_to_gcj02(lon, lat)
        return gcj02_to_bd09(*there) if self is Datum.BD09 else there


def distance_m(lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> Floats:
    """Great-circle metres between points given in degrees, element by element (haversine)."""
    phi1, phi2 = np.radians(lat1), np.radians(lat2)
    half = np.sin((phi2 - phi1) / 2) ** 2
    half = half + np.cos(phi1) * np.cos(phi2) * np.sin(np.radians(lon2 - lon1) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))))


def _shift(lon: np.float64, lat: np.float64) -> tuple[np.float64, np.float64]:
    x, y = lon - 105.0, lat - 35.0
    d_lat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + _waves(x)
    d_lat += (20.0 * np.sin(y * pi) + 40.0 * np.sin(y / 3.0 * pi)) * 2.0 / 3.0
    d_lat += (160.0 * np.sin(y / 12.0 * pi) + 320.0 * np.sin(y * pi / 30.0)) * 2.0 / 3.0
    d_lon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + _waves(x)
    d_lon += (20.0 * np.sin(x * pi) + 40.0 * np.sin(x / 3.0 * pi)) * 2.0 / 3.0
    d_lon += (150.0 * np.sin(x / 12.0 * pi) + 300.0 * np.sin(x / 30.0 * pi)) * 2.0 / 3.0
    phi = np.radians(lat)
    magic = 1.0 - _ECCENTRICITY * np.sin(phi) ** 2
    metres_per_lat = _AXIS_M * (1 - _ECCENTRICITY) / (magic * np.sqrt(magic)) * pi / 180.0
    metres_per_lon = _AXIS_M / np.sqrt(magic) * np.cos(phi) * pi / 180.0
    return d_lon / metres_per_lon, d_lat / metres_per_lat


def _waves(x: np.float64) -> np.float64:
    return np.float64((20.0 * np.sin(6.0 * x * pi) + 20.0 * np.sin(2.0 * x * pi)) * 2.0 / 3.0)
