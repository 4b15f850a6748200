"""The Huangpu and the Yangtze's two channels as detours: who crosses must pass a bridge, a tunnel or a ferry.

The detour is a lower bound, so that short hops over the river do not look near; where crossings are dense it
changes little. Lines and gates: resources/gazetteer, coarse, see PROVENANCE.md there.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.coordinates import Floats, distance_m
from planner.travel.tables import points, rows

Flags = npt.NDArray[np.bool_]
WEST, EAST, CHANGXING, CHONGMING = range(4)
"""The four shores: west and east of the Huangpu, the island between the Yangtze's channels, the one beyond."""
_FAR_WEST = 119.0
_FAR_NORTH = 33.0


@dataclass(frozen=True, slots=True, eq=False)
class Gates:
    """Where one may cross, shape (g, 2), and how many of the gates are ferries, shape (g,)."""

    points: Floats
    is_ferry: Flags

    def legs_m(self, lon: Floats, lat: Floats) -> Floats:
        """Great-circle metres from each gate to each of n points, shape (g, n)."""
        return distance_m(lon, lat, self.points[:, :1], self.points[:, 1:])


@dataclass(frozen=True, slots=True, eq=False)
class Barrier:
    """A line of water, shape (k, 2), lon and lat, and its crossings by mode ("car", "ebike")."""

    line: Floats
    gates: dict[str, Gates]

    def side_of(self, lon: Floats, lat: Floats) -> Flags:
        """Which side each of n points lies on: whether a ray due east meets the line an odd number of times."""
        (x1, y1), (x2, y2) = self.line[:-1].T[:, :, None], self.line[1:].T[:, :, None]
        spans = (y1 > lat) != (y2 > lat)
        rise = np.where(y1 == y2, 1.0, y2 - y1)
        meets = spans & (lon < x1 + (lat - y1) / rise * (x2 - x1))
        return np.asarray(meets.sum(axis=0) % 2 == 1)


@dataclass(frozen=True, slots=True, eq=False)
class Waters:
    """The Huangpu, then the Yangtze's southern and its northern channel."""

    huangpu: Barrier
    south: Barrier
    north: Barrier

    def shore_of(self, lon: Floats, lat: Floats) -> npt.NDArray[np.intp]:
        """Which of the four shores each of n points lies on."""
        mainland = np.where(self.huangpu.side_of(lon, lat), WEST, EAST)
        island = np.where(self.north.side_of(lon, lat), CHONGMING, CHANGXING)
        return np.where(self.south.side_of(lon, lat), island, mainland)


def load_waters() -> Waters:
    """The three waters with their crossings."""
    river, channels = points(rows("river.csv")), rows("channels.csv")
    south = points([row for row in channels if row["name"] == "长江南港"])
    north = points([row for row in channels if row["name"] == "长江北港"])
    # Upstream the bank goes on due west; past the mouth the southern channel parts Baoshan from Chongming.
    shore = south[south[:, 0] < river[-1, 0]][::-1]
    bank = np.vstack([[[_FAR_WEST, river[0, 1]]], river, shore])
    return Waters(
        Barrier(bank, _gates("黄浦江")),
        Barrier(_closed_eastward(south), _gates("长江南港")),
        Barrier(_closed_eastward(north), _gates("长江北港")),
    )


def _gates(water: str) -> dict[str, Gates]:
    here = [row for row in rows("crossings.csv") if row["water"] == water]
    by_mode = {mode: [row for row in here if mode in row["modes"].split(";")] for mode in ("car", "ebike")}
    return {
        mode: Gates(points(some), np.array([row["kind"] == "ferry" for row in some])) for mode, some in by_mode.items()
    }


def _closed_eastward(channel: Floats) -> Floats:
    """The channel with a last leg far to the north at its eastern end, so that rays from the islands meet it once."""
    return np.vstack([channel, [[channel[-1, 0], _FAR_NORTH]]])
