"""Reasons for visits left out: the true one, and remedies that work."""

import pytest

from planner.finding import Kind
from planner.routing.exact.schedule import schedule
from planner.routing.problem import Lock
from planner.routing.reasons.explain import explain
from planner.routing.reasons.limits import Limit
from planner.routing.reasons.remedies import RemedyKind, is_true

SKILL = frozenset({"沪语"})


def _reason(problem, visit_id, tours=None):
    routes = [schedule(problem, k, tour) for k, tour in enumerate(tours or []) if tour]
    reasons = explain(problem, routes)
    return reasons[visit_id]


def _remedy(reason, kind):
    return next(remedy for remedy in reason.remedies if remedy.kind is kind)


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
        (
            {"teams": "T01", "forbidden_teams": frozenset({"T01"})},
            [{}, {"team": "T02"}],
            "当日出勤且获准的小组（T01）因投诉都不得再去这一户。",
        ),
        ({"required_team": "T07"}, [{}], "指定的小组 T07 当日不出勤。"),
        ({"required_team": "T02", "teams": "T01"}, [{}, {"team": "T02"}], "指定的小组 T02 没有获准上门。"),
        ({"skills": SKILL}, [{}], "唯一能去的小组 T01 不具备所需的全部技能：沪语。"),
        ({"skills": SKILL}, [{}, {"team": "T02"}], "能去的 2 组都不具备所需的全部技能：沪语。"),
        ({}, [{"most": 0}], "唯一能去的小组每日上限为 0 户。"),
        ({"demand": 3}, [{"capacity": 2}], "即使只去这一户，唯一能去的 T01 的容量 2 不够，共需 3。"),
        (
            {"window": "19:45-20:00"},
            [{}],
            "在约定的 19:45–20:00 内开始，30 分钟的到访不能全部落在允许时段 08:00–20:00 内。",
        ),
        ({"window": "8:00-8:30"}, [{}], "约定时间 08:00–08:30 不在唯一能去的小组的工作时间内。"),
        (
            {"window": "8:00-8:30 17:45-18:30"},
            [{}],
            "约定时间 08:00–08:30、17:45–18:30 不在唯一能去的小组的工作时间内。",
        ),
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
            {"place": 70, "window": "17:00-17:00"},
            [{"overtime_s": 1800}],
            "即使只去这一户，唯一能去的 T01 要 18:40 才能返回，比加班上限 18:30 晚 10 分钟。",
        ),
        (
            {"place": 10, "window": "12:00-12:00", "minutes": 90},
            [{"rest": "11:30-13:30 60"}],
            "即使只去这一户，唯一能去的 T01 留不出规定的休息。",
        ),
        (
            {"place": 100},
            [{"max_tour_s": 3 * 3600}],
            "即使只去这一户，唯一能去的 T01 全程要 230 分钟，超过最长出勤 180 分钟。",
        ),
        (
            {"place": 100},
            [{"max_travel_s": 3 * 3600}],
            "即使只去这一户，唯一能去的 T01 要行驶 200 分钟，超过最长行驶 180 分钟。",
        ),
        (
            {"place": 60, "window": "9:00-9:30", "permitted": "9:00-10:00"},
            [{}],
            "即使只去这一户，唯一能去的 T01 要早于上班时间 09:00 出发才行。",
        ),
        ({"place": 2000}, [{}], "唯一能去的小组都没有路可到这一户。"),
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


@pytest.mark.parametrize(
    ("lock", "text"),
    [
        (Lock("T09"), "锁定的小组 T09 当日不出勤。"),
        (Lock("T02"), "锁定的小组 T02 与指定的小组 T01 矛盾。"),
        (Lock("T01", -2), "锁定为 T01 的倒数第 2 站，该组当日只有 0 户，排不到这一站。"),
        (
            Lock(start=9 * 3600 + 300),
            "即使只去这一户，唯一能去的 T01 守不住锁定的开始时间 09:05，不锁定时间就可以。",
        ),
    ],
)
def test_red_names_the_lock_that_cannot_be_kept(day, lock, text):
    """And proposes to take it off, which helps."""
    wanted = day.visit("A", 10, required_team="T01")
    problem = day.problem([wanted], [day.shift(), day.shift("T02")], locks={"A": lock})
    reason = _reason(problem, "A")
    assert (reason.kind, reason.text) == (Kind.RED, text)
    assert reason.remedy.startswith("解除对 A 的锁定，T01 即可上门（多行驶约 20 分钟）；或")
    assert is_true(problem, [[], []], 0, reason.remedies[0])


def test_the_rule_book_is_named_for_rights(day):
    """Authorisation is R-89, a complaint R-85; a full day breaks no rule."""
    visits = [
        day.visit("A", 10, teams=""),
        day.visit("B", 10, forbidden_teams=frozenset({"T01"})),
        day.visit("C", 10),
    ]
    reasons = explain(day.problem(visits, [day.shift(most=0)]), [])
    assert [reason.rules for reason in reasons.values()] == [("R-89",), ("R-85",), ()]


