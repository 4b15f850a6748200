"""Where on a road a house number lies, how sure that is, and which of several roads of one name is meant."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from planner.geocoding.tables import Point, Stretch
from planner.visit import Level, Location

UNFITTED_RADIUS_M = 1_000
"""At least this for a road whose numbers have no fit: its middle errs 0.6 to 1.6 km at the 90th percentile."""
LEAST_RADIUS_M = 220
SPREAD = 1.2
"""A fit errs more on new places than on those that it was made from."""
SPREAD_OF_FEW = 1.6
FEW_PLACES = 6
GOOD_FIT_M = 1_000
"""A fit that errs more than this gives a road, not a house number."""
BEYOND_M = 500
"""How far past the known numbers the line is still followed."""
HIGHWAY_RADIUS_M = 5_000
"""A 公路 without a fit: in roads.csv those with one are 4 km long in the median, 8 at the 90th percentile."""
WIDEST_ROAD_M = 4_000
"""A road that is vaguer than a township is no better than one, so that nobody is sent there."""
WIDEST_CROSSING_M = 3_000
SAME_PLACE_M = 1_500
"""Candidates that lie no further apart are as good as one place."""

COMMON_ROADS = frozenset(
    "人民路 人民东路 人民西路 人民南路 人民北路 解放路 解放东路 解放西路 新建路 中心路 公园路 环城路 府前路 建设路 "
    "文化路 东风路 胜利路 团结路 育才路 学府路 新风路 幸福路 红星路 工农路 和平路 光明路 青年路 镇中路 镇南路 镇北路 "
    "商业街 老街 东大街 西大街 南大街 北大街 中大街 东街 西街 南街 北街 中街 新街".split()
)
"""Names that many towns use: without district or township they say nothing (common knowledge, not a record)."""


def on_road(stretches: Sequence[Stretch], number: int | None) -> Location:
    """The place on the stretch that fits the number best. A road that is too vague comes back as a township."""
    stretch = min(stretches, key=lambda one: (_overshoot_m(one, number), -one.places))
    if number is None or not stretch.has_fit:
        return _whole(stretch)
    share = stretch.share_of(number)
    beyond = BEYOND_M / max(stretch.length_m, 1.0)
    followed = min(max(share, -beyond), 1 + beyond)
    point = stretch.start.towards(stretch.end, followed)
    lost_m = _overshoot_m(stretch, number)
    radius = max(stretch.p90_m * (SPREAD_OF_FEW if stretch.places < FEW_PLACES else SPREAD), LEAST_RADIUS_M)
    is_exact = share == followed and stretch.p90_m <= GOOD_FIT_M
    level = Level.HOUSE_NUMBER if is_exact else Level.ROAD
    return _location(stretch, point, level, radius + lost_m)


def one_of(stretches: Sequence[Stretch], number: int | None, is_town_known: bool) -> Location:
    """The road when no district is named: the number decides, unless only one district has it."""
    road = stretches[0].road
    districts = sorted({one.district for one in stretches})
    is_told_apart = number is not None and all(one.has_fit for one in stretches)
    fitting = {one.district for one in stretches if is_told_apart and _overshoot_m(one, number) == 0}
    if road in COMMON_ROADS and not is_town_known:
        fitting = set()
    elif len(districts) == 1:
        fitting = set(districts)
    candidates = [on_road([one for one in stretches if one.district == here], number) for here in districts]
    if len(fitting) != 1:
        return _undecided(candidates)
    found = next(one for one in candidates if one.district in fitting)
    return (
        found if is_town_known else replace(found, note=f"地址没有写区，按路名和门牌推断在{found.district}，请核对。")
    )


def at_crossing(stretches: Sequence[Stretch], others: Sequence[Stretch]) -> Location | None:
    """A place that is only said to be near a road: the middle of a short one, or of two that meet."""
    if others:
        pairs = [(a, b) for a in stretches for b in others]
        first, second = min(pairs, key=lambda pair: pair[0].middle.metres_to(pair[1].middle))
        gap = first.middle.metres_to(second.middle)
        point = first.middle.towards(second.middle, 0.5)
        found = _location(first, point, Level.ROAD, UNFITTED_RADIUS_M + gap / 2)
    else:
        nearest = max(stretches, key=lambda one: one.places)
        found = _location(nearest, nearest.middle, Level.ROAD, UNFITTED_RADIUS_M + nearest.length_m / 2)
    return found if found.radius_m <= WIDEST_CROSSING_M else None


def _whole(stretch: Stretch) -> Location:
    if not stretch.has_fit:
        least = HIGHWAY_RADIUS_M if stretch.road.endswith("公路") else UNFITTED_RADIUS_M
        return _location(stretch, stretch.middle, Level.ROAD, max(stretch.p90_m, least))
    return _location(stretch, stretch.middle, Level.ROAD, max(stretch.p90_m + stretch.length_m / 2, UNFITTED_RADIUS_M))


def _undecided(candidates: Sequence[Location]) -> Location:
    """Several districts have the road: plan it only if the places are as good as one."""
    points = [Point(one.lon, one.lat) for one in candidates]
    apart = max((a.metres_to(b) for a, b in combinations(points, 2)), default=float(2 * WIDEST_ROAD_M))
    first = candidates[0]
    where = "、".join(one.district for one in candidates) + ("" if len(candidates) > 1 else "等好几个区")
    level = Level.ROAD if apart <= SAME_PLACE_M else Level.DISTRICT
    radius = max(one.radius_m for one in candidates) + round(apart)
    note = f"地址没有写区，{where}都有叫这个名字的路，请补上区名。"
    return replace(first, level=level, radius_m=radius, note=note)


def _overshoot_m(stretch: Stretch, number: int | None) -> float:
    """How far the number lies past the line that is still followed; unlikely far if there is no line."""
    if number is None:
        return 0.0
    if not stretch.has_fit:
        return float(WIDEST_ROAD_M)
    share = stretch.share_of(number)
    return max(max(-share, share - 1) * stretch.length_m - BEYOND_M, 0.0)


def _location(stretch: Stretch, point: Point, level: Level, radius_m: float) -> Location:
    is_number = level is Level.HOUSE_NUMBER
    return Location(
        "",
        round(point.lon, 6),
        round(point.lat, 6),
        level if radius_m <= WIDEST_ROAD_M else Level.TOWNSHIP,
        round(radius_m),
        "离线：路名表，按门牌推算" if is_number else "离线：路名表",
        stretch.district,
        road=stretch.road,
        note="" if radius_m <= WIDEST_ROAD_M else "这条路很长，门牌资料不足，请人工定位。",
    )
