"""PyVRP 0.14: iterated local search; the bench runs one seed on each core and takes the better of the two.

It knows no breaks. Rights to go become loads: a visit that only some teams may make takes one unit of a load for which
the other teams have no room.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from planner.routing.problem import RoutingProblem
from planner.visit import Location
from tests.bench.reading import Tours, matrix_of, penalties, stays, teams_of

if TYPE_CHECKING:
    from pyvrp import Client, ProblemData, VehicleType

_NO_LIMIT = 10**9


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
        self._teams = teams_of(problem)
        limited = dict.fromkeys(teams for teams in self._teams if len(teams) < len(problem.shifts))
        self._loads = {teams: number for number, teams in enumerate(limited, 1)}
        """The load that stands for each set of teams; load 0 is the demand."""
        self.types: dict[tuple, list[int]] = defaultdict(list)
        """The shifts that make up each vehicle type."""
        for k, shift in enumerate(problem.shifts):
            limits = (shift.hours, shift.max_tour_s, shift.max_travel_s)
            self.types[shift.start, shift.end, *limits, tuple(self._room(k))].append(k)

    def data(self) -> "ProblemData":
        """What PyVRP reads; raises ValueError for what it cannot say."""
        from pyvrp import Depot, Location, ProblemData

        nodes = [*self._nodes.values(), *range(len(self._problem.visits))]
        road = matrix_of(self._problem).seconds[0][np.ix_(nodes, nodes)].astype(np.int64)
        return ProblemData(
            locations=[Location(0, 0) for _ in nodes],
            clients=self._clients(),
            depots=[Depot(location=number) for number in range(len(self._nodes))],
            vehicle_types=[self._type(shifts) for shifts in self.types.values()],
            distance_matrices=[road],
            duration_matrices=[road],
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
                delivery=self._taken(visit),
                service_duration=service,
                tw_early=low,
                tw_late=high,
                prize=prices[visit],
                required=False,
            )
            for visit, (low, high, service) in enumerate(stays(self._problem))
        ]

    def _type(self, shifts: list[int]) -> "VehicleType":
        from pyvrp import VehicleType

        first = self._problem.shifts[shifts[0]]
        return VehicleType(
            len(shifts),
            capacity=self._room(shifts[0]),
            start_depot=self._depots[first.start],
            end_depot=self._depots[first.end],
            tw_early=first.hours.start,
            tw_late=first.hours.end,
            shift_duration=_NO_LIMIT if first.max_tour_s is None else first.max_tour_s,
            max_distance=_NO_LIMIT if first.max_travel_s is None else first.max_travel_s,
        )

    def _taken(self, visit: int) -> list[int]:
        taken = [self._problem.visits[visit].demand] + [0] * len(self._loads)
        if self._teams[visit] in self._loads:
            taken[self._loads[self._teams[visit]]] = 1
        return taken

    def _room(self, shift: int) -> list[int]:
        capacity = self._problem.shifts[shift].capacity
        return [_NO_LIMIT if capacity is None else capacity] + [
            len(self._problem.visits) if shift in teams else 0 for teams in self._loads
        ]
