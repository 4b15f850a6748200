"""Which of several roads of one name is meant, and what can be said of a road that no table knows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from math import exp

from planner.geocoding.on_road import Placed, location, on_road, overshoot_m
from planner.geocoding.tables import Point, Stretch
from planner.visit import Level, Location

SAME_PLACE_M = 1_500
"""Candidates that lie no further apart are as good as one place."""
LIKELY = 0.85
"""So much of all weight for one district decides: of 115 addresses on such roads 78 were decided, 96 % rightly."""
PAST_M = 400
"""A number so far past a stretch's known ones is on it e times less likely."""
UNKNOWN_NUMBERS = 0.5
BY_CROSSING_M = 1_800
BY_SIBLING_M = 1_900
"""浙江中路 begins where 浙江南路 ends, so that the middle of one is this far from the other's numbers."""
WIDEST_CROSSING_M = 3_500
UNDECIDED_M = 40_000
"""Another road of a common name can lie anywhere in the city."""

COMMON_ROADS = frozenset(
    "人民路 人民东路 人民西路 人民南路 人民北路 解放路 解放东路 解放西路 新建路 中心路 公园路 环城路 府前路 建设路 "
    "文化路 东风路 胜利路 团结路 育才路 学府路 新风路 幸福路 红星路 工农路 和平路 光明路 青年路 镇中路 镇南路 镇北路 "
    "商业街 老街 东大街 西大街 南大街 北大街 中大街 东街 西街 南街 北街 中街 新街".split()
)
"""Names that many towns use: without district or township they say nothing (common knowledge, not a record)."""

_DIRECTION = re.compile(r"[东南西北中](?=[一二三四五六七八九十]?(?:公路|大道|路|街)$)")


def one_of(stretches: Sequence[Stretch], number: int | None, is_town_known: bool) -> Location:
    """The road when no district is named: the one that most likely has the number, if that is likely enough."""
    districts = sorted({one.district for one in stretches})
    candidates = [on_road([one for one in stretches if one.district == here], number) for here in districts]
    weights = [sum(_weight(one, number) for one in stretches if one.district == here) for here in districts]
    best = max(range(len(districts)), key=weights.__getitem__)
    is_common = stretches[0].road in COMMON_ROADS and not is_town_known
    if is_common or weights[best] < LIKELY * sum(weights):
        return _undecided(candidates)
    found = candidates[best]
    note = "" if is_town_known else f"地址没有写区，按路名和门牌推断在{found.district}，请核对。"
    others = tuple(one for one in candidates if one is not found)
    return replace(found, note=note, alternatives=others)


def at_crossing(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> Location | None:
    """A place that is only said to be near a road: the middle of a short one, or of two that meet."""
    if others:
        pairs = [(a, b) for a in stretches for b in others]
        first, second = min(pairs, key=lambda pair: pair[0].middle.metres_to(pair[1].middle))
        gap = first.middle.metres_to(second.middle)
        point = first.middle.towards(second.middle, 0.5)
    else:
        first = max(stretches, key=lambda one: one.places)
        point, gap = first.middle, first.length_m
    placed = Placed(point, BY_CROSSING_M + gap / 2)
    note = "路名表里没有这条路，按地址里提到的邻近道路估计。"
    return location(first, placed, is_number=False, note=note) if placed.radius_m <= WIDEST_CROSSING_M else None


def stem(road: str) -> str:
    """浙江路 for 浙江中路: what the parts of one long road share; "" if the name has no direction to leave out."""
    plain = _DIRECTION.sub("", road)
    return plain if len(plain) >= 3 else ""


def beside(siblings: Sequence[Stretch], road: str) -> Location:
    """A road that no table knows, by those of the same district that differ in the direction only."""
    middles = [one.middle for one in siblings]
    point = Point(sum(one.lon for one in middles) / len(middles), sum(one.lat for one in middles) / len(middles))
    spread = max(point.metres_to(middle) for middle in middles)
    note = f"路名表里没有这条路，按同一路的{'、'.join(sorted({one.road for one in siblings}))}估计。"
    found = location(siblings[0], Placed(point, BY_SIBLING_M + spread), is_number=False, note=note)
    return replace(found, road=road)


def by_stem(stretches: Iterable[Stretch]) -> dict[tuple[str, str], tuple[Stretch, ...]]:
    """(district, stem) -> the stretches that share it; a road without a direction is its own stem."""
    found: dict[tuple[str, str], tuple[Stretch, ...]] = {}
    for one in stretches:
        key = (one.district, stem(one.road) or one.road)
        found[key] = (*found.get(key, ()), one)
    return found


def _weight(stretch: Stretch, number: int | None) -> float:
    """How much speaks for a stretch: its known places, the less the farther the number lies past its own."""
    places = max(stretch.places + len(stretch.anchors), 1)
    if number is None:
        return places
    numbers = [anchor.number for anchor in stretch.anchors]
    if numbers and min(numbers) <= number <= max(numbers):
        return places
    return places * (exp(-overshoot_m(stretch, number) / PAST_M) if stretch.has_fit else UNKNOWN_NUMBERS)


def _undecided(candidates: Sequence[Location]) -> Location:
    """Several districts have the road: plan it only if the places are as good as one."""
    points = [Point(one.lon, one.lat) for one in candidates]
    apart = max((a.metres_to(b) for a, b in combinations(points, 2)), default=float("inf"))
    first = candidates[0]
    where = "、".join(one.district for one in candidates) + ("" if len(candidates) > 1 else "等好几个区")
    level = Level.ROAD if apart <= SAME_PLACE_M else Level.DISTRICT
    radius = max(one.radius_m for one in candidates) + round(min(apart, UNDECIDED_M))
    note = f"地址没有写区，{where}都有叫这个名字的路，请补上区名。"
    return replace(first, level=level, radius_m=radius, note=note, alternatives=tuple(candidates))
