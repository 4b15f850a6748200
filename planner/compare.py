"""What changed between two plans of one day: figures side by side, and a list with the gravest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from planner.clock import hhmm
from planner.finding import Kind
from planner.plan import TOLD_S, Handover, Plan, Route, Stop, UnplannedVisit

_NOTICED_S = 5 * 60
"""A start that moves by no more is not worth a line."""
_LEFT_OUT = (Kind.RED, Kind.YELLOW)
_CALL_OFF = "已约定当日，请撤约或改约。"


class ChangeKind(IntEnum):
    """What became of a visit, the gravest first."""

    CALL_OFF = 0
    """Agreed for this day, and now nobody comes."""
    DROPPED = 1
    NOT_TAKEN_IN = 2
    """New, and left out."""
    TELL_AGAIN = 3
    """It starts more than `TOLD_S` from the hour that the debtor was told."""
    HANDOVER = 4
    TEAM = 5
    START = 6
    ORDER = 7
    ADDED = 8


CHANGE_WORDS = {
    ChangeKind.CALL_OFF: "撤约或改约",
    ChangeKind.DROPPED: "不再安排",
    ChangeKind.NOT_TAKEN_IN: "新案件未排入",
    ChangeKind.TELL_AGAIN: "须重新告知时间",
    ChangeKind.HANDOVER: "交接文书",
    ChangeKind.TEAM: "换组",
    ChangeKind.START: "改时间",
    ChangeKind.ORDER: "改顺序",
    ChangeKind.ADDED: "新排入",
}
"""What each kind is called on paper and on the terminal, the gravest first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the list: `text` names case numbers and teams only. Starts are seconds since midnight."""

    kind: ChangeKind
    cases: tuple[str, ...]
    text: str
    team_before: str = ""
    team_after: str = ""
    start_before: int | None = None
    start_after: int | None = None

    @property
    def needs_a_call(self) -> bool:
        """Whether somebody has to be told before the plan can be lived by: a debtor, or two teams that meet."""
        return self.kind in (ChangeKind.CALL_OFF, ChangeKind.TELL_AGAIN, ChangeKind.HANDOVER)

    @property
    def moved_s(self) -> int:
        """By how many seconds the start moved, later is positive; 0 where there is no start before or after."""
        if self.start_before is None or self.start_after is None:
            return 0
        return self.start_after - self.start_before


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of both plans in its unit."""

    name: str
    unit: str
    before: float
    after: float

    @property
    def difference(self) -> float:
        """How much more it is after."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Changes:
    """What accepting the second plan would mean."""

    items: tuple[Change, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A stop with the route that it stands in."""

    route: Route
    stop: Stop

    @property
    def team(self) -> str:
        return self.route.shift.team


def changes(before: Plan, after: Plan, told: Mapping[str, int] | None = None) -> Changes:
    """What `after` does otherwise than `before`; `told` are the starts that the debtors were told, by visit id."""
    items = [
        *_visits(before, after, told or {}),
        *_not_taken_in(before, after),
        *_orders(before, after),
        *(_handover(word, after) for word in after.handovers if word not in before.handovers),
    ]
    return Changes(tuple(sorted(items, key=_gravest_first)), figures(before, after))


def figures(before: Plan, after: Plan) -> tuple[Figure, ...]:
    """Both plans in figures: visits, value, km, hours on the road, waiting, overtime, spread of work."""
    rows = zip(_totals(before), _totals(after), strict=True)
    return tuple(Figure(name, unit, first, second) for (name, unit, first), (_, _, second) in rows)


def _totals(plan: Plan) -> Iterator[tuple[str, str, float]]:
    out = [route for route in plan.routes if route.stops]
    work = [route.travel_s + route.service_s for route in out]
    yield "到访", "户", plan.num_visits
    yield "价值", "", round(sum(stop.visit.value for route in out for stop in route.stops), 2)
    yield "里程", "公里", round(sum(route.travel_m for route in out) / 1000, 1)
    yield "在途", "小时", round(sum(route.travel_s for route in out) / 3600, 2)
    yield "等待", "分钟", round(sum(route.wait_s for route in out) / 60)
    yield "加班", "分钟", round(sum(max(route.back - route.shift.hours.end, 0) for route in out) / 60)
    yield "忙闲差", "小时", round((max(work) - min(work)) / 3600, 2) if work else 0


def _visits(before: Plan, after: Plan, told: Mapping[str, int]) -> Iterator[Change]:
    """Each stop that went, came or moved; visits are matched by their cases, for a lead case may change."""
    was, now = _by_case(before), _by_case(after)
    unplanned = {left.case_number: left for left in after.unplanned}
    for place in _places(before):
        cases = place.stop.visit.cases
        gone = tuple(case for case in cases if case not in now)
        if gone:
            yield _dropped(place, gone, unplanned.get(gone[0]))
        kept = next((now[case] for case in cases if case in now), None)
        if kept:
            yield from _moved(place, kept, told.get(place.stop.visit.id))
    for place in _places(after):
        cases = tuple(case for case in place.stop.visit.cases if case not in was)
        if cases:
            yield _added(place, cases)


