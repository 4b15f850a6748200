"""Tours as the search keeps them: plain arrays, compiled, with labels that answer at once whether a visit fits.

Forward labels say when a team is ready to go on after each stop, once for a team that has rested (or need not) and once
for one that still has to. Backward labels say how late it may reach each stop. Between two stops a visit fits if going
there from the forward label still reaches the next stop by the backward one. The meaning of times is that of
`schedule.py`, which has the last word; here a leg's travel depends on the second at which it is left.
"""

import numpy as np

from planner.routing.search.arrays import (
    BACK_BY,
    BALANCE_S,
    BUILDING,
    CLOSES,
    CLOSES_ON,
    COST,
    DEMAND,
    FIND,
    FIRST,
    GAP,
    HOURS_END,
    LABEL_ROWS,
    LAST,
    LASTS,
    LASTS_ON,
    LATE,
    LATE_TIRED,
    LEAVE_FROM,
    LEG,
    LOAD,
    MAX_TOUR,
    MAX_TRAVEL,
    MODE,
    NEVER,
    OPENS,
    OPENS_ON,
    PLACE,
    POSITION,
    REST_BY,
    REST_FROM,
    REST_S,
    RESTED,
    ROUTE,
    SERVICE,
    SIZE,
    TIRED,
    UNTIL,
    WORK,
    Day,
    Int32,
    Int64,
    Tours,
)
from planner.routing.search.compiled import compiled, inlined

_HOLDS = -1
_MOST_DELAYS = 8
"""Times that a tour which is too long is tried with leaving later."""


def empty_tours(day: Day) -> Tours:
    """Every visit left out, every team at home."""
    seq = np.zeros(day.m * day.width, dtype=np.int32)
    ends = day.n + 2 * np.arange(day.m)
    seq[:: day.width], seq[1 :: day.width] = ends, ends + 1
    places = np.zeros((day.n, 2), dtype=np.int64)
    places[:, ROUTE] = -1
    tours = Tours(seq, np.zeros((LABEL_ROWS, len(seq)), dtype=np.int32), np.zeros((day.m, 6), dtype=np.int64), places)
    for k in range(day.m):
        update(day, tours, k)
    return tours


@compiled
def travel_s(
    travel: Int32, starts: Int64, block: Int64, nodes: int, mode: int, origin: int, destination: int, leave: int
) -> int:
    """Seconds from one node to another when leaving then."""
    period = starts.shape[0] - 1
    while period > 0 and starts[period] > leave:
        period -= 1
    return travel[(block[mode * starts.shape[0] + period] * nodes + origin) * nodes + destination]


@compiled
def leave_by(
    travel: Int32, starts: Int64, block: Int64, nodes: int, mode: int, origin: int, destination: int, arrive_by: int
) -> int:
    """The latest second at which to leave so as to arrive in time, -NEVER if there is none."""
    periods = starts.shape[0]
    until = NEVER
    for period in range(periods - 1, -1, -1):
        road = travel[(block[mode * periods + period] * nodes + origin) * nodes + destination]
        leave = min(arrive_by - road, until - 1)
        if leave >= starts[period]:
            return leave
        until = starts[period]
    return -NEVER


@compiled
def stay_s(visits: Int32, before: int, visit: int) -> int:
    """Seconds in the visit, with finding the building unless the stop before is in the same one."""
    building = visits[visit, BUILDING]
    if building >= 0 and visits[before, BUILDING] == building:
        return visits[visit, SERVICE]
    return visits[visit, SERVICE] + visits[visit, FIND]


@compiled
def ready_at(windows: Int32, visits: Int32, visit: int, arrival: int, stay: int) -> int:
    """When a visit that is reached then is over, NEVER if it does not hold."""
    if arrival < NEVER:
        for w in range(windows.shape[1]):
            if arrival <= windows[visit, w, 1]:
                ready = max(arrival, windows[visit, w, 0]) + stay
                return ready if ready <= visits[visit, UNTIL] else NEVER
    return NEVER


