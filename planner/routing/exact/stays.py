"""How long a visit takes and when it may start: windows, permitted hours and a locked start clipped into one."""

from planner.routing.problem import Lock, RoutingProblem
from planner.visit import TimeWindow, Visit

NEVER = 1 << 40

Stay = tuple[int, int, tuple[tuple[int, int], ...], int]
"""The first and last second of the first span of starts, the later spans, the seconds it takes.

A visit that can never start has NEVER as its first second.
"""


def spans_of(word: Visit, seconds: int, lock: Lock | None = None) -> tuple[tuple[int, int], ...]:
    """The first and last seconds at which a visit of so many seconds may start, in order."""
    last = word.permitted.end - seconds
    limit = TimeWindow(word.permitted.start, last) if word.permitted.start <= last else None
    if limit and lock and lock.start is not None:
        limit = limit.clip(TimeWindow(lock.start, lock.start))
    clipped = [window.clip(limit) for window in word.windows] if limit else []
    return tuple((span.start, span.end) for span in clipped if span)


def stay_s(word: Visit, before: Visit | None) -> int:
    """Seconds in the visit: the building has to be found unless the stop before is in the same one."""
    is_found = before is not None and word.building != "" and before.building == word.building
    return word.service_s if is_found else word.service_s + word.find_s


def stay(problem: RoutingProblem, visit: int, *, is_found: bool) -> Stay:
    """The stay at a visit; `is_found` when the stop before is in the same building, so that `find_s` is saved."""
    word = problem.visits[visit]
    seconds = word.service_s if is_found else word.service_s + word.find_s
    spans = spans_of(word, seconds, problem.locks.get(word.id))
    return (*spans[0], spans[1:], seconds) if spans else (NEVER, -1, (), seconds)


def start_after(spans: tuple[tuple[int, int], ...], arrival: int) -> int:
    """The first second in one of the spans that is not before `arrival`, NEVER if there is none."""
    for low, high in spans:
        if arrival <= high:
            return max(low, arrival)
    return NEVER


def start_before(stay: Stay, limit: int) -> int:
    """The last second in one of the stay's spans that is not after `limit`, -NEVER if there is none."""
    low, high, later, _ = stay
    for begins, ends in reversed(later):
        if limit >= begins:
            return min(limit, ends)
    return min(limit, high) if limit >= low else -NEVER


class Stays:
    """The stays of all visits, and which nodes are in the same building."""

    def __init__(self, problem: RoutingProblem) -> None:
        visits = range(len(problem.visits))
        self.alone: list[Stay] = [stay(problem, visit, is_found=False) for visit in visits]
        """Where the building has to be found."""
        self.found: list[Stay] = [
            stay(problem, visit, is_found=True) if word.building and word.find_s else self.alone[visit]
            for visit, word in enumerate(problem.visits)
        ]
        """Behind a stop in the same building."""
        numbers = {name: n for n, name in enumerate(sorted({v.building for v in problem.visits}), 1) if name}
        self.building = [numbers.get(v.building, 0) for v in problem.visits] + [0] * 2 * len(problem.shifts)
        """The number of each node's building, 0 for none."""

    def at(self, here: int, visit: int) -> Stay:
        """The stay at a visit that follows upon node `here`."""
        building = self.building[visit]
        return self.found[visit] if building and building == self.building[here] else self.alone[visit]
