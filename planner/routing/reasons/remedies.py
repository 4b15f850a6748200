"""What would let a visit in that is left out: each remedy in a sentence, and as a change that can be made and tried."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from planner.routing.exact.part import part
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Lock, RoutingProblem
from planner.shift import Break, Shift
from planner.visit import TimeWindow, Visit, joined


class RemedyKind(StrEnum):
    """What is changed; the comment says which fields of the remedy tell how, `team` always being who goes."""

    INSERT = "insert"
    """Nothing: it fits."""
    UNLOCK = "unlock"
    """The lock of `visit` is taken off."""
    CHANGE_TEAM = "change-team"
    """Neither the required nor the locked team: `team`."""
    MOVE = "move"
    """The planned `visit` goes to team `to`."""
    MORE_VISITS = "more-visits"
    """At most `most` visits."""
    MORE_CAPACITY = "more-capacity"
    """A capacity of `most`."""
    WIDEN = "widen"
    """The agreed windows and `span`, joined."""
    REBOOK = "rebook"
    """Agreed for `span` instead."""
    LATER_END = "later-end"
    """Back up to `minutes` later."""
    EARLIER_START = "earlier-start"
    """At work `minutes` earlier."""
    LONGER_TOUR = "longer-tour"
    """The longest tour `minutes` longer."""
    LONGER_TRAVEL = "longer-travel"
    """The longest time on the road `minutes` longer."""
    LATER_REST = "later-rest"
    """The span of the rest ends `minutes` later."""
    EXTRA_TEAM = "extra-team"
    """One more team like `team`, with the same rights, at work in `span` and with no overtime, for this visit alone."""
    AUTHORISE = "authorise"
    """`team` is authorised as well."""
    SKILL = "skill"
    """`team` gets all skills that the visit needs."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One change, after which the visit fits into the tour of `team` as the only new stop, at `position` from 0.

    `extra_s` is what all tours are longer on the road afterwards, in seconds; `text` has no full stop.
    """

    kind: RemedyKind
    team: str
    position: int
    extra_s: int = 0
    visit: str = ""
    to: str = ""
    span: TimeWindow | None = None
    minutes: int = 0
    most: int = 0
    text: str = ""


def applied(problem: RoutingProblem, visit: int, remedy: Remedy) -> RoutingProblem:
    """The problem with the remedy's change made; tours stay as they are.

    For an extra team the team itself stands in, with the hours of the extra one.
    """
    word = problem.visits[visit]
    if remedy.kind in _ON_SHIFT:
        change = _ON_SHIFT[remedy.kind]
        shifts = (change(s, remedy, word) if s.team == remedy.team else s for s in problem.shifts)
        return replace(problem, shifts=tuple(shifts))
    if remedy.kind is RemedyKind.UNLOCK:
        return replace(problem, locks={id: lock for id, lock in problem.locks.items() if id != remedy.visit})
    if remedy.kind in _ON_VISIT:
        problem = _unlocked(problem, visit) if remedy.kind is RemedyKind.CHANGE_TEAM else problem
        word = _ON_VISIT[remedy.kind](word, remedy)
        return replace(problem, visits=(*problem.visits[:visit], word, *problem.visits[visit + 1 :]))
    return problem


def is_true(problem: RoutingProblem, tours: Sequence[Sequence[int]], visit: int, remedy: Remedy) -> bool:
    """Whether the visit holds once the remedy is applied to this plan, and at the cost told; asked of the exact times.

    `tours` has for each shift its visits by index.
    """
    return added_s(Timing(problem), tours, visit, remedy) == remedy.extra_s


def added_s(timing: Timing, tours: Sequence[Sequence[int]], visit: int, remedy: Remedy) -> int | None:
    """The seconds on the road that the plan grows by once the remedy is applied, None if the visit does not hold."""
    problem = timing.problem
    teams = [shift.team for shift in problem.shifts]
    shift, moved_s = teams.index(remedy.team), 0
    tour = [] if remedy.kind is RemedyKind.EXTRA_TEAM else list(tours[shift])
    before_s = timing.travel_s(shift, tour)
    if remedy.kind is RemedyKind.MOVE:
        other, to = next(n for n in tour if problem.visits[n].id == remedy.visit), teams.index(remedy.to)
        tour.remove(other)
        found = _cheapest_s(timing, to, tours[to], other)
        if found is None:
            return None
        moved_s = found
    tour.insert(remedy.position, visit)
    changed = Timing(applied(part(problem, shift, tour), remedy.position, remedy))
    stops = range(len(tour))
    after_s = changed.travel_s(0, stops) if changed.holds(0, stops) else None
    return None if after_s is None or before_s is None else after_s - before_s + moved_s


def _cheapest_s(timing: Timing, shift: int, tour: Sequence[int], visit: int) -> int | None:
    """The fewest seconds on the road for which the visit goes into this tour, None if it does not fit."""
    before_s = timing.travel_s(shift, tour) or 0
    tried = ([*tour[:n], visit, *tour[n:]] for n in range(len(tour) + 1))
    roads = (timing.travel_s(shift, there) for there in tried if timing.holds(shift, there))
    return min((road - before_s for road in roads if road is not None), default=None)


def _unlocked(problem: RoutingProblem, visit: int) -> RoutingProblem:
    """Without team and place of the visit's lock; a locked start stays."""
    id = problem.visits[visit].id
    lock = problem.locks.get(id)
    return replace(problem, locks={**problem.locks, id: Lock(start=lock.start)}) if lock else problem


