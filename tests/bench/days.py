"""Synthetic Shanghai days, made from a seed: places along real roads, hours and weights as an agency has them.

Every peer has to be able to read a day, so that the matrix has one period: the travel estimate's daytime (10-17 h).
Only `by_hour` gives all periods, for figures that no peer takes part in.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from planner.coordinates import distance_m
from planner.routing.problem import Lock, RoutingProblem
from planner.shift import Break, Shift, TravelMode
from planner.travel.estimate import Estimate
from planner.travel.tables import rows
from planner.travel_matrix import TravelMatrix
from planner.visit import Level, Location, TimeWindow, Visit

HOUR = 3600
PERMITTED = TimeWindow(9 * HOUR, 20 * HOUR)
HALF_DAYS = (TimeWindow(9 * HOUR, 13 * HOUR), TimeWindow(13 * HOUR, 18 * HOUR), TimeWindow(16 * HOUR, 20 * HOUR))
EARLY, LATE = TimeWindow(8 * HOUR + 1800, 18 * HOUR), TimeWindow(11 * HOUR, 20 * HOUR + 1800)
LUNCH = Break(TimeWindow(11 * HOUR + 1800, 13 * HOUR + 1800), 45 * 60)
SKILL = "粤语"
DAYTIME = 12 * HOUR
OFFICES = ((121.4706, 31.2347), (121.5440, 31.2210))
"""Metro stations 人民广场 and 世纪大道: two places where an agency might sit."""

_ISLANDS = "崇明区"
"""Nobody sends a team over the Yangtze bridge on a day in town."""
_SERVICE_MIN = (20, 25, 30, 40)
_CALM, _BUSY = np.array([0.15, 0.2, 0.3, 0.35]), np.array([0.6, 0.2, 0.12, 0.08])
"""How often a visit takes so long, with ten visits for a team or fewer and with sixteen or more."""
_VISITS_PER_AREA = 90
_HOME_M = 2000.0
_JITTER_M = 60.0
_METRES_PER_DEGREE = 111_195.0

Points = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Size:
    """So many visits for so many teams, written 300x20."""

    visits: int
    teams: int

    def __str__(self) -> str:
        return f"{self.visits}x{self.teams}"

    @property
    def load(self) -> float:
        """Visits for each team."""
        return self.visits / self.teams


def size(text: str) -> Size:
    """The size that is written 300x20; raises ValueError for anything else."""
    visits, teams = (int(number) for number in text.lower().split("x"))
    if visits < 1 or teams < 1:
        raise ValueError("A day needs a visit and a team.")
    return Size(visits, teams)


def day(of: Size, seed: int, *, by_hour: bool = False) -> RoutingProblem:
    """A plain day: windows, hours, homes and offices, penalties; the same seed gives the same day."""
    rng = np.random.default_rng([seed, of.visits, of.teams])
    areas = [_township(rng) for _ in range(max(4, of.visits // _VISITS_PER_AREA))]
    visits = tuple(_visit(rng, of, number, point) for number, point in enumerate(_visit_places(rng, of, areas)))
    shifts = tuple(_shift(rng, number, areas) for number in range(of.teams))
    points = [v.location for v in visits] + [end for s in shifts for end in (s.start, s.end)]
    matrix = Estimate().matrix(np.array([p.lon for p in points]), np.array([p.lat for p in points]), TravelMode.CAR)
    return RoutingProblem(visits, shifts, {TravelMode.CAR: matrix if by_hour else daytime(matrix)})


def constrained(of: Size, seed: int) -> RoutingProblem:
    """The same day with lunch breaks, a skill that a third of the teams have, and visits locked to a team."""
    plain = day(of, seed)
    rng = np.random.default_rng([seed, of.visits, of.teams, 1])
    skilled = set(rng.permutation(of.teams)[: max(1, of.teams // 3)].tolist())
    shifts = tuple(
        replace(shift, rest=LUNCH, skills=frozenset({SKILL} if k in skilled else ()))
        for k, shift in enumerate(plain.shifts)
    )
    needs = rng.random(of.visits) < 0.2
    visits = tuple(
        replace(visit, skills=frozenset({SKILL} if needs[i] else ())) for i, visit in enumerate(plain.visits)
    )
    free = replace(plain, visits=visits, shifts=shifts)
    return replace(free, locks=_locks(rng, free))


def daytime(matrix: TravelMatrix) -> TravelMatrix:
    """The one period that holds at noon, all day long."""
    period = matrix.period_at(DAYTIME)
    return TravelMatrix(matrix.seconds[period : period + 1].copy(), matrix.metres, (0,), matrix.engine)


def without_rests(problem: RoutingProblem) -> RoutingProblem:
    """The problem for a peer that knows no breaks: its answer costs less than any that keeps them need."""
    return replace(problem, shifts=tuple(replace(shift, rest=None) for shift in problem.shifts))


def _locks(rng: np.random.Generator, problem: RoutingProblem) -> dict[str, Lock]:
    chosen = rng.permutation(len(problem.visits))[: len(problem.visits) // 20]
    locks = {}
    for visit in sorted(chosen.tolist()):
        teams = [k for k in range(len(problem.shifts)) if problem.may_go(k, visit)]
        locks[problem.visits[visit].id] = Lock(problem.shifts[teams[rng.integers(len(teams))]].team)
    return locks


def _visit(rng: np.random.Generator, of: Size, number: int, point: Points) -> Visit:
    busy = float(np.clip((of.load - 10) / 6, 0, 1))
    service_s = 60 * int(rng.choice(_SERVICE_MIN, p=busy * _BUSY + (1 - busy) * _CALM))
    kind = rng.random()
    if kind < 0.4:
        start = int(rng.integers(18, 37)) * 1800
        window = TimeWindow(start, start + 2 * HOUR)
    else:
        window = HALF_DAYS[rng.integers(3)] if kind < 0.7 else PERMITTED
    return Visit(
        id=f"V{number:04d}",
        cases=(f"C{number:04d}",),
        lender="L",
        debtor_key=f"D{number:04d}",
        location=_location(point),
        service_s=service_s,
        windows=(window,),
        permitted=PERMITTED,
        is_fixed=False,
        penalty_s=HOUR * (1 + int(rng.choice([0, 1, 2, 5]))),
    )


def _shift(rng: np.random.Generator, number: int, areas: Sequence[Points]) -> Shift:
    """Six in ten leave an office and come back to it, one in ten goes home from there, the others start at home.

    Who starts at home lives in one of the day's areas, which is why the team is on duty.
    """
    office = _location(np.array(OFFICES[rng.integers(len(OFFICES))]))
    home = _location(_near(rng, areas[rng.integers(len(areas))], _HOME_M))
    kind = rng.random()
    start, end = (office, office) if kind < 0.6 else (office, home) if kind < 0.7 else (home, home)
    hours = LATE if number % 3 == 2 else EARLY
    return Shift(f"T{number:03d}", start, end, hours, TravelMode.CAR)


def _visit_places(rng: np.random.Generator, of: Size, areas: Sequence[Points]) -> list[Points]:
    """Points of a day. The more visits a team has to make, the nearer to each other a dispatcher picks them."""
    far = min(1.0, max(0.02, 2.3 - 0.14 * of.load))
    next_door = min(0.3, max(0.05, 0.04 * (of.load - 8)))
    near_m = 150_000 / of.load**2
    places: list[Points] = []
    for _ in range(of.visits):
        if places and rng.random() < next_door:
            places.append(places[rng.integers(len(places))])
        else:
            places.append(_anywhere(rng) if rng.random() < far else _near(rng, areas[rng.integers(len(areas))], near_m))
    return places


def _anywhere(rng: np.random.Generator) -> Points:
    ends, weights = _roads()
    return _along(rng, ends[rng.choice(len(ends), p=weights)])


def _near(rng: np.random.Generator, centre: Points, near_m: float) -> Points:
    """On a road about a township's middle, the nearer and the better known the likelier."""
    ends, weights = _roads()
    middle = ends.mean(axis=1)
    away = distance_m(middle[:, 0], middle[:, 1], centre[0], centre[1])
    pull = weights * np.exp(-((away / near_m) ** 2) / 2) + 1e-12 * (away == away.min())
    return _along(rng, ends[rng.choice(len(ends), p=pull / pull.sum())])


