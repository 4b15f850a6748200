"""From findings to a decision: blocked > letter-only > contact-first > visit, the first that applies."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule, Rulebook
from planner.compliance.rules import CASE_RULES
from planner.compliance.trouble import CaseRule, Trouble
from planner.finding import Decision, Finding, Kind, Severity, Status
from planner.ruling import Override

REFUSAL_RULES = frozenset({"R-28", "R-86"})
CONTACT_RULES = frozenset({"R-27"})
_ORDER = {Kind.BLOCKED: 0, Kind.LETTER_ONLY: 1, Kind.CONTACT_FIRST: 2, Kind.VISIT: 3}


def decide(facts: CaseFacts, rulebook: Rulebook) -> Decision:
    """What may be done with a case on a day, with every finding that is not ok, gravest first.

    The decision carries the facts that it was made of and the rulebook's version.
    """
    troubles = [
        trouble
        for rule_function, rule in _binding(_Key(rulebook), facts.day)
        if (trouble := rule_function(facts, rule)) is not None
    ]
    is_refused = any(t.finding.rule == "R-28" for t in troubles)
    if is_refused:
        # Whoever refused is not called again about the same thing, so nothing waits for a call.
        troubles = [t for t in troubles if not t.is_cured_by_call]
    ranked = sorted(troubles, key=lambda t: _rank(t, is_refused))
    kind = _kind(ranked[0], is_refused) if ranked else Kind.VISIT
    findings = tuple(_accepted(t.finding, facts) for t in ranked)
    return Decision(facts.case.number, kind, findings, rulebook.version, facts)


class _Key:
    """A rulebook to look things up by: two of one version say the same."""

    __slots__ = ("rulebook",)

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def __hash__(self) -> int:
        return hash(self.rulebook.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.rulebook.version == self.rulebook.version


@lru_cache(maxsize=16)
def _binding(key: _Key, day: date) -> tuple[tuple[CaseRule, Rule], ...]:
    """The rules about cases that bind on a day; asked for 100,000 times a check."""
    rules = ((function, key.rulebook[rule_id]) for rule_id, function in CASE_RULES.items())
    return tuple((function, rule) for function, rule in rules if rule.binds_on(day))


def _accepted(finding: Finding, facts: CaseFacts) -> Finding:
    """The finding with the override that accepts it; one that blocks is never accepted."""
    if finding.severity is not Severity.WARN or not facts.rulings:
        return finding
    for override in facts.of_kind(Override):
        if override.rule == finding.rule and override.day == facts.day:
            return replace(finding, accepted=f"{override.approver}：{override.reason}")
    return finding


def _rank(trouble: Trouble, is_refused: bool) -> tuple[int, bool]:
    return _ORDER[_kind(trouble, is_refused)], trouble.finding.status is Status.UNKNOWN


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
