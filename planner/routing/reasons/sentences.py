"""The sentences that say why a visit is left out, as a dispatcher reads them."""

from collections.abc import Callable, Iterable, Sequence

from planner.clock import hhmm
from planner.routing.reasons.limits import Limit
from planner.routing.reasons.proposals import minutes_up
from planner.routing.reasons.ways import MEASURED, Way, Ways
from planner.visit import TimeWindow


class Words:
    """What can be said of one visit and the teams that may go there; a way is always one without the limit named."""

    def __init__(self, ways: Ways, visit: int, shifts: Sequence[int]) -> None:
        self._problem, self._tours, self._shifts = ways.problem, ways.tours, shifts
        self._word = ways.problem.visits[visit]
        self._is_alone = len(shifts) == 1
        self._teams = "唯一能去的小组" if self._is_alone else f"能去的 {len(shifts)} 组"

    def team(self, way: Way | None) -> str:
        """The team of a way, "" if there is none."""
        return self._problem.shifts[way.shift].team if way else ""

    def start_of(self, way: Way) -> int:
        """When the team of a way begins its hours."""
        return self._problem.shifts[way.shift].hours.start

    def red(self, limit: Limit, way: Way | None) -> str:
        """Why no team can go even on an empty day."""
        word, alone = self._word, "即使只去这一户，"
        if limit is Limit.STAY:
            stay = f"在约定的 {_spans(word.windows)} 内开始，{minutes_up(word.service_s + word.find_s)} 分钟的到访"
            return f"{stay}不能全部落在允许时段 {_spans([word.permitted])} 内。"
        if limit is Limit.HOURS:
            return f"约定时间 {_spans(word.windows)} 不在{self._teams}的工作时间内。"
        if limit is Limit.ROAD:
            return f"{self._teams}都没有路可到这一户。"
        if way is None:
            return f"{alone}{self._teams}也不行：约定时间、下班时间、休息单独放宽哪一项都不够。"
        if limit is Limit.LOCK_POSITION:
            return self._position(way)
        if limit is Limit.VISITS and all(self._problem.shifts[k].max_visits == 0 for k in self._shifts):
            return f"{self._teams}每日上限为 0 户。"
        return f"{alone}{self._who(limit, way)}{self._what(limit, way)}。"

    def yellow(self, limit: Limit, way: Way | None) -> str:
        """Why no team has room in its day as it is."""
        if way is None:
            return f"{self._teams}当日已排满：现有路线的任何位置都插不进这一户。"
        if limit is Limit.FREE:
            return f"{self.team(way)} 还排得下这一户，只是没有排进计划。"
        if limit is Limit.DISPLACED:
            return f"{self._teams}当日已排满。"
        if limit is Limit.LOCK_POSITION:
            return self._position(way)
        if limit is Limit.VISITS:
            most = self._problem.shifts[way.shift].max_visits
            return f"{self._teams}已排满：{self.team(way)} 时间上排得下，但已达每日上限 {most} 户。"
        return f"若再加这一户，{self._who(limit, way)}{self._what(limit, way)}。"

    def displaced(self, found: Iterable[tuple[int, Way]]) -> str:
        """Which visits of the plan take the time; each is proven to make room alone."""
        named = [self._named(other, way) for other, way in found]
        if not named:
            return ""
        return f"不去 {'、'.join(named)}{'中的任何一户' if len(named) > 1 else ''}，就排得下。"

    def _named(self, other: int, way: Way) -> str:
        word = self._problem.visits[other]
        return f"{word.id}（{self.team(way)}{'，当日必访' if word.outranks else ''}）"

    def _who(self, limit: Limit, way: Way) -> str:
        which = "唯一能去的 " if self._is_alone else "最接近的 " if self._is_least(limit, way) else ""
        return f"{which}{self.team(way)} "

    def _what(self, limit: Limit, way: Way) -> str:
        others = "" if self._is_alone or self._is_least(limit, way) else "，其他能去的小组也不行"
        return _WHAT[limit](self, way) + others

    def _is_least(self, limit: Limit, way: Way) -> bool:
        """Whether it is known that no other team misses less."""
        is_early = limit is Limit.WINDOW and way.start < self._word.window_at(way.start).start
        return limit in MEASURED and not is_early

    def _position(self, way: Way) -> str:
        position = self._problem.locks[self._word.id].position or 0
        stops = len(self._tours[way.shift])
        place = f"第 {position} 站" if position > 0 else f"倒数第 {-position} 站"
        why = f"该组当日只有 {stops} 户，排不到这一站" if stops + 1 < abs(position) else "照此位置排不进"
        return f"锁定为 {self.team(way)} 的{place}，{why}。"

    def _locked_start(self, _way: Way) -> str:
        return f"守不住锁定的开始时间 {hhmm(self._problem.locks[self._word.id].start or 0)}，不锁定时间就可以"

    def _visits(self, way: Way) -> str:
        return f"每日上限为 {self._problem.shifts[way.shift].max_visits} 户"

    def _capacity(self, way: Way) -> str:
        needed = sum(self._problem.visits[n].demand for n in way.tour)
        return f"的容量 {self._problem.shifts[way.shift].capacity} 不够，共需 {needed}"

    def _tour(self, way: Way) -> str:
        most, needed = self._problem.shifts[way.shift].max_tour_s or 0, way.route.back - way.route.leave
        return f"全程要 {minutes_up(needed)} 分钟，超过最长出勤 {most // 60} 分钟"

    def _travel(self, way: Way) -> str:
        most, needed = self._problem.shifts[way.shift].max_travel_s or 0, way.route.travel_s
        return f"要行驶 {minutes_up(needed)} 分钟，超过最长行驶 {most // 60} 分钟"

    def _off_by(self, way: Way) -> str:
        window = self._word.window_at(way.start)
        if way.start > window.end:
            minutes = minutes_up(way.miss_s)
            return f"赶不上约定的 {hhmm(window.end)}，要到 {_up(way.start)} 才能开始，晚 {minutes} 分钟"
        return f"可以在 {_up(way.start)} 开始，但排不进约定的 {_spans([window])}"

    def _too_late(self, way: Way) -> str:
        shift = self._problem.shifts[way.shift]
        end = f"{'加班上限' if shift.overtime_s else '下班时间'} {hhmm(shift.back_by)}"
        return f"要 {_up(way.route.back)} 才能返回，比{end} 晚 {minutes_up(way.miss_s)} 分钟"


_WHAT: dict[Limit, Callable[[Words, Way], str]] = {
    Limit.LOCK_START: Words._locked_start,
    Limit.VISITS: Words._visits,
    Limit.CAPACITY: Words._capacity,
    Limit.TOUR: Words._tour,
    Limit.TRAVEL: Words._travel,
    Limit.REST: lambda _words, _way: "留不出规定的休息",
    Limit.OTHER_LOCKS: lambda _words, _way: "受已锁定的到访限制，排不下",
    Limit.START: lambda words, way: f"要早于上班时间 {hhmm(words.start_of(way))} 出发才行",
    Limit.WINDOW: Words._off_by,
    Limit.BACK: Words._too_late,
}


def _up(moment: int) -> str:
    """The minute by which a moment has come."""
    return hhmm(minutes_up(moment) * 60)


def _spans(windows: Iterable[TimeWindow]) -> str:
    return "、".join(f"{hhmm(window.start)}–{hhmm(window.end)}" for window in windows)
