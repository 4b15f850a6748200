"""The headless commands: everything the window does for a day, by the same front doors; and problems as JSON."""

import argparse
import sys

from planner.cli.arguments import parser
from planner.cli.bench import run_bench
from planner.cli.cases import check_cases
from planner.cli.day import plan_day
from planner.cli.exchange import check_file, solve_file
from planner.cli.slots import offer_slots
from planner.cli.status import DONE, NEEDS_A_PERSON, UNUSABLE, OpenDesk
from planner.errors import Cancelled, PlannerError

PLACES = ("geocode", "matrix", "gazetteer", "key")
STORE_COMMANDS = frozenset(
    "cases contacts visits lenders authorisations roster create backup restore audit doctor".split()
)

__all__ = ["DONE", "NEEDS_A_PERSON", "UNUSABLE", "OpenDesk", "parser", "run"]


def run(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Carry out a headless command and return its exit status; what the user can act on is said in one line."""
    try:
        if args.command == "plan":
            return plan_day(args, open_desk)
        if args.command == "offers":
            return offer_slots(args, open_desk)
        if args.command == "cases" and args.action == "check":
            return check_cases(args, open_desk)
        if args.command in ("solve", "check"):
            return (solve_file if args.command == "solve" else check_file)(args, open_desk)
        if args.command in STORE_COMMANDS:
            return _run_on_store(args, open_desk)
        return _places(args, open_desk) if args.command in PLACES else _rest(args)
    except PlannerError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except (Cancelled, KeyboardInterrupt):
        print("已停止，未写入任何文件。", file=sys.stderr)
        return UNUSABLE


def _places(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    from planner.cli import places

    if args.command in ("gazetteer", "key"):
        return (places.build_gazetteer if args.command == "gazetteer" else places.save_geocoder_key)(args)
    return (places.geocode if args.command == "geocode" else places.matrix)(args, open_desk)


def _rest(args: argparse.Namespace) -> int:
    return run_bench(args) if args.command == "bench" else _templates(args)


def _run_on_store(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    if args.command == "doctor":
        from planner.cli.doctor import doctor

        return doctor(args)
    # The encrypted store takes a moment to load, and not every command has one.
    from planner.cli import store, upkeep

    if args.command in store.KINDS and args.action == "erase":
        return upkeep.erase(args)
    if args.command in store.KINDS:
        return store.import_files(args, open_desk)
    run = {
        "create": upkeep.create,
        "backup": upkeep.back_up,
        "restore": upkeep.restore,
        "audit": upkeep.verify,
    }
    return run[args.command](args)


def _templates(args: argparse.Namespace) -> int:
    from planner.intake.templates import write_templates

    write_templates(args.folder)
    print(f"空白表格已写入 {args.folder}。")
    return DONE
