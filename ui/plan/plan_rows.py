"""A plan as rows: the teams, the stops, and what was left out by kind."""

from collections import Counter
from collections.abc import Mapping

from planner import outward
from planner.clock import hhmm
from planner.finding import Kind
from planner.plan import Plan, Stop
from planner.replanning import Lock
from ui import words
from ui.column_table import Column, Rows
from ui.plan.locking import lock_of, lock_word
from ui.snapshot import Snapshot

LEFT_OUT_ORDER = (
    Kind.RED,
    Kind.YELLOW,
    Kind.TO_LOCATE,
    Kind.CONTACT_FIRST,
    Kind.LETTER_ONLY,
    Kind.BLOCKED,
)


def team_rows(plan: Plan) -> Rows:
    """One row for each team that has a route."""
    routes = plan.routes
    return Rows(
        ids=[route.shift.team for route in routes],
        columns=(
            Column([route.shift.team for route in routes], swatches=list(range(len(routes)))),
            Column([str(len(r.stops)) for r in routes], keys=[len(r.stops) for r in routes], is_right=True),
            Column([f"{r.travel_m / 1000:,.0f} km" for r in routes], keys=[r.travel_m for r in routes], is_right=True),
            Column([words.duration(r.travel_s) for r in routes], keys=[r.travel_s for r in routes], is_right=True),
        ),
        blobs=["" for _ in routes],
    )


def stop_rows(plan: Plan, seen: Snapshot, locks: Mapping[str, Lock] | None = None) -> Rows:
    """One row for each stop, in the order of the teams and of the day."""
    stops = [
        (place, route.shift.team, n, stop)
        for place, route in enumerate(plan.routes)
        for n, stop in enumerate(route.stops, 1)
    ]
    visits = [stop.visit for _place, _team, _n, stop in stops]
    teams = [team for _place, team, _n, _stop in stops]
    margins = [plan.margins.get(visit.id) for visit in visits]
    windows = [f"{hhmm(s.window.start)}–{hhmm(s.window.end)}" for *_rest, s in stops]
    return Rows(
        ids=[visit.id for visit in visits],
        columns=(
            Column(
                [f"{team}-{n}" for _place, team, n, _stop in stops],
                keys=[(team, n) for _place, team, n, _stop in stops],
                swatches=[place for place, _team, _n, _stop in stops],
            ),
            Column([hhmm(stop.arrival) for *_rest, stop in stops]),
            Column(windows),
            Column([_name(visit.id, seen) for visit in visits]),
            Column([visit.id + (f" +{len(visit.cases) - 1}" if len(visit.cases) > 1 else "") for visit in visits]),
            Column(
                [words.duration(m.spare_s) if m else "" for m in margins],
                keys=[m.spare_s if m else -1 for m in margins],
                is_right=True,
            ),
            Column(
                [words.on_time(m) if m else "" for m in margins],
                keys=[m.hold_chance if m else 2 for m in margins],
                states=["attention" if m and m.is_risky else "" for m in margins],
                is_right=True,
            ),
            Column([lock_word(lock_of(locks or {}, visit.id, visit.cases)) for visit in visits]),
            Column([words.duration(stop.wait_s) if stop.wait_s >= 60 else "" for *_rest, stop in stops], is_right=True),
            Column([_where(stop) for *_rest, stop in stops]),
        ),
        blobs=[f"{v.id} {' '.join(v.cases)} {team}".lower() for v, team in zip(visits, teams, strict=True)],
        facets={"team": teams},
    )


def left_out(plan: Plan) -> list[tuple[Kind, int]]:
    """How many cases were left out, by kind, what the plan itself could not fit first."""
    counts = Counter(unplanned.kind for unplanned in plan.unplanned)
    return [(kind, counts[kind]) for kind in LEFT_OUT_ORDER if counts[kind]]


def kpi(plan: Plan) -> str:
    """The plan in a line: visits, teams, km, hours on the road, waiting, overtime."""
    out = [route for route in plan.routes if route.stops]
    overtime = sum(max(route.back - route.shift.hours.end, 0) for route in out)
    return words.translate("words", "{0} 访 · {1} 组 · {2} km · 在途 {3} · 等待 {4} · 加班 {5}").format(
        plan.num_visits,
        len(out),
        f"{sum(route.travel_m for route in out) / 1000:,.0f}",
        words.duration(sum(route.travel_s for route in out)),
        words.duration(sum(route.wait_s for route in out)),
        words.duration(overtime),
    )


def _name(number: str, seen: Snapshot) -> str:
    case = seen.cases.get(number)
    return outward.mask_name(case.debtor.name) if case else ""


def _where(stop: Stop) -> str:
    place = stop.visit.location
    return f"{place.district} ±{place.radius_m:,} m"
