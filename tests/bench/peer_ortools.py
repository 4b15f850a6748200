"""Plain OR-Tools 9.15: parallel cheapest insertion, then guided local search, in one process as its manual has it."""

import numpy as np

from planner.routing.problem import RoutingProblem
from tests.bench.reading import Tours, matrix_of, penalties, stays, teams_of

_COMPLETION_S = 2
"""How long one candidate may be timed: with the breaks of 60 teams the solver's own 0.1 s end its search at once."""


def solve(problem: RoutingProblem, seconds: float, seed: int, solutions: int | None = None) -> Tours:
    """The best tours found in so many seconds of search, or `solutions` looked at; building the model is not counted.

    Raises:
        RuntimeError: not even a first solution was found.
    """
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    wanted.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    wanted.time_limit.FromMilliseconds(round(1000 * seconds))
    if solutions is not None:
        wanted.solution_limit = solutions
    if any(shift.rest for shift in problem.shifts):
        wanted.lns_time_limit.FromSeconds(_COMPLETION_S)
    model = _Model(problem)
    model.routing.solver().ReSeed(seed)
    model.routing.AddAtSolutionCallback(model.keep)
    model.routing.SolveWithParameters(wanted)
    if model.best is None:
        raise RuntimeError("no first solution in time")
    return model.best[1]


class _Model:
    """The problem in OR-Tools' words; its nodes are those of `RoutingProblem`."""

    def __init__(self, problem: RoutingProblem) -> None:
        from ortools.constraint_solver import pywrapcp

        self._problem = problem
        self._num_visits, self._num_shifts = len(problem.visits), len(problem.shifts)
        starts = [problem.start_node(k) for k in range(self._num_shifts)]
        ends = [problem.end_node(k) for k in range(self._num_shifts)]
        self._manager = pywrapcp.RoutingIndexManager(problem.num_nodes, self._num_shifts, starts, ends)
        self.routing = pywrapcp.RoutingModel(self._manager)
        self.best: tuple[int, Tours] | None = None
        """The cheapest solution so far and its cost."""
        self._service = [service for _, _, service in stays(problem)]
        self._add_time()
        self._add_rests()
        self._add_limits()
        self._add_visits()

    def keep(self) -> None:
        """Note the solution just found: with breaks, the solver may lose its best one when its time is up."""
        cost = self.routing.CostVar().Max()
        if self.best is None or cost < self.best[0]:
            self.best = cost, [self._tour(k) for k in range(self._num_shifts)]

    def _tour(self, k: int) -> list[int]:
        visits = []
        index = self.routing.NextVar(self.routing.Start(k)).Value()
        while not self.routing.IsEnd(index):
            visits.append(self._manager.IndexToNode(index))
            index = self.routing.NextVar(index).Value()
        return visits

    def _add_time(self) -> None:
        road = matrix_of(self._problem).seconds[0]
        service = np.array(self._service + [0] * 2 * self._num_shifts)
        self.routing.SetArcCostEvaluatorOfAllVehicles(self.routing.RegisterTransitMatrix(road.tolist()))
        latest = max(shift.back_by for shift in self._problem.shifts)
        moves = self.routing.RegisterTransitMatrix((road + service[:, None]).tolist())
        self.routing.AddDimension(moves, latest, latest, False, "time")
        clock = self.routing.GetDimensionOrDie("time")
        for k, shift in enumerate(self._problem.shifts):
            clock.CumulVar(self.routing.Start(k)).SetRange(shift.hours.start, shift.hours.end)
            clock.CumulVar(self.routing.End(k)).SetRange(shift.hours.start, shift.hours.end)
            if shift.max_tour_s is not None:
                clock.SetSpanUpperBoundForVehicle(shift.max_tour_s, k)
        for visit, (low, high, _) in enumerate(stays(self._problem)):
            clock.CumulVar(self._manager.NodeToIndex(visit)).SetRange(low, min(high, latest))

    def _add_rests(self) -> None:
        clock, solver = self.routing.GetDimensionOrDie("time"), self.routing.solver()
        nodes = [self._manager.IndexToNode(index) for index in range(self.routing.Size())]
        service = [self._service[node] if node < self._num_visits else 0 for node in nodes]
        for k, shift in enumerate(self._problem.shifts):
            if shift.rest:
                first, last = shift.rest.span.start, shift.rest.span.end - shift.rest.seconds
                # A break may lie before the start or after the end: just when ours is not needed.
                rest = solver.FixedDurationIntervalVar(first, last, shift.rest.seconds, False, f"rest {k}")
                clock.SetBreakIntervalsOfVehicle([rest], k, service)

    def _add_limits(self) -> None:
        if any(shift.capacity is not None for shift in self._problem.shifts):
            demands = [visit.demand for visit in self._problem.visits] + [0] * 2 * self._num_shifts
            carried = self.routing.RegisterUnaryTransitVector(demands)
            total = sum(demands)
            room = [total if shift.capacity is None else shift.capacity for shift in self._problem.shifts]
            self.routing.AddDimensionWithVehicleCapacity(carried, 0, room, True, "load")

    def _add_visits(self) -> None:
        prices = penalties(self._problem)
        for visit, teams in enumerate(teams_of(self._problem)):
            index = self._manager.NodeToIndex(visit)
            self.routing.AddDisjunction([index], prices[visit])
            if len(teams) < self._num_shifts:
                # SetAllowedVehiclesForIndex takes no Python sequence in OR-Tools 9.15; -1 is "left out".
                self.routing.VehicleVar(index).SetValues([-1, *teams])
