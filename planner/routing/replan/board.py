"""The rest of a day on the table: each team from where it stands, with the visits that it still has, by their ids.

A visit whose id begins with "@" is none: it marks where a team stands, or fetches papers. It has to be made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.clock import DAY_SECONDS
from planner.plan import Route
from planner.routing.problem import Lock, RoutingProblem
from planner.routing.replan.before import importance
from planner.routing.replan.begun import Begun, Standing, standing
from planner.shift import Break, Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import Location, TimeWindow, Visit

MARK = "@"
_NO_END = 2 * DAY_SECONDS
NOBODY = Lock(MARK)
"""The dispatcher wants another team than this one."""


@dataclass(slots=True)
class Board:
    """Teams that are at work, where they stand, and their tours to come; changed as the new plan grows."""

    full: RoutingProblem
    standings: dict[str, Standing]
    """Of all teams, the ill ones too."""
    shifts: dict[str, Shift]
    """Of the teams that go on: what is left of their day."""
    words: dict[str, Visit]
    """Every visit that may still be made, and the marks on the tours."""
    nodes: dict[str, int]
    """Where each of `words` is, as a node of `full`."""
    locks: dict[str, Lock]
    tours: dict[str, list[str]]
    owner: dict[str, str] = field(default_factory=dict)
    """The team that carries a visit's papers."""

    def problem(
        self,
        teams: Iterable[str] | None = None,
        visits: Sequence[Visit] | None = None,
        locks: Mapping[str, Lock] | None = None,
        marks: Mapping[str, int] | None = None,
    ) -> RoutingProblem:
        """The rest of the day as a problem: of all, or of these teams and visits alone, in this order.

        `locks` go before those of the board; `marks` are the nodes of visits that are not on it.
        """
        words = list(self.words.values()) if visits is None else list(visits)
        shifts = [self._with_room(team, words) for team in (self.shifts if teams is None else teams)]
        where = {**self.nodes, **(marks or {})}
        nodes = [where[word.id] for word in words]
        for shift in shifts:
            nodes += [self.standings[shift.team].node, self.full.end_node(self.index(shift.team))]
        modes = {shift.mode for shift in shifts}
        matrices = {mode: _among(self.full.matrices[mode], nodes) for mode in modes}
        all_locks = {**self.locks, **(locks or {})}
        held = {word.id: all_locks[word.id] for word in words if word.id in all_locks}
        return RoutingProblem(tuple(words), tuple(shifts), matrices, locks=held, wishes=self.full.wishes)

    def as_carried(self) -> RoutingProblem:
        """The same, with new visits only for teams that have not left and can take their papers along."""
        inside = frozenset(team for team in self.shifts if not self.standings[team].is_out)
        words = [
            word if word.id.startswith(MARK) or word.id in self.owner else _only_for(word, inside)
            for word in self.words.values()
        ]
        return self.problem(visits=words)

    def left_out(self) -> list[str]:
        """The visits in no tour, the most important first."""
        planned = {id for tour in self.tours.values() for id in tour}
        return sorted(self.words.keys() - planned, key=lambda id: importance(self.words[id]))

    def index(self, team: str) -> int:
        """The number of this team's shift in the full problem."""
        return next(k for k, shift in enumerate(self.full.shifts) if shift.team == team)

    def office(self, team: str) -> int:
        """The node where this team sets out."""
        return self.full.start_node(self.index(team))

    def location(self, node: int) -> Location:
        """The place of a node of the full problem."""
        return _location(self.full, node)

    def lock(self, visit: str, team: str) -> Lock:
        """What the dispatcher's word for this visit means on this team's tour."""
        lock = self.full.locks.get(visit, Lock())
        if lock.team not in ("", team):
            return NOBODY
        return replace(lock, team=team, position=_still(lock.position, self.standings[team]))

    def add_mark(self, mark: Visit, node: int) -> None:
        """A mark is made by its team, and by no other."""
        self.words[mark.id], self.nodes[mark.id] = mark, node

    def _with_room(self, team: str, words: Sequence[Visit]) -> Shift:
        """A mark is no visit: it does not count."""
        shift = self.shifts[team]
        marks = sum(word.id.startswith(MARK) and word.required_team == team for word in words)
        return shift if shift.max_visits is None else replace(shift, max_visits=shift.max_visits + marks)


