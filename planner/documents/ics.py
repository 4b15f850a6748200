"""A team's day as a calendar file. Phones show it on locked screens and send it abroad: titles say nothing."""

import hashlib
from typing import Any

from planner import outward
from planner.clock import SHANGHAI, moment
from planner.documents import facts as fact
from planner.documents.bundle import DayBundle, HandoverBundle, StopBundle, TeamBundle
from planner.documents.handover import in_order, teams
from planner.visit import Location


def itinerary_ics(day: DayBundle, team: TeamBundle) -> bytes:
    """One event a stop and one a hand-over, Shanghai time.

    A later plan's file replaces the events of the same visits (UID, SEQUENCE).
    """
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Waifang//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for item in in_order(team):
        if isinstance(item, HandoverBundle):
            calendar.add_component(_handover(day, item))
        else:
            calendar.add_component(_visit(day, team.team.id, item))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def uid(day: DayBundle, name: str) -> str:
    """Stable for a visit or a hand-over on a day, and no way back to either."""
    return f"{hashlib.sha256(f'{day.day.isoformat()} {name}'.encode()).hexdigest()[:32]}@waifang"


def _visit(day: DayBundle, team: str, stop: StopBundle) -> Any:
    planned, visit = stop.stop, stop.stop.visit
    title = f"{team} 访点{stop.number} {fact.visit_label(day.day, team, stop.number)}"
    return _event(day, visit.id, title, planned.start, planned.departure, visit.location)


def _handover(day: DayBundle, word: HandoverBundle) -> Any:
    told = word.handover
    name = f"{told.giving} {told.receiving} {' '.join(told.visits)}"
    return _event(day, name, f"交接 {teams(word)}", told.at, told.at + 60 * told.minutes, told.location)


def _event(day: DayBundle, name: str, title: str, start: int, end: int, place: Location) -> Any:
    import icalendar

    created = day.created.astimezone(SHANGHAI)
    sample = "样本 " if day.desk.is_sample else ""
    event = icalendar.Event()
    event.add("uid", uid(day, name))
    # Minutes since 1970 rise with every plan made later, and fit the 32 bits that calendars give them.
    event.add("sequence", int(created.timestamp()) // 60)
    event.add("dtstamp", created)
    event.add("dtstart", moment(day.day, start))
    event.add("dtend", moment(day.day, end))
    event.add("summary", outward.clean(f"{sample}{title}"))
    event.add("location", outward.clean(place.address))
    event.add("geo", (round(place.lat, 6), round(place.lon, 6)))
    event.add("class", "PRIVATE")
    event.add("status", "CONFIRMED")
    return event
