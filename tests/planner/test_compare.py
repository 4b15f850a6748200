"""Two plans side by side: what changed, the gravest first, and the figures of both."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from planner import clock
from planner.compare import ChangeKind, changes, figures
from planner.finding import Kind
from planner.plan import Handover, Plan, Route, Stop, UnplannedVisit
from planner.shift import Shift
from planner.visit import Level, Location, TimeWindow, Visit

DAY = date(2026, 11, 24)
NINE = 9 * 3600
ALL_DAY = TimeWindow(NINE, 20 * 3600)
OFFICE = Location("办公室", 121.4, 31.2, Level.CONFIRMED)


def visit(id: str, *, cases: str = "", fixed: bool = False, value: float = 1.0) -> Visit:
    place = Location(f"{id} 的住址", 121.5, 31.2, Level.CONFIRMED)
    return Visit(id, tuple((cases or id).split()), "甲", id, place, 1800, (ALL_DAY,), ALL_DAY, fixed, value)


def route(team: str, *visits: tuple[Visit, str], back: str = "17:00") -> Route:
    """Each visit with its start; ten minutes and five kilometres to each, and back."""
    shift = Shift(team, OFFICE, OFFICE, TimeWindow(NINE, 17 * 3600), "汽车", overtime_s=3600)
    stops = [Stop(v, at(start), at(start), at(start) + 1800, 600, 5000) for v, start in visits]
    return Route(shift, tuple(stops), NINE, at(back), 600, 5000)


def at(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def plan(*routes: Route, unplanned: tuple[UnplannedVisit, ...] = (), handovers: tuple[Handover, ...] = ()) -> Plan:
    return Plan(DAY, datetime(2026, 11, 23, 18, tzinfo=clock.SHANGHAI), "r", routes, unplanned, handovers=handovers)


def left(number: str, kind: Kind = Kind.YELLOW, *, must_call_off: bool = False) -> UnplannedVisit:
    return UnplannedVisit(number, kind, (), "当日已排满。", "请改约另一天。", must_call_off)


def texts(before: Plan, after: Plan, told: dict[str, int] | None = None) -> list[str]:
    return [change.text for change in changes(before, after, told).items]


A, B, C = visit("A"), visit("B"), visit("C")


def test_the_same_plan_has_no_changes() -> None:
    """Nothing to list, no figure differs."""
    found = changes(plan(route("T01", (A, "10:00"))), plan(route("T01", (A, "10:00"))))
    assert found.items == ()
    assert all(figure.difference == 0 for figure in found.figures)


def test_an_appointment_that_is_lost_comes_first() -> None:
    """Ahead of a flexible visit that is dropped, of moves and additions, whatever their numbers."""
    fixed = visit("Z", fixed=True)
    before = plan(route("T01", (A, "10:00"), (B, "11:00")), route("T02", (fixed, "12:00")))
    after = plan(
        route("T02", (A, "10:30"), (C, "13:00")), unplanned=(left("B"), left("Z", Kind.RED, must_call_off=True))
    )
    assert texts(before, after) == [
        "案件 Z：原定 T02 12:00 上门，现不再安排。当日已排满。请改约另一天。已约定当日，请撤约或改约。",
        "案件 B：原定 T01 11:00 上门，现不再安排。当日已排满。请改约另一天。",
        "案件 A：由 T01 改派 T02，由 10:00 改为 10:30，晚 30 分钟。",
        "案件 C：新排入 T02，13:00 上门。",
    ]
    assert [change.kind for change in changes(before, after).items] == [
        ChangeKind.CALL_OFF,
        ChangeKind.DROPPED,
        ChangeKind.TEAM,
        ChangeKind.ADDED,
    ]


def test_a_new_appointment_that_was_not_taken_in_is_a_task_too() -> None:
    """One that must be called off first, then any other; one that was left out before is no news."""
    before = plan(route("T01", (A, "10:00")), unplanned=(left("B"),))
    after = replace(before, unplanned=(left("B"), left("C"), left("D", must_call_off=True), left("E", Kind.BLOCKED)))
    assert [(c.kind, c.cases) for c in changes(before, after).items] == [
        (ChangeKind.CALL_OFF, ("D",)),
        (ChangeKind.NOT_TAKEN_IN, ("C",)),
    ]


@pytest.mark.parametrize(("start", "is_listed"), [("10:05", False), ("10:06", True), ("9:54", True)])
def test_a_start_that_moves_by_more_than_five_minutes_is_listed(start: str, is_listed: bool) -> None:
    """Five minutes are not."""
    found = changes(plan(route("T01", (A, "10:00"))), plan(route("T01", (A, start)))).items
    assert [change.kind for change in found] == [ChangeKind.START] * is_listed


def test_of_starts_the_one_that_moves_most_comes_first() -> None:
    """Earlier or later."""
    before = plan(route("T01", (A, "10:00"), (B, "11:00"), (C, "14:00")))
    after = plan(route("T01", (A, "10:10"), (B, "11:20"), (C, "13:00")))
    assert texts(before, after) == [
        "案件 C：T01 由 14:00 改为 13:00，早 60 分钟。",
        "案件 B：T01 由 11:00 改为 11:20，晚 20 分钟。",
        "案件 A：T01 由 10:00 改为 10:10，晚 10 分钟。",
    ]


@pytest.mark.parametrize(("start", "kind"), [("10:30", ChangeKind.START), ("10:31", ChangeKind.TELL_AGAIN)])
def test_who_was_told_another_hour_has_to_be_told_again(start: str, kind: ChangeKind) -> None:
    """R-83: half an hour on either side is what he was told."""
    (change,) = changes(plan(route("T01", (A, "10:00"))), plan(route("T01", (A, start))), {"A": at("10:00")}).items
    assert change.kind is kind
    assert ("请重新告知" in change.text) is (kind is ChangeKind.TELL_AGAIN)


def test_another_order_is_said_once_for_a_team() -> None:
    """From the first stop that differs to the last; visits that came or went do not make another order."""
    before = plan(route("T01", (A, "10:00"), (B, "11:00"), (C, "12:00")))
    after = plan(route("T01", (A, "10:00"), (visit("N"), "10:30"), (C, "11:00"), (B, "12:00")))
    orders = [change.text for change in changes(before, after).items if change.kind is ChangeKind.ORDER]
    assert orders == ["T01 的顺序由 B、C 改为 C、B。"]
    fewer = plan(route("T01", (A, "10:00"), (C, "12:00")))
    assert not [c for c in changes(before, fewer).items if c.kind is ChangeKind.ORDER]


def test_visits_are_matched_by_their_cases() -> None:
    """The newest agreement now leads with B: the same visit; case C no longer goes with it."""
    before = plan(route("T01", (visit("A", cases="A B C"), "10:00")))
    after = plan(route("T01", (visit("B", cases="B A"), "10:00")), unplanned=(left("C", Kind.BLOCKED),))
    assert [(c.kind, c.cases) for c in changes(before, after).items] == [(ChangeKind.DROPPED, ("C",))]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        (
            Handover("T01", "T02", A.location, at("11:10"), 10, ("B",), is_met=True, door_of="A"),
            "T02 须于 11:10 在案件 A 门口附近与 T01 碰面，10 分钟：案件 B。",
        ),
        (
            Handover("T01", "T02", OFFICE, at("11:10"), 10, ("B",)),
            "T02 须于 11:10 在 T01 的出发地取 T01 的文书，10 分钟：案件 B。",
        ),
        (
            Handover("", "T02", OFFICE, at("11:10"), 10, ("B",)),
            "T02 须于 11:10 在 T02 的出发地取新文书，10 分钟：案件 B。",
        ),
    ],
)
def test_a_hand_over_says_where_without_the_address(word: Handover, text: str) -> None:
    """By the case whose door it is; it stands before the move that needs it."""
    before = plan(route("T01", (A, "10:00"), (B, "11:00")), route("T02", (C, "10:00")))
    after = plan(route("T01", (A, "10:00")), route("T02", (C, "10:00"), (B, "12:00")), handovers=(word,))
    found = changes(before, after).items
    assert [change.kind for change in found] == [ChangeKind.HANDOVER, ChangeKind.TEAM]
    assert found[0].text == text


def test_both_plans_in_figures() -> None:
    """One visit of value 2 more makes ten minutes and five kilometres, overtime, and less even days."""
    before = plan(route("T01", (A, "10:00")), route("T02", (B, "10:00")))
    late = Stop(visit("N", value=2), at("16:00"), at("16:30"), at("17:00"), 600, 5000)
    second = route("T02", (B, "10:00"), back="17:20")
    after = plan(route("T01", (A, "10:00")), replace(second, stops=(*second.stops, late)))
    assert [(f.name, f.unit, f.before, f.after) for f in figures(before, after)] == [
        ("到访", "户", 2, 3),
        ("价值", "", 2, 4),
        ("里程", "公里", 20, 25),
        ("在途", "小时", 0.67, 0.83),
        ("等待", "分钟", 0, 30),
        ("加班", "分钟", 0, 20),
        ("忙闲差", "小时", 0, 0.67),
    ]


def test_an_empty_plan_can_be_compared() -> None:
    """With one that has a visit."""
    found = changes(plan(), plan(route("T01", (A, "10:00"))))
    assert (found.figures[0].before, found.figures[0].after) == (0, 1)
    assert texts(plan(), plan(route("T01", (A, "10:00")))) == ["案件 A：新排入 T01，10:00 上门。"]
