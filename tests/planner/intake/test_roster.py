"""The roster's rows become collectors and teams."""

from collections.abc import Callable

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
