"""Ruin and recreate: take a few strings of neighbouring visits out of their tours, put them back better, anneal.

The method is that of Christiaens and Vanden Berghe, "Slack Induction by String Removals for Vehicle Routing Problems",
Transportation Science 54 (2020), with its parameters unless said otherwise here. Visits that are left out and lie near
the ruin are tried along with those that were taken out, and the best place has to cost less than leaving out.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planner.routing.search.arrays import (
    BALANCE_S,
    CAPACITY,
    COST,
    DEMAND,
    FIRST,
    FORBIDDEN,
    GAP,
    LAST,
    LEG,
    LOAD,
    MAX_VISITS,
    MODE,
    NEVER,
    POSITION,
    RESTED,
    ROUTE,
    SERVICE,
    SIZE,
    TIRED,
    WORK,
    Day,
    Int32,
    Int64,
    Tours,
)
from planner.routing.search.compiled import compiled, inlined
from planner.routing.search.tours import fits, is_too_long, put, take, update

_LONGEST_STRING = 10
_SPLIT_CHANCE, _SPLIT_STOP = 0.5, 0.01
_BLINK = 0.01
_CLOSE_CHANCE, _OPEN_CHANCE = 0.01, 0.2
_MOST_CLOSED, _MOST_OPENED = 12, 40
"""Visits of a tour that is closed as a whole, and left-out visits that are tried together when one is opened."""
_MOST_RUINED = 64
"""Tours that one step may change."""


class Search(NamedTuple):
    """What one search works with beside the tours: the state of chance, and room for what a step changes."""

    chance: npt.NDArray[np.uint64]
    loose: Int64
    was_planned: npt.NDArray[np.bool_]
    key: npt.NDArray[np.float64]
    changed: Int64
    num_changed: Int64
    is_changed: npt.NDArray[np.bool_]
    holds: npt.NDArray[np.bool_]
    """Whether all tours hold in this step: without some visits a tour can take longer where the straight way does."""
    opened: Int64
    """The visit for which this step opens a tour, -1 for none."""
    old_seq: Int32
    old_size: Int64
    old_cost: Int64
    best_seq: Int32
    best_size: Int64
    mean_removed: float
    most_left_out: int
    """Visits that are left out and tried again in a step."""


def new_search(day: Day, seed: int, mean_removed: float = 10.0, most_left_out: int = 4) -> Search:
    """Room for a search over this day; the same seed takes the same steps."""
    rows = _MOST_RUINED * day.width
    return Search(
        chance=np.array([(seed * 2_654_435_769 + 88_172_645_463_325_252) % (1 << 63) | 1], dtype=np.uint64),
        loose=np.empty(day.n + 1, dtype=np.int64),
        was_planned=np.empty(day.n + 1, dtype=np.bool_),
        key=np.empty(day.n + 1),
        changed=np.empty(_MOST_RUINED, dtype=np.int64),
        num_changed=np.zeros(1, dtype=np.int64),
        is_changed=np.zeros(day.m, dtype=np.bool_),
        holds=np.ones(1, dtype=np.bool_),
        opened=np.full(1, -1, dtype=np.int64),
        old_seq=np.empty(rows, dtype=np.int32),
        old_size=np.empty(_MOST_RUINED, dtype=np.int64),
        old_cost=np.empty(_MOST_RUINED, dtype=np.int64),
        best_seq=np.empty(day.m * day.width, dtype=np.int32),
        best_size=np.empty(day.m, dtype=np.int64),
        mean_removed=mean_removed,
        most_left_out=most_left_out,
    )


@compiled
def total_cost(day: Day, tours: Tours) -> int:
    """Cost of all tours and of all visits left out."""
    cost = 0
    for k in range(day.m):
        cost += tours.sums[k, COST]
    for visit in range(day.n):
        if tours.places[visit, ROUTE] < 0:
            cost += day.penalty[visit]
    return cost


@compiled
def improve(day: Day, tours: Tours, search: Search, steps: int, hot: float, cold: float) -> int:
    """Anneal for so many steps from one temperature to another, and return the cost of the best tours seen.

    `tours` ends where the walk ends; the best tours are in `search.best_seq` and `search.best_size`.
    """
    cost = total_cost(day, tours)
    best = cost
    _remember(tours, search)
    if day.n == 0:
        return best
    cooling = (cold / hot) ** (1.0 / max(1, steps))
    heat = hot
    for _ in range(steps):
        heat *= cooling
        search.num_changed[0], search.holds[0] = 0, True
        num_loose = _ruin(day, tours, search)
        change = _recreate(day, tours, search, num_loose, heat) if search.holds[0] else NEVER
        if change < -heat * np.log(_chance(search.chance) + 1e-300):
            cost += change
            if cost < best:
                best = cost
                _remember(tours, search)
        else:
            _restore(day, tours, search, num_loose)
        for c in range(search.num_changed[0]):
            search.is_changed[search.changed[c]] = False
    return best


@compiled
def fill(day: Day, tours: Tours, order: Int64, search: Search, at_any_price: bool) -> None:
    """Put each visit of an order that is left out to its cheapest place, if that is worth it or at any price."""
    for visit in order:
        if tours.places[visit, ROUTE] < 0:
            k, p = _cheapest(day, tours, visit, NEVER if at_any_price else day.penalty[visit], 0.0, search)
            if k >= 0:
                put(day, tours, k, p, visit)
                if not update(day, tours, k):
                    take(day, tours, k, p)
                    update(day, tours, k)


@compiled
def _chance(state: npt.NDArray[np.uint64]) -> float:
    """A number in [0, 1): xorshift64*, Vigna 2016."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def _remember(tours: Tours, search: Search) -> None:
    width = tours.seq.shape[0] // max(1, tours.sums.shape[0])
    for k in range(tours.sums.shape[0]):
        search.best_size[k] = tours.sums[k, SIZE]
        for q in range(k * width, k * width + tours.sums[k, SIZE] + 2):
            search.best_seq[q] = tours.seq[q]


