"""A sketch of a team's route as SVG: numbers and lines, a scale and north. Not for navigation."""

from collections.abc import Iterator, Sequence
from math import cos, hypot, pi, radians, sin
from xml.sax.saxutils import escape

from planner.coordinates import EARTH_RADIUS_M
from planner.documents import basemap
from planner.plan import Route
from planner.visit import Location

WIDTH, HEIGHT = 174.0, 76.0
"""Millimetres, as wide as the page's text."""
RADIUS = 2.7
"""Of a numbered disc, millimetres."""
_MARGIN, _STRIP = 6.0, 7.0
_LEAST_SPAN_M = 1_200.0
Point = tuple[float, float]


class Projection:
    """Degrees to millimetres on the sketch: equirectangular around the middle, one scale both ways."""

    def __init__(self, points: Sequence[Point]) -> None:
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        self._lon, self._lat = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
        self._north = radians(1) * EARTH_RADIUS_M
        self._east = self._north * cos(radians(self._lat))
        wide = max((max(lons) - min(lons)) * self._east, _LEAST_SPAN_M)
        high = max((max(lats) - min(lats)) * self._north, _LEAST_SPAN_M)
        self.metres_per_mm = max(wide / (WIDTH - 2 * _MARGIN), high / (HEIGHT - _STRIP - 2 * _MARGIN))

    def __call__(self, point: Point) -> Point:
        x = (point[0] - self._lon) * self._east / self.metres_per_mm
        y = (point[1] - self._lat) * self._north / self.metres_per_mm
        return WIDTH / 2 + x, (HEIGHT - _STRIP) / 2 - y


def sketch(route: Route, families: Sequence[str]) -> str:
    """The route of one team as SVG text, numbers in discs, the start and end in squares."""
    ends = _ends(route)
    stops = [(stop.visit.location.lon, stop.visit.location.lat) for stop in route.stops]
    project = Projection([*stops, *((place.lon, place.lat) for _, place in ends)])
    points = [project(stop) for stop in stops]
    end_points = [project((place.lon, place.lat)) for _, place in ends]
    line = [end_points[0], *points, end_points[-1]]
    labels = place_labels([*end_points, *points])
    names = [name for name, _ in ends] + [str(n) for n in range(1, len(stops) + 1)]
    parts = [
        _background(project),
        _polyline(line, "#222", 0.45),
        *(_leader(at, label) for at, label in zip([*end_points, *points], labels, strict=True)),
        *(_label(name, at, i < len(ends)) for i, (name, at) in enumerate(zip(names, labels, strict=True))),
        _scale(project.metres_per_mm),
    ]
    family = escape(", ".join(f"'{name}'" for name in families), {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="{family}" font-weight="bold">{"".join(parts)}</svg>'
    )


def place_labels(points: Sequence[Point]) -> list[Point]:
    """Where each label stands: on its point if it is free, else on the nearest free ring around it.

    No two labels come closer than their diameter; with a frame full of labels the last ones stay on their points.
    """
    placed: list[Point] = []
    for x, y in points:
        spot = next((at for at in _rings(x, y) if _is_free(at, placed)), (x, y))
        placed.append(spot)
    return placed


def _rings(x: float, y: float) -> Iterator[Point]:
    yield x, y
    for ring in range(1, 60):
        reach, num = 1.1 * RADIUS * ring, 6 * ring
        for angle in (2 * pi * k / num for k in range(num)):
            yield x + reach * cos(angle), y - reach * sin(angle)


def _is_free(at: Point, placed: Sequence[Point]) -> bool:
    inside = RADIUS < at[0] < WIDTH - RADIUS and RADIUS < at[1] < HEIGHT - _STRIP - RADIUS
    return inside and all(hypot(at[0] - x, at[1] - y) >= 2.1 * RADIUS for x, y in placed)


def _ends(route: Route) -> list[tuple[str, Location]]:
    start, end = route.shift.start, route.shift.end
    if (start.lon, start.lat) == (end.lon, end.lat):
        return [("起", start)]
    return [("起", start), ("终", end)]


def _background(project: Projection) -> str:
    frame = f'<rect width="{WIDTH}" height="{HEIGHT - _STRIP}"'
    lines = [_polyline([project(p) for p in points], "#c8c8c8", 0.5) for _, points in basemap.ring_roads()]
    if basemap.river():
        lines.append(_polyline([project(p) for p in basemap.river()], "#dedede", 2.2))
    return (
        f'<clipPath id="frame">{frame}/></clipPath><g clip-path="url(#frame)">{"".join(lines)}</g>'
        f'{frame} fill="none" stroke="#888" stroke-width="0.25"/>'
    )


def _polyline(points: Sequence[Point], colour: str, width: float) -> str:
    path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'


def _leader(at: Point, label: Point) -> str:
    if at == label:
        return ""
    return f'<circle cx="{at[0]:.2f}" cy="{at[1]:.2f}" r="0.6" fill="#000"/>' + _polyline([at, label], "#777", 0.25)


def _label(name: str, at: Point, is_end: bool) -> str:
    x, y = at
    shape = (
        f'<rect x="{x - RADIUS + 0.2:.2f}" y="{y - RADIUS + 0.2:.2f}" width="{2 * RADIUS - 0.4}" '
        f'height="{2 * RADIUS - 0.4}" fill="#fff" stroke="#000" stroke-width="0.5"/>'
        if is_end
        else f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{RADIUS}" fill="#000" stroke="#fff" stroke-width="0.35"/>'
    )
    colour = "#000" if is_end else "#fff"
    return shape + _text(name, x, y + 1.2, colour, 3.3, "middle")


def _scale(metres_per_mm: float) -> str:
    length = next(
        step * 10**power
        for power in range(5, 0, -1)
        for step in (5, 2, 1)
        if step * 10**power / metres_per_mm <= WIDTH / 4
    )
    name = f"{length / 1000:g} km" if length >= 1000 else f"{length} m"
    end, base = 1 + length / metres_per_mm, HEIGHT - 2.5
    bar = _polyline([(1, base - 1.5), (1, base), (end, base), (end, base - 1.5)], "#000", 0.4)
    arrow = f'<path d="M{WIDTH - 8},{base} l1.6,-5.2 l1.6,5.2 l-1.6,-1.3 z" fill="#000"/>'
    return (
        bar
        + _text(name, end + 1.5, base, "#000", 3.2, "start")
        + arrow
        + _text("北", WIDTH - 2.2, base - 0.8, "#000", 3.2, "middle")
        + _text("示意图，非导航", WIDTH / 2, base, "#444", 3.4, "middle")
    )


def _text(text: str, x: float, y: float, colour: str, size: float, anchor: str) -> str:
    place = f'x="{x:.2f}" y="{y:.2f}" font-size="{size}"'
    return f'<text {place} fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'
