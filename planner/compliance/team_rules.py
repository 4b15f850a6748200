"""The rules about who goes, where and when: teams, collectors, doors and the visit's hours."""

from collections.abc import Callable
from datetime import date

from planner.compliance.facts import CollectorFacts
from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Severity, Status
from planner.shift import Collector
from planner.visit import Location, TimeWindow


def team_size(num_collectors: int, rule: Rule) -> Finding | None:
    """R-40: at least two go; more than two may feel like pressure."""
    if num_collectors < rule.number("min"):
        return rule.finding(Status.VIOLATED, f"只有 {num_collectors} 名外访员。", "请补足两人。")
    if num_collectors > rule.number("max"):
        return rule.finding(Status.VIOLATED, f"同行 {num_collectors} 人。", "请确认不致造成压迫。", Severity.WARN)
    return None


def eligible(collector: Collector, day: date, rule: Rule) -> Finding | None:
    """R-41: trained within the year, background and pledge on file."""
    if collector.trained_on is None:
        return rule.finding(Status.UNKNOWN, "培训考核日期缺失。", "请在名单中补齐。")
    age = (day - collector.trained_on).days
    if age > rule.number("training_days"):
        return rule.finding(Status.VIOLATED, f"培训考核已过 {age} 日。", "请完成年度培训考核。")
    if age < 0:
        return rule.finding(Status.UNKNOWN, f"培训考核日期 {collector.trained_on} 晚于上门日。", "请核对日期。")
    for has, what in ((collector.background_ok, "无犯罪记录证明"), (collector.pledge_ok, "保密承诺")):
        if has is None:
            return rule.finding(Status.UNKNOWN, f"{what}未登记。", "请在名单中补齐。")
        if not has:
            return rule.finding(Status.VIOLATED, f"没有{what}。", f"取得{what}前不得上门。")
    return None


def identified(facts: CollectorFacts, rule: Rule) -> Finding | None:
    """R-42: he carries a work card and at least one authorisation that is valid on the day."""
    if not facts.collector.work_card:
        return rule.finding(Status.UNKNOWN, "工作证号缺失。", "请在名单中补齐。")
    if not facts.authorisations:
        return rule.finding(Status.UNKNOWN, "没有任何授权书登记。", "请导入授权书清单。")
    if not facts.authorised_lenders():
        newest = max(a.valid_until for a in facts.authorisations)
        return rule.finding(Status.VIOLATED, f"没有当日有效的授权书（最晚有效期至 {newest}）。", "请续办授权。")
    return None


def equipped(collector: Collector, rule: Rule) -> Finding | None:
    """R-43: he carries a recorder."""
    if not collector.recorder:
        return rule.finding(Status.UNKNOWN, "执法记录仪编号缺失。", "请在名单中补齐。")
    return None


def collector_findings(facts: CollectorFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that keeps one collector from going on the day."""
    found = (
        eligible(facts.collector, facts.day, rulebook["R-41"]),
        identified(facts, rulebook["R-42"]),
        equipped(facts.collector, rulebook["R-43"]),
    )
    return tuple(finding for finding in found if finding is not None)


def complete_door(location: Location, rule: Rule) -> Finding | None:
    """R-82: the address names the very door."""
    if location.door_complete:
        return None
    return rule.finding(Status.UNKNOWN, "地址没有室号或村宅门牌，门牌不完整。", "请电话问清室号，登记后再排。")


def visit_hours(
    agreed: TimeWindow, service_s: int, is_written: bool, rulebook: Rulebook
) -> tuple[TimeWindow, Finding | None]:
    """The hours that must hold the whole visit (R-20), narrowed to the product's own (R-21) where he agreed to such.

    Returns the permitted hours and R-21's warning if the agreed window forces the visit outside them.
    """
    legal = TimeWindow(rulebook["R-20"].second("from"), rulebook["R-20"].second("until"))
    usual = TimeWindow(rulebook["R-21"].second("from"), rulebook["R-21"].second("until"))
    if _has_room(agreed, usual, service_s):
        return usual, None
    warning = rulebook["R-21"].finding(
        Status.VIOLATED, "约定时段使到访落在 09:00–20:00 之外。", "请主管知悉；可与债务人另约时段。"
    )
    if _has_room(agreed, legal, service_s) or not is_written:
        return legal, warning
    return TimeWindow(min(legal.start, agreed.start), max(legal.end, agreed.end + service_s)), warning


def unannounced_starts(rule: Rule) -> tuple[TimeWindow, ...]:
    """When an unannounced visit may begin: R-21's hours, lunch spared, told by its `visit_minutes` before lunch."""
    before_lunch = rule.second("lunch_from") - 60 * rule.number("visit_minutes")
    return (
        TimeWindow(rule.second("from"), before_lunch),
        TimeWindow(rule.second("lunch_until"), rule.second("latest_start")),
    )


def _has_room(agreed: TimeWindow, hours: TimeWindow, service_s: int) -> bool:
    return max(agreed.start, hours.start) <= min(agreed.end, hours.end - service_s)


TEAM_RULES: dict[str, Callable[..., Finding | None]] = {
    "R-40": team_size,
    "R-41": eligible,
    "R-42": identified,
    "R-43": equipped,
    "R-82": complete_door,
}
"""The rules about who goes and to which door, each with facts of its own."""