def _dropped(place: _Place, cases: tuple[str, ...], left: UnplannedVisit | None) -> Change:
    must_call_off = left.must_call_off if left else place.stop.visit.is_fixed
    why = f"{left.reason}{left.remedy}" if left else ""
    kind = ChangeKind.CALL_OFF if must_call_off else ChangeKind.DROPPED
    text = f"案件 {_listed(cases)}：原定 {place.team} {hhmm(place.stop.start)} 上门，现不再安排。{why}"
    text += _CALL_OFF if must_call_off else ""
    return Change(kind, cases, text, team_before=place.team, start_before=place.stop.start)


def _moved(was: _Place, now: _Place, told: int | None) -> Iterator[Change]:
    start, then = was.stop.start, now.stop.start
    cases = now.stop.visit.cases
    if told is not None and abs(then - told) > TOLD_S:
        kind = ChangeKind.TELL_AGAIN
    elif was.team != now.team:
        kind = ChangeKind.TEAM
    elif abs(then - start) > _NOTICED_S:
        kind = ChangeKind.START
    else:
        return
    who = f"由 {was.team} 改派 {now.team}，" if was.team != now.team else f"{now.team} "
    text = f"案件 {_listed(cases)}：{who}{_from_to(start, then)}。"
    if kind is ChangeKind.TELL_AGAIN and told is not None:
        text += f"已告知债务人 {hhmm(told)} 前后 {TOLD_S // 60} 分钟，请重新告知。"
    yield Change(kind, cases, text, was.team, now.team, start, then)


def _added(place: _Place, cases: tuple[str, ...]) -> Change:
    text = f"案件 {_listed(cases)}：新排入 {place.team}，{hhmm(place.stop.start)} 上门。"
    return Change(ChangeKind.ADDED, cases, text, team_after=place.team, start_after=place.stop.start)


def _not_taken_in(before: Plan, after: Plan) -> Iterator[Change]:
    """Cases that could have been visited but for the teams' day, and that the plan before did not know as such."""
    known = _by_case(before).keys() | {left.case_number for left in before.unplanned if left.kind in _LEFT_OUT}
    for left in after.unplanned:
        if left.kind in _LEFT_OUT and left.case_number not in known:
            kind = ChangeKind.CALL_OFF if left.must_call_off else ChangeKind.NOT_TAKEN_IN
            text = f"案件 {left.case_number}：新案件未能排入。{left.reason}{left.remedy}"
            text += _CALL_OFF if left.must_call_off else ""
            yield Change(kind, (left.case_number,), text)


def _orders(before: Plan, after: Plan) -> Iterator[Change]:
    """The teams that make the same visits in another order."""
    tours = {route.shift.team: [stop.visit.id for stop in route.stops] for route in after.routes}
    for route in before.routes:
        team = route.shift.team
        now = [visit for visit in tours.get(team, []) if visit in {stop.visit.id for stop in route.stops}]
        was = [stop.visit.id for stop in route.stops if stop.visit.id in now]
        differ = [n for n, (first, second) in enumerate(zip(was, now, strict=True)) if first != second]
        if differ:
            old, new = was[differ[0] : differ[-1] + 1], now[differ[0] : differ[-1] + 1]
            text = f"{team} 的顺序由 {_listed(old)} 改为 {_listed(new)}。"
            yield Change(ChangeKind.ORDER, tuple(new), text, team, team)


def handover_text(word: Handover, plan: Plan) -> str:
    """Who gets which papers when and where: a door is named by its case, never by its address."""
    is_start = any(route.shift.start == word.location for route in plan.routes)
    base = f" {word.giving or word.receiving} 的{'出发地' if is_start else '返回地'}"
    where = f"案件 {word.door_of} 门口附近" if word.door_of else base
    source = f"与 {word.giving} 碰面" if word.is_met else f"取 {word.giving} 的文书" if word.giving else "取新文书"
    cases = _listed(_handed_over(word, plan))
    return f"{word.receiving} 须于 {hhmm(word.at)} 在{where}{source}，{word.minutes} 分钟：案件 {cases}。"


def _handed_over(word: Handover, plan: Plan) -> tuple[str, ...]:
    stops = (stop for route in plan.routes for stop in route.stops if stop.visit.id in word.visits)
    return tuple(case for stop in stops for case in stop.visit.cases)


def _handover(word: Handover, plan: Plan) -> Change:
    text, cases = handover_text(word, plan), _handed_over(word, plan)
    return Change(ChangeKind.HANDOVER, cases, text, word.giving, word.receiving, start_after=word.at)


def _gravest_first(change: Change) -> tuple[int, int, int, str]:
    when = change.start_after if change.start_after is not None else change.start_before
    return change.kind, -abs(change.moved_s), when if when is not None else 0, change.text


def _places(plan: Plan) -> Iterator[_Place]:
    for route in plan.routes:
        for stop in route.stops:
            yield _Place(route, stop)


def _by_case(plan: Plan) -> dict[str, _Place]:
    return {case: place for place in _places(plan) for case in place.stop.visit.cases}


def _from_to(start: int, then: int) -> str:
    minutes = abs(then - start) // 60
    if not minutes:
        return f"仍为 {hhmm(start)}"
    return f"由 {hhmm(start)} 改为 {hhmm(then)}，{'晚' if then > start else '早'} {minutes} 分钟"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return "、".join(names)
