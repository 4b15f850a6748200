"""How the field's values are said in the window: kinds, outcomes, days, durations, distances."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from planner.contact import ContactOutcome
from planner.finding import Kind
from planner.plan import Margin
from planner.stage import Stage
from planner.visit import Level

translate: Callable[..., str] = QCoreApplication.translate

KIND_STATES = {
    Kind.VISIT: "ok",
    Kind.CONTACT_FIRST: "attention",
    Kind.LETTER_ONLY: "letter",
    Kind.BLOCKED: "stopped",
    Kind.TO_LOCATE: "attention",
    Kind.RED: "stopped",
    Kind.YELLOW: "attention",
}


def kind_word(kind: Kind) -> str:
    """What may be done with a case, in a word or two."""
    return {
        Kind.VISIT: translate("words", "可上门"),
        Kind.CONTACT_FIRST: translate("words", "先联系"),
        Kind.LETTER_ONLY: translate("words", "只寄信"),
        Kind.BLOCKED: translate("words", "不得上门"),
        Kind.TO_LOCATE: translate("words", "待定位"),
        Kind.RED: translate("words", "无组可行"),
        Kind.YELLOW: translate("words", "已排满"),
    }[kind]


def stage_word(stage: Stage) -> str:
    """At which station a case stands."""
    return {
        Stage.TO_CONTACT: translate("words", "待联系"),
        Stage.APPOINTED: translate("words", "已约定"),
        Stage.POSTPONED: translate("words", "改期"),
        Stage.REFUSED: translate("words", "拒绝上门"),
        Stage.UNREACHABLE: translate("words", "联系不上"),
        Stage.ON_HOLD: translate("words", "暂停"),
        Stage.PLANNED: translate("words", "已排"),
        Stage.VISITED: translate("words", "已到访"),
        Stage.FOLLOW_UP: translate("words", "跟进"),
        Stage.LETTER: translate("words", "寄信"),
        Stage.RETURNED: translate("words", "已退案"),
    }[stage]


def outcome_word(outcome: ContactOutcome) -> str:
    """The result of a contact."""
    return {
        ContactOutcome.CONSENT: translate("words", "同意"),
        ContactOutcome.POSTPONED: translate("words", "改期"),
        ContactOutcome.REFUSED: translate("words", "拒绝"),
        ContactOutcome.NOT_REACHED: translate("words", "未接通"),
        ContactOutcome.DISPUTE: translate("words", "异议"),
        ContactOutcome.COMPLAINT: translate("words", "投诉"),
        ContactOutcome.HARDSHIP: translate("words", "困难"),
    }[outcome]


def speaker(answered_by: str) -> str:
    """Who answered; the log's own word where it is another."""
    known = {"": translate("words", "无人接听"), "本人": translate("words", "本人"), "他人": translate("words", "他人")}
    return known.get(answered_by, answered_by)


def level_word(level: Level) -> str:
    """How exactly an address was found."""
    return {
        Level.CONFIRMED: translate("words", "已确认"),
        Level.COMPOUND: translate("words", "小区级"),
        Level.HOUSE_NUMBER: translate("words", "门牌级"),
        Level.ROAD: translate("words", "道路级"),
        Level.NEIGHBOURHOOD: translate("words", "居委级"),
        Level.STATION: translate("words", "车站级"),
        Level.TOWNSHIP: translate("words", "街镇级"),
        Level.DISTRICT: translate("words", "区级"),
        Level.NONE: translate("words", "未找到"),
    }[level]


def short_day(day: date) -> str:
    """11月24日, or 24 Nov."""
    pattern = translate("words", "M月d日", "a QLocale date pattern: day and month")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def weekday(day: date) -> str:
    """周二, or Tue."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd")


def duration(seconds: int) -> str:
    """1 h 05, or 45 min."""
    minutes = round(seconds / 60)
    if minutes < 60:
        return translate("words", "{0} 分").format(minutes)
    return f"{minutes // 60} h {minutes % 60:02d}"


def on_time(margin: Margin) -> str:
    """92 %, or with a word when it is low: colour alone says nothing to one man in twelve."""
    text = f"{round(100 * margin.hold_chance)} %"
    return translate("words", "低 {0}").format(text) if margin.is_risky else text
