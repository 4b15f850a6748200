"""`solve` and `check`: problems and answers as VROOM's JSON."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, NoReturn

from planner import outward
from planner.cli.status import DONE, NEEDS_A_PERSON, OpenDesk, tell
from planner.errors import PlannerError
from planner.routing.problem import RoutingProblem

_MOST_BYTES = 256 * 2**20
"""More than the matrices of 5,000 places."""


def solve_file(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Solve a problem and write the answer, all or nothing; jobs left out need a person.

    Raises:
        PlannerError: the problem cannot be used, or the answer not written.
    """
    from planner.routing.solve import SolveParams
    from planner.routing.vroom.read import read_problem
    from planner.routing.vroom.solve import solve_problem

    _check_no_folder(args.out)
    problem = read_problem(read_json(args.problem), open_desk(args.desk).dayplan.engine)
    params = SolveParams(seconds=args.seconds, iterations=args.iterations, seed=args.seed)
    solution = solve_problem(problem, params, tell)
    tell(100, "")
    _write_json(args.out, solution)
    sums = solution["summary"]
    print(
        f"方案已写入 {args.out}：{sums['routes']} 条路线，{_costs(sums['cost'], sums['unassigned'], sums['penalty'])}"
    )
    if sums["unassigned"]:
        print(f"有 {sums['unassigned']} 个任务未排入，原因见 unassigned 中的 reason。", file=sys.stderr)
    return NEEDS_A_PERSON if sums["unassigned"] else DONE


def check_file(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Check an answer against its problem and print a sentence for each violation, or one with the true cost.

    Raises:
        PlannerError: one of the two files cannot be used.
    """
    from planner.routing.vroom.check import check
    from planner.routing.vroom.read import read_problem

    problem = read_problem(read_json(args.problem), open_desk(args.desk).dayplan.engine)
    verdict = check(problem, read_json(args.solution))
    costs = _costs(verdict.travel_s, verdict.num_unassigned, verdict.penalty_s)
    print("\n".join(verdict.faults) or f"方案符合全部约束：{costs}")
    return NEEDS_A_PERSON if verdict.faults else DONE


def write_problem(path: Path, problem: RoutingProblem) -> None:
    """Write a day's problem without anything personal, as others can read it.

    Raises:
        PlannerError: the file cannot be written.
    """
    from planner.routing.vroom.export import export_problem

    _check_no_folder(path)
    _write_json(path, export_problem(problem))


def _check_no_folder(path: Path) -> None:
    """Said before the search, not after it."""
    if path.is_dir():
        raise PlannerError("无法写入", f"“{path}”是文件夹。", "请给出文件名。")


def _write_json(path: Path, document: dict[str, Any]) -> None:
    outward.write_whole(path, json.dumps(document, ensure_ascii=False).encode())


def read_json(path: Path) -> Any:
    """The content of a JSON file.

    Raises:
        PlannerError: no such file, too large, or not JSON.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PlannerError("文件过大", f"“{path.name}”超过 {_MOST_BYTES >> 20} MB。", "请减小问题的规模。")
        return json.loads(path.read_bytes(), parse_constant=_no_number)
    except OSError as error:
        raise PlannerError("无法读取", f"打不开文件“{path.name}”。", "请检查路径。") from error
    except (ValueError, RecursionError) as error:
        raise PlannerError(
            "无法读取", f"“{path.name}”不是有效的 JSON 文件。", "请检查文件内容和编码（UTF-8）。"
        ) from error


def _no_number(_word: str) -> NoReturn:
    """Python would read NaN and Infinity, which JSON does not have."""
    raise ValueError("not a number")


def _costs(travel_s: int, num_unassigned: int, penalty_s: int) -> str:
    return (
        f"行驶 {travel_s} 秒，未排 {num_unassigned} 个任务，代价 {penalty_s} 秒，目标值合计 {travel_s + penalty_s} 秒。"
    )
