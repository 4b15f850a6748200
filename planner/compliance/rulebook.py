"""The rules as data: text, source, evidence mark, severity and parameters, by id and version."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from typing import Any

import resources
from planner import clock
from planner.errors import PlannerError
from planner.finding import Finding, Severity, Status
from planner.ruling import ParameterChange


class FactKind(StrEnum):
    """Where a rule's facts come from, and so who can supply a missing one."""

    ROW = "row"
    """A lender's file or the roster."""
    DESK = "desk"
    """What the office or a lender's profile declares once."""
    EVENT = "event"
    """What happened: a contact, a visit, a letter, a decision of the office."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it demands, on whose word, how grave it is, from when until when it binds."""

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
    effective_to: date | None = None
    facts: FactKind = FactKind.ROW

    def binds_on(self, day: date) -> bool:
        """Whether it is in force, its first and last days included."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)

    def number(self, name: str) -> int:
        """A parameter that counts."""
        return int(self.params[name])

    def decimal(self, name: str) -> Decimal:
        """A parameter with a fraction, kept exact."""
        return Decimal(str(self.params[name]))

    def second(self, name: str) -> int:
        """A parameter that is a time of the day, as seconds since midnight."""
        return clock.seconds_of(time.fromisoformat(str(self.params[name])))

    def day(self, name: str) -> date:
        """A parameter that is a calendar day."""
        return date.fromisoformat(str(self.params[name]))

    def words(self, name: str) -> frozenset[str]:
        """A parameter that lists words."""
        return frozenset(self.params[name])

    def finding(self, status: Status, text: str, cure: str = "", severity: Severity | None = None) -> Finding:
        """This rule's word on something that is not ok."""
        return Finding(self.id, status, severity or self.severity, text, cure, self.source, self.mark)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A version of all rules; `version` names the edition and the hash of its content, changes included."""

    edition: str
    rules: Mapping[str, Rule]
    version: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "version", f"{self.edition}+{_fingerprint(self.rules)}")

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    def changed(self, changes: Iterable[ParameterChange], day: date) -> "Rulebook":
        """This rulebook with the parameters that hold on a day; of several changes the latest made counts.

        Raises:
            PlannerError: no such rule or parameter, or a value of another kind.
        """
        rules = dict(self.rules)
        for change in sorted(changes, key=lambda c: c.at):
            if change.effective_from <= day:
                rule = rules[change.rule] if change.rule in rules else _no_such(change)
                value = typed_value(rule, change)
                rules[rule.id] = replace(rule, params={**rule.params, change.parameter: value})
        return replace(self, rules=rules) if rules != self.rules else self


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
            effective_to=entry.get("effective_to"),
            facts=FactKind(entry["facts"]),
        )
        for entry in tables["rule"]
    )
    return Rulebook(tables["version"], {rule.id: rule for rule in rules})


def typed_value(rule: Rule, change: ParameterChange) -> Any:
    """A change's text as a value of the parameter's own kind.

    Raises:
        PlannerError: no such parameter, or the text is of another kind.
    """
    if change.parameter not in rule.params:
        _no_such(change)
    old, text = rule.params[change.parameter], change.value.strip()
    try:
        return _typed(old, text)
    except (ValueError, InvalidOperation) as error:
        raise PlannerError(
            "参数不可用",
            f"规则 {rule.id} 的参数 {change.parameter} 不能改为“{text}”。",
            f"请填与现值“{_shown(old)}”同样形式的值。",
        ) from error


def _typed(old: Any, text: str) -> Any:
    match old:
        case bool():
            return {"true": True, "false": False, "是": True, "否": False}.get(text) or _reject(text in ("false", "否"))
        case int():
            return int(text) if int(text) >= 0 else _reject(False)
        case list():
            return [word for word in (part.strip() for part in text.replace("、", ",").split(",")) if word]
        case date():
            return date.fromisoformat(text)
        case str() if ":" in old:
            time.fromisoformat(text)
            return text
        case str():
            return text if Decimal(text).is_finite() and Decimal(text) >= 0 else _reject(False)
    raise ValueError(text)


def _reject(is_false: bool) -> bool:
    if not is_false:
        raise ValueError
    return False


def _shown(value: Any) -> str:
    return "、".join(value) if isinstance(value, list) else str(value)


def _no_such(change: ParameterChange) -> Rule:
    raise PlannerError(
        "没有此参数", f"规则 {change.rule} 没有参数 {change.parameter}。", "请对照规则表核对规则号和参数名。"
    )


def _fingerprint(rules: Mapping[str, Rule]) -> str:
    """Twelve hex digits of a hash over all that the rules say: ids, texts, severities, terms, parameters."""
    content = [
        [
            *(r.id, r.title, r.text, r.source, r.mark, r.severity, str(r.effective_from), str(r.effective_to)),
            *(r.is_absence_fine, r.facts, {name: r.params[name] for name in sorted(r.params)}),
        ]
        for r in rules.values()
    ]
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]
