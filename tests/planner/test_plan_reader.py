"""A plan written as JSON is read back for re-planning; what cannot be read is refused with the place in the file."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.compare import changes
from planner.errors import PlannerError
from planner.plan import Plan
from planner.plan_json import plan_json
from planner.plan_reader import read_plan_json
from planner.replanning import News, Way, replan_day
from planner.routing.solve import SolveParams
from planner.store.interface import Records

UNSEARCHED = SolveParams(iterations=0)


@pytest.fixture
def planner(desk: Any) -> Any:
    """Three cases for two teams, the second of which starts at noon."""
    cases = [desk.case("A"), desk.case("B", address="远"), desk.case("C"), desk.case("D", address="没有室号")]
    attempts = [desk.agreed("A"), desk.agreed("B"), desk.agreed("C", start=14, end=16), desk.agreed("D")]
    return desk.planner(cases, attempts, [desk.team("T1"), desk.team("T2", hours=(12, 18))])


@pytest.fixture
def plan(planner: Any, desk: Any) -> Plan:
    """Their plan, with a hand-over after T1 fell ill at 12:00."""
    first = replan_day(planner, Plan(desk.DAY, desk.NOW, "", ()), Way.INSERT, desk.NOW, UNSEARCHED).plan
    noon = desk.NOW + timedelta(hours=18)
    found = replan_day(planner, first, Way.FROM_NOW, noon, UNSEARCHED, news=News(ill=frozenset({"T1"}))).plan
    assert len(found.handovers) == 1
    return found


@pytest.fixture
def written(plan: Plan, planner: Any, tmp_path: Path) -> Path:
    """The plan's file."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan_json(plan, planner.casebook.store.teams())), "utf-8")
    return path


def test_what_was_written_is_read(plan: Plan, written: Path) -> None:
    """Teams, visits and times to the second, and nothing to list against the plan itself."""
    found = read_plan_json(written)
    assert [(r.shift.team, r.leave, r.back, r.travel_s, r.travel_m, r.rest) for r in found.routes] == [
        (r.shift.team, r.leave, r.back, r.travel_s, r.travel_m, r.rest) for r in plan.routes
    ]
    assert [(s.visit.id, s.visit.cases, s.arrival, s.start, s.departure) for r in found.routes for s in r.stops] == [
        (s.visit.id, s.visit.cases, s.arrival, s.start, s.departure) for r in plan.routes for s in r.stops
    ]
    assert (found.unplanned, found.call_back, found.created) == (plan.unplanned, plan.call_back, plan.created)
    assert [(w.giving, w.receiving, w.at, w.visits) for w in found.handovers] == [
        (w.giving, w.receiving, w.at, w.visits) for w in plan.handovers
    ]


def test_a_plan_that_was_read_can_be_compared(plan: Plan, written: Path, planner: Any, desk: Any) -> None:
    """Both are the same plan: not a line, not a figure."""
    first = replan_day(planner, Plan(desk.DAY, desk.NOW, "", ()), Way.INSERT, desk.NOW, UNSEARCHED).plan
    written.write_text(json.dumps(plan_json(first, planner.casebook.store.teams())), "utf-8")
    found = changes(read_plan_json(written), first)
    assert found.items == ()
    assert [figure.difference for figure in found.figures] == [0] * 7


@pytest.mark.parametrize("way", list(Way))
def test_a_plan_that_was_read_can_be_planned_on(written: Path, planner: Any, desk: Any, way: Way) -> None:
    """In every way, with words of today; before the day the visits keep their teams."""
    found = replan_day(planner, read_plan_json(written), way, desk.NOW, UNSEARCHED)
    stops = [stop for route in found.plan.routes for stop in route.stops]
    assert sorted(stop.visit.id for stop in stops) == ["A", "B", "C"]
    assert all(stop.visit.lender == "甲" for stop in stops)


