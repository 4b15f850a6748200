"""The casebook as it stood at one moment, for the pages to show without asking the store again."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from planner.calllist import CallTask, call_list
from planner.case import Case
from planner.casebook import Casebook
from planner.contact import Appointment, ContactAttempt
from planner.finding import Decision, Kind
from planner.lender import Authorisation, Lender
from planner.plan import Plan
from planner.shift import Team
from planner.stage import Stage
from planner.visit import VisitRecord


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that pages show of one day, by case number."""

    day: date
    cases: Mapping[str, Case] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    appointments: Mapping[str, Appointment] = field(default_factory=dict)
    attempts: Mapping[str, tuple[ContactAttempt, ...]] = field(default_factory=dict)
    visits: Mapping[str, tuple[VisitRecord, ...]] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    lenders: Mapping[str, Lender] = field(default_factory=dict)
    authorisations: tuple[Authorisation, ...] = ()
    calls: Mapping[str, CallTask] = field(default_factory=dict)
    """For each case to call, whether that may be done at the moment of the snapshot."""
    stages: Mapping[str, Stage] = field(default_factory=dict)

    def count(self, kind: Kind) -> int:
        """How many cases have this decision."""
        return sum(decision.kind is kind for decision in self.decisions.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """What a day cannot be planned without and nobody has imported: names of DayFiles' fields."""
        there = {
            "cases": self.cases,
            "contacts": self.attempts,
            "lenders": self.lenders,
            "authorisations": self.authorisations,
            "roster": self.teams,
        }
        return tuple(name for name, found in there.items() if not found)


def take(casebook: Casebook, day: date, now: datetime) -> Snapshot:
    """Look at the casebook, for a worker's thread."""
    store = casebook.store
    cases = dict(store.cases())
    attempts: dict[str, list[ContactAttempt]] = defaultdict(list)
    for attempt in store.attempts():
        attempts[attempt.case_number].append(attempt)
    visits: dict[str, list[VisitRecord]] = defaultdict(list)
    for visit in store.visits():
        visits[visit.case_number].append(visit)
    decisions = casebook.check_all(day)
    facts = casebook.all_facts(day, cases)
    # Whoever agreed may have to be called off; whether he has to, the plan says later.
    fixed = [number for number, f in facts.items() if f.appointment is not None and f.appointment.holds_on(day)]
    return Snapshot(
        day,
        cases,
        decisions,
        {number: f.appointment for number, f in facts.items() if f.appointment is not None},
        {number: tuple(sorted(found, key=lambda a: a.at)) for number, found in attempts.items()},
        {number: tuple(sorted(found, key=lambda v: v.day)) for number, found in visits.items()},
        dict(store.teams()),
        dict(store.lenders()),
        store.authorisations(),
        {task.case_number: task for task in call_list(casebook, day, now, fixed, decisions)},
        casebook.stages(facts, decisions),
    )


def overtaken(plan: Plan, then: Snapshot, now: Snapshot) -> tuple[str, ...]:
    """Planned cases of which something has changed since: they must not be visited on this plan."""
    planned = [number for route in plan.routes for stop in route.stops for number in stop.visit.cases]
    if (then.teams, then.lenders, then.authorisations) != (now.teams, now.lenders, now.authorisations):
        return tuple(planned)
    return tuple(
        number
        for number in planned
        if number not in now.decisions
        or now.decisions[number] != then.decisions[number]
        or now.cases.get(number) != then.cases.get(number)
        or now.appointments.get(number) != then.appointments.get(number)
    )
