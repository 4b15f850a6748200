"""Compiles the search's inner loops, so that the first plan of a new machine need not wait for it: run at set-up."""

from time import time

import numpy as np

from planner.routing.problem import RoutingProblem
from planner.routing.search.city import city_of
from planner.routing.search.search import search
from planner.routing.search.task import Task
from planner.shift import Shift, TravelMode
from planner.travel_matrix import TravelMatrix
from planner.visit import Level, Location, TimeWindow, Visit

_HOURS = TimeWindow(9 * 3600, 18 * 3600)


def warm_up() -> None:
    """Search a day of one visit for a few steps."""
    place = Location("", level=Level.CONFIRMED)
    visit = Visit("1", ("1",), "", "1", place, 600, (_HOURS,), _HOURS, is_fixed=False)
    shift = Shift("1", place, place, _HOURS, TravelMode.CAR)
    nothing = np.zeros((3, 3), dtype=np.int32)
    matrix = TravelMatrix(nothing[None], nothing, (0,), "")
    city = city_of(RoutingProblem((visit,), (shift,), {TravelMode.CAR: matrix}))
    search(Task(city, ((),), False, time(), 10, 1), lambda _told: True)


if __name__ == "__main__":
    warm_up()
