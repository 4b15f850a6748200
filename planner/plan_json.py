"""A plan as JSON, schema 1: case numbers and staff numbers, never names, ids or phones; times in ISO 8601."""

from collections.abc import Mapping, Sequence
from typing import Any

from planner import clock
from planner.plan import Handover, Plan, Route, Stop, UnplannedVisit
from planner.routing.offer import Offer
from planner.shift import Team
from planner.visit import Location, TimeWindow


def plan_json(
    plan: Plan, teams: Mapping[str, Team], offers: Mapping[str, Sequence[Offer]] | None = None
) -> dict[str, Any]:
    """The plan for other programs; `teams` gives each route's collectors by team id, `offers` slots by case number."""
    return {
        "schema": 1,
        "day": plan.day.isoformat(),
        "created": plan.created.isoformat(timespec="seconds"),
        "rule_set": plan.rule_set,
        "travel": plan.engine,
        "routes": [_route(plan, route, teams[route.shift.team]) for route in plan.routes],
        "unplanned": [_unplanned(left, offers or {}) for left in plan.unplanned],
        "refused_teams": [
            {"team": r.team, "collector": r.collector, "rule": r.rule, "reason": r.reason} for r in plan.refused_teams
        ],
        "call_back": list(plan.call_back),
        "handovers": [_handover(plan, word) for word in plan.handovers],
        "warnings": list(plan.warnings),
        "totals": _sum([_totals(route) for route in plan.routes]),
    }


def offer_json(offer: Offer) -> dict[str, Any]:
    """A slot: the window to agree to, the team that has room, its hours there, what it is longer on the road."""
    start, latest, first, last = (
        clock.moment(offer.day, seconds).isoformat()
        for seconds in (offer.start, offer.latest, offer.window.start, offer.window.end)
    )
    return {
        "day": offer.day.isoformat(),
        "window": {"start": first, "end": last},
        "team": offer.team,
        "start": start,
        "latest": latest,
        "extra_s": offer.extra_s,
        "cost_s": offer.cost_s,
    }


def _unplanned(left: UnplannedVisit, offers: Mapping[str, Sequence[Offer]]) -> dict[str, Any]:
    found = offers.get(left.case_number)
    return {
        "case": left.case_number,
        "kind": left.kind.value,
        "rule": list(left.rules),
        "reason": left.reason,
        "remedy": left.remedy,
        "must_call_off": left.must_call_off,
        **({"offers": [offer_json(offer) for offer in found]} if found is not None else {}),
    }


def _route(plan: Plan, route: Route, team: Team) -> dict[str, Any]:
    return {
        "team": team.id,
        "mode": str(route.shift.mode),
        "start": _point(route.shift.start),
        "end": _point(route.shift.end),
        "collectors": [collector.staff_number for collector in team.collectors],
        "proposed": team.is_proposed,
        "shift": _span(plan, route.shift.hours),
        "leave": _iso(plan, route.leave),
        "back": _iso(plan, route.back),
        "break": _span(plan, route.rest) if route.rest else None,
        "stops": [_stop(plan, n, stop) for n, stop in enumerate(route.stops, 1)],
        "totals": _totals(route),
    }


def _stop(plan: Plan, n: int, stop: Stop) -> dict[str, Any]:
    visit = stop.visit
    return {
        "n": n,
        "visit": visit.id,
        "cases": list(visit.cases),
        **_point(visit.location),
        "level": visit.location.level.value,
        "arrival": _iso(plan, stop.arrival),
        "start": _iso(plan, stop.start),
        "departure": _iso(plan, stop.departure),
        "wait_s": stop.wait_s,
        "travel_s": stop.travel_s,
        "travel_m": stop.travel_m,
        "window": _span(plan, stop.window),
        "locked": stop.locked,
        **_margin(plan, visit.id),
        "fixed": visit.is_fixed,
        **({"unannounced": True} if visit.is_unannounced else {}),
        "value": round(visit.value, 3),
    }


def _handover(plan: Plan, word: Handover) -> dict[str, Any]:
    return {
        "giving": word.giving,
        "receiving": word.receiving,
        **_point(word.location),
        "at": _iso(plan, word.at),
        "minutes": word.minutes,
        "visits": list(word.visits),
        "met": word.is_met,
        "door_of": word.door_of,
    }


def _point(place: Location) -> dict[str, float]:
    return {"lon": round(place.lon, 6), "lat": round(place.lat, 6)}


def _margin(plan: Plan, visit: str) -> dict[str, Any]:
    """How safe the stop is, where that was worked out."""
    margin = plan.margins.get(visit)
    return {"spare_s": margin.spare_s, "hold_chance": round(margin.hold_chance, 3)} if margin else {}


def _totals(route: Route) -> dict[str, int]:
    return {
        "visits": len(route.stops),
        "travel_s": route.travel_s,
        "travel_m": route.travel_m,
        "wait_s": route.wait_s,
        "service_s": route.service_s,
    }


def _sum(totals: list[dict[str, int]]) -> dict[str, int]:
    names = ("visits", "travel_s", "travel_m", "wait_s", "service_s")
    return {name: sum(t[name] for t in totals) for name in names}


def _iso(plan: Plan, seconds: int) -> str:
    return clock.moment(plan.day, seconds).isoformat()


def _span(plan: Plan, window: TimeWindow) -> dict[str, str]:
    return {"start": _iso(plan, window.start), "end": _iso(plan, window.end)}
