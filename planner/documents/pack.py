"""A team's pack: for each stop, in the order of the day, its cover and papers, bound into one PDF."""

from typing import Any

from planner import outward
from planner.clock import hhmm
from planner.documents import facts as fact
from planner.documents import forms
from planner.documents.bundle import DayBundle, StopBundle, TeamBundle
from planner.documents.fonts import Fonts, as_code_points
from planner.documents.handover import TITLE, between, handover_line
from planner.documents.paper import Paper, Unprinted, frame, with_marks
from planner.documents.typeset import Job
from planner.documents.wording import Facts, Wording


def pack_job(day: DayBundle, team: TeamBundle, words: Wording, fonts: Fonts) -> tuple[Job, list[Unprinted]]:
    """The pack of one team with a slip for each hand-over, and the papers that could not be put into it."""
    stops: list[dict[str, Any]] = []
    unprinted: list[Unprinted] = []
    for stop in team.stops:
        facts = fact.of_stop(day.desk, day.day, team, stop)
        papers, left_out = forms.papers_of(team, stop, facts, words, fonts)
        cover, unknown = with_marks(_cover(day, stop, facts, words, left_out), fonts)
        if unknown:
            reason = f"字体缺字，以 {as_code_points(unknown)} 标示。"
            left_out.append(
                Unprinted(
                    team.team.id, stop.number, stop.stop.visit.cases, words.title("cover"), reason, is_printed=True
                )
            )
        unprinted += left_out
        stops.append({"number": stop.number, "cover": cover, "papers": [_laid_out(paper) for paper in papers]})
    slips = [[handover_line(word, team.team.id) for word in gap] for gap in between(team)]
    handovers, unknown = with_marks(slips, fonts)
    if unknown:
        reason = f"字体缺字，以 {as_code_points(unknown)} 标示。"
        unprinted.append(Unprinted(team.team.id, 0, (), TITLE, reason, is_printed=True))
    data = {**frame(day, words), "team": team.team.id, "stops": stops, "handovers": handovers}
    return Job("pack.typ", f"{team.team.id} 文书包", data), unprinted


def _laid_out(paper: Paper) -> dict[str, Any]:
    return {**paper.data, "kind": paper.kind, "title": paper.title}


def _cover(day: DayBundle, stop: StopBundle, facts: Facts, words: Wording, left_out: list[Unprinted]) -> dict[str, Any]:
    location, visit = stop.stop.visit.location, stop.stop.visit
    scans = [f"{paper.number} 扫描件 {paper.scan or '（清单未载）'}" for paper in stop.authorisations]
    told = {
        "title": words.title("cover"),
        "who": fact.polite(stop.cases[0].debtor),
        "arrival": hhmm(stop.stop.arrival),
        "window": f"{hhmm(stop.stop.window.start)}–{hhmm(stop.stop.window.end)}",
        "visit": facts["label"],
        "address": outward.clean(location.address),
        "cases": "、".join(visit.cases),
        "lender": facts["lender"],
        "policy": stop.lender.offer_policy or "未提供，不得当场承诺",
        "agreed": fact.agreed_line(stop),
        "cautions": list(stop.cautions),
        "left_out": [f"{paper.paper}：{paper.reason}" for paper in left_out],
        "attach": ["委托方盖章授权书：" + "；".join(scans), "工作证两张", "录音录像设备"],
    }
    return {key: outward.clean(value) if isinstance(value, str) else value for key, value in told.items()}
