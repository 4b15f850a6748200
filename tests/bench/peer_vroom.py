"""VROOM 1.15 through pyvroom at its highest setting (-x 5), which ends in its own time.

Its priorities cannot say penalties: it makes the sum of priorities as large as it can whatever the detour. They are
given as hours of penalty, and the answer is costed by our objective.
"""

from planner.routing.problem import RoutingProblem
from tests.bench.reading import Tours, matrix_of, penalties, stays, teams_of

_THOROUGH = 5
_MOST_PRIORITY = 100
_CORES = 2


def solve(problem: RoutingProblem, exploration: int = _THOROUGH) -> Tours:
    """Tours of visits by index; raises ValueError for what it cannot say."""
    import vroom

    model = vroom.Input()
    model.set_durations_matrix("car", matrix_of(problem).seconds[0])
    model.add_vehicle([_vehicle(problem, k) for k in range(len(problem.shifts))])
    model.add_job(_jobs(problem))
    routes = model.solve(exploration_level=exploration, nb_threads=_CORES).routes
    tours: Tours = [[] for _ in problem.shifts]
    made = routes[routes["type"] == "job"]
    for shift, visit in zip(made["vehicle_id"], made["id"], strict=True):
        tours[int(shift)].append(int(visit))
    return tours


def _vehicle(problem: RoutingProblem, k: int) -> object:
    import vroom

    shift = problem.shifts[k]
    if shift.max_tour_s is not None or shift.capacity is not None or shift.rest:
        raise ValueError("This model of VROOM has no longest tours, loads or breaks.")
    skills = {visit for visit, teams in enumerate(teams_of(problem)) if k in teams and len(teams) < len(problem.shifts)}
    start, end = problem.start_node(k), problem.end_node(k)
    return vroom.Vehicle(k, start=start, end=end, skills=skills, time_window=(shift.hours.start, shift.hours.end))


def _jobs(problem: RoutingProblem) -> list[object]:
    import vroom

    teams, prices = teams_of(problem), penalties(problem)
    return [
        vroom.Job(
            visit,
            location=visit,
            default_service=service,
            skills={visit} if len(teams[visit]) < len(problem.shifts) else set(),
            priority=min(_MOST_PRIORITY, prices[visit] // 3600),
            time_windows=[vroom.TimeWindow(low, high)],
        )
        for visit, (low, high, service) in enumerate(stays(problem))
    ]
