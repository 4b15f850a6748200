"""A planned day in words: what needs a person first, then what was done. Case and staff numbers only."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from planner.clock import hhmm
from planner.finding import KIND_WORDS, Kind
from planner.import_report import ImportReport
from planner.plan import Plan
from planner.routing.offer import Offer

_SHOWN = 12


def needs_a_person(plan: Plan, reports: Sequence[ImportReport]) -> bool:
    """Whether somebody has to act before the day can start."""
    return bool(
        any(report.rejections or report.conflicts for report in reports)
        or plan.refused_teams
        or plan.warnings
        or any(u.must_call_off or u.kind in (Kind.TO_LOCATE, Kind.RED, Kind.YELLOW) for u in plan.unplanned)
    )


def day_summary(plan: Plan, reports: Sequence[ImportReport]) -> str:
    """What a dispatcher reads after planning, tasks first."""
    lines = [f"外访规划 {plan.day}（规则集 {plan.rule_set}，行程：{plan.engine}）"]
    tasks = list(_tasks(plan, reports))
    if tasks:
        lines += ["请先处理："] + [f"  {n}. {task}" for n, task in enumerate(tasks, 1)]
    lines += ["导入："] + [f"  {balance(report)}" for report in reports]
    lines.append("规划：")
    lines += [f"  {line}" for line in _results(plan)]
    return "\n".join(lines)


def _tasks(plan: Plan, reports: Sequence[ImportReport]) -> Iterator[str]:
    call_off = [u.case_number for u in plan.unplanned if u.must_call_off]
    if call_off:
        yield f"撤约或改约 {len(call_off)} 件（已约当日但不能上门）：{_listed(call_off)}"
    for refused in plan.refused_teams:
        who = f"（{refused.collector}，{refused.rule}）" if refused.collector else f"（{refused.rule}）"
        yield f"小组 {refused.team} 未派出{who}：{refused.reason}"
    yield from plan.warnings
    to_locate = [u.case_number for u in plan.unplanned if u.kind is Kind.TO_LOCATE and not u.must_call_off]
    if to_locate:
        yield f"核对地址 {len(to_locate)} 件：{_listed(to_locate)}"
    for report in reports:
        if report.rejections:
            yield f"{report.file} 有 {report.rejected} 行未导入，原因在 rejected.xlsx，改正后可再次导入。"
        if report.conflicts:
            numbers = dict.fromkeys(c.case_number for c in report.conflicts)
            yield f"{report.file} 有 {report.conflict} 行互相矛盾（{_listed(list(numbers))}），均未采用。"


def _listed(numbers: list[str]) -> str:
    more = " 等，全部在 unplanned.xlsx" if len(numbers) > _SHOWN else ""
    return "、".join(numbers[:_SHOWN]) + more


def balance(report: ImportReport) -> str:
    parts = {
        "新增": report.imported,
        "更新": report.updated,
        "相同": report.identical,
        "冲突": report.conflict,
        "未导入": report.rejected,
        "跳过": report.skipped,
    }
    said = " + ".join(f"{word} {count}" for word, count in parts.items() if count or word in ("新增", "未导入"))
    notes = "".join(f"\n    {note}" for note in report.notes)
    return f"{report.file}：{report.rows} 行 = {said}{notes}"


def _results(plan: Plan) -> Iterator[str]:
    out = [route for route in plan.routes if route.stops]
    km = sum(route.travel_m for route in out) / 1000
    hours = sum(route.travel_s for route in out) / 3600
    yield f"{len(out)} 组出行，{plan.num_visits} 次到访，约 {km:.0f} 公里，在途约 {hours:.1f} 小时"
    if plan.num_unannounced:
        yield f"其中未约上门（经第二人放行）{plan.num_unannounced} 次"
    kinds = Counter(u.kind for u in plan.unplanned)
    for kind, count in sorted(kinds.items(), key=lambda item: item[0].rank):
        yield f"未排 {KIND_WORDS[kind]} {count} 件"
    if plan.call_back:
        yield f"回电名单 {len(plan.call_back)} 件（同意当日上门但未排入，含弹性日期）"


def figures(import_s: float, plan: Plan, papers_s: float) -> str:
    """How long the steps took, and the most memory that any process held."""
    before = import_s + plan.seconds["prepare"]
    told = f"用时：导入至规划前 {before:.1f} 秒 · 规划 {plan.seconds['solve']:.1f} 秒 · 文件 {papers_s:.1f} 秒"
    memory = peak_memory_mb()
    return told + (f" · 单个进程最大内存 {memory:.0f} MB" if memory else "")


def peak_memory_mb() -> float | None:
    """The largest resident memory of this process and of any child that has ended, None where it cannot be asked."""
    try:
        import resource
    except ImportError:
        return None
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return peak / 1024


def where(out: Path, *, is_encrypted: bool) -> str:
    """Where the results lie, and that they hold personal data."""
    secret = "文件包已加密" if is_encrypted else "文件未加密"
    return f"结果在 {out}（含个人信息，{secret}；用完请删除整个文件夹）"


def offer_words(offer: Offer) -> str:
    """A slot in a line: day, window, who would come, minutes more on the road."""
    window = f"{hhmm(offer.window.start)}–{hhmm(offer.window.end)}"
    weekday = "一二三四五六日"[offer.day.weekday()]
    return f"{offer.day:%m-%d} 周{weekday} {window}（{offer.team}，路程 {round(offer.extra_s / 60):+d} 分钟）"
