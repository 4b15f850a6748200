"""Offering slots by the door that the window asks: seven days without a plan, each full of appointments."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from time import perf_counter

from planner import clock
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor
from planner.casebook import Casebook
from planner.compliance import rulebook
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.dayplan import DayPlanner
from planner.desk import Desk
from planner.lender import Authorisation, Lender
from planner.offering import Offering, coming_days
from planner.shift import Collector, Shift, Team, TravelMode
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.travel.estimate import Estimate
from planner.visit import Location, Visit
from tests.bench.bars import Bar
from tests.bench.days import Size, day

FULL = Size(300, 20)
NOW = datetime(2026, 11, 23, 18, tzinfo=clock.SHANGHAI)
ALWAYS = date(2026, 1, 1), date(2027, 12, 31)
LENDER = "甲"
LIMIT_S = 0.3


class _Places:
    """The places of the synthetic days, by an address of our own."""

    def __init__(self) -> None:
        self.known: dict[str, Location] = {}

    def add(self, name: str, place: Location) -> str:
        self.known[name] = replace(place, address=name, door_complete=True)
        return name

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        return [self.known[address] for address in addresses]


def slots(of: Size = FULL, tries: int = 10) -> Iterator[Bar]:
    """Seconds for one debtor's slots once the days are known, the median; how long the first took stands beside it."""
    door, numbers, days = _door(of, tries)
    seconds, found = [], []
    for number in numbers:
        began = perf_counter()
        found.append(door.slots(number, days, NOW))
        seconds.append(perf_counter() - began)
    least = min(len(one.offers) for one in found)
    note = f"slowest {max(seconds[1:]):.2f} s, after a change of data {seconds[0]:.1f} s, at least {least} slots"
    yield Bar(f"offer slots, {len(days)} days of {of}", median(seconds[1:]), LIMIT_S, " s", note)


def _door(of: Size, tries: int) -> tuple[Offering, list[str], tuple[date, ...]]:
    """The door, those who ask, the days."""
    places, days = _Places(), coming_days(NOW.date(), NOW)
    first = day(of, 1, by_hour=True)
    teams = [_team(places, shift) for shift in first.shifts]
    cases, attempts = [], []
    for n, on in enumerate(days):
        for visit in day(of, n + 1, by_hour=True).visits:
            case = _case(places, f"{n}-{visit.id}", visit)
            cases.append(case)
            attempts.append(_agreed(case.number, on, visit))
    asking = [_case(places, f"W-{visit.id}", visit) for visit in day(Size(tries, 1), 99).visits]
    lender = Lender(LENDER, "银行", "甲→本机构", "", False, "名单", ALWAYS[0], "APP", "户名", "400", "12378")
    papers = [Authorisation("SQ", LENDER, c.staff_number, *ALWAYS) for team in teams for c in team.collectors]
    store = MemoryStore()
    store.save(Records([*cases, *asking], (), attempts, (), [lender], papers, teams))
    desk = Desk("机构", "1", "地址", "2", "3", "4", True, True, True)
    return Offering(DayPlanner(Casebook(store, desk, _patient()), places, Estimate())), [c.number for c in asking], days


def _patient() -> rulebook.Rulebook:
    """The rules with balances and reviews that do not age, so that every day may be offered."""
    rules = rulebook.load()
    ageless = {"R-50": {"days": 10_000}, "R-10": {"review_days": 10_000}, "R-41": {"training_days": 10_000}}
    return replace(
        rules, rules={id: replace(r, params={**r.params, **ageless.get(id, {})}) for id, r in rules.rules.items()}
    )


def _case(places: _Places, number: str, visit: Visit) -> Case:
    nothing = Decimal(0)
    return Case(
        number,
        LENDER,
        Debtor(number, "张三", "", birth_date=date(1990, 1, 1)),
        Amounts(Decimal(1), Decimal(1), nothing, nothing, as_of=ALWAYS[0]),
        CaseState.ACTIVE,
        days_overdue=90,
        mandate_start=ALWAYS[0],
        mandate_end=ALWAYS[1],
        addresses=((AddressKind.HOME, places.add(number, visit.location)),),
    )


def _agreed(number: str, on: date, visit: Visit) -> ContactAttempt:
    appointment = Appointment(on, on, visit.windows[0], "住所", other_windows=visit.windows[1:])
    return ContactAttempt(number, NOW, ContactOutcome.CONSENT, answered_by="本人", appointment=appointment)


def _team(places: _Places, shift: Shift) -> Team:
    people = tuple(Collector(f"{shift.team}-{n}", "外访", "", "1", "GZ", ALWAYS[0], True, True, "ZF") for n in range(2))
    start, end = (places.add(f"{shift.team}-{which}", getattr(shift, which)) for which in ("start", "end"))
    return Team(shift.team, people, start, end, shift.hours, TravelMode.CAR, shift.rest)
