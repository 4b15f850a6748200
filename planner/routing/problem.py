"""The frozen input of the solver: visits, shifts and how long it takes between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.shift import Shift, TravelMode
from planner.travel_matrix import TravelMatrix
from planner.visit import Visit


@dataclass(frozen=True, slots=True)
class RoutingProblem:
    """Nodes are numbered visits first: visit i is node i; shift k starts at node v + 2k and ends at v + 2k + 1.

    Raises:
        ValueError: ids repeat, or a matrix is missing or of another size.
    """

    visits: tuple[Visit, ...]
    shifts: tuple[Shift, ...]
    matrices: Mapping[TravelMode, TravelMatrix]

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