@compiled
def reach_by(windows: Int32, visits: Int32, visit: int, ready_by: int, stay: int) -> int:
    """The latest arrival at a visit that has to be over by then, -NEVER if there is none."""
    start = min(ready_by, visits[visit, UNTIL]) - stay
    for w in range(windows.shape[1] - 1, -1, -1):
        if windows[visit, w, 0] <= start:
            return min(start, windows[visit, w, 1])
    return -NEVER


@compiled
def after_rest(shifts: Int64, k: int, ready: int) -> int:
    """When a team that comes to rest then is through with it, NEVER if that is too late for a rest."""
    rest = max(ready, shifts[k, REST_FROM])
    return rest + shifts[k, REST_S] if rest <= shifts[k, REST_BY] else NEVER


@compiled
def update(day: Day, tours: Tours, k: int) -> bool:
    """Work out labels and cost of tour k anew; False if it does not hold, and its labels are then void.

    A tour that would last too long leaves later, if that makes it shorter.
    """
    leave = day.shifts[k, LEAVE_FROM]
    for _ in range(_MOST_DELAYS):
        again = _forward(day, tours, k, leave)
        if again < 0:
            _backward(day, tours, k)
            if day.shifts[k, MAX_TOUR] < NEVER:
                _stretches(day, tours, k)
            return True
        if again == NEVER:
            return False
        leave = again
    return False


@compiled
def _forward(day: Day, tours: Tours, k: int, leave: int) -> int:
    """Labels on the way out, and what the tour costs, when it leaves no earlier than that.

    HOLDS, or NEVER if it does not hold, or a later second from which on to leave so that the tour is not too long.
    """
    travel, starts, block, nodes = day.travel, day.starts, day.block, day.n + 2 * day.m
    windows, visits, shifts, seq, labels, sums = (
        day.windows,
        day.visits,
        day.shifts,
        tours.seq,
        tours.labels,
        tours.sums,
    )
    row, mode, size = k * day.width, shifts[k, MODE], sums[k, SIZE]
    rested, tired = leave, NEVER
    if shifts[k, REST_S] > 0 and rested < shifts[k, REST_FROM] + shifts[k, REST_S]:
        rested, tired = shifts[k, REST_FROM] + shifts[k, REST_S], rested
    labels[RESTED, row], labels[TIRED, row] = rested, tired
    road, road_tired, wish, service, load = 0, 0, 0, 0, 0
    by, by_tired = NEVER, NEVER
    for p in range(row + 1, row + size + 1):
        here, visit = seq[p - 1], seq[p]
        stay = stay_s(visits, here, visit)
        after, still, road_after, leg, by_after = NEVER, NEVER, 0, 0, by
        if rested < NEVER:
            leg = travel_s(travel, starts, block, nodes, mode, here, visit, rested)
            after, road_after = ready_at(windows, visits, visit, rested + leg, stay), road + leg
        if tired < NEVER:
            leg = travel_s(travel, starts, block, nodes, mode, here, visit, tired)
            still = ready_at(windows, visits, visit, tired + leg, stay)
            if still > shifts[k, REST_BY]:
                still = NEVER
            ready = ready_at(windows, visits, visit, after_rest(shifts, k, tired + leg), stay)
            if ready < after:
                after, road_after = ready, road_tired + leg
                by_after = min(by_tired, ready - stay - shifts[k, REST_S], shifts[k, REST_BY])
            off = after_rest(shifts, k, tired)
            if off < NEVER:
                late_leg = travel_s(travel, starts, block, nodes, mode, here, visit, off)
                ready = ready_at(windows, visits, visit, off + late_leg, stay)
                if ready < after:
                    after, road_after, by_after = ready, road_tired + late_leg, by_tired
            road_tired += leg
        if after <= still:
            still = NEVER
        if after == NEVER and still == NEVER:
            return NEVER
        rested, tired, road = after, still, road_after
        by, by_tired = min(by_after, after - stay), min(by_tired, still - stay)
        labels[RESTED, p], labels[TIRED, p], labels[LEG, p] = rested, tired, leg
        wish += day.wish[k * day.n + visit]
        service += stay
        load += visits[visit, DEMAND]
    sums[k, LOAD], sums[k, WORK], sums[k, COST], sums[k, FIRST], sums[k, LAST] = load, 0, 0, 1, size + 1
    if size == 0:
        labels[LEG, row + 1] = 0
        return _HOLDS
    return _finish(day, tours, k, leave, rested, tired, road, road_tired, by, by_tired, wish, service)


