"""Two teams that are both out meet for a hand-over: at one place, for the same minutes, on both their tours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.routing.exact.insert import Place
from planner.routing.replan.board import MARK, Board, mark
from planner.routing.replan.fetch import MINUTES, Fetch, Move, Trial, after, put
from planner.visit import TimeWindow, Visit

_NEXT_STOPS = 3
"""They meet at one of so many next stops of either, or where the giving team set out."""
_WAYS = 6
"""So many ways to meet at a place are looked at, the earliest first."""


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Who meets for which visit, on which tours as they are now."""

    board: Board
    word: Visit
    fetch: Fetch
    giving: Sequence[str]
    receiving: Sequence[str]

    def at(self, node: int) -> Move | None:
        """The shortest of the earliest meetings at this place."""
        give, get = self._marks(node, TimeWindow(0, max(shift.back_by for shift in self.board.shifts.values())))
        giver = Trial(self.board, self.fetch.giving, self.giving, [give], [(give, node)])
        receiver = Trial(self.board, self.fetch.receiving, self.receiving, [get], [(get, node)])
        gives = giver.ways(giver.order, len(self.giving))
        gets = receiver.ways(receiver.order, len(self.receiving))
        pairs = sorted(((first, second) for first in gives for second in gets), key=_when)
        return _cheapest(self._met(node, first, second) for first, second in pairs[:_WAYS])

    def _met(self, node: int, first: Place, second: Place) -> Move | None:
        """Whether both tours hold when they meet at the very second at which the later team comes."""
        at = max(first.start, second.start)
        give, get = marks = self._marks(node, TimeWindow(at, at))
        where = [(word, node) for word in marks]
        giver = Trial(self.board, self.fetch.giving, self.giving, [give], where)
        given = put(giver.order, first.position, len(self.giving))
        if not giver.timing.holds(0, given):
            return None
        receiver = Trial(self.board, self.fetch.receiving, self.receiving, [get, self.word], where)
        best = after(receiver, second, len(self.receiving))
        if best is None:
            return None
        tours = {self.fetch.giving: giver.named(given), self.fetch.receiving: receiver.named(best[1])}
        return Move(first.extra_s + best[0], self.fetch.receiving, tours, where, self.fetch)

    def _marks(self, node: int, window: TimeWindow) -> tuple[Visit, Visit]:
        there, fetch = self.board.location(node), self.fetch
        give = mark(f"{fetch.id}{MARK}", there, fetch.giving, window, MINUTES * 60)
        return give, mark(fetch.id, there, fetch.receiving, window, MINUTES * 60)


def meet(board: Board, word: Visit, fetch: Fetch, tour: Sequence[str]) -> Move | None:
    """The cheapest meeting after which the receiving team can make the visit on this tour."""
    if fetch.visits:
        return _once_met(board, word, fetch, tour)
    giving = board.tours[fetch.giving]
    doors = [id for ids in (giving, tour) for id in [id for id in ids if not id.startswith(MARK)][:_NEXT_STOPS]]
    nodes = dict.fromkeys([*(board.nodes[id] for id in doors), board.office(fetch.giving)])
    meeting = _Meeting(board, word, fetch, giving, tour)
    return _cheapest(meeting.at(node) for node in nodes)


def _once_met(board: Board, word: Visit, fetch: Fetch, tour: Sequence[str]) -> Move | None:
    """They meet anyway: more papers change hands there."""
    trial = Trial(board, fetch.receiving, tour, [word])
    best = trial.cheapest(trial.order, len(tour), tour.index(fetch.id) + 1)
    return Move(best[0], fetch.receiving, {fetch.receiving: trial.named(best[1])}, (), fetch) if best else None


def _cheapest(moves: Iterable[Move | None]) -> Move | None:
    return min(filter(None, moves), key=lambda move: move.cost_s, default=None)


def _when(pair: tuple[Place, Place]) -> tuple[int, int]:
    return max(pair[0].start, pair[1].start), pair[0].extra_s + pair[1].extra_s
