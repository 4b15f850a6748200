"""A plan as bars on a clock: what the timeline paints, without painting it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from planner.plan import Margin, Plan, Route
from planner.visit import TimeWindow


class BarKind(Enum):
    """What a team does meanwhile."""

    WINDOW = "window"
    TRAVEL = "travel"
    WAIT = "wait"
    REST = "rest"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Bar:
    """From one second of the day to another; service bars and their windows carry the visit and its number."""

    kind: BarKind
    start: int
    end: int
    visit_id: str = ""
    number: int = 0
    cases: tuple[str, ...] = ()
    margin: Margin | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One team's row."""

    team: str
    hours: TimeWindow
    bars: tuple[Bar, ...]


def lanes_of(plan: Plan | None) -> tuple[Lane, ...]:
    """One lane for each route, in the plan's order; bars in the order in which they are painted."""
    if plan is None:
        return ()
    return tuple(Lane(route.shift.team, route.shift.hours, tuple(_bars(route, plan.margins))) for route in plan.routes)


def _bars(route: Route, margins: Mapping[str, Margin]) -> Iterator[Bar]:
    for number, stop in enumerate(route.stops, 1):
        yield Bar(BarKind.WINDOW, stop.window.start, stop.window.end, stop.visit.id, number)
    for stop in route.stops:
        if stop.travel_s:
            yield Bar(BarKind.TRAVEL, stop.arrival - stop.travel_s, stop.arrival)
        if stop.wait_s > 0:
            yield Bar(BarKind.WAIT, stop.arrival, stop.start)
    if route.back_travel_s:
        yield Bar(BarKind.TRAVEL, route.back - route.back_travel_s, route.back)
    if route.rest:
        yield Bar(BarKind.REST, route.rest.start, route.rest.end)
    for number, stop in enumerate(route.stops, 1):
        visit = stop.visit
        yield Bar(BarKind.SERVICE, stop.start, stop.departure, visit.id, number, visit.cases, margins.get(visit.id))
