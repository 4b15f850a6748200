"""What a new plan changes against the one before, as a list to be worked through."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from planner.documents.sheet import sheet

_COLUMNS = (("类别", 14), ("案件编号", 20), ("原小组", 8), ("现小组", 8), ("原时间", 8), ("现时间", 8), ("说明", 80))


def changes_sheet(rows: Iterable[Sequence[str]], created: datetime) -> bytes:
    """The changes as xlsx, in the order given; each row: kind, cases, team and time before and after, the sentence."""
    return sheet("变化清单", _COLUMNS, rows, created, has_filter=True)
