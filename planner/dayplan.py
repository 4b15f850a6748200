"""Front door to a day: locate, plan, verify, explain."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from time import perf_counter

from planner.casebook import Casebook
from planner.clock import Progress, keep_going
from planner.daycheck import unlawful_stops
from planner.daydraft import Draft, TravelEngine, draft_day
from planner.dayteams import Locator
from planner.dayvisits import LeftOut
from planner.errors import Cancelled
from planner.finding import Decision, Finding, Severity
from planner.plan import Handover, Margin, Plan, Route, UnplannedVisit
from planner.routing.exact.chance import hold_chance
from planner.routing.exact.slack import slack
from planner.routing.problem import Lock, RoutingProblem
from planner.routing.reasons.explain import Reason
from planner.routing.solve import SolveParams
from planner.routing.verify import verify
from planner.routing.whole_day import solve_possible, why_left_out
from planner.settings import Settings

__all__ = ["DayPlanner", "Draft", "Locator", "SolveParams", "TravelEngine", "cautions"]

_LISTED = 12
"""More case numbers than these are not read in a sentence."""


class DayPlanner:
    """Plans days of a casebook with a locator and a travel engine."""

    def __init__(
        self, casebook: Casebook, locator: Locator, engine: TravelEngine, settings: Settings | None = None
    ) -> None:
        self.casebook = casebook
        self.locator = locator
        self.engine = engine
        self.settings = settings or Settings()

    def plan(
        self,
        day: date,
        now: datetime,
        params: SolveParams | None = None,
        on_progress: Progress = keep_going,
        *,
        locks: Mapping[str, Lock] | None = None,
    ) -> Plan:
        """Plan one day: every case ends in exactly one stop or once among the unplanned, with a true reason.

        `locks` go by visit id. `on_progress` returning False keeps the best plan so far once the solver runs, and stops
        before that.

        Raises:
            Cancelled: stopped before there was a plan.
            PlannerError: the solver's process died or ran out of time.
        """
        params = params or SolveParams(seconds=self.settings.solve_seconds)
        draft = self.draft(day, now, locks=locks, on_progress=on_progress)
        if not on_progress(15, "规划路线"):
            raise Cancelled("plan")
        began = perf_counter()
        routes = solve_possible(
            draft.problem, params, lambda percent, text: on_progress(15 + percent * 80 // 100, text)
        )
        return self.finish(draft, routes, perf_counter() - began)

    def draft(
        self,
        day: date,
        now: datetime,
        *,
        locks: Mapping[str, Lock] | None = None,
        before: Plan | None = None,
        on_progress: Progress = keep_going,
    ) -> Draft:
        """Everything up to the solver: `draft.problem` is what it is asked.

        `locks` go by visit id, or by another case of the visit. `before` is a plan of the same day: its proposed pairs
        stay together, and its visits are held to their teams.

        Raises:
            Cancelled: `on_progress` said no.
        """
        return draft_day(
            self.casebook,
            self.locator,
            self.engine,
            self.settings,
            day,
            now,
            locks=locks,
            before=before,
            on_progress=on_progress,
        )

    def finish(self, draft: Draft, routes: tuple[Route, ...], solve_s: float = 0.0) -> Plan:
        """The plan that these routes make of the draft's problem, verified and explained; the draft stays as it is.

        Raises:
            AssertionError: a route breaks a constraint, or a case stands twice or nowhere: our own fault.
        """
        faults = verify(draft.problem, routes)
        if faults:
            raise AssertionError(f"The plan of {draft.day} breaks {len(faults)} constraints: {faults[0]}")
        rulebook = self.casebook.rulebook_on(draft.day)
        if unlawful := unlawful_stops(draft.day, routes, draft.left_out.facts, rulebook):
            raise AssertionError(f"The plan of {draft.day} breaks {unlawful[0][1].rule} at {len(unlawful)} stops.")
        began = perf_counter()
        reasons = why_left_out(draft.problem, routes)
        plan = self.assemble(draft, routes, reasons)
        margins = margins_of(draft.problem, routes)
        seconds = {"prepare": draft.prepare_s, "solve": solve_s, "explain": perf_counter() - began}
        return replace(plan, margins=margins, seconds=seconds)

    def assemble(
        self,
        draft: Draft,
        routes: tuple[Route, ...],
        reasons: Mapping[str, Reason],
        handovers: tuple[Handover, ...] = (),
    ) -> Plan:
        """The plan of routes that are verified already; `reasons` go by the id of each visit left out.

        Raises:
            AssertionError: a case stands twice or nowhere: our own fault.
        """
        left_out = draft.left_out.copy()
        _tell(draft.problem, reasons, left_out)
        planned = _planned_once(draft, routes, left_out)
        met = left_out.met(stop for route in routes for stop in route.stops)
        unplanned = (replace(u, must_call_off=u.must_call_off and n not in met) for n, u in left_out.by_case.items())
        careful = sorted(number for number in planned if cautions(draft.decisions[number]))
        return Plan(
            day=draft.day,
            created=draft.now,
            rule_set=self.casebook.rulebook_on(draft.day).version,
            routes=routes,
            unplanned=tuple(sorted(unplanned, key=_call_off_first)),
            refused_teams=draft.refused,
            call_back=tuple(number for number in left_out.by_case if left_out.agreed(number) and number not in met),
            warnings=draft.warnings + (_careful(careful) if careful else ()),
            handovers=handovers,
            teams=draft.teams,
            engine=self.engine.name,
        )


def margins_of(problem: RoutingProblem, routes: Iterable[Route]) -> dict[str, Margin]:
    """How safe each stop of these routes is, by visit id."""
    return {
        stop.visit.id: Margin(spare_s, chance)
        for route in routes
        for stop, spare_s, chance in zip(route.stops, slack(problem, route), hold_chance(problem, route), strict=True)
    }


def _tell(problem: RoutingProblem, reasons: Mapping[str, Reason], left_out: LeftOut) -> None:
    for visit in problem.visits:
        if visit.id in reasons:
            reason = reasons[visit.id]
            rules = reason.rules or (("R-91",) if visit.is_fixed else ())
            for number in visit.cases:
                left_out.add(number, reason.kind, rules, reason.text, reason.remedy)


def _planned_once(draft: Draft, routes: tuple[Route, ...], left_out: LeftOut) -> set[str]:
    """The cases that are visited, once it is sure that every case stands once."""
    planned = {number for route in routes for stop in route.stops for number in stop.visit.cases}
    twice = planned & left_out.by_case.keys()
    missing = draft.decisions.keys() - planned - left_out.by_case.keys()
    if twice or missing:
        raise AssertionError(f"{len(twice)} cases stand twice, {len(missing)} nowhere.")
    return planned


def _careful(numbers: list[str]) -> tuple[str]:
    listed = "、".join(numbers[:_LISTED]) + (" 等" if len(numbers) > _LISTED else "")
    return (f"出发前须核对 {len(numbers)} 件（备注或历史有提示，见行程单“注意”）：{listed}",)


def _call_off_first(unplanned: UnplannedVisit) -> tuple[bool, int, str]:
    return not unplanned.must_call_off, unplanned.kind.rank, unplanned.case_number


def cautions(decision: Decision) -> tuple[str, ...]:
    """What a team must know of a case that may be visited: the warnings, each with what to do."""
    return tuple(_caution(f) for f in decision.findings if f.severity is Severity.WARN and not f.accepted)


def _caution(finding: Finding) -> str:
    return f"{finding.text}{finding.cure}（{finding.rule}）"
