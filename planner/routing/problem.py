"""The frozen input of the solver: visits, shifts, how long it takes between them, what is locked, what is wished."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.shift import Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import Visit


@dataclass(frozen=True, slots=True)
class Lock:
    """What the dispatcher fixed of a visit: its team, its place in the tour, the second at which it starts.

    `position` counts from 1; -1 is the last stop, -2 the one before. It says nothing without a team. A lock holds only
    when the visit is planned: one that cannot be kept leaves the visit out, with that reason.
    """

    team: str = ""
    position: int | None = None
    start: int | None = None

    def __post_init__(self) -> None:
        if self.position == 0:
            raise ValueError("Stops count from 1, or from -1 at the end.")
        if self.position is not None and not self.team:
            raise ValueError("A place in the tour needs a team.")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What soft wishes are worth, in seconds of travel; none of them ever breaks a rule.

    `balance` (0 to 1) prices long tours: a tour with w seconds of work (travel and visits) costs
    balance * w * w / (2 * 8 h), so that a second more costs a tour of eight hours `balance` seconds. The price only
    ever grows with work: making a short tour longer never pays.
    """

    preferred_s: int = 900
    """A visit by none of its preferred teams."""
    territory_s: int = 600
    """A visit outside the team's territories."""
    moved_s: int = 0
    """A visit that changes its team against the plan before."""
    overtime_price: float = 2.0
    """A second of overtime."""
    balance: float = 0.0


@dataclass(frozen=True, slots=True)
class RoutingProblem:
    """Nodes are numbered visits first: visit i is node i; shift k starts at node v + 2k and ends at v + 2k + 1.

    `locks` and `held` (the team of the plan before) go by visit id; who is not in them is free, or new.

    Raises:
        ValueError: ids repeat, or a matrix is missing or of another size.
    """

    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    matrices: Mapping[str, TravelMatrix]
    """By the mode of the shifts."""
    locks: Mapping[str, Lock] = field(default_factory=dict)
    wishes: Wishes = Wishes()
    held: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len({visit.id for visit in self.visits}) != len(self.visits):
            raise ValueError("Two visits share an id.")
        if len({shift.team for shift in self.shifts}) != len(self.shifts):
            raise ValueError("Two shifts share a team.")
        for shift in self.shifts:
            matrix = self.matrices.get(shift.mode)
            if matrix is None or matrix.metres.shape[0] != self.num_nodes:
                raise ValueError(f"Team {shift.team} has no matrix over all locations.")

    @property
    def num_nodes(self) -> int:
        """Visits, and two ends for each shift."""
        return len(self.visits) + 2 * len(self.shifts)

    def start_node(self, shift: int) -> int:
        """Where shift number `shift` leaves from."""
        return len(self.visits) + 2 * shift

    def end_node(self, shift: int) -> int:
        """Where shift number `shift` comes back to."""
        return len(self.visits) + 2 * shift + 1

    def may_go(self, shift: int, visit: int) -> bool:
        """Whether this team has the right, the skills and the dispatcher's word to make this visit."""
        word, team = self.visits[visit], self.shifts[shift].team
        lock = self.locks.get(word.id)
        return (
            (word.allowed_teams is None or team in word.allowed_teams)
            and word.required_team in ("", team)
            and team not in word.forbidden_teams
            and word.skills <= self.shifts[shift].skills
            and (lock is None or lock.team in ("", team))
        )

    def wish_cost(self, shift: int, visit: int) -> int:
        """What the soft wishes say against this team for this visit, in seconds of travel."""
        word, team = self.visits[visit], self.shifts[shift]
        cost = 0
        if word.preferred_teams and team.team not in word.preferred_teams:
            cost += self.wishes.preferred_s
        if team.territories and word.location.district not in team.territories:
            cost += self.wishes.territory_s
        if self.held.get(word.id, team.team) != team.team:
            cost += self.wishes.moved_s
        return cost
