"""Whom to call, on which number, and whether that may be done now: counted over all collectors, channels and cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from planner import clock
from planner.casebook import Casebook
from planner.compliance.call_rules import CallFacts, call_findings
from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rulebook
from planner.contact import ContactOutcome
from planner.finding import Decision, Finding, Kind, Severity


@dataclass(frozen=True, slots=True)
class CallTask:
    """One case to call about. Counts are the person's: today's by the local calendar, the week's over seven days."""

    case_number: str
    number: str
    is_to_call_off: bool
    effective_today: int
    tried_today: int
    """Unanswered attempts on this very number."""
    call_back_on: date | None
    findings: tuple[Finding, ...] = ()

    @property
    def may_call(self) -> bool:
        """Whether nothing forbids the call."""
        return not any(finding.severity is Severity.BLOCK for finding in self.findings)


def call_list(
    casebook: Casebook,
    day: date,
    now: datetime,
    to_call_off: Iterable[str] = (),
    decisions: Mapping[str, Decision] | None = None,
) -> tuple[CallTask, ...]:
    """Whom to call at this moment about visits on `day`: appointments to call off first, then those not yet agreed.

    Of each group those who may be called now come first, in the order of import. `decisions` are the day's, if they
    are known already.
    """
    off = dict.fromkeys(to_call_off)
    decisions = casebook.check_all(day) if decisions is None else decisions
    wanted = [number for number, decision in decisions.items() if decision.kind is Kind.CONTACT_FIRST]
    known = casebook.store.cases()
    numbers = [number for number in dict.fromkeys((*off, *wanted)) if number in known]
    facts = casebook.all_facts(day, numbers)
    rulebook = casebook.rulebook_on(now.astimezone(clock.SHANGHAI).date())
    tasks = [_task(facts[number], now, rulebook, is_off=number in off) for number in numbers]
    return tuple(sorted(tasks, key=lambda task: (not task.is_to_call_off, not task.may_call)))


def _task(facts: CaseFacts, now: datetime, rulebook: Rulebook, *, is_off: bool) -> CallTask:
    number = facts.case.debtor.mobile
    call = CallFacts(now, number, attempts=facts.attempts)
    today = call.made_today
    return CallTask(
        facts.case.number,
        number,
        is_off,
        effective_today=sum(a.is_effective for a in today),
        tried_today=sum(a.number == number and a.outcome is ContactOutcome.NOT_REACHED for a in today),
        call_back_on=call.promised,
        findings=call_findings(call, rulebook),
    )
