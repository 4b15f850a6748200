"""`cases`, `contacts`, `visits` and their like: what a store takes in and says, without a window."""

import argparse
import json
import sys
from dataclasses import replace
from typing import Any

from planner import summary
from planner.casebook import DayFiles
from planner.cli.day import passwords_of
from planner.cli.keys import opened
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.finding import Status
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
        passwords = passwords_of(args.password_file)
        reports = [report for batch in files for report in casebook.import_day(batch, passwords, tell)]
    tell(100, "")
    sums: dict[str, Any] = {name: sum(getattr(report, name) for report in reports) for name in _SUMS}
    sums["batch"] = reports[0].batch if reports else ""
    if args.json:
        print(json.dumps(sums, ensure_ascii=False))
    else:
        print("\n".join(summary.balance(report) for report in reports))
    _tell_held_back(reports)
    return NEEDS_A_PERSON if sums["rejected"] or sums["conflict"] else DONE


def check_cases(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Say of every case in a store what may be done on a day, and which rules stand against more.

    Raises:
        PlannerError: the store cannot be opened.
    """
    with opened(args) as desk:
        decisions = open_desk(args.desk, desk).casebook.check_all(args.day)
    told = [
        {
            "case": number,
            "decision": decision.kind.value,
            "findings": [
                {"rule": f.rule, "status": f.status.value, "severity": f.severity.value, "text": f.text}
                for f in decision.findings
                if f.status is not Status.OK
            ],
        }
        for number, decision in decisions.items()
    ]
    if args.json:
        print(json.dumps({"cases": told}, ensure_ascii=False))
    else:
        for case in told:
            print(case["case"], case["decision"], " ".join(f["rule"] for f in case["findings"]))  # type: ignore[index]
    return DONE


def _tell_held_back(reports: list[ImportReport]) -> None:
    for report in reports:
        for held in (*report.rejections, *report.conflicts):
            print(f"第 {held.source.row} 行 {held.case_number} {held.column}：{held.reason}", file=sys.stderr)
