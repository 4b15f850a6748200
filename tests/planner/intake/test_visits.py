"""The history of visits."""

from collections.abc import Callable

import pytest

from planner.intake.columns import Table
from planner.intake.visits import visits_of
from planner.visit import VisitOutcome

HEADINGS = "案件编号 到访日期 到达 离开 结果 被要求离开"
Make = Callable[..., Table]


def test_a_visit_that_was(table: Make) -> None:
    """Times are seconds since midnight, and being asked to leave is kept."""
    visit = (
        visits_of(table("visits", HEADINGS, ["A1", "2026-10-24", "10:00", "10:05", "拒绝沟通", "是"])).parsed[0].value
    )
    assert (visit.arrival, visit.departure) == (36000, 36300)
    assert (visit.outcome, visit.asked_to_leave) == (VisitOutcome.REFUSED_TO_TALK, True)


def test_the_outcome_alone_says_so_too(table: Make) -> None:
    """The outcome 被要求离开 needs no second cell; times may be missing."""
    visit = visits_of(table("visits", HEADINGS, ["A1", "2026-10-24", "", "", "被要求离开", ""])).parsed[0].value
    assert (visit.asked_to_leave, visit.arrival) == (True, None)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["A1", "24.10.2026", "", "", "其他", ""], "到访日期"),
        (["A1", "2026-10-24", "10:05", "10:00", "其他", ""], "离开"),
        (["A1", "2026-10-24", "", "", "不错", ""], "结果"),
        (["A1", "2026-10-24", "", "", "其他", "也许"], "被要求离开"),
    ],
)
def test_unreadable_visits_are_rejected(table: Make, row: list[str], column: str) -> None:
    """Each with the column that is to be mended."""
    assert visits_of(table("visits", HEADINGS, row)).rejections[0].column == column
