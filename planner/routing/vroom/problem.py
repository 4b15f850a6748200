"""A problem as VROOM's JSON says it: jobs, vehicles, travel between places. Moments are as in the file."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.routing.vroom.matrices import Travel
from planner.visit import TimeWindow


@dataclass(frozen=True, slots=True)
class VroomJob:
    """One job; `place` is a row of the matrices, `windows` limit the start (empty: any time).

    `setup_s` is paid unless the vehicle comes from the same place. Leaving the job out costs `penalty_s`.
    """

    id: int
    place: int
    service_s: int
    setup_s: int
    skills: frozenset[int]
    priority: int
    penalty_s: int
    delivery: int
    windows: tuple[TimeWindow, ...]
    point: tuple[float, float] | None = None
    """Longitude and latitude as given."""


@dataclass(frozen=True, slots=True)
class VroomBreak:
    """A rest of `service_s` that starts in `window`; None is at any time."""

    id: int
    service_s: int
    window: TimeWindow | None


@dataclass(frozen=True, slots=True)
class VroomVehicle:
    """One vehicle; None means no limit, and of `start` and `end` that the tour begins or ends at a job.

    `hundredths` is how many hundredths of a second it takes for a second of the matrix: VROOM's rounding of
    `speed_factor`. `plan` is the order of jobs to begin from, None if there is none.
    """

    id: int
    profile: str
    start: int | None
    end: int | None
    skills: frozenset[int]
    capacity: int | None
    hours: TimeWindow | None
    rest: VroomBreak | None
    max_tasks: int | None
    max_travel_s: int | None
    hundredths: int
    plan: tuple[int, ...] | None
    start_point: tuple[float, float] | None = None
    end_point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class VroomProblem:
    """Everything that the file says; `origin` is the moment that counts as midnight: 0, or that of Unix timestamps."""

    jobs: tuple[VroomJob, ...]
    vehicles: tuple[VroomVehicle, ...]
    travel: Travel
    origin: int

    def has_amounts(self) -> bool:
        """Whether demands and capacities matter."""
        return any(job.delivery for job in self.jobs) or any(v.capacity is not None for v in self.vehicles)

    def leg(self, vehicle: VroomVehicle, origin: int | None, destination: int | None, departure: int) -> int | None:
        """Hundredths of a second from one place to another, None if there is no way; from or to nowhere it is 0."""
        if origin is None or destination is None:
            return 0
        return self.travel.hundredths(vehicle.profile, vehicle.hundredths, origin, destination, departure - self.origin)

    def setup_s(self, job: VroomJob, here: int | None, *, is_first: bool) -> int:
        """What the job's setup takes for a vehicle that comes from `here`: nothing if it is there already.

        Estimated travel goes by the hour, where leaving earlier may mean arriving later. There the vehicle's own start
        counts as another place, as it does for the planner, so that the planner's times hold as they are.
        """
        return 0 if here == job.place and not (is_first and self.travel.is_estimate) else job.setup_s

    def metres(self, vehicle: VroomVehicle, origin: int | None, destination: int | None) -> int:
        """Metres from one place to another, 0 where the file gives no distances."""
        if origin is None or destination is None:
            return 0
        return int(self.travel.matrices[vehicle.profile].metres[origin, destination])

    def windows(self) -> Iterator[TimeWindow]:
        """Every window that the file gives."""
        for job in self.jobs:
            yield from job.windows
        for vehicle in self.vehicles:
            spans = (vehicle.hours, vehicle.rest.window if vehicle.rest else None)
            yield from (span for span in spans if span is not None)
