"""What people of the office decide and do about a case beside calling and visiting; never undone, only followed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planner.visit import TimeWindow


class HoldKind(StrEnum):
    """Why a case waits."""

    HARDSHIP = "困难"
    DISPUTE = "异议"
    COMPLAINT = "投诉"
    LEGAL = "法务"
    REFUSAL = "拒绝上门"


def _check_two(requester: str, approver: str, reason: str) -> None:
    if not (requester.strip() and approver.strip() and reason.strip()):
        raise ValueError("This takes the names of two people and a reason.")
    if requester.strip() == approver.strip():
        raise ValueError("Nobody approves his own request.")


@dataclass(frozen=True, slots=True)
class Override:
    """A warning accepted for one case on one day. What blocks cannot be accepted; the casebook sees to that."""

    case_number: str
    rule: str
    day: date
    requester: str
    approver: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        _check_two(self.requester, self.approver, self.reason)


@dataclass(frozen=True, slots=True)
class ParameterChange:
    """Another value for a parameter of a rule, for days from `effective_from` on; `value` as it is typed."""

    rule: str
    parameter: str
    value: str
    requester: str
    approver: str
    reason: str
    at: datetime
    effective_from: date
    case_number: str = ""
    """Always "": a parameter holds for all cases."""

    def __post_init__(self) -> None:
        _check_two(self.requester, self.approver, self.reason)


@dataclass(frozen=True, slots=True)
class Hold:
    """A case waits until somebody looks at it; after `review_until` it waits still, and is due."""

    case_number: str
    kind: HoldKind
    by: str
    reason: str
    at: datetime
    review_until: date | None = None


@dataclass(frozen=True, slots=True)
class Lift:
    """A hold, dispute, complaint or hardship is answered; everything of this kind up to `at` is over."""

    case_number: str
    kind: HoldKind
    requester: str
    approver: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        _check_two(self.requester, self.approver, self.reason)


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter that tells an unreachable debtor of a visit, with a number to call it off (R-88)."""

    case_number: str
    sent_on: date
    visit_from: date
    call_off_number: str
    by: str
    at: datetime
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """An unannounced visit of an unreachable debtor on one day, released by a second person (R-88)."""

    case_number: str
    day: date
    requester: str
    approver: str
    reason: str
    at: datetime

    def __post_init__(self) -> None:
        _check_two(self.requester, self.approver, self.reason)


@dataclass(frozen=True, slots=True)
class Told:
    """The debtor was told the hour of a planned visit, with a number to call it off (R-83)."""

    case_number: str
    day: date
    window: TimeWindow
    call_off_number: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CalledOff:
    """An appointment that cannot be kept was called off or another was offered (R-91)."""

    case_number: str
    day: date
    by: str
    at: datetime


class IncidentKind(StrEnum):
    """What counts as a major incident (R-48, R-76)."""

    INJURY = "人身伤害"
    POLICE = "报警"
    CROWD = "围观冲突"
    SELF_HARM = "自伤风险"
    LEAK = "信息泄露"


@dataclass(frozen=True, slots=True)
class Incident:
    """A major incident, and whom it was reported to when; None means not yet."""

    case_number: str
    kind: IncidentKind
    by: str
    at: datetime
    told_office: datetime | None = None
    told_lender: datetime | None = None
    told_regulator: datetime | None = None
    told_person: datetime | None = None


Ruling = Override | ParameterChange | Hold | Lift | Notice | Release | Told | CalledOff | Incident
"""One of them; a store keeps them all in the order in which they were made."""
