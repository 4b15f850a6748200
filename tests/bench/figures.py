"""What is measured of ours alone: the first plan, one visit more, checking, re-timing, the largest day."""

from collections.abc import Callable, Iterator
from functools import partial
from math import inf
from statistics import median
from time import perf_counter

import numpy as np

from planner.plan import Route
from planner.routing.exact.insert import cheapest_place
from planner.routing.exact.schedule import Timing
from planner.routing.problem import RoutingProblem
from planner.routing.verify import verify
from tests.bench import ours
from tests.bench.apart import run_one
from tests.bench.bars import LEEWAY_S, Bar
from tests.bench.checks import judge
from tests.bench.days import Size, day
from tests.bench.reading import Tours

FIRST = ((Size(300, 20), 2.0), (Size(1000, 60), 6.0))
_TRIES_S = (0.01, 1.0, 2.0, 3.0, 4.0, 5.0, 10.0)
_USABLE = 0.8
"""A first plan with fewer of the visits than this is none."""
_LEEWAY_S = 120.0
_STOPS = 1000
_LARGEST_MB = 2048
_MOST_GAP = 2.0


def first(seeds: int) -> Iterator[Bar]:
    """Seconds until a usable plan is there, the slowest of the days; travel by the hour."""
    for size, limit in FIRST:
        found = [_first(size, seed) for seed in range(1, seeds + 1)]
        notes = [note for _, note in found]
        slowest = max(range(seeds), key=lambda n: found[n][0])
        yield Bar(f"first usable plan, {size}", found[slowest][0], limit, " s", notes[slowest])


def _first(size: Size, seed: int) -> tuple[float, str]:
    """With the smallest limit that brings a plan which holds and has most visits; each try in a fresh process."""
    problem, note = day(size, seed, by_hour=True), ""
    for allowed in _TRIES_S:
        done = run_one(ours.first_plan, problem, allowed, limit_s=_LEEWAY_S)
        if done.error:
            return inf, done.error
        seconds, verdict = done.value
        note = f"{verdict.left_out} left out {' '.join(verdict.faults[:1])}".strip()
        if not verdict.faults and verdict.left_out <= (1 - _USABLE) * size.visits:
            return seconds, f"limit {allowed} s, {note}"
    return inf, f"unusable after {_TRIES_S[-1]} s: {note}"


def insert(seed: int = 1, tries: int = 40) -> Iterator[Bar]:
    """Seconds to find the best place of one visit more in a plan of 300, reading the problem included."""
    problem = day(Size(300, 20), seed, by_hour=True)
    tours = tours_of(problem, _quick_plan(problem))
    taken = [visit for tour in tours for visit in tour]
    rng = np.random.default_rng(seed)
    seconds, fitted = [], 0
    for visit in (taken[n] for n in rng.permutation(len(taken))[:tries]):
        without = [[v for v in tour if v != visit] for tour in tours]
        began = perf_counter()
        place = cheapest_place(Timing(problem), without, visit, range(len(without)))
        seconds.append(perf_counter() - began)
        fitted += place is not None
    note = f"{fitted} of {len(seconds)} fit again, slowest {max(seconds):.3f} s"
    yield Bar("insert one visit into a plan of 300", median(seconds), 0.3, " s", note)


def check(seed: int = 1, tries: int = 15) -> Iterator[Bar]:
    """Milliseconds to verify a plan of 1,000 stops, and to time a route anew after a stop was dragged."""
    problem = day(Size(1100, 90), seed, by_hour=True)
    routes = _quick_plan(problem)
    stops = sum(len(route.stops) for route in routes)
    took = [1000 * _seconds(partial(verify, problem, routes)) for _ in range(tries)]
    enough = stops >= _STOPS
    yield Bar("verify a plan of 1,000 stops", median(took) if enough else None, 50.0, " ms", f"{stops} stops")
    yield _retime(problem, routes)


def _retime(problem: RoutingProblem, routes: tuple[Route, ...]) -> Bar:
    """The longest route that still holds after some drag of one stop; a drag that breaks it is noticed sooner."""
    timing = Timing(problem)
    by_length = sorted(enumerate(tours_of(problem, routes)), key=lambda tour: -len(tour[1]))
    for shift, tour in by_length:
        moved = [drag for drag in drags(tour) if timing.route(shift, drag)]
        if moved:
            took = [1000 * _seconds(partial(timing.route, shift, drag)) for drag in moved]
            note = f"{len(tour)} stops, {len(moved)} drags, slowest {max(took):.2f} ms"
            return Bar("re-time one route after a drag", median(took), 5.0, " ms", note)
    return Bar("re-time one route after a drag", None, 5.0, " ms", "no drag holds")


def large(size: Size, seconds: float) -> Iterator[Bar]:
    """The largest day: does the limit hold, what is left out, how much memory all processes take together."""
    made = run_one(day, size, 1, limit_s=600.0)
    if made.error:
        raise RuntimeError(made.error)
    done = run_one(ours.plan, made.value, seconds, 1, limit_s=seconds + _LEEWAY_S, watch_s=0.25)
    verdict = None if done.error else judge(made.value, done.value)
    if verdict is None or verdict.faults:
        note = done.error or verdict.faults[0]
        yield Bar(f"{size} planned in {seconds:.0f} s", inf, seconds + LEEWAY_S, " s", note)
        return
    note = f"cost {verdict.cost:,}, {verdict.left_out} left out"
    yield Bar(f"{size} planned in {seconds:.0f} s", done.seconds, seconds + LEEWAY_S, " s", note)
    yield Bar(f"{size}, memory of all processes", float(done.memory_mb), _LARGEST_MB, " MB")


def gap(size: Size, seconds: float, seeds: int) -> Iterator[Bar]:
    """By how much planning as we do, by parts where the day is large, is dearer than planning the whole; the mean."""
    name = f"by parts over the whole, {size}"
    gaps = []
    for seed in range(1, seeds + 1):
        problem = day(size, seed)
        costs = []
        for work in (ours.plan_whole, ours.plan):
            done = run_one(work, problem, seconds, seed, limit_s=seconds + _LEEWAY_S)
            verdict = None if done.error else judge(problem, done.value)
            if verdict is None or verdict.cost is None:
                yield Bar(name, None, _MOST_GAP, " %", done.error or "an answer of ours does not hold")
                return
            costs.append(verdict.cost)
        gaps.append(100 * (costs[1] / costs[0] - 1))
    yield Bar(name, sum(gaps) / len(gaps), _MOST_GAP, " %", f"worst {max(gaps):.2f} %")


def tours_of(problem: RoutingProblem, routes: tuple[Route, ...]) -> Tours:
    """The orders of visits by index, for every shift."""
    shifts = {shift.team: k for k, shift in enumerate(problem.shifts)}
    visits = {visit.id: i for i, visit in enumerate(problem.visits)}
    tours: Tours = [[] for _ in problem.shifts]
    for route in routes:
        tours[shifts[route.shift.team]] = [visits[stop.visit.id] for stop in route.stops]
    return tours


def _quick_plan(problem: RoutingProblem) -> tuple[Route, ...]:
    done = run_one(ours.plan, problem, 5.0, 1, limit_s=_LEEWAY_S)
    if done.error:
        raise RuntimeError(done.error)
    return done.value


def drags(tour: list[int]) -> Iterator[list[int]]:
    """Every order in which one stop stands elsewhere."""
    for taken, visit in enumerate(tour):
        rest = [*tour[:taken], *tour[taken + 1 :]]
        for position in range(len(tour)):
            if position != taken:
                yield [*rest[:position], visit, *rest[position:]]


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
