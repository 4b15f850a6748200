"""The offline estimate of travel times."""

import numpy as np
import pytest

from planner.shift import TravelMode
from planner.travel.estimate import ACCESS_SECONDS, CAR_PERIODS, Estimate

PEOPLES_SQUARE = (121.4706, 31.2347)
LUJIAZUI = (121.5000, 31.2400)
XINZHUANG = (121.3800, 31.1115)
CHENGQIAO = (121.3933, 31.6274)
BAOSHAN = (121.4745, 31.4033)
ENGINE = Estimate()
DAY = 12 * 3600


def between(a: tuple[float, float], b: tuple[float, float], mode: TravelMode = TravelMode.CAR, at: int = DAY):
    lon, lat = np.array([a[0], b[0]]), np.array([a[1], b[1]])
    matrix = ENGINE.matrix(lon, lat, mode)
    return matrix.travel_s(0, 1, at), int(matrix.metres[0, 1])


@pytest.mark.parametrize("mode", TravelMode)
def test_shapes_and_types(mode: TravelMode) -> None:
    """Whole seconds by period and whole metres, symmetric, at least one period from midnight."""
    lon, lat = np.array([121.40, 121.45, 121.60]), np.array([31.10, 31.25, 31.20])
    matrix = ENGINE.matrix(lon, lat, mode)
    assert matrix.seconds.shape == (len(matrix.period_starts), 3, 3)
    assert matrix.seconds.dtype == matrix.metres.dtype == np.int32
    assert (matrix.metres == matrix.metres.T).all()
    assert matrix.engine.startswith(ENGINE.name)
    assert ("粗估" in matrix.engine) == (mode is TravelMode.METRO)
    assert 1 < matrix.p80_factor < 1.5


@pytest.mark.parametrize("mode", TravelMode)
def test_within_one_place_it_takes_no_time(mode: TravelMode) -> None:
    """Two visits at one point: no seconds, no metres, and no parking either."""
    matrix = ENGINE.matrix(np.array([121.47, 121.47]), np.array([31.23, 31.23]), mode)
    assert not matrix.seconds.any()
    assert not matrix.metres.any()


def test_no_points_give_an_empty_matrix() -> None:
    """A day without visits needs no travel."""
    assert ENGINE.matrix(np.empty(0), np.empty(0), TravelMode.METRO).metres.shape == (0, 0)


def test_a_car_is_slower_in_the_peak_and_faster_at_night() -> None:
    """8 and 18 o'clock are 1.383 times noon, 23 o'clock 0.889 times, parking aside."""
    parking = ACCESS_SECONDS[TravelMode.CAR]
    noon, morning, evening, night = (
        between(PEOPLES_SQUARE, XINZHUANG, at=hour * 3600)[0] - parking for hour in (12, 8, 18, 23)
    )
    assert morning == evening == pytest.approx(1.383 * noon, abs=2)
    assert night == pytest.approx(0.889 * noon, abs=2)


def test_ten_kilometres_take_as_long_as_measured() -> None:
    """e^1.716 x 10^0.68 is 26.6 minutes, and the road is 13.5 km long."""
    seconds, metres = between((121.30, 31.20), (121.30, 31.20 + 10 / 111.195))
    assert seconds == pytest.approx(26.62 * 60 + ACCESS_SECONDS[TravelMode.CAR], abs=5)
    assert metres == pytest.approx(13_500, abs=10)


def test_opposite_banks_are_never_nearer_than_the_same_bank() -> None:
    """A crossing adds to the way or leaves it, and a hop far from any tunnel grows long."""
    east, west = (121.482, 31.070), (121.462, 31.070)
    same_bank = (west[0] - 0.02, west[1])
    assert between(west, east)[1] > 2 * between(west, same_bank)[1]
    assert between(PEOPLES_SQUARE, LUJIAZUI)[1] >= 1.35 * 2_850


@pytest.mark.parametrize("mode", [TravelMode.CAR, TravelMode.EBIKE])
def test_chongming_is_reached_through_the_tunnel_or_by_ferry_only(mode: TravelMode) -> None:
    """Chengqiao is 26 km from Baoshan as the crow flies and much longer for a team."""
    seconds, metres = between(BAOSHAN, CHENGQIAO, mode)
    assert seconds > 90 * 60
    assert mode is TravelMode.EBIKE or metres > 80_000


def test_an_ebike_is_slower_on_long_trips_and_faster_on_short_ones() -> None:
    """No parking and no queue in the lane; 15 km an hour across town."""
    near = (121.4706, 31.2447)
    assert between(PEOPLES_SQUARE, XINZHUANG, TravelMode.EBIKE)[0] > between(PEOPLES_SQUARE, XINZHUANG)[0]
    assert between(PEOPLES_SQUARE, near, TravelMode.EBIKE)[0] < between(PEOPLES_SQUARE, near)[0]


def test_an_ebike_takes_a_ferry() -> None:
    """Opposite banks cost an e-bike or a walker a ferry's wait, a quarter of an hour, more than the way alone."""
    for mode, speed in ((TravelMode.EBIKE, 15 / 3.6), (TravelMode.WALK, 4.5 / 3.6)):
        seconds, _ = between(PEOPLES_SQUARE, LUJIAZUI, mode)
        assert seconds >= 1.3 * 2_850 / speed + 15 * 60


def test_an_ebike_may_use_an_old_bridge() -> None:
    """Fengpu bridge has a lane for e-bikes: no ferry between Minhang and Nanqiao."""
    north, south = (121.459, 31.010), (121.459, 30.985)
    assert between(north, south, TravelMode.EBIKE)[0] < 1.3 * 2_900 / (15 / 3.6) + 10 * 60


def test_short_ways_are_walked_and_long_ones_ridden() -> None:
    """600 m on foot take ten minutes; to Xinzhuang the metro beats walking by hours."""
    assert between((121.40, 31.20), (121.40, 31.2054), TravelMode.METRO)[0] == pytest.approx(624, abs=10)
    assert between(PEOPLES_SQUARE, XINZHUANG, TravelMode.METRO)[0] < 3600


def test_points_must_be_numbers_in_pairs() -> None:
    """A missing coordinate is refused and never becomes a travel time."""
    with pytest.raises(ValueError, match="finite"):
        ENGINE.matrix(np.array([121.4, np.nan]), np.array([31.2, 31.2]), TravelMode.CAR)
    with pytest.raises(ValueError, match="as many"):
        ENGINE.matrix(np.array([121.4]), np.array([31.2, 31.2]), TravelMode.CAR)


def test_the_car_periods_start_at_midnight_in_order() -> None:
    """Every second of the day belongs to one period."""
    starts = [start for start, _ in CAR_PERIODS]
    assert starts[0] == 0
    assert starts == sorted(set(starts))
