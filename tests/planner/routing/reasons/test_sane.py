"""What no plan can hold is set aside with a true reason, and nothing else is."""

import pytest

from planner.finding import Kind
from planner.routing.problem import Lock
from planner.routing.reasons.sane import set_aside, without


@pytest.fixture
def texts(day):
    """The reasons of a day of visits A, B, C by T01 (9-18, most 4 visits) and T02, as sentences."""

    def found(locks, *visits, most=4):
        visits = visits or tuple(day.visit(name, 10) for name in "ABC")
        problem = day.problem(visits, [day.shift("T01", most=most), day.shift("T02")], locks=locks)
        left, reasons = set_aside(problem)
        assert {visit.id for visit in left.visits} == {visit.id for visit in visits} - reasons.keys()
        assert all(reason.kind is Kind.RED and reason.remedy.endswith("。") for reason in reasons.values())
        return {name: reason.text for name, reason in reasons.items()}

    return found


def test_a_day_without_contradictions_is_left_as_it_is(day):
    """The very same problem, also with locks that can all be kept."""
    locks = {"A": Lock("T01", 1, day.at("10:00")), "B": Lock("T01", -1, day.at("12:00")), "C": Lock("T02", 1)}
    problem = day.problem([day.visit(name, 10) for name in "ABC"], [day.shift("T01"), day.shift("T02")], locks=locks)
    assert set_aside(problem) == (problem, {})
    assert set_aside(problem)[0] is problem


def test_no_visits_and_no_teams_are_no_contradiction(day):
    """There is nothing to set aside, or nobody to say why."""
    assert set_aside(day.problem([], [day.shift()]))[1] == {}
    assert set_aside(day.problem([day.visit("A", 10, skills=frozenset({"粤语"}))], []))[1] == {}


@pytest.mark.parametrize(
    ("lock", "says"),
    [
        (Lock("T09"), "锁定的小组 T09 当日不出勤。"),
        (Lock("T01", 5), "锁定为小组 T01 的第 5 站，但该组最多只能有 3 站。"),
        (Lock("T01", -4), "锁定为小组 T01 的倒数第 4 站，但该组最多只能有 3 站。"),
        (Lock(start=7 * 3600), "锁定的开始时间 07:00 不在约定的时间内。"),
        (Lock("T01", start=8 * 3600 + 1800), "锁定的开始时间 08:30 不在小组 T01 的工作时间内。"),
        (Lock("T01", start=17 * 3600 + 1801), "锁定的开始时间 17:30 不在小组 T01 的工作时间内。"),
        (Lock(start=19 * 3600 + 1801), "锁定在 19:30 开始，到访不能全部落在允许时段内。"),
    ],
)
def test_a_lock_that_contradicts_its_own_visit_or_team(texts, lock, says):
    """The lock itself can never be kept; the others are planned."""
    assert texts({"B": lock}) == {"B": says}


def test_a_lock_on_a_team_that_may_not_go(texts, day):
    """By authorisation, by complaint, by requirement, by skill."""
    visits = (
        day.visit("A", 10, teams="T02"),
        day.visit("B", 10, forbidden_teams=frozenset({"T01"})),
        day.visit("C", 10, required_team="T02"),
    )
    assert texts(dict.fromkeys("ABC", Lock("T01")), *visits) == {
        "A": "锁定的小组 T01 未获准上门。",
        "B": "锁定的小组 T01 不得派往这一户。",
        "C": "锁定的小组是 T01，但这一户须由 T02 上门。",
    }


def test_a_skill_that_nobody_has(day):
    """Named, whether it is one skill or their combination."""
    skills = {"A": {"粤语"}, "B": {"手语"}, "C": {"粤语", "英语"}, "D": {"英语"}}
    visits = [day.visit(name, 10, skills=frozenset(wanted)) for name, wanted in skills.items()]
    shifts = [day.shift("T01", skills=frozenset({"粤语"})), day.shift("T02", skills=frozenset({"英语"}))]
    left, reasons = set_aside(day.problem(visits, shifts, locks={"D": Lock("T01")}))
    assert [visit.id for visit in left.visits] == ["A"]
    assert {name: reason.text for name, reason in reasons.items()} == {
        "B": "当日没有小组具备所需的技能 手语。",
        "C": "当日没有一个小组同时具备所需的技能 粤语、英语。",
        "D": "锁定的小组 T01 不具备所需的技能 英语。",
    }


