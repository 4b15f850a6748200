"""Beside VROOM itself, on random problems without breaks: each accepts the other's answers."""

import copy
import json
import random

import pytest
import vroom

from planner.finding import Kind
from planner.routing.exact.insert import complete
from planner.routing.exact.schedule import Timing
from planner.routing.reasons.explain import Reason
from planner.routing.verify import verify
from planner.routing.vroom.answer import answer
from planner.routing.vroom.check import check
from planner.routing.vroom.model import routing_problem
from planner.routing.vroom.read import read_problem
from planner.travel.estimate import Estimate

SEEDS = range(60)


class Day:
    """A random problem: 1 to 14 jobs, 1 to 4 vehicles, 2 to 12 places, of every field something."""

    def __init__(self, seed, *, has_breaks=False):
        self.has_breaks = has_breaks
        self.chance = random.Random(seed)
        self.num_places = self.chance.randint(2, 12)
        self.has_amounts = self.happens(0.5)
        self.document = {
            "jobs": [self.job(3 * n + 1) for n in range(self.chance.randint(1, 14))],
            "vehicles": [self.vehicle(100 + n) for n in range(self.chance.randint(1, 4))],
            "matrices": {"car": {"durations": self.durations()}},
        }

    def happens(self, share):
        return self.chance.random() < share

    def some(self, share, **more):
        return more if self.happens(share) else {}

    def durations(self):
        points = [(self.chance.randint(0, 3000), self.chance.randint(0, 3000)) for _ in range(self.num_places)]
        return [
            [0 if a == b else abs(a[0] - b[0]) + abs(a[1] - b[1]) + self.chance.randint(0, 200) for b in points]
            for a in points
        ]

    def windows(self):
        found, moment = [], 30_000
        for _ in range(self.chance.randint(1, 3)):
            opens = moment + self.chance.randint(0, 12_000)
            moment = opens + self.chance.randint(0, 7200)
            found.append([opens, moment])
            moment += 1
        return found

    def job(self, number):
        return {
            "id": number,
            "location_index": self.chance.randrange(self.num_places),
            **self.some(0.8, service=self.chance.randint(0, 2400)),
            **self.some(0.5, setup=self.chance.randint(0, 900)),
            **self.some(0.3, skills=[self.chance.randint(1, 3)]),
            **self.some(0.5, priority=self.chance.randint(0, 100)),
            **self.some(float(self.has_amounts), delivery=[self.chance.randint(0, 3)]),
            **self.some(0.6, time_windows=self.windows()),
        }

    def vehicle(self, number):
        ends = self.chance.random()
        opens = self.chance.randint(28_000, 40_000)
        return {
            "id": number,
            **({"start_index": self.chance.randrange(self.num_places)} if ends < 0.8 else {}),
            **({"end_index": self.chance.randrange(self.num_places)} if ends > 0.2 else {}),
            **self.some(0.7, time_window=[opens, opens + self.chance.randint(0, 36_000)]),
            **self.some(0.7, skills=self.chance.sample([1, 2, 3], self.chance.randint(0, 3))),
            **self.some(float(self.has_amounts), capacity=[self.chance.randint(1, 12)]),
            **self.some(0.3, max_tasks=self.chance.randint(0, 6)),
            **self.some(0.3, max_travel_time=self.chance.randint(0, 20_000)),
            **self.some(0.3, speed_factor=self.chance.choice([0.5, 0.7, 0.97, 1.3, 3.3])),
            **(self.some(0.8, breaks=[self.rest()]) if self.has_breaks else {}),
        }

    def rest(self):
        opens = self.chance.randint(34_000, 46_000)
        window = [opens, opens + self.chance.randint(0, 7200)]
        return {"id": 7, "time_windows": [window], "service": self.chance.randint(0, 3600)}


@pytest.fixture
def ask(tmp_path):
    """Hands a document to VROOM and returns its answer: `solve` or `check` the plan in `steps`."""

    def run(document, mode):
        path = tmp_path / "problem.json"
        path.write_text(json.dumps(document), "utf-8")
        problem = vroom.Input.from_json(path)
        found = problem.check() if mode == "check" else problem.solve(exploration_level=2, nb_threads=1)
        return found.to_dict()

    return run


def planned(document):
    """A plan of ours by insertion alone, as we write it."""
    problem = read_problem(document, Estimate())
    model = routing_problem(problem)
    timing = Timing(model)
    tours = complete(timing, [()] * len(model.shifts))
    routes = [timing.route(shift, tour) for shift, tour in enumerate(tours) if tour]
    assert verify(model, routes) == ()
    made = {stop.visit.id for route in routes for stop in route.stops}
    reasons = {visit.id: Reason(Kind.YELLOW, "-") for visit in model.visits if visit.id not in made}
    return problem, answer(problem, routes, reasons)


@pytest.mark.parametrize("seed", SEEDS)
def test_our_check_accepts_what_vroom_answers(ask, seed):
    """Every figure of it, speed factors with their rounding included."""
    document = Day(seed).document
    solution = ask(document, "solve")
    verdict = check(read_problem(document, Estimate()), solution)
    assert verdict.faults == ()
    assert verdict.num_unassigned == solution["summary"]["unassigned"]


@pytest.mark.parametrize("seed", SEEDS)
def test_vroom_accepts_what_we_answer(ask, seed):
    """VROOM re-times our plan in its plan mode: no violation, and the same sums."""
    document = Day(seed).document
    problem, solution = planned(document)
    assert check(problem, solution).faults == ()
    if not solution["routes"]:
        assert solution["summary"]["unassigned"] == len(document["jobs"])
        return
    steps = {route["vehicle"]: route["steps"] for route in solution["routes"]}
    asked = copy.deepcopy(document)
    for vehicle in asked["vehicles"]:
        for step in steps.get(vehicle["id"], []):
            vehicle.setdefault("steps", []).append({key: step[key] for key in ("type", "id") if key in step})
    retimed = ask(asked, "check")["summary"]
    ours = solution["summary"]
    assert retimed["violations"] == []
    keys = ("routes", "setup", "service", "priority", "unassigned")
    assert {key: retimed[key] for key in keys} == {key: ours[key] for key in keys}
    num_legs = sum(len(walk) for walk in steps.values())
    slack = num_legs if any("speed_factor" in vehicle for vehicle in document["vehicles"]) else 0
    assert 0 <= ours["cost"] - retimed["cost"] <= slack


@pytest.mark.parametrize("seed", SEEDS)
def test_our_own_answers_with_breaks_pass_the_check(seed):
    """VROOM has every break in every tour, the planner only in those that meet it: no peer to ask."""
    problem, solution = planned(Day(seed, has_breaks=True).document)
    assert check(problem, solution).faults == ()


def test_the_random_days_are_worth_something():
    """Most have routes, jobs left out, waiting, and setups that are not paid."""
    found = [planned(Day(seed).document)[1] for seed in SEEDS]
    rested = [planned(Day(seed, has_breaks=True).document)[1] for seed in SEEDS]
    steps = [step for solution in rested for route in solution["routes"] for step in route["steps"]]
    assert sum(step["type"] == "break" for step in steps) > 15
    assert sum(bool(solution["routes"]) for solution in found) > 50
    assert sum(bool(solution["unassigned"]) for solution in found) > 30
    assert sum(solution["summary"]["waiting_time"] > 0 for solution in found) > 15
    assert sum(solution["summary"]["setup"] > 0 for solution in found) > 30
