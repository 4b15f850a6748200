"""A team's itinerary: what the two people need at each door, and nothing that tells of a debt."""

from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from planner import outward
from planner.clock import hhmm
from planner.coordinates import wgs84_to_gcj02
from planner.documents import facts as fact
from planner.documents.bundle import DayBundle, StopBundle, TeamBundle
from planner.documents.fonts import Fonts, as_code_points
from planner.documents.handover import between, handover_line
from planner.documents.paper import Unprinted, frame, with_marks
from planner.documents.sketch import sketch
from planner.documents.typeset import Job
from planner.documents.wording import Wording
from planner.plan import Route
from planner.visit import Level, Location

TITLE = "行程单"
_EXACT_M = 100
"""A radius below which a place is taken as found: the next doors."""


def itinerary_job(day: DayBundle, team: TeamBundle, words: Wording, fonts: Fonts) -> tuple[Job, list[Unprinted]]:
    """The itinerary of one team; a character that no font has is shown as its code point and reported."""
    route = team.route
    data = {
        **frame(day, words),
        "team": team.team.id,
        "people": "、".join(outward.clean(person.name) for person in team.team.collectors),
        "mode": team.team.mode.value,
        "leave": {"time": hhmm(route.leave), "address": outward.clean(route.shift.start.address)},
        "back": {
            "time": hhmm(route.back),
            "address": outward.clean(route.shift.end.address),
            "leg": [leg(route.back_travel_s, route.back_travel_m), *_rest_after(route, len(route.stops))],
        },
        "totals": f"{len(team.stops)} 访，{km(route.travel_m)}，在途 {duration(route.travel_s)}",
        "stops": [_stop(day, team, stop) for stop in team.stops],
        "handovers": [[handover_line(word, team.team.id) for word in gap] for gap in between(team)],
    }
    told, unknown = with_marks(data, fonts)
    told["sketch"] = sketch(route, fonts.families()["sans"])
    reason = f"字体缺字，以 {as_code_points(unknown)} 标示。"
    marked = [Unprinted(team.team.id, 0, (), TITLE, reason, is_printed=True)] if unknown else []
    return Job("itinerary.typ", f"{team.team.id} {TITLE}", told), marked


def amap_link(location: Location, number: int) -> str:
    """AMap's web address for a stop: its point in GCJ-02 and a neutral label; it goes to a third party."""
    lon, lat = wgs84_to_gcj02(location.lon, location.lat)
    told = {
        "position": f"{lon:.6f},{lat:.6f}",
        "name": f"访点{number}",
        "src": "waifang",
        "coordinate": "gaode",
        "callnative": "1",
    }
    return f"https://uri.amap.com/marker?{urlencode(told, safe=',', quote_via=quote)}"


def nearness(location: Location) -> str:
    """How far the point may be off, when that is further than the next doors; "" when it is exact."""
    if location.level is Level.CONFIRMED or location.radius_m < _EXACT_M:
        return ""
    return f"位置约 ±{location.radius_m} m，请先核对门牌"


def leg(seconds: int, metres: int) -> str:
    """A travel leg in words."""
    return f"路上 {duration(seconds)}，{km(metres)}"


def km(metres: int) -> str:
    """12.4 km."""
    return f"{metres / 1000:.1f} km"


def duration(seconds: int) -> str:
    """18 分, 1 小时 05 分; rounded to the minute."""
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} 小时 {minutes:02d} 分" if hours else f"{minutes} 分"


def _stop(day: DayBundle, team: TeamBundle, stop: StopBundle) -> dict[str, Any]:
    planned, visit, debtor = stop.stop, stop.stop.visit, stop.cases[0].debtor
    who = fact.polite(debtor)
    legs = [leg(planned.travel_s, planned.travel_m), *_rest_after(team.route, stop.number - 1)]
    if planned.wait_s >= 60:
        legs.append(f"到达后等候 {duration(planned.wait_s)}")
    kind = "约定" if stop.appointment is not None else "时段"
    told = {
        "who": who,
        "phone": outward.mask_phone(debtor.mobile),
        "arrival": hhmm(planned.arrival),
        "window": f"{kind} {hhmm(planned.window.start)}–{hhmm(planned.window.end)}",
        "expected": f"预计 {hhmm(planned.start)}–{hhmm(planned.departure)}",
        "address": outward.clean(visit.location.address),
        "near": nearness(visit.location),
        "ask": f"向门卫只说“拜访{who}”，不说事由",
        "agreed": fact.agreed_line(stop),
        "cases": f"{fact.visit_label(day.day, team.team.id, stop.number)}　案件 {'、'.join(visit.cases)}",
        "cautions": "；".join(text.rstrip("。") for text in stop.cautions),
    }
    return {key: outward.clean(text) for key, text in told.items()} | {
        "number": stop.number,
        "legs": legs,
        "qr": _qr(amap_link(visit.location, stop.number)),
    }


def _rest_after(route: Route, done: int) -> list[str]:
    """The rest in words, if it lies between the stop numbered `done` and the next."""
    if route.rest is None:
        return []
    after = route.stops[done - 1].departure if done else 0
    before = route.stops[done].start if done < len(route.stops) else route.back
    is_here = after <= route.rest.start < before
    return [f"休息 {hhmm(route.rest.start)}–{hhmm(route.rest.end)}"] if is_here else []


def _qr(link: str) -> str:
    import segno

    out = BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False)
    return out.getvalue().decode()