def test_a_pair_that_was_proposed_stays_together(desk: Any, tmp_path: Path) -> None:
    """1 would rather go with 3, who came to the roster since; the plan's own pair keeps its people and its name."""
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], [desk.single("1"), desk.single("2", start="近")])
    first = planner.plan(desk.DAY, desk.NOW, SolveParams(iterations=5))
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(plan_json(first, {team.id: team for team in first.teams})), "utf-8")
    before = read_plan_json(path)
    told = [(team.id, team.is_proposed, [c.staff_number for c in team.collectors]) for team in before.teams]
    assert told == [("P01", True, ["1", "2"])]
    everybody = [*planner.casebook.store.teams().values(), desk.single("3")]
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], everybody)
    alone = planner.plan(desk.DAY, desk.NOW, SolveParams(iterations=5))
    assert [[c.staff_number for c in team.collectors] for team in alone.teams] == [["1", "3"]]
    found = replan_day(planner, before, Way.INSERT, desk.NOW, UNSEARCHED).plan
    assert [[c.staff_number for c in team.collectors] for team in found.teams] == [["1", "2"]]


def test_what_is_done_is_read_from_the_file_alone(written: Path, planner: Any, desk: Any) -> None:
    """T1 has left the roster since: its stops stand in the plan at their times."""
    planner.casebook.store.save(Records(teams=[desk.team("T1", people=1)]))
    before = read_plan_json(written)
    found = replan_day(planner, before, Way.FROM_NOW, desk.NOW + timedelta(hours=18), UNSEARCHED)
    done = {stop.visit.id: stop.start for route in before.routes if route.shift.team == "T1" for stop in route.stops}
    assert done
    assert {s.visit.id: s.start for r in found.plan.routes if r.shift.team == "T1" for s in r.stops} == done


def set_at(found: Any, path: str, value: Any) -> None:
    """Change or, with None, take out what lies at routes.0.stops.0.start."""
    *parents, last = path.split(".")
    for key in parents:
        found = found[int(key) if key.isdigit() else key]
    if value is None:
        del found[last]
    else:
        found[int(last) if last.isdigit() else last] = value


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", 2, "schema 不是 1"),
        ("day", "heute", "day 或 created 不是日期"),
        ("routes", None, "文件的 routes 缺失或类型不对"),
        ("routes.0", 7, "路线第 1 项不是一个 JSON 对象"),
        ("routes.0.team", None, "路线第 1 项的 team 缺失或类型不对"),
        ("routes.0.mode", "飞机", "小组 T1 的 mode 不认识"),
        ("routes.0.start.lon", float("nan"), "小组 T1 的 start 的坐标不对"),
        ("routes.0.stops.1.start", None, "小组 T1 站点第 2 项的 start 缺失或类型不对"),
        ("routes.0.stops.1.start", "10:00", "小组 T1 站点第 2 项的 start 不是带时区的时间"),
        ("routes.0.stops.1.start", "2026-11-24T10:00:00", "小组 T1 站点第 2 项的 start 不是带时区的时间"),
        ("routes.0.stops.1.start", "2026-11-28T10:00:00+08:00", "小组 T1 站点第 2 项的 start 不在规划日内"),
        ("routes.0.stops.1.start", "2026-11-24T08:00:00+08:00", "小组 T1 的时间前后颠倒"),
        ("routes.0.stops.1.visit", "A", "到访 A 出现两次"),
        ("routes.0.stops.1.cases", [], "小组 T1 站点第 2 项没有案件"),
        ("routes.0.stops.1.cases", [1], "小组 T1 站点第 2 项的 cases 不是文字清单"),
        ("routes.0.stops.1.travel_s", True, "小组 T1 站点第 2 项的 travel_s 缺失或类型不对"),
        ("routes.0.stops.1.window", None, "小组 T1 站点第 2 项的 window 不是一个 JSON 对象"),
        ("routes.1.team", "T1", "小组 T1 出现两次"),
        ("unplanned.0.kind", "blue", "未排第 1 项的 kind 不认识"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(written: Path, path: str, value: Any, said: str) -> None:
    """In the words of the file, without a traceback."""
    found = json.loads(written.read_text("utf-8"))
    set_at(found, path, value)
    written.write_text(json.dumps(found), "utf-8")
    with pytest.raises(PlannerError) as refused:
        read_plan_json(written)
    assert refused.value.message == f"“plan.json”：{said}。"


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b"[]", b"null"])
def test_what_is_no_plan_is_refused(tmp_path: Path, content: bytes) -> None:
    """Broken JSON, other JSON, no text."""
    path = tmp_path / "plan.json"
    path.write_bytes(content)
    with pytest.raises(PlannerError, match="无法读取原方案"):
        read_plan_json(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """And a folder."""
    for path in (tmp_path / "plan.json", tmp_path):
        with pytest.raises(PlannerError, match=r"打不开|不是"):
            read_plan_json(path)
