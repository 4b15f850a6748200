"""The result: routes of stops, and for each case left out why. Times are seconds since midnight of `Plan.day`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.finding import Kind
from planner.shift import Shift, Team
from planner.visit import Location, TimeWindow, Visit

RISKY_BELOW = 0.8
"""A window that holds less often than this stands out."""
TOLD_S = 30 * 60
"""How far from the hour that the debtor was told a visit may start (R-83), in seconds on either side."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit on a route: arrive, wait for the window, serve from `start`, leave at `departure`."""

    visit: Visit
    arrival: int
    start: int
    departure: int
    travel_s: int
    travel_m: int
    """From the stop before (or the shift's start) to here."""
    locked: bool = False

    @property
    def window(self) -> TimeWindow:
        """The agreed window that it starts in."""
        return self.visit.window_at(self.start)

    @property
    def wait_s(self) -> int:
        """Seconds at the door before the visit starts; a rest taken there is not waiting and lies elsewhere."""
        return self.start - self.arrival


@dataclass(frozen=True, slots=True)
class Route:
    """One team's day: it leaves at `leave`, and is back at `back`; `rest` is None when the tour ends before it."""

    shift: Shift
    stops: tuple[Stop, ...]
    leave: int
    back: int
    back_travel_s: int = 0
    back_travel_m: int = 0
    rest: TimeWindow | None = None

    @property
    def travel_s(self) -> int:
        """Seconds on the road, the way back included."""
        return sum(stop.travel_s for stop in self.stops) + self.back_travel_s

    @property
    def travel_m(self) -> int:
        """Metres on the road, the way back included."""
        return sum(stop.travel_m for stop in self.stops) + self.back_travel_m

    @property
    def service_s(self) -> int:
        """Seconds spent in visits."""
        return sum(stop.departure - stop.start for stop in self.stops)

    @property
    def wait_s(self) -> int:
        """Seconds spent waiting."""
        return sum(stop.wait_s for stop in self.stops)


@dataclass(frozen=True, slots=True)
class UnplannedVisit:
    """A case left out: the kind of reason, the rules that fail, the sentence, what would help."""

    case_number: str
    kind: Kind
    rules: tuple[str, ...]
    reason: str
    remedy: str = ""
    must_call_off: bool = False
    """It was agreed for this day alone: somebody has to call it off or offer another time (R-91)."""


@dataclass(frozen=True, slots=True)
class RefusedTeam:
    """A team that may not go, the collector because of whom ("" when it is the team itself), and the rule."""

    team: str
    collector: str
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Handover:
    """Papers that change hands once the day has begun: `receiving` takes over those of `visits` (ids) at `at`.

    `giving` is "" when they lie at the office. The seconds on the road to `location` are in the next stop's travel.
    """

    giving: str
    receiving: str
    location: Location
    at: int
    minutes: int
    visits: tuple[str, ...]
    is_met: bool = False
    """The giving team goes on with its day: it is at the same place for the same minutes. Else they wait there."""
    door_of: str = ""
    """The visit at whose door it is, which may be one that is no longer planned; "" for the end of a tour."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How safe a stop is: seconds by which the team may come later, and how likely the agreed window holds (0 to 1)."""

    spare_s: int
    hold_chance: float

    @property
    def is_risky(self) -> bool:
        """Whether the window holds so rarely that somebody should look at the stop."""
        return self.hold_chance < RISKY_BELOW


@dataclass(frozen=True, slots=True)
class Plan:
    """A day planned. Every case checked stands in exactly one stop or once in `unplanned`."""

    day: date
    created: datetime
    rule_set: str
    routes: tuple[Route, ...]
    unplanned: tuple[UnplannedVisit, ...] = ()
    refused_teams: tuple[RefusedTeam, ...] = ()
    call_back: tuple[str, ...] = ()
    """Cases whose debtor agreed to this day and is left out."""
    warnings: tuple[str, ...] = ()
    handovers: tuple[Handover, ...] = ()
    teams: tuple[Team, ...] = ()
    """The shifts' people as they go on this day: without the absent, with the pairs that were proposed."""
    margins: Mapping[str, Margin] = field(default_factory=dict, compare=False)
    """How safe each stop is, by visit id; nothing is said of those that are done."""
    engine: str = ""
    seconds: dict[str, float] = field(default_factory=dict, compare=False)
    """How long each step took, for the figures that are shown."""

    @property
    def num_visits(self) -> int:
        """Visits planned over all routes."""
        return sum(len(route.stops) for route in self.routes)

    @property
    def num_unannounced(self) -> int:
        """Those among them that nobody agreed to and a second person released (R-88)."""
        return sum(stop.visit.is_unannounced for route in self.routes for stop in route.stops)
