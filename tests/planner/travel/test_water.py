"""Which bank a place lies on."""

import numpy as np
import pytest

from planner.coordinates import distance_m
from planner.travel.across import across
from planner.travel.tables import rows
from planner.travel.water import CHANGXING, CHONGMING, EAST, WEST, load_waters

WATERS = load_waters()
HUANGPU, SOUTH, NORTH = WATERS.huangpu, WATERS.south, WATERS.north


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


@pytest.mark.parametrize("mode", ["car", "ebike"])
def test_a_way_over_water_is_at_least_the_straight_one(mode: str) -> None:
    """No gate makes the earth smaller, and a way back is as long as the way there."""
    rng = np.random.default_rng(5)
    lon, lat = rng.uniform(121.2, 121.9, 80), rng.uniform(30.9, 31.7, 80)
    found = across(WATERS, lon, lat, mode)
    ways, straight = found.ways(slice(0, 80)), found.straight(slice(0, 80))
    assert (ways >= straight - 0.5).all()
    assert np.allclose(ways, ways.T, atol=1)
    assert {*found.shore} == {WEST, EAST, CHANGXING, CHONGMING}


def test_blocks_do_not_matter() -> None:
    """Row by row the ways are what they are all at once."""
    rng = np.random.default_rng(6)
    lon, lat = rng.uniform(121.3, 121.8, 30), rng.uniform(31.0, 31.6, 30)
    found = across(WATERS, lon, lat, "car")
    rows = np.vstack([found.ways(slice(row, row + 1)) for row in range(30)])
    assert np.allclose(rows, found.ways(slice(0, 30)), atol=0.5)


def test_straight_is_the_great_circle() -> None:
    """Within two metres of the haversine formula at 100 km."""
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(121.0, 122.0, 50), rng.uniform(30.7, 31.8, 50)
    exact = distance_m(lon[:, None], lat[:, None], lon, lat)
    assert np.allclose(across(WATERS, lon, lat, "car").straight(slice(0, 50)), exact, atol=2)


def test_changxing_and_chongming_are_reached_by_tunnel_and_bridge() -> None:
    """From Wusong, west of the river, first over the river, then the tunnel, then the bridge."""
    lon, lat = np.array([121.4950, 121.7003, 121.3933]), np.array([31.3900, 31.3896, 31.6274])
    ways = across(WATERS, lon, lat, "car").ways(slice(0, 3))
    assert 20_000 < ways[0, 1] < 45_000
    assert ways[0, 2] > ways[0, 1] + 20_000
    assert ways[1, 2] > 40_000


def test_every_crossing_says_who_may_use_it() -> None:
    """Car tunnels are closed to e-bikes; ferries are for them alone."""
    for row in rows("crossings.csv"):
        modes = set(row["modes"].split(";"))
        assert modes <= {"car", "ebike"}
        assert row["kind"] in ("bridge", "tunnel", "ferry")
        assert row["kind"] != "tunnel" or modes == {"car"}
        assert row["kind"] != "ferry" or modes == {"ebike"}
