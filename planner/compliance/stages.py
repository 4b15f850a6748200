"""At which station a case stands, from the same facts that decide it."""

from planner.case import CaseState
from planner.compliance.facts import CaseFacts
from planner.compliance.reach import is_unreachable
from planner.contact import ContactOutcome
from planner.finding import Decision, Kind
from planner.ruling import Notice
from planner.stage import Stage
from planner.visit import VisitOutcome, VisitRecord

HOLD_RULES = frozenset({"R-13", "R-14", "R-15", "R-16"})
_OVER = frozenset({CaseState.CLOSED, CaseState.RETURNED, CaseState.SETTLED, CaseState.WITHDRAWN})
_SPOKE = frozenset({VisitOutcome.AGREED, VisitOutcome.NO_AGREEMENT})


def stage_of(facts: CaseFacts, decision: Decision, unreachable_after: int, *, is_planned: bool = False) -> Stage:
    """The first station that applies: ended, refused, held, visited since, planned, then the debtor's word.

    `unreachable_after` is R-03's count of attempts in a row.
    """
    if _is_over(facts):
        return Stage.RETURNED
    if "R-28" in decision.rules:
        return Stage.LETTER if _letter_since_refusal(facts) else Stage.REFUSED
    if HOLD_RULES & set(decision.rules) or facts.case.state is CaseState.SUSPENDED:
        return Stage.ON_HOLD
    if visit := _visit_since_word(facts):
        return _after(visit, facts)
    if is_planned and decision.kind is Kind.VISIT:
        return Stage.PLANNED
    appointment, word = facts.appointment, facts.word
    if appointment is not None:
        return Stage.APPOINTED if appointment.last_day >= facts.day else Stage.TO_CONTACT
    if word is not None and word.outcome is ContactOutcome.POSTPONED:
        return Stage.POSTPONED
    return Stage.UNREACHABLE if is_unreachable(facts.attempts, unreachable_after) else Stage.TO_CONTACT


def _is_over(facts: CaseFacts) -> bool:
    end = facts.case.mandate_end
    return facts.case.state in _OVER or (end is not None and facts.day >= end)


def _letter_since_refusal(facts: CaseFacts) -> bool:
    said = [v.day for v in facts.door_refusals]
    if facts.word is not None and facts.word.outcome is ContactOutcome.REFUSED:
        said.append(facts.word.at.date())
    return any(not said or letter.sent_on >= max(said) for letter in facts.of_kind(Notice))


def _visit_since_word(facts: CaseFacts) -> VisitRecord | None:
    """The newest visit for this case that no word of the debtor has followed."""
    visits = [v for v in facts.visits if facts.is_about(v.case_number) and v.day <= facts.day]
    newest = max(visits, key=lambda v: v.day, default=None)
    word = facts.word
    return newest if newest is not None and (word is None or newest.day >= word.at.date()) else None


def _after(visit: VisitRecord, facts: CaseFacts) -> Stage:
    if visit.outcome in _SPOKE:
        return Stage.FOLLOW_UP
    empty = [v for v in facts.visits if v.outcome is VisitOutcome.NOT_HOME and facts.is_about(v.case_number)]
    return Stage.LETTER if len(empty) > 1 and visit.outcome is VisitOutcome.NOT_HOME else Stage.VISITED
