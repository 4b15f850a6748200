"""Lists of cases that are in memory: the same pages as the file's lists."""

import string
from collections.abc import Callable, Iterable
from typing import Any

from planner.case import Case
from planner.case_list import CasePage, CaseQuery, CaseSort
from planner.store import rows

_FOLD = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def page_of(known: Iterable[Case], query: CaseQuery) -> CasePage:
    """One page."""
    found = [case for case in known if _holds(case, query)]
    key = _KEYS.get(query.sort)
    if key is None:
        ordered = found[::-1] if query.is_descending else found
    else:
        told = sorted((c for c in found if key(c) is not None), key=key, reverse=query.is_descending)
        ordered = told + [case for case in found if key(case) is None]
    return CasePage(len(found), tuple(ordered[query.offset : query.offset + query.limit]))


_KEYS: dict[CaseSort, Callable[[Case], Any]] = {
    CaseSort.NUMBER: lambda case: case.number,
    CaseSort.LENDER: lambda case: case.lender,
    CaseSort.DISTRICT: rows.district_of,
    CaseSort.STATE: lambda case: case.state.value,
    CaseSort.TOTAL: lambda case: rows.fen(case.amounts.total),
    CaseSort.DAYS_OVERDUE: lambda case: case.days_overdue,
    CaseSort.MANDATE_END: lambda case: case.mandate_end,
}


def _holds(case: Case, query: CaseQuery) -> bool:
    total, low, high = (rows.fen(a) for a in (case.amounts.total, query.total_from, query.total_to))
    return (
        query.number.translate(_FOLD) in case.number.translate(_FOLD)
        and query.lender in ("", case.lender)
        and query.district in ("", rows.district_of(case))
        and query.state in (None, case.state)
        and (low is None or (total is not None and total >= low))
        and (high is None or (total is not None and total <= high))
        and (
            query.mandate_ends_by is None
            or (case.mandate_end is not None and case.mandate_end <= query.mandate_ends_by)
        )
    )