@compiled
def _keep(day: Day, tours: Tours, search: Search, k: int) -> bool:
    """Note a tour as it is before its first change in this step; False if no more may change."""
    if search.is_changed[k]:
        return True
    c = search.num_changed[0]
    if c >= _MOST_RUINED:
        return False
    search.is_changed[k] = True
    search.changed[c], search.old_size[c], search.old_cost[c] = k, tours.sums[k, SIZE], tours.sums[k, COST]
    for q in range(tours.sums[k, SIZE] + 2):
        search.old_seq[c * day.width + q] = tours.seq[k * day.width + q]
    search.num_changed[0] = c + 1
    return True


@compiled
def _restore(day: Day, tours: Tours, search: Search, num_loose: int) -> None:
    """Undo the step."""
    for q in range(num_loose):
        tours.places[search.loose[q], ROUTE] = -1
    for c in range(search.num_changed[0]):
        k = search.changed[c]
        tours.sums[k, SIZE] = search.old_size[c]
        for q in range(search.old_size[c] + 2):
            node = search.old_seq[c * day.width + q]
            tours.seq[k * day.width + q] = node
            if node < day.n:
                tours.places[node, ROUTE], tours.places[node, POSITION] = k, q
        update(day, tours, k)


@compiled
def _ruin(day: Day, tours: Tours, search: Search) -> int:
    """Take strings out of the tours around a visit drawn at random; returns how many visits are loose now."""
    planned, used = 0, 0
    for k in range(day.m):
        planned += tours.sums[k, SIZE]
        used += tours.sums[k, SIZE] > 0
    longest = min(float(_LONGEST_STRING), planned / max(1, used))
    closes = _chance(search.chance) < _CLOSE_CHANCE
    num_strings = int(_chance(search.chance) * (4.0 * search.mean_removed / (1.0 + longest) - 1.0) + 1.0)
    centre = int(_chance(search.chance) * day.n)
    num_loose = 0
    for rank in range(-1, day.near.shape[1]):
        visit = centre if rank < 0 else day.near[centre, rank]
        if visit < 0 or search.num_changed[0] >= num_strings:
            break
        k = tours.places[visit, ROUTE]
        if k >= 0 and not search.is_changed[k] and _keep(day, tours, search, k):
            if closes and tours.sums[k, SIZE] <= _MOST_CLOSED:
                closes, num_loose = False, _take_all(day, tours, search, k, num_loose)
            else:
                num_loose = _take_string(day, tours, search, k, tours.places[visit, POSITION], longest, num_loose)
            search.holds[0] &= update(day, tours, k)
    may_open = used < day.m and _chance(search.chance) < _OPEN_CHANCE
    return _add_left_out(day, tours, search, centre, num_loose, may_open)


