"""Checks an answer against its problem by VROOM's rules, knowing neither solver nor planner: all is worked out anew."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planner.routing.vroom.check_tour import CheckedTour, check_tour
from planner.routing.vroom.item import MOST_ID, Item, refusal
from planner.routing.vroom.problem import VroomProblem, VroomVehicle

_SUMS = ("cost", "duration", "setup", "service", "waiting_time", "priority", "distance")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong, one sentence each, and what the answer truly costs in seconds."""

    faults: tuple[str, ...]
    travel_s: int
    penalty_s: int
    num_unassigned: int


def check(problem: VroomProblem, solution: object) -> Verdict:
    """Every rule that the answer breaks and every figure in it that is not true.

    A break may be left out by a tour that leaves after there was time for it, or is back while there still is.

    Raises:
        PlannerError: the solution is no answer at all: routes, steps or their figures are missing or of another kind.
    """
    top = Item(solution, "方案")
    if top.integer("code", 0, least=-MOST_ID, most=MOST_ID) != 0:
        raise refusal("方案的 code 不是 0：它不是一次成功求解的结果。", "请换一个方案文件。")
    if not top.has("routes"):
        top.refuse("routes", "缺失")
    vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
    faults: list[str] = []
    tours = [tour for value in top.list("routes") if (tour := _tour(problem, vehicles, value, faults))]
    for vehicle, times in Counter(tour.vehicle.id for tour in tours).items():
        if times > 1:
            faults.append(f"车辆 {vehicle} 有 {times} 条路线。")
    left = [
        Item(v, f"unassigned 第 {n} 项").integer("id", most=MOST_ID) for n, v in enumerate(top.list("unassigned"), 1)
    ]
    planned = [job for tour in tours for job in tour.jobs]
    faults += _accounts(problem, planned, left)
    penalty_s = sum(job.penalty_s for job in problem.jobs if job.id not in set(planned))
    if top.has("summary"):
        faults += _summary_faults(Item(top.get("summary"), "summary"), tours, len(set(left)), penalty_s)
    travel_s = -(-sum(tour.hundredths for tour in tours) // 100)
    return Verdict(tuple(faults), travel_s, penalty_s, len(problem.jobs) - len(set(planned)))


def _tour(
    problem: VroomProblem, vehicles: Mapping[int, VroomVehicle], value: object, faults: list[str]
) -> CheckedTour | None:
    item = Item(value, "routes 中的一项")
    number = item.integer("vehicle", most=MOST_ID)
    if number not in vehicles:
        faults.append(f"routes 中的车辆 {number} 不在 vehicles 中。")
        return None
    item.name = f"车辆 {number} 的路线"
    tour = check_tour(problem, vehicles[number], item)
    faults += tour.faults
    faults += _sum_faults(item, tour.sums, tour.slack)
    return tour


def _accounts(problem: VroomProblem, planned: list[int], left: list[int]) -> Iterator[str]:
    """Whether each job stands in one place."""
    times, unassigned, known = Counter(planned), Counter(left), {job.id for job in problem.jobs}
    for job in problem.jobs:
        if times[job.id] > 1:
            yield f"任务 {job.id} 被安排了 {times[job.id]} 次。"
        if unassigned[job.id] > 1:
            yield f"任务 {job.id} 在 unassigned 中出现了 {unassigned[job.id]} 次。"
        if times[job.id] and unassigned[job.id]:
            yield f"任务 {job.id} 既已安排，又列在 unassigned 中。"
        if not times[job.id] and not unassigned[job.id]:
            yield f"任务 {job.id} 既未安排，也未列在 unassigned 中。"
    yield from (f"unassigned 中的任务 {number} 不在 jobs 中。" for number in dict.fromkeys(left) if number not in known)


def _summary_faults(item: Item, tours: list[CheckedTour], num_left: int, penalty_s: int) -> Iterator[str]:
    sums = {key: sum(tour.sums[key] for tour in tours) for key in _SUMS}
    slack = sum(tour.slack for tour in tours)
    counts: dict[str, Any] = {"unassigned": num_left, "routes": len(tours), "penalty": penalty_s}
    yield from _sum_faults(item, sums | {"delivery": sum(tour.sums["delivery"] for tour in tours)}, slack)
    yield from _sum_faults(item, counts, 0)
    yield from _sum_faults(item, {"objective": sums["cost"] + penalty_s}, slack)


def _sum_faults(item: Item, true: Mapping[str, int], slack: int) -> Iterator[str]:
    """Figures that are given and not true; VROOM rounds travel at a speed factor in its own way, hence the slack."""
    for key, value in true.items():
        if not item.has(key):
            continue
        if key == "delivery":
            written = sum(item.integers(key, most=MOST_ID))
        else:
            written = item.integer(key, least=-MOST_ID, most=MOST_ID)
        allowed = slack if key in ("cost", "duration", "waiting_time", "objective") else 0
        if abs(written - value) > allowed:
            yield f"{item.of(key)} 写的是 {written}，应为 {value}。"
