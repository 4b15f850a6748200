"""Travel between locations: seconds by period of the day, metres."""

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class TravelMatrix:
    """Travel times and distances among n locations, for one mode.

    `seconds` has shape (periods, n, n), whole seconds, and `metres` (n, n); period p holds for departures from
    `period_starts[p]` (seconds since midnight, the first is 0) until the next one starts. `engine` names what
    computed it, for the papers. On four days of five a trip takes at most `p80_factor` times its seconds.
    """

    seconds: npt.NDArray[np.int32]
    metres: npt.NDArray[np.int32]
    period_starts: tuple[int, ...]
    engine: str
    p80_factor: float = 1.32

    def __post_init__(self) -> None:
        periods, n, m = self.seconds.shape
        if n != m or self.metres.shape != (n, n):
            raise ValueError("A travel matrix is square.")
        if periods != len(self.period_starts) or self.period_starts[0] != 0:
            raise ValueError("A travel matrix needs one start for each period, the first at midnight.")
        if self.seconds.min(initial=0) < 0 or self.metres.min(initial=0) < 0:
            raise ValueError("Travel cannot take less than no time.")

    def period_at(self, departure: int) -> int:
        """Which period a departure at this second of the day falls into."""
        return bisect_right(self.period_starts, departure) - 1

    def travel_s(self, origin: int, destination: int, departure: int) -> int:
        """Seconds from one location to another when leaving at this second of the day."""
        return int(self.seconds[self.period_at(departure), origin, destination])
