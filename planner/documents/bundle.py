"""What the papers of a day are made from, gathered by the door: documents never look anything up themselves."""

from dataclasses import dataclass
from datetime import date, datetime

from planner.case import Case
from planner.contact import Appointment
from planner.desk import Desk
from planner.lender import Authorisation, Lender
from planner.plan import Handover, Margin, Route, Stop, UnplannedVisit
from planner.shift import Team


@dataclass(frozen=True, slots=True)
class StopBundle:
    """One stop of a route: `number` counts from 1 in the order of the day."""

    number: int
    stop: Stop
    cases: tuple[Case, ...]
    lender: Lender
    authorisations: tuple[Authorisation, ...]
    """This lender's, one for each collector of the team, in the team's order."""
    appointment: Appointment | None
    """None for an unannounced visit that a second person released (R-88)."""
    agreed_at: datetime
    """When the debtor agreed, or the visit was released."""
    cautions: tuple[str, ...] = ()
    """What the team must know before it rings (warnings of the rules); internal, not for the debtor."""
    margin: Margin | None = None
    """How safe the stop is, where that was worked out."""


@dataclass(frozen=True, slots=True)
class HandoverBundle:
    """Papers that change hands: those of `stops`, which are the receiving team's."""

    handover: Handover
    giving: Team | None
    """None when they lie at the office."""
    receiving: Team
    stops: tuple[StopBundle, ...]


@dataclass(frozen=True, slots=True)
class TeamBundle:
    """One team's day on paper."""

    team: Team
    route: Route
    stops: tuple[StopBundle, ...]
    handovers: tuple[HandoverBundle, ...] = ()
    """Those in which it gives or receives."""


@dataclass(frozen=True, slots=True)
class LetterBundle:
    """A debtor who refused a visit or may only be written to: one letter for his cases of one lender.

    `address` is "" when R-84 allows none; the letter then waits and the list says so.
    """

    cases: tuple[Case, ...]
    lender: Lender
    address: str


@dataclass(frozen=True, slots=True)
class DayBundle:
    """Everything that is printed for a day."""

    day: date
    created: datetime
    desk: Desk
    rule_set: str
    teams: tuple[TeamBundle, ...]
    letters: tuple[LetterBundle, ...] = ()
    unplanned: tuple[UnplannedVisit, ...] = ()
    copy: int = 1
    """Which copy of the papers this is; it stands in every footer."""
