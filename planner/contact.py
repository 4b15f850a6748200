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


VOICE = frozenset({"电话", "语音", "手机", "座机", "语音通话", "视频通话"})


class RefusalReason(StrEnum):
    """Why a debtor refuses visits; asked once and coded."""

    PRIVACY = "不愿被打扰"
    FAMILY = "家人不知情"
    DISPUTED = "对债务有异议"
    PAYING = "已与委托方协商"
    WRITTEN = "只接受书面"
    LEGAL = "由律师处理"
    NO_REASON = "未说明"


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
    callee: str = "本人"
    """Whose number was dialled, in the log's word; anybody else's is a third party's (R-03)."""
    is_inbound: bool = False
    """The debtor called us: not a call of ours that counts (R-24)."""
    is_own_line: bool | None = None
    """Whether the line is the agency's (R-45); None when the log does not say."""
    is_identity_checked: bool | None = None
    """Whether the speaker's identity was checked before any word of debt; None when the log does not say."""
    bad_windows: tuple[TimeWindow, ...] = ()
    """Hours at which the debtor said not to come (R-22)."""
    bad_weekdays: frozenset[int] = frozenset()
    """Days of the week on which he said not to come, Monday 0."""
    bad_places: tuple[str, ...] = ()
    """Places where he said not to come."""
    call_back_on: date | None = None
    """Day on which he asked to be called again; earlier calls are silenced (R-81)."""
    refusal_reason: str = ""
    """Why he refused, as one of the coded reasons."""
    instead: str = ""
    """What he wants instead of a visit: 信函, 邮件 or 电话."""

    def __post_init__(self) -> None:
        if self.outcome is ContactOutcome.CONSENT and self.appointment is None:
            raise ValueError("A consent needs the agreed day and window.")

    @property
    def is_debtors_word(self) -> bool:
        """Whether the debtor himself spoke: nobody else can consent, and silence is no word."""
        if self.answered_by != "本人" or self.outcome is ContactOutcome.NOT_REACHED:
            return False
        # Whoever failed the identity check cannot agree to a visit; a "no" counts whoever said it.
        return self.outcome is not ContactOutcome.CONSENT or self.is_identity_checked is not False

    @property
    def is_call(self) -> bool:
        """Whether it was by voice, which is what R-24 counts."""
        return self.channel in VOICE

    @property
    def is_effective(self) -> bool:
        """A call of ours that reached somebody."""
        return self.is_call and not self.is_inbound and self.outcome is not ContactOutcome.NOT_REACHED
