"""The OR-Tools search, in a process of its own: plain numbers in, orders of visits out.

It runs on one travel matrix per mode that is typical for the hours in which a place is left; the exact times come
afterwards. No Python is called from inside the search but when a solution is found: the solver never lets go of the
interpreter otherwise, and a Python transit costs most of its speed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from time import monotonic, time

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
"""So often the search asks whether to go on while it finds nothing better."""
_MOST_BRANCHES = 2_000_000
"""Ends the search of a handful of visits, which would spin until its time is up; large ones never get there."""

_COMPLETION_MS = 2000
"""How long the solver may take to time one candidate: with the rests of 60 teams its own 100 ms end the search."""


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
    """Search until told to stop and tell every better order on the way; None if not even a first one was found."""
    model = _Model(task)
    watch = _Watch(task, tell, model)
    model.routing.AddAtSolutionCallback(watch)
    model.solve()
    return watch.best


class _Model:
    """The task as OR-Tools wants it: its nodes are the visits in the order of `_mixed`, then the ends of the shifts."""

    def __init__(self, task: Task) -> None:
        from ortools.constraint_solver import pywrapcp

        self._task = task
        self._mixed = list(range(len(task.visits)))
        Random(task.seed).shuffle(self._mixed)
        num_visits, num_shifts = len(task.visits), len(task.hours)
        starts = [num_visits + 2 * k for k in range(num_shifts)]
        ends = [start + 1 for start in starts]
        self._manager = pywrapcp.RoutingIndexManager(num_visits + 2 * num_shifts, num_shifts, starts, ends)
        self.routing = pywrapcp.RoutingModel(self._manager)
        self._add_time()
        self._add_rests()
        self._add_visits()

    def solve(self) -> None:
        """Run the search from the task's start; the solver builds a first order of its own if that does not hold."""
        from ortools.constraint_solver import pywrapcp, routing_enums_pb2

        wanted = pywrapcp.DefaultRoutingSearchParameters()
        wanted.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        wanted.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        most_branches = _MOST_BRANCHES
        if self._task.iterations is not None:
            wanted.solution_limit = self._task.iterations
            most_branches = 10_000 + 100 * self._task.iterations
        else:
            wanted.time_limit.FromMilliseconds(max(1, round(1000 * (self._task.until - time()))))
        wanted.lns_time_limit.FromMilliseconds(_COMPLETION_MS)
        self.routing.solver().ReSeed(self._task.seed)
        self.routing.AddSearchMonitor(self.routing.solver().BranchesLimit(most_branches))
        self.routing.CloseModelWithParameters(wanted)
        index_of = {self._task.visits[n]: self._manager.NodeToIndex(node) for node, n in enumerate(self._mixed)}
        begin = [[index_of[visit] for visit in tour] for tour in self._task.start]
        start = self.routing.ReadAssignmentFromRoutes(begin, True)
        if start:
            self.routing.SolveFromAssignmentWithParameters(start, wanted)
        else:
            self.routing.SolveWithParameters(wanted)

    def order(self) -> Order:
        """The visits of each shift in the solution that was just found."""
        return tuple(self._tour(k) for k in range(len(self._task.hours)))

    def _tour(self, k: int) -> tuple[int, ...]:
        tour = []
        index = self.routing.NextVar(self.routing.Start(k)).Value()
        while not self.routing.IsEnd(index):
            tour.append(self._task.visits[self._mixed[self._manager.IndexToNode(index)]])
            index = self.routing.NextVar(index).Value()
        return tuple(tour)

    def _add_time(self) -> None:
        task, num_ends = self._task, 2 * len(self._task.hours)
        first_end = task.travel[0].shape[0] - num_ends
        nodes = [*(task.visits[n] for n in self._mixed), *range(first_end, first_end + num_ends)]
        service = np.array([task.stays[n][2] for n in self._mixed] + [0] * num_ends)
        roads = [travel[np.ix_(nodes, nodes)] for travel in task.travel]
        costs = [self.routing.RegisterTransitMatrix(road.tolist()) for road in roads]
        times = [self.routing.RegisterTransitMatrix((road + service[:, None]).tolist()) for road in roads]
        latest = max(back_by for _, back_by in task.hours)
        self.routing.AddDimensionWithVehicleTransits([times[m] for m in task.modes], latest, latest, False, "time")
        clock = self.routing.GetDimensionOrDie("time")
        for k, (leave_from, back_by) in enumerate(task.hours):
            self.routing.SetArcCostEvaluatorOfVehicle(costs[task.modes[k]], k)
            clock.CumulVar(self.routing.Start(k)).SetRange(leave_from, back_by)
            clock.CumulVar(self.routing.End(k)).SetRange(leave_from, back_by)
        for node, n in enumerate(self._mixed):
            low, high, _ = task.stays[n]
            clock.CumulVar(self._manager.NodeToIndex(node)).SetRange(low, min(high, latest))

    def _add_rests(self) -> None:
        clock, solver = self.routing.GetDimensionOrDie("time"), self.routing.solver()
        nodes = [self._manager.IndexToNode(index) for index in range(self.routing.Size())]
        service = [self._task.stays[self._mixed[n]][2] if n < len(self._mixed) else 0 for n in nodes]
        for k, rest in enumerate(self._task.rests):
            if rest:
                # The solver lets a break lie before the start or after the end: just when ours is not needed.
                pause = solver.FixedDurationIntervalVar(*rest, False, f"rest {k}")
                clock.SetBreakIntervalsOfVehicle([pause], k, service)

    def _add_visits(self) -> None:
        task = self._task
        num_visits, num_shifts = len(task.visits), len(task.hours)
        if any(most < num_visits for most in task.max_visits):
            one_each = self.routing.RegisterUnaryTransitVector([1] * num_visits + [0] * 2 * num_shifts)
            self.routing.AddDimensionWithVehicleCapacity(one_each, 0, list(task.max_visits), True, "visits")
        for node, n in enumerate(self._mixed):
            index = self._manager.NodeToIndex(node)
            self.routing.AddDisjunction([index], task.penalties[n])
            if len(task.teams[n]) < num_shifts:
                # SetAllowedVehiclesForIndex takes no Python sequence in OR-Tools 9.15; -1 is "left out".
                self.routing.VehicleVar(index).SetValues([-1, *task.teams[n]])


class _Watch:
    """Called at every solution: keeps the best one, tells it, and ends the search when asked to or when it stalls."""

    def __init__(self, task: Task, tell: Tell, model: _Model) -> None:
        self.best: Proposal | None = None
        self._task, self._tell, self._model = task, tell, model
        self._solutions = 0
        self._told_at = self._improved_at = monotonic()

    def __call__(self) -> None:
        now = monotonic()
        self._solutions += 1
        cost = self._model.routing.CostVar().Max()
        if self.best is None or cost < self.best.cost:
            self.best = Proposal(self._model.order(), cost, self._solutions)
            self._improved_at = now
        is_stopped = self._task.iterations is None and now - self._improved_at > self._task.stall_s
        if self._improved_at == now or now - self._told_at >= _TELL_SECONDS:
            self._told_at = now
            is_stopped |= not self._tell(self.best if self._improved_at == now else None)
        if is_stopped:
            self._model.routing.solver().FinishCurrentSearch()
