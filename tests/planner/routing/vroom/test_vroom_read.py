"""VROOM's JSON in: what it means here, and one sentence that names the item for what cannot be used."""

import copy
import json
import math

import numpy as np
import pytest

from planner.errors import PlannerError
from planner.routing.vroom.matrices import NO_WAY
from planner.routing.vroom.read import read_problem
from planner.shift import TravelMode
from planner.travel.estimate import Estimate
from planner.visit import TimeWindow

SOUND = {
    "jobs": [
        {"id": 1, "location_index": 1, "service": 60, "setup": 30, "time_windows": [[500, 600]], "delivery": [1]},
        {"id": 2, "location_index": 2, "skills": [7], "priority": 5},
    ],
    "vehicles": [
        {
            "id": 9,
            "start_index": 0,
            "end_index": 0,
            "capacity": [3],
            "skills": [7, 8],
            "time_window": [100, 5000],
            "breaks": [{"id": 77, "time_windows": [[300, 900]], "service": 100}],
            "max_tasks": 4,
            "max_travel_time": 900,
            "steps": [{"type": "start"}, {"type": "job", "id": 2}, {"type": "break", "id": 77}, {"type": "end"}],
        }
    ],
    "matrices": {"car": {"durations": [[0, 100, 200], [110, 0, 50], [210, 60, 0]]}},
}


def read(document):
    return read_problem(document, Estimate())


def changed(change):
    document = copy.deepcopy(SOUND)
    change(document["jobs"][0], document["vehicles"][0], document)
    return document


def matrix(document):
    return document["matrices"]["car"]["durations"]


def test_a_sound_problem_is_read_as_it_stands():
    """Every field has its value, and what is not given its default."""
    problem = read(SOUND)
    first, second = problem.jobs
    assert (first.place, first.service_s, first.setup_s, first.delivery) == (1, 60, 30, 1)
    assert first.windows == (TimeWindow(500, 600),)
    assert (second.service_s, second.setup_s, second.windows, second.delivery) == (0, 0, (), 0)
    assert (first.penalty_s, second.penalty_s) == (3600, 6 * 3600)
    (vehicle,) = problem.vehicles
    assert (vehicle.start, vehicle.end, vehicle.capacity, vehicle.skills) == (0, 0, 3, {7, 8})
    assert (vehicle.hours, vehicle.max_tasks, vehicle.max_travel_s) == (TimeWindow(100, 5000), 4, 900)
    assert (vehicle.rest.window, vehicle.rest.service_s) == (TimeWindow(300, 900), 100)
    assert vehicle.plan == (2,)
    assert problem.leg(vehicle, 0, 1, 0) == 10_000
    assert problem.leg(vehicle, None, 1, 0) == problem.leg(vehicle, 1, None, 0) == 0
    assert problem.origin == 0


def test_a_penalty_cost_goes_before_the_priority():
    """The extension says what leaving the job out costs, 0 included."""
    document = changed(lambda job, _vehicle, _top: job.update(penalty_cost=0, priority=100))
    assert read(document).jobs[0].penalty_s == 0


def test_windows_that_meet_are_one():
    """Order does not matter, and overlapping windows are joined."""
    document = changed(lambda job, _vehicle, _top: job.update(time_windows=[[500, 600], [0, 10], [550, 700]]))
    assert read(document).jobs[0].windows == (TimeWindow(0, 10), TimeWindow(500, 700))


def test_null_and_huge_travel_mean_no_way():
    """A pair without a way does not make the matrix unusable."""

    def cut(_job, _vehicle, top):
        matrix(top)[0][1] = None
        matrix(top)[0][2] = 10_000_000
        matrix(top)[2][0] = 4_294_967_295

    problem = read(changed(cut))
    assert problem.travel.matrices["car"].seconds[0].tolist() == [[0, NO_WAY, NO_WAY], [110, 0, 50], [NO_WAY, 60, 0]]
    assert problem.leg(problem.vehicles[0], 0, 1, 0) is None
    assert problem.leg(problem.vehicles[0], 1, 0, 0) == 11_000


def test_a_speed_factor_counts_in_whole_hundredths():
    """As VROOM rounds: at 0.7 a second of the matrix takes 1.43 s."""
    problem = read(changed(lambda _job, vehicle, _top: vehicle.update(speed_factor=0.7)))
    assert problem.leg(problem.vehicles[0], 0, 1, 0) == 14_300


def test_timestamps_count_from_their_midnight_in_shanghai():
    """2026-12-10 09:00 in Shanghai is 32,400 seconds after the origin."""
    nine = 1_796_864_400

    def stamp(job, vehicle, _top):
        job["time_windows"] = [[nine, nine + 3600]]
        vehicle["time_window"] = [0, 2**32 - 1]
        del vehicle["breaks"]

    assert read(changed(stamp)).origin == nine - 32_400


