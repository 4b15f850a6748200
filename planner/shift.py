"""Who goes: collectors, the team of them, its working day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.visit import Location, TimeWindow


class TravelMode(StrEnum):
    """How a team travels."""

    CAR = "汽车"
    EBIKE = "电动车"
    METRO = "地铁"
    WALK = "步行"


@dataclass(frozen=True, slots=True)
class Collector:
    """One person of the roster. None and "" mean that the roster does not say, which is not the same as yes."""

    staff_number: str
    name: str
    team: str
    mobile: str = ""
    work_card: str = ""
    trained_on: date | None = None
    background_ok: bool | None = None
    pledge_ok: bool | None = None
    recorder: str = ""
    skills: frozenset[str] = frozenset()
    absences: tuple[tuple[date, date], ...] = ()
    """First and last days off, both included."""

    def is_absent(self, day: date) -> bool:
        """Whether he has this day off."""
        return any(first <= day <= last for first, last in self.absences)


@dataclass(frozen=True, slots=True)
class Break:
    """A rest of so many seconds that lies wholly inside its span."""

    span: TimeWindow
    seconds: int


@dataclass(frozen=True, slots=True)
class Team:
    """The people who go together and how their day is laid out, as the roster says it; times in seconds."""

    id: str
    collectors: tuple[Collector, ...]
    start_address: str
    end_address: str
    hours: TimeWindow
    mode: TravelMode
    rest: Break | None = None
    max_visits: int | None = None
    overtime_s: int = 0
    max_tour_s: int | None = None
    territories: frozenset[str] = frozenset()
    """Districts by their full names; empty: everywhere."""
    needs_partner: bool = False
    """One collector whom the roster gives no team: each day finds him a partner."""
    is_proposed: bool = False
    """Paired for one day by the program, not by the roster."""

    @property
    def skills(self) -> frozenset[str]:
        """What at least one of them can."""
        return frozenset().union(*(collector.skills for collector in self.collectors))


@dataclass(frozen=True, slots=True)
class Shift:
    """A team's working day for the planner (a vehicle): it leaves `start` and is back at `end` within `hours`.

    `overtime_s` after `hours` are allowed at a price. None means no limit.
    """

    team: str
    start: Location
    end: Location
    hours: TimeWindow
    mode: str
    """A `TravelMode`, or the profile of a problem from elsewhere."""
    rest: Break | None = None
    max_visits: int | None = None
    overtime_s: int = 0
    max_tour_s: int | None = None
    """From leaving to being back, waiting and rest included."""
    max_travel_s: int | None = None
    capacity: int | None = None
    """Limits the sum of the visits' demands."""
    skills: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    """Districts where the team rather works; empty: everywhere."""

    @property
    def back_by(self) -> int:
        """The latest moment to be back, all overtime used."""
        return self.hours.end + self.overtime_s
