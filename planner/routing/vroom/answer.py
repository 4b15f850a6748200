"""Routes as VROOM writes them: steps with arrival, waiting, setup and service, and each job left out with its reason.

The order, the moment of leaving, the starts and the rests are the planner's; everything between is worked out anew by
VROOM's rules, for which a setup is not paid at the vehicle's own start either: there the wait for the next job is
longer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planner.plan import Route, Stop
from planner.routing.reasons.explain import Reason
from planner.routing.vroom.problem import VroomBreak, VroomJob, VroomProblem, VroomVehicle

Written = dict[str, Any]


def answer(problem: VroomProblem, routes: Sequence[Route], reasons: Mapping[str, Reason]) -> Written:
    """The document to write. `reasons` go by the id of the job.

    Beside VROOM's own keys, `summary.penalty` is what the jobs left out cost, `summary.objective` that and the travel
    together, and each entry of `unassigned` has `kind`, `reason` and `remedy`.
    """
    jobs = {str(job.id): job for job in problem.jobs}
    vehicles = {str(vehicle.id): vehicle for vehicle in problem.vehicles}
    written = [_Tour(problem, vehicles[route.shift.team], route).written(jobs) for route in routes if route.stops]
    left = [jobs[number] for number in reasons]
    return {
        "code": 0,
        "summary": _summary(problem, written, left),
        "unassigned": [_unassigned(job, problem, reasons[str(job.id)]) for job in left],
        "routes": written,
    }


def _summary(problem: VroomProblem, routes: Sequence[Written], left: Sequence[VroomJob]) -> Written:
    keys = ("cost", "setup", "service", "duration", "waiting_time", "priority")
    sums: Written = {key: sum(route[key] for route in routes) for key in keys}
    if problem.travel.has_metres:
        sums["distance"] = sum(route["distance"] for route in routes)
    if problem.has_amounts():
        sums["delivery"] = [sum(route["delivery"][0] for route in routes)]
    penalty = sum(job.penalty_s for job in left)
    counts = {"routes": len(routes), "unassigned": len(left)}
    return {**counts, **sums, "penalty": penalty, "objective": sums["cost"] + penalty, "violations": []}


def _unassigned(job: VroomJob, problem: VroomProblem, reason: Reason) -> Written:
    words = {"kind": reason.kind.value, "reason": reason.text, "remedy": reason.remedy}
    return {"id": job.id, "type": "job", **_where(problem, job.place, job.point), **words}


def _where(problem: VroomProblem, place: int, point: tuple[float, float] | None) -> Written:
    """A place as the file named it."""
    index: Written = {} if problem.travel.is_estimate else {"location_index": place}
    return {**index, "location": list(point)} if point else index


@dataclass(slots=True)
class _Tour:
    """One route as it is driven: where the vehicle is, when it can go on, what it has travelled, what it still has."""

    problem: VroomProblem
    vehicle: VroomVehicle
    plan: Route
    here: int | None = None
    ready: int = 0
    travelled: int = 0
    metres: int = 0
    load: int = 0
    steps: list[Written] = field(default_factory=list)

    def written(self, jobs: Mapping[str, VroomJob]) -> Written:
        """The whole route with its sums."""
        made = [jobs[stop.visit.id] for stop in self.plan.stops]
        self.load = delivered = sum(job.delivery for job in made)
        self._start(made[0])
        for job, stop in zip(made, self.plan.stops, strict=True):
            self._job(job, stop)
        self._end(made[-1])
        sums: Written = {key: sum(step[key] for step in self.steps) for key in ("setup", "service", "waiting_time")}
        sums |= {"duration": self.travelled, "priority": sum(job.priority for job in made)}
        if self.problem.travel.has_metres:
            sums["distance"] = self.metres
        if self.problem.has_amounts():
            sums["delivery"] = [delivered]
        return {"vehicle": self.vehicle.id, "cost": self.travelled, **sums, "steps": self.steps, "violations": []}

    def _start(self, first: VroomJob) -> None:
        self.here, self.ready = self.vehicle.start, self.plan.leave + self.problem.origin
        is_given = self.here is not None
        point = self.vehicle.start_point if is_given else first.point
        self._write("start", _where(self.problem, first.place if self.here is None else self.here, point), self.ready)

    def _job(self, job: VroomJob, stop: Stop) -> None:
        arrival = self._travel(job.place, stop.arrival + self.problem.origin)
        setup = self.problem.setup_s(job, self.here, is_first=stop is self.plan.stops[0])
        waiting = max(0, stop.start + self.problem.origin - arrival)
        self.here, self.load = job.place, self.load - job.delivery
        self.ready = arrival + waiting + setup + job.service_s
        where = {"id": job.id, **_where(self.problem, job.place, job.point)}
        self._write("job", where, arrival, waiting_time=waiting, setup=setup, service=job.service_s)

    def _end(self, last: VroomJob) -> None:
        back = self._travel(self.vehicle.end, self.plan.back + self.problem.origin)
        is_given = self.vehicle.end is not None
        point = self.vehicle.end_point if is_given else last.point
        place = last.place if self.vehicle.end is None else self.vehicle.end
        self._write("end", _where(self.problem, place, point), back)

    def _travel(self, place: int | None, planned: int) -> int:
        """Go to a place and say when the vehicle is there, as the plan says at `planned`; rest before or there."""
        found = self._rest_until(planned)
        if found is None:
            return self._go(place)
        rest, begins = found
        ends = begins + rest.service_s
        if ends + self._leg_s(place, ends) == planned:
            self._rest(rest, begins)
            return self._go(place)
        self.ready = self._go(place)
        self._rest(rest, begins)
        return self.ready

    def _rest_until(self, moment: int) -> tuple[VroomBreak, int] | None:
        """The plan's rest and when it begins, if it is still to come and over by then."""
        rest = self.vehicle.rest
        if rest is None or self.plan.rest is None or any(step["type"] == "break" for step in self.steps):
            return None
        begins = self.plan.rest.start + self.problem.origin
        return (rest, begins) if begins + rest.service_s <= moment else None

    def _rest(self, rest: VroomBreak, begins: int) -> None:
        waiting = max(0, begins - self.ready)
        self._write("break", {"id": rest.id}, self.ready, waiting_time=waiting, service=rest.service_s)
        self.ready += waiting + rest.service_s

    def _go(self, place: int | None) -> int:
        seconds = self._leg_s(place, self.ready)
        self.travelled += seconds
        self.metres += self.problem.metres(self.vehicle, self.here, place)
        return self.ready + seconds

    def _leg_s(self, place: int | None, departure: int) -> int:
        hundredths = self.problem.leg(self.vehicle, self.here, place, departure)
        if hundredths is None:
            raise AssertionError(f"Vehicle {self.vehicle.id} is sent where there is no way.")
        return -(-hundredths // 100)

    def _write(self, kind: str, what: Written, arrival: int, **seconds: int) -> None:
        step = {"type": kind, **what, "setup": 0, "service": 0, "waiting_time": 0, **seconds}
        step |= {"arrival": arrival, "duration": self.travelled}
        if self.problem.travel.has_metres:
            step["distance"] = self.metres
        if self.problem.has_amounts():
            step["load"] = [self.load]
        self.steps.append({**step, "violations": []})
