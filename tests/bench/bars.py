"""The bars of the issue: what was measured against what it has to be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, inf, log

from tests.bench.compare import CONSTRAINED, ORTOOLS, PLAIN, Run, ratios
from tests.bench.peers import OURS

TIE = 1.002
"""A geometric mean above 1 up to here is a tie in the noise."""
LARGEST_DAY = "1000x60"
LEEWAY_S = 1.0
"""A time limit holds within so much, the start of processes included."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that must not be above its limit; without a value it was not measured, and is neither met nor missed."""

    name: str
    value: float | None
    limit: float
    unit: str = ""
    note: str = ""

    @property
    def is_met(self) -> bool | None:
        """None if it was not measured."""
        return None if self.value is None else self.value <= self.limit

    @property
    def word(self) -> str:
        """What the table says of it."""
        return {True: "met", False: "MISSED", None: "not measured"}[self.is_met]


def geometric_mean(values: Iterable[float | None]) -> float | None:
    """None of nothing; without end if one of them is None, which stands for a failed answer of ours."""
    known = [inf if value is None else value for value in values]
    return exp(sum(log(value) for value in known) / len(known)) if known else None


def worst(values: Iterable[float | None]) -> float | None:
    """The largest; without end if one of them is None."""
    return max((inf if value is None else value for value in values), default=None)


def comparison_bars(runs: Sequence[Run]) -> list[Bar]:
    """The bars of the plain and the constrained days, for the parts that were run."""
    bars = []
    plain = [run for run in runs if run.part == PLAIN]
    if plain:
        found = ratios(plain)
        mean = geometric_mean(found.values())
        note = "a tie in the noise" if mean is not None and 1.0 < mean <= TIE else ""
        largest = geometric_mean(ratio for (day, _), ratio in found.items() if day == LARGEST_DAY)
        bars += [
            Bar("plain days, ours / best peer, geometric mean", mean, TIE, note=note or "1.000 wanted"),
            Bar(f"plain days {LARGEST_DAY} alone", largest, 0.998),
            Bar("plain days, worst", worst(found.values()), 1.010),
        ]
    hard = [run for run in runs if run.part == CONSTRAINED]
    if hard:
        found = ratios(hard, ORTOOLS)
        bars += [
            Bar("breaks, skills, locks: ours / plain OR-Tools, geometric mean", geometric_mean(found.values()), 0.94),
            Bar("breaks, skills, locks: worst", worst(found.values()), 0.98),
        ]
    return [*bars, *_limit_bars(runs)]


def _limit_bars(runs: Sequence[Run]) -> list[Bar]:
    over = [run.answer.seconds - run.answer.asked_s for run in runs if run.solver == OURS and not run.answer.error]
    return [Bar("our time limits, most seconds over", max(over), LEEWAY_S, " s")] if over else []
