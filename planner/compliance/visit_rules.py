"""A planned stop looked at as a whole, from arrival to departure, before it is solved, after, and before printing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner import calendar
from planner.clock import hhmm
from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Severity, Status
from planner.ruling import Told
from planner.visit import TimeWindow


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """One stop of a day. Seconds since local midnight; `agreed` are hours that the debtor allowed in writing."""

    day: date
    start: int
    end: int
    agreed: tuple[TimeWindow, ...] = ()
    bad_windows: tuple[TimeWindow, ...] = ()
    debtors: frozenset[str] = frozenset()
    lenders: frozenset[str] = frozenset()
    other_lenders_today: frozenset[str] = frozenset()
    """Lenders for whom the same debtor is visited on the same day in another visit."""
    team: str = ""
    complained_teams: frozenset[str] = frozenset()
    unauthorised: frozenset[str] = frozenset()
    """Staff numbers in the team without the lender's authorisation for the day."""
    told: Told | None = None


VisitRule = Callable[[VisitFacts, Rule], Finding | None]


def permitted_interval(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-20: the whole stay lies inside the permitted hours, or inside hours that he allowed in writing."""
    if rule.second("from") <= facts.start and facts.end <= rule.second("until"):
        return None
    span = f"{hhmm(facts.start)}–{hhmm(facts.end)}"
    if any(w.start <= facts.start and facts.end <= w.end for w in facts.agreed):
        return rule.finding(
            Status.VIOLATED, f"{span} 在 08:00–22:00 之外，有本人书面同意。", "请主管知悉。", Severity.WARN
        )
    return rule.finding(Status.VIOLATED, f"{span} 超出 08:00–22:00。", "请改排，或取得本人书面同意。")


def usual_interval(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-21: the product's own narrower hours and latest start; lunch is spared."""
    lunch = (rule.second("lunch_from"), rule.second("lunch_until"))
    is_inside = rule.second("from") <= facts.start and facts.end <= rule.second("until")
    if is_inside and facts.start <= rule.second("latest_start") and (facts.end <= lunch[0] or facts.start >= lunch[1]):
        return None
    text = f"{hhmm(facts.start)}–{hhmm(facts.end)} 不在惯常上门时段内。"
    return rule.finding(Status.VIOLATED, text, "请主管知悉；可与债务人另约时段。")


def his_bad_hours(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-22: no part of the stay falls into hours that he ruled out."""
    if any(facts.start < w.end and w.start < facts.end for w in facts.bad_windows):
        return rule.finding(Status.VIOLATED, "到访时间落在本人说过不便的时间内。", "请改排时段。")
    return None


def working_day(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-23: no visits on public holidays and the days of the college entrance examination."""
    if f"{facts.day:%m-%d}" in rule.words("also"):
        return rule.finding(Status.VIOLATED, f"{facts.day} 是高考等不宜打扰的日子。", "请改排其他日期。")
    try:
        name = calendar.holiday(facts.day)
    except LookupError:
        return rule.finding(Status.UNKNOWN, f"{facts.day.year} 年节假日安排尚未收录。", "请人工确认是否为工作日。")
    return (
        rule.finding(Status.VIOLATED, f"{facts.day} 是法定节假日（{name}）。", "原则上不安排外访。") if name else None
    )


def planned_length(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-87: a stay of more than so many minutes asks for a word with the supervisor."""
    minutes = (facts.end - facts.start) // 60
    if minutes > rule.number("minutes"):
        return rule.finding(
            Status.VIOLATED, f"计划停留 {minutes} 分钟，超过 {rule.number('minutes')} 分钟。", "请缩短或说明原因。"
        )
    return None


def one_debtor(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-90: one visit is for one debtor and one lender, and no second lender's on the same day."""
    if len(facts.debtors) > 1:
        return rule.finding(Status.VIOLATED, "一次到访含有两名债务人。", "请分成两次到访。")
    if len(facts.lenders | facts.other_lenders_today) > 1:
        return rule.finding(Status.VIOLATED, "同一债务人当日有两家委托方的到访。", "请改排另一日。")
    return None


def no_complaint(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-85: a team complained about does not go to that debtor again."""
    if facts.team and facts.team in facts.complained_teams:
        return rule.finding(Status.VIOLATED, "该小组曾被此债务人投诉。", "请改派其他小组。")
    return None


def authorised_team(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-89: everyone in the team holds the lender's authorisation for the day."""
    if facts.unauthorised:
        numbers = "、".join(sorted(facts.unauthorised))
        return rule.finding(
            Status.UNKNOWN, f"工号 {numbers} 没有该委托方当日有效的授权书。", "请续办授权，或改派其他小组。"
        )
    return None


def told_hour(facts: VisitFacts, rule: Rule) -> Finding | None:
    """R-83: the debtor was told the hour, with a number to call it off, and the visit starts within it."""
    if facts.told is None or not facts.told.call_off_number:
        return rule.finding(Status.UNKNOWN, "尚未告知债务人上门时间和取消电话。", "请在出发前告知并登记。")
    spare = 60 * rule.number("minutes")
    window = facts.told.window
    if facts.told.day != facts.day or not window.start - spare <= facts.start <= window.end + spare:
        return rule.finding(Status.VIOLATED, "计划到达时间与告知的时间不符。", "请重新告知；未经同意不敲门。")
    return None


VISIT_RULES: dict[str, VisitRule] = {
    "R-20": permitted_interval,
    "R-22": his_bad_hours,
    "R-85": no_complaint,
    "R-89": authorised_team,
    "R-90": one_debtor,
    "R-21": usual_interval,
    "R-23": working_day,
    "R-83": told_hour,
    "R-87": planned_length,
}


def visit_findings(facts: VisitFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that speaks against this stop, in the order of the rules above."""
    found = (
        check(facts, rulebook[rule_id])
        for rule_id, check in VISIT_RULES.items()
        if rulebook[rule_id].binds_on(facts.day)
    )
    return tuple(finding for finding in found if finding is not None)
