"""The synthetic days are what the issue says they are."""

import numpy as np
import pytest

from planner.shift import TravelMode
from tests.bench.days import DAYTIME, HOUR, LUNCH, PERMITTED, SKILL, Size, constrained, day, size, without_rests

SMALL = Size(60, 6)


def test_a_seed_makes_one_day():
    """The same seed gives the same visits, shifts and seconds; another gives others."""
    first, again, other = day(SMALL, 1), day(SMALL, 1), day(SMALL, 2)
    assert (first.visits, first.shifts) == (again.visits, again.shifts)
    assert (first.matrices[TravelMode.CAR].seconds == again.matrices[TravelMode.CAR].seconds).all()
    assert first.visits != other.visits


def test_peers_get_one_period_which_is_the_daytime():
    """A day has the travel times of noon alone; by the hour it has all seven periods of a car."""
    one, all_periods = day(SMALL, 1).matrices[TravelMode.CAR], day(SMALL, 1, by_hour=True).matrices[TravelMode.CAR]
    assert (one.period_starts, len(all_periods.period_starts)) == ((0,), 7)
    assert (one.seconds[0] == all_periods.seconds[all_periods.period_at(DAYTIME)]).all()


def test_visits_are_as_an_agency_has_them():
    """Two in five have a two-hour window, stays take 20 to 40 minutes, the penalty is an hour and one per priority."""
    visits = day(Size(1000, 60), 1).visits
    short = sum(window.end - window.start == 2 * HOUR for (window,) in (visit.windows for visit in visits))
    assert 360 <= short <= 440
    assert {visit.service_s // 60 for visit in visits} == {20, 25, 30, 40}
    assert {visit.penalty_s // HOUR for visit in visits} == {1, 2, 3, 6}
    assert all(PERMITTED.start <= w.start and w.end <= PERMITTED.end for visit in visits for w in visit.windows)


def test_places_lie_in_town():
    """No place lies on the islands in the Yangtze or outside Shanghai, even where visits lie far apart."""
    visits = day(Size(1000, 100), 1).visits
    lon, lat = (np.array([getattr(visit.location, axis) for visit in visits]) for axis in ("lon", "lat"))
    assert ((lon > 120.85) & (lon < 122.0) & (lat > 30.66) & (lat < 31.52)).all()


def test_some_visits_are_next_door():
    """The more visits a team has, the more of them share a door: three in ten at most."""
    doors = [len({visit.location for visit in day(size, 1).visits}) for size in (Size(1000, 100), Size(1000, 60))]
    assert 880 < doors[0] < 960
    assert 650 < doors[1] < 750


def test_the_constrained_day_is_the_plain_day_with_more_to_keep():
    """Places and times stay; every team has lunch, a third has the skill that a fifth of the visits need."""
    size = Size(200, 18)
    plain, hard = day(size, 1), constrained(size, 1)
    assert [visit.location for visit in plain.visits] == [visit.location for visit in hard.visits]
    assert all(shift.rest == LUNCH for shift in hard.shifts)
    assert sum(SKILL in shift.skills for shift in hard.shifts) == 6
    assert 25 <= sum(SKILL in visit.skills for visit in hard.visits) <= 55
    assert all(shift.rest is None for shift in without_rests(hard).shifts)


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_lock_names_a_team_that_may_go(seed):
    """One visit in twenty is locked, each to the one team that then may make it."""
    hard = constrained(Size(200, 18), seed)
    assert len(hard.locks) == 10
    for number, visit in enumerate(hard.visits):
        if visit.id in hard.locks:
            teams = [hard.shifts[k].team for k in range(18) if hard.may_go(k, number)]
            assert teams == [hard.locks[visit.id].team]


def test_a_size_is_written_visits_x_teams():
    """300x20 is read and written alike; anything else is refused."""
    assert size("300x20") == Size(300, 20)
    assert str(size("300X20")) == "300x20"
    for text in ("300", "0x3", "axb", "1x2x3"):
        with pytest.raises(ValueError):  # noqa: PT011
            size(text)
