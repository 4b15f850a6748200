"""WGS-84, GCJ-02 and distances."""

import numpy as np
import pytest
from geopy.distance import great_circle
from hypothesis import given
from hypothesis import strategies as st

from planner.coordinates import Datum, distance_m, gcj02_to_bd09, gcj02_to_wgs84, is_in_shanghai, wgs84_to_gcj02

LON, LAT = st.floats(120.8, 122.1), st.floats(30.6, 31.9)


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    return float(distance_m(*(np.float64(value) for value in (lon1, lat1, lon2, lat2))))


def test_a_known_pair() -> None:
    """A point and its GCJ-02 image, by an independent implementation."""
    lon, lat = wgs84_to_gcj02(121.473700, 31.230400)
    assert (lon, lat) == (pytest.approx(121.478223, abs=1e-6), pytest.approx(31.228458, abs=1e-6))


@given(LON, LAT)
def test_the_round_trip_ends_where_it_began(lon: float, lat: float) -> None:
    """There and back errs by less than a centimetre."""
    assert metres(lon, lat, *gcj02_to_wgs84(*wgs84_to_gcj02(lon, lat))) < 0.01


@given(LON, LAT)
def test_the_shift_is_about_half_a_kilometre(lon: float, lat: float) -> None:
    """Around Shanghai the two systems lie 400 to 560 m apart."""
    assert 400 < metres(lon, lat, *wgs84_to_gcj02(lon, lat)) < 560


@given(LON, LAT, LON, LAT)
def test_distances_agree_with_geopy(lon1: float, lat1: float, lon2: float, lat2: float) -> None:
    """Great-circle metres as geopy has them."""
    assert metres(lon1, lat1, lon2, lat2) == pytest.approx(
        great_circle((lat1, lon1), (lat2, lon2)).m, rel=1e-5, abs=0.01
    )


@given(LON, LAT, st.sampled_from(Datum))
def test_every_datum_comes_back(lon: float, lat: float, datum: Datum) -> None:
    """Out to any of the three systems and back errs by less than a centimetre."""
    assert metres(lon, lat, *datum.to_wgs84(*datum.from_wgs84(lon, lat))) < 0.01


@given(LON, LAT)
def test_baidus_shift_is_most_of_a_kilometre(lon: float, lat: float) -> None:
    """BD-09 lies 850 to 960 m from GCJ-02 around Shanghai."""
    assert 850 < metres(lon, lat, *gcj02_to_bd09(lon, lat)) < 960


def test_a_known_baidu_pair() -> None:
    """Tiananmen's often quoted pair, GCJ-02 and BD-09."""
    lon, lat = gcj02_to_bd09(116.397428, 39.90923)
    assert (lon, lat) == (pytest.approx(116.403781, abs=2e-5), pytest.approx(39.915564, abs=2e-5))


@pytest.mark.parametrize(
    ("lon", "lat", "is_inside"),
    [
        (121.47, 31.23, True),
        (31.23, 121.47, False),
        (0.0, 0.0, False),
        (2.35, 48.86, False),
        (float("nan"), 31.2, False),
    ],
)
def test_the_box_around_shanghai(lon: float, lat: float, is_inside: bool) -> None:
    """Swapped, zero, foreign and NaN are outside."""
    assert is_in_shanghai(lon, lat) == is_inside
