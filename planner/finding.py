"""What the rules say of a case or a team."""

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """Three-valued: unknown is not ok."""

    OK = "ok"
    VIOLATED = "violated"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """What a rule's failing means: block stops the visit, warn asks for a person, log only writes it down."""

    BLOCK = "block"
    WARN = "warn"
    LOG = "log"


class Kind(StrEnum):
    """What may be done with a case on a day; the values are the words of the headless commands.

    The order is that of lists: what a dispatcher can still mend today comes first.
    """

    YELLOW = "yellow"
    RED = "red"
    TO_LOCATE = "to-locate"
    CONTACT_FIRST = "contact-first"
    LETTER_ONLY = "letter-only"
    BLOCKED = "blocked"
    VISIT = "visit"

    @property
    def rank(self) -> int:
        """Its place in lists."""
        return list(Kind).index(self)


KIND_WORDS = {
    Kind.YELLOW: "已排满",
    Kind.RED: "无组可行",
    Kind.TO_LOCATE: "待定位",
    Kind.CONTACT_FIRST: "先联系",
    Kind.LETTER_ONLY: "只寄信",
    Kind.BLOCKED: "不得上门",
    Kind.VISIT: "可上门",
}
"""How the kinds are called wherever a dispatcher reads them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's word: `text` says in one sentence what is wrong, `cure` what would help; no personal data."""

    rule: str
    status: Status
    severity: Severity
    text: str
    cure: str = ""
    source: str = ""
    mark: str = ""
    accepted: str = ""
    """Who accepted this warning and why, "" while nobody has."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be done with one case on one day, with every finding that is not ok, gravest first."""

    case_number: str
    kind: Kind
    findings: tuple[Finding, ...] = ()
    rule_set: str = ""
    """The version of the rulebook by which it was decided."""
    facts: object | None = field(default=None, compare=False, repr=False)
    """The facts that it was made of, so that it can be decided again; `evidence` writes them down."""

    @property
    def rules(self) -> tuple[str, ...]:
        """The ids of the rules that fail, warnings left out, gravest first."""
        return tuple(dict.fromkeys(f.rule for f in self.findings if f.severity is Severity.BLOCK))

    @property
    def reason(self) -> str:
        """The gravest finding's sentence, "" when all is well."""
        return self.findings[0].text if self.findings else ""

    @property
    def remedy(self) -> str:
        """What would cure the gravest finding."""
        return self.findings[0].cure if self.findings else ""
