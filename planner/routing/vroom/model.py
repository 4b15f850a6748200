"""A foreign problem in the planner's own words, ready for the solver."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from planner.routing.problem import RoutingProblem
from planner.routing.vroom.item import MOST_SECONDS
from planner.routing.vroom.matrices import NO_WAY
from planner.routing.vroom.problem import VroomJob, VroomProblem, VroomVehicle
from planner.shift import Break, Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import Location, TimeWindow, Visit

_LAST_MOMENT = 200_000_000
"""No day of a problem is longer, in seconds; all times of the search stay within 32 bits."""
_FOREVER = 100_000_000
"""A window that ends later has no end."""


def routing_problem(problem: VroomProblem) -> RoutingProblem:
    """Visits and shifts carry the ids of jobs and vehicles, moments count from the problem's origin.

    Whoever has no limit has the time to do everything one after another. Travel at a speed factor is rounded up to
    whole seconds. Where there is no way, travel takes longer than that.
    """
    horizon = _horizon(problem)
    return RoutingProblem(
        tuple(_visit(job, problem.origin, horizon) for job in problem.jobs),
        tuple(_shift(vehicle, problem.origin, horizon) for vehicle in problem.vehicles),
        {_mode(v): _matrix(problem, v, horizon) for v in {_mode(v): v for v in problem.vehicles}.values()},
    )


def start_tours(problem: VroomProblem, model: RoutingProblem) -> tuple[tuple[int, ...], ...] | None:
    """The plan to begin from as visits of `model` by shift, without those it does not have; None without a plan."""
    if not any(vehicle.plan for vehicle in problem.vehicles):
        return None
    nodes = {visit.id: node for node, visit in enumerate(model.visits)}
    return tuple(
        tuple(nodes[str(job)] for job in vehicle.plan or () if str(job) in nodes) for vehicle in problem.vehicles
    )


def cut_off(problem: VroomProblem) -> list[VroomJob]:
    """The jobs that no vehicle can reach, or get away from, over whatever other jobs: there is no way."""
    reachable = np.zeros(len(problem.jobs), dtype=np.bool_)
    places = np.array([job.place for job in problem.jobs])
    for vehicle in {(_mode(v), v.start, v.end): v for v in problem.vehicles}.values():
        seconds = problem.travel.matrices[vehicle.profile].seconds[0]
        is_way = (seconds != NO_WAY) & (seconds * np.int64(vehicle.hundredths) < 100 * MOST_SECONDS)
        there = _spread(is_way, vehicle.start, places)
        reachable |= there & _spread(is_way.T, vehicle.end, places)
    return [job for job, is_reachable in zip(problem.jobs, reachable, strict=True) if not is_reachable]


def _spread(is_way: npt.NDArray[np.bool_], origin: int | None, places: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Which of these places can be reached from the origin, going on from place to place."""
    if origin is None:
        return np.ones(len(places), dtype=np.bool_)
    reached = is_way[origin, places]
    among = is_way[np.ix_(places, places)] if not reached.all() else None
    while among is not None:
        further = reached | among[reached].any(axis=0)
        if (further == reached).all():
            break
        reached = further
    return np.asarray(reached)


def _horizon(problem: VroomProblem) -> int:
    """No window ends later, and everything can be done: after the last opening all work and legs one after another."""
    legs = (_longest(problem, vehicle) for vehicle in {_mode(v): v for v in problem.vehicles}.values())
    work = sum(job.service_s + job.setup_s for job in problem.jobs)
    rest = max((v.rest.service_s for v in problem.vehicles if v.rest), default=0)
    opens = max((window.start - problem.origin for window in problem.windows()), default=0)
    ends = [window.end - problem.origin for window in problem.windows()]
    needed = max(0, opens) + work + rest + (len(problem.jobs) + 1) * max(legs)
    return min(max(needed, *(end for end in ends if end < _FOREVER), 0), _LAST_MOMENT)


