"""From a foreign problem to its answer: planned, checked, and each job left out with a true reason."""

import copy

import pytest

from planner.routing.solve import SolveParams
from planner.routing.vroom.check import check
from planner.routing.vroom.read import read_problem
from planner.routing.vroom.solve import solve_problem
from planner.travel.estimate import Estimate

PROBLEM = {
    "jobs": [
        {"id": 1, "location_index": 1, "service": 600},
        {"id": 2, "location_index": 2, "service": 600, "skills": [4]},
        {"id": 3, "location_index": 3, "service": 600},
        {"id": 4, "location_index": 1, "service": 600, "time_windows": [[50_000, 60_000]]},
        {"id": 5, "location_index": 2, "service": 600, "priority": 3, "setup": 60},
    ],
    "vehicles": [{"id": 9, "start_index": 0, "end_index": 0, "time_window": [30_000, 40_000], "skills": [7]}],
    "matrices": {
        "car": {"durations": [[0, 300, 600, None], [300, 0, 300, None], [600, 300, 0, None], [None, None, None, 0]]}
    },
}


def solved(document, iterations=50):
    problem = read_problem(document, Estimate())
    answer = solve_problem(problem, SolveParams(iterations=iterations))
    assert check(problem, answer).faults == ()
    return answer


@pytest.fixture(scope="module")
def answer():
    """The answer to a problem of which three jobs cannot be done."""
    return solved(PROBLEM)


def test_what_can_be_done_is_planned(answer):
    """Jobs 1 and 5 in one tour, with VROOM's sums and the objective."""
    (route,) = answer["routes"]
    assert {step["id"] for step in route["steps"] if step["type"] == "job"} == {1, 5}
    summary = answer["summary"]
    assert (summary["cost"], summary["setup"], summary["service"], summary["priority"]) == (1200, 60, 1200, 3)
    assert (summary["unassigned"], summary["penalty"], summary["objective"]) == (3, 3 * 3600, 1200 + 3 * 3600)


def test_each_job_left_out_has_its_reason(answer):
    """A skill that nobody has, a place that no way leads to, a window outside the vehicle's hours."""
    reasons = {entry["id"]: entry for entry in answer["unassigned"]}
    assert list(reasons) == [2, 3, 4]
    assert reasons[2]["reason"] == "当日没有小组具备所需的技能 4。"
    assert reasons[3]["reason"].startswith("没有车辆能到达或离开这个地点")
    assert "工作时间" in reasons[4]["reason"]
    assert all(entry["kind"] == "red" and entry["remedy"].endswith("。") for entry in reasons.values())
    assert reasons[2]["location_index"] == 2


def test_a_plan_to_begin_from_is_not_made_worse():
    """With hardly any search, the order of the steps is at least as good as where it began."""
    document = copy.deepcopy(PROBLEM)
    document["jobs"] = [{"id": n, "location_index": n % 3} for n in range(1, 6)]
    document["vehicles"][0]["steps"] = [{"type": "job", "id": n} for n in (3, 1, 4, 2, 5)]
    answer = solved(document, iterations=1)
    assert answer["summary"]["unassigned"] == 0
    assert answer["summary"]["cost"] <= 1200


def test_a_cheap_job_is_not_worth_a_long_way():
    """Leaving it out costs what `penalty_cost` says, and the way there costs more."""
    document = copy.deepcopy(PROBLEM)
    document["jobs"] = [{"id": 1, "location_index": 2, "penalty_cost": 100}, {"id": 2, "location_index": 1}]
    answer = solved(document)
    assert [entry["id"] for entry in answer["unassigned"]] == [1]
    assert answer["summary"]["objective"] == 600 + 100
