"""Reasons for visits left out: the true one, and a remedy that works."""

from dataclasses import replace

import pytest

from planner.finding import Kind
from planner.routing.explain import explain
from planner.routing.insert import complete
from planner.routing.schedule import Timing, schedule


def _reason(problem, visit_id, tours=None):
    routes = [schedule(problem, k, tour) for k, tour in enumerate(tours or []) if tour]
    reasons = explain(problem, routes)
    return reasons[visit_id]


def test_planned_visits_have_no_reason(day):
    """Only what is left out is explained."""
    problem = day.problem([day.visit("A", 10)], [day.shift()])
    assert explain(problem, [schedule(problem, 0, [0])]) == {}


@pytest.mark.parametrize(
    ("visit", "shifts", "text"),
    [
        ({}, [], "当日没有可出勤的小组。"),
        ({"teams": ""}, [{}], "没有获准上门的小组。"),
        ({"teams": "T09"}, [{}], "获准上门的小组当日都不出勤。"),
        ({}, [{"most": 0}], "唯一能去的小组每日上限为 0 户。"),
        (
            {"window": "19:45-20:00"},
            [{}],
            "在约定的 19:45–20:00 内开始，30 分钟的到访不能全部落在允许时段 08:00–20:00 内。",
        ),
        ({"window": "8:00-8:30"}, [{}], "约定时间 08:00–08:30 不在唯一能去的小组的工作时间内。"),
        ({"window": "17:45-18:30"}, [{}], "约定时间 17:45–18:30 不在唯一能去的小组的工作时间内。"),
        (
            {"place": 70, "window": "9:00-10:00"},
            [{}, {"team": "T02", "start": -20}],
            "即使只去这一户，最接近的 T01 赶不上约定的 10:00，要到 10:10 才能开始，晚 10 分钟。",
        ),
        (
            {"place": 70, "window": "16:30-17:00"},
            [{}],
            "即使只去这一户，唯一能去的 T01 要 18:10 才能返回，比下班时间 18:00 晚 10 分钟。",
        ),
        (
            {"place": 10, "window": "12:00-12:00", "minutes": 90},
            [{"rest": "11:30-13:30 60"}],
            "即使只去这一户，唯一能去的 T01 留不出规定的休息。",
        ),
        (
            {"place": 600},
            [{}, {"team": "T02"}],
            "即使只去这一户，能去的 2 组也不行：约定时间、下班时间、休息单独放宽哪一项都不够。",
        ),
    ],
)
def test_red_names_the_limit_that_fails(day, visit, shifts, text):
    """No team could do it even on an empty day."""
    wanted = day.visit("A", **{"place": 10, **visit})
    problem = day.problem([wanted], [day.shift(**shift) for shift in shifts])
    reason = _reason(problem, "A")
    assert (reason.kind, reason.text) == (Kind.RED, text)


def test_yellow_says_how_many_minutes_the_best_insertion_misses(day):
    """Busy from 16:50 to 17:30 and due at 18:00, the team would be back at 18:05."""
    problem = day.problem(
        [day.visit("A", 5, "16:50-17:00", minutes=40), day.visit("B", 5)], [day.shift(hours="16:45-18:00")]
    )
    reason = _reason(problem, "B", [[0]])
    assert reason.kind is Kind.YELLOW
    assert reason.text == "若再加这一户，唯一能去的 T01 要 18:05 才能返回，比下班时间 18:00 晚 5 分钟。"
    assert reason.remedy.startswith("T01 延后 5 分钟下班即可，")


def test_yellow_proposes_another_time_that_the_team_can_keep(day):
    """Both at 10:00; the one left out could be visited at 10:35, which is kept when asked for."""
    problem = day.problem([day.visit("A", 10, "10:00-10:00"), day.visit("B", 12, "10:00-10:00")], [day.shift()])
    reason = _reason(problem, "B", [[0]])
    assert reason.text == "若再加这一户，唯一能去的 T01 赶不上约定的 10:00，要到 10:32 才能开始，晚 32 分钟。"
    assert reason.remedy.startswith("改约到 10:35 开始，T01 即可上门（多行驶约 4 分钟），")
    moved = replace(problem.visits[1], windows=(day.window("10:35-10:35"),))
    assert schedule(replace(problem, visits=(problem.visits[0], moved)), 0, [0, 1])


def test_yellow_says_that_a_team_has_all_its_visits(day):
    """There is time, but one visit is all that the team may make."""
    problem = day.problem([day.visit("A", 10), day.visit("B", 20)], [day.shift(most=1)])
    reason = _reason(problem, "B", [[0]])
    assert reason.text == "唯一能去的小组已排满：T01 时间上排得下，但已达每日上限 1 户。"
    assert reason.remedy.startswith("把 T01 的上限放宽到 2 户即可（多行驶约 20 分钟），")


def test_yellow_without_a_single_remedy_is_plain(day):
    """A day that is full from its first to its last minute."""
    visits = [day.visit("A", 0, "9:00-9:00", minutes=540), day.visit("B", 0, permitted="9:00-18:00")]
    timing = Timing(day.problem(visits, [day.shift()]))
    assert complete(timing, [[0]]) == [[0]]
    reason = _reason(timing.problem, "B", [[0]])
    assert reason.text == "唯一能去的小组当日已排满，再加这一户会使其他到访误时或不能按时返回。"
