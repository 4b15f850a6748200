"""The callers' log."""

from collections.abc import Callable
from datetime import date

import pytest

from planner.contact import ContactOutcome
from planner.intake.columns import Table
from planner.intake.contacts import contacts_of
from planner.needs import Needs, Purpose
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


def wider(columns: str, *cells: str, **changes: str) -> tuple[str, list[str]]:
    """The headings and the consent with further columns."""
    return f"{HEADINGS} {columns}", [*changed(**changes), *cells]


def windows(table: Table) -> list[tuple[int, int]]:
    """The agreed hours."""
    appointment = contacts_of(table).parsed[0].value.appointment
    assert appointment is not None
    return [(w.start // 3600, w.end // 3600) for w in appointment.windows]


def test_further_windows_in_columns_of_their_own(table: Make) -> None:
    """Told in any order, kept in the order of the day; those that touch are one."""
    told = wider("约定开始2 约定结束2", "18:00", "20:00", 约定结束="11:00")
    assert windows(table("contacts", *told)) == [(9, 11), (18, 20)]
    told = wider("约定开始2 约定结束2 约定开始3 约定结束3", "18:00", "20:00", "11:00", "12:00", 约定结束="11:00")
    assert windows(table("contacts", *told)) == [(9, 12), (18, 20)]


@pytest.mark.parametrize("cell", ["9:00-11:00;14:00-16:00", "14:00–16:00、9:00至11:00", "9:00~11:00，14:00 - 16:00"])
def test_several_windows_in_one_cell(table: Make, cell: str) -> None:
    """Both ends of each stand in the first column, the second is empty."""
    assert windows(table("contacts", HEADINGS, changed(约定开始=cell, 约定结束=""))) == [(9, 11), (14, 16)]


@pytest.mark.parametrize(
    ("column", "changes", "cells"),
    [
        ("约定结束2", {}, ("18:00", "")),
        ("约定开始2", {}, ("", "20:00")),
        ("约定结束2", {}, ("18:00", "17:00")),
        ("约定开始", {"约定开始": "9:00-11:00;下午", "约定结束": ""}, ("", "")),
        ("约定开始", {"约定开始": "11:00-9:00", "约定结束": ""}, ("", "")),
        ("约定开始", {"约定开始": "9:00-10:00-11:00", "约定结束": ""}, ("", "")),
        ("约定结束", {"约定开始": "9:00-11:00"}, ("", "")),
    ],
)
def test_windows_that_cannot_be_read_reject_the_consent(
    table: Make, column: str, changes: dict[str, str], cells: tuple[str, str]
) -> None:
    """Half a window, one that ends before it starts, a word, or an end told twice."""
    batch = contacts_of(table("contacts", *wider("约定开始2 约定结束2", *cells, **changes)))
    assert [rejection.column for rejection in batch.rejections] == [column]


def test_what_the_dispatcher_asks(table: Make) -> None:
    """Purpose, teams, skills and whether it must be; on every kind of row."""
    columns = "到访目的 指定小组 回避小组 所需技能 必访"
    told = wider(columns, "签约", "T01", "T02、C005", "上海话 英语", "是")
    needs = contacts_of(table("contacts", *told)).parsed[0].value.needs
    assert needs == Needs(Purpose.SIGNING, "T01", frozenset({"T02", "C005"}), frozenset({"上海话", "英语"}), True)
    told = wider(columns, "", "", "T02", "无", "", 结果="投诉")
    needs = contacts_of(table("contacts", *told)).parsed[0].value.needs
    assert needs == Needs(forbidden_teams=frozenset({"T02"}))
    assert contacts_of(table("contacts", HEADINGS, CONSENT)).parsed[0].value.needs == Needs()


@pytest.mark.parametrize(
    ("column", "cells"),
    [("到访目的", ("聊天", "", "", "")), ("必访", ("", "", "", "看情况")), ("指定小组", ("", "T01", "T02、T01", ""))],
)
def test_what_cannot_be_asked_is_rejected(table: Make, column: str, cells: tuple[str, ...]) -> None:
    """An unknown purpose, neither yes nor no, one team both wanted and not."""
    batch = contacts_of(table("contacts", *wider("到访目的 指定小组 回避小组 必访", *cells)))
    assert [rejection.column for rejection in batch.rejections] == [column]