def test_without_matrices_travel_is_estimated_by_the_hour():
    """Points are enough; a trip in the peak takes longer than one at noon, and the same point is the same place."""
    document = {
        "jobs": [{"id": 1, "location": [121.47, 31.23]}, {"id": 2, "location": [121.47, 31.23]}],
        "vehicles": [{"id": 1, "start": [121.544, 31.221]}],
    }
    problem = read(document)
    assert [job.place for job in problem.jobs] == [0, 0]
    (vehicle,) = problem.vehicles
    there = Estimate().matrix(np.array([121.544, 121.47]), np.array([31.221, 31.23]), TravelMode.CAR)
    assert problem.leg(vehicle, vehicle.start, 0, 12 * 3600) == 100 * there.travel_s(0, 1, 12 * 3600)
    assert problem.leg(vehicle, vehicle.start, 0, 8 * 3600) > problem.leg(vehicle, vehicle.start, 0, 12 * 3600)


REFUSED = {
    "no jobs": (lambda j, v, t: t.update(jobs=[]), "jobs 有 0 项，应有 1 到 5000 项"),
    "no vehicles": (lambda j, v, t: t.pop("vehicles"), "vehicles 有 0 项，应有 1 到 500 项"),
    "jobs of another kind": (lambda j, v, t: t.update(jobs={}), "jobs 应为列表，现为对象"),
    "a job of another kind": (lambda j, v, t: t["jobs"].append("x"), "jobs 第 3 项应为对象，现为文字"),
    "no id": (lambda j, v, t: j.pop("id"), "jobs 第 1 项的 id 应为"),
    "the same job twice": (lambda j, v, t: t["jobs"].append(j), "任务编号 1 重复出现 2 次"),
    "the same vehicle twice": (lambda j, v, t: t["vehicles"].append(v), "车辆编号 9 重复出现 2 次"),
    "a window that ends first": (
        lambda j, v, t: j.update(time_windows=[[600, 500]]),
        "任务 1 的 time_windows 的结束 500 早于",
    ),
    "no window in the list": (lambda j, v, t: j.update(time_windows=[]), "任务 1 的 time_windows 有 0 个时间窗"),
    "a window of one moment": (lambda j, v, t: j.update(time_windows=[[5]]), "应为 [开始, 结束] 两个秒数"),
    "hours that end first": (lambda j, v, t: v.update(time_window=[9, 8]), "车辆 9 的 time_window 的结束 8 早于开始 9"),
    "negative service": (lambda j, v, t: j.update(service=-5), "任务 1 的 service 应为 0 到 10000000 的整数，现为负数"),
    "service as text": (lambda j, v, t: j.update(service="5"), "任务 1 的 service 应为 0 到 10000000 的整数，现为文字"),
    "service as a truth": (lambda j, v, t: j.update(service=True), "现为布尔值"),
    "service as a fraction": (lambda j, v, t: j.update(service=5.5), "现为小数"),
    "endless service": (
        lambda j, v, t: j.update(service=10**40),
        "任务 1 的 service 应为 0 到 10000000 的整数，现为过大的数",
    ),
    "too much priority": (lambda j, v, t: j.update(priority=101), "任务 1 的 priority 应为 0 到 100"),
    "a negative penalty": (lambda j, v, t: j.update(penalty_cost=-1), "任务 1 的 penalty_cost"),
    "two dimensions": (lambda j, v, t: j.update(delivery=[1, 2]), "任务 1 的 delivery 有多个维度"),
    "a pickup": (lambda j, v, t: j.update(pickup=[1]), "任务 1 的 pickup 不支持"),
    "service by type": (lambda j, v, t: j.update(service_per_type={"a": 1}), "任务 1 的 service_per_type 不支持"),
    "a job's window misnamed": (lambda j, v, t: j.update(time_window=[1, 2]), "应为 time_windows"),
    "shipments": (lambda j, v, t: t.update(shipments=[{}]), "shipments 是取送配对，不支持"),
    "nowhere": (lambda j, v, t: j.pop("location_index"), "任务 1 的 location 缺失"),
    "a row too far": (lambda j, v, t: j.update(location_index=3), "location_index 是 3，超出 matrices.car 的 3 行"),
    "a negative row": (lambda j, v, t: v.update(start_index=-1), "车辆 9 的 start_index 应为非负整数，现为负数"),
    "a point where rows count": (
        lambda j, v, t: j.update(location=[121.5, 31.2]) is j.pop("location_index"),
        "任务 1 的 location_index 缺失",
    ),
    "a row without matrices": (lambda j, v, t: t.pop("matrices"), "没有对应的 matrices，也没有给出坐标"),
    "latitude first": (lambda j, v, t: j.update(location=[31.2, 121.5]), "任务 1 的 location 应为 [经度, 纬度]"),
    "no start, no end": (
        lambda j, v, t: v.pop("start_index") is v.pop("end_index") is None,
        "车辆 9 的 start 和 end 都没有给出",
    ),
    "a profile without a matrix": (
        lambda j, v, t: v.update(profile="bike"),
        "车辆 9 的 profile bike 没有对应的 matrices",
    ),
    "a profile of another kind": (lambda j, v, t: v.update(profile=5), "车辆 9 的 profile 应为文字"),
    "too fast": (lambda j, v, t: v.update(speed_factor=6), "车辆 9 的 speed_factor 应为"),
    "no speed": (lambda j, v, t: v.update(speed_factor=0), "车辆 9 的 speed_factor 应为"),
    "speed that is no number": (lambda j, v, t: v.update(speed_factor=math.nan), "车辆 9 的 speed_factor 应为"),
    "a price for distance": (lambda j, v, t: v.update(costs={"per_km": 5}), "车辆 9 的 costs 不支持"),
    "most distance": (lambda j, v, t: v.update(max_distance=5), "车辆 9 的 max_distance 不支持"),
    "two breaks": (lambda j, v, t: v["breaks"].append({"id": 1}), "车辆 9 的 breaks 有 2 次休息"),
    "a break at two times": (
        lambda j, v, t: v["breaks"][0].update(time_windows=[[1, 2], [5, 6]]),
        "车辆 9 的休息的 time_windows 有多个时间窗",
    ),
    "a strange step": (lambda j, v, t: v.update(steps=[{"type": "pickup", "id": 1}]), "车辆 9 的 steps 第 1 项的 type"),
    "a step with a forced time": (
        lambda j, v, t: v["steps"][1].update(service_at=500),
        "车辆 9 的 steps 第 2 项的 service_at 不支持",
    ),
    "a step for nobody": (lambda j, v, t: v["steps"][1].update(id=5), "steps 中有任务 5，但 jobs 中没有"),
    "a step made twice": (lambda j, v, t: v["steps"].append({"type": "job", "id": 2}), "任务 2 已在别处出现"),
    "a matrix that is not square": (
        lambda j, v, t: matrix(t)[1].pop(),
        "durations 不是方阵：第 2 行有 2 个值，应有 3 个值",
    ),
    "a row that is no list": (lambda j, v, t: matrix(t).__setitem__(1, None), "durations 不是方阵：第 2 行是空值"),
    "negative travel": (lambda j, v, t: matrix(t)[1].__setitem__(2, -1), "durations 第 2 行第 3 列是负数"),
    "travel that is no number": (
        lambda j, v, t: matrix(t)[1].__setitem__(2, math.nan),
        "durations 第 2 行第 3 列应为非负整数，现为小数",
    ),
    "travel as a truth": (lambda j, v, t: matrix(t)[1].__setitem__(2, True), "第 2 行第 3 列应为非负整数，现为布尔值"),
    "no matrix in the profile": (lambda j, v, t: t["matrices"].update(car={}), "matrices.car 的 durations 缺失或为空"),
    "distances of another size": (
        lambda j, v, t: t["matrices"]["car"].update(distances=[[0]]),
        "matrices.car 的 distances 有 1 行，durations 有 3 行",
    ),
    "costs": (lambda j, v, t: t["matrices"]["car"].update(costs=[[0]]), "matrices.car 的 costs 不支持"),
    "seconds of the day beside timestamps": (
        lambda j, v, t: j.update(time_windows=[[1_796_864_400, 1_796_864_500]]),
        "车辆 9 的 time_window 与其他时间窗相差太远",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_used_is_refused_by_name(kind):
    """One sentence with the item and what is wrong, and what to do."""
    change, says = REFUSED[kind]
    with pytest.raises(PlannerError) as caught:
        read(changed(change))
    assert says in caught.value.message
    assert caught.value.message.endswith("。")
    assert caught.value.remedy


@pytest.mark.parametrize("document", [None, [], "x", 5, True])
def test_something_else_than_an_object_is_no_problem(document):
    """A list, a text, a number."""
    with pytest.raises(PlannerError, match="文件内容应为对象"):
        read(document)


def test_no_value_is_repeated_in_a_sentence():
    """A foreign file may hold names: the kind of a value is named, never the value."""
    canary = "欧阳䶮13812345678"
    for key in ("service", "priority", "skills", "location_index", "time_windows", "delivery"):
        document = changed(lambda job, _vehicle, _top, key=key: job.update({key: canary}))
        with pytest.raises(PlannerError) as caught:
            read(document)
        assert canary not in str(caught.value)
    document = changed(lambda _job, vehicle, _top: vehicle.update(profile=canary))
    with pytest.raises(PlannerError) as caught:
        read(document)
    assert canary not in str(caught.value)


def test_what_was_written_by_others_may_carry_more():
    """Descriptions and keys that limit nothing are passed over."""
    document = changed(lambda job, vehicle, top: [x.update(description="…", note=[1]) for x in (job, vehicle, top)])
    assert read(document).jobs == read(json.loads(json.dumps(SOUND))).jobs
