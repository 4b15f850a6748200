"""What every store must do, asked of the one that forgets and of the one that keeps alike."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.case import CaseState
from planner.case_list import CaseQuery, CaseSort
from planner.event import Action, Event
from planner.lender import Lender
from planner.shift import Team, TravelMode
from planner.store import opening
from planner.store.interface import CaseStore, Records
from planner.store.memory import MemoryStore
from planner.visit import TimeWindow
from tests.planner.store.strategies import cases, money, records

SLOW = settings(
    max_examples=25,
    deadline=None,
    # Every example makes files: shrinking one that fails takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(params=["memory", "file"])
def make_store(
    request: pytest.FixtureRequest, tmp_path: Path, opened: Callable[..., CaseStore]
) -> Callable[[], CaseStore]:
    """Makes an empty store of either kind."""
    numbers = count()
    return MemoryStore if request.param == "memory" else lambda: opened(tmp_path / f"{next(numbers)}.waifang")


def held(store: CaseStore) -> tuple[object, ...]:
    """Everything that a store holds, in its order."""
    return (
        list(store.cases().items()),
        store.conflicting(),
        store.attempts(),
        store.visits(),
        list(store.lenders().items()),
        store.authorisations(),
        list(store.teams().items()),
        store.rulings(),
        store.places(),
    )


def test_an_empty_store_holds_nothing(make_store: Callable[[], CaseStore]) -> None:
    """A new store has no records."""
    assert held(make_store()) == ([], frozenset(), (), (), [], (), [], (), ())


def test_cases_are_replaced_by_number_and_keep_their_place(make_store, make_case) -> None:
    """The newer content counts; the order is that of the first import."""
    store = make_store()
    store.save(Records(cases=[make_case("A"), make_case("B")]))
    store.save(Records(cases=[make_case("A", "2.50"), make_case("C")]))
    assert list(store.cases()) == ["A", "B", "C"]
    assert store.cases()["A"].amounts.total == Decimal("2.50")


def test_a_conflict_takes_the_case_away_until_one_row_comes(make_store, make_case) -> None:
    """A contradicted case is no case; a single new row brings it back at the end."""
    store = make_store()
    store.save(Records(cases=[make_case("A"), make_case("B")], conflicting=["A"]))
    assert (list(store.cases()), store.conflicting()) == (["B"], {"A"})
    store.save(Records(cases=[make_case("A")]))
    assert (list(store.cases()), store.conflicting()) == (["B", "A"], frozenset())
    store.save(Records(conflicting=["A"]))
    assert (list(store.cases()), store.conflicting()) == (["B"], {"A"})


def test_repeated_attempts_are_kept_once_in_their_order(make_store, make_attempt) -> None:
    """The same word twice, in one save or in two, is one word."""
    store, one, two = make_store(), make_attempt(minute=5), make_attempt(minute=1)
    store.save(Records(attempts=[one, two, one]))
    store.save(Records(attempts=[two]))
    assert store.attempts() == (one, two)


def test_records_may_come_as_a_stream(make_store, make_case) -> None:
    """What can be walked through only once is kept whole."""
    store = make_store()
    store.save(Records(cases=(make_case(n) for n in "AB"), conflicting=(n for n in "C"), lenders=iter([Lender("甲")])))
    assert (list(store.cases()), store.conflicting(), list(store.lenders())) == (["A", "B"], {"C"}, ["甲"])


def test_a_roster_takes_the_place_of_the_one_before(make_store) -> None:
    """Whole and in its own order; a save without one leaves it."""
    store = make_store()
    one, two, three = (Team(id, (), "a", "b", TimeWindow(0, 9), TravelMode.CAR) for id in ("T1", "T2", "T3"))
    store.save(Records(teams=[one, two]))
    store.save(Records(lenders=[Lender("甲")]))
    assert list(store.teams().values()) == [one, two]
    store.save(Records(teams=[three, two]))
    assert list(store.teams().values()) == [three, two]
    store.save(Records(teams=()))
    assert store.teams() == {}


def test_events_are_kept_in_their_order(make_store, make_case) -> None:
    """The log grows with what is saved."""
    store = make_store()
    before = len(store.events())
    told = [Event(Action.IMPORT, "cases.xlsx", {"rows": 2}), Event(Action.CONSENT, "A-1")]
    store.save(Records(cases=[make_case()], events=told[:1]))
    store.save(Records(events=told[1:]))
    assert list(store.events()[before:]) == told


@SLOW
@given(saves=st.lists(records, min_size=1, max_size=3))
def test_what_goes_into_a_file_comes_out_equal(saves: Sequence[Records]) -> None:
    """After any saves a file holds what memory holds, also when it is opened anew; amounts to the digit."""
    with TemporaryDirectory() as folder:
        file, memory = Path(folder, "desk.waifang"), MemoryStore()
        store, _ = opening.create_desk(file, "long enough")
        for saved in saves:
            memory.save(saved)
            store.save(saved)
            assert held(store) == held(memory)
        store.close()
        again = opening.open_desk(file, opening.Secret("long enough"))
        try:
            assert held(again) == held(memory)
            amounts = [[repr(case.amounts) for case in found.cases().values()] for found in (again, memory)]
            assert amounts[0] == amounts[1]
        finally:
            again.close()


queries = st.builds(
    CaseQuery,
    number=st.text("AB01-_%", max_size=2),
    state=st.none() | st.sampled_from(CaseState),
    district=st.sampled_from(["", "长宁区", "浦东新区"]),
    total_from=st.none() | money,
    total_to=st.none() | money,
    mandate_ends_by=st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    sort=st.sampled_from(CaseSort),
    is_descending=st.booleans(),
    offset=st.integers(0, 3),
    limit=st.integers(0, 5),
)


@SLOW
@given(saved=st.lists(cases, max_size=8), asked=st.lists(queries, min_size=5, max_size=10))
def test_a_list_of_the_file_is_the_list_of_memory(saved, asked) -> None:
    """Filter, order, page and total are the same whichever store is asked."""
    with TemporaryDirectory() as folder:
        store, _ = opening.create_desk(Path(folder, "desk.waifang"), "long enough")
        memory = MemoryStore()
        for each in (store, memory):
            each.save(Records(cases=saved))
        try:
            for query in asked:
                assert store.list_cases(query) == memory.list_cases(query), query
        finally:
            store.close()