def _longest(problem: VroomProblem, vehicle: VroomVehicle) -> int:
    """The longest leg of a vehicle that has a way."""
    seconds = problem.travel.matrices[vehicle.profile].seconds
    scaled = -(seconds * np.int64(-vehicle.hundredths) // 100)
    return int(scaled.max(initial=0, where=(seconds != NO_WAY) & (scaled < MOST_SECONDS)))


def _visit(job: VroomJob, origin: int, horizon: int) -> Visit:
    whole = TimeWindow(0, horizon)
    windows = tuple(_since(window, origin, horizon) for window in job.windows)
    lon, lat = job.point or (0.0, 0.0)
    return Visit(
        id=str(job.id),
        cases=(str(job.id),),
        lender="",
        debtor_key=str(job.id),
        location=Location("", lon, lat),
        service_s=job.service_s,
        windows=windows or (whole,),
        permitted=whole,
        is_fixed=False,
        value=float(job.penalty_s),
        penalty_s=job.penalty_s,
        skills=frozenset(map(str, job.skills)),
        building=str(job.place),
        find_s=job.setup_s,
        demand=job.delivery,
    )


def _shift(vehicle: VroomVehicle, origin: int, horizon: int) -> Shift:
    hours = _since(vehicle.hours, origin, horizon) if vehicle.hours else TimeWindow(0, horizon)
    return Shift(
        team=str(vehicle.id),
        start=Location("", *(vehicle.start_point or (0.0, 0.0))),
        end=Location("", *(vehicle.end_point or (0.0, 0.0))),
        hours=hours,
        mode=_mode(vehicle),
        rest=_rest(vehicle, hours, origin, horizon),
        max_visits=vehicle.max_tasks,
        max_travel_s=vehicle.max_travel_s,
        capacity=vehicle.capacity,
        skills=frozenset(map(str, vehicle.skills)),
    )


def _rest(vehicle: VroomVehicle, hours: TimeWindow, origin: int, horizon: int) -> Break | None:
    """VROOM's window limits the start of a break, ours holds all of it."""
    if vehicle.rest is None:
        return None
    window = _since(vehicle.rest.window, origin, horizon) if vehicle.rest.window else hours
    return Break(TimeWindow(window.start, window.end + vehicle.rest.service_s), vehicle.rest.service_s)


def _since(window: TimeWindow, origin: int, horizon: int) -> TimeWindow:
    """The window in seconds since the origin; what lies after the horizon is not needed."""
    start = max(0, window.start - origin)
    return TimeWindow(start, max(start, min(window.end - origin, horizon)))


def _mode(vehicle: VroomVehicle) -> str:
    return vehicle.profile if vehicle.hundredths == 100 else f"{vehicle.profile}*{vehicle.hundredths}"


def _matrix(problem: VroomProblem, vehicle: VroomVehicle, horizon: int) -> TravelMatrix:
    """From the places of the file to the nodes of the planner; from and to nowhere it takes no time."""
    given = problem.travel.matrices[vehicle.profile]
    ends = [end for v in problem.vehicles for end in (v.start, v.end)]
    rows: Sequence[int | None] = [*(job.place for job in problem.jobs), *ends]
    nodes = np.array([0 if row is None else row for row in rows], dtype=np.int64)
    seconds, metres = given.seconds[:, nodes[:, None], nodes], given.metres[nodes[:, None], nodes]
    scaled = seconds if vehicle.hundredths == 100 else -(seconds * np.int64(-vehicle.hundredths) // 100)
    far = (seconds == NO_WAY) | (scaled >= MOST_SECONDS)
    scaled = np.where(far, horizon + 1, scaled).astype(np.int32)
    nowhere = np.array([row is None for row in rows])
    scaled[:, nowhere], scaled[:, :, nowhere] = 0, 0
    metres[nowhere], metres[:, nowhere] = 0, 0
    return TravelMatrix(scaled, metres, given.period_starts, given.engine)
