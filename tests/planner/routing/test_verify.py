"""The checker finds nothing in a sound plan, and each kind of violation in one that was spoilt."""

from dataclasses import replace

import pytest

from planner.plan import Route
from planner.routing.exact.schedule import schedule
from planner.routing.problem import Lock
from planner.routing.verify import verify
from planner.visit import TimeWindow


@pytest.fixture
def problem(day):
    """Two visits with a rest between them; a third for nobody."""
    visits = [
        day.visit("A", 10, "10:30-11:10", permitted="9:00-11:40"),
        day.visit("B", 50, "12:00-15:00"),
        day.visit("C", 20, teams="T02"),
    ]
    return day.problem(visits, [day.shift(rest="11:30-13:30 45", most=2)], periods=[("0:00", 1), ("10:00", 1)])


@pytest.fixture
def route(problem):
    """9:00 away, A 10:30-11:00, 40 minutes of road, rest 11:40-12:25, B until 12:55, back at 13:45."""
    return schedule(problem, 0, [0, 1])


def _with_stop(route, n, **changes):
    stops = [replace(stop, **changes) if k == n else stop for k, stop in enumerate(route.stops)]
    return replace(route, stops=tuple(stops))


def test_a_sound_plan_has_no_fault(problem, route):
    """What the exact timing wrote passes."""
    assert verify(problem, [route]) == ()


def test_no_routes_are_no_fault(problem):
    """An empty plan breaks nothing, nor does a team that stays in."""
    assert verify(problem, []) == ()
    assert verify(problem, [Route(problem.shifts[0], (), 0, 0)]) == ()


def test_a_visit_planned_twice(problem, route):
    """Also when it is on one route only."""
    faults = verify(problem, [replace(route, stops=(*route.stops, route.stops[1]))])
    assert "到访 B 被安排了 2 次。" in faults


def test_a_team_with_two_routes(problem, route):
    """One team has one day."""
    assert "小组 T01 有 2 条路线。" in verify(problem, [route, replace(route, stops=())])


def test_a_shift_or_a_visit_that_is_not_of_the_problem(problem, route, day):
    """Neither another working day nor a visit with another window is taken."""
    changed = replace(route, shift=replace(route.shift, hours=day.window("8:00-20:00")))
    assert verify(problem, [changed]) == ("小组 T01 不在当日班次中，或班次已被改动。",)
    wider = replace(problem.visits[0], windows=(day.window("8:00-20:00"),))
    assert verify(problem, [_with_stop(route, 0, visit=wider)]) == ("到访 A 不在待排清单中，或内容已被改动。",)


def test_a_team_without_the_right(problem, route):
    """C may only be visited by T02."""
    faults = verify(problem, [_with_stop(route, 1, visit=problem.visits[2])])
    assert "小组 T01 无权到访 C。" in faults


def test_a_start_outside_the_window(problem, route, day):
    """11:10 is kept, one second later is not."""
    at = {"arrival": day.at("10:30"), "start": day.at("11:10"), "departure": day.at("11:40")}
    assert not [f for f in verify(problem, [_with_stop(route, 0, **at)]) if "约定" in f]
    late = {"start": day.at("11:10") + 1, "departure": day.at("11:40") + 1}
    faults = verify(problem, [_with_stop(route, 0, **late)])
    assert "到访 A 11:10:01 开始，不在约定的 10:30–11:10 内。" in faults
    assert "到访 A（11:10:01–11:40:01）超出允许时段 09:00–11:40。" in faults


def test_a_visit_of_the_wrong_length(problem, route, day):
    """30 minutes were asked for."""
    assert "到访 B 停留 1740 秒，应为 1800 秒。" in verify(problem, [_with_stop(route, 1, departure=day.at("12:54"))])


def test_a_start_before_the_arrival(problem, route, day):
    """Nobody starts before being there."""
    assert "到访 A 在到达之前就开始了。" in verify(problem, [_with_stop(route, 0, arrival=day.at("10:31"))])


def test_travel_that_is_too_short(problem, route, day):
    """40 minutes from A to B; 39 written down, and arriving earlier with the true figure, are both found."""
    short = _with_stop(route, 1, travel_s=39 * 60)
    assert verify(problem, [short]) == ("到访 B的行程应为 2400 秒，而写的是 2340 秒。",)
    early = _with_stop(route, 1, arrival=day.at("12:24"))
    assert any("到访 B的到达时间应为" in fault for fault in verify(problem, [early]))


