"""Looks for remedies: one function for each kind, and none is given that does not prove true."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from planner.clock import DAY_SECONDS, hhmm
from planner.routing.reasons.displaced import CrowdedWays
from planner.routing.reasons.limits import EARLIEST_S, Limit
from planner.routing.reasons.remedies import Remedy, RemedyKind, added_s
from planner.routing.reasons.rights import failing
from planner.routing.reasons.ways import Way, Ways
from planner.visit import TimeWindow, Visit

MOST_OVERTIME_S = 3600
"""Longer overtime is not proposed."""
_WIDEST_S = 7200
"""Farther from the agreed window a new appointment is proposed instead of a wider one."""
_STEP_S, _HALF_HOUR_S = 300, 1800
"""Proposed times are multiples of five minutes, those of an extra team of half an hour."""
_REST_MINUTES = (15, 30, 45, 60, 90, 120)

Propose = Callable[[CrowdedWays, int, Sequence[int]], Remedy | None]


def remedies(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> tuple[Remedy, ...]:
    """All single changes found that let the visit in, the least trouble first; `shifts` are the teams that may go."""
    found = (propose(ways, visit, shifts) for propose in _PROPOSALS)
    proven = (_proven(ways, visit, remedy) for remedy in found if remedy)
    return tuple(remedy for remedy in proven if remedy)


def insert(ways: Ways, way: Way) -> Remedy:
    """What to do with a visit that fits."""
    remedy = _remedy(ways, RemedyKind.INSERT, way)
    return _with_cost(_told(remedy, f"把它插到 {remedy.team} 的第 {way.position + 1} 站即可"), way.extra_s)


def _unlock(ways: CrowdedWays, visit: int, _shifts: Sequence[int]) -> Remedy | None:
    id = ways.problem.visits[visit].id
    if id not in ways.problem.locks:
        return None
    way = ways.without(Limit.LOCK, visit, ways.may_go(Limit.LOCK, visit))
    return _unlocked(ways, way, id) if way else None


def _unlock_other(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    if not ways.problem.locks.keys() - ways.left_out:
        return None
    way = ways.without(Limit.OTHER_LOCKS, visit, shifts)
    if way is None:
        return None
    there = (ways.problem.visits[n].id for n in way.tour if n != visit)
    return _first_true(ways, visit, (_unlocked(ways, way, id) for id in there if id in ways.problem.locks))


def _unlocked(ways: Ways, way: Way, id: str) -> Remedy:
    remedy = replace(_remedy(ways, RemedyKind.UNLOCK, way), visit=id)
    return _told(remedy, f"解除对 {id} 的锁定，{remedy.team} 即可上门")


def _change_team(ways: CrowdedWays, visit: int, _shifts: Sequence[int]) -> Remedy | None:
    wanted = {Limit.REQUIRED, Limit.LOCK_TEAM}
    way = _by_others(ways, visit, lambda rules: bool(rules) and rules <= wanted)
    if way is None:
        return None
    remedy = _remedy(ways, RemedyKind.CHANGE_TEAM, way)
    return _told(remedy, f"改派 {remedy.team} 上门即可")


def _authorise(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    way = None if shifts else _by_others(ways, visit, lambda rules: rules == {Limit.AUTHORISATION})
    if way is None:
        return None
    remedy = _remedy(ways, RemedyKind.AUTHORISE, way)
    return _told(remedy, f"为 {remedy.team} 的成员办妥委托方授权，该组即可上门")


def _skill(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    way = None if shifts else _by_others(ways, visit, lambda rules: rules == {Limit.SKILL})
    if way is None:
        return None
    remedy = _remedy(ways, RemedyKind.SKILL, way)
    wanted = "、".join(sorted(ways.problem.visits[visit].skills))
    return _told(remedy, f"给 {remedy.team} 配上具备 {wanted} 的成员即可")


def _by_others(ways: Ways, visit: int, is_meant: Callable[[set[Limit]], bool]) -> Way | None:
    shifts = [k for k in range(len(ways.tours)) if is_meant(set(failing(ways.problem, k, visit)))]
    return ways.without(Limit.RIGHTS, visit, shifts) if shifts else None


def _move(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    for other, way in ways.displacing(visit, shifts):
        there = ways.elsewhere(other, way.shift)
        if there:
            remedy = _remedy(ways, RemedyKind.MOVE, way)
            id, to = ways.problem.visits[other].id, ways.problem.shifts[there.shift].team
            remedy = replace(remedy, visit=id, to=to)
            return _told(remedy, f"把 {id} 改派给 {to}，{remedy.team} 即可上门")
    return None


def _more_visits(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    full = [k for k in shifts if not ways.exact.has_room(k, len(ways.tours[k]) + 1)]
    way = ways.without(Limit.VISITS, visit, full) if full else None
    if way is None:
        return None
    remedy = replace(_remedy(ways, RemedyKind.MORE_VISITS, way), most=len(way.tour))
    return _told(remedy, f"把 {remedy.team} 的上限放宽到 {remedy.most} 户即可")


def _more_capacity(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    full = [k for k in shifts if not ways.exact.can_carry(k, [*ways.tours[k], visit])]
    way = ways.without(Limit.CAPACITY, visit, full) if full else None
    if way is None:
        return None
    most = sum(ways.problem.visits[n].demand for n in way.tour)
    remedy = replace(_remedy(ways, RemedyKind.MORE_CAPACITY, way), most=most)
    return _told(remedy, f"把 {remedy.team} 的容量放宽到 {most} 即可")


def _later_end(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    way = ways.without(Limit.BACK, visit, shifts)
    if way is None or way.miss_s > MOST_OVERTIME_S:
        return None
    remedy = replace(_remedy(ways, RemedyKind.LATER_END, way), minutes=minutes_up(way.miss_s))
    what = "再多加班" if ways.problem.shifts[way.shift].overtime_s else "延后"
    ending = "即可" if ways.problem.shifts[way.shift].overtime_s else "下班即可"
    return _told(remedy, f"{remedy.team} {what} {remedy.minutes} 分钟{ending}")


def _another_time(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    way = ways.without(Limit.WINDOW, visit, shifts)
    if way is None:
        return None
    word = ways.problem.visits[visit]
    wider = _wider(ways, word, way) if way.miss_s <= _WIDEST_S else None
    if wider and _proven(ways, visit, wider):
        return wider
    start = min(-(-way.start // _STEP_S) * _STEP_S, word.permitted.end - word.service_s)
    remedy = replace(_remedy(ways, RemedyKind.REBOOK, way), span=TimeWindow(start, start))
    return _told(remedy, f"征得同意后改约到 {hhmm(start)} 开始，{remedy.team} 即可上门")


def _wider(ways: Ways, word: Visit, way: Way) -> Remedy:
    remedy = _remedy(ways, RemedyKind.WIDEN, way)
    if way.start > word.window_at(way.start).end:
        end = min(-(-way.start // _STEP_S) * _STEP_S, word.permitted.end - word.service_s)
        remedy = replace(remedy, span=TimeWindow(word.window_at(way.start).end, max(end, way.start)))
        return _told(remedy, f"征得同意后把约定放宽到 {hhmm(end)}，{remedy.team} 即可上门")
    start = max(way.start // _STEP_S * _STEP_S, word.permitted.start)
    remedy = replace(remedy, span=TimeWindow(start, word.window_at(way.start).start))
    return _told(remedy, f"征得同意后把约定提前到 {hhmm(start)}，{remedy.team} 即可上门")


def _earlier_start(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    way = ways.without(Limit.START, visit, shifts)
    if way is None:
        return None
    most = min(EARLIEST_S, ways.problem.shifts[way.shift].hours.start)
    remedy = _remedy(ways, RemedyKind.EARLIER_START, way)
    steps = range(_STEP_S // 60, most // 60 + 1, _STEP_S // 60)
    found = _first_true(ways, visit, (replace(remedy, minutes=minutes) for minutes in steps))
    return found and _told(found, f"{found.team} 提前 {found.minutes} 分钟上班即可")


def _longer_tour(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    limited = [k for k in shifts if ways.problem.shifts[k].max_tour_s is not None]
    way = ways.without(Limit.TOUR, visit, limited) if limited else None
    if way is None or way.miss_s > MOST_OVERTIME_S:
        return None
    remedy = replace(_remedy(ways, RemedyKind.LONGER_TOUR, way), minutes=minutes_up(way.miss_s))
    return _told(remedy, f"把 {remedy.team} 的最长出勤放宽 {remedy.minutes} 分钟即可")


def _longer_travel(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    limited = [k for k in shifts if ways.problem.shifts[k].max_travel_s is not None]
    way = ways.without(Limit.TRAVEL, visit, limited) if limited else None
    if way is None or way.miss_s > MOST_OVERTIME_S:
        return None
    remedy = replace(_remedy(ways, RemedyKind.LONGER_TRAVEL, way), minutes=minutes_up(way.miss_s))
    return _told(remedy, f"把 {remedy.team} 的最长行驶放宽 {remedy.minutes} 分钟即可")


def _later_rest(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    resting = [k for k in shifts if ways.problem.shifts[k].rest]
    way = ways.without(Limit.REST, visit, resting) if resting else None
    rest = ways.problem.shifts[way.shift].rest if way else None
    if way is None or rest is None:
        return None
    remedy = _remedy(ways, RemedyKind.LATER_REST, way)
    found = _first_true(ways, visit, (replace(remedy, minutes=minutes) for minutes in _REST_MINUTES))
    return found and _told(found, f"把 {found.team} 的休息时段延到 {hhmm(rest.span.end + 60 * found.minutes)} 即可")


def _extra_team(ways: CrowdedWays, visit: int, shifts: Sequence[int]) -> Remedy | None:
    word = ways.problem.visits[visit]
    if word.required_team or word.id in ways.problem.locks:
        return None
    way = ways.as_is(visit, shifts, idle=True) or ways.without(Limit.HOURS, visit, shifts, idle=True)
    if way is None:
        return None
    like = ways.problem.shifts[way.shift]
    start = way.route.leave // _HALF_HOUR_S * _HALF_HOUR_S
    end = max(like.hours.end, -(-way.route.back // _HALF_HOUR_S) * _HALF_HOUR_S)
    if end > DAY_SECONDS:
        return None
    remedy = replace(_remedy(ways, RemedyKind.EXTRA_TEAM, way), span=TimeWindow(start, end))
    when = f"{hhmm(start)} 起" if end == like.hours.end else f"{hhmm(start)}–{hhmm(end)} "
    rights = "，须同样获准" if word.allowed_teams is not None else ""
    return _told(remedy, f"{when}加派一组（从 {like.team} 的出发地、{like.mode}{rights}）即可")


_PROPOSALS: tuple[Propose, ...] = (
    _unlock,
    _change_team,
    _move,
    _more_visits,
    _more_capacity,
    _another_time,
    _later_end,
    _earlier_start,
    _longer_tour,
    _longer_travel,
    _later_rest,
    _unlock_other,
    _extra_team,
    _authorise,
    _skill,
)
"""The least trouble first."""


def _first_true(ways: Ways, visit: int, tried: Iterable[Remedy]) -> Remedy | None:
    return next((remedy for remedy in tried if _proven(ways, visit, remedy)), None)


def _proven(ways: Ways, visit: int, remedy: Remedy) -> Remedy | None:
    """The remedy with its cost, None if it does not help."""
    extra_s = added_s(ways.exact, ways.tours, visit, remedy)
    return None if extra_s is None else _with_cost(remedy, extra_s)


def _with_cost(remedy: Remedy, extra_s: int) -> Remedy:
    cost = f"多行驶约 {minutes_up(extra_s)} 分钟" if extra_s > 0 else "不多行驶"
    return replace(remedy, extra_s=extra_s, text=f"{remedy.text}（{cost}）")


def _remedy(ways: Ways, kind: RemedyKind, way: Way) -> Remedy:
    return Remedy(kind, ways.problem.shifts[way.shift].team, way.position)


def _told(remedy: Remedy, text: str) -> Remedy:
    return replace(remedy, text=text)


def minutes_up(seconds: int) -> int:
    """Whole minutes, begun ones counted."""
    return -(-seconds // 60)
