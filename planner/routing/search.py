"""The OR-Tools search, in a process of its own: plain numbers in, orders of visits out.

It runs on one travel matrix per mode that is typical for the hours in which a place is left; the exact times come
afterwards. No Python is called from inside the search but when a solution is found: the solver never lets go of the
interpreter otherwise, and a Python transit costs most of its speed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from time import monotonic, time
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.child import Tell
from planner.routing.problem import RoutingProblem
from planner.travel_matrix import TravelMatrix

Order = tuple[tuple[int, ...], ...]
"""For each shift its visits in order, by index."""

FLEXIBLE_PENALTY = 14_400
"""Seconds on the road that the least valuable flexible visit is worth: more than any detour inside Shanghai."""
_LARGEST_RATIO = 1000
_TELL_SECONDS = 0.1
_MOST_BRANCHES = 2_000_000
"""Ends the search of a handful of visits, which would spin until its time is up; large ones never get there."""


@dataclass(frozen=True, slots=True)
class Task:
    """A routing problem in plain numbers; nodes as in `RoutingProblem`, `visits` are those worth searching for.

    `stays` has the earliest and latest start and the seconds of each visit, `teams` the shifts that may make it;
    `start` is an order to begin with. Rests have their earliest and latest start and their seconds.
    `until` is the moment to stop (Unix time), `stall_s` how long to go on without finding anything better;
    `iterations` bounds the number of solutions looked at instead, so that the same input gives the same answer.
    """

    visits: tuple[int, ...]
    stays: tuple[tuple[int, int, int], ...]
    teams: tuple[tuple[int, ...], ...]
    penalties: tuple[int, ...]
    hours: tuple[tuple[int, int], ...]
    rests: tuple[tuple[int, int, int] | None, ...]
    max_visits: tuple[int, ...]
    modes: tuple[int, ...]
    travel: tuple[npt.NDArray[np.int32], ...]
    start: Order
    until: float
    stall_s: float
    iterations: int | None
    seed: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best order so far and what it costs; `solutions` counts how many were looked at until then."""

    order: Order
    cost: int
    solutions: int


def typical(problem: RoutingProblem, stays: Sequence[tuple[int, int, int]]) -> RoutingProblem:
    """The problem with one period: seconds are the mean over the hours in which the origin may be left."""
    leave = [(low + service, max(low, high) + service) for low, high, service in stays]
    for shift in problem.shifts:
        leave += [(shift.hours.start, shift.hours.end)] * 2
    spans = np.array(leave, dtype=np.int64)
    matrices = {mode: _mean(matrix, spans) for mode, matrix in problem.matrices.items()}
    return replace(problem, matrices=matrices)


def _mean(matrix: TravelMatrix, spans: npt.NDArray[np.int64]) -> TravelMatrix:
    begins = np.array(matrix.period_starts)
    ends = np.append(begins[1:], np.iinfo(np.int64).max)
    shared = np.minimum(spans[:, 1:] + 1, ends) - np.maximum(spans[:, :1], begins)
    weight = np.clip(shared, 0, None).astype(float)
    weight /= weight.sum(axis=1, keepdims=True)
    seconds = np.ceil(np.einsum("ip,pij->ij", weight, matrix.seconds)).astype(np.int32)
    return TravelMatrix(seconds[None], matrix.metres, (0,), matrix.engine)


def penalties(problem: RoutingProblem, visits: Sequence[int]) -> tuple[int, ...]:
    """What leaving each visit out costs: among flexible ones by value; a fixed one costs more than all of them."""
    values = {v: problem.visits[v].value for v in visits if not problem.visits[v].is_fixed}
    positive = [value for value in values.values() if value > 0]
    unit = max(min(positive), max(positive) / _LARGEST_RATIO) if positive else 1.0
    flexible = {v: round(FLEXIBLE_PENALTY * max(1.0, value / unit)) for v, value in values.items()}
    fixed = sum(flexible.values()) + 86_400 * (len(problem.shifts) + 1)
    return tuple(flexible.get(v, fixed) for v in visits)