def test_two_visits_at_one_position(texts, day):
    """The one that ranks higher stays, else the first; last and first are different positions."""
    same = {"A": Lock("T01", 2), "B": Lock("T01", 2), "C": Lock("T01", -2)}
    assert texts(same) == {"B": "与到访 A 的锁定矛盾（小组 T01）：两者都锁定为第 2 站。"}
    ranked = (day.visit("A", 10), day.visit("B", 10, fixed=True), day.visit("C", 10, value=2.0))
    last = dict.fromkeys("ABC", Lock("T01", -1))
    assert texts(last, *ranked) == {
        "A": "与到访 B 的锁定矛盾（小组 T01）：两者都锁定为最后一站。",
        "C": "与到访 B 的锁定矛盾（小组 T01）：两者都锁定为最后一站。",
    }
    assert texts(dict.fromkeys("AC", Lock("T01", -1)), *ranked).keys() == {"A"}
    assert texts({"A": Lock("T01", 1), "B": Lock("T02", 1)}) == {}


def test_starts_that_overlap_on_one_team(texts, day):
    """Thirty minutes each: 10:00 and 10:30 can follow each other, 10:29 cannot; on two teams all can."""
    ten = day.at("10:00")
    assert texts({"A": Lock("T01", start=ten), "B": Lock("T01", start=ten + 1800)}) == {}
    assert texts({"A": Lock("T01", start=ten), "B": Lock("T02", start=ten)}) == {}
    assert texts({"A": Lock("T01", start=ten), "B": Lock("T01", start=ten + 1799)}) == {
        "B": "与到访 A 的锁定矛盾（小组 T01）：锁定的开始时间 10:00 与 10:29 使两次到访重叠。"
    }


def test_an_order_against_the_clock(texts, day):
    """First stop at noon and second at ten; from both ends positions do not say who is first."""
    noon, ten = day.at("12:00"), day.at("10:00")
    assert texts({"A": Lock("T01", 1, noon), "B": Lock("T01", 2, ten)}) == {
        "B": "与到访 A 的锁定矛盾（小组 T01）：锁定的先后与锁定的时间相反。"
    }
    assert texts({"A": Lock("T01", -1, noon), "B": Lock("T01", -2, ten)}) == {}
    assert texts({"A": Lock("T01", 2, noon), "B": Lock("T01", -1, ten)}) == {}


def test_positions_that_no_number_of_stops_can_hold(texts):
    """First, last but one and last need three stops."""
    locks = {"A": Lock("T01", 1), "B": Lock("T01", -1), "C": Lock("T01", -2)}
    assert texts(locks) == {}
    assert texts(locks, most=2) == {"C": "锁定为小组 T01 的倒数第 2 站，与该组其他锁定不能同时成立（最多 2 站）。"}


def test_what_is_left_is_the_same_day(day):
    """Nodes are numbered anew: between those who stay, travel takes as long as before."""
    visits = [day.visit(name, place) for name, place in (("A", 1), ("B", 5), ("C", 20))]
    locks = {"A": Lock("T01", 1), "C": Lock("T01", 2)}
    left = without(day.problem(visits, [day.shift(start=2, end=30)], locks=locks, held={"A": "T01", "C": "T01"}), {"A"})
    assert [visit.id for visit in left.visits] == ["B", "C"]
    matrix = left.matrices[left.shifts[0].mode]
    assert matrix.seconds[0].tolist() == [
        [0, 900, 180, 1500],
        [900, 0, 1080, 600],
        [180, 1080, 0, 1680],
        [1500, 600, 1680, 0],
    ]
    assert matrix.metres[0].tolist() == [0, 15_000, 3000, 25_000]
    assert (left.locks, left.held) == ({"C": Lock("T01", 2)}, {"C": "T01"})
    assert len({id(matrix) for matrix in left.matrices.values()}) == 1
