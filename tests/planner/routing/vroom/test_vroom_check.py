"""The independent check of answers: a true one passes, and each lie and each broken rule is one sentence."""

import copy

import pytest

from planner.errors import PlannerError
from planner.routing.vroom.check import check
from planner.routing.vroom.read import read_problem
from planner.travel.estimate import Estimate

PROBLEM = {
    "jobs": [
        {"id": 1, "location_index": 1, "service": 60, "setup": 30, "time_windows": [[500, 600]], "delivery": [1]},
        {"id": 2, "location_index": 2, "service": 10, "skills": [7], "priority": 5, "delivery": [2]},
        {"id": 3, "location_index": 2, "penalty_cost": 40},
    ],
    "vehicles": [
        {"id": 8, "start_index": 0},
        {
            "id": 9,
            "start_index": 0,
            "end_index": 0,
            "capacity": [3],
            "skills": [7],
            "time_window": [100, 900],
            "max_tasks": 2,
            "max_travel_time": 360,
        },
    ],
    "matrices": {"car": {"durations": [[0, 100, 200], [110, 0, 50], [210, None, 0]]}},
}


def step(kind, arrival, duration, load, place, **more):
    return {"type": kind, "arrival": arrival, "duration": duration, "load": [load], "location_index": place, **more}


ANSWER = {
    "code": 0,
    "summary": {
        "cost": 360,
        "routes": 1,
        "unassigned": 1,
        "setup": 30,
        "service": 70,
        "duration": 360,
        "waiting_time": 20,
        "priority": 5,
        "delivery": [3],
        "penalty": 40,
        "objective": 400,
    },
    "unassigned": [{"id": 3}],
    "routes": [
        {
            "vehicle": 9,
            "cost": 360,
            "setup": 30,
            "service": 70,
            "duration": 360,
            "waiting_time": 20,
            "steps": [
                step("start", 380, 0, 3, 0),
                step("job", 480, 100, 2, 1, id=1, setup=30, service=60, waiting_time=20),
                step("job", 640, 150, 0, 2, id=2, service=10),
                step("end", 860, 360, 0, 0),
            ],
        }
    ],
}


def verdict(answer=ANSWER, problem=PROBLEM):
    return check(read_problem(problem, Estimate()), answer)


def changed(change, document=ANSWER):
    document = copy.deepcopy(document)
    change(document)
    return document


def steps(answer):
    return answer["routes"][0]["steps"]


def job(answer, n):
    return answer["jobs"][n - 1]


def test_a_true_answer_passes_with_its_cost():
    """No sentence, and what it costs: 360 s on the road and 40 for the job left out."""
    found = verdict()
    assert (found.faults, found.travel_s, found.penalty_s, found.num_unassigned) == ((), 360, 40, 1)


