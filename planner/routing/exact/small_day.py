"""The best plan of a small day, for certain: every order of every choice of visits for every team.

A search by chance finds it too, as a rule; but where travel takes longer at some hours, a detour that pays only because
it puts off the next leg looks like a loss at every step on the way to it.
"""

from collections.abc import Iterator, Sequence
from math import perm

from planner.routing.exact.labels import Labels
from planner.routing.exact.objective import tour_price
from planner.routing.exact.schedule import Timing

_MOST_VISITS = 7
_MOST_ORDERS = 60_000
"""These take 0.8 s on the machine of the README's figures."""

Order = tuple[int, ...]
_Priced = tuple[int, Order]


def is_small(timing: Timing) -> bool:
    """Whether all orders can be tried within a second."""
    problem = timing.problem
    if len(problem.visits) > _MOST_VISITS:
        return False
    able = [len(_able(timing, shift)) for shift in range(len(problem.shifts))]
    return sum(perm(number, size) for number in able for size in range(1, number + 1)) <= _MOST_ORDERS


def best_order(timing: Timing) -> tuple[Order, ...]:
    """For each shift the visits of the plan that costs least, those left out with their penalties."""
    num_visits = len(timing.problem.visits)
    nothing: tuple[int, tuple[Order, ...]] = (0, ())
    best = {0: nothing}
    for shift in range(len(timing.problem.shifts)):
        own = _cheapest_by_choice(timing, shift)
        before, best = best, {}
        for shared, (cost, orders) in before.items():
            for choice, (more, order) in own.items():
                if not shared & choice:
                    both, plan = shared | choice, (cost + more, (*orders, order))
                    best[both] = min(plan, best.get(both, plan))
    left = {shared: sum(timing.penalties[v] for v in range(num_visits) if not shared >> v & 1) for shared in best}
    return min((cost + left[shared], orders) for shared, (cost, orders) in best.items())[1]


def _able(timing: Timing, shift: int) -> list[int]:
    return [visit for visit in range(len(timing.problem.visits)) if timing.may_go(shift, visit)]


def _cheapest_by_choice(timing: Timing, shift: int) -> dict[int, _Priced]:
    """For every choice of visits that the team can make the cheapest order and what it costs; choices are bits."""
    found: dict[int, _Priced] = {0: (0, ())}
    able, start = _able(timing, shift), timing.prefixes(shift, ())[0]
    for choice, priced in _priced_orders(timing, shift, able, (), start):
        found[choice] = min(priced, found.get(choice, priced))
    return found


def _priced_orders(
    timing: Timing, shift: int, able: Sequence[int], order: Order, labels: Labels
) -> Iterator[tuple[int, _Priced]]:
    """Every order that holds and begins with this one; who is too late already is too late however it goes on."""
    here = order[-1] if order else None
    for visit in able:
        longer = (*order, visit)
        if visit in order or not timing.has_room(shift, len(longer)) or not timing.can_carry(shift, longer):
            continue
        after = timing.step(shift, here, visit, labels)
        if after == (None, None):
            continue
        cost = None if timing.misplaced(longer) else _cost(timing, shift, longer, after)
        if cost is not None:
            yield sum(1 << v for v in longer), (cost, longer)
        yield from _priced_orders(timing, shift, able, longer, after)


def _cost(timing: Timing, shift: int, order: Order, labels: Labels) -> int | None:
    """What the tour costs by the one objective, None if it is not back in time or out too long."""
    last = timing.kept(shift, order, timing.end(shift, order[-1], labels, ()))
    if last is None:
        return None
    nodes = (timing.days[shift].start, *order)
    stay_s = sum(timing.stay_at.at(here, there)[3] for here, there in zip(nodes, order, strict=False))
    wishes = sum(timing.problem.wish_cost(shift, visit) for visit in order)
    return last[1] + wishes + tour_price(timing.problem, shift, last[0], last[1] + stay_s)
