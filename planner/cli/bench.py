"""`bench`: runs the benchmark of a checkout, which is no part of the installed program."""

import argparse
import sys
from importlib import import_module
from pathlib import Path

from planner.errors import PlannerError

CHECKOUT = Path(__file__).resolve().parents[2]
_PROGRAM = Path("tests", "bench", "__main__.py")


def run_bench(args: argparse.Namespace, checkout: Path = CHECKOUT) -> int:
    """Hand the arguments to the benchmark of a checkout as they are and return its exit status.

    Raises:
        PlannerError: this is no checkout.
    """
    if not (checkout / _PROGRAM).is_file():
        raise PlannerError("没有基准测试", "bench 只能在源代码目录中运行。", "请先取得源代码。")
    sys.path.insert(0, str(checkout))
    status: int = import_module("tests.bench.__main__").main(args.rest)
    return status