def search(task: Task, tell: Tell) -> Proposal | None:
    """Search until told to stop, tell every better order on the way; None if not even a first one was found."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    num_visits, num_shifts = len(task.visits), len(task.hours)
    order = list(range(num_visits))
    Random(task.seed).shuffle(order)
    shown = [task.visits[n] for n in order]
    num_all = task.travel[0].shape[0] - 2 * num_shifts
    nodes = [*shown, *range(num_all, num_all + 2 * num_shifts)]
    starts = [num_visits + 2 * k for k in range(num_shifts)]
    manager = pywrapcp.RoutingIndexManager(len(nodes), num_shifts, starts, [start + 1 for start in starts])
    routing = pywrapcp.RoutingModel(manager)
    service = np.array([task.stays[n][2] for n in order] + [0] * 2 * num_shifts, dtype=np.int64)
    roads = [travel[np.ix_(nodes, nodes)] for travel in task.travel]
    costs = [routing.RegisterTransitMatrix(road.tolist()) for road in roads]
    times = [routing.RegisterTransitMatrix((road + service[:, None]).tolist()) for road in roads]
    for k, mode in enumerate(task.modes):
        routing.SetArcCostEvaluatorOfVehicle(costs[mode], k)
    _limit_time(task, routing, manager, [times[mode] for mode in task.modes], order, service)
    if any(most < num_visits for most in task.max_visits):
        one = routing.RegisterUnaryTransitVector([1] * num_visits + [0] * 2 * num_shifts)
        routing.AddDimensionWithVehicleCapacity(one, 0, list(task.max_visits), True, "visits")
    for node, n in enumerate(order):
        index = manager.NodeToIndex(node)
        routing.AddDisjunction([index], task.penalties[n])
        if len(task.teams[n]) < num_shifts:
            # SetAllowedVehiclesForIndex takes no Python sequence in OR-Tools 9.15; -1 is "left out".
            routing.VehicleVar(index).SetValues([-1, *task.teams[n]])
    watch = _Watch(task, tell, routing, manager, shown)
    routing.AddAtSolutionCallback(watch)
    routing.solver().ReSeed(task.seed)
    routing.AddSearchMonitor(routing.solver().BranchesLimit(_most_branches(task)))
    parameters = _parameters(task, pywrapcp, routing_enums_pb2)
    routing.CloseModelWithParameters(parameters)
    nodes_of = {visit: node for node, visit in enumerate(shown)}
    begin = [[manager.NodeToIndex(nodes_of[visit]) for visit in tour] for tour in task.start]
    # Without a start (None: it does not hold here) the solver builds one of its own.
    routing.SolveFromAssignmentWithParameters(routing.ReadAssignmentFromRoutes(begin, True), parameters)
    return watch.best


def _limit_time(task: Task, routing: Any, manager: Any, times: list[int], order: list[int], service: Any) -> None:
    latest = max(close for _, close in task.hours)
    routing.AddDimensionWithVehicleTransits(times, latest, latest, False, "time")
    clock = routing.GetDimensionOrDie("time")
    for node, n in enumerate(order):
        low, high, _ = task.stays[n]
        clock.CumulVar(manager.NodeToIndex(node)).SetRange(low, min(high, latest))
    at_node = [int(service[manager.IndexToNode(index)]) for index in range(routing.Size())]
    for k, (opens, closes) in enumerate(task.hours):
        clock.CumulVar(routing.Start(k)).SetRange(opens, closes)
        clock.CumulVar(routing.End(k)).SetRange(opens, closes)
        rest = task.rests[k]
        if rest:
            # A break may lie before the start or after the end of a tour: just when ours is not needed.
            pause = routing.solver().FixedDurationIntervalVar(*rest, False, f"rest {k}")
            clock.SetBreakIntervalsOfVehicle([pause], k, at_node)


def _parameters(task: Task, pywrapcp: Any, enums: Any) -> Any:
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.first_solution_strategy = enums.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    wanted.local_search_metaheuristic = enums.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    if task.iterations is not None:
        wanted.solution_limit = task.iterations
    else:
        wanted.time_limit.FromMilliseconds(max(1, round(1000 * (task.until - time()))))
    return wanted


def _most_branches(task: Task) -> int:
    return _MOST_BRANCHES if task.iterations is None else 10_000 + 100 * task.iterations


class _Watch:
    """Called at every solution: keeps the best one, tells it, and ends the search when asked to or when it stalls."""

    def __init__(self, task: Task, tell: Tell, routing: Any, manager: Any, shown: list[int]) -> None:
        self.best: Proposal | None = None
        self._task, self._tell, self._routing, self._manager, self._shown = (
            task,
            tell,
            routing,
            manager,
            shown,
        )
        self._solutions = 0
        self._told_at = self._improved_at = monotonic()
        self._told: Proposal | None = None

    def __call__(self) -> None:
        now = monotonic()
        self._solutions += 1
        cost = self._routing.CostVar().Max()
        if self.best is None or cost < self.best.cost:
            self.best = Proposal(self._order(), cost, self._solutions)
            self._improved_at = now
        if self._told is None or now - self._told_at >= _TELL_SECONDS:
            news = None if self.best is self._told else self.best
            self._told_at, self._told = now, self.best
            if not self._tell(news):
                self._routing.solver().FinishCurrentSearch()
        if self._task.iterations is None and now - self._improved_at > self._task.stall_s:
            self._routing.solver().FinishCurrentSearch()

    def _order(self) -> Order:
        return tuple(self._tour(k) for k in range(len(self._task.hours)))

    def _tour(self, k: int) -> tuple[int, ...]:
        tour = []
        index = self._routing.NextVar(self._routing.Start(k)).Value()
        while not self._routing.IsEnd(index):
            tour.append(self._shown[self._manager.IndexToNode(index)])
            index = self._routing.NextVar(index).Value()
        return tuple(tour)
