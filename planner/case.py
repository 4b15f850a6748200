"""The debtor and the case: what a lender hands over."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.needs import Needs
from planner.standing import Standing


class CaseState(StrEnum):
    """The lender's word on the case; UNKNOWN when the column is empty or says something we do not know."""

    ACTIVE = "正常"
    SUSPENDED = "暂停"
    CLOSED = "关闭"
    RETURNED = "退案"
    SETTLED = "结清"
    WITHDRAWN = "撤回"
    UNKNOWN = "未知"


class AddressKind(StrEnum):
    """What an address is to the debtor (R-30). NAMED: the debtor named it himself, on a recorded contact."""

    NAMED = "本人指定"
    HOME = "现住址"
    HUKOU = "户籍地址"
    EMPLOYER = "单位地址"
    CONTACT = "联系人地址"
    BILL = "对账单地址"
    """For letters alone."""


class Remark(StrEnum):
    """What a lender's free remark hints at. Only the hint is kept: the text may hold diagnoses and slander (R-70)."""

    HARDSHIP = "困难"
    DISPUTE = "异议"
    LAWYER = "律师代理"
    COMPLAINT = "曾投诉"


@dataclass(frozen=True, slots=True)
class Debtor:
    """One person. `key` joins this person's cases; it is the id number when that is sound, else the case's own."""

    key: str
    name: str
    id_number: str
    mobile: str = ""
    email: str = ""
    birth_date: date | None = None
    """From the id number when its check digit holds; None means unknown, never adult."""

    @property
    def is_male(self) -> bool | None:
        """Whether to say Mr or Ms, by the order digit of a sound id number; None when there is none."""
        if self.birth_date is None:
            return None
        return int(self.id_number[-2] if len(self.id_number) == 18 else self.id_number[-1]) % 2 == 1


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is owed, in yuan to the fen. None means that the lender's file does not say."""

    total: Decimal | None
    principal: Decimal | None
    interest: Decimal | None
    penalty: Decimal | None
    fees: Decimal = Decimal("0.00")
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One lender's claim under one case number, as imported; what was decided since lives beside it."""

    number: str
    lender: str
    debtor: Debtor
    amounts: Amounts
    state: CaseState = CaseState.UNKNOWN
    contract: str = ""
    product: str = ""
    batch: str = ""
    loan_date: date | None = None
    loan_sum: Decimal | None = None
    annual_rate: Decimal | None = None
    """As a share of one: 0.18 for 18 %."""
    days_overdue: int | None = None
    bucket: str = ""
    mandate_start: date | None = None
    mandate_end: date | None = None
    last_paid_on: date | None = None
    last_paid: Decimal | None = None
    addresses: tuple[tuple[AddressKind, str], ...] = ()
    contact_names: tuple[str, ...] = ()
    remarks: frozenset[Remark] = field(default_factory=frozenset)
    warnings: tuple[str, ...] = ()
    """What the import wants a person to verify, one sentence each, without personal data."""
    needs: Needs = field(default_factory=Needs)
    """What the case list asks of whoever visits."""
    standing: Standing = field(default_factory=Standing)
    """Who is asked to pay and under which limits of the law."""

    def addresses_of(self, kind: AddressKind) -> tuple[str, ...]:
        """The addresses of one kind, in the order of the file; empty ones are never stored."""
        return tuple(text for its_kind, text in self.addresses if its_kind is kind)


def claim_key(secret: bytes, case: Case) -> str:
    """What one person's one contract is known by, whatever number a lender gives the case; "" if either is not told.

    A keyed hash: without the secret nobody can try id numbers against it, which a plain hash would allow.
    """
    if not (case.debtor.id_number and case.contract):
        return ""
    told = f"{case.debtor.id_number}\n{case.contract}"
    return hmac.new(secret, told.encode(), hashlib.sha256).hexdigest()
