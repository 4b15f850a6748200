"""A team's itinerary as a sheet, for those who sort and write in Excel."""

from planner import outward
from planner.clock import hhmm
from planner.documents import facts as fact
from planner.documents.bundle import DayBundle, HandoverBundle, StopBundle, TeamBundle
from planner.documents.handover import handover_line, in_order
from planner.documents.itinerary import duration, km, nearness
from planner.documents.sheet import sheet
from planner.plan import Margin

_COLUMNS = (
    ("序", 4),
    ("到达", 7),
    ("约定时间", 13),
    ("预计离开", 9),
    ("最多可晚", 12),
    ("称呼", 12),
    ("手机", 14),
    ("地址", 44),
    ("位置", 16),
    ("约定地点", 10),
    ("路上", 16),
    ("编号", 20),
    ("案件编号", 18),
    ("注意事项", 28),
    ("备注", 20),
)


def itinerary_sheet(day: DayBundle, team: TeamBundle) -> bytes:
    """The stops of one team as xlsx: people by surname, phones masked."""
    sample = "样本　" if day.desk.is_sample else ""
    note = f"{sample}{fact.chinese_date(day.day)} {fact.weekday(day.day)}　{day.desk.agency}　{day.desk.phone}"
    rows = [
        _handover_row(team.team.id, item)
        if isinstance(item, HandoverBundle)
        else _row(fact.visit_label(day.day, team.team.id, item.number), item)
        for item in in_order(team)
    ]
    title = outward.file_name(team.team.id, "")
    return sheet(title, _COLUMNS, rows, day.created, note=outward.clean(note))


def _handover_row(team: str, word: HandoverBundle) -> tuple[str, ...]:
    told = handover_line(word, team)
    return (
        "交",
        told["time"],
        told["title"],
        told["until"],
        "",
        told["teams"],
        "",
        told["address"],
        told["place"],
        "",
        "",
        "",
        told["cases"],
        f"{told['what']}（{told['minutes']}）",
        "",
    )


def _row(label: str, stop: StopBundle) -> tuple[str, ...]:
    planned, visit, debtor = stop.stop, stop.stop.visit, stop.cases[0].debtor
    return (
        str(stop.number),
        hhmm(planned.arrival),
        f"{hhmm(planned.window.start)}–{hhmm(planned.window.end)}",
        hhmm(planned.departure),
        _spare(stop.margin),
        fact.polite(debtor),
        outward.mask_phone(debtor.mobile),
        visit.location.address,
        nearness(visit.location),
        fact.place_of(stop) or ("未约上门" if stop.appointment is None else ""),
        f"{duration(planned.travel_s)} {km(planned.travel_m)}",
        label,
        "、".join(visit.cases),
        "；".join(text.rstrip("。") for text in stop.cautions),
        "",
    )


def _spare(margin: Margin | None) -> str:
    """How much later the team may come, and a word where the agreed window is likely to be missed."""
    if margin is None:
        return ""
    risk = "（易误点）" if margin.is_risky else ""
    return f"{duration(margin.spare_s)}{risk}"
