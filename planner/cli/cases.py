"""`cases check`: what may be done with each case on a day, and every finding that is not ok."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from planner.casebook import Casebook
from planner.cli.day import doors_of, import_files
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.finding import KIND_WORDS, Decision, Finding, Severity
from planner.import_report import ImportReport

_SEVERITIES = {Severity.BLOCK: "禁止", Severity.WARN: "留意", Severity.LOG: "记录"}


def check_cases(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Import the files of a day, decide every case by the rules of that day, and print it.

    Case numbers alone, never a name. Rows that were not imported or contradict each other need a person.

    Raises:
        PlannerError: a file cannot be read.
    """
    with doors_of(args, open_desk, needs_roster=False) as doors:
        reports = import_files(args, doors)
        tell(100, "")
        return _check(doors.casebook, args, reports)


def _check(casebook: Casebook, args: argparse.Namespace, reports: Sequence[ImportReport]) -> int:
    decisions = casebook.check_all(args.day)
    rule_set = casebook.rulebook_on(args.day).version
    of_desk = casebook.check_desk(args.day)
    if args.json:
        document = {
            "day": args.day.isoformat(),
            "rule_set": rule_set,
            "desk": [_finding(found) for found in of_desk],
            "cases": [as_json(decision) for decision in decisions.values()],
        }
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(f"核查 {args.day}（规则集 {rule_set}）")
        print("\n".join([*(_line("机构", f) for f in of_desk), *_lines(decisions)]))
    return _balance(reports)


def as_json(decision: Decision) -> dict[str, Any]:
    """One case's decision as other programs read it."""
    return {
        "case": decision.case_number,
        "decision": decision.kind.value,
        "findings": [_finding(f) for f in decision.findings],
    }


def _finding(found: Finding) -> dict[str, str]:
    told = {
        "rule": found.rule,
        "status": found.status.value,
        "severity": found.severity.value,
        "text": found.text,
        "cure": found.cure,
        "source": found.source,
        "mark": found.mark,
    }
    return told | ({"accepted": found.accepted} if found.accepted else {})


def _lines(decisions: Mapping[str, Decision]) -> list[str]:
    counts = Counter(decision.kind for decision in decisions.values())
    said = [f"{KIND_WORDS[kind]} {count} 件" for kind, count in sorted(counts.items(), key=lambda c: c[0].rank)]
    lines = ["，".join(said)]
    for number, decision in decisions.items():
        lines.append(f"{number}  {KIND_WORDS[decision.kind]}")
        lines += [_line("   ", f) for f in decision.findings]
    return lines


def _line(before: str, f: Finding) -> str:
    return f"{before} {f.rule} [{f.mark}] {_SEVERITIES[f.severity]}：{f.text}{f.cure}"


def _balance(reports: Sequence[ImportReport]) -> int:
    held_back = sum(report.rejected + report.conflict for report in reports)
    if held_back:
        print(f"有 {held_back} 行未导入或互相矛盾，请先处理（plan 命令会写出 rejected.xlsx）。", file=sys.stderr)
    return NEEDS_A_PERSON if held_back else DONE
