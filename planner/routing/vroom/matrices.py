"""Travel between the places of a foreign problem: its own matrices, or an estimate from coordinates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from planner.coordinates import Floats
from planner.routing.vroom.item import MOST_SECONDS, Item, kind_of, refusal
from planner.shift import TravelMode
from planner.travel_matrix import TravelMatrix

NO_WAY = 2**31 - 1
"""In a matrix of places: there is no way from here to there."""

MODES = {
    "car": TravelMode.CAR,
    "driving-car": TravelMode.CAR,
    "ebike": TravelMode.EBIKE,
    "bike": TravelMode.EBIKE,
    "bicycle": TravelMode.EBIKE,
    "metro": TravelMode.METRO,
    "transit": TravelMode.METRO,
    "walk": TravelMode.WALK,
    "foot": TravelMode.WALK,
}
"""Which profiles can be estimated."""

Ints = npt.NDArray[np.int32]


class TravelEngine(Protocol):
    """Knows how long it takes from one point to another."""

    def matrix(self, lon: Floats, lat: Floats, mode: TravelMode) -> TravelMatrix:
        """Seconds and metres among all points, given in WGS-84 degrees."""
        ...


@dataclass(frozen=True, slots=True)
class Travel:
    """By profile the travel between all places, NO_WAY where there is none."""

    matrices: Mapping[str, TravelMatrix]
    has_metres: bool
    is_estimate: bool

    def hundredths(self, profile: str, factor: int, origin: int, destination: int, departure: int) -> int | None:
        """Hundredths of a second at `factor` hundredths for each second of the matrix, None if there is no way."""
        seconds = self.matrices[profile].travel_s(origin, destination, max(0, departure))
        hundredths = seconds * factor
        return None if seconds == NO_WAY or hundredths >= 100 * MOST_SECONDS else hundredths


def given_travel(document: Item) -> Travel:
    """The matrices of the file.

    Raises:
        PlannerError: a matrix is missing or not square, or holds anything but whole numbers and null (no way).
    """
    by_profile = Item(document.get("matrices"), "matrices")
    matrices, has_metres = {}, True
    for profile, value in document.get("matrices").items():
        item = Item(value, f"matrices.{plain(profile)}")
        if by_profile.get(profile).get("costs") is not None:
            item.refuse("costs", "不支持，优化目标是 durations")
        seconds = _square(item, "durations")
        metres = _square(item, "distances", len(seconds)) if item.has("distances") else None
        has_metres &= metres is not None
        matrices[profile] = _matrix(seconds, metres)
    return Travel(matrices, has_metres, is_estimate=False)


def estimated_travel(engine: TravelEngine, points: Sequence[tuple[float, float]], profiles: Iterable[str]) -> Travel:
    """What the engine says of these points, for profiles that stand in `MODES`."""
    lon, lat = np.array(points, dtype=np.float64).reshape(-1, 2).T
    return Travel({p: engine.matrix(lon, lat, MODES[p]) for p in profiles}, has_metres=True, is_estimate=True)


def plain(profile: str) -> str:
    """A profile's name if it is a machine's word, which can be repeated in a sentence."""
    return profile if profile.isascii() and profile.replace("-", "").isalnum() and len(profile) <= 20 else "…"


def _matrix(seconds: Ints, metres: Ints | None) -> TravelMatrix:
    if metres is None:
        metres = np.broadcast_to(np.int32(0), seconds.shape)
    else:
        metres[metres == NO_WAY] = 0
    return TravelMatrix(seconds[None], metres, (0,), "给定矩阵")


def _square(item: Item, key: str, wanted: int | None = None) -> Ints:
    rows = item.list(key)
    n = len(rows)
    if not n:
        item.refuse(key, "缺失或为空")
    if wanted is not None and n != wanted:
        item.refuse(key, f"有 {n} 行，durations 有 {wanted} 行")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != n:
            length = f"有 {len(row)} 个值" if isinstance(row, list) else f"是{kind_of(row)}"
            item.refuse(key, f"不是方阵：第 {number} 行{length}，应有 {n} 个值")
    values = np.empty((n, n), dtype=np.int32)
    for number, row in enumerate(rows):
        values[number] = _row(item, key, number + 1, row)
    return values


def _row(item: Item, key: str, number: int, row: list[Any]) -> list[int]:
    """One row of whole numbers; checked by sets and extremes, since a matrix may hold ten million values."""
    strange = set(map(type, row)) - {int, type(None)}
    if strange:
        column, value = next((c, v) for c, v in enumerate(row, 1) if type(v) in strange)
        raise refusal(f"{item.of(key)} 第 {number} 行第 {column} 列应为非负整数，现为{kind_of(value)}。")
    row = [NO_WAY if value is None else value for value in row]
    if min(row) < 0:
        column = next(c for c, v in enumerate(row, 1) if v < 0)
        raise refusal(f"{item.of(key)} 第 {number} 行第 {column} 列是负数。")
    return [value if value < MOST_SECONDS else NO_WAY for value in row] if max(row) >= MOST_SECONDS else row
