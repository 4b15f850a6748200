"""OR-Tools chooses the best set of tours among all that the search has seen: set packing by CP-SAT."""

from collections.abc import Mapping, Sequence
from typing import Any

from planner.routing.search.arrays import Int64
from planner.routing.search.city import Order

Pool = Mapping[tuple[int, tuple[int, ...]], int]
"""What each tour seen costs, by its shift and its visits in order."""


def recombine(pool: Pool, penalty: Int64, best: Order, seconds: float, seed: int, *, by_effort: bool) -> Order:
    """The cheapest order whose tours are all in the pool; `best` if there is none better, or no time to find it.

    `best` has to be made of tours of the pool. With `by_effort` the limit counts the solver's work and not time: the
    same pool gives the same answer.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    tours = [key for key in pool if key[1]]
    taken = [model.new_bool_var("") for _ in tours]
    for group in _conflicts(tours, taken).values():
        if len(group) > 1:
            model.add_at_most_one(group)
    gains = [pool[tour] - int(penalty[list(tour[1])].sum()) for tour in tours]
    model.minimize(sum(gain * var for gain, var in zip(gains, taken, strict=True)))
    is_best = {(shift, tour) for shift, tour in enumerate(best)}
    for tour, var in zip(tours, taken, strict=True):
        model.add_hint(var, tour in is_best)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1 if by_effort else 2
    solver.parameters.random_seed = seed % (1 << 31)
    if by_effort:
        solver.parameters.max_deterministic_time = seconds
    else:
        solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return best
    chosen = {tour[0]: tour[1] for tour, var in zip(tours, taken, strict=True) if solver.boolean_value(var)}
    return tuple(chosen.get(shift, ()) for shift in range(len(best)))


def _conflicts(tours: Sequence[tuple[int, tuple[int, ...]]], taken: Sequence[Any]) -> dict[tuple[str, int], list[Any]]:
    """Of the tours of one shift, and of those with one visit, only one can be taken."""
    groups: dict[tuple[str, int], list[Any]] = {}
    for (shift, visits), var in zip(tours, taken, strict=True):
        groups.setdefault(("shift", shift), []).append(var)
        for visit in visits:
            groups.setdefault(("visit", visit), []).append(var)
    return groups
