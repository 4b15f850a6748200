"""Public instances in VRPLIB's format with best-known solutions beside them, as problems of ours.

VRPTW and PCVRPTW count in tenths, truncated (DIMACS); MDVRPTW in thousandths, rounded. Seconds of ours are such units.
A visit without a prize has to be made: leaving it out costs more than any detour, and far more than the guards allow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from planner.routing.problem import RoutingProblem
from planner.shift import Shift, TravelMode
from planner.travel_matrix import TravelMatrix
from planner.visit import Level, Location, TimeWindow, Visit
from tests.bench.bars import Bar
from tests.bench.compare import Run
from tests.bench.peers import OURS, ask

GUARDS = {"PCVRPTW": 0.8, "VRPTW": 1.8, "MDVRPTW": 3.0}
"""Per cent above the best known, in the mean of a family."""
PART = "instances"
_SPARE_ROUTES = 1.15
"""VRPTW files allow 250 vehicles; so many times the best known's are kept, each with two nodes of the matrix."""
_PRICELESS = 20
"""In journeys between the two places farthest apart."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Instance:
    """A public problem; `best_known` in the units of its costs."""

    name: str
    family: str
    problem: RoutingProblem
    best_known: int


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a run stands above the best known, in per cent; None if its answer does not count."""

    family: str
    run: Run
    percent: float | None


def find(folder: Path) -> list[Path]:
    """The instance files under a folder that have a solution beside them."""
    return [path for path in sorted(folder.rglob("*.vrp")) if path.with_suffix(".sol").exists()]


def read(path: Path) -> Instance:
    """The instance of a file and the cost of the solution beside it.

    Raises:
        KeyError: a section is missing, or its TYPE is none of ours.
    """
    import vrplib

    data = vrplib.read_instance(path)
    known = vrplib.read_solution(path.with_suffix(".sol"))
    family, num_shifts = str(data["type"]), int(data["vehicles"])
    if family == "VRPTW":
        num_shifts = min(num_shifts, ceil(_SPARE_ROUTES * sum(bool(route) for route in known["routes"])))
    cost = 10 * known["cost"] if family == "VRPTW" else known["cost"]
    return Instance(path.stem, family, _Tables(data, family).problem(num_shifts), round(cost))


def solve(path: Path, seconds: float, peers: Sequence[str]) -> Iterator[Gap]:
    """Ours and the peers asked for on one instance."""
    instance = read(path)
    for solver in (OURS, *peers):
        answer = ask(solver, instance.problem, seconds, 1)
        run = Run(PART, instance.name, 1, solver, len(instance.problem.visits), answer)
        percent = None if answer.cost is None else 100 * (answer.cost / instance.best_known - 1)
        yield Gap(instance.family, run, percent)


def guard_bars(gaps: Sequence[Gap]) -> list[Bar]:
    """The mean of ours in each family that was run; without end if one answer does not count."""
    bars = []
    for family, limit in GUARDS.items():
        ours = [gap.percent for gap in gaps if gap.family == family and gap.run.solver == OURS]
        if ours:
            mean = float("inf") if None in ours else sum(ours) / len(ours)
            bars.append(Bar(f"{family} above best known, mean of {len(ours)}", mean, limit, " %"))
    return bars


class _Tables:
    """The sections of a file in whole units; rows are nodes, depots first."""

    def __init__(self, data: dict[str, Any], family: str) -> None:
        self._whole = {"MDVRPTW": _thousandths, "VRPTW": _tenths, "PCVRPTW": _tenths}[family]
        self._data = data
        self._depots = [int(node) for node in data["depot"]]
        self._clients = [node for node in range(int(data["dimension"])) if node not in self._depots]
        self._windows = self._whole(data["time_window"])
        self._road = self._whole(data["edge_weight"])
        self._service = np.broadcast_to(self._whole(data["service_time"]), len(self._windows))
        self._prizes = self._whole(data.get("prize", np.zeros(len(self._windows))))

    def problem(self, num_shifts: int) -> RoutingProblem:
        """The problem with the first so many vehicles of the file."""
        bases = np.broadcast_to(self._data.get("vehicles_depot", 1), self._data["vehicles"])[:num_shifts] - 1
        nodes = [*self._clients, *np.repeat(bases, 2).tolist()]
        road = self._road[np.ix_(nodes, nodes)].astype(np.int32)
        visits = tuple(self._visit(node) for node in self._clients)
        shifts = tuple(self._shift(number, int(base)) for number, base in enumerate(bases))
        return RoutingProblem(visits, shifts, {TravelMode.CAR: TravelMatrix(road[None], road, (0,), "VRPLIB")})

    def _visit(self, node: int) -> Visit:
        prize = int(self._prizes[node])
        return Visit(
            id=f"V{node}",
            cases=(f"C{node}",),
            lender="L",
            debtor_key=f"D{node}",
            location=self._place(node),
            service_s=int(self._service[node]),
            windows=(TimeWindow(*self._windows[node].tolist()),),
            permitted=TimeWindow(0, int(self._windows[self._depots].max())),
            is_fixed=False,
            penalty_s=prize or _PRICELESS * int(self._road.max()),
            demand=int(self._data["demand"][node]),
        )

    def _shift(self, number: int, base: int) -> Shift:
        place, longest = self._place(base), self._data.get("vehicles_max_duration")
        return Shift(
            f"T{number}",
            place,
            place,
            TimeWindow(*self._windows[base].tolist()),
            TravelMode.CAR,
            max_tour_s=None if longest is None else int(self._whole(longest)),
            capacity=int(self._data["capacity"]),
        )

    def _place(self, node: int) -> Location:
        lon, lat = self._data["node_coord"][node]
        return Location(str(node), float(lon), float(lat), Level.CONFIRMED)


def _tenths(values: Any) -> Ints:
    return np.asarray(10 * np.asarray(values)).astype(np.int64)


def _thousandths(values: Any) -> Ints:
    return np.round(1000 * np.asarray(values)).astype(np.int64)
