"""Public instances keep their numbers when they become problems of ours."""

import pytest

from planner.shift import TravelMode
from planner.visit import TimeWindow
from tests.bench.checks import judge_tours
from tests.bench.instances import find, read

PRIZES = """NAME : T
TYPE : PCVRPTW
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 5
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 0 3
DEMAND_SECTION
1 0
2 4
3 7
TIME_WINDOW_SECTION
1 0 100
2 10 20
3 0 90
PRIZE_SECTION
1 0
2 9
3 4
DEPOT_SECTION
1
-1
EOF
"""
DEPOTS = """NAME: M
TYPE: MDVRPTW
EDGE_WEIGHT_TYPE: EUC_2D
DIMENSION: 4
VEHICLES: 3
CAPACITY: 10
VEHICLES_MAX_DURATION: 30
NODE_COORD_SECTION
1 0 0
2 1 1
3 0.5 0
4 1 1.25
DEMAND_SECTION
1 0
2 0
3 1
4 2
SERVICE_TIME_SECTION
1 0
2 0
3 2
4 3
TIME_WINDOW_SECTION
1 0 50
2 0 60
3 1.5 20
4 0 30
VEHICLES_DEPOT_SECTION
1 1
2 2
3 2
DEPOT_SECTION
1
2
-1
EOF
"""


def instance(folder, text, solution):
    """The one instance of these two texts."""
    (folder / "t.vrp").write_text(text, "utf-8")
    (folder / "t.sol").write_text(solution, "utf-8")
    [path] = find(folder)
    return read(path)


def test_prizes_and_times_are_in_truncated_tenths(tmp_path):
    """Distance 1.414 is 14, service 5 is 50, prize 9 is 90; the best known is written in tenths already."""
    found = instance(tmp_path, PRIZES, "Route #1: 1\nCost: 68\n")
    first = found.problem.visits[0]
    assert (first.service_s, first.penalty_s, first.demand, first.windows) == (50, 90, 4, (TimeWindow(100, 200),))
    assert found.problem.matrices[TravelMode.CAR].seconds[0, 0].tolist() == [0, 22, 14, 14, 14, 14]
    assert [(s.capacity, s.hours, s.max_tour_s) for s in found.problem.shifts] == 2 * [(10, TimeWindow(0, 1000), None)]
    assert judge_tours(found.problem, [[0], []]).cost == found.best_known == 28 + 40


def test_the_vehicles_of_vrptw_are_trimmed_and_every_visit_is_a_must(tmp_path):
    """One route in the best known leaves two vehicles of 250; its cost is written in units."""
    text = (
        PRIZES.replace("PCVRPTW", "VRPTW")
        .replace("VEHICLES : 2", "VEHICLES : 250")
        .replace("CAPACITY : 10", "CAPACITY : 11")
    )
    text = text[: text.index("PRIZE_SECTION")] + text[text.index("DEPOT_SECTION") :]
    found = instance(tmp_path, text, "Route #1: 1 2\nCost 6.6\n")
    assert len(found.problem.shifts) == 2
    assert found.best_known == 66
    assert judge_tours(found.problem, [[0, 1], []]).cost == 14 + 22 + 30
    assert judge_tours(found.problem, [[0], []]).cost == 28 + 20 * 30


def test_depots_have_their_own_vehicles_in_rounded_thousandths(tmp_path):
    """One vehicle at the first depot, two at the second; a tour lasts 30 at most; the depot's hours are the shift's."""
    found = instance(tmp_path, DEPOTS, "Route #1: 2\nRoute #2: 3\nRoute #3:\nCost: 1500\n")
    problem = found.problem
    assert [shift.hours for shift in problem.shifts] == [TimeWindow(0, 50_000), *2 * [TimeWindow(0, 60_000)]]
    assert {shift.max_tour_s for shift in problem.shifts} == {30_000}
    assert [(v.service_s, v.demand, v.windows[0]) for v in problem.visits] == [
        (2000, 1, TimeWindow(1500, 20_000)),
        (3000, 2, TimeWindow(0, 30_000)),
    ]
    assert judge_tours(problem, [[0], [1], []]).cost == found.best_known == 1500


def test_a_file_without_a_solution_is_passed_over(tmp_path):
    """There is nothing to compare it with."""
    (tmp_path / "t.vrp").write_text(PRIZES, "utf-8")
    assert find(tmp_path) == []


def test_another_type_is_refused(tmp_path):
    """Its rounding is not known."""
    with pytest.raises(KeyError, match="CVRP"):
        instance(tmp_path, PRIZES.replace("PCVRPTW", "CVRP"), "Cost: 1\n")
