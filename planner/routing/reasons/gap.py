"""One gap of a tour in plain numbers: what lies before it, and what the rest of the tour allows at best."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from planner.routing.exact.labels import Labels
from planner.routing.exact.stays import NEVER
from planner.routing.problem import RoutingProblem
from planner.shift import Break
from planner.visit import Visit


class Tail(NamedTuple):
    """The rest of a tour from one stop on: the latest arrival there at best, and what is left to do.

    `latest_free` is the latest arrival if the team might be back at any hour. It is back after at least `road_s` more
    (stays included), and not before `back`.
    """

    latest: int
    latest_free: int
    road_s: int
    back: int


class Gap(NamedTuple):
    """Between the nodes `before` and `after`; with a stop taken out, what that leaves behind.

    `ready` has the moments at which the team may go on: still to rest, rested, after a rest right there. `stays_s` and
    `roads_s` are the least seconds that all other stops and roads of the tour take, `demand` is what its stops take.
    """

    shift: int
    position: int
    before: int
    after: int
    ready: tuple[int, int, int]
    stays_s: int
    roads_s: int
    demand: int
    tail: Tail


def gaps_of(
    problem: RoutingProblem, shift: int, tour: Sequence[int], labels: Sequence[Labels], taken: int
) -> Iterator[Gap]:
    """The gaps of one tour with these labels, with `taken` (0 or 1) stops taken out; none if it breaks."""
    if len(labels) <= len(tour) or labels[-1] == (None, None):
        return
    nodes = [problem.start_node(shift), *tour, problem.end_node(shift)]
    roads = problem.matrices[problem.shifts[shift].mode].seconds[:, nodes[:-1], nodes[1:]].min(axis=0).tolist()
    stays = [problem.visits[n].service_s for n in tour]
    demands = [problem.visits[n].demand for n in tour]
    tails = _tails(problem, shift, tour, roads[1:])
    for position in range(len(tour) + 1 - taken):
        after = position + taken
        yield Gap(
            shift=shift,
            position=position,
            before=nodes[position],
            after=nodes[after + 1],
            ready=_ready(labels[position], problem.shifts[shift].rest),
            stays_s=sum(stays) - sum(stays[position:after]),
            roads_s=sum(roads) - sum(roads[position : after + 1]),
            demand=sum(demands) - sum(demands[position:after]),
            tail=tails[after],
        )


def _ready(labels: Labels, rest: Break | None) -> tuple[int, int, int]:
    rested, tired = (label[0] if label else NEVER for label in labels)
    if rest is None or tired == NEVER:
        return tired, rested, NEVER
    after = max(tired, rest.span.start) + rest.seconds
    return tired, rested, after if after <= rest.span.end else NEVER


def _tails(problem: RoutingProblem, shift: int, tour: Sequence[int], roads: Sequence[int]) -> list[Tail]:
    """For each stop and the end of the tour what the rest of it allows at best; `roads` lead on from each stop."""
    onward = Tail(problem.shifts[shift].back_by, NEVER, 0, 0)
    tails = [onward]
    for position in reversed(range(len(tour))):
        word, road_s = problem.visits[tour[position]], roads[position]
        # Right after the gap the stop may be in the building of the visit that is put in.
        tails.append(_with_stop(problem, word, word.service_s, road_s, onward))
        is_found = position > 0 and word.building and problem.visits[tour[position - 1]].building == word.building
        onward = _with_stop(problem, word, word.service_s + (0 if is_found else word.find_s), road_s, onward)
    return tails[::-1]


def _with_stop(problem: RoutingProblem, word: Visit, stay_s: int, road_s: int, onward: Tail) -> Tail:
    lock = problem.locks.get(word.id)
    low = max(word.windows[0].start, word.permitted.start)
    high = min(word.windows[-1].end, word.permitted.end - stay_s)
    if lock is not None and lock.start is not None:
        low, high = max(low, lock.start), min(high, lock.start)
    more = stay_s + road_s
    return Tail(
        latest=min(high, onward.latest - more),
        latest_free=min(high, onward.latest_free - more),
        road_s=more + onward.road_s,
        back=max(low + more + onward.road_s, onward.back),
    )
