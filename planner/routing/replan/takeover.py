"""Who takes over a visit once the papers are out: no team rings at a door without them.

They lie with the team that set out with them, those of new visits at the office. A team that goes on hands them over
in person. An ill team waits where it is, unless its papers are back at its office; there they also are as long as a
team has not left.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from planner.plan import Handover, Route, Stop
from planner.routing.replan.before import importance
from planner.routing.replan.begun import Begun
from planner.routing.replan.board import MARK, Board
from planner.routing.replan.fetch import MINUTES, Fetch, Move, Trial, fetch_from, put_in
from planner.routing.replan.meeting import meet
from planner.visit import Visit

Tries = Sequence[Callable[[Visit], Iterator[Move]]]


class Takeover:
    """Finds a place for every visit that is in no tour, the most important first."""

    def __init__(self, board: Board, begun: Begun, agreed: Mapping[str, Visit]) -> None:
        """`agreed` are the visits with all the windows that were agreed, not only the hour that was told."""
        self.board, self.begun, self.agreed = board, begun, agreed
        self.fetches: dict[str, Fetch] = {}

    def place_left_out(self) -> None:
        """Put every visit that fits on the board's tours, with the hand-overs that it takes."""
        queue = self.board.left_out()
        while queue:
            id = queue.pop(0)
            if self._take(id, [self._own, self._another]) or self._take_at_any_hour(id):
                continue
            pushed_out = self._take(id, [self._pushing])
            if pushed_out:
                queue = sorted([*queue, pushed_out.pushed_out], key=lambda id: importance(self.board.words[id]))
            elif self.board.words[id].outranks:
                self._hand_on_another(id)

    def receivers(self, id: str) -> list[str]:
        """The teams other than the one that has the papers that may make this visit."""
        board, node = self.board, self.board.nodes[id]
        return [t for t in board.shifts if t != board.owner.get(id) and board.full.may_go(board.index(t), node)]

    def keeps(self, id: str) -> bool:
        """Whether the team that has the papers goes on, and may make this visit."""
        board, owner = self.board, self.board.owner.get(id, "")
        return owner in board.shifts and board.full.may_go(board.index(owner), board.nodes[id])

    def handovers(self, routes: Sequence[Route]) -> tuple[Handover, ...]:
        """The hand-overs on these routes of the board's problem, by time."""
        stops = [(stop, route) for route in routes for stop in route.stops if stop.visit.id in self.fetches]
        words = (self._handover(stop, [s.visit.id for s in route.stops]) for stop, route in stops)
        return tuple(sorted(words, key=lambda word: (word.at, word.receiving)))

    def _handover(self, stop: Stop, tour: Sequence[str]) -> Handover:
        fetch, node = self.fetches[stop.visit.id], self.board.nodes[stop.visit.id]
        return Handover(
            giving=fetch.giving,
            receiving=fetch.receiving,
            location=stop.visit.location,
            at=stop.start,
            minutes=MINUTES,
            visits=tuple(id for id in tour if id in fetch.visits),
            is_met=fetch.is_met,
            door_of=self.board.full.visits[node].id if node < len(self.board.full.visits) else "",
        )

    def _take(self, id: str, tries: Tries, told: Mapping[str, Visit] | None = None) -> Move | None:
        """Make the first of these moves that leads to anything, at the hour told, else at another agreed one.

        With `told` that means: the one that makes the fewest others be told again.
        """
        for moves in tries:
            for word in dict.fromkeys((self.board.words[id], self.agreed[id])):
                found = ((self._num_retold(word, move, told or {}), *_price(move), move) for move in moves(word))
                best = min(found, key=lambda way: way[:4], default=None)
                if best:
                    self._make(word, best[-1])
                    return best[-1]
        return None

    def _take_at_any_hour(self, id: str) -> bool:
        """Rather tell others another hour than lose a visit that outranks."""
        if not self.board.words[id].outranks:
            return False
        told = dict(self.board.words)
        self.board.words |= {other: self.agreed[other] for other in told if not other.startswith(MARK)}
        move = self._take(id, [self._own, self._another], told)
        relaxed = {other for tour in move.tours.values() for other in tour} if move else set()
        self.board.words |= {other: word for other, word in told.items() if other not in relaxed}
        for team, tour in move.tours.items() if move else ():
            self._keep_hours(team, tour, told)
        return move is not None

    def _num_retold(self, word: Visit, move: Move, told: Mapping[str, Visit]) -> int:
        """How many would start at another hour than they were told."""
        new = {word.id: word, **{mark.id: mark for mark, _ in move.marks}}
        retold = 0
        for team, tour in move.tours.items() if told else ():
            trial = Trial(self.board, team, [], [new.get(id) or self.board.words[id] for id in tour], move.marks)
            route = trial.timing.route(0, list(range(len(tour))))
            for stop in route.stops if route else ():
                windows = told[stop.visit.id].windows if stop.visit.id in told else stop.visit.windows
                retold += not any(window.start <= stop.start <= window.end for window in windows)
        return retold

    def _keep_hours(self, team: str, tour: Sequence[str], told: Mapping[str, Visit]) -> None:
        """Whoever can still be visited at the hour that he was told, is."""
        for id in tour:
            word = self.board.words[id]
            self.board.words[id] = told.get(id, word)
            trial = Trial(self.board, team, tour, [])
            if not trial.timing.holds(0, trial.order):
                self.board.words[id] = word

    def _own(self, word: Visit) -> Iterator[Move]:
        team = self.board.owner.get(word.id, "")
        move = self.keeps(word.id) and put_in(self.board, word, team, self.board.tours[team])
        if move:
            yield move

    def _another(self, word: Visit) -> Iterator[Move]:
        for team in self.receivers(word.id):
            move = self._taken_over(word, team, self.board.tours[team])
            if move:
                yield move

    def _pushing(self, word: Visit) -> Iterator[Move]:
        """For one that outranks: the same with one flexible visit less on the receiving tour."""
        if not word.outranks:
            return
        fetched = {id for fetch in self.fetches.values() for id in fetch.visits}
        for team in self.receivers(word.id):
            for other in self.board.tours[team]:
                if not self.board.words[other].outranks and other not in fetched:
                    tour = [id for id in self.board.tours[team] if id != other]
                    move = self._taken_over(word, team, tour)
                    if move:
                        lost = self.board.words[other].value
                        yield replace(move, pushed_out=other, lost=lost)

    def _hand_on_another(self, id: str) -> None:
        """Put the visit in where its own team can hand on another one instead, whatever that is."""
        team = self.board.owner.get(id, "")
        fetched = {id for fetch in self.fetches.values() for id in fetch.visits}
        for other in self.board.tours[team] if self.keeps(id) else ():
            if other.startswith(MARK) or other in fetched:
                continue
            tour = [id for id in self.board.tours[team] if id != other]
            for word in dict.fromkeys((self.board.words[id], self.agreed[id])):
                move = put_in(self.board, word, team, tour)
                if move and self._hands_on(word, move, other):
                    return

    def _hands_on(self, word: Visit, move: Move, other: str) -> bool:
        """Whether another team takes over the visit that gives way; if not, all is as it was."""
        before = self.board.words[word.id], self.board.tours[move.team]
        self._make(word, move)
        is_taken = self._take(other, [self._another]) is not None
        if not is_taken:
            self.board.words[word.id], self.board.tours[move.team] = before
        return is_taken

    def _taken_over(self, word: Visit, team: str, tour: Sequence[str]) -> Move | None:
        """The best way for this team to get the papers and make the visit."""
        board, owner = self.board, self.board.owner.get(word.id, "")
        stand = board.standings[owner or team]
        with_papers = put_in(board, word, team, tour)
        if with_papers is None or (not owner and not stand.is_out):
            return with_papers
        is_met = bool(owner) and stand.is_out and owner not in self.begun.ill
        fetch = Fetch(owner, team, is_met=is_met)
        fetch = self.fetches.get(fetch.id, fetch)
        if is_met:
            return meet(board, word, fetch, tour)
        if owner in self.begun.ill - self.begun.returned and stand.is_out:
            return fetch_from(board, word, fetch, tour, stand.node, stand.ready)
        return fetch_from(board, word, fetch, tour, board.office(owner or team), self.begun.now)

    def _make(self, word: Visit, move: Move) -> None:
        board = self.board
        board.locks[word.id] = board.lock(word.id, move.team)
        board.words[word.id] = word
        for mark, node in move.marks:
            board.add_mark(mark, node)
        for team, tour in move.tours.items():
            board.tours[team] = list(tour)
        if move.pushed_out not in board.owner:
            board.locks.pop(move.pushed_out, None)
        if move.fetch:
            self.fetches[move.fetch.id] = move.fetch
            move.fetch.visits.append(word.id)


def _price(move: Move) -> tuple[float, int, str]:
    return move.lost, move.cost_s, move.team
