"""The commands and their arguments."""

import argparse
from datetime import date, datetime, time
from pathlib import Path
from typing import NoReturn

from planner.cli.status import UNUSABLE
from planner.place_settings import DOMESTIC
from planner.replanning import Way
from planner.settings import Settings
from planner.shift import TravelMode


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

_IMPORTED = {
    "cases": "案件",
    "contacts": "联系结果",
    "visits": "到访记录",
    "lenders": "委托方档案",
    "authorisations": "授权书",
    "roster": "外访员名单",
}

Commands = argparse._SubParsersAction  # the only name that argparse has for it


def parser() -> argparse.ArgumentParser:
    """The commands and their arguments; without a command the window opens."""
    top = _Parser(prog="waifang", description="外访：合规上门的规划、路线与文件。不带命令时打开窗口。")
    top.add_argument("--desk", type=Path, help="机构资料 desk.toml；省略时用样本，所有文件标注“样本”")
    top.add_argument("--store", type=Path, dest="window_store", metavar="S", help="窗口打开的案件库；省略时用上次的")
    top.add_argument("--sample", action="store_true", help="窗口打开时载入样本日")
    commands = top.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)
    _add_plan(commands)
    _add_offers(commands)
    _add_exchange(commands)
    _add_places(commands)
    _add_store(commands)
    templates = commands.add_parser("templates", help="写出各类空白表格")
    templates.add_argument("folder", type=Path, metavar="DIR")
    shots = commands.add_parser("shots", help="把每个页面存成图片（样本日）")
    shots.add_argument("folder", type=Path, metavar="DIR")
    # No character begins an option here: everything after the word goes to the benchmark as it is.
    bench = commands.add_parser("bench", help="在源代码目录中运行基准测试", prefix_chars="\0", add_help=False)
    bench.add_argument("rest", nargs="*", metavar="ARGS")
    return top


def _add_plan(commands: "Commands[_Parser]") -> None:
    plan = commands.add_parser("plan", help="导入、核查、定位、规划、导出一天")
    _add_day_files(plan)
    plan.add_argument("--day", type=_day, required=True, help="规划日 YYYY-MM-DD")
    plan.add_argument("--out", type=Path, required=True, help="输出文件夹")
    _add_search(plan)
    _add_replan(plan)
    plan.add_argument("--pack-password", help="给文件包加密（AES-256）")
    plan.add_argument("--problem", type=Path, metavar="FILE", help="另存路线问题（VROOM 格式，不含个人信息）")
    plan.add_argument("--json", action="store_true", help="标准输出只给一个 JSON 对象")


def _add_offers(commands: "Commands[_Parser]") -> None:
    offers = commands.add_parser("offers", help="与债务人通话时：一个案件今后几天可约的时段")
    _add_day_files(offers)
    offers.add_argument("--case", required=True, metavar="NUMBER", help="案件编号")
    offers.add_argument("--day", type=_day, required=True, help="从这一天起 YYYY-MM-DD（最早为明天）")
    offers.add_argument("--plan", type=Path, metavar="plan.json", help="其中一天已有的方案")
    offers.add_argument("--json", action="store_true", help="标准输出只给一个 JSON 对象")


def _add_day_files(command: argparse.ArgumentParser) -> None:
    command.add_argument("cases", nargs="*", type=Path, metavar="CASES", help="案件文件（xlsx、xls、csv、zip）")
    for name, explanation in (
        ("contacts", "联系结果"),
        ("roster", "外访员名单"),
        ("lenders", "委托方档案"),
        ("authorisations", "授权书清单"),
    ):
        command.add_argument(f"--{name}", type=Path, help=explanation)
    command.add_argument("--visits", type=Path, help="到访记录")
    command.add_argument("--today", type=_day, help="今天的日期，默认取本机时钟")
    command.add_argument("--desk", type=Path, dest="day_desk", help="机构资料 desk.toml")
    _add_key(command, is_required=False)
    _add_reading(command)


