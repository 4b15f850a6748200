"""Before the search: visits that no plan can hold are set aside with their reason, so that the rest is planned.

What is decided here needs no times of travel: skills that nobody has, locks that contradict the visit, its team or
each other. Of two locks that contradict each other the visit that ranks higher stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np

from planner.clock import hhmm
from planner.finding import Kind
from planner.routing.problem import Lock, RoutingProblem
from planner.routing.reasons.explain import Reason
from planner.routing.reasons.limits import Limit
from planner.shift import Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import Visit

_UNLOCK = "请取消或修改该锁定，或改约另一天。"


def set_aside(problem: RoutingProblem) -> tuple[RoutingProblem, dict[str, Reason]]:
    """The problem without the visits that no plan can hold, and by visit id why each of them cannot be planned."""
    reasons: dict[str, Reason] = {}
    kept: dict[str, list[Visit]] = defaultdict(list)
    for visit in sorted(problem.visits, key=lambda word: (not word.outranks, -word.value)):
        lock = problem.locks.get(visit.id)
        reason = _lacks_skills(problem, visit) or (_refuted(problem, visit, lock, kept[lock.team]) if lock else None)
        if reason:
            reasons[visit.id] = reason
        elif lock and lock.team:
            kept[lock.team].append(visit)
    ordered = {visit.id: reasons[visit.id] for visit in problem.visits if visit.id in reasons}
    return without(problem, reasons), ordered


def without(problem: RoutingProblem, ids: Collection[str]) -> RoutingProblem:
    """The same problem without these visits; nodes are numbered anew."""
    stays = [n for n, visit in enumerate(problem.visits) if visit.id not in ids]
    if len(stays) == len(problem.visits):
        return problem
    nodes = np.array([*stays, *range(len(problem.visits), problem.num_nodes)], dtype=np.int64)
    sliced: dict[int, TravelMatrix] = {}
    for matrix in problem.matrices.values():
        if id(matrix) not in sliced:
            seconds = matrix.seconds[:, nodes[:, None], nodes]
            sliced[id(matrix)] = replace(matrix, seconds=seconds, metres=matrix.metres[nodes[:, None], nodes])
    return replace(
        problem,
        visits=tuple(problem.visits[n] for n in stays),
        matrices={mode: sliced[id(matrix)] for mode, matrix in problem.matrices.items()},
        locks={name: lock for name, lock in problem.locks.items() if name not in ids},
        held={name: team for name, team in problem.held.items() if name not in ids},
    )


def clash(problem: RoutingProblem, visit: Visit, planned: Sequence[Visit]) -> str:
    """What the visit's lock cannot have beside those of these visits, as a sentence; "" if there is no such thing."""
    lock = problem.locks.get(visit.id)
    shift = next((shift for shift in problem.shifts if lock and shift.team == lock.team), None)
    if lock is None or shift is None:
        return ""
    kept = [other for other in planned if other.id in problem.locks and problem.locks[other.id].team == lock.team]
    return next(_clashes(problem, visit, lock, kept, shift), "")


def _lacks_skills(problem: RoutingProblem, visit: Visit) -> Reason | None:
    if not problem.shifts or any(visit.skills <= shift.skills for shift in problem.shifts):
        return None
    unknown = visit.skills - frozenset[str]().union(*(shift.skills for shift in problem.shifts))
    if unknown:
        text = f"当日没有小组具备所需的技能 {_listed(unknown)}。"
    else:
        text = f"当日没有一个小组同时具备所需的技能 {_listed(visit.skills)}。"
    return Reason(Kind.RED, text, "请安排具备技能的小组出勤，或改约另一天。", Limit.SKILL)


def _refuted(problem: RoutingProblem, visit: Visit, lock: Lock, kept: list[Visit]) -> Reason | None:
    """Why this lock cannot be kept beside those of the visits kept so far for its team."""
    shift = next((shift for shift in problem.shifts if shift.team == lock.team), None)
    text = next(_own_faults(visit, lock, shift), None)
    if text is None and shift and lock.position is not None:
        text = next(_position_faults(problem, shift, lock.position), None)
    if text:
        return Reason(Kind.RED, text, _UNLOCK, Limit.LOCK, lock.team)
    text = next(_clashes(problem, visit, lock, kept, shift), None) if shift else None
    return Reason(Kind.RED, text, _UNLOCK, Limit.OTHER_LOCKS, lock.team) if text else None