def _along(rng: np.random.Generator, ends: Points) -> Points:
    off = rng.normal(0, _JITTER_M, 2) / _METRES_PER_DEGREE
    return np.round(ends[0] + rng.random() * (ends[1] - ends[0]) + off, 6)


def _township(rng: np.random.Generator) -> Points:
    points, weights = _townships()
    return points[rng.choice(len(points), p=weights)]


def _location(point: Points) -> Location:
    return Location("", float(point[0]), float(point[1]), Level.HOUSE_NUMBER)


@cache
def _roads() -> tuple[Points, Points]:
    """Both ends of every stretch of road, shape (n, 2, 2), and how much of the day it draws."""
    known = [row for row in rows("roads.csv") if row["district"] != _ISLANDS]
    ends = np.array([[[float(row[f"lon_{e}"]), float(row[f"lat_{e}"])] for e in "ab"] for row in known])
    weights = np.array([float(row["n"]) for row in known])
    return ends, weights / weights.sum()


@cache
def _townships() -> tuple[Points, Points]:
    known = [row for row in rows("townships.csv") if row["district"] != _ISLANDS]
    weights = np.array([float(row["n"]) for row in known])
    points = np.array([[float(row["lon"]), float(row["lat"])] for row in known])
    return points, weights / weights.sum()
