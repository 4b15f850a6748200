"""The roster's rows become collectors and teams."""

from collections.abc import Callable
from datetime import date

import pytest

from planner.intake.columns import Table
from planner.intake.roster import roster_of
from planner.shift import Break, TravelMode
from planner.visit import TimeWindow

HEADINGS = "工号 姓名 小组 出发地址 交通方式 上班 下班 休息开始 休息结束 休息分钟 技能 无犯罪记录证明"
ROW = ["C1", "王", "T1", "某路1号", "汽车", "09:00", "18:00", "11:30", "13:30", "45", "上海话、英语", "有"]
Make = Callable[..., Table]


def changed(**cells: str) -> list[str]:
    """The row with some cells changed."""
    return [cells.get(heading, text) for heading, text in zip(HEADINGS.split(), ROW, strict=True)]


def test_two_rows_make_a_team(table: Make) -> None:
    """What they say alike is the team's day; a missing way back is the way out."""
    roster = roster_of(table("roster", HEADINGS, ROW, changed(工号="C2", 无犯罪记录证明="")))
    (team,) = roster.teams
    assert [c.staff_number for c in team.collectors] == ["C1", "C2"]
    assert [c.background_ok for c in team.collectors] == [True, None]
    assert (team.hours, team.mode) == (TimeWindow(9 * 3600, 18 * 3600), TravelMode.CAR)
    assert team.rest == Break(TimeWindow(41400, 48600), 2700)
    assert team.end_address == team.start_address
    assert team.collectors[0].skills == {"上海话", "英语"}


def test_no_rest_is_none(table: Make) -> None:
    """Three empty cells are no rest."""
    row = changed(休息开始="", 休息结束="", 休息分钟="")
    assert roster_of(table("roster", HEADINGS, row)).teams[0].rest is None


def test_a_team_of_one_is_a_team(table: Make) -> None:
    """The rules refuse it later; the roster does not."""
    assert len(roster_of(table("roster", HEADINGS, ROW)).teams[0].collectors) == 1


def test_rows_that_disagree_are_both_rejected(table: Make) -> None:
    """Nobody can know whose hours are right; other teams are not touched."""
    other = changed(工号="C3", 小组="T2")
    roster = roster_of(table("roster", HEADINGS, ROW, changed(工号="C2", 下班="17:00"), other))
    assert [team.id for team in roster.teams] == ["T2"]
    assert [(r.source.row, r.column) for r in roster.batch.rejections] == [(2, "上班、下班"), (3, "上班、下班")]
    assert roster.batch.rows == 3


def test_a_staff_number_counts_once(table: Make) -> None:
    """A person on two teams goes with the first."""
    roster = roster_of(table("roster", HEADINGS, ROW, changed(小组="T2")))
    assert [team.id for team in roster.teams] == ["T1"]
    assert roster.batch.rejections[0].reason == "与第 2 行重复"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("上班", "早上"),
        ("下班", "08:00"),
        ("交通方式", "飞机"),
        ("出发地址", ""),
        ("休息分钟", "121"),
        ("休息开始", "08:00"),
        ("无犯罪记录证明", "大概"),
    ],
)
def test_unreadable_rows_are_rejected(table: Make, column: str, text: str) -> None:
    """Each with the column that is to be mended."""
    assert roster_of(table("roster", HEADINGS, changed(**{column: text}))).batch.rejections[0].column == column


def wider(columns: str, *cells: str) -> tuple[str, list[str]]:
    """The headings and the row with further columns."""
    return f"{HEADINGS} {columns}", [*ROW, *cells]


def test_limits_and_wishes_of_a_team(table: Make) -> None:
    """Overtime and the longest tour in seconds, districts by their full names."""
    (team,) = roster_of(table("roster", *wider("可加班分钟 最长在外分钟 片区", "30", "480分钟", "浦东、杨浦区"))).teams
    assert (team.overtime_s, team.max_tour_s) == (1800, 28_800)
    assert team.territories == {"浦东新区", "杨浦区"}


