"""Reads the roster: the collectors, and the teams that their rows make together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.clock import DAY_SECONDS
from planner.import_report import Batch, Parsed
from planner.intake import values
from planner.intake.columns import Table, only_table
from planner.intake.days_off import days_off
from planner.intake.districts import districts_of
from planner.intake.needs import words_of
from planner.intake.rows import Row, balanced, read_rows, reject, reject_repeated
from planner.shift import Break, Collector, Team, TravelMode
from planner.visit import TimeWindow

_MODES = {
    **{mode.value: mode for mode in TravelMode},
    "小汽车": TravelMode.CAR,
    "电瓶车": TravelMode.EBIKE,
    "轨道交通": TravelMode.METRO,
}
_MOST_OVERTIME = 240
"""Minutes: 可加班分钟 beyond this is a slip of the pen."""
_PARTS = {
    "出发地址": "start_address",
    "返回地址": "end_address",
    "上班、下班": "hours",
    "交通方式": "mode",
    "休息": "rest",
    "最多访数": "max_visits",
    "可加班分钟": "overtime_s",
    "最长在外分钟": "max_tour_s",
    "片区": "territories",
}
"""What all rows of a team have to say alike, and how the office calls it."""


@dataclass(frozen=True, slots=True)
class Roster:
    """Each row of the roster as a collector or a rejection, and the teams of the rows that could be read.

    Who has no team is one by himself, in need of a partner.
    """

    batch: Batch[Collector]
    teams: tuple[Team, ...]


def read_roster(path: Path, passwords: Sequence[str] = ()) -> Roster:
    """The collectors and teams of a roster, in its order.

    Raises:
        PasswordNeeded: the file is locked and `passwords` is empty.
        PlannerError: the file cannot be read, or holds no roster.
    """
    return roster_of(only_table(path, "roster", passwords))


def roster_of(table: Table) -> Roster:
    """The roster of one table. Rows of a team that disagree are all rejected: nobody knows which is right."""
    lines = reject_repeated(
        read_rows(table, _team_of_one, key_field=""),
        lambda team: team.collectors[0].staff_number,
        table.layout.heading_of("staff_number"),
    )
    together: dict[str, list[int]] = {}
    for i, line in enumerate(lines.parsed):
        together.setdefault(line.value.id, []).append(i)
    at_odds = {i: reason for group in together.values() for i, reason in _disagreement(lines, group).items()}
    lines = reject(lines, at_odds, lambda team: team.collectors[0].staff_number)
    batch = balanced(
        Batch(
            lines.file,
            lines.rows,
            tuple(Parsed(line.value.collectors[0], line.source) for line in lines.parsed),
            lines.rejections,
            lines.notes,
        )
    )
    return Roster(batch, tuple(_teams([line.value for line in lines.parsed])))


def _disagreement(lines: Batch[Team], group: Sequence[int]) -> Mapping[int, tuple[str, str]]:
    teams = [lines.parsed[i].value for i in group]
    for column, part in _PARTS.items():
        if len({getattr(team, part) for team in teams}) > 1:
            rows = "、".join(str(lines.parsed[i].source.row) for i in group)
            return dict.fromkeys(group, (column, f"同一小组的第 {rows} 行填写不一致"))
    return {}


def _teams(lines: Sequence[Team]) -> list[Team]:
    teams: dict[str, Team] = {}
    for line in lines:
        known = teams.get(line.id)
        teams[line.id] = replace(known, collectors=known.collectors + line.collectors) if known else line
    return list(teams.values())


def _team_of_one(row: Row) -> Team:
    start = row.text("start_address") or row.bad("start_address", "不能为空")
    begins, ends = (row.needed_value(name, values.clock_time) for name in ("begins", "ends"))
    if ends <= begins:
        row.bad("ends", "不晚于上班时间")
    collector = _collector(row)
    return Team(
        # No team of the roster has a blank in its name, so that nobody's is mistaken for this one.
        collector.team or f"未编组 {collector.staff_number}",
        (collector,),
        start,
        row.text("end_address") or start,
        TimeWindow(begins, ends),
        row.one_of("mode", _MODES),
        _rest(row, TimeWindow(begins, ends)),
        row.value("max_visits", values.whole),
        _overtime(row, ends),
        _longest_tour(row),
        districts_of(row, "territories"),
        needs_partner=not collector.team,
    )


def _collector(row: Row) -> Collector:
    return Collector(
        row.needed("staff_number"),
        row.text("name") or row.bad("name", "不能为空"),
        "" if values.is_nothing(row.text("team")) else row.key("team"),
        mobile=row.key("mobile"),
        work_card=row.text("work_card"),
        trained_on=row.value("trained_on", values.day),
        background_ok=row.yes_or_no("background"),
        pledge_ok=row.yes_or_no("pledge"),
        recorder=row.text("recorder"),
        skills=frozenset(words_of(row.text("skills"))),
        absences=days_off(row, "absences"),
    )


def _overtime(row: Row, ends: int) -> int:
    minutes = row.value("overtime", values.whole) or 0
    if minutes > _MOST_OVERTIME:
        row.bad("overtime", f"超过 {_MOST_OVERTIME} 分钟")
    if ends + minutes * 60 > DAY_SECONDS:
        row.bad("overtime", "下班后再加班会超过 24:00")
    return minutes * 60


def _longest_tour(row: Row) -> int | None:
    """In minutes, unless the heading or the cell says hours."""
    text = values.plain(row.text("max_tour"))
    if values.is_nothing(text):
        return None
    number, in_hours = re.subn("个?小时$", "", text)
    if re.fullmatch(r"\d{1,2}(\.\d{1,2})?", number) and (in_hours or "小时" in row.heading("max_tour")):
        seconds = round(float(number) * 3600)
    else:
        seconds = (row.value("max_tour", values.whole) or 0) * 60
    return seconds or row.bad("max_tour", "应大于 0")


def _rest(row: Row, hours: TimeWindow) -> Break | None:
    """The rest that the row asks for; all three cells or none."""
    start = row.value("rest_start", values.clock_time)
    end = row.value("rest_end", values.clock_time)
    minutes = row.value("rest_minutes", values.whole)
    if start is None and end is None and not minutes:
        return None
    if start is None or end is None or not minutes:
        row.bad("rest_start", "休息开始、休息结束、休息分钟应全部填写或全部留空")
    if not hours.start <= start <= end <= hours.end:
        row.bad("rest_start", "休息时段不在上班和下班之间")
    if minutes * 60 > end - start:
        row.bad("rest_minutes", "长于休息时段")
    return Break(TimeWindow(start, end), minutes * 60)