@compiled
def _take_all(day: Day, tours: Tours, search: Search, k: int, num_loose: int) -> int:
    """Close tour k: strings alone hardly ever end a tour whose visits are worth more than their own detours."""
    while tours.sums[k, SIZE] > 0:
        search.loose[num_loose], search.was_planned[num_loose] = take(day, tours, k, tours.sums[k, SIZE]), True
        num_loose += 1
    return num_loose


@compiled
def _take_string(day: Day, tours: Tours, search: Search, k: int, p: int, longest: float, num_loose: int) -> int:
    """Take a string that holds position p out of tour k; half of the time with a stretch in it that stays."""
    size = tours.sums[k, SIZE]
    length = min(int(_chance(search.chance) * min(float(size), longest) + 1.0), size)
    stays = 0
    if length > 1 and length < size and _chance(search.chance) < _SPLIT_CHANCE:
        stays = 1
        while length + stays < size and _chance(search.chance) > _SPLIT_STOP:
            stays += 1
    low, high = max(1, p - length - stays + 1), min(p, size - length - stays + 1)
    first = low + int(_chance(search.chance) * (high - low + 1))
    before = 1 + int(_chance(search.chance) * (length - 1)) if stays > 0 else length
    for q in range(length):
        search.loose[num_loose] = take(day, tours, k, first if q < before else first + stays)
        search.was_planned[num_loose] = True
        num_loose += 1
    return num_loose


@compiled
def _add_left_out(day: Day, tours: Tours, search: Search, centre: int, num_loose: int, may_open: bool) -> int:
    """The nearest visits that are left out get another chance; now and then many of them, in a tour opened for them."""
    removed, added = num_loose, 0
    search.opened[0] = -1
    most = search.most_left_out
    if may_open and tours.places[centre, ROUTE] < 0:
        most = _MOST_OPENED
        search.opened[0] = centre
    for rank in range(-1, day.near.shape[1]):
        visit = centre if rank < 0 else day.near[centre, rank]
        if visit < 0 or added >= most:
            break
        if tours.places[visit, ROUTE] >= 0:
            continue
        is_loose = False
        for q in range(removed):
            is_loose |= search.loose[q] == visit
        if not is_loose:
            search.loose[num_loose], search.was_planned[num_loose] = visit, False
            num_loose += 1
            added += 1
    return num_loose


@compiled
def _recreate(day: Day, tours: Tours, search: Search, num_loose: int, heat: float) -> int:
    """Put the loose visits back, each at its cheapest place, in one of several orders; returns the change of cost."""
    _sort(day, tours, search, num_loose)
    change = 0
    for q in range(num_loose):
        visit = search.loose[q]
        if visit == search.opened[0]:
            k, p = _cheapest_empty(day, tours, visit, search), 1
        else:
            below = day.penalty[visit] - int(heat * np.log(_chance(search.chance) + 1e-300))
            k, p = _cheapest(day, tours, visit, below, _BLINK, search)
        is_planned = k >= 0 and _keep(day, tours, search, k)
        if is_planned:
            put(day, tours, k, p, visit)
            if not update(day, tours, k):
                take(day, tours, k, p)
                update(day, tours, k)
                is_planned = False
        if is_planned != search.was_planned[q]:
            change += -day.penalty[visit] if is_planned else day.penalty[visit]
    for c in range(search.num_changed[0]):
        change += tours.sums[search.changed[c], COST] - search.old_cost[c]
    return change


@compiled
def _sort(day: Day, tours: Tours, search: Search, num_loose: int) -> None:
    """At random, dearest first, far or near first, narrow windows first, early first, late first."""
    how = _chance(search.chance)
    home = day.n
    for q in range(num_loose):
        visit = search.loose[q]
        if visit == search.opened[0]:
            search.key[q] = -np.inf
            continue
        opens, closes = day.windows[visit, 0, 0], day.windows[visit, -1, 1]
        if how < 0.3:
            search.key[q] = _chance(search.chance)
        elif how < 0.45:
            search.key[q] = -day.penalty[visit]
        elif how < 0.6:
            search.key[q] = -day.travel[visit * (day.n + 2 * day.m) + home]
        elif how < 0.7:
            search.key[q] = day.travel[visit * (day.n + 2 * day.m) + home]
        elif how < 0.8:
            search.key[q] = closes - opens
        elif how < 0.9:
            search.key[q] = opens
        else:
            search.key[q] = -closes
    for a in range(1, num_loose):
        key, visit, was = search.key[a], search.loose[a], search.was_planned[a]
        b = a - 1
        while b >= 0 and search.key[b] > key:
            search.key[b + 1], search.loose[b + 1] = search.key[b], search.loose[b]
            search.was_planned[b + 1] = search.was_planned[b]
            b -= 1
        search.key[b + 1], search.loose[b + 1], search.was_planned[b + 1] = key, visit, was


