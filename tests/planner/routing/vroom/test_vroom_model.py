"""A foreign problem in our own words, and our routes as VROOM writes them: exact values on small problems."""

import copy

from planner.routing.exact.schedule import Timing
from planner.routing.vroom.answer import answer
from planner.routing.vroom.check import check
from planner.routing.vroom.model import cut_off, routing_problem, start_tours
from planner.routing.vroom.read import read_problem
from planner.shift import Break
from planner.travel.estimate import Estimate
from planner.visit import TimeWindow

DOCUMENT = {
    "jobs": [
        {"id": 1, "location_index": 1, "service": 60, "setup": 30, "time_windows": [[500, 600]], "priority": 2},
        {"id": 2, "location_index": 2, "service": 10, "skills": [7], "delivery": [2], "penalty_cost": 77},
    ],
    "vehicles": [{"id": 9, "start_index": 0, "end_index": 0, "skills": [7], "time_window": [100, 5000]}],
    "matrices": {"car": {"durations": [[0, 100, 200], [110, 0, 50], [210, 60, 0]]}},
}


def read(document):
    return read_problem(document, Estimate())


def vehicle(**more):
    document = copy.deepcopy(DOCUMENT)
    document["vehicles"][0].update(more)
    return document


def without(key, **more):
    document = vehicle(**more)
    del document["vehicles"][0][key]
    return document


def driven(document, *order):
    """The only route of the answer for this order of the jobs, which VROOM's rules accept."""
    problem = read(document)
    model = routing_problem(problem)
    written = answer(problem, [Timing(model).route(0, order)], {})
    faults = [fault for fault in check(problem, written).faults if "既未安排" not in fault]
    assert faults == []
    return written["routes"][0]


def moments(route):
    return [(step["type"], step["arrival"], step["waiting_time"]) for step in route["steps"]]


def test_jobs_and_vehicles_become_visits_and_shifts():
    """Their ids, limits and penalties; a setup is what finding the building takes."""
    model = routing_problem(read(DOCUMENT))
    first, second = model.visits
    assert (first.id, first.service_s, first.find_s, first.building) == ("1", 60, 30, "1")
    assert (first.windows, first.penalty_s) == ((TimeWindow(500, 600),), 3 * 3600)
    assert (second.skills, second.demand, second.penalty_s) == ({"7"}, 2, 77)
    (shift,) = model.shifts
    assert (shift.team, shift.hours, shift.skills) == ("9", TimeWindow(100, 5000), {"7"})
    assert model.matrices["car"].seconds[0].tolist() == [
        [0, 50, 110, 110],
        [60, 0, 210, 210],
        [100, 200, 0, 0],
        [100, 200, 0, 0],
    ]


def test_a_break_keeps_its_start_in_the_window():
    """VROOM's window limits the start, ours holds the whole rest."""
    rest = {"id": 5, "service": 100, "time_windows": [[300, 400]]}
    (shift,) = routing_problem(read(vehicle(breaks=[rest]))).shifts
    assert shift.rest == Break(TimeWindow(300, 500), 100)


def test_a_tour_may_begin_or_end_at_a_job():
    """From nowhere and to nowhere it takes no time and costs nothing."""
    route = driven(without("end_index"), 0, 1)
    assert moments(route) == [("start", 400, 0), ("job", 500, 0), ("job", 640, 0), ("end", 650, 0)]
    assert route["cost"] == 150
    assert route["steps"][-1]["location_index"] == 2
    route = driven(without("start_index"), 0, 1)
    assert moments(route) == [("start", 500, 0), ("job", 500, 0), ("job", 640, 0), ("end", 860, 0)]
    assert (route["cost"], route["steps"][0]["location_index"]) == (260, 1)


def test_without_a_time_window_there_is_time_for_everything():
    """A vehicle and a job without limits: from midnight for as long as all work one after another takes."""
    document = without("time_window")
    model = routing_problem(read(document))
    assert model.shifts[0].hours == TimeWindow(0, 500 + 100 + 3 * 210)
    assert model.visits[1].windows == (TimeWindow(0, 1230),)
    assert routing_problem(read(vehicle(time_window=[100, 2**32 - 1]))).shifts[0].hours == TimeWindow(100, 1230)


def test_a_setup_is_not_paid_where_the_vehicle_starts():
    """VROOM's rule, not ours: the visit ends earlier and the wait for the next is longer."""
    document = vehicle(start_index=1)
    document["jobs"][1].update(location_index=2, time_windows=[[700, 900]])
    route = driven(document, 0, 1)
    assert moments(route) == [("start", 500, 0), ("job", 500, 0), ("job", 610, 90), ("end", 920, 0)]
    assert (route["setup"], route["waiting_time"]) == (0, 90)


def test_by_the_hour_a_setup_is_paid_at_the_start_too():
    """Without it the vehicle would leave in the peak and be there later than planned."""
    here, there = [121.4706, 31.2347], [121.5440, 31.2210]
    document = {
        "jobs": [
            {"id": 1, "location": here, "service": 3000, "setup": 900, "time_windows": [[32_400, 32_400]]},
            {"id": 2, "location": there},
        ],
        "vehicles": [{"id": 9, "start": here}],
    }
    steps = driven(document, 0, 1)["steps"]
    at_noon = read(document).leg(read(document).vehicles[0], 0, 1, 12 * 3600) // 100
    assert (steps[1]["setup"], steps[2]["arrival"]) == (900, 36_300 + at_noon)


