"""The files of a day, read two at a time, each in a child process of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from planner.clock import Progress
from planner.errors import Cancelled
from planner.heading_map import HeadingMap
from planner.intake import authorisations, cases, contacts, lenders, roster, visits
from planner.merge import DayTables


@dataclass(frozen=True, slots=True)
class DayFiles:
    """The files of a day. Those left out were imported before, or there are none."""

    cases: tuple[Path, ...] = ()
    contacts: Path | None = None
    visits: Path | None = None
    lenders: Path | None = None
    authorisations: Path | None = None
    roster: Path | None = None


def read_day_files(
    files: DayFiles, passwords: Sequence[str], on_progress: Progress, maps: Sequence[HeadingMap]
) -> DayTables:
    """Read every file, two at a time: each is read in a child process of its own, and most computers have two cores."""
    jobs: list[tuple[str, Path, Callable[[Path, Sequence[str]], Any]]] = [
        ("cases", path, partial(cases.read_cases, maps=maps)) for path in files.cases
    ]
    for name, path_or_none, read in (
        ("lenders", files.lenders, lenders.read_lenders),
        ("authorisations", files.authorisations, authorisations.read_authorisations),
        ("roster", files.roster, roster.read_roster),
        ("contacts", files.contacts, contacts.read_contacts),
        ("visits", files.visits, visits.read_visits),
    ):
        if path_or_none is not None:
            jobs.append((name, path_or_none, read))
    found: dict[str, Any] = {"cases": []}
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = [pool.submit(read, path, passwords) for _, path, read in jobs]
        try:
            for done, ((name, path, _), answer) in enumerate(zip(jobs, waiting, strict=True)):
                if not on_progress(100 * done // len(jobs), f"读取 {path.name}"):
                    raise Cancelled("import")
                if name == "cases":
                    found[name] += answer.result()
                else:
                    found[name] = answer.result()
        finally:
            pool.shutdown(cancel_futures=True)
    return DayTables(**found)
