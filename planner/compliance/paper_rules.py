"""What may be sent or printed: to which address, about which debt, in which words."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.case import AddressKind
from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Status


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One letter, e-mail or printed text for a debtor, before it leaves."""

    day: date
    text: str = ""
    address_kind: AddressKind | None = None
    """What the address is that it goes to; None when it is handed over."""
    is_service_address: bool = False
    """Whether the contract names this address for letters."""
    is_confirmed: bool = False
    """Whether the debtor confirmed it."""
    is_expired: bool = False
    """Whether limitation has run out (R-17)."""


PaperRule = Callable[[PaperFacts, Rule], Finding | None]


def letter_address(facts: PaperFacts, rule: Rule) -> Finding | None:
    """R-84: letters go to the contract's service address or one that he confirmed, never to others' doors."""
    if facts.address_kind is None or facts.is_service_address:
        return None
    if facts.address_kind in (AddressKind.EMPLOYER, AddressKind.CONTACT):
        return rule.finding(Status.VIOLATED, f"信函不得寄往{facts.address_kind.value}。", "请改寄合同约定的送达地址。")
    if not facts.is_confirmed:
        text = f"{facts.address_kind.value}不是合同约定的送达地址，也未经本人确认。"
        return rule.finding(Status.UNKNOWN, text, "请本人确认，或改寄合同约定的送达地址。")
    return None


def forbidden_words(facts: PaperFacts, rule: Rule) -> Finding | None:
    """R-47: no text threatens, impersonates or exposes."""
    found = _first(facts.text, rule.words("forbidden"))
    return rule.finding(Status.VIOLATED, f"文字含有禁用词“{found}”。", "请改写后再用。") if found else None


def no_threat_when_expired(facts: PaperFacts, rule: Rule) -> Finding | None:
    """R-17: where limitation has run out, no text speaks of a suit."""
    found = _first(facts.text, rule.words("threats")) if facts.is_expired else ""
    return rule.finding(Status.VIOLATED, f"诉讼时效已过，文字含有“{found}”。", "请改用中性文字。") if found else None


def _first(text: str, words: frozenset[str]) -> str:
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return next((word for word in sorted(words) if word in folded), "")


PAPER_RULES: dict[str, PaperRule] = {
    "R-84": letter_address,
    "R-47": forbidden_words,
    "R-17": no_threat_when_expired,
}


def paper_findings(facts: PaperFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that keeps a paper from being printed or sent."""
    found = (
        check(facts, rulebook[rule_id])
        for rule_id, check in PAPER_RULES.items()
        if rulebook[rule_id].binds_on(facts.day)
    )
    return tuple(finding for finding in found if finding is not None)
