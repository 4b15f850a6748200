"""Checks a plan against its problem without the solver and without its timing: everything is worked out anew."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.clock import hhmm
from planner.plan import Route, Stop
from planner.routing.problem import RoutingProblem
from planner.travel_matrix import TravelMatrix
from planner.visit import TimeWindow, Visit


def verify(problem: RoutingProblem, routes: Sequence[Route]) -> tuple[str, ...]:
    """One sentence for each violation, none when the plan holds; visits and teams by their ids only."""
    return tuple(_twice(routes)) + tuple(fault for route in routes for fault in _route_faults(problem, route))


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


def _route_faults(problem: RoutingProblem, route: Route) -> Iterator[str]:
    shifts = {shift.team: k for k, shift in enumerate(problem.shifts)}
    k = shifts.get(route.shift.team)
    if k is None or problem.shifts[k] != route.shift:
        yield f"小组 {route.shift.team} 不在当日班次中，或班次已被改动。"
        return
    known = {visit.id: node for node, visit in enumerate(problem.visits)}
    strange = [s for s in route.stops if s.visit.id not in known or problem.visits[known[s.visit.id]] != s.visit]
    if strange:
        yield from (f"到访 {stop.visit.id} 不在待排清单中，或内容已被改动。" for stop in strange)
        return
    if not route.stops:
        return
    yield from _shift_faults(route)
    for stop in route.stops:
        yield from _stop_faults(stop, route.shift.team)
    legs = _legs(route, [problem.start_node(k), *(known[s.visit.id] for s in route.stops), problem.end_node(k)])
    matrix = problem.matrices[route.shift.mode]
    for leg in legs:
        yield from _leg_faults(leg, matrix, route)
    yield from _rest_faults(route, legs)


def _shift_faults(route: Route) -> Iterator[str]:
    shift = route.shift
    if route.leave < shift.hours.start:
        yield f"小组 {shift.team} {_clock(route.leave)} 出发，早于上班时间 {_clock(shift.hours.start)}。"
    if route.back > shift.hours.end:
        yield f"小组 {shift.team} {_clock(route.back)} 返回，晚于下班时间 {_clock(shift.hours.end)}。"
    if shift.max_visits is not None and len(route.stops) > shift.max_visits:
        yield f"小组 {shift.team} 安排了 {len(route.stops)} 次到访，超过上限 {shift.max_visits} 次。"


def _stop_faults(stop: Stop, team: str) -> Iterator[str]:
    visit: Visit = stop.visit
    if visit.allowed_teams is not None and team not in visit.allowed_teams:
        yield f"小组 {team} 无权到访 {visit.id}。"
    if not visit.window.start <= stop.start <= visit.window.end:
        yield f"到访 {visit.id} {_clock(stop.start)} 开始，不在约定的 {_span(visit.window)} 内。"
    if stop.start < visit.permitted.start or stop.departure > visit.permitted.end:
        yield f"到访 {visit.id}（{_clock(stop.start)}–{_clock(stop.departure)}）超出允许时段 {_span(visit.permitted)}。"
    if stop.departure - stop.start != visit.service_s:
        yield f"到访 {visit.id} 停留 {stop.departure - stop.start} 秒，应为 {visit.service_s} 秒。"
    if stop.start < stop.arrival:
        yield f"到访 {visit.id} 在到达之前就开始了。"


def _legs(route: Route, nodes: Sequence[int]) -> list[_Leg]:
    ready = [route.leave, *(stop.departure for stop in route.stops)]
    ends = [(f"到访 {s.visit.id}", s.arrival, s.travel_s, s.travel_m) for s in route.stops]
    ends.append((f"小组 {route.shift.team} 返回", route.back, route.back_travel_s, route.back_travel_m))
    return [
        _Leg(name, nodes[n], nodes[n + 1], ready[n], arrival, travel_s, travel_m)
        for n, (name, arrival, travel_s, travel_m) in enumerate(ends)
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
