"""How late a team may be: the seconds to spare at each stop, by the hour and with the rest that is still to come."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from planner.plan import Route
from planner.routing.exact.stays import NEVER, spans_of, stay_s
from planner.routing.problem import RoutingProblem
from planner.visit import Visit

Moments = list[tuple[int, int]]
"""Spans of seconds of the day, both ends included, sorted and apart."""


def slack(problem: RoutingProblem, route: Route) -> tuple[int, ...]:
    """For each stop by how many seconds its arrival could be later at most so that it and all that follows holds.

    Any smaller delay holds as well. The rest, if it lies behind the stop, is taken wherever that still helps; being
    back in time, overtime used, is part of what follows. 0 where the stop does not hold as it is.

    Raises:
        ValueError: the team is not of the problem.
        KeyError: a visit is not.
    """
    words = [stop.visit for stop in route.stops]
    node_of = {visit.id: node for node, visit in enumerate(problem.visits)}
    end = problem.end_node(problem.shifts.index(route.shift))
    nodes = [*(node_of[word.id] for word in words), end]
    way_back = _WayBack(problem, route)
    spare = []
    for n in range(len(words) - 1, -1, -1):
        stop, before = route.stops[n], words[n - 1] if n else None
        way_back.leave(nodes[n], nodes[n + 1])
        way_back.serve(words[n], before)
        arrivals = way_back.rested if way_back.has_rested(stop.arrival) else way_back.tired
        spare.append(next((high - stop.arrival for low, high in arrivals if low <= stop.arrival <= high), 0))
    return tuple(reversed(spare))


class _WayBack:
    """The moments at which a rested and a tired team may be at a point of the route, from the end on."""

    def __init__(self, problem: RoutingProblem, route: Route) -> None:
        self._problem, self._route, self._shift = problem, route, route.shift
        self._matrix = problem.matrices[route.shift.mode]
        by = route.shift.back_by
        if route.shift.max_tour_s is not None:
            by = min(by, route.leave + route.shift.max_tour_s)
        rest = route.shift.rest
        self._rest_from = rest.span.start if rest else -NEVER
        self._rest_by = rest.span.end - rest.seconds if rest else NEVER
        self._rest_s = rest.seconds if rest else 0
        self.rested: Moments = [(-NEVER, by)]
        self.tired: Moments = [(-NEVER, min(by, self._rest_by))]

    def has_rested(self, moment: int) -> bool:
        """Whether the team of the route has its rest behind it by then, or before it left."""
        if self._route.rest:
            return self._route.rest.end <= moment
        return self._route.leave >= self._rest_from + self._rest_s

    def leave(self, here: int, there: int) -> None:
        """From the moments of arrival there to those of leaving here."""
        first, last = self._rest_from, self._rest_by
        go = self._set_off(here, there, self.rested)
        ways = self._set_off(here, there, self.tired)
        ways += _from(first, _shared(_earlier(go, self._rest_s), [(first, last)]))
        at_the_door = _from(first, _shared(_earlier(self.rested, self._rest_s), [(first, last)]))
        ways += self._set_off(here, there, at_the_door)
        self.rested, self.tired = go, _joined(ways)

    def serve(self, word: Visit, before: Visit | None) -> None:
        """From the moments of leaving a visit to those of arriving there."""
        seconds = stay_s(word, before)
        spans = spans_of(word, seconds, self._problem.locks.get(word.id))
        self.rested = _waiting(spans, _shared(_earlier(self.rested, seconds), spans))
        self.tired = _waiting(spans, _shared(_earlier(self.tired, seconds), spans))

    def _set_off(self, here: int, there: int, arrivals: Moments) -> Moments:
        starts = [-NEVER, *self._matrix.period_starts[1:], NEVER]
        found: Moments = []
        for period, (begins, until) in enumerate(pairwise(starts)):
            road = int(self._matrix.seconds[period, here, there])
            found += _shared(_earlier(arrivals, road), [(begins, until - 1)])
        return _joined(found)


def _earlier(moments: Moments, seconds: int) -> Moments:
    return [(low - seconds, high - seconds) for low, high in moments]


def _shared(moments: Moments, others: Iterable[tuple[int, int]]) -> Moments:
    both = [(max(low, begins), min(high, ends)) for begins, ends in others for low, high in moments]
    return [(low, high) for low, high in both if low <= high]


def _joined(moments: Moments) -> Moments:
    joined: Moments = []
    for low, high in sorted(moments):
        if joined and low <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], high))
        else:
            joined.append((low, high))
    return joined


def _from(first: int, moments: Moments) -> Moments:
    """With all that comes before `first`, if one may wait for that."""
    return [(-NEVER, high) if low == first else (low, high) for low, high in moments]


def _waiting(spans: Sequence[tuple[int, int]], starts: Moments) -> Moments:
    """The arrivals from which these starts follow: a team that is early waits for the next span."""
    opens = dict(zip((low for low, _ in spans), (-NEVER, *(high + 1 for _, high in spans)), strict=False))
    return _joined([(opens.get(low, low), high) for low, high in starts])
