"""Front door to slots: windows of the coming days to offer a debtor on the phone, none of which breaks a rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from threading import Lock as Guard
from typing import Any

from planner import calendar
from planner.clock import Progress, keep_going
from planner.compliance.decide import decide
from planner.consenting import consent_now, too_near
from planner.contact import ContactAttempt
from planner.daydraft import with_visit
from planner.dayplan import DayPlanner, Draft
from planner.dayteams import DayTeams, teams_of
from planner.dayvisits import LeftOut, VisitMaker
from planner.errors import Cancelled, PlannerError
from planner.finding import Kind
from planner.plan import Plan, Route
from planner.routing.exact.insert import fill
from planner.routing.exact.schedule import Timing
from planner.routing.offer import DayState, Offer, offers, tentative
from planner.routing.problem import Lock, RoutingProblem
from planner.routing.replan.before import mended, tours_of
from planner.visit import Visit

__all__ = ["NUM_DAYS", "Offer", "Offering", "Slots", "coming_days"]

NUM_DAYS = 7
"""Working days that are looked at."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What can be offered for one case, the cheapest first; `reason` says why it is nothing, "" where there is some."""

    case_number: str
    offers: tuple[Offer, ...] = ()
    reason: str = ""


def coming_days(first: date, now: datetime) -> tuple[date, ...]:
    """The working days from `first` on, tomorrow at the earliest: today's teams are on their way."""
    return calendar.working_days(max(first, now.date() + timedelta(days=1)), NUM_DAYS)


@dataclass(frozen=True, slots=True)
class _Day:
    """A coming day, ready to be asked about any case."""

    draft: Draft
    teams: DayTeams
    problem: RoutingProblem
    routes: tuple[Route, ...]
    by_debtor: Mapping[str, Sequence[str]]


