"""One route of an answer, step by step: each arrival follows from the step before, each start from its windows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from planner.routing.vroom.item import MOST_ID, Item
from planner.routing.vroom.problem import VroomJob, VroomProblem, VroomVehicle
from planner.visit import TimeWindow


@dataclass(slots=True)
class CheckedTour:
    """What was found: faults, the jobs made, the true travel in hundredths of a second, the true sums.

    `slack` is how many seconds VROOM's rounding may make of it: none without a speed factor, else one each leg.
    """

    vehicle: VroomVehicle
    faults: list[str] = field(default_factory=list)
    jobs: list[int] = field(default_factory=list)
    hundredths: int = 0
    slack: int = 0
    sums: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Step:
    """The figures of one written step."""

    name: str
    kind: str
    number: int | None
    arrival: int
    duration: int
    setup: int
    service: int
    waiting: int
    load: tuple[int, ...] | None
    place: int | None

    @property
    def start(self) -> int:
        """When it begins, after waiting."""
        return self.arrival + self.waiting

    @property
    def done(self) -> int:
        """When the vehicle can go on."""
        return self.start + self.setup + self.service


def check_tour(problem: VroomProblem, vehicle: VroomVehicle, route: Item) -> CheckedTour:
    """Everything about one route but its sums as written.

    Raises:
        PlannerError: a step is no step, or one of its figures is no whole number.
    """
    values = enumerate(route.list("steps"), 1)
    steps = [_step(Item(value, f"{route.name}第 {n} 步")) for n, value in values]
    return _Walk(problem, vehicle, route.name).walk(steps)


def _step(item: Item) -> _Step:
    kind = item.get("type")
    if kind not in ("start", "job", "break", "end"):
        item.refuse("type", "应为 start、job、break 或 end")
    number = item.maybe_integer("id", most=MOST_ID)
    if kind == "job" and number is None:
        item.refuse("id", "缺失")
    what = f"任务 {number}" if kind == "job" else {"start": "出发", "break": "休息", "end": "结束"}[kind]
    figure = {key: item.integer(key, 0, least=-MOST_ID, most=MOST_ID) for key in ("setup", "service", "waiting_time")}
    return _Step(
        name=f"{item.name}（{what}）",
        kind=kind,
        number=number,
        arrival=item.integer("arrival", least=-MOST_ID, most=MOST_ID),
        duration=item.integer("duration", 0, least=-MOST_ID, most=MOST_ID),
        setup=figure["setup"],
        service=figure["service"],
        waiting=figure["waiting_time"],
        load=item.integers("load", most=MOST_ID) if item.has("load") else None,
        place=item.maybe_integer("location_index", most=MOST_ID),
    )


class _Walk:
    """Goes along the steps with the last one in mind; `_rested` is the break since the last place, if there was one."""

    def __init__(self, problem: VroomProblem, vehicle: VroomVehicle, name: str) -> None:
        self._problem, self._vehicle, self._name = problem, vehicle, name
        self._jobs = {job.id: job for job in problem.jobs}
        self._found = CheckedTour(vehicle)
        self._here = vehicle.start
        self._is_first = True
        self._last: _Step | None = None
        self._rested: _Step | None = None
        self._num_rests = 0
        self._metres = 0

    def walk(self, steps: list[_Step]) -> CheckedTour:
        """Check all steps in turn, then what holds for the whole tour."""
        self._found.jobs = [step.number for step in steps if step.kind == "job" and step.number is not None]
        made = [self._jobs[number] for number in self._found.jobs if number in self._jobs]
        unknown = [number for number in self._found.jobs if number not in self._jobs]
        for number in unknown:
            self._say(f"{self._name}中的任务 {number} 不在 jobs 中。")
        kinds = [step.kind for step in steps]
        is_whole = kinds[:1] == ["start"] and kinds[-1:] == ["end"] and kinds.count("start") == kinds.count("end") == 1
        if not is_whole:
            self._say(f"{self._name}应以一个 start 开始、以一个 end 结束。")
        elif not unknown:
            self._steps(steps, made)
        self._sum(steps, made)
        return self._found

    def _say(self, fault: str) -> None:
        self._found.faults.append(fault)

    def _steps(self, steps: list[_Step], made: list[VroomJob]) -> None:
        load = sum(job.delivery for job in made)
        left = iter(made)
        self._start(steps[0], load, made)
        for step in steps[1:-1]:
            if step.kind == "break":
                self._break(step)
            else:
                job = next(left)
                load -= job.delivery
                self._job(step, job)
            self._load(step, load)
        self._end(steps[-1], made)
        self._load(steps[-1], load)
        self._whole(steps[0].arrival, steps[-1].arrival, made)

    def _start(self, step: _Step, load: int, made: list[VroomJob]) -> None:
        hours = self._vehicle.hours
        if hours and step.arrival < hours.start:
            self._say(f"{step.name}在 {step.arrival}，早于车辆的 time_window {_span(hours)}。")
        if step.duration or step.setup or step.service:
            self._say(f"{step.name}的 duration、setup、service 应为 0。")
        if step.waiting < 0:
            self._say(f"{step.name}的 waiting_time 是负数。")
        self._load(step, load)
        self._located(step, self._here if self._here is not None or not made else made[0].place)
        self._last = step

    def _job(self, step: _Step, job: VroomJob) -> None:
        self._arrive(step, job.place)
        setup = self._problem.setup_s(job, self._here, is_first=self._is_first)
        for key, written, true in (("setup", step.setup, setup), ("service", step.service, job.service_s)):
            if written != true:
                self._say(f"{step.name}的 {key} 写的是 {written}，应为 {true}。")
        self._begins_in(step, job.windows)
        if not job.skills <= self._vehicle.skills:
            self._say(
                f"{step.name}需要技能 {_listed(job.skills - self._vehicle.skills)}，车辆 {self._vehicle.id} 不具备。"
            )
        self._here, self._is_first = job.place, False

    def _break(self, step: _Step) -> None:
        rest = self._vehicle.rest
        self._num_rests += 1
        if rest is None or self._num_rests > 1 or step.number not in (None, rest.id):
            self._say(f"{step.name}不在车辆 {self._vehicle.id} 的 breaks 中。")
        elif step.service != rest.service_s or step.setup:
            self._say(f"{step.name}的 service 写的是 {step.service + step.setup}，应为 {rest.service_s}。")
        last = self._last
        if last is not None:
            on_road = step.duration - last.duration
            if on_road < 0 or step.arrival != last.done + on_road:
                self._say(
                    f"{step.name}的 arrival 应为上一步离开的 {last.done} 加上途中的时间，而写的是 {step.arrival}。"
                )
        self._begins_in(step, (rest.window,) if rest and rest.window else ())
        self._rested = step

    def _end(self, step: _Step, made: list[VroomJob]) -> None:
        self._arrive(step, self._vehicle.end)
        hours = self._vehicle.hours
        if hours and step.done > hours.end:
            self._say(f"{step.name}在 {step.done}，晚于车辆的 time_window {_span(hours)}。")
        if step.setup or step.service or step.waiting:
            self._say(f"{step.name}的 setup、service、waiting_time 应为 0。")
        last_place = made[-1].place if made else self._vehicle.start
        self._located(step, self._vehicle.end if self._vehicle.end is not None else last_place)

    def _arrive(self, step: _Step, place: int | None) -> None:
        """From the last place to here: the seconds on the road, and from the last step the arrival."""
        last, rested = self._last, self._rested
        if last is None:
            return
        on_road = rested.duration - last.duration if rested else 0
        departure = rested.done if rested and not on_road else last.done
        leg = self._problem.leg(self._vehicle, self._here, place, departure)
        if leg is None:
            self._say(f"{step.name}：从上一地点到这里没有可用的路。")
            leg = 100 * max(0, step.duration - last.duration)
        self._found.hundredths += leg
        self._found.slack += 0 if self._vehicle.hundredths == 100 else 1
        self._metres += self._problem.metres(self._vehicle, self._here, place)
        low, high = leg // 100, -(-leg // 100)
        if not low <= step.duration - last.duration <= high:
            self._say(f"{step.name}的 duration 写的是 {step.duration}，应为 {last.duration + high}。")
        before, rest_of_leg = (rested.done, on_road) if rested else (last.done, 0)
        if not before + low - rest_of_leg <= step.arrival <= before + high - rest_of_leg:
            self._say(f"{step.name}的 arrival 写的是 {step.arrival}，应为 {before + high - rest_of_leg}。")
        self._located(step, place)
        self._last, self._rested = step, None

    def _begins_in(self, step: _Step, windows: Iterable[TimeWindow]) -> None:
        spans = list(windows)
        if step.waiting < 0:
            self._say(f"{step.name}的 waiting_time 是负数。")
        if spans and not any(span.start <= step.start <= span.end for span in spans):
            listed = "、".join(map(_span, spans[:3])) + (" 等" if len(spans) > 3 else "")
            self._say(f"{step.name}开始于 {step.start}，不在 time_windows {listed} 内。")

    def _located(self, step: _Step, place: int | None) -> None:
        is_given = step.place is not None and place is not None and not self._problem.travel.is_estimate
        if is_given and step.place != place:
            self._say(f"{step.name}的 location_index 写的是 {step.place}，应为 {place}。")

    def _load(self, step: _Step, load: int) -> None:
        if step.load is not None and sum(step.load) != load:
            self._say(f"{step.name}的 load 写的是 {sum(step.load)}，应为 {load}。")

    def _whole(self, leave: int, back: int, made: list[VroomJob]) -> None:
        vehicle, rest = self._vehicle, self._vehicle.rest
        if vehicle.max_tasks is not None and len(made) > vehicle.max_tasks:
            self._say(f"{self._name}有 {len(made)} 个任务，超过 max_tasks {vehicle.max_tasks}。")
        if vehicle.capacity is not None and sum(job.delivery for job in made) > vehicle.capacity:
            self._say(f"{self._name}的货量 {sum(job.delivery for job in made)} 超过 capacity {vehicle.capacity}。")
        if vehicle.max_travel_s is not None and self._found.hundredths > 100 * vehicle.max_travel_s:
            seconds = -(-self._found.hundredths // 100)
            self._say(f"{self._name}行驶 {seconds} 秒，超过 max_travel_time {vehicle.max_travel_s}。")
        window = rest.window if rest and not self._num_rests else None
        if rest and window and leave < window.start + rest.service_s and back > window.end:
            self._say(f"{self._name}缺少 {_span(window)} 内开始的休息。")

    def _sum(self, steps: list[_Step], made: list[VroomJob]) -> None:
        seconds = -(-self._found.hundredths // 100)
        self._found.sums = {
            "cost": seconds,
            "duration": seconds,
            "setup": sum(step.setup for step in steps),
            "service": sum(step.service for step in steps),
            "waiting_time": sum(step.waiting for step in steps),
            "priority": sum(job.priority for job in made),
            "distance": self._metres,
            "delivery": sum(job.delivery for job in made),
        }


def _span(window: TimeWindow) -> str:
    return f"[{window.start}, {window.end}]"


def _listed(skills: Iterable[int]) -> str:
    return "、".join(map(str, sorted(skills)))
