"""Every case that is not visited, with its reason and what would help; what must be called off comes first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from planner.documents.sheet import sheet
from planner.finding import KIND_WORDS
from planner.plan import UnplannedVisit

_COLUMNS = (
    ("案件编号", 20),
    ("类别", 16),
    ("规则", 16),
    ("原因", 60),
    ("怎么办", 48),
    ("须撤约/改约", 12),
    ("可约时段", 44),
)


def unplanned_sheet(
    unplanned: Iterable[UnplannedVisit], created: datetime, offers: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """The cases left out as xlsx, sorted by urgency, kind and case number; `offers` are lines by case number."""
    ranked = sorted(unplanned, key=lambda left: (not left.must_call_off, left.kind.rank, left.case_number))
    rows = [
        (
            left.case_number,
            KIND_WORDS[left.kind],
            "、".join(left.rules),
            left.reason,
            left.remedy,
            "是" if left.must_call_off else "",
            "\n".join((offers or {}).get(left.case_number, ())),
        )
        for left in ranked
    ]
    return sheet("未排案件", _COLUMNS, rows, created, has_filter=True)
