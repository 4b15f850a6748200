"""Which bank a place lies on."""

import numpy as np
import pytest

from planner.travel.water import load_barriers

HUANGPU, SOUTH, NORTH = load_barriers()


@pytest.mark.parametrize(
    ("place", "lon", "lat", "is_west"),
    [
        ("the Bund", 121.4860, 31.2385, True),
        ("Lujiazui", 121.5000, 31.2400, False),
        ("Xujiahui", 121.4325, 31.1961, True),
        ("Qiantan", 121.4713, 31.1581, False),
        ("Wujing", 121.4560, 31.0437, True),
        ("Pujiang", 121.5228, 31.0725, False),
        ("Nanqiao", 121.4558, 30.9159, False),
        ("Songjiang", 121.2265, 31.0119, True),
        ("Luojing", 121.3360, 31.4838, True),
        ("Gaoqiao", 121.5673, 31.3517, False),
    ],
)
def test_banks_of_the_huangpu(place: str, lon: float, lat: float, is_west: bool) -> None:
    """Old town, Baoshan and Songjiang lie west and north; Pudong, Pujiang and Fengxian east and south."""
    assert HUANGPU.side_of(np.array([lon]), np.array([lat]))[0] == is_west


@pytest.mark.parametrize(
    ("lon", "lat", "is_over_south", "is_over_north"),
    [
        (121.3933, 31.6274, True, True),
        (121.8022, 31.5224, True, True),
        (121.7003, 31.3896, True, False),
        (121.8399, 31.3434, True, False),
        (121.4745, 31.4033, False, False),
        (121.7176, 31.2384, False, False),
    ],
)
def test_islands(lon: float, lat: float, is_over_south: bool, is_over_north: bool) -> None:
    """Chongming is over both channels, Changxing and Hengsha over the southern one, the mainland over none."""
    point = np.array([lon]), np.array([lat])
    assert (SOUTH.side_of(*point)[0], NORTH.side_of(*point)[0]) == (is_over_south, is_over_north)


def test_the_way_through_a_gate_is_at_least_the_straight_one() -> None:
    """No gate makes the earth smaller."""
    lon, lat = np.array([121.46, 121.52]), np.array([31.24, 31.22])
    through = HUANGPU.metres_through(lon, lat)
    assert through.shape == (2, 2)
    assert through[0, 1] >= 6_100
