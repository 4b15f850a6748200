"""Ways among n points as the water allows, by blocks of rows, so that a large matrix needs little more than itself.

A way is straight on land; over the Huangpu through the best gate; to the islands through the Yangtze tunnel and on by
the bridge. Gates cost seconds too (a ferry's wait), given as metres of the mode's speed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.coordinates import EARTH_RADIUS_M, Floats
from planner.travel.water import CHANGXING, CHONGMING, EAST, WEST, Waters

Shores = npt.NDArray[np.intp]
Cells = npt.NDArray[np.float32]
"""Half-size floats for cells: at 100 km they are exact to a centimetre, and take half the time."""


@dataclass(frozen=True, slots=True, eq=False)
class Across:
    """Ways among n points for one mode; `toll_m` is what each gate of the Huangpu costs, in metres."""

    unit: Floats
    """Each point on the unit sphere, shape (n, 3)."""
    shore: Shores
    legs: Cells
    """Metres from each gate of the Huangpu to each point, half the gate's toll included, shape (g, n)."""
    to_sea: Cells
    """Metres from each point to the Yangtze tunnel's mouth on its own side, shape (n,)."""
    to_bridge: Cells
    """Metres from each point to the Yangtze bridge, shape (n,)."""

    def straight(self, block: slice) -> Cells:
        """Great-circle metres from the block's points to all, shape (b, n): as the chord, a metre short at 100 km."""
        chord = self.unit[block] @ self.unit.T
        np.multiply(chord, -2.0 * EARTH_RADIUS_M**2, out=chord)
        np.add(chord, 2.0 * EARTH_RADIUS_M**2, out=chord)
        np.maximum(chord, 0.0, out=chord)
        metres: Cells = np.sqrt(chord, out=np.empty(chord.shape, np.float32), casting="same_kind")
        return metres

    def ways(self, block: slice) -> Cells:
        """Metres from the block's points to all as the water allows, tolls included, shape (b, n)."""
        way = self.straight(block)
        for here in range(4):
            rows = np.flatnonzero(self.shore[block] == here)
            for there in range(4) if len(rows) else ():
                columns = np.flatnonzero(self.shore == there)
                if here != there and len(columns):
                    at = np.ix_(rows, columns)
                    way[at] = np.maximum(way[at], self._crossing(here, there, rows + block.start, columns))
        return way

    def _crossing(self, here: int, there: int, rows: Shores, columns: Shores) -> Cells:
        if {here, there} == {WEST, EAST}:
            return self._over_huangpu(rows, columns)
        by: Cells = self.to_bridge if {here, there} == {CHANGXING, CHONGMING} else self.to_sea
        way: Cells = by[rows][:, None] + by[columns]
        return way

    def _over_huangpu(self, rows: Shores, columns: Shores) -> Cells:
        from_, to = self.legs[:, rows], self.legs[:, columns]
        best: Cells = from_[0][:, None] + to[0]
        way = np.empty_like(best)
        for gate in range(1, len(from_)):
            np.add(from_[gate][:, None], to[gate], out=way)
            np.minimum(best, way, out=best)
        return best


def across(waters: Waters, lon: Floats, lat: Floats, mode: str, ferry_m: float = 0.0, sea_m: float = 0.0) -> Across:
    """Prepare the ways of a mode ("car", "ebike"); a ferry over the Huangpu costs `ferry_m`, a Yangtze one `sea_m`."""
    lam, phi = np.radians(lon), np.radians(lat)
    unit = np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=1)
    shore = waters.shore_of(lon, lat)
    gates, tunnel, bridge = waters.huangpu.gates[mode], waters.south.gates[mode], waters.north.gates[mode]
    toll = np.where(gates.is_ferry, ferry_m / 2, 0.0)[:, None]
    legs = gates.legs_m(lon, lat) + toll
    sea_lon, sea_lat = tunnel.points[:1, 0], tunnel.points[:1, 1]
    to_bridge = bridge.legs_m(lon, lat)[0]
    direct = tunnel.legs_m(lon, lat)[0]
    round_the_river = (legs + gates.legs_m(sea_lon, sea_lat) + toll).min(axis=0)
    over_bridge = to_bridge + bridge.legs_m(sea_lon, sea_lat)[0, 0]
    sea_side_west = waters.shore_of(sea_lon, sea_lat)[0] == WEST
    to_sea = np.where((shore == (EAST if sea_side_west else WEST)), np.maximum(direct, round_the_river), direct)
    to_sea = np.where(shore == CHONGMING, over_bridge, to_sea)
    tolls = np.where(tunnel.is_ferry[0], sea_m / 2, 0.0) + np.where(shore == CHONGMING, sea_m * bridge.is_ferry[0], 0.0)
    to_bridge = to_bridge + sea_m / 2 * bridge.is_ferry[0]
    return Across(unit, shore, *(one.astype(np.float32) for one in (legs, to_sea + tolls, to_bridge)))
