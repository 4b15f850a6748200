"""How long it takes to decide 100,000 cases for one day: every rule about a case, histories joined to people."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from time import perf_counter

import numpy as np

from planner import clock
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor, Remark
from planner.casebook import Casebook
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.lender import Lender
from planner.ruling import Hold, HoldKind
from planner.store.interface import Records
from planner.store.memory import MemoryStore
from planner.visit import TimeWindow, VisitOutcome, VisitRecord
from tests.bench.bars import Bar

DAY = date(2026, 11, 24)
NUM_CASES = 100_000
LIMIT_S = 10.0
_LENDERS = ("甲", "乙", "丙")
_WORDS = (ContactOutcome.CONSENT, ContactOutcome.NOT_REACHED, ContactOutcome.POSTPONED, ContactOutcome.REFUSED)
_WINDOW = TimeWindow(10 * 3600, 12 * 3600)


def check(num_cases: int = NUM_CASES, limit_s: float = LIMIT_S) -> Iterator[Bar]:
    """Decide all cases once; the note says what came of it."""
    casebook = _casebook(num_cases)
    began = perf_counter()
    decisions = casebook.check_all(DAY)
    seconds = perf_counter() - began
    found = sum(len(decision.findings) for decision in decisions.values())
    yield Bar(f"check {num_cases:,} cases for one day", seconds, limit_s, " s", f"{found:,} findings")


def _casebook(num_cases: int) -> Casebook:
    """A desk of invented people: one in eight has two contracts, two attempts a case, a visit to one in ten."""
    rng = np.random.default_rng(1)
    cases = [_case(n, n - n % 8 // 7) for n in range(num_cases)]
    attempts = [_attempt(case.number, int(word), turn) for turn in (0, 1) for case, word in _with_words(cases, rng)]
    visits = [VisitRecord(case.number, DAY - timedelta(days=30), VisitOutcome.NO_AGREEMENT) for case in cases[::10]]
    at = datetime(2026, 11, 20, 9, tzinfo=clock.SHANGHAI)
    holds = [Hold(case.number, HoldKind.LEGAL, "甲员", "等候", at) for case in cases[::50]]
    lenders = [
        Lender(name, "消费金融公司", f"{name}→本机构", "", False, "list", DAY, "APP", "户名", "400", "12378")
        for name in _LENDERS
    ]
    store = MemoryStore()
    store.save(Records(cases, (), attempts, visits, lenders, rulings=holds))
    return Casebook(store, Desk("机构", "1", "a", "2", "3", "4", True, True, True))


def _with_words(cases: list[Case], rng: np.random.Generator) -> Iterator[tuple[Case, int]]:
    yield from zip(cases, rng.integers(0, len(_WORDS), len(cases)), strict=True)


def _case(n: int, person: int) -> Case:
    return Case(
        f"B{n:06d}",
        _LENDERS[n % 3],
        Debtor(f"p{person}", "张三", f"3101991990{person:08d}", "19000000001", birth_date=date(1990, 1, 1)),
        Amounts(Decimal("110.00"), Decimal("100.00"), Decimal("8.00"), Decimal("2.00"), as_of=DAY),
        CaseState.ACTIVE,
        contract=f"HT{n}",
        annual_rate=Decimal("0.18"),
        days_overdue=n % 900,
        mandate_start=date(2026, 10, 1),
        mandate_end=date(2026, 12, 31),
        addresses=(
            (AddressKind.HOME, f"上海市长宁区长宁路{n}弄3号501室"),
            (AddressKind.CONTACT, f"上海市普陀区真光路{n}弄2号101室"),
        ),
        remarks=frozenset({Remark.HARDSHIP}) if n % 20 == 0 else frozenset(),
    )


def _attempt(number: str, word: int, turn: int) -> ContactAttempt:
    outcome = _WORDS[word]
    at = datetime(2026, 11, 21 + turn, 10, tzinfo=clock.SHANGHAI)
    agreed = Appointment(DAY, DAY, _WINDOW, "住所") if outcome is ContactOutcome.CONSENT else None
    answered_by = "" if outcome is ContactOutcome.NOT_REACHED else "本人"
    return ContactAttempt(number, at, outcome, answered_by=answered_by, appointment=agreed)