def test_the_break_is_written_where_it_is_taken():
    """Before travelling on, or on arrival; the steps after it follow from it."""
    before = vehicle(breaks=[{"id": 5, "service": 100, "time_windows": [[590, 640]]}])
    route = driven(before, 0, 1)
    assert moments(route) == [
        ("start", 400, 0),
        ("job", 500, 0),
        ("break", 590, 0),
        ("job", 740, 0),
        ("end", 960, 0),
    ]
    assert [step["duration"] for step in route["steps"]] == [0, 100, 100, 150, 360]
    there = vehicle(breaks=[{"id": 5, "service": 100, "time_windows": [[640, 640]]}])
    there["jobs"][1]["time_windows"] = [[740, 740]]
    route = driven(there, 0, 1)
    assert moments(route)[2:4] == [("break", 640, 0), ("job", 740, 0)]
    assert [step["duration"] for step in route["steps"]] == [0, 100, 150, 150, 360]


def test_travel_after_a_break_goes_by_its_own_hour():
    """Estimated: a break from 9:50 to 10:10 lets the peak pass, so that the way takes as long as at noon."""
    here, there = [121.4706, 31.2347], [121.5440, 31.2210]
    rest = {"id": 5, "service": 1200, "time_windows": [[35_400, 35_400]]}
    document = {
        "jobs": [
            {"id": 1, "location": here, "service": 3000, "time_windows": [[32_400, 32_400]]},
            {"id": 2, "location": there, "time_windows": [[37_000, 39_000]]},
        ],
        "vehicles": [{"id": 9, "start": here, "breaks": [rest]}],
    }
    steps = driven(document, 0, 1)["steps"]
    at_noon = read(document).leg(read(document).vehicles[0], 0, 1, 12 * 3600) // 100
    assert [step["type"] for step in steps] == ["start", "job", "break", "job", "end"]
    assert (steps[3]["arrival"], steps[3]["duration"]) == (36_600 + at_noon, at_noon)
    assert steps[3]["location"] == there


def test_a_break_that_the_tour_does_not_meet_is_left_out():
    """The tour is back while there still is time for it."""
    route = driven(vehicle(breaks=[{"id": 5, "service": 100, "time_windows": [[900, 1000]]}]), 0, 1)
    assert [kind for kind, *_ in moments(route)] == ["start", "job", "job", "end"]


def test_loads_fall_and_distances_grow():
    """Where there are amounts and distances, every step has them."""
    document = vehicle(capacity=[5])
    document["matrices"]["car"]["distances"] = [[0, 10, 20], [11, 0, 5], [21, 6, 0]]
    route = driven(document, 0, 1)
    assert [step["load"] for step in route["steps"]] == [[2], [2], [0], [0]]
    assert [step["distance"] for step in route["steps"]] == [0, 10, 15, 36]
    assert (route["delivery"], route["distance"]) == ([2], 36)


def test_timestamps_come_out_as_they_went_in():
    """Moments are shifted to the day and back."""
    nine = 1_796_864_400
    document = vehicle(time_window=[nine - 3600, nine + 7200])
    document["jobs"][0]["time_windows"] = [[nine, nine + 600]]
    assert moments(driven(document, 0, 1))[:2] == [("start", nine - 100, 0), ("job", nine, 0)]


def test_a_speed_factor_rounds_up():
    """143 hundredths for a second: 50 s become 71.5, which is 72."""
    route = driven(vehicle(speed_factor=0.7), 0, 1)
    assert [step["duration"] for step in route["steps"]] == [0, 143, 143 + 72, 143 + 72 + 301]


def test_where_there_is_no_way_nobody_goes():
    """Longer than the longest day; a job that no chain of ways joins to the vehicle is cut off."""
    document = vehicle()
    del document["vehicles"][0]["time_window"]
    durations = document["matrices"]["car"]["durations"]
    durations[0][2] = None
    problem = read(document)
    model = routing_problem(problem)
    assert Timing(model).route(0, [1]) is None
    assert Timing(model).route(0, [0, 1]) is not None
    assert cut_off(problem) == []
    durations[1][2] = None
    assert [job.id for job in cut_off(read(document))] == [2]
    durations[1][2], durations[2] = 50, [None, None, 0]
    assert [job.id for job in cut_off(read(document))] == [2]
    del document["vehicles"][0]["end_index"]
    assert cut_off(read(document)) == []


def test_steps_are_the_plan_to_begin_from():
    """By vehicle, as visits of the model; jobs that were set aside are passed over."""
    document = vehicle(steps=[{"type": "job", "id": 2}, {"type": "job", "id": 1}])
    document["vehicles"].append({"id": 10, "start_index": 0})
    problem = read(document)
    model = routing_problem(problem)
    assert start_tours(problem, model) == ((1, 0), ())
    assert start_tours(read(DOCUMENT), model) is None
    assert start_tours(read(vehicle(steps=[{"type": "start"}, {"type": "end"}])), model) is None