def test_the_way_back_counts(problem, route):
    """A minute too early, a metre too many."""
    assert "小组 T01 返回的到达时间应为 13:45，而写的是 13:44。" in verify(
        problem, [replace(route, back=route.back - 60)]
    )
    wrong = replace(route, back_travel_m=route.back_travel_m + 1)
    assert verify(problem, [wrong]) == ("小组 T01 返回的路程应为 50000 米，而写的是 50001 米。",)


def test_travel_is_checked_by_the_hour(day):
    """With the rush until 10:00 the same leg takes twice as long when it begins before."""
    problem = day.problem([day.visit("A", 20)], [day.shift()], periods=[("0:00", 2), ("10:00", 1)])
    route = schedule(problem, 0, [0])
    assert verify(problem, [route]) == ()
    slow = replace(route, leave=day.at("9:20"))
    assert verify(problem, [slow]) == ("到访 A的到达时间应为 10:00，而写的是 09:40。",)


def test_the_hours_of_the_shift(problem, route, day):
    """Leaving before it and coming back after it are found, the last second is not."""
    assert "小组 T01 08:59 出发，早于上班时间 09:00。" in verify(problem, [replace(route, leave=day.at("8:59"))])
    assert "小组 T01 18:00:01 返回，晚于下班时间 18:00。" in verify(problem, [replace(route, back=day.at("18:00") + 1)])
    assert not [f for f in verify(problem, [replace(route, back=day.at("18:00"))]) if "下班" in f]


def test_more_visits_than_the_team_may_make(problem, route):
    """Two are allowed, three are one too many."""
    faults = verify(problem, [replace(route, stops=(*route.stops, route.stops[1]))])
    assert "小组 T01 安排了 3 次到访，超过上限 2 次。" in faults


def test_a_missing_rest(problem, route):
    """The tour is out for the whole span."""
    assert "小组 T01 缺少 11:30–13:30 内的 45 分钟休息。" in verify(problem, [replace(route, rest=None)])


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [
        ("11:25", "12:10", "小组 T01 的休息 11:25–12:10 超出 11:30–13:30。"),
        ("11:40", "12:24", "小组 T01 休息 2640 秒，应为 2700 秒。"),
        ("12:10", "12:55", "小组 T01 的休息 12:10–12:55 与到访重叠，或不在行程之内。"),
    ],
    ids=["outside its span", "too short", "during a visit"],
)
def test_a_rest_that_is_none(problem, route, day, start, end, fault):
    """Each is named."""
    assert fault in verify(problem, [replace(route, rest=TimeWindow(day.at(start), day.at(end)))])


def test_a_rest_that_overlaps_the_road(problem, route, day):
    """Away at 11:00 with 40 minutes of road, a rest from 11:35 would begin in the car."""
    moved = replace(route, rest=TimeWindow(day.at("11:35"), day.at("12:20")))
    faults = verify(problem, [_with_stop(moved, 1, arrival=day.at("12:20"))])
    assert any("到访 B的到达时间应为 13:00" in fault for fault in faults)


def test_a_rest_for_a_team_that_has_none(day):
    """A rest nobody asked for is a fault too."""
    problem = day.problem([day.visit("A", 10)], [day.shift()])
    rested = replace(schedule(problem, 0, [0]), rest=TimeWindow(day.at("12:00"), day.at("12:45")))
    assert "小组 T01 没有休息安排，却排了休息。" in verify(problem, [rested])


def _single(day, visit=None, shift=None, **more):
    """A at 10:30 for half an hour, ten minutes from the office; away at 10:20, back at 11:10."""
    problem = day.problem(
        [day.visit("A", 10, "10:30-11:10", **(visit or {}))], [day.shift(**(shift or {})), day.shift("T02")], **more
    )
    plain = day.problem([day.visit("A", 10, "10:30-11:10")], [day.shift()])
    route = schedule(plain, 0, [0])
    stop = replace(route.stops[0], visit=problem.visits[0])
    return problem, replace(route, shift=problem.shifts[0], stops=(stop,))


