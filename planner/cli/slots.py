"""`offers`: which windows of the coming days one debtor can be offered."""

import argparse
import json

from planner import summary
from planner.cli.day import doors_of, import_files, moment_of
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.offering import coming_days
from planner.plan_json import offer_json
from planner.plan_reader import read_plan_json


def offer_slots(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Import the day's files and say the best five windows for one case; status 1 with the reason if there is none.

    Raises:
        PlannerError: a file cannot be read, or no case has this number.
        Cancelled: stopped.
    """
    plan = read_plan_json(args.plan) if args.plan else None
    now = moment_of(args.today)
    days = coming_days(args.day, now)
    with doors_of(args, open_desk, needs_roster=True) as doors:
        import_files(args, doors)
        found = doors.offering.slots(args.case, days, now, plan)
    tell(100, "")
    if args.json:
        answer = {
            "case": found.case_number,
            "days": [day.isoformat() for day in days],
            "offers": [offer_json(offer) for offer in found.offers],
            "reason": found.reason,
        }
        print(json.dumps(answer, ensure_ascii=False))
    elif found.offers:
        print(f"案件 {found.case_number} 可约：")
        print("\n".join(f"  {n}. {summary.offer_words(offer)}" for n, offer in enumerate(found.offers, 1)))
    else:
        print(f"案件 {found.case_number} 暂无可约时段：{found.reason}")
    return DONE if found.offers else NEEDS_A_PERSON
