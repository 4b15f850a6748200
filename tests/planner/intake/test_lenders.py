"""The lenders' profiles."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from planner.intake.columns import Table
from planner.intake.lenders import lenders_of

HEADINGS = "委托方 机构类型 债权转让 年度评审日期 综合年化上限"


def test_a_profile(table: Callable[..., Table]) -> None:
    """What it says is kept, what it does not say is unknown."""
    rows = ["甲方", "银行", "否", "2026-07-26", "24%"], ["乙方", "", "", "", ""]
    first, second = (p.value for p in lenders_of(table("lenders", HEADINGS, *rows)).parsed)
    assert (first.is_assigned, first.reviewed_on, first.cost_cap) == (False, date(2026, 7, 26), Decimal("0.24"))
    assert (second.kind, second.is_assigned, second.reviewed_on, second.cost_cap) == ("", None, None, None)


def test_a_second_profile_of_a_lender_is_rejected(table: Callable[..., Table]) -> None:
    """Nobody can know which of two counts, so the later one waits for a person."""
    rows = ["甲方", "银行", "否", "", ""], ["甲方", "银行", "是", "", ""]
    batch = lenders_of(table("lenders", HEADINGS, *rows))
    assert [p.value.is_assigned for p in batch.parsed] == [False]
    assert batch.rejections[0].reason == "与第 2 行重复"
