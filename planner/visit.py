"""Where and when to go: locations, time windows, the visit to plan and the visit that was."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import cos, hypot, radians


class Level(StrEnum):
    """How exactly an address was found, best first. District and none are never planned."""

    CONFIRMED = "confirmed"
    COMPOUND = "compound"
    HOUSE_NUMBER = "house-number"
    ROAD = "road"
    NEIGHBOURHOOD = "neighbourhood"
    STATION = "station"
    TOWNSHIP = "township"
    DISTRICT = "district"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """Seconds since local midnight, both ends included. Whether it limits a start or a whole visit, its user says."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("A time window cannot end before it starts.")

    def clip(self, other: "TimeWindow") -> "TimeWindow | None":
        """The part that both share, None if they do not meet."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return TimeWindow(start, end) if start <= end else None


def joined(windows: Iterable[TimeWindow]) -> tuple[TimeWindow, ...]:
    """The same seconds in the fewest windows, sorted and apart."""
    apart: list[TimeWindow] = []
    for window in sorted(windows, key=lambda window: window.start):
        if apart and window.start <= apart[-1].end:
            apart[-1] = TimeWindow(apart[-1].start, max(apart[-1].end, window.end))
        else:
            apart.append(window)
    return tuple(apart)


@dataclass(frozen=True, slots=True)
class Location:
    """A point in WGS-84 degrees, how it was found and how far it may be wrong (nine in ten lie inside `radius_m`).

    A level of NONE has no point: `lon` and `lat` are 0 and must not be used.
    """

    address: str
    lon: float = 0.0
    lat: float = 0.0
    level: Level = Level.NONE
    radius_m: int = 0
    source: str = ""
    district: str = ""
    township: str = ""
    road: str = ""
    door_complete: bool = False
    """Whether the address names the very door: a room, or a village house number (R-82)."""
    note: str = ""
    """Why it could not be found better, in one sentence without the address."""
    alternatives: tuple["Location", ...] = field(default=(), repr=False)
    """Where else it may be, when several districts have the road."""
    is_accepted: bool = False
    """A person said that a township's middle is good enough, or chose this one among several estimates."""

    @property
    def is_plannable(self) -> bool:
        """Whether a team may be sent there; a township only once a person accepted it, a vague road never."""
        if self.level is Level.TOWNSHIP:
            return self.is_accepted
        return self.level in PLANNABLE_LEVELS and self.radius_m <= WIDEST_PLANNABLE_M

    def metres_to(self, lon: float, lat: float) -> float:
        """Metres to a WGS-84 point, on a plane: over Shanghai within 0.1 % of the great circle."""
        return 111_195 * hypot((lon - self.lon) * cos(radians(lat)), lat - self.lat)


WIDEST_PLANNABLE_M = 4_000
"""A road that is vaguer than a township is no better than one."""
PLANNABLE_LEVELS = frozenset(
    {Level.CONFIRMED, Level.COMPOUND, Level.HOUSE_NUMBER, Level.ROAD, Level.NEIGHBOURHOOD, Level.STATION}
)


@dataclass(frozen=True, slots=True)
class Visit:
    """One call at one location for one or more cases of one debtor and one lender (R-90).

    `windows` are the appointment, sorted and apart; they limit the *start*. `permitted` limits the *whole* visit, its
    end too (R-20). Teams that may not go are told apart by why: `allowed_teams` by authorisation (R-89),
    `forbidden_teams` by complaint (R-85), `required_team` and `skills` by what the visit needs.
    """

    id: str
    cases: tuple[str, ...]
    lender: str
    debtor_key: str
    location: Location
    service_s: int
    windows: tuple[TimeWindow, ...]
    permitted: TimeWindow
    is_fixed: bool
    """Agreed for this day alone, or this is the last agreed day: outranks every flexible visit (R-91)."""
    value: float = 1.0
    """What a flexible visit is worth, never money alone (R-49); compared among flexible visits only."""
    allowed_teams: frozenset[str] | None = None
    """Teams that may go (R-89); None means every team, an empty set nobody."""
    is_must: bool = False
    """The dispatcher wants it on this day: outranks every flexible visit like a fixed one."""
    penalty_s: int | None = None
    """What leaving it out costs, in seconds of travel; None: by rank and value."""
    required_team: str = ""
    forbidden_teams: frozenset[str] = frozenset()
    preferred_teams: frozenset[str] = frozenset()
    """Rather one of these, such as the team that the debtor knows; empty: no matter."""
    skills: frozenset[str] = frozenset()
    """A team needs all of them."""
    building: str = ""
    """Where finding the way in is paid once: the next stop in the same building does without `find_s`."""
    find_s: int = 0
    """Seconds more than `service_s` for finding the building, unless the stop before is in the same one."""
    demand: int = 0
    """What it takes of a team's capacity."""
    is_unannounced: bool = False
    """Nobody agreed to it; a second person released it (R-88). Counted apart."""

    def __post_init__(self) -> None:
        if not self.cases:
            raise ValueError("A visit needs at least one case.")
        if self.service_s < 0 or self.find_s < 0 or self.demand < 0:
            raise ValueError("A visit cannot take less than no time and no room.")
        if not self.windows or any(a.end >= b.start for a, b in pairwise(self.windows)):
            raise ValueError("A visit needs time windows, sorted and apart.")

    @property
    def outranks(self) -> bool:
        """Whether it comes before any number of flexible visits."""
        return self.is_fixed or self.is_must

    def window_at(self, start: int) -> TimeWindow:
        """The agreed window that holds this start, else the nearest one."""
        return min(self.windows, key=lambda window: max(window.start - start, start - window.end, 0))


class VisitOutcome(StrEnum):
    """What came of a visit that was made."""

    AGREED = "达成承诺"
    NO_AGREEMENT = "未达成"
    NOT_HOME = "无人在家"
    WRONG_ADDRESS = "地址错误"
    MOVED = "已搬离"
    REFUSED_TO_TALK = "拒绝沟通"
    ASKED_TO_LEAVE = "被要求离开"
    THIRD_PARTY = "他人应门"
    DISPUTE = "异议"
    HARDSHIP = "困难"
    INCIDENT = "突发事件"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """One visit of the past, as the history file tells it. Times are seconds since midnight, None if not told."""

    case_number: str
    day: date
    outcome: VisitOutcome
    team: str = ""
    arrival: int | None = None
    departure: int | None = None
    opened_by: str = ""
    asked_to_leave: bool = False
    recording: str = ""
    note: str = field(default="", repr=False)
    entered: bool | None = None
    """Whether the team went into the dwelling; None when the record does not say, as below."""
    entry_consent: bool | None = None
    """Whether the debtor asked them in, clearly and at the door (R-31)."""
    ids_shown: bool | None = None
    told_recording: bool | None = None
    no_recording_reason: str = ""
    dress_ok: bool | None = None
    paper_left_with: str = ""
    """Whom a paper was handed to, "" if none."""
    is_sealed: bool | None = None
    """Whether what was left lay in a closed envelope."""
