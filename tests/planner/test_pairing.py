"""Collectors without a team are paired."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.pairing import Pairing, Single, propose
from planner.shift import Break, Collector, Team, TravelMode
from planner.visit import TimeWindow

HOUR = 3600


def single(number: str, lenders: str = "甲", hours: tuple[int, int] = (9, 18), skills: str = "", **more: Any) -> Single:
    """A collector by car from one office, who may act for the lenders named by one character each."""
    person = Collector(number, "", "", skills=frozenset(skills))
    start = more.pop("start", "办公室")
    window = TimeWindow(hours[0] * HOUR, hours[1] * HOUR)
    mode = more.pop("mode", TravelMode.CAR)
    return Single(
        Team(f"未编组 {number}", (person,), start, start, window, mode, needs_partner=True, **more), frozenset(lenders)
    )


def numbers(pairing: Pairing) -> list[str]:
    """Each pair as the letters of its staff numbers."""
    return ["".join(c.staff_number for c in pair.collectors) for pair, _ in pairing.pairs]


def reasons(pairing: Pairing) -> dict[str, str]:
    """Why each person is left over."""
    return {left.collector.staff_number: reason for left, reason in pairing.unpaired}


def test_those_of_one_office_go_together() -> None:
    """Before longer hours, more lenders and more skills."""
    people = [single("A", start="东"), single("B", "甲乙", start="西"), single("C", hours=(11, 20), start="东")]
    pairing = propose([*people, single("D", "甲乙", start="西")])
    assert numbers(pairing) == ["AC", "BD"]


def test_nobody_is_left_over_for_the_sake_of_an_office() -> None:
    """B could go with A from one door, but then C and D would stay at home."""
    people = [
        single("A", "甲", start="东"),
        single("B", "甲乙", start="东"),
        single("C", "乙"),
        single("D", "甲", start="南"),
    ]
    assert numbers(propose(people)) == ["AD", "BC"]


def test_of_one_office_those_with_the_same_hours() -> None:
    """Two full days are better than two short ones."""
    people = [single("A"), single("B", hours=(11, 20)), single("C"), single("D", hours=(11, 20))]
    assert numbers(propose(people)) == ["AC", "BD"]


def test_of_the_same_hours_those_with_more_lenders_in_common() -> None:
    """A and C share two, and B and D still share one."""
    people = [single("A", "甲乙"), single("B"), single("C", "甲乙"), single("D")]
    pairing = propose(people)
    assert numbers(pairing) == ["AC", "BD"]
    assert [sorted(lenders) for _, lenders in pairing.pairs] == [["乙", "甲"], ["甲"]]


def test_else_those_who_can_different_things() -> None:
    """Both who speak a dialect in one team would be a waste."""
    people = [single("A", skills="沪"), single("B", skills="沪"), single("C"), single("D")]
    assert numbers(propose(people)) == ["AC", "BD"]


def test_the_pair_s_day_is_what_both_can_do() -> None:
    """Shared hours, the longer rest, the smaller limits, the earlier end with its overtime, the common district."""
    rest = Break(TimeWindow(11 * HOUR, 14 * HOUR), 1800)
    a = single(
        "A", hours=(8, 17), overtime_s=7200, max_visits=9, rest=rest, territories=frozenset({"浦东新区", "黄浦区"})
    )
    other = Break(TimeWindow(12 * HOUR, 15 * HOUR), 2700)
    b = single("B", hours=(9, 18), overtime_s=1800, max_tour_s=8 * HOUR, rest=other, territories=frozenset({"黄浦区"}))
    ((pair, _),) = propose([b, a]).pairs
    assert (pair.id, [c.staff_number for c in pair.collectors]) == ("P01", ["A", "B"])
    assert pair.hours == TimeWindow(9 * HOUR, 17 * HOUR)
    assert pair.overtime_s == 5400
    assert (pair.max_visits, pair.max_tour_s) == (9, 8 * HOUR)
    assert pair.rest == Break(TimeWindow(12 * HOUR, 14 * HOUR), 2700)
    assert pair.territories == {"黄浦区"}
    assert (pair.needs_partner, pair.is_proposed) == (False, True)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"mode": TravelMode.METRO}, "没有交通方式相同的待配对人员。"),
        ({"hours": (17, 22)}, "交通方式相同的待配对人员中，没有人与其工作时间重合至少 2 小时。"),
        (
            {"rest": Break(TimeWindow(16 * HOUR, 17 * HOUR), 1800)},
            "交通方式、工作时间合适的待配对人员中，没有人与其有共同的休息时段。",
        ),
        (
            {"lenders": "乙"},
            "交通方式、工作时间、休息合适的待配对人员中，没有人与其持有同一委托方的当日有效授权。",
        ),
    ],
)
def test_who_cannot_go_with_anybody_is_told_why(other: dict[str, Any], reason: str) -> None:
    """The first thing that keeps the nearest of the others away."""
    one = single("A", rest=Break(TimeWindow(11 * HOUR, 13 * HOUR), 1800))
    assert reasons(propose([one, single("B", **other)])) == {"A": reason, "B": reason}


def test_the_odd_one_out_is_told_so() -> None:
    """Three make one pair; alone there is nobody to ask."""
    assert reasons(propose([single("A"), single("B"), single("C")])) == {"C": "可搭档的人员均已与他人配对。"}
    assert reasons(propose([single("A")])) == {"A": "名单中没有其他待配对的人员。"}


def test_a_name_that_the_roster_has_is_not_given_again() -> None:
    """P01 is a team of the roster here."""
    pairing = propose([single("A"), single("B")], taken={"P01"})
    assert [pair.id for pair, _ in pairing.pairs] == ["P02"]


def test_a_pair_of_the_plan_before_stays_together() -> None:
    """C has fallen ill: A and B keep their name, D and the newcomer are another team than C and D were."""
    first = propose([single(n) for n in "ABCD"])
    assert numbers(first) == ["AB", "CD"]
    keep = [pair for pair, _ in first.pairs]
    again = propose([single(n) for n in "0ABD"], keep=keep)
    assert [(pair.id, [c.staff_number for c in pair.collectors]) for pair, _ in again.pairs] == [
        ("P01", ["A", "B"]),
        ("P03", ["0", "D"]),
    ]


def test_a_pair_that_lost_its_common_lender_is_taken_apart() -> None:
    """A proposal made before is no right to go (R-89)."""
    keep = [pair for pair, _ in propose([single("A"), single("B")]).pairs]
    assert numbers(propose([single("A"), single("B", "乙"), single("C")], keep=keep)) == ["AC"]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["甲", "乙", "甲乙"]), st.sampled_from(["东", "西"]), st.sampled_from([(9, 18), (16, 22)])
    ),
    max_size=6,
)


@settings(deadline=None, max_examples=60)
@given(PEOPLE)
def test_as_many_pairs_as_there_can_be(told: list[tuple[str, str, tuple[int, int]]]) -> None:
    """No other way to pair up to six people makes more pairs, and their order in the roster does not matter."""
    people = [single(f"{n}", lenders, hours, start=start) for n, (lenders, start, hours) in enumerate(told)]
    pairing = propose(people)
    assert numbers(propose(people[::-1])) == numbers(pairing)
    fit = {
        (a.collector.staff_number, b.collector.staff_number)
        for a, b in permutations(people, 2)
        if a.lenders & b.lenders and propose([a, b]).pairs
    }
    orders = permutations([p.collector.staff_number for p in people])
    most = max(sum((o[i], o[i + 1]) in fit for i in range(0, len(o) - 1, 2)) for o in orders)
    assert len(pairing.pairs) == most


def test_sixty_people_are_thirty_pairs() -> None:
    """A large roster of three offices and two shifts leaves nobody over and sends nobody to another office."""
    people = [single(f"{n:02d}", start="东西南"[n % 3], hours=((9, 18), (11, 20))[n // 3 % 2]) for n in range(60)]
    pairing = propose(people)
    assert (len(pairing.pairs), pairing.unpaired) == (30, ())
    by_number = {p.collector.staff_number: p.team for p in people}
    for pair, _ in pairing.pairs:
        one, other = (by_number[c.staff_number] for c in pair.collectors)
        assert (one.start_address, one.hours) == (other.start_address, other.hours)