@compiled
def _finish(
    day: Day,
    tours: Tours,
    k: int,
    leave_from: int,
    rested: int,
    tired: int,
    road: int,
    road_tired: int,
    by: int,
    by_tired: int,
    wish: int,
    service: int,
) -> int:
    """The way back, and the sums of the whole tour, which leaves so as to be at its first stop just in time."""
    travel, starts, block, nodes = day.travel, day.starts, day.block, day.n + 2 * day.m
    shifts, seq, labels, sums = day.shifts, tours.seq, tours.labels, tours.sums
    row, mode, size = k * day.width, shifts[k, MODE], sums[k, SIZE]
    here, end = seq[row + size], seq[row + size + 1]
    back, total, first = NEVER, 0, by
    if rested < NEVER:
        leg = travel_s(travel, starts, block, nodes, mode, here, end, rested)
        back, total = rested + leg, road + leg
        labels[LEG, row + size + 1] = leg
    if tired < NEVER:
        leg = travel_s(travel, starts, block, nodes, mode, here, end, tired)
        labels[LEG, row + size + 1] = leg
        if tired + leg <= shifts[k, REST_BY] and tired + leg < back:
            back, total, first = tired + leg, road_tired + leg, by_tired
        off = after_rest(shifts, k, tired)
        if off < NEVER:
            leg = travel_s(travel, starts, block, nodes, mode, here, end, off)
            if off + leg < back:
                back, total, first = off + leg, road_tired + leg, by_tired
    leave = max(leave_by(travel, starts, block, nodes, mode, seq[row], seq[row + 1], first), leave_from)
    total += travel_s(travel, starts, block, nodes, mode, seq[row], seq[row + 1], leave) - labels[LEG, row + 1]
    if back > shifts[k, BACK_BY] or total > shifts[k, MAX_TRAVEL]:
        return NEVER
    work = total + service
    if back - leave > shifts[k, MAX_TOUR]:
        return _later(shifts, k, leave, back, work)
    sums[k, WORK] = work
    cost = total + wish + _misplaced(day, tours, k)
    cost += max(0, back - shifts[k, HOURS_END]) * day.overtime_permille // 1000
    sums[k, COST] = cost + day.balance_permille * work * work // (2000 * BALANCE_S)
    return _HOLDS


@compiled
def _later(shifts: Int64, k: int, leave: int, back: int, work: int) -> int:
    """From when on to leave so that a tour which is too long may not be; NEVER if leaving later gains nothing."""
    later, rested_from = back - shifts[k, MAX_TOUR], shifts[k, REST_FROM] + shifts[k, REST_S]
    if back - leave > work + shifts[k, REST_S]:
        return later
    if shifts[k, REST_S] > 0 and leave < rested_from:
        return max(later, rested_from)
    return NEVER


@compiled
def _misplaced(day: Day, tours: Tours, k: int) -> int:
    """The penalties of visits that are not at their locked position; a kept lock bars positions it would lose by."""
    sums, missed = tours.sums, 0
    size = sums[k, SIZE]
    for p in range(1, size + 1):
        visit = tours.seq[k * day.width + p]
        place = day.visits[visit, PLACE]
        if place != 0:
            if p != (place if place > 0 else size + 1 + place):
                missed += day.penalty[visit]
            elif place > 0:
                sums[k, FIRST] = max(sums[k, FIRST], p + 1)
            else:
                sums[k, LAST] = min(sums[k, LAST], p)
    return missed


