"""Metro trips as a labelled estimate: the way to the nearest station, a straight ride, a change; or simply walking."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.coordinates import Floats, distance_m
from planner.travel.across import Across, Cells
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
class Stations:
    """Stations, shape (s, 2), and which of the lines each lies on, shape (s, lines)."""

    points: Floats
    lines: Floats


@dataclass(frozen=True, slots=True, eq=False)
class MetroTrips:
    """Trips among n points: walking as the water allows, or the nearest station's metro under all water."""

    walks: Across
    nearest: npt.NDArray[np.intp]
    """Each point's nearest station, shape (n,)."""
    to_station: Cells
    """Metres on foot to it, shape (n,)."""
    ride_m: Cells
    """Metres from station to station, shape (s, s)."""
    ride_s: Cells
    """Seconds likewise, platform and change included."""

    def rows(self, block: slice) -> tuple[Cells, Cells]:
        """Metres and seconds of the faster of walking and riding from the block's points to all, both (b, n)."""
        walk = self.walks.ways(block) * np.float32(WALK_DETOUR)
        walking = walk / np.float32(WALK_METRES_PER_S)
        both_walks = self.to_station[block, None] + self.to_station
        riding = both_walks / np.float32(WALK_METRES_PER_S)
        riding += self._of_stations(self.ride_s, block)
        ridden = both_walks
        ridden += self._of_stations(self.ride_m, block)
        np.copyto(ridden, walk, where=walking <= riding)
        return ridden, np.minimum(walking, riding, out=riding)

    def _of_stations(self, table: Cells, block: slice) -> Cells:
        return np.take(np.take(table, self.nearest[block], axis=0), self.nearest, axis=1)


def metro_trips(stations: Stations, walks: Across, lon: Floats, lat: Floats) -> MetroTrips:
    """Trips among n points whose ways on foot are known."""
    at_lon, at_lat = stations.points.T
    to_station = distance_m(lon[:, None], lat[:, None], at_lon, at_lat)
    nearest = to_station.argmin(axis=1)
    on_foot = WALK_DETOUR * to_station[np.arange(len(lon)), nearest]
    ride = RIDE_DETOUR * distance_m(at_lon[:, None], at_lat[:, None], at_lon, at_lat)
    is_change = stations.lines @ stations.lines.T == 0
    ride_s = ride / RIDE_METRES_PER_S + PLATFORM_S + CHANGE_S * is_change
    return MetroTrips(walks, nearest, *(one.astype(np.float32) for one in (on_foot, ride, ride_s)))


def load_stations() -> Stations:
    """The stations of the lines that run."""
    table = [(row, set(row["lines"].split(";")) - UNBUILT) for row in rows("stations.csv")]
    open_ = [(row, lines) for row, lines in table if lines]
    names = sorted(set().union(*(lines for _, lines in open_)))
    on_line = np.array([[float(name in lines) for name in names] for _, lines in open_])
    return Stations(points([row for row, _ in open_]), on_line)
