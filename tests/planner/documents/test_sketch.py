"""The sketch keeps its labels apart and its scale honest."""

from math import hypot
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from planner.coordinates import EARTH_RADIUS_M
from planner.documents.sketch import HEIGHT, RADIUS, WIDTH, Projection, place_labels, sketch

inside = st.tuples(st.floats(6, WIDTH - 6), st.floats(6, HEIGHT - 13))


@given(st.lists(inside, min_size=1, max_size=25))
def test_labels_never_overlap(points):
    """Whatever the points, even all the same, no two labels touch and none leaves the frame."""
    labels = place_labels(points)
    for i, (x, y) in enumerate(labels):
        assert RADIUS < x < WIDTH - RADIUS
        assert RADIUS < y < HEIGHT - RADIUS
        assert all(hypot(x - a, y - b) >= 2 * RADIUS for a, b in labels[:i])


def test_a_free_label_stands_on_its_point():
    """Only a crowded one is moved."""
    assert place_labels([(50, 30), (90, 30)]) == [(50, 30), (90, 30)]


def test_a_kilometre_is_as_long_as_the_scale_says():
    """Ten kilometres north are ten kilometres on the paper, and north is up."""
    project = Projection([(121.4, 31.2), (121.5, 31.3)])
    degree = 10_000 / EARTH_RADIUS_M * 57.295_779_5
    (_, low), (_, high) = project((121.45, 31.2)), project((121.45, 31.2 + degree))
    assert abs((low - high) * project.metres_per_mm - 10_000) < 1


def test_every_stop_is_numbered_and_the_warning_stands(day):
    """The SVG is well formed and names numbers, the depot and the warning only."""
    words = [e.text for e in ElementTree.fromstring(sketch(day.teams[0].route, ["Noto Sans CJK SC"])).iter() if e.text]
    assert words[:9] == ["起", *map(str, range(1, 9))]
    assert "示意图，非导航" in words
    assert "北" in words
