"""Metro trips as a labelled estimate: the way to the nearest station, a straight ride, a change; or simply walking."""

from dataclasses import dataclass

import numpy as np

from planner.coordinates import Floats, distance_m
from planner.travel.tables import points, rows

WALK_DETOUR = 1.3
WALK_METRES_PER_S = 4.5 / 3.6
RIDE_DETOUR = 1.2
"""Our assumption: lines bend."""
RIDE_METRES_PER_S = 33 / 3.6
"""A usual metro speed with its stops, about 2 minutes a stop."""
PLATFORM_S = 5 * 60
"""Our assumption: down to the platform, the wait, and up again."""
CHANGE_S = 5 * 60
"""Our assumption, for two stations without a common line; a second change is not foreseen."""
UNBUILT = frozenset({"19号线", "23号线", "25号线"})
"""Lines of the table (state of 2020, plans among them) that no trip may rely on."""


@dataclass(frozen=True, slots=True, eq=False)
class Metro:
    """Stations, shape (s, 2), and which of the lines each lies on, shape (s, lines)."""

    stations: Floats
    lines: Floats

    def metres_and_seconds(self, lon: Floats, lat: Floats, straight: Floats) -> tuple[Floats, Floats]:
        """The faster of walking and riding between each two of n points, both (n, n); `straight` is great-circle."""
        to_station = distance_m(lon[:, None], lat[:, None], self.stations[:, 0], self.stations[:, 1])
        nearest = to_station.argmin(axis=1)
        walk = WALK_DETOUR * to_station[np.arange(len(lon)), nearest]
        at_lon, at_lat = self.stations[nearest].T
        ride = RIDE_DETOUR * distance_m(at_lon[:, None], at_lat[:, None], at_lon[None, :], at_lat[None, :])
        changes = self.lines[nearest] @ self.lines[nearest].T == 0
        both_walks = walk[:, None] + walk[None, :]
        riding = both_walks / WALK_METRES_PER_S + ride / RIDE_METRES_PER_S + PLATFORM_S + CHANGE_S * changes
        walking = WALK_DETOUR * straight / WALK_METRES_PER_S
        on_foot = walking <= riding
        return np.where(on_foot, WALK_DETOUR * straight, both_walks + ride), np.where(on_foot, walking, riding)


def load_metro() -> Metro:
    """The stations of the lines that run."""
    table = [(row, set(row["lines"].split(";")) - UNBUILT) for row in rows("stations.csv")]
    open_ = [(row, lines) for row, lines in table if lines]
    names = sorted(set().union(*(lines for _, lines in open_)))
    on_line = np.array([[float(name in lines) for name in names] for _, lines in open_])
    return Metro(points([row for row, _ in open_]), on_line)
