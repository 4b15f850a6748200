"""Days on a straight road: a place is a whole number of minutes from the office, which is at 0."""

from types import SimpleNamespace

import numpy as np
import pytest

from planner.routing.problem import RoutingProblem
from planner.shift import Break, Shift, TravelMode
from planner.travel_matrix import TravelMatrix
from planner.visit import Level, Location, TimeWindow, Visit


def _seconds(clock_time):
    hours, minutes = clock_time.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def _window(text):
    start, end = text.split("-")
    return TimeWindow(_seconds(start), _seconds(end))


def _place(minutes):
    return Location(f"{minutes}", lon=minutes, level=Level.CONFIRMED)


def _visit(
    id, place, window="8:00-20:00", *, minutes=30, permitted="8:00-20:00", fixed=False, value=1.0, teams=None, **more
):
    """`window` may be several: "9:00-10:00 14:00-15:00"; `more` goes to the word as it is."""
    return Visit(
        id=id,
        cases=(f"C-{id}",),
        lender="L",
        debtor_key=id,
        location=_place(place),
        service_s=minutes * 60,
        windows=tuple(_window(span) for span in window.split()),
        permitted=_window(permitted),
        is_fixed=fixed,
        value=value,
        allowed_teams=None if teams is None else frozenset(teams.split()),
        **more,
    )


def _shift(team="T01", hours="9:00-18:00", *, rest=None, most=None, start=0, end=0, mode=TravelMode.CAR, **more):
    """`rest` is its span and minutes: "11:30-13:30 45"."""
    span, minutes = rest.split(" ") if rest else ("0:00-0:00", "0")
    pause = Break(_window(span), int(minutes) * 60) if rest else None
    return Shift(team, _place(start), _place(end), _window(hours), mode, pause, most, **more)


def _problem(visits, shifts, periods=(("0:00", 1.0),), **more):
    """Travel takes the distance times the factor of the period in which the team sets off."""
    places = [v.location.lon for v in visits] + [p for s in shifts for p in (s.start.lon, s.end.lon)]
    minutes = np.abs(np.subtract.outer(places, places)).reshape(len(places), len(places))
    seconds = np.array([minutes * 60 * factor for _, factor in periods]).astype(np.int32)
    starts = tuple(_seconds(begins) for begins, _ in periods)
    matrix = TravelMatrix(seconds, (minutes * 1000).astype(np.int32), starts, "road")
    return RoutingProblem(tuple(visits), tuple(shifts), dict.fromkeys(TravelMode, matrix), **more)


@pytest.fixture(scope="session")
def day():
    """The words of these tests: visit, shift, problem, and `at` for a time of day in seconds."""
    return SimpleNamespace(visit=_visit, shift=_shift, problem=_problem, at=_seconds, window=_window)
