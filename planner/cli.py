"""The headless commands: everything the window does for a day, by the same front doors."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

from planner import clock, summary
from planner.casebook import DayFiles
from planner.dayplan import SolveParams
from planner.doors import Doors
from planner.errors import Cancelled, PlannerError
from planner.import_report import ImportReport
from planner.plan import Plan
from planner.settings import Settings

DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2

OpenDesk = Callable[[Path | None], Doors]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        for theirs, ours in _ARGPARSE_WORDS.items():
            message = message.replace(theirs, ours)
        self.exit(UNUSABLE, f"参数错误：{message}。用 --help 查看用法。\n")


_ARGPARSE_WORDS = {
    "the following arguments are required: ": "缺少 ",
    "unrecognized arguments: ": "不认识 ",
    "argument ": "",
    "expected one argument": "后面要有一个值",
    "invalid int value": "应为整数",
    "invalid choice": "没有这个选项",
    "choose from": "可选",
}
"""argparse speaks English; these are the sentences that a dispatcher can meet."""


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments; without a command the window opens."""
    top = _Parser(prog="waifang", description="外访：合规上门的规划、路线与文件。不带命令时打开窗口。")
    top.add_argument("--desk", type=Path, help="机构资料 desk.toml；省略时用样本，所有文件标注“样本”")
    top.add_argument("--sample", action="store_true", help="窗口打开时载入样本日")
    commands = top.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)

    plan = commands.add_parser("plan", help="导入、核查、定位、规划、导出一天")
    plan.add_argument("cases", nargs="+", type=Path, metavar="CASES", help="案件文件（xlsx、xls、csv、zip）")
    for name, explanation in (
        ("contacts", "联系结果"),
        ("roster", "外访员名单"),
        ("lenders", "委托方档案"),
        ("authorisations", "授权书清单"),
    ):
        plan.add_argument(f"--{name}", type=Path, required=True, help=explanation)
    plan.add_argument("--visits", type=Path, help="到访记录")
    plan.add_argument("--day", type=_day, required=True, help="规划日 YYYY-MM-DD")
    plan.add_argument("--today", type=_day, help="今天的日期，默认取本机时钟")
    plan.add_argument("--out", type=Path, required=True, help="输出文件夹")
    plan.add_argument("--desk", type=Path, dest="plan_desk", help="机构资料 desk.toml")
    plan.add_argument("--seconds", type=_positive, default=Settings().solve_seconds, help="规划时限（秒）")
    plan.add_argument("--iterations", type=_positive, help="规划步数上限；同种子同结果")
    plan.add_argument("--seed", type=int, default=1, help="随机种子")
    plan.add_argument("--password-file", type=Path, help="加密文件的密码，每行一个")
    plan.add_argument("--pack-password", help="给文件包加密（AES-256）")
    plan.add_argument("--json", action="store_true", help="标准输出只给一个 JSON 对象")

    templates = commands.add_parser("templates", help="写出各类空白表格")
    templates.add_argument("folder", type=Path, metavar="DIR")

    shots = commands.add_parser("shots", help="把每个页面存成图片（样本日）")
    shots.add_argument("folder", type=Path, metavar="DIR")
    return top


def run(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    """Carry out a headless command and return its exit status; what the user can act on is said in one line."""
    try:
        return _plan(args, open_desk) if args.command == "plan" else _templates(args)
    except PlannerError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    except (Cancelled, KeyboardInterrupt):
        print("已停止，未写入任何文件。", file=sys.stderr)
        return UNUSABLE


def _templates(args: argparse.Namespace) -> int:
    from planner.intake.templates import write_templates

    write_templates(args.folder)
    print(f"空白表格已写入 {args.folder}。")
    return DONE


def _plan(args: argparse.Namespace, open_desk: OpenDesk) -> int:
    doors = open_desk(args.plan_desk or args.desk)
    doors.paperwork.check_writable(args.out)
    began = perf_counter()
    files = DayFiles(tuple(args.cases), args.contacts, args.visits, args.lenders, args.authorisations, args.roster)
    reports = doors.casebook.import_day(files, _passwords(args.password_file), _tell)
    import_s = perf_counter() - began
    now = _now(args.today)
    params = SolveParams(seconds=args.seconds, iterations=args.iterations, seed=args.seed)
    plan = doors.dayplan.plan(args.day, now, params, _tell)
    began = perf_counter()
    doors.paperwork.export(plan, reports, args.out, args.pack_password, _tell)
    papers_s = perf_counter() - began
    _tell(100, "")
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


def _passwords(path: Path | None) -> tuple[str, ...]:
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


def _tell(percent: int, what: str) -> bool:
    """Progress on the terminal's error stream, one line rewritten; silent when nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{percent:3d}% {what}" if what else "\r\x1b[K", end="", file=sys.stderr, flush=True)
    return True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是 YYYY-MM-DD 形式的日期") from error


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”应为正整数")
    return int(text)
