"""From VROOM's JSON to words: everything is checked, and what would be silently ignored as a limit is refused."""

from collections import Counter
from collections.abc import Iterable, Sequence

from planner.clock import DAY_SECONDS
from planner.routing.vroom.item import MOST_ID, Item, refusal
from planner.routing.vroom.matrices import MODES, Travel, TravelEngine, estimated_travel, given_travel, plain
from planner.routing.vroom.problem import VroomBreak, VroomJob, VroomProblem, VroomVehicle
from planner.visit import TimeWindow

PENALTY_S = 3600
"""Leaving a job out costs this times one more than its priority, in seconds of travel."""
MOST_PENALTY_S = 10**9
MOST_SPEED_FACTOR = 5
"""VROOM's own limit."""
_TIMESTAMPS_FROM = 100_000_000
"""A moment from here on (1973) is a Unix timestamp."""
_LONGEST = 100_000_000
"""Moments of one problem lie no further apart."""
_ZONE_S = 8 * 3600
_MOST = {"jobs": 5000, "vehicles": 500}
_MOST_CELLS = 300_000_000
"""Of the matrices of all modes together: 1.2 GB."""
_UNLIMITED_COSTS = {"fixed": 0, "per_hour": 3600, "per_km": 0}


def read_problem(document: object, engine: TravelEngine) -> VroomProblem:
    """The problem of a parsed JSON; without matrices the engine estimates travel from the coordinates.

    Raises:
        PlannerError: a value is of the wrong kind, an id repeats, a matrix does not fit, or something that would
            limit the plan is not supported; the sentence names the item.
    """
    top = Item(document, "文件内容")
    if top.list("shipments"):
        top.refuse("shipments", "是取送配对，不支持，只支持 jobs")
    items = {key: top.list(key) for key in ("jobs", "vehicles")}
    for key, values in items.items():
        if not 0 < len(values) <= _MOST[key]:
            top.refuse(key, f"有 {len(values)} 项，应有 1 到 {_MOST[key]} 项")
    places = _Places(top, engine)
    jobs = tuple(_job(Item(value, f"jobs 第 {n} 项"), places) for n, value in enumerate(items["jobs"], 1))
    vehicles = tuple(
        _vehicle(Item(value, f"vehicles 第 {n} 项"), places) for n, value in enumerate(items["vehicles"], 1)
    )
    _check_ids("任务", [job.id for job in jobs])
    _check_ids("车辆", [vehicle.id for vehicle in vehicles])
    _check_plans({job.id for job in jobs}, vehicles)
    problem = VroomProblem(jobs, vehicles, places.travel(vehicles), _origin(jobs, vehicles))
    _check_size(problem)
    return problem


def _check_size(problem: VroomProblem) -> None:
    """Each profile and speed factor is a mode with matrices of its own."""
    modes = {(vehicle.profile, vehicle.hundredths) for vehicle in problem.vehicles}
    periods = sum(len(problem.travel.matrices[profile].period_starts) for profile, _ in modes)
    if periods * (len(problem.jobs) + 2 * len(problem.vehicles)) ** 2 > _MOST_CELLS:
        raise refusal(
            f"问题太大：{len(modes)} 种 profile 与 speed_factor 的组合放不进内存。", "请减少任务、车辆或组合。"
        )


class _Places:
    """Numbers the places: rows of the matrices, or without them each point that is named."""

    def __init__(self, top: Item, engine: TravelEngine) -> None:
        self._engine = engine
        self._given = given_travel(top) if top.has("matrices") and top.get("matrices") != {} else None
        self._points: dict[tuple[float, float], int] = {}

    def place(self, item: Item, key: str) -> int | None:
        """The place that `key` (a point) or `key`_index (a row) names, None if neither is given."""
        index = item.maybe_integer(f"{key}_index", most=MOST_ID)
        point = item.point(key)
        if self._given is None:
            if index is not None and point is None:
                item.refuse(f"{key}_index", "没有对应的 matrices，也没有给出坐标")
            return None if point is None else self._points.setdefault(point, len(self._points))
        if index is None:
            if point is not None:
                item.refuse(f"{key}_index", "缺失：给出 matrices 时，地点要用行号表示")
            return None
        for profile, matrix in self._given.matrices.items():
            if index >= len(matrix.metres):
                item.refuse(f"{key}_index", f"是 {index}，超出 matrices.{plain(profile)} 的 {len(matrix.metres)} 行")
        return index

    def travel(self, vehicles: Iterable[VroomVehicle]) -> Travel:
        """The travel for all profiles in use."""
        for vehicle in vehicles:
            known = self._given.matrices if self._given else MODES
            if vehicle.profile not in known:
                raise refusal(
                    f"车辆 {vehicle.id} 的 profile {plain(vehicle.profile)} 没有对应的 matrices"
                    + ("。" if self._given else f"，也不能估算（可估算：{'、'.join(MODES)}）。")
                )
        profiles = dict.fromkeys(vehicle.profile for vehicle in vehicles)
        return self._given or estimated_travel(self._engine, list(self._points), profiles)


def _job(item: Item, places: _Places) -> VroomJob:
    number = item.integer("id", most=MOST_ID)
    item.name = f"任务 {number}"
    _refuse_keys(item, ("setup_per_type", "service_per_type"), "不支持")
    _refuse_keys(item, ("time_window",), "不是任务的字段，应为 time_windows")
    place = places.place(item, "location")
    if place is None:
        item.refuse("location", "缺失，任务没有地点")
    if any(item.integers("pickup", most=MOST_ID)):
        item.refuse("pickup", "不支持，只支持 delivery")
    priority = item.integer("priority", 0, most=100)
    delivery = item.amount("delivery" if item.has("delivery") or not item.has("amount") else "amount")
    return VroomJob(
        id=number,
        place=place,
        service_s=item.integer("service", 0),
        setup_s=item.integer("setup", 0),
        skills=frozenset(item.integers("skills", most=MOST_ID)),
        priority=priority,
        penalty_s=item.integer("penalty_cost", PENALTY_S * (1 + priority), most=MOST_PENALTY_S),
        delivery=delivery or 0,
        windows=item.windows("time_windows"),
        point=item.point("location"),
    )