def test_yellow_says_how_many_minutes_the_best_insertion_misses(day):
    """Busy from 16:50 to 17:30 and due at 18:00, the team would be back at 18:05."""
    problem = day.problem(
        [day.visit("A", 5, "16:50-17:00", minutes=40), day.visit("B", 5)], [day.shift(hours="16:45-18:00")]
    )
    reason = _reason(problem, "B", [[0]])
    assert (reason.kind, reason.limit, reason.team, reason.missing_s) == (Kind.YELLOW, Limit.BACK, "T01", 300)
    assert reason.text == (
        "若再加这一户，唯一能去的 T01 要 18:05 才能返回，比下班时间 18:00 晚 5 分钟。不去 A（T01），就排得下。"
    )
    assert reason.displaced_by == ("A",)
    assert reason.remedy == (
        "T01 延后 5 分钟下班即可（不多行驶）；或 T01 提前 20 分钟上班即可（不多行驶）；"
        "或 16:30 起加派一组（从 T01 的出发地、汽车）即可（多行驶约 10 分钟）；或改约另一天。"
    )


def test_yellow_proposes_a_wider_window_that_the_team_can_keep(day):
    """Both at 10:00; the one left out could be visited at 10:32."""
    problem = day.problem([day.visit("A", 10, "10:00-10:00"), day.visit("B", 12, "10:00-10:00")], [day.shift()])
    reason = _reason(problem, "B", [[0]])
    assert reason.text == (
        "若再加这一户，唯一能去的 T01 赶不上约定的 10:00，要到 10:32 才能开始，晚 32 分钟。不去 A（T01），就排得下。"
    )
    assert reason.remedy.startswith("征得同意后把约定放宽到 10:35，T01 即可上门（多行驶约 4 分钟）；或")
    assert _remedy(reason, RemedyKind.WIDEN).span == day.window("10:00-10:35")


def test_a_start_before_the_window_is_the_latest_that_holds(day):
    """Fifteen minutes before the other visit at 10:00 is the last moment, and five minutes are the grain."""
    problem = day.problem(
        [day.visit("A", 10, "10:00-10:00", minutes=480), day.visit("B", 10, "10:05-10:10", minutes=15)],
        [day.shift(hours="8:00-19:00")],
    )
    reason = _reason(problem, "B", [[0]])
    assert reason.text.startswith("若再加这一户，唯一能去的 T01 可以在 09:45 开始，但排不进约定的 10:05–10:10。")
    assert reason.remedy.startswith("征得同意后把约定提前到 09:45，T01 即可上门（不多行驶）；或")


def test_lateness_is_that_of_the_earliest_start_though_a_later_one_is_home_as_early(day):
    """The team may rest before the visit or after it, and is back at 13:32 in both cases."""
    shift = day.shift(hours="11:00-20:00", rest="11:30-13:30 45")
    reason = _reason(day.problem([day.visit("A", 46, "11:00-11:30", minutes=15)], [shift]), "A")
    assert reason.text == "即使只去这一户，唯一能去的 T01 赶不上约定的 11:30，要到 11:46 才能开始，晚 16 分钟。"


def test_far_from_the_window_a_new_appointment_is_proposed(day):
    """Nobody would call a window of three hours an appointment."""
    visits = [day.visit("A", 10, "10:00-10:00", minutes=180), day.visit("B", 10, "10:00-10:10")]
    problem = day.problem(visits, [day.shift(hours="9:40-18:00")])
    assert "征得同意后改约到 13:00 开始，T01 即可上门" in _reason(problem, "B", [[0]]).remedy


def test_yellow_says_that_a_team_has_all_its_visits(day):
    """There is time, but one visit is all that the team may make."""
    problem = day.problem([day.visit("A", 10), day.visit("B", 20)], [day.shift(most=1)])
    reason = _reason(problem, "B", [[0]])
    assert reason.text.startswith("唯一能去的小组已排满：T01 时间上排得下，但已达每日上限 1 户。")
    assert reason.remedy.startswith("把 T01 的上限放宽到 2 户即可（多行驶约 20 分钟）；或")


def test_the_least_important_visits_that_make_room_are_named(day):
    """C is worth more than B, and the fixed A most; each of them fills a team's morning."""
    morning = {"place": 0, "window": "9:00-9:00", "minutes": 180}
    visits = [
        day.visit("A", **morning, fixed=True),
        day.visit("B", **morning, value=2),
        day.visit("C", **morning, value=3),
        day.visit("D", **{**morning, "window": "9:00-11:30"}),
    ]
    shifts = [day.shift(f"T0{n}", hours="9:00-12:00") for n in range(3)]
    reason = _reason(day.problem(visits, shifts), "D", [[0], [1], [2]])
    assert reason.displaced_by == ("B", "C", "A")
    assert "不去 B（T01）、C（T02）、A（T00，当日必访）中的任何一户，就排得下。" in reason.text


