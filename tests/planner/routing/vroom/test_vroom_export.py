"""A real day as numbers alone: nothing of a person in it, and what is planned from it holds on the day itself."""

import json
import random
from dataclasses import replace

import pytest
import vroom

from planner.routing.exact.insert import complete
from planner.routing.exact.schedule import Timing
from planner.routing.problem import Lock
from planner.routing.vroom.check import check
from planner.routing.vroom.export import export_problem
from planner.routing.vroom.model import routing_problem
from planner.routing.vroom.read import read_problem
from planner.travel.estimate import Estimate
from planner.visit import Location

CANARY = "欧阳䶮"
NUMBERS = (121.987654, 31.123456)
WORDS = {
    "jobs", "id", "location_index", "service", "setup", "priority", "delivery", "time_windows", "skills",
    "penalty_cost", "vehicles", "profile", "start_index", "end_index", "time_window", "capacity", "breaks", "max_tasks",
    "max_travel_time", "matrices", "durations", "distances", "mode-1", "mode-2", "mode-3", "mode-4",
}  # fmt: skip


def canary_place():
    address = f"{CANARY}路 1 弄 2 号 301 室"
    return Location(address, *NUMBERS, source=CANARY, district=CANARY, township=CANARY, road=CANARY, note=CANARY)


@pytest.fixture
def private(day):
    """A day of which every text and every coordinate is a canary."""
    more = {"skills": frozenset({CANARY}), "preferred_teams": frozenset({CANARY}), "building": CANARY, "find_s": 300}
    visit = replace(
        day.visit(f"案件{CANARY}", 10, teams=CANARY, **more),
        lender=CANARY,
        debtor_key=CANARY,
        cases=(f"110-{CANARY}",),
        location=canary_place(),
    )
    shift = replace(
        day.shift(CANARY, rest="11:30-13:30 45", skills=frozenset({CANARY}), territories=frozenset({CANARY})),
        start=canary_place(),
        end=canary_place(),
    )
    other = replace(day.shift(f"{CANARY}2"), start=canary_place(), end=canary_place())
    return day.problem([visit], [shift, other], locks={visit.id: Lock(CANARY)}, held={visit.id: CANARY})


