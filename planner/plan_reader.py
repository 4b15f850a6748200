"""A plan read back from its JSON: enough to re-plan and to compare, with words that know no address and no person."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from planner import clock
from planner.errors import PlannerError
from planner.finding import Kind
from planner.plan import Handover, Plan, RefusedTeam, Route, Stop, UnplannedVisit
from planner.shift import Collector, Shift, Team, TravelMode
from planner.visit import Level, Location, TimeWindow, Visit

_LARGEST = 50_000_000
"""Bytes; a plan of a thousand stops has half of one million."""
_REMEDY = "请使用本程序导出的 plan.json，不要手工改动。"

T = TypeVar("T")


def read_plan_json(path: Path) -> Plan:
    """The plan of schema 1 in this file.

    Raises:
        PlannerError: the file cannot be opened, is no JSON, or lacks something; the sentence names the place in it.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise PlannerError("无法读取原方案", f"“{path.name}”太大，不是方案文件。", _REMEDY)
        found = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise PlannerError("无法读取原方案", f"打不开“{path.name}”。", "请检查路径。") from error
    except (ValueError, RecursionError) as error:
        raise PlannerError("无法读取原方案", f"“{path.name}”不是 JSON 文件。", _REMEDY) from error
    try:
        return _plan(_Part(found, "文件"))
    except _Unreadable as error:
        raise PlannerError("无法读取原方案", f"“{path.name}”：{error}。", _REMEDY) from error


class _Unreadable(Exception):
    """Says in half a sentence what is wrong and where."""


class _Part:
    """One object of the file, and how to call it."""

    def __init__(self, found: Any, name: str) -> None:
        if not isinstance(found, dict):
            raise _Unreadable(f"{name}不是一个 JSON 对象")
        self._found, self.name = found, name

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of this kind; without a default it has to be there."""
        value = self._found.get(key, default)
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            raise _Unreadable(f"{self.name}的 {key} 缺失或类型不对")
        return value

    def parts(self, key: str, name: str, *, is_needed: bool = True) -> "list[_Part]":
        """The objects of a list, called by their number."""
        return [
            _Part(item, f"{name} {n} 项") for n, item in enumerate(self.get(key, list, None if is_needed else []), 1)
        ]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty if it is not there."""
        found = self.get(key, list, [])
        if not all(type(text) is str for text in found):
            raise _Unreadable(f"{self.name}的 {key} 不是文字清单")
        return tuple(found)

    def at(self, key: str, day: date) -> int:
        """A moment as seconds since the day's midnight; it may lie in the night after."""
        try:
            moment = datetime.fromisoformat(self.get(key, str))
            seconds = int((moment - clock.moment(day, 0)).total_seconds())
        except (ValueError, TypeError) as error:
            raise _Unreadable(f"{self.name}的 {key} 不是带时区的时间") from error
        if not 0 <= seconds < 2 * clock.DAY_SECONDS:
            raise _Unreadable(f"{self.name}的 {key} 不在规划日内")
        return seconds

    def span(self, key: str, day: date) -> TimeWindow:
        """A start and an end."""
        part = _Part(self._found.get(key), f"{self.name}的 {key} ")
        start, end = part.at("start", day), part.at("end", day)
        if end < start:
            raise _Unreadable(f"{self.name}的 {key} 在开始之前就结束")
        return TimeWindow(start, end)

    def has(self, key: str) -> bool:
        """Whether there is a value other than null."""
        return self._found.get(key) is not None


def _plan(part: _Part) -> Plan:
    if part.get("schema", int) != 1:
        raise _Unreadable("schema 不是 1")
    try:
        day = date.fromisoformat(part.get("day", str))
        created = datetime.fromisoformat(part.get("created", str))
    except ValueError as error:
        raise _Unreadable("day 或 created 不是日期") from error
    parts = part.parts("routes", "路线第")
    routes = tuple(_route(route, day) for route in parts)
    _refuse_twice("小组", [route.shift.team for route in routes])
    _refuse_twice("到访", [stop.visit.id for route in routes for stop in route.stops])
    return Plan(
        day=day,
        created=created,
        rule_set=part.get("rule_set", str),
        routes=routes,
        unplanned=tuple(map(_unplanned, part.parts("unplanned", "未排第"))),
        refused_teams=tuple(map(_refused, part.parts("refused_teams", "未派小组第", is_needed=False))),
        call_back=part.texts("call_back"),
        warnings=part.texts("warnings"),
        handovers=tuple(_handover(word, day) for word in part.parts("handovers", "交接第", is_needed=False)),
        teams=tuple(_team(route, shift.shift) for route, shift in zip(parts, routes, strict=True)),
        engine=part.get("travel", str, ""),
    )