def _extra(shift: Shift, remedy: Remedy, _word: Visit) -> Shift:
    return replace(shift, hours=_span(remedy), overtime_s=0)


def _earlier(shift: Shift, remedy: Remedy, _word: Visit) -> Shift:
    return replace(shift, hours=TimeWindow(shift.hours.start - 60 * remedy.minutes, shift.hours.end))


def _later_rest(shift: Shift, remedy: Remedy, _word: Visit) -> Shift:
    if shift.rest is None:
        return shift
    span = TimeWindow(shift.rest.span.start, shift.rest.span.end + 60 * remedy.minutes)
    return replace(shift, rest=Break(span, shift.rest.seconds))


def _span(remedy: Remedy) -> TimeWindow:
    if remedy.span is None:
        raise ValueError(f"A remedy {remedy.kind} needs a span.")
    return remedy.span


def _more_hours(shift: Shift, remedy: Remedy, _word: Visit) -> Shift:
    more = 60 * remedy.minutes
    if remedy.kind is RemedyKind.LATER_END:
        return replace(shift, overtime_s=shift.overtime_s + more)
    if remedy.kind is RemedyKind.LONGER_TOUR:
        return replace(shift, max_tour_s=(shift.max_tour_s or 0) + more)
    return replace(shift, max_travel_s=(shift.max_travel_s or 0) + more)


_ON_SHIFT: dict[RemedyKind, Callable[[Shift, Remedy, Visit], Shift]] = {
    RemedyKind.MORE_VISITS: lambda shift, remedy, _: replace(shift, max_visits=remedy.most),
    RemedyKind.MORE_CAPACITY: lambda shift, remedy, _: replace(shift, capacity=remedy.most),
    RemedyKind.SKILL: lambda shift, _, word: replace(shift, skills=shift.skills | word.skills),
    RemedyKind.LATER_END: _more_hours,
    RemedyKind.LONGER_TOUR: _more_hours,
    RemedyKind.LONGER_TRAVEL: _more_hours,
    RemedyKind.EARLIER_START: _earlier,
    RemedyKind.LATER_REST: _later_rest,
    RemedyKind.EXTRA_TEAM: _extra,
}
_ON_VISIT: dict[RemedyKind, Callable[[Visit, Remedy], Visit]] = {
    RemedyKind.CHANGE_TEAM: lambda visit, _: replace(visit, required_team=""),
    RemedyKind.WIDEN: lambda visit, remedy: replace(visit, windows=joined([*visit.windows, _span(remedy)])),
    RemedyKind.REBOOK: lambda visit, remedy: replace(visit, windows=(_span(remedy),)),
    RemedyKind.AUTHORISE: lambda v, remedy: replace(v, allowed_teams=(v.allowed_teams or frozenset()) | {remedy.team}),
}
