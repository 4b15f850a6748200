"""What is measured of ours alone is measured on the right thing."""

from planner.routing.exact.insert import complete
from planner.routing.exact.schedule import Timing
from tests.bench.days import Size, day
from tests.bench.figures import drags, tours_of


def test_tours_are_read_back_from_routes():
    """Routes give the orders they were made of, an empty one where a team stays in."""
    problem = day(Size(9, 3), 1)
    timing = Timing(problem)
    tours = complete(timing, [(), (), ()])
    tours[1] = []
    routes = tuple(route for k, tour in enumerate(tours) if (route := timing.route(k, tour)) and route.stops)
    assert tours_of(problem, routes) == tours


def test_a_drag_moves_one_stop():
    """Every order in which one of three stops stands elsewhere, none of them the tour itself."""
    found = list(drags([1, 2, 3]))
    assert len(found) == 6
    assert all(sorted(drag) == [1, 2, 3] and drag != [1, 2, 3] for drag in found)
