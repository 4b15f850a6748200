"""One team's part of a problem: small enough to be changed and asked again in no time.

A part is a tour, its visits in their order; `position` counts its stops from 0.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.plan import Route
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow

_STEP_S = 300
"""A latest start is looked for on whole five minutes."""


def part(problem: RoutingProblem, shift: int, visits: Sequence[int]) -> RoutingProblem:
    """Shift number `shift` and these visits alone, in this order; whatever holds there holds in the whole problem."""
    word = problem.shifts[shift]
    nodes = [*visits, problem.start_node(shift), problem.end_node(shift)]
    whole = problem.matrices[word.mode]
    square = np.ix_(nodes, nodes)
    seconds = np.ascontiguousarray(whole.seconds[:, square[0], square[1]])
    matrix = TravelMatrix(seconds, whole.metres[square], whole.period_starts, whole.engine)
    words = tuple(problem.visits[visit] for visit in visits)
    return replace(
        problem,
        visits=words,
        shifts=(word,),
        matrices={word.mode: matrix},
        locks={v.id: problem.locks[v.id] for v in words if v.id in problem.locks},
        held={v.id: problem.held[v.id] for v in words if v.id in problem.held},
    )


def agreed(alone: RoutingProblem, position: int, window: TimeWindow) -> Route | None:
    """The tour of a part with one of its stops agreed to this window alone, None if it does not hold."""
    word = replace(alone.visits[position], windows=(window,))
    visits = (*alone.visits[:position], word, *alone.visits[position + 1 :])
    return Timing(replace(alone, visits=visits)).route(0, range(len(visits)))


def first_start(alone: RoutingProblem, position: int, span: TimeWindow) -> int | None:
    """The earliest start in the span that holds, None if none does.

    The written route may start later: a team that is home as early may rest before the visit or after it.
    """
    route, first = agreed(alone, position, span), None
    while route:
        first = route.stops[position].start
        route = agreed(alone, position, TimeWindow(span.start, first - 1)) if first > span.start else None
    return first


def latest_start(alone: RoutingProblem, position: int, can: int, cannot: int) -> int:
    """The latest start found between one that holds and one that does not, on whole five minutes unless it is `can`."""
    while cannot - can > _STEP_S and (middle := (can + cannot) // 2 // _STEP_S * _STEP_S) > can:
        if agreed(alone, position, TimeWindow(middle, middle)):
            can = middle
        else:
            cannot = middle
    return can