def _own_faults(visit: Visit, lock: Lock, shift: Shift | None) -> Iterator[str]:
    """What the visit and the team themselves have against the lock."""
    if lock.start is not None:
        yield from _start_faults(visit, lock.start)
    if shift is None:
        if lock.team:
            yield f"锁定的小组 {lock.team} 当日不出勤。"
        return
    yield from _team_faults(visit, shift)
    if lock.start is not None and not _is_in_hours(visit, shift, lock.start):
        yield f"锁定的开始时间 {hhmm(lock.start)} 不在小组 {shift.team} 的工作时间内。"


def _clashes(problem: RoutingProblem, visit: Visit, lock: Lock, kept: list[Visit], shift: Shift) -> Iterator[str]:
    """What the locks of the visits kept for the same team have against it."""
    yield from (fault for other in kept for fault in _clash(visit, lock, other, problem.locks[other.id]))
    taken = [problem.locks[other.id].position for other in kept]
    positions = [position for position in (lock.position, *taken) if position is not None]
    if lock.position is None:
        return
    most = _most_stops(problem, shift)
    if abs(lock.position) <= most and not _can_stand_apart(positions, most):
        yield f"锁定为小组 {shift.team} 的{_nth(lock.position)}，与该组其他锁定不能同时成立（最多 {most} 站）。"


def _start_faults(visit: Visit, start: int) -> Iterator[str]:
    if not any(window.start <= start <= window.end for window in visit.windows):
        yield f"锁定的开始时间 {hhmm(start)} 不在约定的时间内。"
    if start < visit.permitted.start or start + visit.service_s > visit.permitted.end:
        yield f"锁定在 {hhmm(start)} 开始，到访不能全部落在允许时段内。"


def _team_faults(visit: Visit, shift: Shift) -> Iterator[str]:
    if visit.allowed_teams is not None and shift.team not in visit.allowed_teams:
        yield f"锁定的小组 {shift.team} 未获准上门。"
    if shift.team in visit.forbidden_teams:
        yield f"锁定的小组 {shift.team} 不得派往这一户。"
    if visit.required_team not in ("", shift.team):
        yield f"锁定的小组是 {shift.team}，但这一户须由 {visit.required_team} 上门。"
    if not visit.skills <= shift.skills:
        yield f"锁定的小组 {shift.team} 不具备所需的技能 {_listed(visit.skills - shift.skills)}。"


def _is_in_hours(visit: Visit, shift: Shift, start: int) -> bool:
    return shift.hours.start <= start and start + visit.service_s <= shift.back_by


def _clash(visit: Visit, lock: Lock, other: Visit, theirs: Lock) -> Iterator[str]:
    """What two locks on one team cannot both have."""
    beside = f"与到访 {other.id} 的锁定矛盾（小组 {lock.team}）："
    if lock.position is not None and lock.position == theirs.position:
        yield f"{beside}两者都锁定为{_nth(lock.position)}。"
    if lock.start is None or theirs.start is None:
        return
    first, second = sorted(((lock.start, visit), (theirs.start, other)), key=lambda pair: pair[0])
    if first[0] + first[1].service_s > second[0]:
        yield f"{beside}锁定的开始时间 {hhmm(theirs.start)} 与 {hhmm(lock.start)} 使两次到访重叠。"
    is_first = _stands_first(lock, theirs)
    if is_first is not None and is_first != (lock.start < theirs.start):
        yield f"{beside}锁定的先后与锁定的时间相反。"


def _stands_first(lock: Lock, other: Lock) -> bool | None:
    """Whether its position comes before the other's; None if they do not say so whatever the number of stops."""
    if lock.position is None or other.position is None or lock.position == other.position:
        return None
    return lock.position < other.position if (lock.position > 0) == (other.position > 0) else None


def _position_faults(problem: RoutingProblem, shift: Shift, position: int) -> Iterator[str]:
    most = _most_stops(problem, shift)
    if abs(position) > most:
        yield f"锁定为小组 {shift.team} 的{_nth(position)}，但该组最多只能有 {most} 站。"


def _most_stops(problem: RoutingProblem, shift: Shift) -> int:
    """How many visits the team could make at most: as many as it may, or as there are that it may go to."""
    k = problem.shifts.index(shift)
    able = sum(problem.may_go(k, v) for v in range(len(problem.visits)))
    return able if shift.max_visits is None else min(able, shift.max_visits)


def _can_stand_apart(positions: list[int], most: int) -> bool:
    """Whether some number of stops gives every position, counted from either end, a stop of its own."""
    furthest = max(map(abs, positions))
    return any(
        len({position if position > 0 else stops + 1 + position for position in positions}) == len(positions)
        for stops in range(furthest, min(most, 2 * furthest) + 1)
    )


def _nth(position: int) -> str:
    return f"第 {position} 站" if position > 0 else "最后一站" if position == -1 else f"倒数第 {-position} 站"


def _listed(skills: Collection[str]) -> str:
    return "、".join(sorted(skills))
