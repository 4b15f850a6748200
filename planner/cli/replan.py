"""`plan --keep --replan`: the day planned again from a plan that was exported before, and what that changes."""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from planner.casebook import Casebook
from planner.clock import Progress, hhmm
from planner.compare import CHANGE_WORDS, Changes
from planner.dayplan import DayPlanner, SolveParams
from planner.errors import PlannerError
from planner.plan import Plan
from planner.plan_reader import read_plan_json
from planner.replanning import News, Replanned, Way, replan_day
from planner.routing.problem import Lock

_LISTED = 12
"""More case numbers than these are not read in a line."""


def read_kept(args: argparse.Namespace, today: date) -> Plan | None:
    """The plan to begin with, None if the day is planned afresh; said before anything is imported.

    Raises:
        PlannerError: the arguments contradict each other, the plan cannot be read or is of another day.
    """
    _check_words(args)
    if args.keep is None:
        return None
    if args.replan == Way.FROM_NOW and today != args.day:
        raise PlannerError(
            "不能从现在起重排",
            f"规划日是 {args.day}，今天是 {today}。",
            "请用 --today 指明日期，或改用 --replan insert。",
        )
    plan = read_plan_json(args.keep)
    if plan.day != args.day:
        raise PlannerError(
            "原方案不是这一天的",
            f"“{args.keep.name}”是 {plan.day} 的方案，规划日是 {args.day}。",
            "请换用当日的 plan.json。",
        )
    return plan


def replan(
    args: argparse.Namespace,
    planner: DayPlanner,
    before: Plan,
    now: datetime,
    params: SolveParams,
    on_progress: Progress,
) -> Replanned:
    """Plan the day again. The plan was exported with its papers: the debtors count as told their hours (R-83).

    What was locked stays with its team; a plan's file does not say what else was locked.

    Raises:
        PlannerError: the plan or the news speak of cases, teams or people that are not in the files.
        Cancelled: stopped before there was a plan.
    """
    way = Way(args.replan)
    news = News(frozenset(args.ill), frozenset(args.returned), dict(args.late))
    _refuse_unknown_cases(before, planner.casebook)
    _refuse_unknown_teams(before, planner.casebook, args)
    before = _with_people(before, planner.casebook, is_needed=way is Way.FROM_NOW)
    stops = [(route.shift.team, stop) for route in before.routes for stop in route.stops]
    told = {stop.visit.id: stop.start for _, stop in stops}
    locks = {stop.visit.id: Lock(team) for team, stop in stops if stop.locked}
    return replan_day(planner, before, way, now, params, on_progress, news=news, told=told, locks=locks)


def told_in_lines(changes: Changes) -> Iterator[str]:
    """One line for each kind of change, the gravest first."""
    cases: dict[int, list[str]] = defaultdict(list)
    for change in changes.items:
        cases[change.kind] += change.cases
    for kind, words in CHANGE_WORDS.items():
        if kind in cases:
            num = sum(change.kind is kind for change in changes.items)
            numbers = list(dict.fromkeys(cases[kind]))
            more = " 等，全部在 changes.xlsx" if len(numbers) > _LISTED else ""
            yield f"{words} {num} 项：{'、'.join(numbers[:_LISTED])}{more}"
    if not changes.items:
        yield "与原方案相比没有变化。"


def as_json(changes: Changes) -> dict[str, Any]:
    """The same for other programs: every change, how many of each kind, and the figures of both plans."""
    return {
        "counts": {
            kind.name.lower(): sum(change.kind is kind for change in changes.items)
            for kind in dict.fromkeys(change.kind for change in changes.items)
        },
        "items": [
            {
                "kind": change.kind.name.lower(),
                "cases": list(change.cases),
                "team_before": change.team_before,
                "team_after": change.team_after,
                "start_before": None if change.start_before is None else hhmm(change.start_before),
                "start_after": None if change.start_after is None else hhmm(change.start_after),
                "text": change.text,
            }
            for change in changes.items
        ],
        "figures": [
            {"name": figure.name, "unit": figure.unit, "before": figure.before, "after": figure.after}
            for figure in changes.figures
        ],
    }


def _check_words(args: argparse.Namespace) -> None:
    if (args.keep is None) != (args.replan is None):
        raise PlannerError("参数错误", "--keep 和 --replan 须同时给出。", "用 --help 查看用法。")
    given = [f"--{name}" for name in ("now", "ill", "returned", "late") if getattr(args, name)]
    if given and args.replan != Way.FROM_NOW:
        raise PlannerError("参数错误", f"{'、'.join(given)} 只能与 --replan now 同用。", "用 --help 查看用法。")
    not_ill = sorted(set(args.returned) - set(args.ill))
    if not_ill:
        raise PlannerError("参数错误", f"--returned 的小组 {not_ill[0]} 没有停派。", "请同时用 --ill 指明。")
    late = [team for team, _ in args.late]
    twice = sorted({team for team in late if late.count(team) > 1})
    if twice:
        raise PlannerError("参数错误", f"--late 两次说到小组 {twice[0]}。", "请只写一次。")


def _refuse_unknown_cases(before: Plan, casebook: Casebook) -> None:
    numbers = {number for route in before.routes for stop in route.stops for number in stop.visit.cases}
    gone = sorted(numbers - casebook.store.cases().keys() - casebook.store.conflicting())
    if gone:
        raise PlannerError(
            "原方案与案件不符",
            f"原方案中的 {len(gone)} 件案件不在已导入的案件中，例如 {gone[0]}。",
            "请导入当日的全部案件文件，或换用相应的 plan.json。",
        )


def _refuse_unknown_teams(before: Plan, casebook: Casebook, args: argparse.Namespace) -> None:
    known = casebook.store.teams().keys() | {route.shift.team for route in before.routes}
    late: Iterable[str] = (team for team, _ in args.late)
    for word, teams in (("ill", args.ill), ("returned", args.returned), ("late", late)):
        unknown = sorted(set(teams) - known)
        if unknown:
            raise PlannerError(
                "没有此小组", f"--{word} 的小组 {unknown[0]} 不在原方案和外访员名单中。", "请核对小组编号。"
            )


def _with_people(before: Plan, casebook: Casebook, *, is_needed: bool) -> Plan:
    """The plan's teams with the people whom its file calls by number, as the roster knows them.

    Who is on the way has papers to be made anew: then everybody has to be in the roster.
    """
    people = {person.staff_number: person for team in casebook.store.teams().values() for person in team.collectors}
    for team in before.teams:
        gone = [person.staff_number for person in team.collectors if person.staff_number not in people]
        if gone and is_needed:
            raise PlannerError(
                "不能从现在起重排",
                f"原方案中小组 {team.id} 的工号 {gone[0]} 不在外访员名单中。",
                "请导入当日的外访员名单。",
            )
    teams = (
        replace(team, collectors=tuple(people.get(person.staff_number, person) for person in team.collectors))
        for team in before.teams
    )
    return replace(before, teams=tuple(teams))
