"""The days on which all solvers run one after another: same problem, same seconds, same two cores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.bench.days import Size, constrained, day, without_rests
from tests.bench.peers import OURS, Answer, ask

PLAIN, CONSTRAINED = "plain", "constrained"
ORTOOLS, PYVRP, VROOM = "ortools", "pyvrp", "vroom"
PYVRP_WITHOUT_BREAKS = "pyvrp, no breaks"
VROOM_UP_TO = 300


@dataclass(frozen=True, slots=True)
class Run:
    """One solver on one day. `is_reference`: it solved an easier problem and stands beside the others only."""

    part: str
    day: str
    seed: int
    solver: str
    visits: int
    answer: Answer
    is_reference: bool = False

    @property
    def status(self) -> str:
        """Empty if the answer counts, else why not."""
        if self.answer.error:
            return f"failed: {self.answer.error}"
        faults = self.answer.verdict.faults if self.answer.verdict else ()
        return f"failed the check: {faults[0]} ({len(faults)} in all)" if faults else ""


def plain(size: Size, seconds: float, seed: int, peers: Sequence[str]) -> Iterator[Run]:
    """Ours and every peer on a plain day; VROOM only where it ends."""
    problem = day(size, seed)
    for solver in (OURS, *peers):
        if solver != VROOM or size.visits <= VROOM_UP_TO:
            yield Run(PLAIN, str(size), seed, solver, size.visits, ask(solver, problem, seconds, seed))


def constrained_day(size: Size, seconds: float, seed: int, peers: Sequence[str]) -> Iterator[Run]:
    """Ours and OR-Tools with breaks, skills and locks; PyVRP beside them without the breaks."""
    problem = constrained(size, seed)
    for solver in (OURS, *(peer for peer in peers if peer == ORTOOLS)):
        yield Run(CONSTRAINED, str(size), seed, solver, size.visits, ask(solver, problem, seconds, seed))
    if PYVRP in peers:
        answer = ask(PYVRP, without_rests(problem), seconds, seed)
        yield Run(CONSTRAINED, str(size), seed, PYVRP_WITHOUT_BREAKS, size.visits, answer, is_reference=True)


def ratios(runs: Sequence[Run], against: str = "") -> dict[tuple[str, int], float | None]:
    """For each day, ours over the best peer that counts (or over the peer named).

    None where ours does not count; a day on which no peer counts is left out.
    """
    found: dict[tuple[str, int], float | None] = {}
    for run in runs:
        if run.solver != OURS:
            continue
        costs = [
            other.answer.cost
            for other in runs
            if (other.day, other.seed, other.part) == (run.day, run.seed, run.part)
            and other.solver != OURS
            and not other.is_reference
            and against in ("", other.solver)
            and other.answer.cost is not None
        ]
        if costs:
            found[run.day, run.seed] = None if run.answer.cost is None else run.answer.cost / min(costs)
    return found