@pytest.mark.parametrize(
    ("kept", "broken", "fault"),
    [
        (
            {"visit": {"required_team": "T01"}},
            {"visit": {"required_team": "T02"}},
            "到访 A 指定由 T02 前往，却排给了 T01。",
        ),
        (
            {"visit": {"forbidden_teams": frozenset({"T02"})}},
            {"visit": {"forbidden_teams": frozenset({"T01", "T02"})}},
            "小组 T01 不得到访 A。",
        ),
        (
            {"visit": {"skills": frozenset({"沪语"})}, "shift": {"skills": frozenset({"沪语", "财务"})}},
            {"visit": {"skills": frozenset({"沪语", "手语"})}, "shift": {"skills": frozenset({"财务"})}},
            "小组 T01 缺少到访 A 需要的技能：手语、沪语。",
        ),
        (
            {"visit": {"demand": 3}, "shift": {"capacity": 3}},
            {"visit": {"demand": 4}, "shift": {"capacity": 3}},
            "小组 T01 的到访共需容量 4，超过上限 3。",
        ),
        (
            {"shift": {"max_travel_s": 1200}},
            {"shift": {"max_travel_s": 1199}},
            "小组 T01 路上共 20 分钟，超过上限 1199 秒。",
        ),
        (
            {"shift": {"max_tour_s": 3000}},
            {"shift": {"max_tour_s": 2940}},
            "小组 T01 在外 10:20–11:10，超过最长 49 分钟。",
        ),
        (
            {"shift": {"hours": "9:00-11:00", "overtime_s": 600}},
            {"shift": {"hours": "9:00-11:00", "overtime_s": 540}},
            "小组 T01 11:10 返回，晚于下班时间 11:00加最多 9 分钟的加班。",
        ),
        (
            {"locks": {"A": Lock("T01")}},
            {"locks": {"A": Lock("T02")}},
            "到访 A 已锁定由 T02 前往，却排给了 T01。",
        ),
        (
            {"locks": {"A": Lock("T01", position=1)}},
            {"locks": {"A": Lock("T01", position=2)}},
            "到访 A 已锁定为第 2 站，却排在第 1 站。",
        ),
        (
            {"locks": {"A": Lock("T01", position=-1)}},
            {"locks": {"A": Lock("T01", position=-2)}},
            "到访 A 已锁定为倒数第 2 站，却排在倒数第 1 站。",
        ),
        (
            {"locks": {"A": Lock(start=37_800)}},
            {"locks": {"A": Lock(start=37_801)}},
            "到访 A 已锁定在 10:30:01 开始，却排在 10:30。",
        ),
        (
            {"visit": {"building": "甲"}},
            {"visit": {"building": "甲", "find_s": 300}},
            "到访 A 停留 1800 秒，应为 2100 秒。",
        ),
    ],
    ids=[
        "required team", "forbidden team", "skills", "capacity", "longest travel", "longest tour", "overtime",
        "locked team", "locked place", "locked place from the end", "locked start", "finding the building",
    ],
)  # fmt: skip
def test_each_limit_is_kept_or_named(day, kept, broken, fault):
    """One second, one piece or one place more than is kept is the only fault, and it is named."""
    for words, faults in ((kept, ()), (broken, (fault,))):
        problem, route = _single(day, **words)
        assert verify(problem, [route]) == faults


def test_a_start_in_the_gap_between_two_windows(day):
    """9:00 to 10:00 and 11:00 to 12:00 were agreed; both are named."""
    visit = {"windows": (day.window("9:00-10:00"), day.window("11:00-12:00"))}
    problem, route = _single(day)
    word = replace(problem.visits[0], **visit)
    problem, route = replace(problem, visits=(word,)), _with_stop(route, 0, visit=word)
    assert verify(problem, [route]) == ("到访 A 10:30 开始，不在约定的 09:00–10:00、11:00–12:00 内。",)
    later = {"start": day.at("11:00"), "departure": day.at("11:30")}
    assert verify(problem, [replace(_with_stop(route, 0, **later), back=day.at("11:40"))]) == ()


def test_the_next_stop_in_a_building_does_without_finding_it(day):
    """Ten minutes less, and one second more is a fault; in another building the ten minutes are missed."""
    visits = [day.visit(id, 10, building="甲", find_s=600) for id in "AB"]
    problem = day.problem(visits, [day.shift()])
    route = schedule(problem, 0, [0, 1])
    assert route.stops[1].departure - route.stops[1].start == 1800
    assert verify(problem, [route]) == ()
    longer = replace(_with_stop(route, 1, departure=route.stops[1].departure + 1), back=route.back + 1)
    assert verify(problem, [longer]) == ("到访 B 停留 1801 秒，应为 1800 秒。",)
    apart = replace(problem, visits=(visits[0], replace(visits[1], building="乙")))
    moved = _with_stop(route, 1, visit=apart.visits[1])
    assert verify(apart, [moved]) == ("到访 B 停留 1800 秒，应为 2400 秒。",)


def test_a_locked_visit_may_be_left_out(day):
    """A lock says where it stands if it is planned, not that it is."""
    problem, _ = _single(day, locks={"A": Lock("T02", position=3, start=0)})
    assert verify(problem, []) == ()
