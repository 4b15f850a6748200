"""`doctor`: what this machine lacks; it works where the store's own libraries are missing."""

import argparse
import json
import sys
from dataclasses import asdict

from planner.cli.status import DONE, NEEDS_A_PERSON
from planner.doctor import examine


def doctor(args: argparse.Namespace) -> int:
    """Say what this machine lacks and how to get it."""
    findings = examine()
    if args.json:
        print(json.dumps({"findings": [asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        for finding in findings:
            print(f"{'有  ' if finding.is_there else '缺少'} {finding.what}{finding.advice and '：' + finding.advice}")
    if not all(finding.is_there or not finding.is_needed for finding in findings):
        print("有必需的部件缺失。", file=sys.stderr)
        return NEEDS_A_PERSON
    return DONE
