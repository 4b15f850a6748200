"""How the bench tells what it found: one table of runs, one of bars, and the same as JSON."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any

from planner.clock import SHANGHAI
from tests.bench.bars import Bar
from tests.bench.compare import Run
from tests.bench.instances import Gap
from tests.bench.peers import OURS


def runs_table(runs: Sequence[Run]) -> str:
    """A row for each run, those of one day together; `over ours` compares with our cost of that day."""
    head = ("part", "day", "seed", "solver", "cost", "over ours", "left out", "seconds", "")
    ours = {(run.part, run.day, run.seed): run.answer.cost for run in runs if run.solver == OURS}
    rows = []
    for run in runs:
        base, cost = ours.get((run.part, run.day, run.seed)), run.answer.cost
        share = f"{100 * (cost / base - 1):+.2f} %" if base and cost is not None and run.solver != OURS else ""
        left = str(run.answer.verdict.left_out) if run.answer.verdict else ""
        price = "–" if cost is None else f"{cost:,}"
        seconds = f"{run.answer.seconds:.1f}"
        rows.append((run.part, run.day, str(run.seed), run.solver, price, share, left, seconds, run.status))
    return grid(head, rows)


def gaps_table(gaps: Sequence[Gap]) -> str:
    """A row for each solver on each public instance."""
    rows = [
        (
            gap.family,
            gap.run.day,
            gap.run.solver,
            "–" if gap.percent is None else f"{gap.percent:+.2f} %",
            str(gap.run.answer.verdict.left_out) if gap.run.answer.verdict else "",
            f"{gap.run.answer.seconds:.1f}",
            gap.run.status,
        )
        for gap in gaps
    ]
    return grid(("family", "instance", "solver", "above best known", "left out", "seconds", ""), rows)


def bars_table(bars: Sequence[Bar]) -> str:
    """A row for each bar."""
    rows = [(bar.name, _figure(bar.value, bar.unit), _figure(bar.limit, bar.unit), bar.word, bar.note) for bar in bars]
    return grid(("bar", "measured", "at most", "", ""), rows)


def grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns as wide as their widest cell, as Markdown has tables."""
    cells = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def as_json(runs: Sequence[Run], gaps: Sequence[Gap], bars: Sequence[Bar], options: dict[str, Any]) -> dict[str, Any]:
    """All figures in plain words and numbers, with machine and date."""
    return {
        "machine": machine(),
        "date": datetime.now(SHANGHAI).isoformat(timespec="seconds"),
        "options": options,
        "runs": [_run(run) for run in runs],
        "instances": [{**_run(g.run), "family": g.family, "above_best_known_percent": g.percent} for g in gaps],
        "bars": [_bar(bar) for bar in bars],
    }


def machine() -> str:
    """Processor, cores and Python of this machine, and how busy it is: figures of a busy machine say little."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        name = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor()
    busy = f"load {os.getloadavg()[0]:.1f} when this was written"
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {busy}"


def _run(run: Run) -> dict[str, Any]:
    verdict = run.answer.verdict
    return {
        "part": run.part,
        "day": run.day,
        "seed": run.seed,
        "solver": run.solver,
        "visits": run.visits,
        "cost": run.answer.cost,
        "left_out": verdict.left_out if verdict else None,
        "seconds": round(run.answer.seconds, 3),
        "asked_s": run.answer.asked_s,
        "reference": run.is_reference,
        "status": run.status or "ok",
    }


def _bar(bar: Bar) -> dict[str, Any]:
    """JSON has no infinity: a failed answer of ours has no value there, and its bar is not met."""
    value = bar.value if bar.value is not None and isfinite(bar.value) else None
    return {**asdict(bar), "value": value, "met": bar.is_met}


def _figure(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:.3f}{unit}" if abs(value) < 100 else f"{value:.0f}{unit}"
