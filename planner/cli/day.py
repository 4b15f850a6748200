"""`plan`: one day from the lenders' files to the papers."""

import argparse
import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from planner import clock, summary
from planner.casebook import DayFiles
from planner.cli.exchange import write_problem
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.dayplan import SolveParams
from planner.doors import Doors
from planner.errors import PlannerError
from planner.import_report import ImportReport
from planner.plan import Plan


def plan_day(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Import, check, locate, plan and export one day.

    With `--problem`, what the solver is asked is written too, before it is asked.

    Raises:
        PlannerError: a file cannot be read, or the folder not written.
        Cancelled: stopped before there was a plan.
    """
    _check_files(args)
    if not args.store:
        return _plan_at(open_desk(args.plan_desk or args.desk), args)
    # The encrypted store takes a moment to load.
    from planner.cli.keys import opened

    with opened(args) as desk:
        return _plan_at(open_desk(args.plan_desk or args.desk, desk), args)


def _plan_at(doors: Doors, args: argparse.Namespace) -> int:
    doors.paperwork.check_writable(args.out)
    began = perf_counter()
    files = DayFiles(tuple(args.cases), args.contacts, args.visits, args.lenders, args.authorisations, args.roster)
    reports = doors.casebook.import_day(files, passwords_of(args.password_file), tell)
    import_s = perf_counter() - began
    now = _now(args.today)
    if args.problem:
        write_problem(args.problem, doors.dayplan.draft(args.day, now).problem)
    params = SolveParams(seconds=args.seconds, iterations=args.iterations, seed=args.seed)
    plan = doors.dayplan.plan(args.day, now, params, tell)
    began = perf_counter()
    doors.paperwork.export(plan, reports, args.out, args.pack_password, tell)
    papers_s = perf_counter() - began
    tell(100, "")
    if args.json:
        print(json.dumps(_as_json(plan, reports, args.out, papers_s), ensure_ascii=False))
    else:
        print(summary.day_summary(plan, reports))
        print(summary.figures(import_s, plan, papers_s))
        print(summary.where(args.out, is_encrypted=bool(args.pack_password)))
    return NEEDS_A_PERSON if summary.needs_a_person(plan, reports) else DONE


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


def _check_files(args: argparse.Namespace) -> None:
    """Without a store a day needs all its files; with one, what is not given is what it holds."""
    missing = [f"--{name}" for name in ("contacts", "roster", "lenders", "authorisations") if not getattr(args, name)]
    missing = ([] if args.cases else ["CASES"]) + missing
    if missing and not args.store:
        raise PlannerError("参数错误", f"缺少 {'、'.join(missing)}。", "请补上，或用 --store 给出案件库。")


def passwords_of(path: Path | None) -> tuple[str, ...]:
    """The passwords to try on locked files, one a line.

    Raises:
        PlannerError: the file cannot be read.
    """
    if path is None:
        return ()
    try:
        return tuple(line for line in path.read_text("utf-8-sig").splitlines() if line)
    except (OSError, UnicodeDecodeError) as error:
        raise PlannerError("无法读取", f"打不开密码文件“{path.name}”。", "请检查路径，文件应为 UTF-8 文本。") from error


def _now(today: date | None) -> datetime:
    """The present, or the given day at the present time of day."""
    now = clock.now()
    return now if today is None else datetime.combine(today, now.timetz())