@compiled
def _cheapest(day: Day, tours: Tours, visit: int, below: int, blink: float, search: Search) -> tuple[int, int]:
    """The tour and position where a visit costs least, if less than `below`; (-1, -1) if there is none.

    With many visits only the places next to near ones are looked at, and the beginnings of tours.
    """
    sums, near = tours.sums, day.near
    best, best_k, best_p = below, -1, -1
    is_small = 2 * near.shape[1] >= day.n
    for k in range(day.m):
        if _has_room(day, tours, k, visit):
            last = min(sums[k, SIZE] + 1 if is_small else 1, sums[k, LAST])
            best, p = _scan(day, tours, k, sums[k, FIRST], last, visit, best, blink, search.chance)
            if p > 0:
                best_k, best_p = k, p
    for rank in range(0 if is_small else near.shape[1]):
        other = near[visit, rank]
        if other < 0:
            break
        k, at = tours.places[other, ROUTE], tours.places[other, POSITION]
        if k >= 0 and _has_room(day, tours, k, visit):
            first, last = max(2, at, sums[k, FIRST]), min(at + 1, sums[k, LAST])
            best, p = _scan(day, tours, k, first, last, visit, best, blink, search.chance)
            if p > 0:
                best_k, best_p = k, p
    return best_k, best_p


@compiled
def _cheapest_empty(day: Day, tours: Tours, visit: int, search: Search) -> int:
    """The empty tour in which a visit costs least, whatever that is; -1 if it holds in none."""
    best, found = NEVER, -1
    for k in range(day.m):
        if tours.sums[k, SIZE] == 0 and _has_room(day, tours, k, visit):
            best, p = _scan(day, tours, k, 1, 1, visit, best, 0.0, search.chance)
            if p > 0:
                found = k
    return found


@inlined
def _scan(
    day: Day,
    tours: Tours,
    k: int,
    first: int,
    last: int,
    visit: int,
    below: int,
    blink: float,
    chance: npt.NDArray[np.uint64],
) -> tuple[int, int]:
    """The least that a visit adds in these positions of a tour and where, else `below` and 0."""
    found = 0
    mode, row = day.shifts[k, MODE], k * day.width
    for p in range(first, last + 1):
        cost = _price(day, tours, k, mode, row + p, visit, below)
        if (
            cost < below
            and fits(day, tours, k, p, visit)
            and not is_too_long(day, tours, k, p, visit)
            and _chance(chance) >= blink
        ):
            below, found = cost, p
    return below, found


@compiled
def _has_room(day: Day, tours: Tours, k: int, visit: int) -> bool:
    """Whether the team may go at all, and may make one more visit."""
    return (
        day.wish[k * day.n + visit] != FORBIDDEN
        and tours.sums[k, SIZE] < day.shifts[k, MAX_VISITS]
        and tours.sums[k, LOAD] + day.visits[visit, DEMAND] <= day.shifts[k, CAPACITY]
    )


@inlined
def _price(day: Day, tours: Tours, k: int, mode: int, at: int, visit: int, below: int) -> int:
    """What a visit adds at a place; `below` if that is not less, or if there cannot be the time for it."""
    starts, labels = day.starts, tours.labels
    nodes, periods = day.n + 2 * day.m, starts.shape[0]
    period = periods - 1
    if period > 0:
        ready = min(labels[RESTED, at - 1], labels[TIRED, at - 1])
        while period > 0 and starts[period] > ready:
            period -= 1
    row = (day.block[mode * periods + period] * nodes + visit) * nodes
    road = day.back[row + tours.seq[at - 1]] + day.travel[row + tours.seq[at]]
    cost = road - labels[LEG, at] + day.wish[k * day.n + visit]
    service = day.visits[visit, SERVICE]
    if day.balance_permille > 0:
        cost += day.balance_permille * tours.sums[k, WORK] * (road + service) // (1000 * BALANCE_S)
    slack = road // 2 if periods > 1 else 0
    return cost if cost < below and road + service <= labels[GAP, at] + slack else below
