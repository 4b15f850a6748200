"""What is known of a team after each stop, and the steps in which it differs: at the start, at a rest, back home."""

from bisect import bisect_right
from typing import Any

from planner.routing.exact.stays import NEVER
from planner.routing.exact.workday import Workday

NO_REST = -1

State = tuple[int, int, Any, int, int, int, int]
"""After a stop: ready to go on, seconds travelled, the state before, set off from there, arrived here, rest began,
left the start."""
Labels = tuple[State | None, State | None]
"""The earliest state of a team that needs no more rest, and of one that still has to rest if that is earlier."""


def at_start(day: Workday, leave_from: int | None = None) -> Labels:
    """Before leaving, no earlier than the shift begins or `leave_from`: who leaves late enough has rested."""
    leave = day.leave_from if leave_from is None else leave_from
    if leave >= day.rested_from:
        return (leave, 0, None, 0, 0, NO_REST, leave), None
    return (day.rested_from, 0, None, 0, 0, NO_REST, day.rested_from), (leave, 0, None, 0, 0, NO_REST, leave)


def just_in_time(day: Workday, visit: int, first: State, start: int) -> State:
    """The first stop again, but leaving as late as its start allows; a rest on arrival is put off likewise.

    A team that rests before it leaves has no need of a rest on its tour.
    """
    ready, _, before, off, _, rest, _ = first
    if rest == NO_REST or rest + day.rest_s == off:
        leave = _latest_leave(day, visit, off, start)
        road = day.travel(day.start, visit, leave)
        return ready, road, before, leave, leave + road, NO_REST, leave
    rest = min(day.rest_by, start - day.rest_s)
    leave = _latest_leave(day, visit, off, rest)
    return ready, day.travel(day.start, visit, leave), before, leave, rest + day.rest_s, rest, leave


def _latest_leave(day: Workday, visit: int, earliest: int, arrive_by: int) -> int:
    """The latest second at which to leave so as to be there in time; later periods may be faster."""
    until = NEVER
    for begins in reversed(day.period_starts):
        leave = min(arrive_by - day.travel(day.start, visit, begins), until - 1)
        if leave >= max(begins, earliest):
            return leave
        until = begins
    return earliest


def rests(day: Workday, leg: int, ready: int, road: int) -> list[tuple[int, int, int, int]]:
    """Where the rest fits on this leg: its start, when the team sets off and is at the door, seconds on the road."""
    found = []
    rest = ready if ready > day.rest_from else day.rest_from
    if rest <= day.rest_by:
        off = rest + day.rest_s
        later = day.roads[bisect_right(day.period_starts, off) - 1][leg]
        found.append((rest, off, off + later, later))
        arrival = ready + road
        rest = arrival if arrival > day.rest_from else day.rest_from
        if rest <= day.rest_by:
            found.append((rest, ready, rest + day.rest_s, road))
    return found


def back_home(day: Workday, here: int, labels: Labels) -> State | None:
    """The earliest way back, if that is in time; a team that is back early enough rests afterwards."""
    rested, tired = labels
    first: State | None = None
    if rested is not None:
        off = rested[0]
        road = day.travel(here, day.end, off)
        first = (off + road, rested[1] + road, rested, off, off + road, NO_REST, rested[6])
    if tired is not None:
        off = tired[0]
        road = day.travel(here, day.end, off)
        if off + road <= day.rest_by and (first is None or off + road < first[0]):
            first = (off + road, tired[1] + road, tired, off, off + road, NO_REST, tired[6])
        rest = max(off, day.rest_from)
        off = rest + day.rest_s
        road = day.travel(here, day.end, off)
        if rest <= day.rest_by and (first is None or off + road < first[0]):
            first = (off + road, tired[1] + road, tired, off, off + road, rest, tired[6])
    return first if first is not None and first[0] <= day.back_by else None
