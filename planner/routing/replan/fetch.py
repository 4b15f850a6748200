"""One team's tour with one visit more, and with the way to its papers: every order is timed exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from planner.routing.exact.insert import Place, places
from planner.routing.exact.schedule import Timing
from planner.routing.replan.board import MARK, Board, mark
from planner.visit import TimeWindow, Visit

MINUTES = 10
"""Of a hand-over: to find each other, count the papers and sign for them."""

T = TypeVar("T")


@dataclass(slots=True)
class Fetch:
    """A mark on the tour of `receiving`: there it gets the papers of `visits` from `giving` ("" is the office)."""

    giving: str
    receiving: str
    visits: list[str] = field(default_factory=list)
    is_met: bool = False

    @property
    def id(self) -> str:
        """The mark's id."""
        return f"{MARK}{self.giving}>{self.receiving}"


@dataclass(frozen=True, slots=True)
class Move:
    """What taking a visit in would change: tours by team, marks with their nodes, who is pushed out, and the price."""

    cost_s: int
    team: str
    tours: Mapping[str, Sequence[str]]
    marks: Sequence[tuple[Visit, int]] = ()
    fetch: Fetch | None = None
    pushed_out: str = ""
    lost: float = 0.0
    """The value of who is pushed out."""


class Trial:
    """One team's tour beside the visits that might join it, by index: first the tour's, then the others."""

    def __init__(
        self,
        board: Board,
        team: str,
        tour: Sequence[str],
        others: Sequence[Visit],
        marks: Sequence[tuple[Visit, int]] = (),
    ) -> None:
        self.ids = [*tour, *(word.id for word in others)]
        locks = {word.id: board.lock(word.id, team) for word in others if not word.id.startswith(MARK)}
        words = [*(board.words[id] for id in tour), *others]
        self.order = list(range(len(tour)))
        self.timing = Timing(board.problem([team], words, locks, {word.id: node for word, node in marks}))

    def ways(self, order: list[int], visit: int, first: int = 0) -> list[Place]:
        """The places from position `first` on where the visit fits, the shortest way first."""
        found = [place for place in places(self.timing, 0, order, visit) if place.position >= first]
        return sorted(found, key=lambda place: place.extra_s)

    def cheapest(self, order: list[int], visit: int, first: int = 0) -> tuple[int, list[int]] | None:
        """Extra seconds on the road and the order with the visit, from position `first` on; None if it never holds."""
        for place in self.ways(order, visit, first):
            whole = put(order, place.position, visit)
            if self.timing.holds(0, whole):
                return place.extra_s, whole
        return None

    def named(self, order: Sequence[int]) -> list[str]:
        """The order by ids."""
        return [self.ids[visit] for visit in order]


def put_in(board: Board, word: Visit, team: str, tour: Sequence[str]) -> Move | None:
    """The visit on the tour as it is: its papers are there."""
    trial = Trial(board, team, tour, [word])
    best = trial.cheapest(trial.order, len(tour))
    return Move(best[0], team, {team: trial.named(best[1])}) if best else None


def fetch_from(board: Board, word: Visit, fetch: Fetch, tour: Sequence[str], node: int, since: int) -> Move | None:
    """The papers lie at `node` from `since` on; one way there is enough for all that a team takes over from another."""
    team = fetch.receiving
    window = TimeWindow(since, max(since, board.shifts[team].back_by))
    get = mark(fetch.id, board.location(node), team, window, MINUTES * 60)
    base = [id for id in tour if id != get.id]
    trial = Trial(board, team, base, [get, word], [(get, node)])
    latest = min((base.index(id) for id in fetch.visits), default=len(base))
    best: tuple[int, list[int]] | None = None
    for way in trial.ways(trial.order, len(base)):
        if way.position <= latest and (best is None or way.extra_s < best[0]):
            found = after(trial, way, len(base))
            best = min(filter(None, (best, found)), default=None)
    return Move(best[0], team, {team: trial.named(best[1])}, [(get, node)], fetch) if best else None


def after(trial: Trial, way: Place, marked: int) -> tuple[int, list[int]] | None:
    """The cheapest order with the mark (an index) there, and the visit of the next index behind it."""
    found = trial.cheapest(put(trial.order, way.position, marked), marked + 1, way.position + 1)
    return (way.extra_s + found[0], found[1]) if found else None


def put(order: Sequence[T], position: int, new: T) -> list[T]:
    """The order with one more."""
    return [*order[:position], new, *order[position:]]
