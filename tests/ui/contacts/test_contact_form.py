"""What can be recorded of a call, and what is refused in words."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QDate, QTime

from planner import clock
from planner.contact import Appointment, ContactOutcome
from planner.visit import TimeWindow
from ui.contacts.contact_form import Callee, Choices, ContactForm

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=clock.SHANGHAI)


@pytest.fixture
def form(qtbot) -> ContactForm:
    found = ContactForm(date(2026, 11, 24))
    qtbot.addWidget(found)
    found.set_callee(Callee("A-1", "19000012345"))
    return found


def choose(group: Choices, value: object) -> None:
    """Click the button of a value."""
    group.button_of(value).click()


def test_a_consent_makes_an_appointment(form: ContactForm) -> None:
    """Days, hours and place become the appointment of the attempt."""
    choose(form.outcomes, ContactOutcome.CONSENT)
    form.last_day.setDate(QDate(2026, 11, 26))
    form.begins.setTime(QTime(14, 0))
    form.ends.setTime(QTime(16, 30))
    form.is_checked.setChecked(True)
    attempt = form.attempt(NOW)
    assert attempt is not None
    window = TimeWindow(14 * 3600, 16 * 3600 + 1800)
    assert attempt.appointment == Appointment(date(2026, 11, 24), date(2026, 11, 26), window, "住所")
    assert (attempt.case_number, attempt.number, attempt.answered_by) == ("A-1", "19000012345", "本人")


def test_not_reached_presets_nobody(form: ContactForm) -> None:
    """Two keys record a call that nobody answered."""
    choose(form.outcomes, ContactOutcome.NOT_REACHED)
    attempt = form.attempt(NOW)
    assert attempt is not None
    assert attempt.answered_by == ""
    assert not attempt.is_debtors_word


@pytest.mark.parametrize(
    ("outcome", "who", "sentence"),
    [
        (ContactOutcome.CONSENT, "他人", "只有本人同意才算数。请联系本人，或改选结果。"),
        (ContactOutcome.REFUSED, "", "无人接听时只能记为“未接通”。"),
        (ContactOutcome.NOT_REACHED, "本人", "有人接听就不是“未接通”。请改选结果或接听人。"),
    ],
)
def test_contradictions_are_refused_in_words(form, outcome, who, sentence) -> None:
    """What cannot be true is not recorded, and the form says why."""
    choose(form.outcomes, outcome)
    choose(form.who, who)
    assert form.attempt(NOW) is None
    assert form.problem.text() == sentence


def test_an_appointment_must_make_sense(form: ContactForm) -> None:
    """Past days, reversed hours, and a place elsewhere without an address are refused."""
    choose(form.outcomes, ContactOutcome.CONSENT)
    form.is_checked.setChecked(True)
    form.ends.setTime(form.begins.time())
    assert form.attempt(NOW) is None
    assert form.problem.text() == "约定时段的结束应晚于开始。"
    form.ends.setTime(QTime(20, 0))
    form.place.setCurrentIndex(form.place.findData("单位"))
    assert form.attempt(NOW) is None
    assert form.problem.text() == "不在住所时，请写下本人说出的地址。"
    form.place.setCurrentIndex(0)
    form.first_day.setDate(QDate(2026, 11, 22))
    assert form.attempt(NOW) is None
    assert form.problem.text() == "约定日期早于今天。"


def test_nothing_is_chosen_in_advance(form: ContactForm) -> None:
    """A fresh form records nothing by accident."""
    assert form.attempt(NOW) is None
    assert form.problem.text() == "请选择结果。"


def test_a_slot_is_taken_at_the_place_that_was_agreed(form: ContactForm) -> None:
    """Day, hours and the address of the appointment before; an address that was typed stays."""
    window = TimeWindow(14 * 3600, 16 * 3600)
    agreed = Appointment(date(2026, 11, 25), date(2026, 11, 25), window, "茶馆", "人民路1号")
    form.take(date(2026, 11, 26), window, agreed)
    form.is_checked.setChecked(True)
    attempt = form.attempt(NOW)
    assert attempt is not None
    assert attempt.appointment == Appointment(date(2026, 11, 26), date(2026, 11, 26), window, "其他", "人民路1号")
    form.address.setText("人民路2号")
    form.take(date(2026, 11, 27), window, agreed)
    assert form.address.text() == "人民路2号"


def test_only_the_verified_debtor_consents(form: ContactForm) -> None:
    """The identity check comes before the consent, and the attempt says that it was made."""
    choose(form.outcomes, ContactOutcome.CONSENT)
    assert form.attempt(NOW) is None
    assert form.problem.text() == "请先核对本人身份并勾选，再记录同意。"
    form.is_checked.setChecked(True)
    attempt = form.attempt(NOW)
    assert attempt is not None
    assert attempt.is_identity_checked
    assert attempt.is_debtors_word


def test_a_refusal_is_coded_with_what_he_wants_instead(form: ContactForm) -> None:
    """Asked once, in the words of a list; without an answer it is 未说明 and a letter."""
    choose(form.outcomes, ContactOutcome.REFUSED)
    plain = form.attempt(NOW)
    form.reason.setCurrentIndex(form.reason.findData("家人不知情"))
    form.instead.setCurrentIndex(form.instead.findData("邮件"))
    told = form.attempt(NOW)
    assert plain is not None
    assert told is not None
    assert [(a.refusal_reason, a.instead) for a in (plain, told)] == [("未说明", "信函"), ("家人不知情", "邮件")]


def test_why_nobody_was_reached_and_who_called(form: ContactForm) -> None:
    """A dead number is evidence (R-03); a call of the debtor's own is not ours (R-24)."""
    choose(form.outcomes, ContactOutcome.NOT_REACHED)
    form.detail.setCurrentIndex(form.detail.findData("空号"))
    missed = form.attempt(NOW)
    choose(form.outcomes, ContactOutcome.POSTPONED)
    form.is_inbound.setChecked(True)
    his = form.attempt(NOW)
    assert missed is not None
    assert his is not None
    assert (missed.detail, missed.is_inbound, his.detail, his.is_effective) == ("空号", False, "", False)