def strings(value):
    """Every key and every text of a document."""
    if isinstance(value, dict):
        return set(value) | {text for inner in value.values() for text in strings(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in strings(inner)}
    return {value} if isinstance(value, str) else set()


def numbers(value):
    """Every number of a document that is no whole one."""
    if isinstance(value, dict | list):
        return [n for inner in (value.values() if isinstance(value, dict) else value) for n in numbers(inner)]
    return [value] if isinstance(value, float) else []


def test_an_exported_problem_holds_no_personal_data(private):
    """Of texts only the format's own words are in it, and no coordinate: every number is a whole one."""
    document = export_problem(private)
    assert strings(document) <= WORDS
    assert numbers(document) == []
    assert CANARY not in json.dumps(document, ensure_ascii=False)
    assert [job["id"] for job in document["jobs"]] == [1]
    assert [vehicle["id"] for vehicle in document["vehicles"]] == [1, 2]


def test_permitted_hours_and_locked_starts_become_windows(day):
    """A start that leaves room for the whole visit, the search for its building included."""
    visits = [
        day.visit("A", 5, "9:00-12:00 14:00-18:00", permitted="10:00-15:00", find_s=600),
        day.visit("B", 5),
        day.visit("C", 5, "9:00-9:10", permitted="12:00-15:00"),
    ]
    locks = {"B": Lock("T02", 1, start=day.at("11:00"))}
    jobs = export_problem(day.problem(visits, [day.shift("T01"), day.shift("T02")], locks=locks))["jobs"]
    assert jobs[0]["time_windows"] == [[day.at("10:00"), day.at("12:00")], [day.at("14:00"), day.at("14:20")]]
    assert jobs[1]["time_windows"] == [[day.at("11:00")] * 2]
    assert (jobs[0]["skills"], jobs[1]["skills"], jobs[2]["skills"]) == ([], [1], [2])


def test_limits_of_a_shift_are_told(day):
    """Overtime is working time, and VROOM's window is that of the start of a break."""
    shift = day.shift(rest="11:30-13:30 45", most=4, overtime_s=600, max_travel_s=5000)
    (vehicle,) = export_problem(day.problem([day.visit("A", 5)], [shift]))["vehicles"]
    assert vehicle["time_window"] == [day.at("9:00"), day.at("18:10")]
    assert vehicle["breaks"] == [{"id": 1, "service": 2700, "time_windows": [[day.at("11:30"), day.at("12:45")]]}]
    assert (vehicle["max_tasks"], vehicle["max_travel_time"]) == (4, 5000)


def test_rights_become_skills(day):
    """One skill for each set of teams, whatever the reason why the others may not go."""
    visits = [day.visit("A", 5, teams="T01"), day.visit("B", 5, required_team="T01"), day.visit("C", 5)]
    document = export_problem(day.problem(visits, [day.shift("T01"), day.shift("T02")]))
    assert [job["skills"] for job in document["jobs"]] == [[1], [1], []]
    assert [vehicle["skills"] for vehicle in document["vehicles"]] == [[1], []]


def test_a_building_is_one_place_and_periods_are_one_matrix(day):
    """Visits of one building share a row; travel is the mean over the team's hours, 8 to 15, rounded up."""
    visits = [day.visit(name, 10, building="B", find_s=60) for name in "AB"] + [day.visit("C", 10)]
    periods = [("0:00", 1), ("10:00", 2), ("11:00", 1)]
    document = export_problem(day.problem(visits, [day.shift(hours="8:00-15:00")], periods=periods))
    assert [job["location_index"] for job in document["jobs"]] == [0, 0, 1]
    assert document["matrices"]["mode-1"]["durations"][2] == [686, 686, 0, 0]


def test_what_is_planned_from_an_export_holds_on_the_day(day):
    """The export is stricter or the same: tours made from it are tours of the day, also with overtime and breaks."""
    num_planned = 0
    for seed in range(25):
        problem = random_day(day, random.Random(seed))
        model = routing_problem(read_problem(json.loads(json.dumps(export_problem(problem))), Estimate()))
        tours = complete(Timing(model), [()] * len(model.shifts))
        exact = Timing(problem)
        assert all(exact.route(shift, tour) for shift, tour in enumerate(tours) if tour), seed
        num_planned += sum(map(len, tours))
    assert num_planned > 100


def test_vroom_reads_an_export(day, tmp_path):
    """And its answers to days without breaks pass our check."""
    for seed in range(5):
        document = export_problem(random_day(day, random.Random(seed), rests=[None]))
        path = tmp_path / f"{seed}.json"
        path.write_text(json.dumps(document), "utf-8")
        solution = vroom.Input.from_json(path).solve(exploration_level=1, nb_threads=1).to_dict()
        assert solution["summary"]["routes"] > 0
        assert check(read_problem(document, Estimate()), solution).faults == ()


def random_day(day, chance, rests=(None, "11:30-13:30 45")):
    skills = [frozenset(), frozenset({"粤语"})]
    visits = [
        day.visit(
            f"V{n}",
            chance.randint(-40, 40),
            chance.choice(["9:00-12:00", "13:00-15:00", "9:00-10:00 16:00-17:00", "8:00-20:00"]),
            minutes=chance.randint(5, 60),
            permitted=chance.choice(["8:00-20:00", "9:30-16:30"]),
            teams=chance.choice([None, None, "T1", "T1 T2"]),
            skills=chance.choice(skills),
            building=chance.choice(["", "", f"B{n // 3}"]),
            find_s=chance.choice([0, 300]),
            demand=chance.randint(0, 2),
        )
        for n in range(9)
    ]
    shifts = [
        day.shift(
            f"T{k}",
            chance.choice(["9:00-18:00", "10:00-14:00"]),
            rest=chance.choice(rests),
            most=chance.choice([None, 3]),
            skills=chance.choice(skills),
            overtime_s=chance.choice([0, 1800]),
            capacity=chance.choice([None, 4]),
            max_travel_s=chance.choice([None, 6000]),
        )
        for k in range(3)
    ]
    return day.problem(visits, shifts)
