"""`cases`, `contacts`, `visits` and their like: what a store takes in and says, without a window."""

import argparse
import json
import sys
from dataclasses import replace
from typing import Any

from planner import summary
from planner.casebook import DayFiles
from planner.cli.day import maps_of
from planner.cli.keys import opened
from planner.cli.passwords import passwords
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.import_report import ImportReport

KINDS = ("cases", "contacts", "visits", "lenders", "authorisations", "roster")
_SUMS = ("rows", "imported", "updated", "identical", "conflict", "rejected", "skipped")


def import_files(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Import files of one kind into a store, all or nothing; rows held back need a person.

    Raises:
        PlannerError: the store cannot be opened, or a file not read.
    """
    paths = tuple(args.files)
    files = [DayFiles(paths)] if args.command == "cases" else [replace(DayFiles(), **{args.command: p}) for p in paths]
    with opened(args) as desk:
        casebook = open_desk(args.desk, desk).casebook
        words, maps = passwords(args.password_file), maps_of(args.mapping)
        reports = [report for batch in files for report in casebook.import_day(batch, words, tell, maps)]
    tell(100, "")
    sums: dict[str, Any] = {name: sum(getattr(report, name) for report in reports) for name in _SUMS}
    sums["batch"] = reports[0].batch if reports else ""
    if args.json:
        print(json.dumps(sums, ensure_ascii=False))
    else:
        print("\n".join(summary.balance(report) for report in reports))
    _tell_held_back(reports)
    return NEEDS_A_PERSON if sums["rejected"] or sums["conflict"] else DONE


def _tell_held_back(reports: list[ImportReport]) -> None:
    for report in reports:
        for held in (*report.rejections, *report.conflicts):
            print(f"第 {held.source.row} 行 {held.case_number} {held.column}：{held.reason}", file=sys.stderr)
