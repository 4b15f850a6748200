"""From findings to a decision: blocked > letter-only > contact-first > visit, the first that applies."""

from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rulebook
from planner.compliance.rules import CASE_RULES, Trouble
from planner.finding import Decision, Kind, Severity, Status

REFUSAL_RULES = frozenset({"R-28", "R-86"})
CONTACT_RULES = frozenset({"R-27"})


def decide(facts: CaseFacts, rulebook: Rulebook) -> Decision:
    """What may be done with a case on a day, with every finding that is not ok, gravest first."""
    troubles = [
        trouble
        for rule_id, rule_function in CASE_RULES.items()
        if rulebook[rule_id].effective_from <= facts.day
        and (trouble := rule_function(facts, rulebook[rule_id])) is not None
    ]
    is_refused = any(t.finding.rule == "R-28" for t in troubles)
    if is_refused:
        # Whoever refused is not called again about the same thing, so nothing waits for a call.
        troubles = [t for t in troubles if not t.is_cured_by_call]
    ranked = sorted(troubles, key=lambda t: _rank(t, is_refused))
    kind = _kind(ranked[0], is_refused) if ranked else Kind.VISIT
    return Decision(facts.case.number, kind, tuple(t.finding for t in ranked))


def _rank(trouble: Trouble, is_refused: bool) -> tuple[int, bool]:
    order = (Kind.BLOCKED, Kind.LETTER_ONLY, Kind.CONTACT_FIRST, Kind.VISIT)
    return order.index(_kind(trouble, is_refused)), trouble.finding.status is Status.UNKNOWN


def _kind(trouble: Trouble, is_refused: bool) -> Kind:
    """What this trouble alone makes of a case."""
    finding = trouble.finding
    if finding.severity is not Severity.BLOCK:
        return Kind.VISIT
    if is_refused and finding.rule in REFUSAL_RULES:
        return Kind.LETTER_ONLY
    if trouble.is_cured_by_call or finding.rule in CONTACT_RULES:
        return Kind.CONTACT_FIRST
    return Kind.BLOCKED
