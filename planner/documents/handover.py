"""Papers that change hands once the day has begun: what the giving and the receiving team read, in the tour's order."""

from collections.abc import Iterator
from typing import Any

from planner import outward
from planner.clock import hhmm
from planner.documents import facts as fact
from planner.documents.bundle import HandoverBundle, StopBundle, TeamBundle
from planner.shift import Team

TITLE = "交接文书"


def in_order(team: TeamBundle) -> Iterator[StopBundle | HandoverBundle]:
    """The team's stops and hand-overs by time; of one moment the hand-over comes first."""
    timed: list[tuple[int, int, StopBundle | HandoverBundle]] = [
        *((word.handover.at, 0, word) for word in team.handovers),
        *((stop.stop.start, 1, stop) for stop in team.stops),
    ]
    return (item for _, _, item in sorted(timed, key=lambda one: one[:2]))


def between(team: TeamBundle) -> list[list[HandoverBundle]]:
    """The hand-overs before each stop, and last those after all of them."""
    gaps: list[list[HandoverBundle]] = [[]]
    for item in in_order(team):
        if isinstance(item, HandoverBundle):
            gaps[-1].append(item)
        else:
            gaps.append([])
    return gaps


def handover_line(word: HandoverBundle, team: str) -> dict[str, Any]:
    """What one of the two teams is told: when, where, with whom, and whose papers."""
    at, minutes = word.handover.at, word.handover.minutes
    told = {
        "time": hhmm(at),
        "until": hhmm(at + 60 * minutes),
        "minutes": f"{minutes} 分钟",
        "title": TITLE,
        "teams": teams(word),
        "what": _what(word, team),
        "address": outward.clean(word.handover.location.address),
        "place": _place(word),
        "cases": "、".join(cases(word)),
    }
    return told | {
        "papers": [
            {
                "who": fact.polite(stop.cases[0].debtor),
                "cases": "、".join(stop.stop.visit.cases),
                "lender": stop.lender.name,
            }
            for stop in word.stops
        ]
    }


def teams(word: HandoverBundle) -> str:
    """T01 → T02; papers that lie at the office come from there."""
    return f"{word.handover.giving or '出发地'} → {word.handover.receiving}"


def cases(word: HandoverBundle) -> list[str]:
    """The case numbers of the papers."""
    return [number for stop in word.stops for number in stop.stop.visit.cases]


def _what(word: HandoverBundle, team: str) -> str:
    handover = word.handover
    if team == handover.receiving:
        if not handover.giving:
            return "取新文书"
        other = f"{handover.giving}{_people(word.giving)}"
        return f"与 {other} 碰面，取文书" if handover.is_met else f"取 {other} 的文书"
    other = f"{handover.receiving}{_people(word.receiving)}"
    return f"与 {other} 碰面，交出文书" if handover.is_met else f"{other} 来取文书，请备好"


def _people(team: Team | None) -> str:
    names = "、".join(outward.clean(person.name) for person in team.collectors) if team else ""
    return f"（{names}）" if names else ""


def _place(word: HandoverBundle) -> str:
    return f"案件 {word.handover.door_of} 门口附近" if word.handover.door_of else "小组出发或返回的地点"
