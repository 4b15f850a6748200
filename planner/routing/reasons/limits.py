"""The limits that keep a visit out, each with what it means to lift it."""

from collections.abc import Callable, Container
from dataclasses import replace
from enum import StrEnum

from planner.clock import DAY_SECONDS
from planner.routing.problem import Lock, RoutingProblem
from planner.shift import Shift
from planner.visit import TimeWindow, Visit

EARLIEST_S = 3600
"""So much earlier a team may start when its start is lifted."""


class Limit(StrEnum):
    """What fails. Those that `lifted` knows are claims that can be asked again: without it alone, the visit fits."""

    NO_TEAM = "no-team"
    AUTHORISATION = "authorisation"
    FORBIDDEN = "forbidden"
    REQUIRED = "required"
    SKILL = "skill"
    LOCK_TEAM = "lock-team"
    STAY = "stay"
    """No start in its windows leaves it enough of the permitted hours."""
    HOURS = "hours"
    """Its windows lie outside the working hours of every team that may go."""
    ROAD = "road"
    """No team that may go has a way there within a day."""
    LOCK_POSITION = "lock-position"
    LOCK_START = "lock-start"
    LOCK = "lock"
    """The visit's own lock, whole."""
    OTHER_LOCKS = "other-locks"
    """Those of the visits that are planned."""
    VISITS = "visits"
    CAPACITY = "capacity"
    REST = "rest"
    WINDOW = "window"
    START = "start"
    """The team's hours begin too late."""
    BACK = "back"
    """The team would be back too late."""
    TOUR = "tour"
    TRAVEL = "travel"
    RIGHTS = "rights"
    """Authorisation, required team, skills and locked team together."""
    SEVERAL = "several"
    """No limit that can be lifted is the only one."""
    DISPLACED = "displaced"
    """A visit of the plan takes the time: without it, this one fits."""
    FULL = "full"
    """No gap holds, and nothing simple would help."""
    FREE = "free"
    """It fits: it is only not put in."""


def lifted(problem: RoutingProblem, limit: Limit, wanted: Container[str]) -> RoutingProblem:
    """The problem without one limit, of every team and of the visits in `wanted` (ids).

    Raises:
        KeyError: this limit cannot be lifted.
    """
    if limit in _OF_SHIFT:
        return replace(problem, shifts=tuple(map(_OF_SHIFT[limit], problem.shifts)))
    if limit is Limit.OTHER_LOCKS:
        return replace(problem, locks={id: lock for id, lock in problem.locks.items() if id in wanted})
    change, of_lock = _OF_VISIT.get(limit, _same), _OF_LOCK.get(limit, _same_lock)
    if change is _same and of_lock is _same_lock:
        raise KeyError(limit)
    locks = {id: of_lock(lock) if id in wanted else lock for id, lock in problem.locks.items()}
    visits = tuple(change(visit) if visit.id in wanted else visit for visit in problem.visits)
    return replace(problem, visits=visits, locks=locks)


def _open_ended(shift: Shift) -> Shift:
    """Until midnight: a team that is not back by then is no answer."""
    hours = TimeWindow(shift.hours.start, max(shift.hours.end, DAY_SECONDS))
    return replace(shift, hours=hours, overtime_s=max(0, shift.back_by - hours.end))


def _earlier(shift: Shift) -> Shift:
    return replace(shift, hours=TimeWindow(max(0, shift.hours.start - EARLIEST_S), shift.hours.end))


def _same(visit: Visit) -> Visit:
    return visit


def _same_lock(lock: Lock) -> Lock:
    return lock


def _anybody(visit: Visit) -> Visit:
    return replace(visit, allowed_teams=None, required_team="", skills=frozenset())


_OF_SHIFT: dict[Limit, Callable[[Shift], Shift]] = {
    Limit.VISITS: lambda shift: replace(shift, max_visits=None),
    Limit.CAPACITY: lambda shift: replace(shift, capacity=None),
    Limit.REST: lambda shift: replace(shift, rest=None),
    Limit.TOUR: lambda shift: replace(shift, max_tour_s=None),
    Limit.TRAVEL: lambda shift: replace(shift, max_travel_s=None),
    Limit.BACK: _open_ended,
    Limit.HOURS: lambda shift: replace(shift, hours=TimeWindow(0, DAY_SECONDS), overtime_s=0),
    Limit.START: _earlier,
}
_OF_VISIT: dict[Limit, Callable[[Visit], Visit]] = {
    Limit.WINDOW: lambda visit: replace(visit, windows=(visit.permitted,)),
    Limit.RIGHTS: _anybody,
}
_OF_LOCK: dict[Limit, Callable[[Lock], Lock]] = {
    Limit.LOCK_POSITION: lambda lock: replace(lock, position=None),
    Limit.LOCK_START: lambda lock: replace(lock, start=None),
    Limit.LOCK: lambda lock: Lock(),
    Limit.RIGHTS: lambda lock: Lock(start=lock.start),
}
