"""Where a case stands on its way, for lists and counts; what may be done with it the rules alone decide."""

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    """The stations of a case."""

    TO_CONTACT = "待联系"
    APPOINTED = "已约定"
    POSTPONED = "改期"
    REFUSED = "拒绝上门"
    UNREACHABLE = "联系不上"
    ON_HOLD = "暂停"
    PLANNED = "已排"
    VISITED = "已到访"
    FOLLOW_UP = "跟进"
    LETTER = "寄信"
    RETURNED = "已退案"


_ANYWHERE = frozenset({Stage.ON_HOLD, Stage.REFUSED, Stage.RETURNED})
"""What can happen to a case at any station: a hold, the debtor's refusal, the end of the mandate."""

NEXT: Mapping[Stage, frozenset[Stage]] = {
    Stage.TO_CONTACT: _ANYWHERE | {Stage.APPOINTED, Stage.POSTPONED, Stage.UNREACHABLE},
    Stage.APPOINTED: _ANYWHERE | {Stage.PLANNED, Stage.POSTPONED, Stage.TO_CONTACT},
    Stage.POSTPONED: _ANYWHERE | {Stage.APPOINTED, Stage.UNREACHABLE},
    Stage.UNREACHABLE: _ANYWHERE | {Stage.APPOINTED, Stage.POSTPONED, Stage.LETTER},
    Stage.ON_HOLD: _ANYWHERE | {Stage.TO_CONTACT, Stage.APPOINTED, Stage.POSTPONED, Stage.UNREACHABLE, Stage.FOLLOW_UP},
    Stage.PLANNED: _ANYWHERE | {Stage.VISITED, Stage.FOLLOW_UP, Stage.APPOINTED, Stage.POSTPONED, Stage.TO_CONTACT},
    Stage.VISITED: _ANYWHERE | {Stage.APPOINTED, Stage.POSTPONED, Stage.LETTER, Stage.TO_CONTACT},
    Stage.FOLLOW_UP: _ANYWHERE | {Stage.APPOINTED, Stage.POSTPONED, Stage.LETTER},
    # Only the debtor's newer consent leads on from a refusal, or the letters that take the visit's place.
    Stage.REFUSED: frozenset({Stage.APPOINTED, Stage.LETTER, Stage.ON_HOLD, Stage.RETURNED}),
    Stage.LETTER: _ANYWHERE | {Stage.APPOINTED, Stage.POSTPONED},
    Stage.RETURNED: frozenset({Stage.TO_CONTACT, Stage.APPOINTED, Stage.ON_HOLD, Stage.REFUSED}),
}
"""From each station where a case can go next; a lender's 留案 brings one back from the end."""
