"""Why a visit was left out and what would help: every claim is what the exact timing says when asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.finding import Kind
from planner.plan import Route
from planner.routing.problem import RoutingProblem
from planner.routing.reasons.displaced import CrowdedWays
from planner.routing.reasons.limits import Limit
from planner.routing.reasons.proposals import insert, remedies
from planner.routing.reasons.remedies import Remedy
from planner.routing.reasons.rights import nobody
from planner.routing.reasons.sentences import Words
from planner.routing.reasons.ways import Way, Ways

_CLOSE_S = 3600
"""Missing more than this is no longer said to be what is missing, if a visit that takes the time can be named."""
_TOLD = 3
"""So many remedies go into the sentence; `remedies` has them all."""


@dataclass(frozen=True, slots=True)
class Reason:
    """RED: no team could make the visit even on an empty day. YELLOW: one could, but other visits take the day.

    `text` and `remedy` are whole sentences and name teams by id. The rest says the same for machines: `limit` is what
    fails, for `team` if a team is named, by `missing_s` seconds if they are told; each of the `displaced_by` (visit
    ids) makes room when it alone is taken out of the plan; `rules` are the rule book's ids.
    """

    kind: Kind
    text: str
    remedy: str = ""
    limit: Limit = Limit.FULL
    team: str = ""
    missing_s: int = 0
    displaced_by: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of the rule book that fail."""
        return _RULES.get(self.limit, ())


_RULES = {Limit.AUTHORISATION: ("R-89",), Limit.FORBIDDEN: ("R-85",)}


def explain(problem: RoutingProblem, routes: Sequence[Route]) -> dict[str, Reason]:
    """For the id of every visit in no route why it is left out, in the order of the problem."""
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    by_team = {route.shift.team: [nodes[stop.visit.id] for stop in route.stops] for route in routes}
    tours = [by_team.get(shift.team, []) for shift in problem.shifts]
    ways = CrowdedWays(problem, tours)
    return {id: _reason(ways, nodes[id]) for id in nodes if id in ways.left_out}


def _reason(ways: CrowdedWays, visit: int) -> Reason:
    shifts = [k for k in range(len(ways.tours)) if ways.exact.may_go(k, visit)]
    if not shifts:
        return _forbidden(ways, visit)
    words = Words(ways, visit, shifts)
    free = ways.as_is(visit, shifts)
    if free:
        remedy, text = insert(ways, free), words.yellow(Limit.FREE, free)
        return Reason(Kind.YELLOW, text, f"{remedy.text}。", Limit.FREE, remedy.team, remedies=(remedy,))
    if ways.alone(visit):
        return _yellow(ways, visit, shifts, words)
    limit, way = _red(ways, visit, shifts)
    found = remedies(ways, visit, shifts)
    return Reason(
        kind=Kind.RED,
        text=words.red(limit, way),
        remedy=_sentence(found, "请另派小组"),
        limit=limit,
        team=words.team(way),
        missing_s=way.miss_s if way else 0,
        remedies=found,
    )


def _forbidden(ways: CrowdedWays, visit: int) -> Reason:
    limit, text = nobody(ways.problem, visit)
    found = remedies(ways, visit, [])
    return Reason(Kind.RED, text, _sentence(found, _ADVICE.get(limit, "")), limit, remedies=found)


def _yellow(ways: CrowdedWays, visit: int, shifts: list[int], words: Words) -> Reason:
    """What the best insertion into the plan would need, and what stands in its way."""
    displacing = ways.displacing(visit, shifts)
    limit, way = _missing(ways, visit, shifts)
    if displacing and (way is None or way.miss_s > _CLOSE_S):
        limit, way = Limit.DISPLACED, displacing[0][1]
    found = remedies(ways, visit, shifts)
    return Reason(
        kind=Kind.YELLOW,
        text=words.yellow(limit, way) + words.displaced(displacing),
        remedy=_sentence(found, "请加派一组"),
        limit=limit,
        team=words.team(way),
        missing_s=way.miss_s if way else 0,
        displaced_by=tuple(ways.problem.visits[other].id for other, _ in displacing),
        remedies=found,
    )