@compiled
def _backward(day: Day, tours: Tours, k: int) -> None:
    """Labels on the way home, and the room between each two stops."""
    travel, starts, block, nodes = day.travel, day.starts, day.block, day.n + 2 * day.m
    windows, visits, shifts, seq, labels = day.windows, day.visits, day.shifts, tours.seq, tours.labels
    row, mode, size = k * day.width, shifts[k, MODE], tours.sums[k, SIZE]
    rest_from, rest_by, rest_s = shifts[k, REST_FROM], shifts[k, REST_BY], shifts[k, REST_S]
    late = shifts[k, BACK_BY]
    late_tired = min(rest_by, late) if rest_s > 0 else -NEVER
    labels[LATE, row + size + 1], labels[LATE_TIRED, row + size + 1] = late, late_tired
    for p in range(row + size, row, -1):
        visit, after = seq[p], seq[p + 1]
        stay = stay_s(visits, seq[p - 1], visit)
        leave = leave_by(travel, starts, block, nodes, mode, visit, after, late)
        if rest_s > 0:
            off = -NEVER
            if late_tired > -NEVER:
                off = leave_by(travel, starts, block, nodes, mode, visit, after, late_tired)
            rest = min(rest_by, late - rest_s)
            if rest >= rest_from:
                off = max(off, leave_by(travel, starts, block, nodes, mode, visit, after, rest))
            rest = min(rest_by, leave - rest_s)
            if rest >= rest_from:
                off = max(off, rest)
            late_tired = reach_by(windows, visits, visit, min(off, rest_by), stay)
        late = reach_by(windows, visits, visit, leave, stay)
        labels[LATE, p], labels[LATE_TIRED, p] = late, late_tired
    for p in range(row + 1, row + size + 2):
        labels[GAP, p] = max(labels[LATE, p], labels[LATE_TIRED, p]) - min(labels[RESTED, p - 1], labels[TIRED, p - 1])


@compiled
def _stretches(day: Day, tours: Tours, k: int) -> None:
    """How long the stretches up to and from each stop last at least, and when they can begin so as to last no longer.

    After Vidal, Crainic, Gendreau and Prins, "A hybrid genetic algorithm with adaptive diversity management for a large
    class of vehicle routing problems with time-windows", Computers & Operations Research 40 (2013), equations 1 to 5.
    Rests and gaps between windows are not counted: the truth is never shorter, but for travel that gets faster.
    """
    seq, labels, shifts, windows, visits = tours.seq, tours.labels, day.shifts, day.windows, day.visits
    row, size = k * day.width, tours.sums[k, SIZE]
    lasts, opens, closes = 0, shifts[k, LEAVE_FROM], NEVER
    labels[LASTS, row], labels[OPENS, row], labels[CLOSES, row] = lasts, opens, closes
    for p in range(row + 1, row + size + 1):
        visit, stay = seq[p], stay_s(visits, seq[p - 1], seq[p])
        lasts, opens, closes = joined(
            lasts, opens, closes, labels[LEG, p], stay, windows[visit, 0, 0], windows[visit, -1, 1]
        )
        labels[LASTS, p], labels[OPENS, p], labels[CLOSES, p] = lasts, opens, closes
    lasts, opens, closes = 0, 0, shifts[k, BACK_BY]
    labels[LASTS_ON, row + size + 1], labels[OPENS_ON, row + size + 1] = lasts, opens
    labels[CLOSES_ON, row + size + 1] = closes
    for p in range(row + size, row, -1):
        visit, stay = seq[p], stay_s(visits, seq[p - 1], seq[p])
        lasts, opens, closes = joined(
            stay, windows[visit, 0, 0], windows[visit, -1, 1], labels[LEG, p + 1], lasts, opens, closes
        )
        labels[LASTS_ON, p], labels[OPENS_ON, p], labels[CLOSES_ON, p] = lasts, opens, closes


@inlined
def joined(
    lasts: int, opens: int, closes: int, road: int, then_lasts: int, then_opens: int, then_closes: int
) -> tuple[int, int, int]:
    """Two stretches with the way between them as one: how long it lasts at least, when it can begin."""
    ahead = lasts + road
    wait = max(then_opens - ahead - closes, 0)
    return ahead + then_lasts + wait, max(then_opens - ahead, opens) - wait, min(then_closes - ahead, closes)


