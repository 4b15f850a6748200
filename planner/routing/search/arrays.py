"""The arrays that the search works on, and what stands where in them; light, so that a window may load it."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]

NEVER = 1 << 30
FORBIDDEN = -1
BALANCE_S = 28_800

UNTIL, SERVICE, FIND, BUILDING, DEMAND, PLACE = range(6)
"""Columns of `Day.visits`: when the visit must be over; seconds in it, and for finding its building; the building, -1
for none; its share of a capacity; its locked position, 0 for none."""
VISIT_COLUMNS = 6
(MODE, LEAVE_FROM, HOURS_END, BACK_BY, REST_FROM, REST_BY, REST_S) = range(7)
(MAX_VISITS, MAX_TRAVEL, MAX_TOUR, CAPACITY) = range(7, 11)
"""Columns of `Day.shifts`; a team without a rest has one of no seconds."""
SHIFT_COLUMNS = 11
RESTED, TIRED, LATE, LATE_TIRED, LEG, GAP = range(6)
(LASTS, OPENS, CLOSES, LASTS_ON, OPENS_ON, CLOSES_ON) = range(6, 12)
"""Rows of `Tours.labels`: ready to go on when rested, and when still to rest; latest arrival for either; seconds from
the stop before; the longest that a visit put in before this stop may take with its ways there and on. Then, kept only
for a shift with a longest tour: the least seconds from leaving until this stop is over, and the earliest and latest
second at which such a stretch begins; the same from this stop until the end."""
LABEL_ROWS = 12
SIZE, COST, WORK, LOAD, FIRST, LAST = range(6)
"""Columns of `Tours.sums`; FIRST and LAST bound the positions at which locked positions let a visit be put in."""
ROUTE, POSITION = range(2)
"""Columns of `Tours.places`: the tour of a visit, -1 for none, and its position there from 1."""


class Day(NamedTuple):
    """A problem, or a part of one, in numbers: n visits, then two ends for each of m shifts; seconds throughout.

    `travel` is flat: a block of origins by destinations for each different matrix, and `block` says which one holds
    for mode and period (of `starts`); `back` is the same with origin and destination swapped, so that all that concerns
    one visit lies together. `windows` has shape (n, most windows, 2), the last one repeated. `wish` is (m, n),
    FORBIDDEN where the team may not go. `near` holds for each visit those worth standing next to, nearest first, -1
    for none.
    """

    n: int
    m: int
    width: int
    starts: Int64
    block: Int64
    travel: Int32
    back: Int32
    windows: Int32
    visits: Int32
    shifts: Int64
    wish: Int32
    penalty: Int64
    near: Int32
    overtime_permille: int
    balance_permille: int


class Tours(NamedTuple):
    """All tours of a day; the places of shift k are `k * width` onwards in `seq` and `labels`, its start at 0."""

    seq: Int32
    labels: Int32
    sums: Int64
    places: Int64
