"""The command: which suites, parts, sizes and seconds; runs them and says which bars are met.

Our search is compiled on first use: the bench has that done before it measures, and tells how long it took.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from math import inf
from pathlib import Path
from typing import TypeVar

from tests.bench import bars, compare, figures, instances, ours, places, rules, slots, store, table
from tests.bench.apart import run_one
from tests.bench.days import Size, day, size
from tests.bench.peers import PEERS

T = TypeVar("T")

DONE, MISSED, UNUSABLE = 0, 1, 2
SUITES = ("routing", "rules", "store", "places", "papers", "window", "all")
UNWRITTEN = ("papers", "window")
PARTS = ("plain", "constrained", "instances", "first", "insert", "verify", "slots", "large")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench: 0 done, 1 done but a bar is missed, 2 wrong arguments."""
    try:
        args = _parsed(argv)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    missed = args.suite in ("store", "all") and _run_store(args)
    for suite in UNWRITTEN:
        if args.suite in (suite, "all"):
            print(f"{suite}: no bench exists yet.")
    if args.suite in (*UNWRITTEN, "store"):
        return MISSED if missed else DONE
    bench = _Bench(args)
    if args.suite in ("routing", "all"):
        bench.run()
    if args.suite in ("places", "all"):
        bench.run_places()
    if args.suite in ("rules", "all"):
        bench.run_rules()
    print("\n\n".join(bench.tables()))
    if args.json:
        Path(args.json).write_text(json.dumps(bench.report(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return MISSED if missed or any(bar.is_met is False for bar in bench.bars) else DONE


def _run_store(args: argparse.Namespace) -> bool:
    """Measure the store; whether a bar is missed. With the store alone `--json` holds its bars."""
    found = []
    for bar in store.measure():
        found.append(bar)
        _say(f"{bar.name}: {bar.value} ({bar.word}) {bar.note}")
    print(table.machine() + "\n\n" + table.bars_table(found))
    if args.json and args.suite == "store":
        told = table.as_json((), (), found, {"suite": args.suite})
        Path(args.json).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return any(bar.is_met is False for bar in found)


class _Bench:
    """One run of the routing suite: what was asked for, and what was found so far."""

    def __init__(self, args: argparse.Namespace) -> None:
        self._args = args
        self._runs: list[compare.Run] = []
        self._gaps: list[instances.Gap] = []
        self._figures: list[bars.Bar] = []

    @property
    def bars(self) -> list[bars.Bar]:
        """All bars of the parts that were run."""
        runs = [*self._runs, *(gap.run for gap in self._gaps)]
        return [*bars.comparison_bars(runs), *instances.guard_bars(self._gaps), *self._figures]

    def run(self) -> None:
        """Run every part asked for and tell on standard error how it goes."""
        args = self._args
        warm = run_one(ours.warm_up, day(Size(4, 2), 1), limit_s=600.0)
        _say(f"first search on this machine: {warm.seconds:.1f} s {warm.error}")
        for part, solve in (("plain", compare.plain), ("constrained", compare.constrained_day)):
            for of, seconds in zip(args.sizes, args.seconds, strict=False) if part in args.parts else ():
                for seed in range(1, args.seeds + 1):
                    for run in solve(of, seconds, seed, args.peers or tuple(PEERS)):
                        self._runs.append(run)
                        _say(f"{part} {of} seed {seed}: {run.solver} {run.answer.cost} {run.status}")
        if "instances" in args.parts:
            self._run_instances()
        self._run_figures()

    def run_places(self) -> None:
        """Find addresses and estimate travel, and tell on standard error how it goes."""
        self._note(places.figures(self._args.addresses))

    def run_rules(self) -> None:
        """Decide a large desk's cases once."""
        self._note(rules.check(self._args.cases))

    def _note(self, found: "Iterable[bars.Bar]") -> None:
        for bar in found:
            self._figures.append(bar)
            _say(f"{bar.name}: {bar.value} ({bar.word}) {bar.note}")

    def tables(self) -> list[str]:
        """The tables to print."""
        found = [table.machine()]
        if self._runs:
            found.append(table.runs_table(self._runs))
        if self._gaps:
            found.append(table.gaps_table(self._gaps))
        return [*found, table.bars_table(self.bars)]

    def report(self) -> dict[str, object]:
        """The same for other programs."""
        options = {name: str(value) for name, value in vars(self._args).items()}
        return table.as_json(self._runs, self._gaps, self.bars, options)

    def _run_instances(self) -> None:
        for path in self._args.instances:
            for gap in instances.solve(path, self._args.instance_seconds, self._args.peers or ()):
                self._gaps.append(gap)
                _say(f"{path.stem}: {gap.run.solver} {gap.percent} % {gap.run.status}")

    def _run_figures(self) -> None:
        args = self._args
        makers = {
            "first": lambda: figures.first(args.seeds),
            "insert": figures.insert,
            "verify": figures.check,
            "slots": slots.slots,
            "large": lambda: chain(
                figures.large(args.large, args.large_seconds),
                figures.gap(args.sizes[-1], args.seconds[len(args.sizes) - 1], args.seeds),
            ),
        }
        for part in (part for part in makers if part in args.parts):
            try:
                for bar in makers[part]():
                    self._figures.append(bar)
                    _say(f"{bar.name}: {bar.value} ({bar.word}) {bar.note}")
            except RuntimeError as error:
                # An hour of other figures must not be lost with it.
                self._figures.append(bars.Bar(f"{part} could not be measured", inf, 0.0, note=str(error)))


def _parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="app.py bench", description=__doc__)
    parser.add_argument("suite", nargs="?", choices=SUITES, default="all")
    parser.add_argument("--sizes", type=_list(size), default="120x12,300x20,1000x60", help="visits x teams")
    parser.add_argument("--seconds", type=_list(_positive), default="20,30,60", help="search time for each size")
    parser.add_argument("--seeds", type=int, choices=range(1, 100), default=3, metavar="N", help="days of each size")
    parser.add_argument("--parts", type=_list(_one_of(PARTS)), default=",".join(PARTS), help="some of the default")
    parser.add_argument("--peers", type=_list(_one_of(PEERS)), help="all of them on days, none on instances")
    parser.add_argument("--instances", type=_instances, default=(), metavar="DIR", help="*.vrp with *.sol beside them")
    parser.add_argument("--instance-seconds", type=_positive, default=120.0, metavar="S")
    parser.add_argument("--large", type=size, default="3000x150", metavar="SIZE")
    parser.add_argument("--large-seconds", type=_positive, default=180.0, metavar="S")
    parser.add_argument("--addresses", type=Path, metavar="F", help="real addresses as CSV: district,address,lon,lat")
    parser.add_argument("--cases", type=int, default=rules.NUM_CASES, metavar="N", help="how many the rules decide")
    parser.add_argument("--json", metavar="F", help="write all figures there")
    args = parser.parse_args(argv)
    if len(args.seconds) < len(args.sizes):
        parser.error("--seconds needs a figure for each of --sizes")
    return args


def _list(kind: Callable[[str], T]) -> Callable[[str], list[T]]:
    """A reader of things with commas between them."""

    def values(text: str) -> list[T]:
        return [kind(word.strip()) for word in text.split(",")]

    return values


def _one_of(names: Iterable[str]) -> Callable[[str], str]:
    known = tuple(names)

    def name(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(known)}")
        return text

    return name


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise ValueError("A search needs some time.")
    return seconds


def _instances(text: str) -> list[Path]:
    found = instances.find(Path(text))
    if not found:
        raise argparse.ArgumentTypeError(f"no *.vrp with a *.sol beside it under {text}")
    for path in found:
        try:
            instances.read(path)
        except KeyError as error:
            raise argparse.ArgumentTypeError(f"{path}: cannot be read for want of {error}") from error
    return found


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