def _vehicle(item: Item, places: _Places) -> VroomVehicle:
    number = item.integer("id", most=MOST_ID)
    item.name = f"车辆 {number}"
    _refuse_keys(item, ("max_distance",), "不支持")
    _refuse_keys(item, ("time_windows",), "不是车辆的字段，应为 time_window")
    _check_costs(item)
    start, end = places.place(item, "start"), places.place(item, "end")
    if start is None and end is None:
        item.refuse("start", "和 end 都没有给出，至少需要一个")
    profile = item.get("profile") if item.has("profile") else "car"
    if not isinstance(profile, str):
        item.refuse("profile", "应为文字")
    return VroomVehicle(
        id=number,
        profile=profile,
        start=start,
        end=end,
        skills=frozenset(item.integers("skills", most=MOST_ID)),
        capacity=item.amount("capacity"),
        hours=item.window("time_window", item.get("time_window")) if item.has("time_window") else None,
        rest=_rest(item),
        max_tasks=item.maybe_integer("max_tasks", most=MOST_ID),
        max_travel_s=item.maybe_integer("max_travel_time", most=MOST_ID),
        hundredths=_hundredths(item),
        plan=_plan(item),
        start_point=item.point("start"),
        end_point=item.point("end"),
    )


def _refuse_keys(item: Item, keys: Iterable[str], why: str) -> None:
    for key in keys:
        if item.has(key):
            item.refuse(key, why)


def _check_costs(item: Item) -> None:
    if item.has("costs"):
        costs = Item(item.get("costs"), item.of("costs"))
        if any(costs.get(key) not in (None, usual) for key, usual in _UNLIMITED_COSTS.items()):
            item.refuse("costs", "不支持，优化目标是行驶时间")


def _hundredths(item: Item) -> int:
    """Hundredths of a second for a second of the matrix, rounded as VROOM does."""
    factor = item.get("speed_factor") if item.has("speed_factor") else 1
    is_number = isinstance(factor, int | float) and not isinstance(factor, bool)
    if not is_number or not 0.001 <= factor <= MOST_SPEED_FACTOR:
        item.refuse("speed_factor", f"应为 0.001 到 {MOST_SPEED_FACTOR} 的数")
    return int(100 / factor + 0.5)


def _rest(item: Item) -> VroomBreak | None:
    breaks = item.list("breaks")
    if len(breaks) > 1:
        item.refuse("breaks", f"有 {len(breaks)} 次休息，目前只支持一次")
    if not breaks:
        return None
    rest = Item(breaks[0], f"{item.name} 的休息")
    _refuse_keys(rest, ("max_load",), "不支持")
    windows = rest.windows("time_windows")
    if len(windows) > 1:
        rest.refuse("time_windows", "有多个时间窗，目前只支持一个")
    return VroomBreak(rest.integer("id", most=MOST_ID), rest.integer("service", 0), windows[0] if windows else None)


def _plan(item: Item) -> tuple[int, ...] | None:
    """The jobs of `steps` in their order."""
    steps = [Item(value, f"{item.name} 的 steps 第 {n} 项") for n, value in enumerate(item.list("steps"), 1)]
    jobs = []
    for step in steps:
        if step.get("type") not in ("start", "job", "break", "end"):
            step.refuse("type", "应为 start、job、break 或 end")
        _refuse_keys(step, ("service_at", "service_after", "service_before"), "不支持")
        if step.get("type") == "job":
            jobs.append(step.integer("id", most=MOST_ID))
    return tuple(jobs) if steps else None


def _check_ids(what: str, ids: Sequence[int]) -> None:
    for number, times in Counter(ids).items():
        if times > 1:
            raise refusal(f"{what}编号 {number} 重复出现 {times} 次。")


def _check_plans(known: set[int], vehicles: Iterable[VroomVehicle]) -> None:
    seen: set[int] = set()
    for vehicle in vehicles:
        for job in vehicle.plan or ():
            if job not in known:
                raise refusal(f"车辆 {vehicle.id} 的 steps 中有任务 {job}，但 jobs 中没有。")
            if job in seen:
                raise refusal(f"车辆 {vehicle.id} 的 steps 中，任务 {job} 已在别处出现。")
            seen.add(job)


def _origin(jobs: Iterable[VroomJob], vehicles: Iterable[VroomVehicle]) -> int:
    """Which moment counts as midnight; refuses windows that no single day could hold."""
    spans: list[tuple[str, TimeWindow]] = [(f"任务 {j.id} 的 time_windows", w) for j in jobs for w in j.windows]
    spans += [(f"车辆 {v.id} 的 time_window", v.hours) for v in vehicles if v.hours]
    spans += [(f"车辆 {v.id} 的休息的 time_windows", v.rest.window) for v in vehicles if v.rest and v.rest.window]
    stamps = [window.start for _, window in spans if window.start >= _TIMESTAMPS_FROM]
    origin = min(stamps) - (min(stamps) + _ZONE_S) % DAY_SECONDS if stamps else 0
    for name, window in spans:
        if window.end < origin or window.start > origin + _LONGEST:
            raise refusal(f"{name} 与其他时间窗相差太远：请统一用当日秒数或时间戳。")
    return origin
