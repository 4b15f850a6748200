"""From a foreign problem to its answer: what nobody can do is set aside, the rest is planned, checked and explained."""

from typing import Any

from planner.clock import Progress, keep_going
from planner.finding import Kind
from planner.routing.reasons.explain import Reason, explain
from planner.routing.reasons.sane import set_aside, without
from planner.routing.solve import SolveParams, solve
from planner.routing.verify import verify
from planner.routing.vroom.answer import answer
from planner.routing.vroom.check import check
from planner.routing.vroom.model import cut_off, routing_problem, start_tours
from planner.routing.vroom.problem import VroomProblem

_NO_WAY = Reason(
    Kind.RED,
    "没有车辆能到达或离开这个地点：行程矩阵中没有可用的路。",
    "请核对该地点的 durations（null 或过大的值表示无路可走）。",
)


def solve_problem(
    problem: VroomProblem, params: SolveParams | None = None, on_progress: Progress = keep_going
) -> dict[str, Any]:
    """The answer as VROOM writes it; every job is in one step or in `unassigned` with its reason.

    Raises:
        PlannerError: the solver's process crashed or hung.
    """
    whole = routing_problem(problem)
    reasons = {str(job.id): _NO_WAY for job in cut_off(problem)}
    possible, aside = set_aside(without(whole, reasons))
    reasons |= aside
    routes = solve(possible, params, on_progress, start_tours(problem, possible))
    reasons |= explain(possible, routes)
    ordered = {visit.id: reasons[visit.id] for visit in whole.visits if visit.id in reasons}
    written = answer(problem, routes, ordered)
    faults = (*verify(possible, routes), *check(problem, written).faults)
    if faults:
        raise AssertionError(f"The answer breaks {len(faults)} constraints: {faults[0]}")
    return written