class Offering:
    """Keeps the coming days' tours until cases, contacts, people or the plan change. Any thread may ask."""

    def __init__(self, dayplan: DayPlanner) -> None:
        self.dayplan = dayplan
        self._guard = Guard()
        self._known: tuple[Any, ...] = ()
        self._attempts: tuple[ContactAttempt, ...] = ()
        self._heard: set[str] = set()
        """Debtors of whom something was recorded since the days were worked out."""
        self._days: dict[date, _Day] = {}
        self._slots: dict[tuple[Any, ...], Slots] = {}

    def forget(self) -> None:
        """Work the days out anew, for what no record tells of: a place that was found."""
        with self._guard:
            self._known = ()

    def slots(
        self,
        number: str,
        days: Sequence[date],
        now: datetime,
        plan: Plan | None = None,
        locks: Mapping[str, Lock] | None = None,
        *,
        place: str = "",
        address: str = "",
    ) -> Slots:
        """The best five windows for a case, if its debtor agreed to them now.

        The day of `plan` is asked with its tours and `locks`, the others with what was agreed for them; a debtor who
        agreed to several days counts on each of them, unless `plan` has him. `address` is where he wants to be
        visited, at the kind of `place` that he calls it; "" is where he agreed to before, else his home.

        Raises:
            PlannerError: no case has this number.
        """
        with self._guard:
            self._forget_what_changed(number, now, plan, locks or {})
            key = (number, tuple(days), place, address)
            if key not in self._slots:
                self._slots[key] = self._ask(number, days, now, plan, locks or {}, (place, address))
            return self._slots[key]

    def for_call_back(
        self,
        plan: Plan,
        now: datetime,
        locks: Mapping[str, Lock] | None = None,
        on_progress: Progress = keep_going,
    ) -> dict[str, Slots]:
        """Slots for everyone who agreed to the plan's day and is left out, each as if he were the only one.

        Raises:
            Cancelled: `on_progress` said no.
        """
        days = coming_days(plan.day, now)
        known = self.dayplan.casebook.store.cases()
        found = {}
        for n, number in enumerate(plan.call_back):
            if not on_progress(100 * n // len(plan.call_back), "查找可约时段"):
                raise Cancelled("offers")
            if number in known:
                found[number] = self.slots(number, days, now, plan, locks)
        return found

    def _forget_what_changed(self, number: str, now: datetime, plan: Plan | None, locks: Mapping[str, Lock]) -> None:
        """Keep the days that what was recorded since cannot have changed: one call is no news for most days."""
        store = self.dayplan.casebook.store
        known = (
            tuple(store.cases().values()),
            store.conflicting(),
            store.visits(),
            tuple(store.lenders().values()),
            store.authorisations(),
            tuple(store.teams().values()),
            store.rulings(),
            now.date(),
            plan,
            dict(locks),
        )
        attempts, num_read = store.attempts(), len(self._attempts)
        if known != self._known or attempts[:num_read] != self._attempts:
            self._days.clear()
            self._heard.clear()
        elif num_read < len(attempts):
            for attempt in attempts[num_read:]:
                self._hear(attempt)
        if self._debtor(number) in self._heard:
            self._days.clear()
            self._heard.clear()
        if known != self._known or attempts != self._attempts:
            self._known, self._attempts = known, attempts
            self._slots.clear()

    def _hear(self, attempt: ContactAttempt) -> None:
        """Days that the debtor agreed to, or no longer agrees to, are worked out anew; the others stay."""
        debtor = self._debtor(attempt.case_number)
        self._heard.add(debtor)
        for day, known in list(self._days.items()):
            agreed = attempt.appointment is not None and attempt.appointment.holds_on(day)
            if agreed or any(visit.debtor_key == debtor for visit in known.problem.visits):
                del self._days[day]

    def _debtor(self, number: str) -> str:
        case = self.dayplan.casebook.store.cases().get(number)
        return case.debtor.key if case else ""

    def _ask(
        self,
        number: str,
        days: Sequence[date],
        now: datetime,
        plan: Plan | None,
        locks: Mapping[str, Lock],
        where: tuple[str, str],
    ) -> Slots:
        if number not in self.dayplan.casebook.store.cases():
            raise PlannerError("没有此案件", f"案件编号 {number} 不在案件中。", "请先导入该案件，或核对编号。")
        states, reasons = [], []
        for day in days:
            known = self._day(day, now, plan, locks)
            found = self._wanted(known, number, now, where)
            if isinstance(found, Visit):
                states.append(_state(self.dayplan, known, found))
            else:
                reasons.append(found)
        best = offers(states, number)
        if best:
            return Slots(number, best)
        if not days:
            return Slots(number, reason="今后的节假日安排尚未收录，无法判断工作日（R-23）。")
        if not states:
            return Slots(number, reason=reasons[0])
        others = f"其余日期：{reasons[0]}" if reasons else ""
        return Slots(number, reason=f"今后可上门的 {len(states)} 个工作日都没有小组能在规定时段内到访。{others}")

    def _day(self, day: date, now: datetime, plan: Plan | None, locks: Mapping[str, Lock]) -> _Day:
        if day not in self._days:
            of_day = plan if plan and plan.day == day else None
            draft = self.dayplan.draft(day, now, locks=locks if of_day else None, before=of_day)
            teams = teams_of(self.dayplan.casebook, self.dayplan.locator, day, of_day.teams if of_day else ())
            by_debtor: dict[str, list[str]] = defaultdict(list)
            for number, facts in draft.left_out.facts.items():
                by_debtor[facts.case.debtor.key].append(number)
            # Who had a visit before does not matter: nobody is moved.
            problem = replace(draft.problem, held={})
            routes = _planned(problem, of_day) if of_day else tentative(_shut(problem, _cases_of(plan)))
            self._days[day] = _Day(draft, teams, problem, routes, by_debtor)
        return self._days[day]

    def _wanted(self, known: _Day, number: str, now: datetime, where: tuple[str, str]) -> Visit | str:
        """The visit that a consent of now would make on this day, or the sentence that forbids it."""
        draft, rulebook = known.draft, self.dayplan.casebook.rulebook_on(known.draft.day)
        decision = draft.decisions[number]
        if "R-28" in decision.rules:
            return f"{decision.reason}{decision.remedy}"
        debtor = draft.left_out.facts[number].case.debtor.key
        told = {n: draft.left_out.facts[n] for n in known.by_debtor[debtor]}
        clash = too_near(told, number, now.date(), rulebook["R-26"].number("days_between"))
        if clash:
            return clash
        word = consent_now(told[number], now, *where)
        told = {n: replace(facts, attempts=(*facts.attempts, word)) for n, facts in told.items()}
        left_out = LeftOut(draft.day, told)
        maker = VisitMaker(left_out, known.teams, rulebook, self.dayplan.settings)
        decisions = {n: decide(facts, rulebook) for n, facts in told.items()}
        visits = maker.visits(decisions, self.dayplan.locator)
        wanted = next((visit for visit in visits if number in visit.cases), None)
        if wanted is None:
            left = left_out.by_case[number]
            return f"{left.reason}{left.remedy}"
        return replace(wanted, id=number)


def _state(dayplan: DayPlanner, known: _Day, wanted: Visit) -> DayState:
    """The day with this visit in place of whatever was agreed with its debtor."""
    visits = known.problem.visits
    keep = [n for n, visit in enumerate(visits) if visit.debtor_key != wanted.debtor_key]
    there = {visits[n].id for n in keep}
    routes = [replace(r, stops=tuple(s for s in r.stops if s.visit.id in there)) for r in known.routes]
    locks = {id: lock for id, lock in known.problem.locks.items() if id in there}
    problem = replace(known.problem, locks=locks)
    return DayState(known.draft.day, with_visit(dayplan.engine, problem, keep, wanted), routes)


def _cases_of(plan: Plan | None) -> frozenset[str]:
    routes = plan.routes if plan else ()
    return frozenset(number for route in routes for stop in route.stops for number in stop.visit.cases)


def _planned(problem: RoutingProblem, plan: Plan) -> tuple[Route, ...]:
    """The plan's tours with whom was agreed since; who is left out by the plan stays out."""
    out = {left.case_number for left in plan.unplanned if left.kind in (Kind.RED, Kind.YELLOW)}
    by_case = {number: visit for visit in problem.visits for number in visit.cases}
    routes = []
    for route in plan.routes:
        stops = [(stop, next((by_case[n] for n in stop.visit.cases if n in by_case), None)) for stop in route.stops]
        routes.append(replace(route, stops=tuple(replace(stop, visit=visit) for stop, visit in stops if visit)))
    timing = Timing(_shut(problem, out))
    tours = mended(timing, tours_of(problem, routes))
    fill(timing, tours)
    written = (timing.route(shift, tour) for shift, tour in enumerate(tours) if tour)
    return tuple(route for route in written if route)


def _shut(problem: RoutingProblem, numbers: Set[str]) -> RoutingProblem:
    """The problem in which no team may visit these cases, so that they are in no tour."""
    visits = (replace(v, allowed_teams=frozenset()) if numbers & set(v.cases) else v for v in problem.visits)
    return replace(problem, visits=tuple(visits))