@pytest.mark.parametrize(
    ("heading", "cell"), [("最长在外小时", "7.5"), ("最长在外分钟", "7.5小时"), ("最长在外分钟", "450")]
)
def test_the_longest_tour_in_hours_or_minutes(table: Make, heading: str, cell: str) -> None:
    """The unit stands in the cell or, without one, in the heading."""
    assert roster_of(table("roster", *wider(heading, cell))).teams[0].max_tour_s == 27_000


def test_what_the_roster_does_not_say_is_no_limit(table: Make) -> None:
    """Empty cells and missing columns alike."""
    for headings, row in (wider("可加班分钟 最长在外分钟 片区 缺勤", "", "", "", ""), (HEADINGS, ROW)):
        (team,) = roster_of(table("roster", headings, row)).teams
        assert (team.overtime_s, team.max_tour_s, team.territories) == (0, None, frozenset())
        assert team.collectors[0].absences == ()


@pytest.mark.parametrize("cell", ["", "—", None])
def test_who_has_no_team_needs_a_partner(table: Make, cell: str | None) -> None:
    """An empty cell, a dash, or no such column at all; two of them are not one team."""
    rows = [changed(小组=cell or ""), changed(工号="C2", 小组=cell or "")]
    headings = HEADINGS
    if cell is None:
        headings = HEADINGS.replace("小组 ", "")
        rows = [row[:2] + row[3:] for row in rows]
    teams = roster_of(table("roster", headings, *rows)).teams
    assert [(team.id, team.needs_partner) for team in teams] == [("未编组 C1", True), ("未编组 C2", True)]
    assert [team.collectors[0].team for team in teams] == ["", ""]


@pytest.mark.parametrize(
    ("cell", "absent"),
    [
        ("是", [23, 24, 25, 26]),
        ("否", []),
        ("无", []),
        ("病假", [23, 24, 25, 26]),
        ("2026-11-24", [24]),
        ("2026/11/24至2026/11/25", [24, 25]),
        ("2026-11-23、2026-11-25~2026-11-26", [23, 25, 26]),
    ],
)
def test_days_off(table: Make, cell: str, absent: list[int]) -> None:
    """A yes is every day, a day is itself, a span holds both its ends."""
    (person,) = roster_of(table("roster", *wider("缺勤", cell))).teams[0].collectors
    assert [n for n in (23, 24, 25, 26) if person.is_absent(date(2026, 11, n))] == absent


def test_both_columns_of_days_off_count(table: Make) -> None:
    """缺勤 and 请假 may stand side by side."""
    (person,) = roster_of(table("roster", *wider("缺勤 请假", "2026-11-23", "2026-11-24"))).teams[0].collectors
    assert len(person.absences) == 2


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("可加班分钟", "241"),
        ("可加班分钟", "一会儿"),
        ("最长在外分钟", "0"),
        ("最长在外分钟", "半天"),
        ("片区", "浦东、火星区"),
        ("缺勤", "也许"),
        ("缺勤", "2026-11-25至2026-11-24"),
    ],
)
def test_a_limit_that_cannot_be_read_is_rejected(table: Make, column: str, text: str) -> None:
    """Each with the column that is to be mended."""
    assert roster_of(table("roster", *wider(column, text))).batch.rejections[0].column == column


def test_overtime_ends_at_midnight(table: Make) -> None:
    """A day is planned within the day."""
    headings, row = wider("可加班分钟", "61")
    row[HEADINGS.split().index("下班")] = "23:00"
    assert roster_of(table("roster", headings, row)).batch.rejections[0].column == "可加班分钟"


def test_the_limits_of_a_team_have_to_agree(table: Make) -> None:
    """Like its hours."""
    headings, row = wider("可加班分钟", "30")
    second = ["C2", *row[1:-1], "60"]
    rejections = roster_of(table("roster", headings, row, second)).batch.rejections
    assert [(r.source.row, r.column) for r in rejections] == [(2, "可加班分钟"), (3, "可加班分钟")]