def test_a_visit_that_another_team_can_take_over_is_proposed(day):
    """Only T01 may go to B; A, which stands in the way, may go with T02 as well."""
    visits = [day.visit("A", 10, "10:00-10:00", minutes=60), day.visit("B", 10, "10:00-10:30", minutes=60, teams="T01")]
    problem = day.problem(visits, [day.shift(), day.shift("T02", start=-5, end=-5)])
    reason = _reason(problem, "B", [[0], []])
    assert reason.remedy.startswith("把 A 改派给 T02，T01 即可上门（多行驶约 30 分钟）；或")


def test_the_lock_of_another_visit_is_named(day):
    """A must be the first stop, but B comes earlier in the day."""
    visits = [day.visit("A", 10), day.visit("B", 10, "9:10-9:15")]
    problem = day.problem(visits, [day.shift()], locks={"A": Lock("T01", 1)})
    reason = _reason(problem, "B", [[0]])
    assert reason.limit is Limit.WINDOW
    assert "解除对 A 的锁定，T01 即可上门（不多行驶）" in [remedy.text for remedy in reason.remedies]


@pytest.mark.parametrize(
    ("visit", "kind", "text"),
    [
        ({"teams": "T02"}, RemedyKind.AUTHORISE, "为 T01 的成员办妥委托方授权，该组即可上门（多行驶约 20 分钟）"),
        ({"skills": SKILL}, RemedyKind.SKILL, "给 T01 配上具备 沪语 的成员即可（多行驶约 20 分钟）"),
        ({"required_team": "T02"}, RemedyKind.CHANGE_TEAM, "改派 T01 上门即可（多行驶约 20 分钟）"),
    ],
)
def test_what_would_give_a_team_the_right_is_proposed(day, visit, kind, text):
    """With what the way costs."""
    reason = _reason(day.problem([day.visit("A", 10, **visit)], [day.shift()]), "A")
    assert _remedy(reason, kind).text == text


def test_nobody_is_sent_where_he_was_complained_about(day):
    """No remedy takes off a complaint."""
    wanted = day.visit("A", 10, forbidden_teams=frozenset({"T01"}))
    assert _reason(day.problem([wanted], [day.shift()]), "A").remedies == ()


def test_an_extra_team_gets_the_hours_that_it_needs(day):
    """The only team goes home at 18:00; one that stays until 20:00 could go."""
    problem = day.problem([day.visit("A", 10, "19:00-19:10")], [day.shift()])
    remedy = _remedy(_reason(problem, "A"), RemedyKind.EXTRA_TEAM)
    assert remedy.text == "18:30–20:00 加派一组（从 T01 的出发地、汽车）即可（多行驶约 20 分钟）"
    assert remedy.span == day.window("18:30-20:00")


def test_what_fits_is_not_said_to_be_impossible(day):
    """A plan into which somebody forgot to put a visit."""
    reason = _reason(day.problem([day.visit("A", 10), day.visit("B", 20)], [day.shift()]), "B", [[0]])
    assert (reason.kind, reason.limit) == (Kind.YELLOW, Limit.FREE)
    assert reason.text == "T01 还排得下这一户，只是没有排进计划。"
    assert reason.remedy == "把它插到 T01 的第 1 站即可（多行驶约 20 分钟）。"


def test_a_visit_fits_where_the_building_has_been_found_already(day):
    """Ten minutes for finding it would be too many; behind the neighbour there are none."""
    there = {"place": 10, "building": "1 号楼", "find_s": 600}
    visits = [day.visit("A", **there, window="9:20-9:20"), day.visit("B", **there)]
    problem = day.problem(visits, [day.shift(hours="9:10-10:40")])
    assert _reason(problem, "B", [[0]]).remedy == "把它插到 T01 的第 2 站即可（不多行驶）。"


def test_yellow_without_a_single_remedy_is_plain(day):
    """Two visits fill the day between them, and another team may not go."""
    visits = [
        day.visit("A", 0, "9:00-9:00", minutes=270, permitted="9:00-18:00"),
        day.visit("B", 0, "13:30-13:30", minutes=270, permitted="9:00-18:00"),
        day.visit("C", 0, "9:00-11:00", minutes=420, permitted="9:00-18:00", required_team="T01"),
    ]
    reason = _reason(day.problem(visits, [day.shift()]), "C", [[0, 1]])
    assert (reason.limit, reason.displaced_by, reason.remedies) == (Limit.FULL, (), ())
    assert reason.text == "唯一能去的小组当日已排满：现有路线的任何位置都插不进这一户。"
    assert reason.remedy == "请加派一组；或改约另一天。"
