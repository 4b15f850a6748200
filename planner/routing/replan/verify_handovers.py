"""Checks hand-overs without what planned them: whoever makes a visit has its papers by then, and time to get them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.clock import hhmm
from planner.plan import Handover, Route
from planner.routing.problem import RoutingProblem
from planner.routing.replan.begun import Begun
from planner.visit import Location


def verify_handovers(
    problem: RoutingProblem,
    before: Sequence[Route],
    routes: Sequence[Route],
    handovers: Sequence[Handover],
    begun: Begun,
) -> tuple[str, ...]:
    """One sentence for each violation, none when all holds: `routes` follow upon `before` once the day has begun."""
    check = _Check(problem, before, routes, handovers, begun)
    faults = [fault for route in routes for fault in check.without_papers(route)]
    return (*faults, *(fault for word in handovers for fault in check.handover(word)))


@dataclass(frozen=True, slots=True)
class _Point:
    """Where a team has to be from `start` to `end`."""

    node: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Check:
    problem: RoutingProblem
    before: Sequence[Route]
    routes: Sequence[Route]
    handovers: Sequence[Handover]
    begun: Begun

    def without_papers(self, route: Route) -> Iterator[str]:
        """Every visit was with this team before, or its papers come to it in a hand-over, or the team was still in."""
        team = route.shift.team
        owner = {stop.visit.id: r.shift.team for r in self.before for stop in r.stops}
        given = {id: word.giving for word in self.handovers if word.receiving == team for id in word.visits}
        for stop in route.stops:
            giving = owner.get(stop.visit.id, "")
            is_ready = giving == team or (not giving and not self._is_out(team))
            if not is_ready and given.get(stop.visit.id) != giving:
                yield f"到访 {stop.visit.id} 的文书不在 {team} 手中，也没有交接安排。"

    def handover(self, word: Handover) -> Iterator[str]:
        """The right to go, the place, the time of one or of both teams, and what comes after."""
        team = word.receiving
        route = self._route(team)
        if route is None or not set(word.visits) <= {stop.visit.id for stop in route.stops}:
            yield f"{team} 取了文书，却没有排这些到访：{'、'.join(word.visits)}。"
            return
        shift = self._shift(team)
        nodes = {visit.id: node for node, visit in enumerate(self.problem.visits)}
        for stop in route.stops:
            if stop.visit.id in word.visits:
                if not self.problem.may_go(shift, nodes[stop.visit.id]):
                    yield f"{team} 无权接手到访 {stop.visit.id}。"
                if stop.arrival < word.at + word.minutes * 60:
                    yield f"{team} 在到访 {stop.visit.id} 之后才取到文书。"
        if word.at < self.begun.now:
            yield f"{team} 的交接排在 {hhmm(word.at)}，已经过去。"
        if word.location not in self._may_lie(word):
            yield f"{word.giving or '出发地'} 的文书不在 {team} 要去的地方。"
        yield from self._timed(team)
        if word.is_met:
            yield from self._timed(word.giving)

    def _may_lie(self, word: Handover) -> set[Location]:
        """Where the papers can be: where a team set out, and a team that is out also at any place of its tour."""
        start = self.problem.shifts[self._shift(word.giving or word.receiving)].start
        places = {start}
        if word.is_met:
            places |= {stop.visit.location for r in self.routes for stop in r.stops}
        if word.giving in self.begun.ill and self._is_out(word.giving):
            tour = next(r for r in self.before if r.shift.team == word.giving)
            places |= {tour.shift.end, *(stop.visit.location for stop in tour.stops)}
        elif self._is_out(word.giving) and not word.is_met:
            return set()
        return places

    def _timed(self, team: str) -> Iterator[str]:
        """Stops and hand-overs of one team in the order of time: the road between each two takes what it takes."""
        route = self._route(team)
        if route is None:
            yield f"{team} 要当面交接文书，却没有路线。"
            return
        k = self._shift(team)
        nodes = {visit.id: node for node, visit in enumerate(self.problem.visits)}
        points = [_Point(nodes[stop.visit.id], stop.start, stop.departure) for stop in route.stops]
        points += [
            _Point(self._node(word.location), word.at, word.at + word.minutes * 60)
            for word in self.handovers
            if word.receiving == team or (word.is_met and word.giving == team)
        ]
        points.sort(key=lambda point: point.start)
        leave = _Point(self.problem.start_node(k), route.leave, route.leave)
        back = _Point(self.problem.end_node(k), route.back, route.back)
        for first, second in pairwise([leave, *points, back]):
            if not self._can_follow(route, first, second):
                yield f"{team} 在 {hhmm(first.end)} 至 {hhmm(second.start)} 之间赶不完交接的路程。"

    def _can_follow(self, route: Route, first: _Point, second: _Point) -> bool:
        """A rest between the two comes before the road or behind it."""
        matrix = self.problem.matrices[route.shift.mode]
        if first.node == second.node:
            return first.end <= second.start
        rest = route.rest
        if rest and first.end <= rest.start and rest.end <= second.start:
            late = rest.end + matrix.travel_s(first.node, second.node, rest.end)
            early = first.end + matrix.travel_s(first.node, second.node, first.end)
            return late <= second.start or early <= rest.start
        return first.end + matrix.travel_s(first.node, second.node, first.end) <= second.start

    def _is_out(self, team: str) -> bool:
        clock = self.begun.now - self.begun.late_s.get(team, 0)
        return any(r.shift.team == team and r.stops and r.leave <= clock for r in self.before)

    def _route(self, team: str) -> Route | None:
        return next((route for route in self.routes if route.shift.team == team), None)

    def _shift(self, team: str) -> int:
        return next(k for k, shift in enumerate(self.problem.shifts) if shift.team == team)

    def _node(self, place: Location) -> int:
        ends = [end for shift in self.problem.shifts for end in (shift.start, shift.end)]
        return [*(visit.location for visit in self.problem.visits), *ends].index(place)
