"""A small desk: the cases, agreements and teams of a day told in a few words, over a handful of places."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from planner import clock
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.lender import Authorisation, Lender
from planner.settings import Settings
from planner.shift import Collector, Team, TravelMode
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.travel.estimate import Estimate
from planner.visit import Level, Location, TimeWindow, VisitRecord

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=clock.SHANGHAI)
HOUR = 3600
PLACES = {
    "近": Location("近", 121.47, 31.23, Level.HOUSE_NUMBER, 200, door_complete=True),
    "远": Location("远", 121.50, 31.24, Level.HOUSE_NUMBER, 200, door_complete=True),
    "办公室": Location("办公室", 121.46, 31.22, Level.HOUSE_NUMBER, 200),
    "没有室号": Location("没有室号", 121.47, 31.23, Level.HOUSE_NUMBER, 200),
    "只有区": Location("只有区", 121.47, 31.23, Level.DISTRICT, 9000, note="地址只写到区。", door_complete=True),
}
LENDERS = ("甲", "乙")


class Places:
    """A locator over the few places of these tests."""

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        return [PLACES.get(address, Location(address, note="找不到。")) for address in addresses]


def collector(number: str, **more: Any) -> Collector:
    """One who may go."""
    return Collector(number, f"外访{number}", "", "1", "GZ", date(2026, 8, 1), True, True, "ZF", **more)


def team(id: str, *, hours: tuple[int, int] = (9, 18), start: str = "办公室", people: int = 2, **more: Any) -> Team:
    """A team by car whose people are called after it (T1-0, T1-1), unless they are given."""
    crew = more.pop("crew", None) or tuple(collector(f"{id}-{n}") for n in range(people))
    window = TimeWindow(hours[0] * HOUR, hours[1] * HOUR)
    return Team(id, crew, start, "办公室", window, more.pop("mode", TravelMode.CAR), **more)


def single(number: str, **more: Any) -> Team:
    """A collector without a team."""
    crew = (collector(number, **more.pop("person", {})),)
    return team(f"未编组 {number}", crew=crew, needs_partner=True, **more)


def case(
    number: str, *, key: str = "", lender: str = "甲", address: str = "近", days_overdue: int = 90, **more: Any
) -> Case:
    """A case in order; two of one `key` are one debtor's."""
    return Case(
        number,
        lender,
        Debtor(key or number, "张三", "310199199001011234", birth_date=date(1990, 1, 1)),
        Amounts(Decimal("1.00"), Decimal("1.00"), Decimal(0), Decimal(0), as_of=DAY),
        CaseState.ACTIVE,
        days_overdue=days_overdue,
        mandate_start=date(2026, 10, 1),
        mandate_end=date(2027, 1, 1),
        addresses=((AddressKind.HOME, address),),
        **more,
    )


def agreed(
    number: str, *, start: int = 10, end: int = 12, last: date = DAY, minute: int = 0, others: Any = (), **more: Any
) -> ContactAttempt:
    """A consent for today, by default fixed; `others` are further windows in hours."""
    at = datetime(2026, 11, 23, 9, minute, tzinfo=clock.SHANGHAI)
    further = tuple(TimeWindow(a * HOUR, b * HOUR) for a, b in others)
    appointment = Appointment(DAY, last, TimeWindow(start * HOUR, end * HOUR), "住所", other_windows=further)
    return ContactAttempt(number, at, ContactOutcome.CONSENT, answered_by="本人", appointment=appointment, **more)


def parts(
    cases: list[Case],
    attempts: list[ContactAttempt],
    teams: list[Team],
    *,
    visits: Sequence[VisitRecord] = (),
    unauthorised: Sequence[tuple[str, str]] = (),
    **settings: Any,
) -> Any:
    """Casebook, locator, engine and settings; all may act for both lenders, but for `unauthorised` (lender, number)."""
    # Only here, so that the tests of an engine do not need the doors.
    from planner.casebook import Casebook

    store = MemoryStore()
    lenders = [
        Lender(name, "银行", f"{name}→本机构", "", False, "list", DAY, "APP", "户名", "400", "12378")
        for name in LENDERS
    ]
    papers = [
        Authorisation("SQ", lender, c.staff_number, date(2026, 1, 1), date(2027, 1, 1))
        for lender in LENDERS
        for t in teams
        for c in t.collectors
        if (lender, c.staff_number) not in unauthorised
    ]
    store.save(Records(cases, (), attempts, visits, lenders, papers, teams))
    desk = Desk("机构", "1", "a", "2", "3", "4", True, True, True)
    return Casebook(store, desk), Places(), Estimate(), Settings(**settings)


def planner(*told: Any, **more: Any) -> Any:
    """A day planner over `parts`."""
    from planner.dayplan import DayPlanner

    return DayPlanner(*parts(*told, **more))


def draft(*told: Any, before: Any = None, locks: Any = None, **more: Any) -> Any:
    """The draft of today over `parts`."""
    from planner.daydraft import draft_day

    return draft_day(*parts(*told, **more), DAY, NOW, before=before, locks=locks)


@pytest.fixture
def desk() -> SimpleNamespace:
    """The words to tell a day with."""
    return SimpleNamespace(
        DAY=DAY,
        NOW=NOW,
        HOUR=HOUR,
        collector=collector,
        team=team,
        single=single,
        case=case,
        agreed=agreed,
        planner=planner,
        draft=draft,
    )