@compiled
def is_too_long(day: Day, tours: Tours, k: int, p: int, visit: int) -> bool:
    """Whether tour k surely lasts too long with a visit at position p; never, if it has no such limit."""
    longest = day.shifts[k, MAX_TOUR]
    if longest == NEVER:
        return False
    labels, at = tours.labels, k * day.width + p
    ready = min(labels[RESTED, at - 1], labels[TIRED, at - 1])
    mode, nodes = day.shifts[k, MODE], day.n + 2 * day.m
    here, after, stay = tours.seq[at - 1], tours.seq[at], stay_s(day.visits, tours.seq[at - 1], visit)
    there = travel_s(day.travel, day.starts, day.block, nodes, mode, here, visit, ready)
    on = travel_s(day.travel, day.starts, day.block, nodes, mode, visit, after, ready + there + stay)
    lasts, opens, closes = joined(
        labels[LASTS, at - 1],
        labels[OPENS, at - 1],
        labels[CLOSES, at - 1],
        there,
        stay,
        day.windows[visit, 0, 0],
        day.windows[visit, -1, 1],
    )
    lasts, opens, closes = joined(
        lasts, opens, closes, on, labels[LASTS_ON, at], labels[OPENS_ON, at], labels[CLOSES_ON, at]
    )
    return lasts > longest


@compiled
def fits(day: Day, tours: Tours, k: int, p: int, visit: int) -> bool:
    """Whether a visit holds at position p of tour k, by the labels; a find time that it moves is not looked at."""
    travel, starts, block, nodes = day.travel, day.starts, day.block, day.n + 2 * day.m
    windows, visits, shifts, labels = day.windows, day.visits, day.shifts, tours.labels
    mode, at = shifts[k, MODE], k * day.width + p
    here, after = tours.seq[at - 1], tours.seq[at]
    stay = stay_s(visits, here, visit)
    late, ready = labels[LATE, at], labels[RESTED, at - 1]
    if ready < NEVER:
        arrival = ready + travel_s(travel, starts, block, nodes, mode, here, visit, ready)
        off = ready_at(windows, visits, visit, arrival, stay)
        if off < NEVER and off + travel_s(travel, starts, block, nodes, mode, visit, after, off) <= late:
            return True
    ready = labels[TIRED, at - 1]
    if ready == NEVER:
        return False
    arrival = ready + travel_s(travel, starts, block, nodes, mode, here, visit, ready)
    off = ready_at(windows, visits, visit, arrival, stay)
    if off <= shifts[k, REST_BY]:
        there = off + travel_s(travel, starts, block, nodes, mode, visit, after, off)
        if there <= labels[LATE_TIRED, at] or after_rest(shifts, k, there) <= late:
            return True
        off = after_rest(shifts, k, off)
        if off < NEVER and off + travel_s(travel, starts, block, nodes, mode, visit, after, off) <= late:
            return True
    off = ready_at(windows, visits, visit, after_rest(shifts, k, arrival), stay)
    if off < NEVER and off + travel_s(travel, starts, block, nodes, mode, visit, after, off) <= late:
        return True
    ready = after_rest(shifts, k, ready)
    if ready == NEVER:
        return False
    arrival = ready + travel_s(travel, starts, block, nodes, mode, here, visit, ready)
    off = ready_at(windows, visits, visit, arrival, stay)
    return off < NEVER and off + travel_s(travel, starts, block, nodes, mode, visit, after, off) <= late


@compiled
def put(day: Day, tours: Tours, k: int, p: int, visit: int) -> None:
    """Insert a visit; `update` has to follow."""
    seq, places, row = tours.seq, tours.places, k * day.width
    for q in range(row + tours.sums[k, SIZE] + 1, row + p - 1, -1):
        node = seq[q]
        seq[q + 1] = node
        if node < day.n:
            places[node, POSITION] += 1
    seq[row + p] = visit
    places[visit, ROUTE], places[visit, POSITION] = k, p
    tours.sums[k, SIZE] += 1


@compiled
def take(day: Day, tours: Tours, k: int, p: int) -> int:
    """Remove the visit at a position and return it; `update` has to follow."""
    seq, places, row = tours.seq, tours.places, k * day.width
    visit = seq[row + p]
    for q in range(row + p, row + tours.sums[k, SIZE] + 1):
        node = seq[q + 1]
        seq[q] = node
        if node < day.n:
            places[node, POSITION] -= 1
    tours.sums[k, SIZE] -= 1
    places[visit, ROUTE] = -1
    return visit
