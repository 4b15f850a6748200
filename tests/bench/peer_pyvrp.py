"""PyVRP 0.14: iterated local search; the bench runs one seed on each core and takes the better of the two.

It knows no breaks. Rights to go become profiles: to a team that may not make a visit, the way there is longer than any
day. That keeps a matrix for each set of visits (0.9 GB for 1000 x 60 with locks), but is 3 to 10 % better than telling
rights as loads for which the other teams have no room.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from planner.routing.problem import RoutingProblem
from planner.visit import Location
from tests.bench.reading import Tours, matrix_of, penalties, stays, teams_of

if TYPE_CHECKING:
    from pyvrp import Client, ProblemData, VehicleType

_NO_LIMIT = 10**9
_NO_WAY_S = 10**6


def solve(problem: RoutingProblem, seconds: float, seed: int) -> Tours:
    """Tours after so many seconds of search; building the model is not counted."""
    from pyvrp.stop import MaxRuntime

    return _solve(problem, MaxRuntime(seconds), seed)


def solve_iterations(problem: RoutingProblem, iterations: int, seed: int) -> Tours:
    """Tours after so many iterations: the same input gives the same tours."""
    from pyvrp.stop import MaxIterations

    return _solve(problem, MaxIterations(iterations), seed)


def _solve(problem: RoutingProblem, stop: object, seed: int) -> Tours:
    import pyvrp

    model = _Model(problem)
    found = pyvrp.solve(model.data(), stop, seed=seed, collect_stats=False, display=False).best
    return model.tours(found)


class _Model:
    """The problem in PyVRP's words: places where shifts begin or end are shared, alike shifts are one vehicle type."""

    def __init__(self, problem: RoutingProblem) -> None:
        if any(shift.rest for shift in problem.shifts):
            raise ValueError("PyVRP knows no breaks.")
        self._problem = problem
        self._nodes: dict[Location, int] = {}
        for k, shift in enumerate(problem.shifts):
            self._nodes.setdefault(shift.start, problem.start_node(k))
            self._nodes.setdefault(shift.end, problem.end_node(k))
        self._depots = {place: number for number, place in enumerate(self._nodes)}
        teams = teams_of(problem)
        rights = [frozenset(v for v in range(len(teams)) if k in teams[v]) for k in range(len(problem.shifts))]
        self._profiles = {visits: number for number, visits in enumerate(dict.fromkeys(rights))}
        self.types: dict[tuple, list[int]] = defaultdict(list)
        """The shifts that make up each vehicle type; its last word is the profile."""
        for k, shift in enumerate(problem.shifts):
            limits = (shift.hours, shift.max_tour_s, shift.max_travel_s, shift.capacity)
            self.types[shift.start, shift.end, *limits, self._profiles[rights[k]]].append(k)

    def data(self) -> "ProblemData":
        """What PyVRP reads; raises ValueError for what it cannot say."""
        from pyvrp import Depot, Location, ProblemData

        places = len(self._nodes) + len(self._problem.visits)
        roads = self._roads()
        return ProblemData(
            locations=[Location(0, 0) for _ in range(places)],
            clients=self._clients(),
            depots=[Depot(location=number) for number in range(len(self._nodes))],
            vehicle_types=[self._type(shifts, kind[-1]) for kind, shifts in self.types.items()],
            distance_matrices=roads,
            duration_matrices=roads,
        )

    def tours(self, found: object) -> Tours:
        """The tours of a solution, each given to a shift of its route's type; all empty if it is not feasible."""
        tours: Tours = [[] for _ in self._problem.shifts]
        if found.is_feasible():
            free = [list(shifts) for shifts in self.types.values()]
            for route in found.routes():
                tours[free[route.vehicle_type()].pop(0)] = [stop.idx for stop in route if stop.is_client()]
        return tours

    def _clients(self) -> "list[Client]":
        from pyvrp import Client

        prices = penalties(self._problem)
        return [
            Client(
                location=len(self._nodes) + visit,
                delivery=[self._problem.visits[visit].demand],
                service_duration=service,
                tw_early=low,
                tw_late=high,
                prize=prices[visit],
                required=False,
            )
            for visit, (low, high, service) in enumerate(stays(self._problem))
        ]

    def _roads(self) -> "list[npt.NDArray[np.int64]]":
        """Seconds between depots and clients for each profile."""
        nodes = [*self._nodes.values(), *range(len(self._problem.visits))]
        road = matrix_of(self._problem).seconds[0][np.ix_(nodes, nodes)].astype(np.int64)
        roads = []
        for allowed in self._profiles:
            barred = [len(self._nodes) + v for v in range(len(self._problem.visits)) if v not in allowed]
            own = road.copy()
            own[barred, :] = own[:, barred] = _NO_WAY_S
            np.fill_diagonal(own, 0)
            roads.append(own)
        return roads

    def _type(self, shifts: list[int], profile: int) -> "VehicleType":
        from pyvrp import VehicleType

        first = self._problem.shifts[shifts[0]]
        return VehicleType(
            len(shifts),
            capacity=[_NO_LIMIT if first.capacity is None else first.capacity],
            start_depot=self._depots[first.start],
            end_depot=self._depots[first.end],
            tw_early=first.hours.start,
            tw_late=first.hours.end,
            shift_duration=_NO_LIMIT if first.max_tour_s is None else first.max_tour_s,
            max_distance=_NO_LIMIT if first.max_travel_s is None else first.max_travel_s,
            profile=profile,
        )
