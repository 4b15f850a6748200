"""The search, in a process of its own: a city in numbers in, orders of visits out.

Two threads ruin and recreate side by side, without the interpreter. In a small city each works on all of it, and now
and then the worse goes on from where the better is; a large one is cut into parts along a new line in each round, and
the threads take the parts in turn. First on one travel matrix that is typical for the hours in which a place is left,
then by the hour.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, time

import numpy as np

from planner.child import Tell
from planner.routing.search.arrays import COST, SIZE, Int64
from planner.routing.search.city import City, Order, neighbours, typical
from planner.routing.search.city_part import Part
from planner.routing.search.cutting import cut
from planner.routing.search.pace import Pace
from planner.routing.search.recombine import recombine
from planner.routing.search.ruin import fill, improve, new_search, total_cost
from planner.routing.search.task import Proposal, Task

_THREADS = 2
_WHOLE = 400
"""Cities of more visits are searched in parts."""
_HOT, _HOT_IN_PARTS, _COLD = 30.0, 10.0, 0.05
"""First and last temperature, as multiples of what a visit costs on the road in the first order.

A large city gets fewer steps for each visit, too few to cool down from as hot as a small one.
"""
_WARM = 0.3
"""First temperature of a search that starts from a plan."""
_EXCHANGE = 0.15
_BY_HOUR_SHARE = 0.25
"""The last share of the search, where travel goes by the hour."""
_TEPID = 0.3
"""Temperature at which the search turns to the hour."""
_CHOOSE_AT = 0.93
"""Share of the search after which the exact solver chooses among the tours seen."""
_CHOOSE_EFFORT = 1.0
_MOST_POOLED = 4000


def search(task: Task, tell: Tell) -> Proposal:
    """Search until told to stop, tell every better order on the way, and return the best."""
    return _Search(task, tell).run()


@dataclass(slots=True)
class _Job:
    """One part to be searched from one order."""

    part: Part
    order: Sequence[Sequence[int]]
    seed: int
    steps: int
    hot: float
    cold: float


@dataclass(frozen=True, slots=True)
class _Done:
    """What a job found: the best order of its part, the last one, and their costs; those of the last by shift too."""

    best: dict[int, tuple[int, ...]]
    best_cost: int
    last: dict[int, tuple[int, ...]]
    last_cost: int
    tour_costs: dict[int, int]
    best_tour_costs: dict[int, int]


class _Search:
    """The state of a search: the best order, and the orders from which the next round goes on."""

    def __init__(self, task: Task, tell: Tell) -> None:
        self._task, self._tell = task, tell
        self._chance = np.random.default_rng(task.seed)
        self._hour_city = task.city
        self._city = typical(task.city)
        self._near = neighbours(self._city)
        self._order: Order = task.start
        self._cost = 0
        self._pool: dict[tuple[int, tuple[int, ...]], int] = {}
        self._seconds = max(0.0, task.until - time())
        self._all_shifts = np.arange(task.city.num_shifts)
        self._all_visits = np.arange(task.city.num_visits)
        self._is_whole = task.is_whole or task.city.num_visits <= _WHOLE

    def run(self) -> Proposal:
        """The whole search."""
        scale = self._begin()
        keep_on = self._tell(Proposal(self._order, self._cost, 0.0))
        if self._task.steps == 0 or not keep_on:
            return Proposal(self._order, self._cost, 1.0)
        pace = Pace(self._task.until, self._task.steps, self._task.city.num_visits, _THREADS)
        first = _HOT if self._is_whole else _HOT_IN_PARTS
        hot = (_WARM if self._task.is_plan else first) * scale
        is_timed = len(self._hour_city.starts) > 1
        if is_timed:
            keep_on = self._anneal(pace, 1.0 - _BY_HOUR_SHARE, hot, _TEPID * scale)
            self._turn_to_the_hour()
            hot = _TEPID * scale
        if keep_on and self._anneal(pace, _CHOOSE_AT, hot, _COLD * scale):
            self._choose()
            self._anneal(pace, 1.0, _COLD * scale, _COLD * scale)
        return Proposal(self._order, self._cost, 1.0)

    def _begin(self) -> float:
        """A first order by rank, of all that fits or of what is worth its way; the mean cost of a visit on the road."""
        part = self._whole(self._city)
        by_rank = np.lexsort((part.day.windows[:, -1, 1] - part.day.windows[:, 0, 0], -part.day.penalty))
        tours = part.tours_of(self._task.start)
        at_any_price = not self._task.is_plan
        fill(part.day, tours, by_rank.astype(np.int64), new_search(part.day, self._task.seed), at_any_price)
        self._order = self._complete(part.order_of(tours.seq, tours.sums[:, SIZE]))
        self._cost = int(total_cost(part.day, tours))
        return max(1.0, int(tours.sums[:, COST].sum()) / max(1, part.day.n))

    def _anneal(self, pace: Pace, end: float, hot: float, cold: float) -> bool:
        """Rounds from one temperature to another until a share of the search is done; False if told to stop."""
        begin = pace.share()

        def heat(share: float) -> float:
            done = min(1.0, (share - begin) / max(1e-6, end - begin))
            return float(hot * (cold / hot) ** done)

        orders: list[Order] = [self._order] * (_THREADS if self._is_whole else 1)
        whole = self._whole(self._city) if self._is_whole else None
        with ThreadPoolExecutor(_THREADS) as pool:
            while pace.share() < end:
                parts = [whole] * _THREADS if whole else self._parts(orders[0])
                turns = -(-len(parts) // _THREADS)
                steps, then = pace.next_steps(turns)
                first, last = heat(pace.share()), heat(then)
                seeds = self._chance.integers(1 << 40, size=len(parts))
                jobs = [
                    _Job(part, orders[j] if whole else orders[0], int(seed), steps, first, last)
                    for j, (part, seed) in enumerate(zip(parts, seeds, strict=True))
                ]
                began = monotonic()
                done = list(pool.map(_run, jobs))
                pace.took(steps, turns, monotonic() - began)
                self._pool_tours(done)
                better = self._take_over(done, orders, whole is not None)
                told = Proposal(self._order, self._cost, pace.share()) if better else None
                if not self._tell(told):
                    return False
        return True

    def _take_over(self, done: list[_Done], orders: list[Order], is_whole: bool) -> bool:
        """Go on from where the round ended; True if it found a better order."""
        before = self._cost
        if is_whole:
            for j, found in enumerate(done):
                orders[j] = self._complete(found.last)
                if found.best_cost < self._cost:
                    self._order, self._cost = self._complete(found.best), found.best_cost
            costs = [found.last_cost for found in done]
            if self._chance.random() < _EXCHANGE:
                orders[int(np.argmax(costs))] = orders[int(np.argmin(costs))]
        else:
            orders[0] = self._complete(*(found.last for found in done))
            cost = sum(found.best_cost for found in done)
            if cost < self._cost:
                self._order, self._cost = self._complete(*(found.best for found in done)), cost
        return self._cost < before

    def _pool_tours(self, done: list[_Done]) -> None:
        """Keep the tours in which a round ended; the oldest go first."""
        for found in done:
            for tours, costs in ((found.last, found.tour_costs), (found.best, found.best_tour_costs)):
                for shift, tour in tours.items():
                    self._pool.pop((shift, tour), None)
                    self._pool[shift, tour] = costs[shift]
        while len(self._pool) > _MOST_POOLED:
            del self._pool[next(iter(self._pool))]

    def _choose(self) -> None:
        """Let the exact solver choose among the tours seen."""
        part = self._whole(self._city)
        tours = part.tours_of(self._order)
        for shift, tour in enumerate(self._order):
            self._pool[shift, tour] = int(tours.sums[shift, COST])
        by_effort = self._task.steps is not None
        seconds = _CHOOSE_EFFORT if by_effort else 0.6 * (1.0 - _CHOOSE_AT) * self._seconds
        chosen = recombine(self._pool, part.day.penalty, self._order, seconds, self._task.seed, by_effort=by_effort)
        tours = part.tours_of(chosen)
        cost = int(total_cost(part.day, tours))
        if cost < self._cost:
            self._order, self._cost = self._complete(part.order_of(tours.seq, tours.sums[:, SIZE])), cost
            self._tell(Proposal(self._order, self._cost, _CHOOSE_AT))

    def _complete(self, *parts: dict[int, tuple[int, ...]]) -> Order:
        together = {shift: tour for part in parts for shift, tour in part.items()}
        return tuple(together.get(k, ()) for k in range(len(self._all_shifts)))

    def _turn_to_the_hour(self) -> None:
        """From the typical matrix to travel by the hour: what does not hold any more is left out for the moment."""
        self._city = self._hour_city
        part = self._whole(self._city)
        self._pool.clear()
        tours = part.tours_of(self._order)
        self._order = self._complete(part.order_of(tours.seq, tours.sums[:, SIZE]))
        self._cost = int(total_cost(part.day, tours))

    def _whole(self, city: City) -> Part:
        return Part(city, self._near, self._all_shifts, self._all_visits)

    def _parts(self, order: Order) -> list[Part]:
        groups = cut(self._city, order, self._chance)
        return [Part(self._city, self._near, shifts, visits) for shifts, visits in groups]


def _run(job: _Job) -> _Done:
    day = job.part.day
    tours = job.part.tours_of(job.order)
    state = new_search(day, job.seed)
    best_cost = int(improve(day, tours, state, job.steps, job.hot, job.cold))
    best = job.part.order_of(state.best_seq, state.best_size)
    of_best = job.part.tours_of(best)
    return _Done(
        best,
        best_cost,
        job.part.order_of(tours.seq, tours.sums[:, SIZE]),
        int(total_cost(day, tours)),
        _by_shift(job.part, tours.sums[:, COST]),
        _by_shift(job.part, of_best.sums[:, COST]),
    )


def _by_shift(part: Part, costs: Int64) -> dict[int, int]:
    return {int(shift): int(cost) for shift, cost in zip(part.shifts, costs, strict=True)}
