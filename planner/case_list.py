"""What a list of cases asks for and gets: one page of rows, filtered and sorted, never every case at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from planner.case import Case, CaseState


class CaseSort(StrEnum):
    """What cases can be sorted by; the import's order breaks ties, unknown values stand last."""

    IMPORTED = "id"
    NUMBER = "number"
    LENDER = "lender"
    DISTRICT = "district"
    STATE = "state"
    TOTAL = "total_fen"
    DAYS_OVERDUE = "days_overdue"
    MANDATE_END = "mandate_end"


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases, in which order, and which page of them; "" and None do not filter."""

    number: str = ""
    """A part of the case number."""
    lender: str = ""
    district: str = ""
    state: CaseState | None = None
    total_from: Decimal | None = None
    total_to: Decimal | None = None
    mandate_ends_by: date | None = None
    sort: CaseSort = CaseSort.IMPORTED
    is_descending: bool = False
    offset: int = 0
    limit: int = 100


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page, and how many cases the filter lets through altogether."""

    total: int
    cases: tuple[Case, ...]