def _refuse_twice(what: str, ids: list[str]) -> None:
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise _Unreadable(f"{what} {twice} 出现两次")


def _route(part: _Part, day: date) -> Route:
    shift = _shift(part, day)
    stops = tuple(_stop(stop, day) for stop in part.parts("stops", f"小组 {shift.team} 站点第"))
    moments = [part.at("leave", day)]
    for stop in stops:
        moments += [stop.arrival, stop.start, stop.departure]
    moments.append(part.at("back", day))
    if moments != sorted(moments):
        raise _Unreadable(f"小组 {shift.team} 的时间前后颠倒")
    totals = _Part(part.get("totals", dict), f"小组 {shift.team} 的 totals ")
    return Route(
        shift=shift,
        stops=stops,
        leave=moments[0],
        back=moments[-1],
        back_travel_s=max(totals.get("travel_s", int) - sum(stop.travel_s for stop in stops), 0),
        back_travel_m=max(totals.get("travel_m", int) - sum(stop.travel_m for stop in stops), 0),
        rest=part.span("break", day) if part.has("break") else None,
    )


def _shift(part: _Part, day: date) -> Shift:
    team = part.get("team", str)
    try:
        mode = TravelMode(part.get("mode", str))
    except ValueError as error:
        raise _Unreadable(f"小组 {team} 的 mode 不认识") from error
    start, end = (_location(_Part(part.get(key, dict), f"小组 {team} 的 {key} ")) for key in ("start", "end"))
    return Shift(team, start, end, part.span("shift", day), mode)


def _team(part: _Part, shift: Shift) -> Team:
    """Its people are numbers: the file names nobody."""
    people = tuple(Collector(number, "", shift.team) for number in part.texts("collectors"))
    is_proposed = part.get("proposed", bool, False)
    return Team(shift.team, people, "", "", shift.hours, TravelMode(shift.mode), is_proposed=is_proposed)


def _stop(part: _Part, day: date) -> Stop:
    arrival, start, departure = (part.at(key, day) for key in ("arrival", "start", "departure"))
    cases = part.texts("cases")
    if not cases:
        raise _Unreadable(f"{part.name}没有案件")
    visit = Visit(
        id=part.get("visit", str),
        cases=cases,
        lender="",
        debtor_key="",
        location=_location(part),
        service_s=max(departure - start, 0),
        windows=(part.span("window", day),),
        permitted=TimeWindow(0, 2 * clock.DAY_SECONDS),
        is_fixed=part.get("fixed", bool, False),
        value=part.get("value", float, 1.0),
    )
    travel_s, travel_m = part.get("travel_s", int), part.get("travel_m", int)
    return Stop(visit, arrival, start, departure, travel_s, travel_m, part.get("locked", bool, False))


def _location(part: _Part) -> Location:
    lon, lat = part.get("lon", float), part.get("lat", float)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise _Unreadable(f"{part.name}的坐标不对")
    return Location("", lon, lat, Level.CONFIRMED, source="plan.json")


def _unplanned(part: _Part) -> UnplannedVisit:
    try:
        kind = Kind(part.get("kind", str))
    except ValueError as error:
        raise _Unreadable(f"{part.name}的 kind 不认识") from error
    return UnplannedVisit(
        part.get("case", str),
        kind,
        part.texts("rule"),
        part.get("reason", str, ""),
        part.get("remedy", str, ""),
        part.get("must_call_off", bool, False),
    )


def _refused(part: _Part) -> RefusedTeam:
    texts = (part.get(key, str, "") for key in ("collector", "rule", "reason"))
    return RefusedTeam(part.get("team", str), *texts)


def _handover(part: _Part, day: date) -> Handover:
    return Handover(
        part.get("giving", str),
        part.get("receiving", str),
        _location(part),
        part.at("at", day),
        part.get("minutes", int),
        part.texts("visits"),
        part.get("met", bool, False),
        part.get("door_of", str, ""),
    )
