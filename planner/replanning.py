"""Front door to a plan that has to change: plan the day again in one of four ways, and see what would be different."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from time import perf_counter

from planner import clock
from planner.clock import Progress, keep_going
from planner.compare import Changes, changes, handover_text
from planner.daydraft import travel_among
from planner.dayplan import DayPlanner, Draft, SolveParams, margins_of
from planner.errors import Cancelled, PlannerError
from planner.finding import Kind
from planner.plan import Plan, Route
from planner.routing.problem import Lock
from planner.routing.replan.begun import Begun, done_stops
from planner.routing.replan.replan import Way, replan
from planner.routing.replan.verify_handovers import verify_handovers
from planner.routing.verify import verify
from planner.visit import Visit

__all__ = ["Lock", "News", "Replanned", "Way", "replan_day"]


@dataclass(frozen=True, slots=True)
class News:
    """What the teams reported since they left, by team id.

    `ill` teams make no further visit. Their papers wait with them, those of `returned` teams are back where they set
    out. `late_s` is how far a team is behind its plan, in seconds.
    """

    ill: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()
    late_s: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replanned:
    """A plan that nobody has accepted yet, and what accepting it would change."""

    plan: Plan
    changes: Changes


def replan_day(
    planner: DayPlanner,
    before: Plan,
    way: Way,
    now: datetime,
    params: SolveParams | None = None,
    on_progress: Progress = keep_going,
    *,
    news: News | None = None,
    told: Mapping[str, int] | None = None,
    locks: Mapping[str, Lock] | None = None,
) -> Replanned:
    """Plan the day of `before` again, from that plan and by what the casebook says now.

    `told` are the starts that the debtors were told (R-83), by visit id in seconds since midnight; once the day has
    begun they are those of the plan before. `news` counts from now on only.

    Raises:
        Cancelled: stopped before the solver ran; later the best plan so far is returned.
        PlannerError: the solver's process died or ran out of time; a case that has been visited is unknown.
    """
    params = params or SolveParams(seconds=planner.settings.solve_seconds)
    kept, loosened = _loosened(locks or {}, before, news or News()) if way is Way.FROM_NOW else (dict(locks or {}), ())
    draft = planner.draft(before.day, now, locks=kept, before=before, on_progress=on_progress)
    begun = _begun(draft, before, news or News()) if way is Way.FROM_NOW else None
    routes = tuple(_recalled(route, draft.problem.visits, begun) for route in before.routes)
    if not on_progress(15, "重新规划"):
        raise Cancelled("plan")
    began = perf_counter()

    def tell(percent: int, text: str) -> bool:
        return on_progress(15 + percent * 80 // 100, text)

    if told is None:
        told = _starts(before.routes) if way is Way.FROM_NOW else {}
    hours = _renamed(told, before.routes, routes)
    if begun:
        plan = _from_now(planner, draft, replace(before, routes=routes), begun, hours, params, tell)
        warnings = (*(f"案件 {number} 的锁定已放开：{why}" for number, why in loosened), *plan.warnings)
        plan = replace(
            plan,
            warnings=warnings,
            seconds={"prepare": draft.prepare_s, "solve": perf_counter() - began, "explain": 0.0},
        )
    else:
        found = replan(draft.problem, routes, way, params, tell, told=hours)
        plan = planner.finish(draft, found.routes, perf_counter() - began)
    return Replanned(plan, changes(before, plan, told))


def _loosened(
    locks: Mapping[str, Lock], before: Plan, news: News
) -> tuple[dict[str, Lock], tuple[tuple[str, str], ...]]:
    """The locks that can be kept after such news, and of which visits they were loosened, and why.

    An appointment must not be lost to a lock: who is late cannot start at the locked second unless it would have waited
    as long, and who is ill goes nowhere.
    """
    stops = {
        number: (r.shift.team, s) for r in before.routes for s in r.stops for number in (s.visit.id, *s.visit.cases)
    }
    kept, loosened = {}, []
    for number, lock in locks.items():
        team, stop = stops.get(number, ("", None))
        late_s = news.late_s.get(team, 0)
        if lock.team in news.ill and lock.team:
            loosened.append((number, f"小组 {lock.team} 停派。"))
        elif lock.start is not None and stop is not None and late_s > stop.wait_s:
            loosened.append((number, f"小组 {team} 晚点，只保留小组和次序。"))
            if lock.team:
                kept[number] = replace(lock, start=None)
        else:
            kept[number] = lock
    return kept, tuple(loosened)


def _begun(draft: Draft, before: Plan, news: News) -> Begun:
    """A team that does not go any more by the roster counts as ill."""
    absent = {route.shift.team for route in before.routes} - {shift.team for shift in draft.problem.shifts}
    return Begun(_seconds(draft.now, draft.day), news.ill | absent, news.returned, news.late_s)


def _from_now(
    planner: DayPlanner,
    draft: Draft,
    before: Plan,
    begun: Begun,
    told: Mapping[str, int],
    params: SolveParams,
    on_progress: Progress,
) -> Plan:
    at_work = {shift.team for shift in draft.problem.shifts}
    draft, gone = _with_what_is_done(planner, draft, before, begun)
    begun = replace(begun, gone=gone)
    found = replan(draft.problem, before.routes, Way.FROM_NOW, params, on_progress, begun=begun, told=told)
    faults = verify(found.problem, found.checked)
    faults += verify_handovers(draft.problem, before.routes, found.routes, found.handovers, begun)
    if faults:
        raise AssertionError(f"The rest of {draft.day} breaks {len(faults)} constraints: {faults[0]}")
    plan = planner.assemble(draft, found.routes, found.reasons, found.handovers)
    stopped = tuple(f"小组 {team} 自 {clock.hhmm(begun.now)} 起停派。" for team in sorted(begun.ill & at_work))
    handed = tuple(handover_text(word, plan) for word in found.handovers)
    # Fetching papers is a stop of its own there.
    planned = {stop.visit.id for route in plan.routes for stop in route.stops}
    margins = {visit: margin for visit, margin in margins_of(found.problem, found.checked).items() if visit in planned}
    return replace(plan, warnings=(*stopped, *handed, *plan.warnings), margins=margins)


def _with_what_is_done(planner: DayPlanner, draft: Draft, before: Plan, begun: Begun) -> tuple[Draft, frozenset[str]]:
    """The draft with every place where a team may be, and the ids of visits that are there as places only.

    What has been visited stays as it was, whatever is known of its cases by now; nobody is visited twice (R-90).
    """
    done = {stop.visit.id: stop.visit for route in before.routes for stop in done_stops(route, begun)}
    _refuse_unknown(draft, done.values())
    left_out = draft.left_out.copy()
    debtors = {visit.debtor_key: visit for visit in done.values() if visit.debtor_key}
    visits = []
    for visit in draft.problem.visits:
        made = done.get(visit.id) or debtors.get(visit.debtor_key)
        if made is None:
            visits.append(visit)
            continue
        for number in visit.cases:
            reason = f"同一债务人当日已到访（案件 {made.id}）。"
            left_out.add(number, Kind.BLOCKED, ("R-90",), reason, "请与债务人改约另一日，间隔至少 7 日。")
    for number in (number for visit in done.values() for number in visit.cases):
        left_out.by_case.pop(number, None)
    known = {visit.id for visit in visits} | done.keys()
    gone = [stop.visit for route in before.routes for stop in route.stops if stop.visit.id not in known]
    shifts = {shift.team: shift for shift in (*(route.shift for route in before.routes), *draft.problem.shifts)}
    every = (*visits, *done.values(), *gone)
    problem = replace(
        draft.problem,
        visits=every,
        shifts=tuple(shifts.values()),
        matrices=travel_among(planner.engine, every, tuple(shifts.values())),
    )
    teams = {team.id: team for team in (*before.teams, *draft.teams) if team.id in shifts}
    draft = replace(draft, problem=problem, left_out=left_out, teams=tuple(teams.values()))
    return draft, frozenset(visit.id for visit in gone)


def _refuse_unknown(draft: Draft, done: Iterable[Visit]) -> None:
    unknown = sorted({number for visit in done for number in visit.cases} - draft.decisions.keys())
    if unknown:
        raise PlannerError(
            "不能从现在起重排", f"原方案中已上门的案件 {unknown[0]} 不在案件表中。", "请先导入当日的全部案件。"
        )


def _recalled(route: Route, visits: Iterable[Visit], begun: Begun | None) -> Route:
    """The route with each visit as it is now: the newest agreement may lead with another case, under another id.

    What is done stays as it was, unless it was read back from a file, which knows nothing of a visit but its cases.
    """
    by_case = {number: visit for visit in visits for number in visit.cases}
    num_done = len(done_stops(route, begun)) if begun else 0
    stops = []
    for n, stop in enumerate(route.stops):
        found = next((by_case[number] for number in stop.visit.cases if number in by_case), None)
        is_same = found is not None and set(found.cases) == set(stop.visit.cases)
        if found and (n >= num_done or (is_same and not stop.visit.lender)):
            stop = replace(stop, visit=found)
        stops.append(stop)
    return replace(route, stops=tuple(stops))


def _starts(routes: Iterable[Route]) -> dict[str, int]:
    return {stop.visit.id: stop.start for route in routes for stop in route.stops}


def _renamed(told: Mapping[str, int], before: Iterable[Route], routes: Iterable[Route]) -> dict[str, int]:
    """The hours that were told, by the ids that the visits have now."""
    pairs = [(old, new) for r, n in zip(before, routes, strict=True) for old, new in zip(r.stops, n.stops, strict=True)]
    return {new.visit.id: told[old.visit.id] for old, new in pairs if old.visit.id in told}


def _seconds(now: datetime, day: date) -> int:
    """The time of day on the planned day, 0 before it."""
    return max(0, int((now - clock.moment(day, 0)).total_seconds()))
