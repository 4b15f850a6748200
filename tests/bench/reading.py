"""What the peers read of a problem. They can say less than ours: one mode of travel and one period, one window each."""

from planner.routing.problem import RoutingProblem
from planner.travel_matrix import TravelMatrix

Tours = list[list[int]]
"""For each shift its visits in order, all by index."""


def matrix_of(problem: RoutingProblem) -> TravelMatrix:
    """The one matrix of the problem; raises ValueError for several modes or periods."""
    [matrix] = problem.matrices.values()
    if len(matrix.period_starts) > 1:
        raise ValueError("A peer cannot travel by the hour.")
    return matrix


def stays(problem: RoutingProblem) -> list[tuple[int, int, int]]:
    """Of each visit the earliest and latest start, and its seconds; raises ValueError for what no peer can say."""
    found = []
    for visit in problem.visits:
        [window] = visit.windows
        if visit.find_s or visit.penalty_s is None:
            raise ValueError("A peer knows no buildings, and needs every penalty in seconds.")
        low = max(window.start, visit.permitted.start)
        high = min(window.end, visit.permitted.end - visit.service_s)
        found.append((low, high, visit.service_s))
    return found


def penalties(problem: RoutingProblem) -> list[int]:
    """What leaving each visit out costs, in seconds of travel."""
    return [visit.penalty_s or 0 for visit in problem.visits]


def teams_of(problem: RoutingProblem) -> list[tuple[int, ...]]:
    """For each visit the shifts that may make it."""
    shifts = range(len(problem.shifts))
    return [tuple(k for k in shifts if problem.may_go(k, visit)) for visit in range(len(problem.visits))]
