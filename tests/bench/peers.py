"""The peers by name: how each is run so that it uses the machine as the issue says, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from planner.routing.problem import RoutingProblem
from tests.bench import ours, peer_ortools, peer_pyvrp, peer_vroom
from tests.bench.apart import Done, Job, run
from tests.bench.checks import Verdict, judge, judge_tours

OURS = "ours"
_LEEWAY_S = 60.0
"""For starting, reading and writing down; who is not back by then is ended."""
_VROOM_S = 300.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A solver's verdict and the seconds that it took, of which `asked_s` were for the search; 0: as long as it likes.

    `error` says why there is no verdict.
    """

    verdict: Verdict | None
    seconds: float
    asked_s: float
    error: str = ""

    @property
    def cost(self) -> int | None:
        """None if it has no answer that counts."""
        return self.verdict.cost if self.verdict else None


def ask(solver: str, problem: RoutingProblem, seconds: float, seed: int) -> Answer:
    """The answer of a solver by its name; raises KeyError for one that nobody knows."""
    return {OURS: ask_ours, **PEERS}[solver](problem, seconds, seed)


def ask_ours(problem: RoutingProblem, seconds: float, seed: int) -> Answer:
    """Ours with one call; its routes are checked with the times that they come with."""
    [done] = run([Job(ours.plan, (problem, seconds, seed))], seconds + _LEEWAY_S)
    verdict = None if done.error else judge(problem, done.value)
    return Answer(verdict, done.seconds, seconds, done.error)


def ask_ortools(problem: RoutingProblem, seconds: float, seed: int) -> Answer:
    """Plain OR-Tools in one process."""
    return _best(problem, run([Job(peer_ortools.solve, (problem, seconds, seed))], seconds + _LEEWAY_S), seconds)


def ask_pyvrp(problem: RoutingProblem, seconds: float, seed: int) -> Answer:
    """PyVRP with one seed on each of two cores."""
    jobs = [Job(peer_pyvrp.solve, (problem, seconds, two)) for two in (2 * seed - 1, 2 * seed)]
    return _best(problem, run(jobs, seconds + _LEEWAY_S), seconds)


def ask_vroom(problem: RoutingProblem, _seconds: float, _seed: int) -> Answer:
    """VROOM on two threads until it ends by itself."""
    return _best(problem, run([Job(peer_vroom.solve, (problem,))], _VROOM_S), 0.0)


PEERS: dict[str, Callable[[RoutingProblem, float, int], Answer]] = {
    "ortools": ask_ortools,
    "pyvrp": ask_pyvrp,
    "vroom": ask_vroom,
}


def _best(problem: RoutingProblem, runs: list[Done], asked_s: float) -> Answer:
    """The cheapest answer that holds; an error or a fault of the others is then forgiven."""
    verdicts = [judge_tours(problem, done.value) for done in runs if not done.error]
    seconds = max(done.seconds for done in runs)
    if not verdicts:
        return Answer(None, seconds, asked_s, runs[0].error)
    return Answer(min(verdicts, key=lambda v: (v.cost is None, v.cost or 0)), seconds, asked_s)
