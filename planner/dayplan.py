"""Front door to a day: locate, plan, verify, explain."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from time import perf_counter
from typing import Protocol

import numpy as np

from planner import calendar
from planner.casebook import Casebook
from planner.clock import Progress, keep_going
from planner.compliance.facts import CaseFacts
from planner.compliance.rules import WRITTEN_CHANNELS, visit_address
from planner.compliance.team_rules import collector_findings, complete_door, team_size, visit_hours
from planner.coordinates import Floats
from planner.errors import Cancelled
from planner.finding import Decision, Finding, Kind, Severity
from planner.plan import Plan, RefusedTeam, Route, UnplannedVisit
from planner.routing.explain import explain
from planner.routing.problem import RoutingProblem
from planner.routing.solve import SolveParams, solve
from planner.routing.verify import verify
from planner.settings import Settings
from planner.shift import Shift, Team, TravelMode
from planner.travel_matrix import TravelMatrix
from planner.visit import Level, Location, Visit

__all__ = ["DayPlanner", "Locator", "SolveParams", "TravelEngine", "cautions"]

_LISTED = 12
"""More case numbers than these are not read in a sentence."""


class Locator(Protocol):
    """Finds addresses."""

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        """One location for each address, in order; what cannot be found has a level that says so."""
        ...


class TravelEngine(Protocol):
    """Knows how long it takes from one point to another."""

    name: str

    def matrix(self, lon: Floats, lat: Floats, mode: TravelMode) -> TravelMatrix:
        """Seconds and metres among all points, given in WGS-84 degrees."""
        ...


@dataclass(slots=True)
class _Draft:
    """A day while it is being planned: what may be visited shrinks, what is left out grows."""

    day: date
    decisions: dict[str, Decision]
    facts: dict[str, CaseFacts]
    unplanned: dict[str, UnplannedVisit] = field(default_factory=dict)
    refused: list[RefusedTeam] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    teams_for: dict[str, frozenset[str]] = field(default_factory=dict)

    def leave_out(self, number: str, kind: Kind, rules: tuple[str, ...], reason: str, remedy: str) -> None:
        """Write down why a case is not visited; somebody who agreed to this day alone has to be told."""
        appointment = self.facts[number].appointment if number in self.facts else None
        is_due = appointment is not None and appointment.last_day == self.day
        self.unplanned[number] = UnplannedVisit(number, kind, rules, reason, remedy, must_call_off=is_due)


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
    ) -> Plan:
        """Plan one day: every case ends in exactly one stop or once among the unplanned, with a true reason.

        `on_progress` returning False keeps the best plan so far once the solver runs, and stops before that.

        Raises:
            Cancelled: stopped before there was a plan.
            PlannerError: the solver's process died or ran out of time.
        """
        began = perf_counter()
        params = params or SolveParams(seconds=self.settings.solve_seconds)
        draft = self._draft(day, now)
        if not on_progress(5, "定位地址"):
            raise Cancelled("plan")
        self._make_shifts(draft)
        self._make_visits(draft)
        problem = self._problem(draft)
        prepared = perf_counter()
        if not on_progress(15, "规划路线"):
            raise Cancelled("plan")
        routes = solve(problem, params, lambda percent, text: on_progress(15 + percent * 80 // 100, text))
        solved = perf_counter()
        faults = verify(problem, routes)
        if faults:
            raise AssertionError(f"The plan of {day} breaks {len(faults)} constraints: {faults[0]}")
        self._explain(draft, problem, routes)
        return Plan(
            day=day,
            created=now,
            rule_set=self.casebook.rulebook.version,
            routes=routes,
            unplanned=tuple(sorted(draft.unplanned.values(), key=_call_off_first)),
            refused_teams=tuple(draft.refused),
            call_back=tuple(u.case_number for u in draft.unplanned.values() if self._agreed(draft, u.case_number)),
            warnings=tuple(draft.warnings),
            engine=self.engine.name,
            seconds={
                "prepare": prepared - began,
                "solve": solved - prepared,
                "explain": perf_counter() - solved,
            },
        )

    def _draft(self, day: date, now: datetime) -> _Draft:
        decisions = self.casebook.check_all(day)
        facts = self.casebook.all_facts(day, self.casebook.store.cases())
        draft = _Draft(day, decisions, facts)
        draft.warnings += _day_warnings(day, now.date())
        for number, decision in decisions.items():
            if decision.kind is not Kind.VISIT:
                draft.leave_out(number, decision.kind, decision.rules, decision.reason, decision.remedy)
        return draft

    def _make_shifts(self, draft: _Draft) -> None:
        """Keep the teams that may go and whose office can be found; say who may not, and why."""
        rulebook = self.casebook.rulebook
        may_go: list[Team] = []
        lenders: dict[str, list[str]] = defaultdict(list)
        for team in self.casebook.store.teams().values():
            size = team_size(len(team.collectors), rulebook["R-40"])
            people = [self.casebook.collector_facts(c, draft.day) for c in team.collectors]
            found = [("", size)] if size else []
            found += [(p.collector.staff_number, f) for p in people for f in collector_findings(p, rulebook)]
            stops = [(who, f) for who, f in found if f.severity is Severity.BLOCK]
            draft.warnings += [f"小组 {team.id}：{f.text}{f.cure}" for _, f in found if f.severity is Severity.WARN]
            if stops:
                draft.refused += [RefusedTeam(team.id, who, f.rule, f"{f.text}{f.cure}") for who, f in stops]
                continue
            may_go.append(team)
            for lender in frozenset.intersection(*(p.authorised_lenders() for p in people)):
                lenders[lender].append(team.id)
        draft.shifts = self._located_shifts(draft, may_go)
        working = {shift.team for shift in draft.shifts}
        draft.teams_for = {lender: working & set(teams) for lender, teams in lenders.items()}  # type: ignore[misc]

    def _located_shifts(self, draft: _Draft, teams: list[Team]) -> list[Shift]:
        starts = self.locator.locate_all([team.start_address for team in teams])
        ends = self.locator.locate_all([team.end_address for team in teams])
        shifts = []
        for team, start, end in zip(teams, starts, ends, strict=True):
            if start.is_plannable and end.is_plannable:
                shifts.append(Shift(team.id, start, end, team.hours, team.mode, team.rest, team.max_visits))
            else:
                which = "返回地址" if start.is_plannable else "出发地址"
                draft.refused.insert(
                    0, RefusedTeam(team.id, "", "to-locate", f"{which}无法定位，该组未参与规划。请在名单中改正地址。")
                )
        return shifts

    def _make_visits(self, draft: _Draft) -> None:
        """Locate the doors, then join the cases of one debtor and one lender into one visit (R-90)."""
        wanted = {n: visit_address(draft.facts[n]) or "" for n, d in draft.decisions.items() if d.kind is Kind.VISIT}
        located = dict(zip(wanted, self.locator.locate_all(list(wanted.values())), strict=True))
        groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for number, location in located.items():
            door = complete_door(location, self.casebook.rulebook["R-82"])
            if not location.is_plannable:
                reason = location.note or "地址无法定位到可上门的精度。"
                # Of a place that was not found at all, nobody can say whether its door is complete.
                rules = (door.rule,) if door and location.level is not Level.NONE else ()
                draft.leave_out(number, Kind.TO_LOCATE, rules, reason, "请核对地址并在地图上定位，或电话问清。")
            elif door:
                draft.leave_out(number, Kind.TO_LOCATE, (door.rule,), door.text, door.cure)
            else:
                case = draft.facts[number].case
                groups[case.debtor.key][case.lender].append(number)
        for by_lender in groups.values():
            visits = [self._visit(draft, numbers, located) for numbers in by_lender.values()]
            self._keep_one_lender(draft, visits)

    def _visit(self, draft: _Draft, numbers: list[str], located: Mapping[str, Location]) -> Visit:
        """One call for all these cases of one debtor and lender; where windows differ the newest agreement leads."""
        facts = sorted((draft.facts[n] for n in numbers), key=lambda f: f.consent.at if f.consent else f.attempts[0].at)
        lead = facts[-1]
        consent, appointment = lead.consent, lead.appointment
        if consent is None or appointment is None:
            raise AssertionError(f"Case {lead.case.number} may be visited without a consent.")
        window = appointment.window
        for other in facts:
            if other.appointment is not None:
                window = window.clip(other.appointment.window) or window
        service_s = self.settings.service_minutes * 60
        is_written = consent.channel in WRITTEN_CHANNELS
        permitted, warning = visit_hours(window, service_s, is_written, self.casebook.rulebook)
        if warning:
            draft.warnings.append(f"案件 {lead.case.number}：{warning.text}{warning.cure}")
        return Visit(
            id=lead.case.number,
            cases=tuple(f.case.number for f in reversed(facts)),
            lender=lead.case.lender,
            debtor_key=lead.case.debtor.key,
            location=located[lead.case.number],
            service_s=service_s,
            windows=(window,),
            permitted=permitted,
            is_fixed=any(f.appointment is not None and f.appointment.last_day == draft.day for f in facts),
            value=max(self._value(f) for f in facts),
            allowed_teams=draft.teams_for.get(lead.case.lender, frozenset()),
        )

    def _value(self, facts: CaseFacts) -> float:
        case, consent = facts.case, facts.consent
        mandate_days = (case.mandate_end - facts.day).days if case.mandate_end else 0
        waiting = (facts.day - consent.at.date()).days if consent else 0
        promises = sum(v.outcome.value == "达成承诺" for v in facts.visits)
        return self.settings.visit_value(case.days_overdue or 0, mandate_days, waiting, promises)

    def _keep_one_lender(self, draft: _Draft, visits: list[Visit]) -> None:
        """Of one debtor's visits for several lenders keep the one due today, else the first agreed (R-90)."""
        first, *others = sorted(visits, key=lambda v: (not v.is_fixed, draft.facts[v.id].consent.at, v.id))  # type: ignore[union-attr]
        draft.visits.append(first)
        for visit in others:
            for number in visit.cases:
                reason = f"同一债务人当日已安排另一委托方的到访（案件 {first.id}）。"
                draft.leave_out(number, Kind.BLOCKED, ("R-90",), reason, "请与债务人改约另一日，间隔至少 7 日。")

    def _problem(self, draft: _Draft) -> RoutingProblem:
        places = [v.location for v in draft.visits]
        for shift in draft.shifts:
            places += [shift.start, shift.end]
        lon = np.array([p.lon for p in places])
        lat = np.array([p.lat for p in places])
        modes = sorted({shift.mode for shift in draft.shifts})
        matrices = {mode: self.engine.matrix(lon, lat, mode) for mode in modes}
        return RoutingProblem(tuple(draft.visits), tuple(draft.shifts), matrices)

    def _explain(self, draft: _Draft, problem: RoutingProblem, routes: tuple[Route, ...]) -> None:
        reasons = explain(problem, routes)
        for visit in problem.visits:
            if visit.id not in reasons:
                continue
            reason = reasons[visit.id]
            rules = ("R-89",) if not visit.allowed_teams else ("R-91",) if visit.is_fixed else ()
            for number in visit.cases:
                draft.leave_out(number, reason.kind, rules, reason.text, reason.remedy)
        planned = {number for route in routes for stop in route.stops for number in stop.visit.cases}
        twice, missing = planned & draft.unplanned.keys(), draft.decisions.keys() - planned - draft.unplanned.keys()
        if twice or missing:
            raise AssertionError(f"{len(twice)} cases stand twice, {len(missing)} nowhere.")
        careful = sorted(number for number in planned if cautions(draft.decisions[number]))
        if careful:
            listed = "、".join(careful[:_LISTED]) + (" 等" if len(careful) > _LISTED else "")
            draft.warnings.append(f"出发前须核对 {len(careful)} 件（备注或历史有提示，见行程单“注意”）：{listed}")

    def _agreed(self, draft: _Draft, number: str) -> bool:
        """Whether the debtor agreed to this day and nothing but us stands in the way, so that he must be called."""
        facts = draft.facts.get(number)
        appointment = facts.appointment if facts else None
        return appointment is not None and appointment.holds_on(draft.day)


def _day_warnings(day: date, today: date) -> Iterable[str]:
    if day < today:
        yield f"规划日 {day} 早于今天 {today}：仅供查看，不得据此上门。"
    try:
        name = calendar.holiday(day)
    except LookupError:
        yield f"{day.year} 年节假日安排尚未收录：请人工确认 {day} 是否为工作日（R-23）。"
    else:
        if name:
            yield f"{day} 是法定节假日（{name}）：原则上不安排外访（R-23）。"


def _call_off_first(unplanned: UnplannedVisit) -> tuple[bool, int, str]:
    return not unplanned.must_call_off, unplanned.kind.rank, unplanned.case_number


def cautions(decision: Decision) -> tuple[str, ...]:
    """What a team must know of a case that may be visited: the warnings, each with what to do."""
    return tuple(_caution(f) for f in decision.findings if f.severity is Severity.WARN)


def _caution(finding: Finding) -> str:
    return f"{finding.text}{finding.cure}（{finding.rule}）"
