"""What the law asks about a claim beside its sums: who is asked to pay, in what state, under which limits."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """Who the person is to the debt (R-01 to R-07); UNKNOWN when the column says something we do not know."""

    DEBTOR = "本人"
    GUARANTOR = "担保人"
    JOINT = "共同借款人"
    SPOUSE = "配偶"
    HEIR = "继承人"
    CONTACT = "联系人"
    UNKNOWN = "未知"


class LegalState(StrEnum):
    """Whether a court, the police or the lender itself has the matter in hand (R-15)."""

    NONE = "无"
    LAWSUIT = "诉讼"
    ENFORCEMENT = "执行"
    BANKRUPTCY = "破产"
    POLICE = "报案"
    STOPPED = "委托方叫停"
    UNKNOWN = "未知"


class PlanState(StrEnum):
    """How a signed repayment plan stands (R-13)."""

    NONE = "无"
    KEPT = "履行中"
    BROKEN = "违约"
    DONE = "已履行"
    UNKNOWN = "未知"


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim's legal facts. None and "" mean that nobody said; what that means is each rule's own affair."""

    role: Role = Role.DEBTOR
    role_proof: str = ""
    """What shows that somebody else owes too: the number of a contract or a consent."""
    guarantee_until: date | None = None
    is_deceased: bool | None = None
    is_incapable: bool | None = None
    last_due: date | None = None
    """Day on which the last instalment falls due; limitation runs from it (R-17)."""
    interrupted_on: tuple[date, ...] = ()
    """Days on which limitation began anew, each with a proof."""
    assignment_told_on: date | None = None
    is_lawful: bool | None = None
    cost_rate: Decimal | None = None
    """All-in yearly cost as a share of one: interest, penalty and fees together."""
    lpr: Decimal | None = None
    """One-year LPR when the contract was made, as a share of one."""
    legal: LegalState = LegalState.NONE
    plan: PlanState = PlanState.NONE
    plan_next_due: date | None = None
    address_source: str = ""
    """Where the lender has the addresses from, in its own word; "" is its own file."""
    reminded_on: tuple[date, ...] = ()
    """Days on which the lender itself reminded the debtor (R-80)."""
