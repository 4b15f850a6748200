"""The Huangpu and the Yangtze's two channels as detours: who crosses must pass a bridge or tunnel.

The detour is a lower bound, so that short hops over the river do not look near; where crossings are dense it
changes little. Lines and gates: resources/gazetteer, coarse, see PROVENANCE.md there.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.coordinates import Floats, distance_m
from planner.travel.tables import points, rows

Flags = npt.NDArray[np.bool_]
_FAR_WEST = 119.0
_FAR_NORTH = 33.0


@dataclass(frozen=True, slots=True, eq=False)
class Barrier:
    """A line of water, shape (k, 2), lon and lat, and its bridges and tunnels, shape (g, 2)."""

    line: Floats
    gates: Floats

    def side_of(self, lon: Floats, lat: Floats) -> Flags:
        """Which side each of n points lies on: whether a ray due east meets the line an odd number of times."""
        (x1, y1), (x2, y2) = self.line[:-1].T[:, :, None], self.line[1:].T[:, :, None]
        spans = (y1 > lat) != (y2 > lat)
        rise = np.where(y1 == y2, 1.0, y2 - y1)
        meets = spans & (lon < x1 + (lat - y1) / rise * (x2 - x1))
        return np.asarray(meets.sum(axis=0) % 2 == 1)

    def metres_through(self, lon: Floats, lat: Floats) -> Floats:
        """The shortest way between each two of n points through a gate, straight on both sides; shape (n, n)."""
        shortest = np.full((len(lon), len(lon)), np.inf)
        for gate_lon, gate_lat in self.gates:
            leg = distance_m(lon, lat, gate_lon, gate_lat)
            np.minimum(shortest, leg[:, None] + leg[None, :], out=shortest)
        return shortest


def load_barriers() -> tuple[Barrier, Barrier, Barrier]:
    """The Huangpu, then the Yangtze's southern and its northern channel."""
    river, channels = points(rows("river.csv")), rows("channels.csv")
    gates = [row for row in rows("crossings.csv") if "car" in row["modes"].split(";")]
    south = points([row for row in channels if row["name"] == "长江南港"])
    north = points([row for row in channels if row["name"] == "长江北港"])
    # Upstream the bank goes on due west; past the mouth the southern channel parts Baoshan from Chongming.
    shore = south[south[:, 0] < river[-1, 0]][::-1]
    bank = np.vstack([[[_FAR_WEST, river[0, 1]]], river, shore])
    return (
        Barrier(bank, points([row for row in gates if row["water"] == "黄浦江"])),
        Barrier(_closed_eastward(south), points([row for row in gates if row["water"] == "长江南港"])),
        Barrier(_closed_eastward(north), points([row for row in gates if row["water"] == "长江北港"])),
    )


def _closed_eastward(channel: Floats) -> Floats:
    """The channel with a last leg far to the north at its eastern end, so that rays from the islands meet it once."""
    return np.vstack([channel, [[channel[-1, 0], _FAR_NORTH]]])
