"""A planned day as a whole, before it is released for printing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner import clock
from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Severity, Status


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day at the moment of release: cases whose appointment cannot be kept, which of them were called off."""

    day: date
    now: datetime
    must_call_off: frozenset[str] = frozenset()
    called_off: frozenset[str] = frozenset()
    unannounced: int = 0
    """Visits of unreachable debtors that were released for the day."""


DayRule = Callable[[DayFacts, Rule], Finding | None]


def kept_or_called_off(facts: DayFacts, rule: Rule) -> Finding | None:
    """R-91: an appointment that cannot be kept is called off or re-offered by the evening before."""
    left = sorted(facts.must_call_off - facts.called_off)
    if not left:
        return None
    text = f"{len(left)} 件已约当日但不能上门，尚未撤约或改约。"
    due = clock.moment(facts.day - timedelta(days=1), rule.second("until"))
    late = "已过截止时间，" if facts.now > due else ""
    return rule.finding(Status.VIOLATED, text, f"{late}全部撤约或改约后方可放行打印。")


def few_unannounced(facts: DayFacts, rule: Rule) -> Finding | None:
    """R-88: no more than so many unannounced visits a day."""
    most = rule.number("per_day")
    if facts.unannounced > most:
        return rule.finding(
            Status.VIOLATED,
            f"当日未约上门 {facts.unannounced} 件，超过 {most} 件。",
            "请减至上限以内。",
            Severity.BLOCK,
        )
    return None


DAY_RULES: dict[str, DayRule] = {"R-91": kept_or_called_off, "R-88": few_unannounced}


def day_findings(facts: DayFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that keeps a day from being released."""
    found = (
        check(facts, rulebook[rule_id]) for rule_id, check in DAY_RULES.items() if rulebook[rule_id].binds_on(facts.day)
    )
    return tuple(finding for finding in found if finding is not None)