def _red(ways: Ways, visit: int, shifts: list[int]) -> tuple[Limit, Way | None]:
    """Which single limit keeps every team away even on an empty day, and the way in without it."""
    limit = _hopeless(ways, visit, shifts)
    if limit:
        return limit, None
    first = (Limit.LOCK_POSITION, Limit.LOCK_START, Limit.VISITS, Limit.CAPACITY, Limit.REST)
    return (
        _first(ways, visit, shifts, first, idle=True)
        or _nearest(ways, visit, shifts, idle=True)
        or _first(ways, visit, shifts, (Limit.START,), idle=True)
        or (Limit.SEVERAL, None)
    )


def _hopeless(ways: Ways, visit: int, shifts: list[int]) -> Limit | None:
    """What can be seen without trying: the stay is too long, the hours do not meet, no road leads there."""
    word = ways.problem.visits[visit]
    last = word.permitted.end - word.service_s - word.find_s
    if all(max(w.start, word.permitted.start) > min(w.end, last) for w in word.windows):
        return Limit.STAY
    teams = [ways.problem.shifts[k] for k in shifts]
    stay_s = word.service_s + word.find_s
    if all(w.end < t.hours.start or w.start + stay_s > t.back_by for t in teams for w in word.windows):
        return Limit.HOURS
    if all(ways.is_unreachable(k, visit) for k in shifts):
        return Limit.ROAD
    return None


def _missing(ways: Ways, visit: int, shifts: list[int]) -> tuple[Limit, Way | None]:
    """Which single limit keeps the visit out of the plan as it is, and the way in without it."""
    first = _first(ways, visit, shifts, (Limit.LOCK_POSITION, Limit.LOCK_START, Limit.VISITS, Limit.CAPACITY))
    if first:
        return first
    near = _nearest(ways, visit, shifts)
    if near and near[1].miss_s <= _CLOSE_S:
        return near
    last = (Limit.REST, Limit.START, Limit.OTHER_LOCKS)
    return _first(ways, visit, shifts, last) or near or (Limit.FULL, None)


def _first(
    ways: Ways, visit: int, shifts: list[int], limits: Sequence[Limit], *, idle: bool = False
) -> tuple[Limit, Way] | None:
    """The first of these limits that alone keeps the visit out, and a way in without it."""
    found = ((limit, _without(ways, limit, visit, shifts, idle=idle)) for limit in limits)
    return next(((limit, way) for limit, way in found if way), None)


def _nearest(ways: Ways, visit: int, shifts: list[int], *, idle: bool = False) -> tuple[Limit, Way] | None:
    """Back too late, late, out too long or on the road too long: whichever misses fewest seconds."""
    limits = (Limit.BACK, Limit.WINDOW, Limit.TOUR, Limit.TRAVEL)
    found = [(limit, way) for limit in limits if (way := _without(ways, limit, visit, shifts, idle=idle))]
    return min(found, key=lambda pair: pair[1].miss_s, default=None)


def _without(ways: Ways, limit: Limit, visit: int, shifts: list[int], *, idle: bool = False) -> Way | None:
    """The way in without this limit, if anybody has it."""
    teams = [k for k in shifts if ways.has_limit(limit, k, visit)]
    return ways.without(limit, visit, teams, idle=idle) if teams else None


def _sentence(found: Sequence[Remedy], advice: str) -> str:
    """The remedies as one sentence; if there are none, what one can always do."""
    told = [remedy.text for remedy in found[:_TOLD]] or ([advice] if advice else [])
    first, *others = [*told, "改约另一天"]
    return first + "".join(f"；或 {text}" if text[0].isascii() else f"；或{text}" for text in others) + "。"


_ADVICE = {
    Limit.NO_TEAM: "请安排小组出勤",
    Limit.AUTHORISATION: "请为一个小组的两名成员办妥委托方授权",
}
