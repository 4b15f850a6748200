"""A team's day as a calendar file. Phones show it on locked screens and send it abroad: titles say nothing."""

import hashlib
from typing import Any

from planner import outward
from planner.clock import SHANGHAI, moment
from planner.documents import facts as fact
from planner.documents.bundle import DayBundle, StopBundle, TeamBundle


def itinerary_ics(day: DayBundle, team: TeamBundle) -> bytes:
    """One event a stop, Shanghai time. A later plan's file replaces the events of the same visits (UID, SEQUENCE)."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Waifang//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for stop in team.stops:
        calendar.add_component(_event(day, team.team.id, stop))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def uid(day: DayBundle, visit_id: str) -> str:
    """Stable for a visit on a day, and no way back to either."""
    return f"{hashlib.sha256(f'{day.day.isoformat()} {visit_id}'.encode()).hexdigest()[:32]}@waifang"


def _event(day: DayBundle, team: str, stop: StopBundle) -> Any:
    import icalendar

    planned, visit = stop.stop, stop.stop.visit
    created = day.created.astimezone(SHANGHAI)
    sample = "样本 " if day.desk.is_sample else ""
    event = icalendar.Event()
    event.add("uid", uid(day, visit.id))
    # Minutes since 1970 rise with every plan made later, and fit the 32 bits that calendars give them.
    event.add("sequence", int(created.timestamp()) // 60)
    event.add("dtstamp", created)
    event.add("dtstart", moment(day.day, planned.start))
    event.add("dtend", moment(day.day, planned.departure))
    event.add(
        "summary", outward.clean(f"{sample}{team} 访点{stop.number} {fact.visit_label(day.day, team, stop.number)}")
    )
    event.add("location", outward.clean(visit.location.address))
    event.add("geo", (round(visit.location.lat, 6), round(visit.location.lon, 6)))
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    return event