LIES = {
    "cost": (lambda a: a["summary"].update(cost=359), "summary 的 cost 写的是 359，应为 360。"),
    "objective": (lambda a: a["summary"].update(objective=360), "summary 的 objective 写的是 360，应为 400。"),
    "penalty": (lambda a: a["summary"].update(penalty=0), "summary 的 penalty 写的是 0，应为 40。"),
    "unassigned": (lambda a: a["summary"].update(unassigned=0), "summary 的 unassigned 写的是 0，应为 1。"),
    "routes": (lambda a: a["summary"].update(routes=2), "summary 的 routes 写的是 2，应为 1。"),
    "priority": (lambda a: a["summary"].update(priority=6), "summary 的 priority 写的是 6，应为 5。"),
    "delivery": (lambda a: a["summary"].update(delivery=[4]), "summary 的 delivery 写的是 4，应为 3。"),
    "cost of a route": (lambda a: a["routes"][0].update(cost=1), "车辆 9 的路线的 cost 写的是 1，应为 360。"),
    "waiting": (lambda a: a["routes"][0].update(waiting_time=0), "车辆 9 的路线的 waiting_time 写的是 0，应为 20。"),
    "load": (lambda a: steps(a)[1].update(load=[3]), "车辆 9 的路线第 2 步（任务 1）的 load 写的是 3，应为 2。"),
    "place": (lambda a: steps(a)[2].update(location_index=1), "（任务 2）的 location_index 写的是 1，应为 2。"),
    "setup": (
        lambda a: steps(a)[2].update(setup=5) is steps(a)[3].update(arrival=865),
        "（任务 2）的 setup 写的是 5，应为 0。",
    ),
    "service": (
        lambda a: steps(a)[2].update(service=9) is steps(a)[3].update(arrival=859),
        "的 service 写的是 9，应为 10。",
    ),
    "early arrival": (lambda a: steps(a)[3].update(arrival=850), "第 4 步（结束）的 arrival 写的是 850，应为 860。"),
    "late arrival": (lambda a: steps(a)[3].update(arrival=870), "第 4 步（结束）的 arrival 写的是 870，应为 860。"),
    "travel": (lambda a: steps(a)[3].update(duration=361), "（结束）的 duration 写的是 361，应为 360。"),
    "no start": (lambda a: steps(a).pop(0), "车辆 9 的路线应以一个 start 开始、以一个 end 结束。"),
    "a stranger": (lambda a: steps(a)[1].update(id=5), "车辆 9 的路线中的任务 5 不在 jobs 中。"),
    "a strange vehicle": (lambda a: a["routes"][0].update(vehicle=5), "routes 中的车辆 5 不在 vehicles 中。"),
    "a vehicle twice": (lambda a: a["routes"].append(a["routes"][0]), "车辆 9 有 2 条路线。"),
    "a job twice": (lambda a: a["routes"].append(a["routes"][0]), "任务 1 被安排了 2 次。"),
    "a job nowhere": (lambda a: a["unassigned"].clear(), "任务 3 既未安排，也未列在 unassigned 中。"),
    "a job here and there": (lambda a: a["unassigned"].append({"id": 1}), "任务 1 既已安排，又列在 unassigned 中。"),
    "left out twice": (lambda a: a["unassigned"].append({"id": 3}), "任务 3 在 unassigned 中出现了 2 次。"),
    "a stranger left out": (lambda a: a["unassigned"].append({"id": 5}), "unassigned 中的任务 5 不在 jobs 中。"),
    "a break of nobody": (
        lambda a: steps(a).insert(3, step("break", 650, 150, 0, 2)),
        "（休息）不在车辆 9 的 breaks 中。",
    ),
    "negative waiting": (
        lambda a: steps(a)[2].update(waiting_time=-5) is steps(a)[3].update(arrival=855),
        "（任务 2）的 waiting_time 是负数。",
    ),
    "time at the end": (
        lambda a: steps(a)[3].update(waiting_time=5),
        "（结束）的 setup、service、waiting_time 应为 0。",
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_each_lie_of_an_answer_is_told(lie):
    """A figure that is not true is a violation, even where the plan itself would hold."""
    change, says = LIES[lie]
    assert any(fault.endswith(says) for fault in verdict(changed(change)).faults), verdict(changed(change)).faults


RULES = {
    "window": (
        lambda p: job(p, 1).update(time_windows=[[100, 499], [501, 600]]),
        "不在 time_windows [100, 499]、[501, 600] 内",
    ),
    "late": (
        lambda p: p["vehicles"][1].update(time_window=[100, 859]),
        "（结束）在 860，晚于车辆的 time_window [100, 859]",
    ),
    "early": (
        lambda p: p["vehicles"][1].update(time_window=[381, 900]),
        "（出发）在 380，早于车辆的 time_window [381, 900]",
    ),
    "skills": (lambda p: job(p, 2).update(skills=[7, 8]), "（任务 2）需要技能 8，车辆 9 不具备"),
    "tasks": (lambda p: p["vehicles"][1].update(max_tasks=1), "有 2 个任务，超过 max_tasks 1"),
    "capacity": (lambda p: p["vehicles"][1].update(capacity=[2]), "的货量 3 超过 capacity 2"),
    "travel": (lambda p: p["vehicles"][1].update(max_travel_time=359), "行驶 360 秒，超过 max_travel_time 359"),
    "no way": (lambda p: p["matrices"]["car"]["durations"][1].__setitem__(2, None), "从上一地点到这里没有可用的路"),
}


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_of_the_problem_is_kept(rule):
    """The same answer under a problem with one limit that it breaks by one."""
    change, says = RULES[rule]
    faults = verdict(problem=changed(change, PROBLEM)).faults
    assert any(says in fault for fault in faults), faults


def test_a_setup_is_paid_once_a_place():
    """Straight from another job at the same place, and from the vehicle's own start, there is none."""
    problem = {
        "jobs": [{"id": n, "location_index": n // 3, "setup": 30} for n in (1, 2, 3)],
        "vehicles": [{"id": 9, "start_index": 0}],
        "matrices": {"car": {"durations": [[0, 100], [100, 0]]}},
    }
    walk = [
        step("start", 0, 0, 0, 0),
        step("job", 0, 0, 0, 0, id=1),
        step("job", 0, 0, 0, 0, id=2),
        step("job", 100, 100, 0, 1, id=3, setup=30),
        step("end", 130, 100, 0, 1),
    ]
    assert verdict({"routes": [{"vehicle": 9, "steps": walk}]}, problem).faults == ()


def with_break(*, leave):
    """Out at `leave`, a break before job 2, which is 50 s away."""
    problem = changed(
        lambda p: p["vehicles"][1].update(breaks=[{"id": 5, "service": 100, "time_windows": [[590, 600]]}]), PROBLEM
    )
    problem["vehicles"][1].update(time_window=[100, 2000])
    there = leave + 100
    walk = [
        step("start", leave, 0, 3, 0),
        step("job", there, 100, 2, 1, id=1, setup=30, service=60, waiting_time=500 - there),
        step("break", 590, 100, 2, 1, id=5, service=100, waiting_time=10),
        step("job", 750, 150, 0, 2, id=2, service=10),
        step("end", 970, 360, 0, 0),
    ]
    return problem, {"routes": [{"vehicle": 9, "steps": walk}], "unassigned": [{"id": 3}]}


def test_a_break_may_stand_before_on_or_after_the_way():
    """What has been travelled when it begins is left out of the way after it."""
    problem, answer = with_break(leave=380)
    assert verdict(answer, problem).faults == ()
    for on_road in (0, 20, 50):
        steps(answer)[2].update(duration=100 + on_road, arrival=590 + on_road, waiting_time=0)
        steps(answer)[3].update(arrival=740)
        steps(answer)[4].update(arrival=960)
        problem["vehicles"][1]["breaks"][0]["time_windows"] = [[590, 640]]
        assert verdict(answer, problem).faults == ()


def test_a_break_lies_in_its_window_and_lasts_its_time():
    """A second late, a second short, or made twice."""
    problem, answer = with_break(leave=380)
    late = changed(lambda a: steps(a)[2].update(waiting_time=11), answer)
    assert any(
        "（休息）开始于 601，不在 time_windows [590, 600] 内" in fault for fault in verdict(late, problem).faults
    )
    short = changed(lambda a: steps(a)[2].update(service=99), answer)
    assert any("（休息）的 service 写的是 99，应为 100" in fault for fault in verdict(short, problem).faults)
    twice = changed(lambda a: steps(a).insert(3, steps(a)[2]), answer)
    assert any("（休息）不在车辆 9 的 breaks 中" in fault for fault in verdict(twice, problem).faults)


def test_a_break_is_missed_only_by_a_tour_that_needs_it():
    """Whoever leaves after it could have been taken, or is back while it still can be, goes without."""
    problem, answer = with_break(leave=380)
    steps(answer).pop(2)
    steps(answer)[2].update(arrival=640)
    steps(answer)[3].update(arrival=860)
    assert verdict(answer, problem).faults == ("车辆 9 的路线缺少 [590, 600] 内开始的休息。",)
    problem["vehicles"][1]["breaks"][0]["time_windows"] = [[850, 859]]
    assert verdict(answer, problem).faults == ("车辆 9 的路线缺少 [850, 859] 内开始的休息。",)
    problem["vehicles"][1]["breaks"][0]["time_windows"] = [[850, 860]]
    assert verdict(answer, problem).faults == ()
    problem["vehicles"][1]["breaks"][0]["time_windows"] = [[280, 300]]
    assert verdict(answer, problem).faults == ()
    problem["vehicles"][1]["breaks"][0]["time_windows"] = [[281, 300]]
    assert verdict(answer, problem).faults == ("车辆 9 的路线缺少 [281, 300] 内开始的休息。",)


def test_a_speed_factor_allows_for_rounding_and_no_more():
    """At 0.7 the first leg takes 143 s: 142.86 by VROOM's reckoning of whole hundredths."""
    problem = changed(lambda p: p["vehicles"][0].update(speed_factor=0.7), PROBLEM)
    job(problem, 2)["skills"] = []
    walk = [step("start", 400, 0, 3, 0), step("job", 543, 143, 2, 1, id=1, setup=30, service=60)]

    def arrival_at(moment):
        tail = [step("job", moment, moment - 490, 0, 2, id=2, service=10), step("end", moment + 10, moment - 490, 0, 2)]
        return verdict({"routes": [{"vehicle": 8, "steps": walk + tail}], "unassigned": [{"id": 3}]}, problem).faults

    assert arrival_at(704) == arrival_at(705) == ()
    assert len(arrival_at(703)) == len(arrival_at(706)) == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda a: a.pop("routes"), "方案的 routes 缺失"),
        (lambda a: a.update(code=2), "方案的 code 不是 0"),
        (lambda a: a.update(routes="x"), "方案的 routes 应为列表，现为文字"),
        (lambda a: steps(a)[1].pop("arrival"), "车辆 9 的路线第 2 步的 arrival 应为"),
        (lambda a: steps(a)[1].update(arrival="480"), "第 2 步的 arrival 应为整数，现为文字"),
        (lambda a: steps(a)[1].update(type="delivery"), "第 2 步的 type 应为"),
        (lambda a: steps(a)[1].pop("id"), "第 2 步的 id 缺失"),
        (lambda a: a["unassigned"].append(3), "unassigned 第 2 项应为对象，现为整数"),
    ],
)
def test_what_is_no_answer_is_refused(change, says):
    """Files that are no answer at all are unreadable, which is something else than a violation."""
    with pytest.raises(PlannerError, match=says):
        verdict(changed(change))
