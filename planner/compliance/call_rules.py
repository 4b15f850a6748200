"""Whether a debtor may be called now, on this number: both counters over all collectors, channels and cases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planner import clock
from planner.compliance.reach import is_unreachable
from planner.compliance.rulebook import Rule, Rulebook
from planner.contact import ContactAttempt, ContactOutcome
from planner.finding import Finding, Severity, Status


@dataclass(frozen=True, slots=True)
class CallFacts:
    """One attempt that is about to be made; `attempts` are the person's, over all cases, collectors and channels."""

    at: datetime
    number: str
    channel: str = "电话"
    attempts: tuple[ContactAttempt, ...] = ()
    callee: str = "本人"
    """Whose number it is; anybody else is a third party."""
    is_preagreed: bool = False
    """Whether the debtor agreed beforehand that this third party may be asked."""
    is_inbound: bool = False
    is_own_line: bool | None = None
    time_consent: bool = False
    """Whether the debtor agreed to be called at this hour."""

    @property
    def local(self) -> datetime:
        """The moment in Shanghai, whatever zone it came in."""
        return self.at.astimezone(clock.SHANGHAI)

    @property
    def promised(self) -> date | None:
        """The day on which the debtor, at his newest word, asked to be called again."""
        spoken = [a for a in self.attempts if a.is_debtors_word and a.at <= self.at]
        return max(spoken, key=lambda a: a.at).call_back_on if spoken else None

    @property
    def made_today(self) -> tuple[ContactAttempt, ...]:
        """Our own attempts of the same local day up to this moment."""
        return tuple(
            a
            for a in self.attempts
            if not a.is_inbound and a.at <= self.at and a.at.astimezone(clock.SHANGHAI).date() == self.local.date()
        )


CallRule = Callable[[CallFacts, Rule], Finding | None]


def third_party_call(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-03: a third party is asked only when the debtor cannot be reached and agreed to it beforehand."""
    if facts.callee == "本人" or facts.is_inbound:
        return None
    if not facts.is_preagreed:
        return rule.finding(
            Status.UNKNOWN, "没有本人事先同意联系该联系人的记录。", "不得拨打；请改用其他方式联系本人。"
        )
    if not is_unreachable(facts.attempts, rule.number("attempts")):
        return rule.finding(Status.VIOLATED, "尚不能证明联系不上本人，不得拨打联系人。", "请先联系本人。")
    return None


def refused_third_party(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-04: a third party who refused is never called again."""
    if facts.callee == "本人":
        return None
    if any(
        a.number == facts.number and a.callee != "本人" and a.outcome is ContactOutcome.REFUSED for a in facts.attempts
    ):
        return rule.finding(Status.VIOLATED, "该联系人已拒绝继续联系。", "不得再拨打。")
    return None


def call_hours(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-20: no call or message of ours between 22:00 and 08:00 in Shanghai, unless he agreed."""
    second = clock.seconds_of(facts.local.time())
    if facts.is_inbound or rule.second("from") <= second < rule.second("until"):
        return None
    if facts.time_consent:
        return rule.finding(Status.VIOLATED, "在 22:00–08:00 之间，有本人同意。", "请注明同意的记录。", Severity.WARN)
    return rule.finding(Status.VIOLATED, "现在是 22:00–08:00。", "请在 08:00 以后联系。")


def effective_calls(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-24: so many effective calls of ours a day, all collectors, numbers and cases together; his own do not count."""
    if facts.is_inbound:
        return None
    made = sum(a.is_effective for a in facts.made_today)
    if made >= rule.number("per_day"):
        return rule.finding(Status.VIOLATED, f"当日已有效通话 {made} 次。", "今日不得再拨打。")
    return None


def attempts_on_channel(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-25: so many unanswered attempts a day on one number or account."""
    if facts.is_inbound:
        return None
    tried = sum(
        a.number == facts.number and a.channel == facts.channel and a.outcome is ContactOutcome.NOT_REACHED
        for a in facts.made_today
    )
    if tried >= rule.number("per_day"):
        return rule.finding(Status.VIOLATED, f"该号码当日已尝试 {tried} 次未接通。", "今日不得再用该号码。")
    if tried >= rule.number("warn_at"):
        text = f"该号码当日已尝试 {tried} 次未接通。"
        return rule.finding(Status.VIOLATED, text, "请换个时段再联系。", Severity.WARN)
    return None


def weekly_calls(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-81: limits over seven days, and silence until the day on which he asked to be called back."""
    if facts.is_inbound:
        return None
    promised = facts.promised
    if promised is not None and facts.local.date() < promised:
        return rule.finding(Status.VIOLATED, f"本人约定 {promised} 再联系。", "在此之前不要拨打。")
    since = facts.at - timedelta(days=rule.number("days"))
    made = [a for a in facts.attempts if not a.is_inbound and since < a.at <= facts.at]
    effective = sum(a.is_effective for a in made)
    days = rule.number("days")
    if effective >= rule.number("effective"):
        return rule.finding(Status.VIOLATED, f"{days} 日内已有效通话 {effective} 次。", "请过几日再联系，或改寄信。")
    if len(made) >= rule.number("attempts"):
        return rule.finding(Status.VIOLATED, f"{days} 日内已联系 {len(made)} 次。", "请过几日再联系，或改寄信。")
    return None


def own_line(facts: CallFacts, rule: Rule) -> Finding | None:
    """R-45: only the agency's own lines and accounts are used."""
    if facts.is_own_line is False:
        return rule.finding(Status.VIOLATED, "使用的不是机构电话或账号。", "请改用机构线路。")
    return None


CALL_RULES: dict[str, CallRule] = {
    "R-04": refused_third_party,
    "R-03": third_party_call,
    "R-20": call_hours,
    "R-24": effective_calls,
    "R-25": attempts_on_channel,
    "R-81": weekly_calls,
    "R-45": own_line,
}


def call_findings(facts: CallFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that speaks against this call, gravest first."""
    day = facts.local.date()
    found = (
        check(facts, rulebook[rule_id]) for rule_id, check in CALL_RULES.items() if rulebook[rule_id].binds_on(day)
    )
    return tuple(sorted((f for f in found if f is not None), key=lambda f: f.severity is not Severity.BLOCK))