def lay_out(problem: RoutingProblem, before: Sequence[Route], begun: Begun) -> Board:
    """The board at `begun.now`: what is done has left it, every open visit lies with the team that has its papers."""
    routes = {route.shift.team: route for route in before}
    shifts = problem.shifts
    stands = {shift.team: standing(problem, k, routes.get(shift.team), begun) for k, shift in enumerate(shifts)}
    lost = routes.keys() - stands.keys()
    if lost:
        raise ValueError(f"The problem lacks the shift of team {min(lost)}.")
    done = {stop.visit.id for stand in stands.values() for stop in stand.done}
    nodes = {v.id: n for n, v in enumerate(problem.visits) if v.id not in done and v.id not in begun.gone}
    board = Board(
        full=problem,
        standings=stands,
        shifts={s.team: _what_is_left(problem, k, stands[s.team]) for k, s in enumerate(shifts)},
        words={id: problem.visits[node] for id, node in nodes.items()},
        nodes=nodes,
        locks=dict(problem.locks),
        tours={},
    )
    for team, stand in stands.items():
        stops = routes[team].stops[len(stand.done) :] if team in routes else ()
        board.tours[team] = [stop.visit.id for stop in stops if stop.visit.id in nodes]
        board.owner |= dict.fromkeys(board.tours[team], team)
        board.locks |= {id: board.lock(id, team) for id in board.tours[team]}
        if stand.is_out and team not in begun.ill:
            _mark_standing(board, team)
    for team in begun.ill & stands.keys():
        del board.shifts[team], board.tours[team]
    return board


def mark(id: str, location: Location, team: str, window: TimeWindow, seconds: int = 0) -> Visit:
    """A place where this team has to be for so long, starting within the window."""
    whole = TimeWindow(window.start, _NO_END)
    return Visit(id, (id,), "", "", location, seconds, (window,), whole, True, value=_NO_END, required_team=team)


def _mark_standing(board: Board, team: str) -> None:
    """The tour goes on from the very second and place; a stop in the same building needs no finding."""
    stand = board.standings[team]
    here = mark(f"{MARK}{team}", board.location(stand.node), team, TimeWindow(stand.ready, stand.ready))
    if stand.done and not stand.is_home:
        building = stand.done[-1].visit.building
        if not stand.heading or board.full.visits[stand.node].building == building:
            here = replace(here, building=building)
    board.add_mark(here, stand.node)
    board.tours[team].insert(0, here.id)


def _only_for(word: Visit, teams: frozenset[str]) -> Visit:
    return replace(word, allowed_teams=teams if word.allowed_teams is None else word.allowed_teams & teams)


def _still(position: int | None, stand: Standing) -> int | None:
    if position is None or position < 0 or not stand.is_out:
        return position
    left = position - len(stand.done)
    return left + 1 if left > 0 else None


def _what_is_left(problem: RoutingProblem, k: int, stand: Standing) -> Shift:
    """The shift from where the team stands, with what it has used of its limits taken off.

    It can always get home, and rest if it has not yet, however late it is.
    """
    shift = problem.shifts[k]
    if stand.leave is None:
        return replace(shift, hours=TimeWindow(stand.ready, max(stand.ready, shift.hours.end)))
    seconds = problem.matrices[shift.mode].seconds
    home_s = int(seconds[:, stand.node, problem.end_node(k)].max())
    rest = shift.rest if _has_to_rest(shift, stand) else None
    needed_s = home_s + (rest.seconds if rest else 0)
    hours = TimeWindow(stand.ready, max(stand.ready, shift.hours.end))
    road_s = sum(stop.travel_s for stop in stand.done) + stand.carried_s
    return replace(
        shift,
        start=_location(problem, stand.node),
        hours=hours,
        rest=rest and _still_to_rest(rest, stand.ready),
        overtime_s=max(shift.back_by, stand.ready + needed_s) - hours.end,
        max_visits=_less(shift.max_visits, len(stand.done), 0),
        max_travel_s=_less(shift.max_travel_s, road_s, home_s),
        max_tour_s=_less(shift.max_tour_s, stand.ready - stand.leave, needed_s),
        capacity=_less(shift.capacity, sum(stop.visit.demand for stop in stand.done), 0),
    )


def _has_to_rest(shift: Shift, stand: Standing) -> bool:
    """Neither on this tour yet, nor before it left."""
    if shift.rest is None or stand.leave is None:
        return False
    return stand.rest is None and stand.leave < shift.rest.span.start + shift.rest.seconds


def _still_to_rest(rest: Break, ready: int) -> Break:
    """A team that is out cannot have rested before; one that is late rests at once."""
    start = max(rest.span.start, ready)
    return replace(rest, span=TimeWindow(start, max(rest.span.end, start + rest.seconds)))


def _less(limit: int | None, used: int, least: int) -> int | None:
    return None if limit is None else max(limit - used, least)


def _location(problem: RoutingProblem, node: int) -> Location:
    if node < len(problem.visits):
        return problem.visits[node].location
    shift = problem.shifts[(node - len(problem.visits)) // 2]
    return shift.end if (node - len(problem.visits)) % 2 else shift.start


def _among(matrix: TravelMatrix, nodes: Sequence[int]) -> TravelMatrix:
    """Travel among these nodes; the same one twice is no way."""
    apart = np.not_equal.outer(nodes, nodes)
    seconds = matrix.seconds[:, nodes][:, :, nodes] * apart
    metres = matrix.metres[nodes][:, nodes] * apart
    return TravelMatrix(seconds.astype(np.int32), metres.astype(np.int32), matrix.period_starts, matrix.engine)
