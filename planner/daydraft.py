"""A day ready to be solved: from decisions and facts to the routing problem, with everybody who stays out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from time import perf_counter
from typing import Protocol

import numpy as np

from planner.casebook import Casebook
from planner.clock import Progress, keep_going
from planner.compliance.rulebook import Rulebook
from planner.compliance.visit_rules import VisitFacts, working_day
from planner.coordinates import Floats
from planner.dayteams import DayTeams, Locator, teams_of
from planner.dayvisits import LeftOut, VisitMaker
from planner.errors import Cancelled
from planner.finding import Decision
from planner.plan import Plan, RefusedTeam
from planner.routing.problem import Lock, RoutingProblem, Wishes
from planner.settings import Settings
from planner.shift import Shift, Team, TravelMode
from planner.travel_matrix import TravelMatrix
from planner.visit import Visit

_ASKED_AT_ONCE = 60
"""Places whose way to a new one is asked for together."""


class TravelEngine(Protocol):
    """Knows how long it takes from one point to another."""

    name: str

    def matrix(self, lon: Floats, lat: Floats, mode: TravelMode) -> TravelMatrix:
        """Seconds and metres among all points, given in WGS-84 degrees."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of a day before the solver is asked; another problem may be put into a copy (`replace`)."""

    day: date
    now: datetime
    problem: RoutingProblem
    decisions: Mapping[str, Decision]
    left_out: LeftOut
    """The cases that are no visit of the problem."""
    teams: tuple[Team, ...] = ()
    """Who goes, as on this day: the shifts' people."""
    refused: tuple[RefusedTeam, ...] = ()
    warnings: tuple[str, ...] = ()
    prepare_s: float = 0.0


def draft_day(
    casebook: Casebook,
    locator: Locator,
    engine: TravelEngine,
    settings: Settings,
    day: date,
    now: datetime,
    *,
    locks: Mapping[str, Lock] | None = None,
    before: Plan | None = None,
    on_progress: Progress = keep_going,
) -> Draft:
    """Everything up to the solver; `before` is a plan of the same day whose teams are held to their visits.

    Raises:
        Cancelled: `on_progress` said no.
    """
    began = perf_counter()
    decisions = casebook.check_all(day)
    left_out = LeftOut(day, casebook.all_facts(day, casebook.store.cases()))
    if not on_progress(5, "定位地址"):
        raise Cancelled("plan")
    teams = teams_of(casebook, locator, day, before.teams if before else ())
    rulebook = casebook.rulebook_on(day)
    maker = VisitMaker(left_out, teams, rulebook, settings)
    visits = maker.visits(decisions, locator)
    problem = _problem(visits, teams, engine, settings, locks or {}, before)
    warnings = (*_day_warnings(day, now.date(), rulebook), *teams.warnings, *maker.warnings)
    return Draft(day, now, problem, decisions, left_out, teams.teams, teams.refused, warnings, perf_counter() - began)


def _problem(
    visits: tuple[Visit, ...],
    teams: DayTeams,
    engine: TravelEngine,
    settings: Settings,
    locks: Mapping[str, Lock],
    before: Plan | None,
) -> RoutingProblem:
    matrices = travel_among(engine, visits, teams.shifts)
    held = {stop.visit.id: route.shift.team for route in before.routes for stop in route.stops} if before else {}
    # The newest agreement leads, so that a visit may have been locked under another of its cases.
    leads = {number: visit.id for visit in visits for number in visit.cases}
    kept = {leads[id]: lock for id, lock in locks.items() if id in leads}
    return RoutingProblem(visits, teams.shifts, matrices, kept, _wishes(settings), held)


def travel_among(engine: TravelEngine, visits: Sequence[Visit], shifts: Sequence[Shift]) -> dict[str, TravelMatrix]:
    """Travel among all visits and the ends of all shifts, in the order of the nodes, by the modes of the shifts."""
    places = [visit.location for visit in visits]
    for shift in shifts:
        places += [shift.start, shift.end]
    lon = np.array([p.lon for p in places])
    lat = np.array([p.lat for p in places])
    modes = sorted({TravelMode(shift.mode) for shift in shifts})
    return {mode: engine.matrix(lon, lat, mode) for mode in modes}


def with_visit(engine: TravelEngine, problem: RoutingProblem, keep: Sequence[int], visit: Visit) -> RoutingProblem:
    """The problem with these of its visits, by index, and one more after them.

    Travel is asked for the new place alone, a few others at a time: a whole matrix would take ten times as long.
    """
    ends = range(len(problem.visits), problem.num_nodes)
    old = np.array([*keep, *ends], dtype=np.int64)
    new = np.delete(np.arange(len(old) + 1), len(keep))
    places = [problem.visits[n].location for n in keep]
    places += [end for shift in problem.shifts for end in (shift.start, shift.end)]
    lon, lat = np.array([p.lon for p in places]), np.array([p.lat for p in places])
    matrices = {}
    for mode, known in problem.matrices.items():
        size, added = len(old) + 1, len(keep)
        seconds = np.zeros((len(known.period_starts), size, size), dtype=np.int32)
        metres = np.zeros((size, size), dtype=np.int32)
        seconds[:, new[:, None], new] = known.seconds[:, old[:, None], old]
        metres[new[:, None], new] = known.metres[old[:, None], old]
        for some in np.array_split(np.arange(len(old)), -(-len(old) // _ASKED_AT_ONCE)):
            to_lon, to_lat = np.append(lon[some], visit.location.lon), np.append(lat[some], visit.location.lat)
            about = engine.matrix(to_lon, to_lat, TravelMode(mode))
            seconds[:, added, new[some]] = about.seconds[:, -1, :-1]
            seconds[:, new[some], added] = about.seconds[:, :-1, -1]
            metres[added, new[some]], metres[new[some], added] = about.metres[-1, :-1], about.metres[:-1, -1]
        matrices[mode] = TravelMatrix(seconds, metres, known.period_starts, known.engine)
    return replace(problem, visits=(*(problem.visits[n] for n in keep), visit), matrices=matrices)


def _wishes(settings: Settings) -> Wishes:
    return Wishes(
        preferred_s=settings.familiar_minutes * 60,
        territory_s=settings.territory_minutes * 60,
        moved_s=settings.moved_minutes * 60,
        overtime_price=settings.overtime_price,
        balance=settings.balance,
    )


def _day_warnings(day: date, today: date, rulebook: Rulebook) -> Iterable[str]:
    if day < today:
        yield f"规划日 {day} 早于今天 {today}：仅供查看，不得据此上门。"
    finding = working_day(VisitFacts(day, 0, 0), rulebook["R-23"])
    if finding:
        yield f"{finding.text}{finding.cure}（{finding.rule}）"
