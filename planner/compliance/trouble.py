"""What a rule about a case answers when something is not ok."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule
from planner.finding import Finding, Severity, Status


@dataclass(frozen=True, slots=True)
class Trouble:
    """A finding, and whether a phone call to the debtor can cure it."""

    finding: Finding
    is_cured_by_call: bool = False


CaseRule = Callable[[CaseFacts, Rule], Trouble | None]


def violated(rule: Rule, text: str, cure: str = "", severity: Severity | None = None) -> Trouble:
    """The facts are known and break the rule."""
    return Trouble(rule.finding(Status.VIOLATED, text, cure, severity))


def unknown(rule: Rule, text: str, cure: str = "") -> Trouble:
    """A fact is missing: `text` says which, `cure` how to get it."""
    return Trouble(rule.finding(Status.UNKNOWN, text, cure))


def call(rule: Rule, status: Status, text: str, cure: str) -> Trouble:
    """Not ok, and a call to the debtor can cure it."""
    return Trouble(rule.finding(status, text, cure), is_cured_by_call=True)
