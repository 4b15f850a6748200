"""Contact before a visit: each attempt, what the debtor said, the appointment that follows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from planner.needs import Needs
from planner.visit import TimeWindow, joined


class ContactOutcome(StrEnum):
    """What came of an attempt. All but NOT_REACHED are the debtor's own word."""

    CONSENT = "同意"
    POSTPONED = "改期"
    REFUSED = "拒绝"
    DISPUTE = "异议"
    COMPLAINT = "投诉"
    HARDSHIP = "困难"
    NOT_REACHED = "未接通"


@dataclass(frozen=True, slots=True)
class Appointment:
    """A visit agreed on: between two days (the same for a fixed one), starting inside one of the windows.

    `place` is the debtor's word for where (住所, 单位 or anything else), `address` the address he named, "" if none.
    """

    first_day: date
    last_day: date
    window: TimeWindow
    place: str = ""
    address: str = ""
    other_windows: tuple[TimeWindow, ...] = ()
    """Further windows of the same days, beside `window`; they may overlap."""

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise ValueError("An appointment cannot end before its first day.")

    @property
    def windows(self) -> tuple[TimeWindow, ...]:
        """All windows, sorted and apart."""
        return joined((self.window, *self.other_windows))

    def holds_on(self, day: date) -> bool:
        """Whether the debtor agreed to be visited on this day."""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class ContactAttempt:
    """One attempt to reach a debtor. `at` is aware; `answered_by` is "" when nobody did."""

    case_number: str
    at: datetime
    outcome: ContactOutcome
    channel: str = "电话"
    number: str = ""
    seconds: int = 0
    answered_by: str = ""
    appointment: Appointment | None = None
    recording: str = ""
    note: str = ""
    detail: str = ""
    """The log's own word where it says more than the outcome (空号, 停机, 拒接)."""
    needs: Needs = field(default_factory=Needs)
    """What was asked of the team on this occasion."""

    def __post_init__(self) -> None:
        if self.outcome is ContactOutcome.CONSENT and self.appointment is None:
            raise ValueError("A consent needs the agreed day and window.")

    @property
    def is_debtors_word(self) -> bool:
        """Whether the debtor himself spoke: nobody else can consent, and silence is no word."""
        return self.answered_by == "本人" and self.outcome is not ContactOutcome.NOT_REACHED
