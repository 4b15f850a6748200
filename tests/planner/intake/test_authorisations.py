"""The list of authorisations."""

from collections.abc import Callable
from datetime import date

from planner.intake.authorisations import authorisations_of
from planner.intake.columns import Table

HEADINGS = "授权书编号 委托方 工号 生效日期 有效期至"


def test_an_authorisation_covers_its_last_day(table: Callable[..., Table]) -> None:
    """Both days are part of the term."""
    row = ["SQ1", "甲方", "C001", "2026-09-24", "2026-11-24"]
    paper = authorisations_of(table("authorisations", HEADINGS, row)).parsed[0].value
    assert paper.covers("甲方", "C001", date(2026, 11, 24))
    assert not paper.covers("甲方", "C001", date(2026, 11, 25))


def test_a_term_that_ends_before_it_starts_is_rejected(table: Callable[..., Table]) -> None:
    """The column to mend is the end."""
    row = ["SQ1", "甲方", "C001", "2026-09-24", "2025-11-24"]
    assert authorisations_of(table("authorisations", HEADINGS, row)).rejections[0].column == "有效期至"
