"""The calendar can be read back, and its titles say nothing."""

from datetime import timedelta

import icalendar
import pytest

from planner.clock import moment
from planner.documents import lint
from planner.documents.ics import itinerary_ics
from planner.documents.wording import wording


def events(day):
    """The events as icalendar reads them."""
    return icalendar.Calendar.from_ical(itinerary_ics(day, day.teams[0])).walk("VEVENT")


def test_each_stop_is_one_event_at_its_time(day):
    """Start and end are the visit's, in Shanghai time with its zone described."""
    told = events(day)
    assert [event["DTSTART"].dt for event in told] == [moment(day.day, s.stop.start) for s in day.teams[0].stops]
    assert [event["DTEND"].dt for event in told] == [moment(day.day, s.stop.departure) for s in day.teams[0].stops]
    assert all(event["DTSTART"].params["TZID"] == "Asia/Shanghai" for event in told)
    assert b"BEGIN:VTIMEZONE" in itinerary_ics(day, day.teams[0])
    assert (told[0]["GEO"].latitude, told[0]["CLASS"]) == (pytest.approx(31.251), "PRIVATE")


def test_titles_are_neutral(day):
    """Team, stop and visit number; no name anywhere in the file."""
    text = itinerary_ics(day, day.teams[0]).decode()
    assert str(events(day)[2]["SUMMARY"]) == "T01 访点3 V-20261124-T01-03"
    assert lint.outside([str(event["SUMMARY"]) for event in events(day)], wording()) == ""
    assert "陶" not in text
    assert "欧阳" not in text
    assert "PWNED" not in text
    assert day.teams[0].stops[0].cases[0].number not in text


def test_a_later_plan_replaces_the_event(day, make_day):
    """Same UID, higher SEQUENCE; another day is another event."""
    later = make_day(stops=8, created=day.created + timedelta(minutes=5))
    other = make_day(stops=8, day=day.day + timedelta(days=1))
    first, second = events(day)[0], events(later)[0]
    assert first["UID"] == second["UID"] != events(other)[0]["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]


def test_the_same_day_gives_the_same_bytes(day):
    """Nothing random in it."""
    assert itinerary_ics(day, day.teams[0]) == itinerary_ics(day, day.teams[0])
