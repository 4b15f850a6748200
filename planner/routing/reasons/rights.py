"""Why no team has the right to make a visit: the rules one after the other, until nobody is left."""

from collections.abc import Callable, Sequence

from planner.routing.problem import Lock, RoutingProblem
from planner.routing.reasons.limits import Limit

_ANY = Lock()
_LISTED = 3

Rule = Callable[[RoutingProblem, int, int], bool]


def failing(problem: RoutingProblem, shift: int, visit: int) -> tuple[Limit, ...]:
    """Every rule that keeps this team from this visit; none if it may go."""
    return tuple(limit for limit, allows in RULES.items() if not allows(problem, shift, visit))


def barrier(problem: RoutingProblem, visit: int) -> tuple[Limit, tuple[int, ...]]:
    """The rule that the last teams fail, and those teams: each passes all rules before it.

    Raises:
        ValueError: somebody may go.
    """
    left = tuple(range(len(problem.shifts)))
    if not left:
        return Limit.NO_TEAM, ()
    for limit, allows in RULES.items():
        passing = tuple(k for k in left if allows(problem, k, visit))
        if not passing:
            return limit, left
        left = passing
    raise ValueError(f"Somebody may go to {problem.visits[visit].id}.")


def nobody(problem: RoutingProblem, visit: int) -> tuple[Limit, str]:
    """The rule because of which no team may go, and the sentence that says so."""
    limit, left = barrier(problem, visit)
    return limit, _SENTENCES[limit](problem, left, visit)


def _is_authorised(problem: RoutingProblem, shift: int, visit: int) -> bool:
    allowed = problem.visits[visit].allowed_teams
    return allowed is None or problem.shifts[shift].team in allowed


def _is_required(problem: RoutingProblem, shift: int, visit: int) -> bool:
    return problem.visits[visit].required_team in ("", problem.shifts[shift].team)


def _is_locked(problem: RoutingProblem, shift: int, visit: int) -> bool:
    return problem.locks.get(problem.visits[visit].id, _ANY).team in ("", problem.shifts[shift].team)


RULES: dict[Limit, Rule] = {
    Limit.AUTHORISATION: _is_authorised,
    Limit.FORBIDDEN: lambda p, k, v: p.shifts[k].team not in p.visits[v].forbidden_teams,
    Limit.REQUIRED: _is_required,
    Limit.SKILL: lambda p, k, v: p.visits[v].skills <= p.shifts[k].skills,
    Limit.LOCK_TEAM: _is_locked,
}
"""In the order in which they are asked; together they are `RoutingProblem.may_go`."""


def _say_no_team(_problem: RoutingProblem, _left: Sequence[int], _visit: int) -> str:
    return "当日没有可出勤的小组。"


def _say_authorisation(problem: RoutingProblem, _left: Sequence[int], visit: int) -> str:
    return "获准上门的小组当日都不出勤。" if problem.visits[visit].allowed_teams else "没有获准上门的小组。"


def _say_forbidden(problem: RoutingProblem, left: Sequence[int], _visit: int) -> str:
    return f"当日出勤且获准的小组（{_listed(problem, left)}）因投诉都不得再去这一户。"


def _say_required(problem: RoutingProblem, _left: Sequence[int], visit: int) -> str:
    team = problem.visits[visit].required_team
    return f"指定的小组 {team} {_why_not(problem, team, visit)}。"


def _say_skill(problem: RoutingProblem, left: Sequence[int], visit: int) -> str:
    wanted = "、".join(sorted(problem.visits[visit].skills))
    if len(left) == 1:
        return f"唯一能去的小组 {_listed(problem, left)} 不具备所需的全部技能：{wanted}。"
    return f"能去的 {len(left)} 组都不具备所需的全部技能：{wanted}。"


def _say_lock(problem: RoutingProblem, _left: Sequence[int], visit: int) -> str:
    team = problem.locks[problem.visits[visit].id].team
    return f"锁定的小组 {team} {_why_not(problem, team, visit)}。"


def _why_not(problem: RoutingProblem, team: str, visit: int) -> str:
    """The first rule that this team fails, leaving aside that others are wanted."""
    word = problem.visits[visit]
    shift = next((k for k, s in enumerate(problem.shifts) if s.team == team), None)
    if shift is None:
        return "当日不出勤"
    return {
        Limit.AUTHORISATION: "没有获准上门",
        Limit.FORBIDDEN: "因投诉不得再去这一户",
        Limit.REQUIRED: f"与指定的小组 {word.required_team} 矛盾",
        Limit.SKILL: f"不具备所需的全部技能：{'、'.join(sorted(word.skills))}",
    }[failing(problem, shift, visit)[0]]


def _listed(problem: RoutingProblem, shifts: Sequence[int]) -> str:
    teams = [problem.shifts[k].team for k in shifts]
    return "、".join(teams[:_LISTED]) + (f" 等 {len(teams)} 组" if len(teams) > _LISTED else "")


_SENTENCES: dict[Limit, Callable[[RoutingProblem, Sequence[int], int], str]] = {
    Limit.NO_TEAM: _say_no_team,
    Limit.AUTHORISATION: _say_authorisation,
    Limit.FORBIDDEN: _say_forbidden,
    Limit.REQUIRED: _say_required,
    Limit.SKILL: _say_skill,
    Limit.LOCK_TEAM: _say_lock,
}
