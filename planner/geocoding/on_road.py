"""Where on a road a house number lies, and how sure that is.

A road's numbers are known by a straight fit (resources/gazetteer/roads.csv), by anchors, or not at all. Of fit and
anchors the one with the smaller radius speaks. Radii hold nine in ten true places: resources/gazetteer/PROVENANCE.md
says how that was measured.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from planner.geocoding.tables import Anchor, Point, Stretch
from planner.visit import Level, Location

LEAST_FIT_M = 120
"""The best fits err this much at the 90th percentile."""
FIT_SPREAD = 1.05
"""A fit errs so much more on new places than on those that it was made from."""
BEYOND_SPREAD = 1.3
"""Each metre past the known numbers adds so many to the radius."""
FOLLOWED_M = 2_000
"""How far past the known numbers the line is still followed."""
UNFITTED_RADIUS_M = 580
"""A road whose numbers have no fit, most of them short."""
HIGHWAY_RADIUS_M = 8_000
"""A 公路 without a fit: in roads.csv those with one are 4 km long in the median, 8 at the 90th percentile."""
HOUSE_NUMBER_M = 1_200
"""A number that lies vaguer than this gives a road, not a house number."""
AT_ANCHOR_M = 190
FROM_ANCHOR = 0.75
"""Each metre to the nearest anchor adds so many to the radius."""
CLEARLY_BETTER = 0.8
"""Of two radii that were both estimated, the smaller one is more often too small."""
METRES_PER_NUMBER = 2.0
"""The median of the roads in roads.csv; half of them lie between 1.7 and 2.4."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A point on a road and the radius that holds nine in ten true places."""

    point: Point
    radius_m: float


def on_road(stretches: Sequence[Stretch], number: int | None) -> Location:
    """The place on the stretch that knows the number best."""
    if number is None:
        return location(stretches[0], _whole(stretches[0]), is_number=False)
    found = [(_placed(stretch, number), stretch) for stretch in stretches]
    placed, stretch = min(found, key=lambda one: (one[0].radius_m, -one[1].places))
    knows_numbers = stretch.has_fit or bool(stretch.anchors)
    return location(stretch, placed, is_number=knows_numbers and placed.radius_m <= HOUSE_NUMBER_M)


def location(stretch: Stretch, placed: Placed, *, is_number: bool, note: str = "") -> Location:
    """A place on a road as an answer of the gazetteer."""
    return Location(
        "",
        round(placed.point.lon, 6),
        round(placed.point.lat, 6),
        Level.HOUSE_NUMBER if is_number else Level.ROAD,
        round(placed.radius_m),
        "离线：路名表，按门牌推算" if is_number else "离线：路名表",
        stretch.district,
        road=stretch.road,
        note=note,
    )


def overshoot_m(stretch: Stretch, number: int) -> float:
    """How many metres past the known numbers of a fit a number lies."""
    share = stretch.share_of(number)
    return max(-share, share - 1, 0.0) * stretch.length_m


def _placed(stretch: Stretch, number: int) -> Placed:
    fitted = _by_fit(stretch, number) if stretch.has_fit else _whole(stretch)
    if not stretch.anchors:
        return fitted
    anchored = _by_anchors(stretch, number)
    return anchored if anchored.radius_m < CLEARLY_BETTER * fitted.radius_m else fitted


def _by_fit(stretch: Stretch, number: int) -> Placed:
    share, length = stretch.share_of(number), max(stretch.length_m, 1.0)
    beyond = FOLLOWED_M / length
    followed = min(max(share, -beyond), 1 + beyond)
    radius = max(stretch.p90_m, LEAST_FIT_M) * FIT_SPREAD + BEYOND_SPREAD * overshoot_m(stretch, number)
    return Placed(stretch.start.towards(stretch.end, followed), radius)


def _by_anchors(stretch: Stretch, number: int) -> Placed:
    """Between the two anchors around the number; past the last one in the fit's direction, else at it."""
    anchors = stretch.anchors
    at = bisect_left(anchors, number, key=lambda anchor: anchor.number)
    if at < len(anchors) and anchors[at].number == number:
        return Placed(anchors[at].point, AT_ANCHOR_M)
    if 0 < at < len(anchors):
        low, high = anchors[at - 1], anchors[at]
        share = (number - low.number) / (high.number - low.number)
        away = low.point.metres_to(high.point) * min(share, 1 - share)
        return Placed(low.point.towards(high.point, share), AT_ANCHOR_M + FROM_ANCHOR * away)
    return _past(stretch, anchors[min(at, len(anchors) - 1)], number)


def _past(stretch: Stretch, anchor: Anchor, number: int) -> Placed:
    steps = number - anchor.number
    if not stretch.has_fit:
        return Placed(anchor.point, AT_ANCHOR_M + METRES_PER_NUMBER * abs(steps))
    share = steps / (stretch.last - stretch.first)
    east, north = stretch.end.lon - stretch.start.lon, stretch.end.lat - stretch.start.lat
    point = Point(anchor.point.lon + share * east, anchor.point.lat + share * north)
    return Placed(point, AT_ANCHOR_M + FROM_ANCHOR * abs(share) * stretch.length_m)


def _whole(stretch: Stretch) -> Placed:
    """The road's middle, when the number is not said or not known."""
    if stretch.has_fit:
        return Placed(stretch.middle, max(stretch.p90_m + stretch.length_m / 2, UNFITTED_RADIUS_M))
    least = HIGHWAY_RADIUS_M if stretch.road.endswith("公路") else UNFITTED_RADIUS_M
    return Placed(stretch.middle, max(stretch.p90_m, least))
