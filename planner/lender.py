"""What a lender has said once: its kind, channels and limits, and who may act for it until when."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Lender:
    """A lender's profile. Empty text or None means that the profile does not say: unknown, never fine."""

    name: str
    kind: str = ""
    mandate_chain: str = ""
    sub_mandate_consent: str = ""
    is_assigned: bool | None = None
    published_list: str = ""
    reviewed_on: date | None = None
    pay_channel: str = ""
    payee: str = ""
    complaint_phone: str = ""
    regulator_phone: str = ""
    cost_cap: Decimal | None = None
    offer_policy: str = ""


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A lender's word that one collector may act for it from one day to another, both included (R-89)."""

    number: str
    lender: str
    staff_number: str
    valid_from: date
    valid_until: date
    scan: str = ""
    """File name of the sealed scan; "" when the list names none."""

    def covers(self, lender: str, staff_number: str, day: date) -> bool:
        """Whether this paper lets this collector act for this lender on this day."""
        return (
            self.lender == lender and self.staff_number == staff_number and self.valid_from <= day <= self.valid_until
        )
