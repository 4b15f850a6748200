"""Why a visit is left out once the papers are out: its team cannot make it, and nobody else gets them in time."""

from collections.abc import Sequence

from planner.clock import hhmm
from planner.finding import Kind
from planner.plan import Route
from planner.routing.reasons.explain import Reason, explain
from planner.routing.reasons.limits import Limit
from planner.routing.reasons.remedies import RemedyKind
from planner.routing.replan.board import MARK
from planner.routing.replan.fetch import MINUTES
from planner.routing.replan.takeover import Takeover

_TRUE_FROM_NOW = (Limit.STAY, Limit.HOURS, Limit.ROAD, Limit.REST, Limit.WINDOW, Limit.BACK, Limit.DISPLACED)
"""Of the other limits the rest of a day knows only what is left of them, which nobody would recognise."""
_HELPS_FROM_NOW = (RemedyKind.WIDEN, RemedyKind.REBOOK, RemedyKind.LATER_END, RemedyKind.LATER_REST)
"""The others would send a team without papers."""
_NAMED = 3
"""More teams than these are counted, not named."""
_REMEDY = "请改约另一天，并电话告知债务人。"


def reasons(takeover: Takeover, rest: Sequence[Route]) -> dict[str, Reason]:
    """For every visit of the board that is in none of the routes, by its id."""
    left_out = takeover.board.left_out()
    if not left_out:
        return {}
    with_papers = explain(takeover.board.as_carried(), rest)
    return {id: _reason(takeover, rest, id, with_papers[id]) for id in left_out}


def _reason(takeover: Takeover, rest: Sequence[Route], id: str, own: Reason) -> Reason:
    """`own` says why the teams that have the papers, or can still take them along, cannot make the visit."""
    board, owner = takeover.board, takeover.board.owner.get(id, "")
    others = takeover.receivers(id)
    out = [team for team in others if owner or board.standings[team].is_out]
    over = max(window.end for window in board.words[id].windows)
    if over < takeover.begun.now:
        return Reason(Kind.RED, f"约定时间到 {hhmm(over)} 为止，{hhmm(takeover.begun.now)} 已经过了。", _REMEDY)
    if takeover.keeps(id) or len(out) < len(others):
        return Reason(own.kind, _text(own) + _others(out, owner), _remedy(own))
    if owner:
        where = f"文书在{'停派的' if owner not in board.shifts else ''} {owner} 处。"
    elif out:
        where = "文书在出发地，而各组都已出发。"
    else:
        return explain(board.problem(), rest)[id]
    return Reason(Kind.RED, where + _others(out, owner), _REMEDY)


def _text(own: Reason) -> str:
    is_true = own.limit in _TRUE_FROM_NOW and MARK not in own.text
    return own.text if is_true else "带有文书的小组余下的时间排不下这一户。"


def _remedy(own: Reason) -> str:
    told = [remedy.text for remedy in own.remedies if remedy.kind in _HELPS_FROM_NOW]
    return "；或".join([*told, _REMEDY])


def _others(teams: Sequence[str], owner: str) -> str:
    if not teams:
        return "没有其他获准的小组可以接手。" if owner else ""
    way = "改派须先交接文书" if owner else "已出发的小组须先回出发地取文书"
    who = f"{'、'.join(teams)} " if len(teams) <= _NAMED else f"获准的 {len(teams)} 组都"
    return f"{way}（{MINUTES} 分钟）：{who}排不进这一程和这一户。"
