"""Why a visit was left out and what would help: every claim is what the exact timing says when asked again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from planner.clock import DAY_SECONDS, hhmm
from planner.finding import Kind
from planner.plan import Route
from planner.routing.insert import Place, Tours, places
from planner.routing.problem import RoutingProblem
from planner.routing.schedule import Timing
from planner.shift import Shift
from planner.visit import TimeWindow, Visit

_MOST_OVERTIME_S = 3600
"""Longer overtime is not proposed."""
_STEP_S = 300
"""Proposed times are multiples of five minutes."""


@dataclass(frozen=True, slots=True)
class Reason:
    """RED: no team could make the visit even on an empty day. YELLOW: one could, but other visits take the day.

    `text` and `remedy` are whole sentences and name teams by id.
    """

    kind: Kind
    text: str
    remedy: str = ""


def explain(problem: RoutingProblem, routes: Sequence[Route]) -> dict[str, Reason]:
    """For the id of every visit in no route why it is left out, in the order of the problem."""
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    by_team = {route.shift.team: [nodes[stop.visit.id] for stop in route.stops] for route in routes}
    tours = [by_team.get(shift.team, []) for shift in problem.shifts]
    planned = {node for tour in tours for node in tour}
    desk = _Desk(problem, tours, planned)
    return {visit.id: desk.reason(node) for node, visit in enumerate(problem.visits) if node not in planned}


class _Desk:
    """A plan beside its problem, and beside the problem with one limit taken away."""

    def __init__(self, problem: RoutingProblem, tours: Tours, planned: set[int]) -> None:
        self.problem, self.tours = problem, tours
        self.empty: Tours = [[] for _ in tours]
        self.exact = Timing(problem)
        visits = (v if n in planned else replace(v, window=v.permitted) for n, v in enumerate(problem.visits))
        self.any_time = Timing(replace(problem, visits=tuple(visits)))
        self.any_hours = Timing(_with_shifts(problem, _open_ended))
        self.any_rest = Timing(_with_shifts(problem, lambda shift: replace(shift, rest=None)))

    def reason(self, visit: int) -> Reason:
        """RED or YELLOW, and why."""
        shifts = [k for k in range(len(self.tours)) if self.exact.may_go(k, visit)]
        alone = [k for k in shifts if self.exact.holds(k, [visit])]
        if alone:
            return self._yellow(visit, alone)
        if not shifts:
            return self._nobody(self.problem.visits[visit])
        _, remedy = self._way_in(visit, shifts)
        remedy = f"{remedy}，或改约另一天。" if remedy else "请另派小组，或改约另一天。"
        return Reason(Kind.RED, self._red(visit, shifts), remedy)

    def _nobody(self, word: Visit) -> Reason:
        if not self.tours:
            return Reason(Kind.RED, "当日没有可出勤的小组。", "请安排小组出勤，或改约另一天。")
        if word.allowed_teams == frozenset():
            return Reason(Kind.RED, "没有获准上门的小组。", "请为一个小组的两名成员办妥委托方授权，或改约另一天。")
        return Reason(Kind.RED, "获准上门的小组当日都不出勤。", "请安排获准的小组出勤，或改约另一天。")

    def _red(self, visit: int, shifts: list[int]) -> str:
        """Which single limit keeps the nearest team away, even on an empty day."""
        word = self.problem.visits[visit]
        low, high, _ = self.exact.stays[visit]
        if low > high:
            return _too_short(word)
        if self._is_outside_hours(word, shifts):
            return f"约定时间 {_span(word.window)} 不在{_teams(shifts)}的工作时间内。"
        able = [k for k in shifts if self.exact.has_room(k, 1)]
        alone = "即使只去这一户，"
        unrested = self._best(self.any_rest, able, visit, self.empty, lambda place: place.extra_s)
        if unrested:
            return f"{alone}{self._nearest(able, unrested)}留不出规定的休息。"
        moved, longer = self._moved(visit, able, self.empty), self._longer(visit, able, self.empty)
        if moved and (not longer or _gap(word, moved) <= self._overtime(longer)):
            return f"{alone}{self._nearest(able, moved)}{_off_by(word, moved)}。"
        if longer:
            return f"{alone}{self._nearest(able, longer)}{self._too_late(longer)}。"
        if not able:
            return f"{_teams(shifts)}每日上限为 0 户。"
        return f"{alone}{_teams(able)}也不行：约定时间、下班时间、休息单独放宽哪一项都不够。"

    def _yellow(self, visit: int, alone: list[int]) -> Reason:
        """What the best insertion into the plan would need."""
        full = [k for k in alone if not self.exact.has_room(k, len(self.tours[k]) + 1)]
        over = self._best(self.exact, full, visit, self.tours, lambda place: place.extra_s)
        if over:
            team, most = self._team(over), self.problem.shifts[over.shift].max_visits or 0
            text = f"{_teams(alone)}已排满：{team} 时间上排得下，但已达每日上限 {most} 户。"
            remedy = f"把 {team} 的上限放宽到 {most + 1} 户即可{_detour(over)}"
        else:
            text, remedy = self._way_in(visit, alone)
        text = text or f"{_teams(alone)}当日已排满，再加这一户会使其他到访误时或不能按时返回。"
        remedy = f"{remedy}，或加派一组，或改约另一天。" if remedy else "请加派一组，或改约另一天。"
        return Reason(Kind.YELLOW, text, remedy)

    def _way_in(self, visit: int, shifts: list[int]) -> tuple[str, str]:
        """The smallest thing that would let the visit into the plan as it is: what is missing, and the proposal."""
        word = self.problem.visits[visit]
        able = [k for k in shifts if self.exact.has_room(k, len(self.tours[k]) + 1)]
        moved, longer = self._moved(visit, able, self.tours), self._longer(visit, able, self.tours)
        if longer and self._overtime(longer) <= min(_MOST_OVERTIME_S, _gap(word, moved) if moved else DAY_SECONDS):
            text = f"若再加这一户，{self._nearest(able, longer)}{self._too_late(longer)}。"
            minutes = _minutes(self._overtime(longer))
            return text, f"{self._team(longer)} 延后 {minutes} 分钟下班即可{_detour(longer)}"
        if moved and self._can_start(visit, moved, _round_up(moved.start)):
            text = f"若再加这一户，{self._nearest(able, moved)}{_off_by(word, moved)}。"
            start = hhmm(_round_up(moved.start))
            return text, f"改约到 {start} 开始，{self._team(moved)} 即可上门{_detour(moved)}"
        return "", ""

    def _moved(self, visit: int, shifts: list[int], tours: Tours) -> Place | None:
        """The place nearest to the agreed window, if only that were open."""
        word = self.problem.visits[visit]
        return self._best(self.any_time, shifts, visit, tours, lambda place: _gap(word, place))

    def _longer(self, visit: int, shifts: list[int], tours: Tours) -> Place | None:
        """The place with the least overtime, if only that were allowed."""
        return self._best(self.any_hours, shifts, visit, tours, self._overtime)

    def _best(
        self, timing: Timing, shifts: Iterable[int], visit: int, tours: Tours, miss: Callable[[Place], int]
    ) -> Place | None:
        found = [place for k in shifts for place in places(timing, k, tours[k], visit)]
        return min(found, key=lambda place: (miss(place), place.extra_s), default=None)

    def _overtime(self, place: Place) -> int:
        return place.back - self.problem.shifts[place.shift].hours.end

    def _can_start(self, visit: int, place: Place, start: int) -> bool:
        """Whether the team could keep an appointment at that very second."""
        word = replace(self.problem.visits[visit], window=TimeWindow(start, start))
        visits = (*self.problem.visits[:visit], word, *self.problem.visits[visit + 1 :])
        tour = self.tours[place.shift]
        there = [*tour[: place.position], visit, *tour[place.position :]]
        return Timing(replace(self.problem, visits=visits)).travel_s(place.shift, there) is not None

    def _too_late(self, place: Place) -> str:
        end = self.problem.shifts[place.shift].hours.end
        return f"要 {_up(place.back)} 才能返回，比下班时间 {hhmm(end)} 晚 {_minutes(place.back - end)} 分钟"

    def _is_outside_hours(self, word: Visit, shifts: list[int]) -> bool:
        hours = [self.problem.shifts[k].hours for k in shifts]
        return all(word.window.end < h.start or word.window.start + word.service_s > h.end for h in hours)

    def _nearest(self, shifts: Sequence[int], place: Place) -> str:
        return f"{'最接近的' if len(shifts) > 1 else '唯一能去的'} {self._team(place)} "

    def _team(self, place: Place) -> str:
        return self.problem.shifts[place.shift].team


def _with_shifts(problem: RoutingProblem, change: Callable[[Shift], Shift]) -> RoutingProblem:
    return replace(problem, shifts=tuple(change(shift) for shift in problem.shifts))


def _open_ended(shift: Shift) -> Shift:
    """Until midnight: a team that is not back by then is no answer."""
    return replace(shift, hours=TimeWindow(shift.hours.start, max(shift.hours.end, DAY_SECONDS)))


def _gap(word: Visit, place: Place) -> int:
    """How far a start lies outside the agreed window, in seconds."""
    return max(place.start - word.window.end, word.window.start - place.start, 0)


def _off_by(word: Visit, place: Place) -> str:
    if place.start > word.window.end:
        minutes = _minutes(place.start - word.window.end)
        return f"赶不上约定的 {hhmm(word.window.end)}，要到 {_up(place.start)} 才能开始，晚 {minutes} 分钟"
    return f"可以在 {_up(place.start)} 开始，但排不进约定的 {_span(word.window)}"


def _too_short(word: Visit) -> str:
    return (
        f"在约定的 {_span(word.window)} 内开始，{_minutes(word.service_s)} 分钟的到访"
        f"不能全部落在允许时段 {_span(word.permitted)} 内。"
    )


def _detour(place: Place) -> str:
    return f"（多行驶约 {_minutes(place.extra_s)} 分钟）" if place.extra_s > 0 else ""


def _teams(shifts: Sequence[int]) -> str:
    return f"能去的 {len(shifts)} 组" if len(shifts) > 1 else "唯一能去的小组"


def _round_up(moment: int) -> int:
    return -(-moment // _STEP_S) * _STEP_S


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)


def _up(moment: int) -> str:
    """The minute by which a moment has come."""
    return hhmm(_minutes(moment) * 60)


def _span(window: TimeWindow) -> str:
    return f"{hhmm(window.start)}–{hhmm(window.end)}"
