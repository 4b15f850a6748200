"""A consent that nobody has given yet: what the debtor on the phone would say, and what already stands in its way."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from planner import clock
from planner.compliance.facts import CaseFacts
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.visit import TimeWindow

_HOME = "住所"


def consent_now(facts: CaseFacts, now: datetime, place: str, address: str) -> ContactAttempt:
    """His word as if he agreed to the facts' day at any hour.

    `address` is where he wants to be visited, at the kind of `place` that he calls it; "" is where he agreed to before,
    else his home.
    """
    before = facts.appointment
    if not address:
        place, address = (before.place, before.address) if before else (_HOME, "")
    newest = max((attempt.at for attempt in facts.attempts), default=now)
    whole_day = TimeWindow(0, clock.DAY_SECONDS - 1)
    return ContactAttempt(
        facts.case.number,
        max(now, newest + timedelta(seconds=1)),
        ContactOutcome.CONSENT,
        answered_by="本人",
        appointment=Appointment(facts.day, facts.day, whole_day, place, address),
    )


def too_near(told: Mapping[str, CaseFacts], number: str, today: date, days_between: int) -> str:
    """Why another appointment of this person stands in the way (R-26, R-90), "" if none does."""
    facts = told[number]
    for other, theirs in _agreed_otherwise(told, number, today):
        if theirs.case.lender == facts.case.lender and other.holds_on(facts.day):
            continue
        reach = timedelta(days=days_between - 1)
        if other.first_day - reach <= facts.day <= other.last_day + reach:
            return f"同一债务人另有约定（案件 {theirs.case.number}），间隔不足 {days_between} 日。"
    return ""


def _agreed_otherwise(
    told: Mapping[str, CaseFacts], number: str, today: date
) -> Iterator[tuple[Appointment, CaseFacts]]:
    """What this person agreed to himself about other cases, and still lies ahead."""
    for facts in told.values():
        word, agreed = facts.consent, facts.appointment
        is_own = word is not None and word.case_number == facts.case.number != number
        if is_own and agreed and agreed.last_day >= today:
            yield agreed, facts
