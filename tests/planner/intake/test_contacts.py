"""The callers' log."""

from collections.abc import Callable
from datetime import date

import pytest

from planner.contact import ContactOutcome
from planner.intake.columns import Table
from planner.intake.contacts import contacts_of
from planner.visit import TimeWindow

HEADINGS = "案件编号 联系时间 接听人 结果 约定日期 约定日期至 约定开始 约定结束 约定地址"
CONSENT = ["A1", "2026-11-23 16:00", "本人", "同意", "2026-11-24", "2026-11-27", "09:00", "17:00", "某路1号"]
Make = Callable[..., Table]


def changed(**cells: str) -> list[str]:
    """The consent with some cells changed."""
    return [cells.get(heading, text) for heading, text in zip(HEADINGS.split(), CONSENT, strict=True)]


def test_a_consent_makes_an_appointment(table: Make) -> None:
    """Days and window are what the debtor agreed to; the moment is aware."""
    attempt = contacts_of(table("contacts", HEADINGS, CONSENT)).parsed[0].value
    assert attempt.at.isoformat() == "2026-11-23T16:00:00+08:00"
    assert attempt.is_debtors_word
    assert attempt.appointment is not None
    assert attempt.appointment.last_day == date(2026, 11, 27)
    assert attempt.appointment.window == TimeWindow(9 * 3600, 17 * 3600)
    assert attempt.appointment.address == "某路1号"


def test_one_day_is_a_span_of_one(table: Make) -> None:
    """Without a last day the appointment is fixed."""
    attempt = contacts_of(table("contacts", HEADINGS, changed(约定日期至=""))).parsed[0].value
    assert attempt.appointment is not None
    assert attempt.appointment.last_day == attempt.appointment.first_day


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("案件编号", ""),
        ("联系时间", "2026-11-23"),
        ("结果", "好的"),
        ("约定日期", ""),
        ("约定日期至", "2026-11-23"),
        ("约定开始", "上午"),
        ("约定结束", "08:59"),
    ],
)
def test_a_consent_that_cannot_be_kept_is_rejected(table: Make, column: str, text: str) -> None:
    """A consent without a readable day and window, or that ends before it starts, is no consent."""
    batch = contacts_of(table("contacts", HEADINGS, changed(**{column: text})))
    assert [rejection.column for rejection in batch.rejections] == [column]


def test_a_consent_of_somebody_else_is_kept_but_does_not_count(table: Make) -> None:
    """Whoever else answered cannot agree."""
    attempt = contacts_of(table("contacts", HEADINGS, changed(接听人="配偶"))).parsed[0].value
    assert attempt.outcome is ContactOutcome.CONSENT
    assert not attempt.is_debtors_word


@pytest.mark.parametrize("word", ["空号", "停机", "关机", "拒接", "打错", "无人接听"])
def test_nobody_reached_keeps_the_log_s_own_word(table: Make, word: str) -> None:
    """All of these mean that nobody spoke; which of them is the detail."""
    attempt = contacts_of(table("contacts", HEADINGS, changed(结果=word, 接听人=""))).parsed[0].value
    assert (attempt.outcome, attempt.detail, attempt.appointment) == (ContactOutcome.NOT_REACHED, word, None)
