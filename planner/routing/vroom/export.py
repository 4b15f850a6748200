"""A day's problem as VROOM's JSON, to be sent with a bug report or for a second opinion: numbers only.

Visits, teams, skills and profiles are numbered anew, in the order of the problem; there are no addresses, names,
coordinates or texts of any kind. What VROOM's format cannot say is left out or made stricter:

- One matrix for each mode: the mean over the teams' hours. Rights to go, required and locked teams become skills.
- Permitted hours and the start of a lock become windows; the end of a visit is kept with the search for its building.
- Overtime becomes working time; positions of locks, longest tours, soft wishes and the plan before are lost.
"""

from typing import Any

import numpy as np

from planner.routing.exact.objective import penalties
from planner.routing.problem import RoutingProblem
from planner.routing.vroom.item import MOST_AMOUNT
from planner.routing.vroom.matrices import Ints
from planner.shift import Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow, Visit

_MOST_PRIORITY = 100

Written = dict[str, Any]


def export_problem(problem: RoutingProblem) -> Written:
    """The document to write; job n is visit n of the problem and vehicle n its shift n, both from 1."""
    places = _Places(problem)
    rights = _rights(problem)
    modes = {mode: f"mode-{n}" for n, mode in enumerate(problem.matrices, 1)}
    costs = penalties(problem)
    jobs = [
        _job(problem, n, visit, places) | {"skills": rights.jobs[n], "penalty_cost": costs[n]}
        for n, visit in enumerate(problem.visits)
    ]
    vehicles = [
        _vehicle(n, shift, modes[shift.mode], places) | {"skills": rights.vehicles[n]}
        for n, shift in enumerate(problem.shifts)
    ]
    hours = [(shift.hours.start, shift.back_by) for shift in problem.shifts]
    matrices = {modes[mode]: _matrix(matrix, hours, places) for mode, matrix in problem.matrices.items()}
    return {"jobs": jobs, "vehicles": vehicles, "matrices": matrices}


class _Places:
    """Which row of the matrices a node gets: visits of one building share one, since a setup is paid once a place.

    They do so only where nothing but the way to each other would change.
    """

    def __init__(self, problem: RoutingProblem) -> None:
        self._first: dict[str, int] = {}
        self.row: list[int] = []
        self.nodes: list[int] = []
        for node in range(problem.num_nodes):
            visit = problem.visits[node] if node < len(problem.visits) else None
            there = self._first.get(visit.building) if visit and visit.building else None
            if visit and there is not None and _is_same(problem, there, node):
                self.row.append(self.row[there])
                continue
            if visit and visit.building:
                self._first.setdefault(visit.building, node)
            self.row.append(len(self.nodes))
            self.nodes.append(node)
        self.num_visits = len(problem.visits)


def _is_same(problem: RoutingProblem, one: int, other: int) -> bool:
    """Whether two nodes are as far from everything, and at no distance from each other."""
    return all(
        (seconds[one] == seconds[other]).all()
        and (seconds[:, one] == seconds[:, other]).all()
        and seconds[one, other] == seconds[other, one] == 0
        for matrix in problem.matrices.values()
        for seconds in matrix.seconds
    )


def _job(problem: RoutingProblem, n: int, visit: Visit, places: _Places) -> Written:
    windows = _windows(problem, visit)
    return {
        "id": n + 1,
        "location_index": places.row[n],
        "service": visit.service_s,
        "setup": visit.find_s,
        "priority": _MOST_PRIORITY if visit.outranks else 0,
        "delivery": [min(visit.demand, MOST_AMOUNT)],
        "time_windows": [[window.start, window.end] for window in windows],
    }


def _windows(problem: RoutingProblem, visit: Visit) -> list[TimeWindow]:
    """When the visit may start; one that can never start keeps its agreed windows and gets a skill that nobody has."""
    return _open_windows(problem, visit) or list(visit.windows)


def _open_windows(problem: RoutingProblem, visit: Visit) -> list[TimeWindow]:
    last = visit.permitted.end - visit.service_s - visit.find_s
    if last < visit.permitted.start:
        return []
    allowed: TimeWindow | None = TimeWindow(visit.permitted.start, last)
    lock = problem.locks.get(visit.id)
    if allowed and lock and lock.start is not None:
        allowed = allowed.clip(TimeWindow(lock.start, lock.start))
    clipped = [window.clip(allowed) for window in visit.windows if allowed]
    return [window for window in clipped if window]


def _vehicle(n: int, shift: Shift, profile: str, places: _Places) -> Written:
    start = places.num_visits + 2 * n
    vehicle: Written = {
        "id": n + 1,
        "profile": profile,
        "start_index": places.row[start],
        "end_index": places.row[start + 1],
        "time_window": [shift.hours.start, shift.back_by],
        "capacity": [MOST_AMOUNT if shift.capacity is None else min(shift.capacity, MOST_AMOUNT)],
    }
    if shift.rest and shift.rest.span.end - shift.rest.seconds >= shift.rest.span.start:
        span, seconds = shift.rest.span, shift.rest.seconds
        vehicle["breaks"] = [{"id": n + 1, "service": seconds, "time_windows": [[span.start, span.end - seconds]]}]
    limits = {"max_tasks": shift.max_visits, "max_travel_time": shift.max_travel_s}
    return vehicle | {key: value for key, value in limits.items() if value is not None}


class _Rights:
    """Who may make which visit, as skills: one for each set of teams that a visit is limited to."""

    def __init__(self, num_jobs: int, num_vehicles: int) -> None:
        self.jobs: list[list[int]] = [[] for _ in range(num_jobs)]
        self.vehicles: list[list[int]] = [[] for _ in range(num_vehicles)]


def _rights(problem: RoutingProblem) -> _Rights:
    rights = _Rights(len(problem.visits), len(problem.shifts))
    everybody = frozenset(range(len(problem.shifts)))
    skills: dict[frozenset[int], int] = {}
    for n, visit in enumerate(problem.visits):
        can_start = bool(_open_windows(problem, visit))
        able = frozenset(k for k in everybody if can_start and problem.may_go(k, n))
        if able != everybody:
            rights.jobs[n].append(skills.setdefault(able, len(skills) + 1))
    for able, skill in skills.items():
        for k in able:
            rights.vehicles[k].append(skill)
    return rights


def _matrix(matrix: TravelMatrix, hours: list[tuple[int, int]], places: _Places) -> Written:
    """The mean over the periods, each weighted with the teams' hours in it, rounded up."""
    starts = np.array(matrix.period_starts)
    ends = np.append(starts[1:], np.iinfo(np.int64).max)
    shared = [np.clip(np.minimum(ends, last) - np.maximum(starts, first), 0, None) for first, last in hours]
    weights = np.sum(shared, axis=0) if hours else np.zeros(len(starts))
    weights = weights / weights.sum() if weights.sum() else np.ones(len(starts)) / len(starts)
    nodes = np.array(places.nodes, dtype=np.int64)
    mean = np.zeros((len(nodes), len(nodes)))
    for weight, seconds in zip(weights, matrix.seconds, strict=True):
        mean += weight * seconds[np.ix_(nodes, nodes)]
    # Weights like 1/3 leave a trace above whole numbers, which must not become a second.
    seconds_of: Ints = np.ceil(mean - 1e-6).astype(np.int32)
    return {"durations": seconds_of.tolist(), "distances": matrix.metres[np.ix_(nodes, nodes)].tolist()}
