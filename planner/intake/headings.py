"""Finds the heading row of a sheet, or the two rows that make it when cells are merged over others."""

import re
from dataclasses import dataclass

from planner.intake.layout import Layout
from planner.intake.sheet import Sheet
from planner.intake.values import plain

HEADING_ROWS = 10
"""Headings stand among the first so many rows with text."""
_FEWEST_KNOWN = 3
_OTHERS = re.compile(r"^(?:紧急)?联[系络]人\d*|^配偶|^担保人|^单位")
"""Groups whose 姓名 or 手机 is not the debtor's: a sub-heading below never stands for itself."""


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a sheet, and at which of its rows the data begin."""

    texts: tuple[str, ...]
    data_from: int


def find_headings(sheet: Sheet, wanted: Layout) -> Headings | None:
    """The heading row among the first ones that names most fields, if these are enough to be sure.

    Two rows are read as one where the upper one names groups over merged cells.
    """
    rows = [cells for _row, cells in sheet.rows[:HEADING_ROWS]]
    scores = [_known(cells, wanted) for cells in rows]
    most = max(scores, default=0)
    at = scores.index(most) if rows else 0
    for first in dict.fromkeys((at - 1, at)):
        if 0 <= first < len(rows) - 1 and _is_group_row(rows[first], rows[first + 1]):
            both = _joined(rows[first], rows[first + 1], wanted)
            score = _known(both, wanted)
            # Above data the pair must know more; over the best row itself the groups only make things clearer.
            if score >= _FEWEST_KNOWN and (score > most or (first == at - 1 and score == most)):
                return Headings(both, first + 2)
    return Headings(rows[at], at + 1) if most >= _FEWEST_KNOWN else None


def _known(cells: tuple[str, ...], wanted: Layout) -> int:
    return len({wanted.field_of(c) for c in cells} - {""})


def _is_group_row(upper: tuple[str, ...], lower: tuple[str, ...]) -> bool:
    """Whether a row can stand above another one's headings: several texts, no figures, and gaps below or beside."""
    texts = [plain(cell) for cell in upper if cell.strip()]
    has_gaps = any(not u.strip() and w.strip() for u, w in zip(upper, lower, strict=False))
    return len(texts) >= 2 and has_gaps and not any(re.search(r"\d{3}", text) for text in (*texts, *map(plain, lower)))


def _joined(upper: tuple[str, ...], lower: tuple[str, ...], wanted: Layout) -> tuple[str, ...]:
    """One heading for each column: group and sub-heading together where that is known, else the one that says more."""
    width = max(len(upper), len(lower))
    group, found = "", []
    for column in range(width):
        over = plain(upper[column]) if column < len(upper) else ""
        under = plain(lower[column]) if column < len(lower) else ""
        group = over or (group if under else "")
        together = f"{group}{under}"
        if not under:
            found.append(over)
        elif wanted.field_of(together) or wanted.is_dropped(together) or _OTHERS.match(group):
            found.append(together)
        else:
            found.append(under)
    return tuple(found)
