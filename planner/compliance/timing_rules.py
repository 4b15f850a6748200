"""When and how often a debtor may be visited."""

from datetime import date, timedelta

from planner.compliance.facts import WRITTEN_CHANNELS, CaseFacts
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, call, violated
from planner.finding import Severity, Status
from planner.visit import VisitOutcome


def permitted_hours(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-20: an agreed window leaves room inside the permitted hours, unless he agreed to it in writing."""
    appointment = facts.appointment
    if appointment is None:
        return None
    start, end = rule.second("from"), rule.second("until")
    if any(window.start < end and window.end >= start for window in appointment.windows):
        return None
    if facts.consent is not None and facts.consent.channel in WRITTEN_CHANNELS:
        text = "约定时段在 08:00–22:00 之外，有本人书面同意。"
        return violated(rule, text, "请主管确认后再出发。", Severity.WARN)
    return violated(rule, "约定时段在 08:00–22:00 之外，且没有书面同意。", "请另约时段，或取得书面同意。")


def his_bad_times(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-22: days, hours and places that the debtor ruled out bind us; a call can find others."""
    if facts.is_bad_day:
        return call(rule, Status.VIOLATED, "本人说过这一天不便。", "请另约日期。")
    appointment = facts.appointment
    if appointment is None:
        return None
    if not facts.suitable_windows:
        return call(rule, Status.VIOLATED, "约定时段都在本人说过不便的时间内。", "请另约时段。")
    if facts.is_bad_place(appointment.address) or facts.is_bad_place(appointment.place):
        return call(rule, Status.VIOLATED, "约定地点是本人说过不便的地方。", "请另约地点。")
    return None


def visit_frequency(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-26: at most one visit a day, so many days between two, and letters after two with nobody home."""
    past = [v for v in facts.visits if v.day <= facts.day]
    if not past:
        return None
    newest = max(v.day for v in past)
    days = rule.number("days_between")
    if (facts.day - newest).days < days:
        return violated(rule, f"{newest} 已到访，间隔不足 {days} 日。", f"最早可排 {newest + timedelta(days=days)}。")
    met = max((v.day for v in past if v.outcome is not VisitOutcome.NOT_HOME), default=date.min)
    not_home = sum(v.outcome is VisitOutcome.NOT_HOME and v.day > met for v in past)
    if not_home >= rule.number("max_not_home"):
        return violated(rule, f"已连续 {not_home} 次到访无人应门。", "请改为寄信。")
    return None


TIMING_RULES: dict[str, CaseRule] = {"R-26": visit_frequency, "R-20": permitted_hours, "R-22": his_bad_times}
