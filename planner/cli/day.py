"""`plan`: one day from the lenders' files to the papers."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter
from typing import Any

from planner import clock, summary
from planner.casebook import Casebook, DayFiles
from planner.cli import replan
from planner.cli.exchange import write_problem
from planner.cli.passwords import passwords
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.dayplan import SolveParams
from planner.doors import Doors
from planner.errors import PlannerError
from planner.heading_map import HeadingMap
from planner.import_report import ImportReport
from planner.plan import Plan


def plan_day(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Import, check, locate, plan and export one day; with `--keep`, plan it again from an exported plan.

    With `--problem`, what the solver is asked is written too, before it is asked.

    Raises:
        PlannerError: a file cannot be read, or the folder not written.
        Cancelled: stopped before there was a plan.
    """
    now = moment_of(args.today, args.now)
    before = replan.read_kept(args, now.date())
    with doors_of(args, open_desk, needs_roster=True) as doors:
        return _plan_at(doors, args, now, before)


def _plan_at(doors: Doors, args: argparse.Namespace, now: datetime, before: Plan | None) -> int:
    doors.paperwork.check_writable(args.out)
    began = perf_counter()
    reports = import_files(args, doors)
    import_s = perf_counter() - began
    if args.problem:
        write_problem(args.problem, doors.dayplan.draft(args.day, now, before=before).problem)
    params = SolveParams(seconds=args.seconds, iterations=args.iterations, seed=args.seed)
    if before is None:
        plan, changes = doors.dayplan.plan(args.day, now, params, tell), None
    else:
        found = replan.replan(args, doors.dayplan, before, now, params, tell)
        plan, changes = found.plan, found.changes
    began = perf_counter()
    slots = doors.offering.for_call_back(plan, now, on_progress=tell)
    offers = {number: found.offers for number, found in slots.items()}
    doors.paperwork.export(plan, reports, args.out, args.pack_password, tell, changes=changes, offers=offers)
    papers_s = perf_counter() - began
    tell(100, "")
    for line in replan.told_in_lines(changes) if changes else ():
        print(line, file=sys.stderr)
    if args.json:
        told = _as_json(plan, reports, args.out, papers_s)
        print(json.dumps(told | ({"changes": replan.as_json(changes)} if changes else {}), ensure_ascii=False))
    else:
        print(summary.day_summary(plan, reports))
        print(summary.figures(import_s, plan, papers_s))
        print(summary.where(args.out, is_encrypted=bool(args.pack_password)))
    has_calls = changes is not None and any(change.needs_a_call for change in changes.items)
    return NEEDS_A_PERSON if has_calls or summary.needs_a_person(plan, reports) else DONE


def import_files(args: argparse.Namespace, doors: Doors) -> tuple[ImportReport, ...]:
    """Read the day's files of a command.

    Raises:
        PlannerError: one cannot be read.
    """
    files = DayFiles(tuple(args.cases), args.contacts, args.visits, args.lenders, args.authorisations, args.roster)
    return doors.casebook.import_day(files, passwords(args.password_file), tell, maps_of(args.mapping))


def maps_of(files: Sequence[Path] | None) -> tuple[HeadingMap, ...]:
    """What people said about lenders' columns, from the files named on the command line.

    Raises:
        PlannerError: one of them cannot be used.
    """
    return tuple(Casebook.map_in(path) for path in files or ())


def _as_json(plan: Plan, reports: Sequence[ImportReport], out: Path, papers_s: float) -> dict[str, Any]:
    return {
        "day": plan.day.isoformat(),
        "out": str(out),
        "imports": [
            {
                "file": r.file,
                "rows": r.rows,
                "imported": r.imported,
                "updated": r.updated,
                "identical": r.identical,
                "conflict": r.conflict,
                "rejected": r.rejected,
                "skipped": r.skipped,
            }
            for r in reports
        ],
        "visits": plan.num_visits,
        "unplanned": len(plan.unplanned),
        "must_call_off": [u.case_number for u in plan.unplanned if u.must_call_off],
        "refused_teams": [r.team for r in plan.refused_teams],
        "warnings": list(plan.warnings),
        "needs_a_person": summary.needs_a_person(plan, reports),
        "seconds": {**{k: round(v, 2) for k, v in plan.seconds.items()}, "papers": round(papers_s, 2)},
    }


@contextmanager
def doors_of(args: argparse.Namespace, open_desk: OpenDesk, *, needs_roster: bool) -> Iterator[Doors]:
    """The doors of a command that takes a day's files: over the store that it names, else over the files alone.

    Raises:
        PlannerError: files are missing, or the store cannot be opened.
    """
    _check_files(args, needs_roster=needs_roster)
    if not args.store:
        yield open_desk(args.day_desk or args.desk)
        return
    # The encrypted store takes a moment to load.
    from planner.cli.keys import opened

    with opened(args) as desk:
        yield open_desk(args.day_desk or args.desk, desk)


def _check_files(args: argparse.Namespace, *, needs_roster: bool) -> None:
    """Without a store a day needs all its files; with one, what is not given is what it holds."""
    needed = ("contacts", "roster", "lenders", "authorisations") if needs_roster else ()
    missing = [f"--{name}" for name in needed if not getattr(args, name)]
    missing = ([] if args.cases else ["CASES"]) + missing
    if missing and not args.store:
        raise PlannerError("参数错误", f"缺少 {'、'.join(missing)}。", "请补上，或用 --store 给出案件库。")


def moment_of(today: date | None, at: time | None = None) -> datetime:
    """The present, or the given day, or the given time of day."""
    now = clock.now()
    return datetime.combine(today or now.date(), now.timetz() if at is None else at.replace(tzinfo=now.tzinfo))