def _add_replan(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("--keep", type=Path, metavar="PLAN.json", help="从这个原方案出发重排，与 --replan 同用")
    plan.add_argument(
        "--replan",
        choices=[str(way) for way in Way],
        help="insert 只插入新案件；order 各组到访不变，只调顺序；all 全部重排；now 从现在起重排",
    )
    plan.add_argument("--now", type=_clock, metavar="HH:MM", help="从几点起重排，默认取本机时钟（仅 --replan now）")
    for name, explanation in (
        ("ill", "停派的小组，可重复（仅 --replan now）"),
        ("returned", "停派且文书已送回出发地的小组，可重复（仅 --replan now）"),
    ):
        plan.add_argument(f"--{name}", action="append", default=[], metavar="T01", help=explanation)
    plan.add_argument(
        "--late",
        action="append",
        default=[],
        type=_delay,
        metavar="T03=30",
        help="比原方案晚几分钟的小组，可重复（仅 --replan now）",
    )


def _add_check(actions: "Commands[_Parser]") -> None:
    check = actions.add_parser("check", help="逐案核查某一天能否上门，依据哪条规则")
    _add_day_files(check)
    check.add_argument("--day", type=_day, required=True, help="核查哪一天 YYYY-MM-DD")
    check.add_argument("--json", action="store_true", help="标准输出只给一个 JSON 对象")


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument("--password-file", type=Path, help="加密文件的密码，每行一个")
    command.add_argument("--mapping", type=Path, action="append", metavar="FILE", help="委托方的列对应文件，可多次给出")


def _add_exchange(commands: "Commands[_Parser]") -> None:
    solve = commands.add_parser("solve", help="求解一个 VROOM 格式的问题")
    solve.add_argument("problem", type=Path, metavar="PROBLEM.json")
    solve.add_argument("-o", "--out", type=Path, required=True, metavar="SOLUTION.json", help="方案写到哪里")
    _add_search(solve)
    check = commands.add_parser("check", help="独立核对一个 VROOM 格式的方案")
    check.add_argument("problem", type=Path, metavar="PROBLEM.json")
    check.add_argument("solution", type=Path, metavar="SOLUTION.json")


def _add_places(commands: "Commands[_Parser]") -> None:
    geocode = commands.add_parser("geocode", help="离线定位一个 CSV 文件里的地址")
    geocode.add_argument("file", type=Path, metavar="IN.csv")
    geocode.add_argument("--out", type=Path, required=True, metavar="OUT.csv")
    geocode.add_argument("--column", default="address", help="地址所在的列，默认 address")
    matrix = commands.add_parser("matrix", help="估算 CSV 文件里各点（lon、lat，WGS-84）之间的行程")
    matrix.add_argument("file", type=Path, metavar="IN.csv")
    matrix.add_argument("--out", type=Path, required=True, metavar="OUT.npz")
    matrix.add_argument("--at", type=_second, default=10 * 3600, metavar="HH:MM", help="出发时刻，默认 10:00")
    matrix.add_argument("--mode", type=_mode, default="car", help="car、ebike、metro 或 walk，默认 car")
    matrix.add_argument("--engine", default="estimate", help="行程引擎，目前只有 estimate")
    key = commands.add_parser("key", help="保存在线定位服务的密钥（存入系统钥匙串）")
    key.add_argument("service", choices=tuple(DOMESTIC))
    gazetteer = commands.add_parser("gazetteer", help="用自备的 OpenStreetMap 摘录扩充地名表")
    jobs = gazetteer.add_subparsers(dest="job", metavar="build", parser_class=_Parser, required=True)
    build = jobs.add_parser("build", help="读取摘录，生成地名表")
    build.add_argument("--osm", type=Path, required=True, metavar="FILE.osm.pbf")
    build.add_argument("--out", type=Path, metavar="DIR", help="写到哪里，默认本机用户资料夹")


def _add_store(commands: "Commands[_Parser]") -> None:
    for name, what in _IMPORTED.items():
        kind = commands.add_parser(name, help=f"向案件库导入{what}")
        actions = kind.add_subparsers(dest="action", metavar="动作", required=True, parser_class=_Parser)
        action = actions.add_parser("import", help="导入，全部或全不")
        action.add_argument("files", nargs="+" if name == "cases" else 1, type=Path, metavar="FILES")
        _add_reading(action)
        _add_key(action)
        if name == "cases":
            _add_check(actions)
            erase = actions.add_parser("erase", help="彻底删除案件及其记录，备份恢复时也删除")
            erase.add_argument("numbers", nargs="+", metavar="案件编号")
            erase.add_argument("--asked-by", required=True, help="申请人工号")
            erase.add_argument("--approved-by", required=True, help="批准人工号，须为另一人")
            erase.add_argument("--reason", required=True, help="原因代码，如 retention、request；不写个人信息")
            _add_key(erase, with_json=False)
    create = commands.add_parser("create", help="新建加密案件库，显示一次恢复密钥")
    create.add_argument("--keyring", action="store_true", help="同时交给系统钥匙串保管")
    _add_key(create, with_json=False)
    _add_key(commands.add_parser("backup", help="立即备份案件库"), with_json=False)
    restore = commands.add_parser("restore", help="把备份恢复到新文件；不给备份时列出备份")
    restore.add_argument("backup", nargs="?", type=Path, metavar="BACKUP")
    restore.add_argument("--to", type=Path, metavar="NEW", help="新文件")
    _add_key(restore)
    audit = commands.add_parser("audit", help="审计日志")
    actions = audit.add_subparsers(dest="action", metavar="动作", required=True, parser_class=_Parser)
    _add_key(actions.add_parser("verify", help="逐条核对审计日志"))
    doctor = commands.add_parser("doctor", help="检查本机缺什么、怎样补上")
    doctor.add_argument("--json", action="store_true", help="标准输出只给一个 JSON 对象")


def _add_key(command: argparse.ArgumentParser, *, is_required: bool = True, with_json: bool = True) -> None:
    command.add_argument("--store", type=Path, required=is_required, metavar="S", help="案件库文件（.waifang）")
    command.add_argument(
        "--key-file", type=Path, help="口令或恢复密钥所在文件（权限 0600）；省略时取 WAIFANG_PASSPHRASE 或系统钥匙串"
    )
    command.add_argument("--accept-loss", action="store_true", help="案件库比上次少了写入时，仍照现状打开")
    if with_json and is_required:
        command.add_argument("--json", action="store_true", help="标准输出只给一个 JSON 对象")


def _add_search(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seconds", type=_positive, default=Settings().solve_seconds, help="规划时限（秒）")
    command.add_argument("--iterations", type=_positive, help="规划步数上限；同种子同结果")
    command.add_argument("--seed", type=int, default=1, help="随机种子")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是 YYYY-MM-DD 形式的日期") from error


def _clock(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}”不是 HH:MM 形式的时间") from error


def _second(text: str) -> int:
    at = _clock(text)
    return at.hour * 3600 + at.minute * 60


def _delay(text: str) -> tuple[str, int]:
    team, _, minutes = text.rpartition("=")
    if not team or not minutes.isdecimal():
        raise argparse.ArgumentTypeError(f"“{text}”不是“小组=分钟”的形式")
    return team, int(minutes) * 60


def _mode(text: str) -> TravelMode:
    if text.upper() not in TravelMode.__members__:
        raise argparse.ArgumentTypeError(f"“{text}”应为 car、ebike、metro 或 walk")
    return TravelMode[text.upper()]


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”应为正整数")
    return int(text)
