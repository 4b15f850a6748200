"""How a day stands once it has begun: what each team has done, where it is and when it can go on.

The plan is the clock: what it says has begun by now, less the delay of the team, has begun. A team that is on its way
goes on to that place and is free from there; one that is in a visit or a rest ends it first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.plan import Route, Stop
from planner.routing.problem import RoutingProblem
from planner.shift import Break
from planner.visit import TimeWindow


@dataclass(frozen=True, slots=True)
class Begun:
    """What the dispatcher knows of the day at `now`, in seconds since midnight.

    `ill` teams make no further visit; their papers wait where the team is, those of teams in `returned` are back where
    the team set out. `late_s` says how far a team is behind its plan. `gone` are visits that are only kept in the
    problem as places, for nobody wants them made any more.
    """

    now: int
    ill: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()
    late_s: Mapping[str, int] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """One team at `now`: at `node` (of the problem) and ready to go on at `ready`; `leave` is None while it is in.

    `carried_s` and `carried_m` are the road to `node` when it comes after the last stop that is done, and `heading` is
    the visit there, reached at `arrived`.
    """

    node: int
    ready: int
    leave: int | None = None
    done: tuple[Stop, ...] = ()
    rest: TimeWindow | None = None
    """The rest that it has had or is having."""
    carried_s: int = 0
    carried_m: int = 0
    heading: str = ""
    arrived: int = 0
    is_home: bool = False
    """It is on its way to the end of its day, or there."""

    @property
    def is_out(self) -> bool:
        """Whether it has set out."""
        return self.leave is not None


class _Leg(NamedTuple):
    """One leg of a route; `door` is when the team gets there, before it rests."""

    node: int
    visit: str
    set_off: int
    door: int
    arrival: int
    travel_s: int
    travel_m: int


def standing(problem: RoutingProblem, shift: int, route: Route | None, begun: Begun) -> Standing:
    """Where this team is. Raises ValueError if the problem lacks a visit that it has made last or is on its way to."""
    word = problem.shifts[shift]
    late = begun.late_s.get(word.team, 0)
    clock = begun.now - late
    start = max(word.hours.start, begun.now)
    if route is None or not route.stops:
        return Standing(problem.start_node(shift), start)
    if route.leave > clock:
        return Standing(problem.start_node(shift), max(start, route.leave + late if late else 0))
    found = _out(route, _legs(problem, shift, route), done_stops(route, begun), word.rest, clock, begun.now)
    if found.node < 0:
        raise ValueError(f"Nobody knows where team {word.team} is: the problem lacks a visit of its tour.")
    return found


def done_stops(route: Route, begun: Begun) -> tuple[Stop, ...]:
    """The stops that this team has made, or is making."""
    clock = begun.now - begun.late_s.get(route.shift.team, 0)
    return tuple(stop for stop in route.stops if route.leave <= clock and stop.start <= clock)


def _out(
    route: Route, legs: list[_Leg], done: tuple[Stop, ...], wanted: Break | None, clock: int, now: int
) -> Standing:
    late = now - clock
    leg = legs[len(done)]
    rest = route.rest if route.rest and route.rest.start <= clock else None
    if leg.set_off > clock and done:
        ready = max(done[-1].departure, rest.end if rest else 0) + late
        return Standing(legs[len(done) - 1].node, max(ready, now), route.leave, done, rest)
    arrived = (leg.arrival if rest else leg.door) + late
    is_home = len(done) == len(route.stops)
    if is_home and rest is None:
        rest = _rest_at_home(wanted, arrived, now)
    return Standing(
        leg.node, max(arrived, now), route.leave, done, rest, leg.travel_s, leg.travel_m, leg.visit, arrived, is_home
    )


def _rest_at_home(wanted: Break | None, back: int, now: int) -> TimeWindow | None:
    """The rest that a team has had since it is back, if there was time for it in its span."""
    if wanted is None:
        return None
    start = max(wanted.span.start, back)
    end = start + wanted.seconds
    return TimeWindow(start, end) if end <= min(now, wanted.span.end) else None


def _legs(problem: RoutingProblem, shift: int, route: Route) -> list[_Leg]:
    """The legs to each stop, then the one to the end."""
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    ready, legs = route.leave, []
    for stop in route.stops:
        set_off, door = _on_the_road(ready, stop.arrival, stop.travel_s, route.rest)
        node = nodes.get(stop.visit.id, -1)
        legs.append(_Leg(node, stop.visit.id, set_off, door, stop.arrival, stop.travel_s, stop.travel_m))
        ready = stop.departure
    set_off, door = _on_the_road(ready, route.back, route.back_travel_s, route.rest)
    end = problem.end_node(shift)
    return [*legs, _Leg(end, "", set_off, door, route.back, route.back_travel_s, route.back_travel_m)]


def _on_the_road(ready: int, arrival: int, travel_s: int, rest: TimeWindow | None) -> tuple[int, int]:
    """When a team sets off on a leg, and when it is there; it may rest before, or at the door."""
    rests_here = rest is not None and ready <= rest.start and rest.end <= arrival
    if rests_here and rest is not None and arrival - travel_s >= rest.end:
        return arrival - travel_s, arrival
    return ready, ready + travel_s
