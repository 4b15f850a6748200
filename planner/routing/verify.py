"""Checks a plan against its problem without the solver and without its timing: everything is worked out anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.clock import hhmm
from planner.plan import Route, Stop
from planner.routing.problem import Lock, RoutingProblem
from planner.shift import Shift
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow, Visit


def verify(problem: RoutingProblem, routes: Sequence[Route]) -> tuple[str, ...]:
    """One sentence for each violation, none when the plan holds; visits and teams by their ids only."""
    shifts = {shift.team: k for k, shift in enumerate(problem.shifts)}
    nodes = {visit.id: node for node, visit in enumerate(problem.visits)}
    faults = list(_twice(routes))
    for route in routes:
        faults += _strangers(problem, route, shifts, nodes) or _route_faults(problem, route, shifts, nodes)
    return tuple(faults)


@dataclass(frozen=True, slots=True)
class _Leg:
    """From one place to the next: leaves no earlier than `ready`, arrives at `arrival` after `travel_s` of road."""

    name: str
    origin: int
    destination: int
    ready: int
    arrival: int
    travel_s: int
    travel_m: int


def _twice(routes: Sequence[Route]) -> Iterator[str]:
    for visit, times in Counter(stop.visit.id for route in routes for stop in route.stops).items():
        if times > 1:
            yield f"到访 {visit} 被安排了 {times} 次。"
    for team, times in Counter(route.shift.team for route in routes).items():
        if times > 1:
            yield f"小组 {team} 有 {times} 条路线。"


def _strangers(problem: RoutingProblem, route: Route, shifts: Mapping[str, int], nodes: Mapping[str, int]) -> list[str]:
    """What is not of this problem, so that nothing else can be said of the route."""
    team = route.shift.team
    if team not in shifts or problem.shifts[shifts[team]] != route.shift:
        return [f"小组 {team} 不在当日班次中，或班次已被改动。"]
    visits = (stop.visit for stop in route.stops)
    strange = [v.id for v in visits if v.id not in nodes or problem.visits[nodes[v.id]] != v]
    return [f"到访 {visit} 不在待排清单中，或内容已被改动。" for visit in strange]


def _route_faults(
    problem: RoutingProblem, route: Route, shifts: Mapping[str, int], nodes: Mapping[str, int]
) -> list[str]:
    if not route.stops:
        return []
    shift, k = route.shift, shifts[route.shift.team]
    faults = [*_hours_faults(route), *_load_faults(route)]
    for n, stop in enumerate(route.stops):
        before = route.stops[n - 1].visit if n else None
        faults += [*_right_faults(stop.visit, shift), *_time_faults(stop), *_stay_faults(stop, before)]
        lock = problem.locks.get(stop.visit.id)
        if lock:
            faults += _lock_faults(stop, lock, shift.team, n, len(route.stops))
    legs = _legs(route, [problem.start_node(k), *(nodes[s.visit.id] for s in route.stops), problem.end_node(k)])
    matrix = problem.matrices[shift.mode]
    for leg in legs:
        faults += _leg_faults(leg, matrix, route)
    faults += _rest_faults(route, legs)
    return faults


def _hours_faults(route: Route) -> Iterator[str]:
    shift = route.shift
    if route.leave < shift.hours.start:
        yield f"小组 {shift.team} {_clock(route.leave)} 出发，早于上班时间 {_clock(shift.hours.start)}。"
    if route.back > shift.hours.end + shift.overtime_s:
        overtime = f"加最多 {_length(shift.overtime_s)}的加班" if shift.overtime_s else ""
        yield f"小组 {shift.team} {_clock(route.back)} 返回，晚于下班时间 {_clock(shift.hours.end)}{overtime}。"
    if shift.max_tour_s is not None and route.back - route.leave > shift.max_tour_s:
        span, most = f"{_clock(route.leave)}–{_clock(route.back)}", _length(shift.max_tour_s)
        yield f"小组 {shift.team} 在外 {span}，超过最长 {most}。"


def _load_faults(route: Route) -> Iterator[str]:
    shift = route.shift
    if shift.max_visits is not None and len(route.stops) > shift.max_visits:
        yield f"小组 {shift.team} 安排了 {len(route.stops)} 次到访，超过上限 {shift.max_visits} 次。"
    road = sum(stop.travel_s for stop in route.stops) + route.back_travel_s
    if shift.max_travel_s is not None and road > shift.max_travel_s:
        yield f"小组 {shift.team} 路上共 {_length(road)}，超过上限 {_length(shift.max_travel_s)}。"
    demand = sum(stop.visit.demand for stop in route.stops)
    if shift.capacity is not None and demand > shift.capacity:
        yield f"小组 {shift.team} 的到访共需容量 {demand}，超过上限 {shift.capacity}。"


def _right_faults(visit: Visit, shift: Shift) -> Iterator[str]:
    team = shift.team
    if visit.allowed_teams is not None and team not in visit.allowed_teams:
        yield f"小组 {team} 无权到访 {visit.id}。"
    if visit.required_team and visit.required_team != team:
        yield f"到访 {visit.id} 指定由 {visit.required_team} 前往，却排给了 {team}。"
    if team in visit.forbidden_teams:
        yield f"小组 {team} 不得到访 {visit.id}。"
    if lacking := visit.skills - shift.skills:
        yield f"小组 {team} 缺少到访 {visit.id} 需要的技能：{'、'.join(sorted(lacking))}。"


def _time_faults(stop: Stop) -> Iterator[str]:
    visit = stop.visit
    if not any(window.start <= stop.start <= window.end for window in visit.windows):
        agreed = "、".join(_span(window) for window in visit.windows)
        yield f"到访 {visit.id} {_clock(stop.start)} 开始，不在约定的 {agreed} 内。"
    if stop.start < visit.permitted.start or stop.departure > visit.permitted.end:
        yield f"到访 {visit.id}（{_clock(stop.start)}–{_clock(stop.departure)}）超出允许时段 {_span(visit.permitted)}。"
    if stop.start < stop.arrival:
        yield f"到访 {visit.id} 在到达之前就开始了。"


def _stay_faults(stop: Stop, before: Visit | None) -> Iterator[str]:
    """The building has to be found, unless the stop before is in the same one."""
    visit = stop.visit
    is_found = before is not None and visit.building != "" and before.building == visit.building
    stay_s = visit.service_s + (0 if is_found else visit.find_s)
    if stop.departure - stop.start != stay_s:
        yield f"到访 {visit.id} 停留 {stop.departure - stop.start} 秒，应为 {stay_s} 秒。"


def _lock_faults(stop: Stop, lock: Lock, team: str, n: int, size: int) -> Iterator[str]:
    visit = stop.visit.id
    if lock.team and lock.team != team:
        yield f"到访 {visit} 已锁定由 {lock.team} 前往，却排给了 {team}。"
    if lock.position is not None:
        is_from_end = lock.position < 0
        place = n - size if is_from_end else n + 1
        if place != lock.position:
            count = "倒数第" if is_from_end else "第"
            yield f"到访 {visit} 已锁定为{count} {abs(lock.position)} 站，却排在{count} {abs(place)} 站。"
    if lock.start is not None and lock.start != stop.start:
        yield f"到访 {visit} 已锁定在 {_clock(lock.start)} 开始，却排在 {_clock(stop.start)}。"


def _legs(route: Route, nodes: Sequence[int]) -> list[_Leg]:
    ready = [route.leave, *(stop.departure for stop in route.stops)]
    ends = [(f"到访 {s.visit.id}", s.arrival, s.travel_s, s.travel_m) for s in route.stops]
    ends.append((f"小组 {route.shift.team} 返回", route.back, route.back_travel_s, route.back_travel_m))
    return [
        _Leg(name, here, there, off, arrival, travel_s, travel_m)
        for (here, there), off, (name, arrival, travel_s, travel_m) in zip(pairwise(nodes), ready, ends, strict=True)
    ]


def _leg_faults(leg: _Leg, matrix: TravelMatrix, route: Route) -> Iterator[str]:
    """A leg holds if the team travels at once, or rests first, or rests on arrival; each time by the hour."""
    rest = route.rest if route.rest and leg.ready <= route.rest.start and route.rest.end <= leg.arrival else None
    set_offs = [leg.ready, rest.end] if rest else [leg.ready]
    roads = [matrix.travel_s(leg.origin, leg.destination, off) for off in set_offs]
    arrivals = [off + road for off, road in zip(set_offs, roads, strict=True)]
    if rest and arrivals[0] <= rest.start:
        arrivals[0] = rest.end
    if leg.travel_s not in roads:
        yield f"{leg.name}的行程应为 {roads[0]} 秒，而写的是 {leg.travel_s} 秒。"
    elif (leg.arrival, leg.travel_s) not in zip(arrivals, roads, strict=True):
        yield f"{leg.name}的到达时间应为 {_clock(arrivals[-1])}，而写的是 {_clock(leg.arrival)}。"
    true_m = int(matrix.metres[leg.origin, leg.destination])
    if leg.travel_m != true_m:
        yield f"{leg.name}的路程应为 {true_m} 米，而写的是 {leg.travel_m} 米。"


def _rest_faults(route: Route, legs: Sequence[_Leg]) -> Iterator[str]:
    wanted, team = route.shift.rest, route.shift.team
    if wanted is None:
        if route.rest is not None:
            yield f"小组 {team} 没有休息安排，却排了休息。"
        return
    if route.rest is None:
        first, last = wanted.span.start + wanted.seconds, wanted.span.end - wanted.seconds
        if route.leave < first and route.back > last:
            yield f"小组 {team} 缺少 {_span(wanted.span)} 内的 {wanted.seconds // 60} 分钟休息。"
        return
    if route.rest.start < wanted.span.start or route.rest.end > wanted.span.end:
        yield f"小组 {team} 的休息 {_span(route.rest)} 超出 {_span(wanted.span)}。"
    if route.rest.end - route.rest.start != wanted.seconds:
        yield f"小组 {team} 休息 {route.rest.end - route.rest.start} 秒，应为 {wanted.seconds} 秒。"
    if not any(leg.ready <= route.rest.start and route.rest.end <= leg.arrival for leg in legs):
        yield f"小组 {team} 的休息 {_span(route.rest)} 与到访重叠，或不在行程之内。"


def _span(window: TimeWindow) -> str:
    return f"{_clock(window.start)}–{_clock(window.end)}"


def _clock(moment: int) -> str:
    """09:30, or 09:30:05 where seconds matter."""
    return hhmm(moment) + (f":{moment % 60:02d}" if moment % 60 else "")


def _length(seconds: int) -> str:
    return f"{seconds} 秒" if seconds % 60 else f"{seconds // 60} 分钟"
