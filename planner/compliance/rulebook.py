"""The rules as data: text, source, evidence mark, severity and parameters, by id and version."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any

import resources
from planner import clock
from planner.finding import Finding, Severity, Status


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it demands, on whose word, how grave it is."""

    id: str
    title: str
    text: str
    source: str
    mark: str
    severity: Severity
    effective_from: date
    is_absence_fine: bool
    """Whether no record means none (a dispute), or unknown (a birth date), which blocks."""
    params: Mapping[str, Any] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A parameter that counts."""
        return int(self.params[name])

    def decimal(self, name: str) -> Decimal:
        """A parameter with a fraction, kept exact."""
        return Decimal(str(self.params[name]))

    def second(self, name: str) -> int:
        """A parameter that is a time of the day, as seconds since midnight."""
        return clock.seconds_of(time.fromisoformat(str(self.params[name])))

    def finding(self, status: Status, text: str, cure: str = "", severity: Severity | None = None) -> Finding:
        """This rule's word on something that is not ok."""
        return Finding(self.id, status, severity or self.severity, text, cure, self.source, self.mark)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A version of all rules."""

    version: str
    rules: Mapping[str, Rule]

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]


@cache
def load(name: str = "rules/rules_cn_2026.toml") -> Rulebook:
    """The rulebook that ships with the program."""
    tables = tomllib.loads(resources.path(name).read_text("utf-8"))
    rules = (
        Rule(
            id=entry["id"],
            title=entry["title"],
            text=entry["text"],
            source=entry["source"],
            mark=entry["mark"],
            severity=Severity(entry["severity"]),
            effective_from=entry["effective_from"],
            is_absence_fine={"none": True, "unknown": False}[entry["absence"]],
            params=entry["params"],
        )
        for entry in tables["rule"]
    )
    return Rulebook(tables["version"], {rule.id: rule for rule in rules})
