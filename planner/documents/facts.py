"""The facts that fill the gaps of the wording, from the words of the day. "" stays "": unknown."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from planner import outward
from planner.case import Case, Debtor
from planner.desk import Desk
from planner.documents import money
from planner.documents.bundle import StopBundle, TeamBundle
from planner.lender import Lender
from planner.shift import Collector

_WEEKDAYS = "一二三四五六日"


def of_stop(desk: Desk, day: date, team: TeamBundle, stop: StopBundle) -> dict[str, str]:
    """Everything that the papers of one stop may name."""
    papers = stop.authorisations
    # Together they authorise only while each does.
    valid_from = max((paper.valid_from for paper in papers), default=None)
    valid_until = min((paper.valid_until for paper in papers), default=None)
    facts = _of_debt(stop.cases, stop.lender) | _of_agency(desk)
    return facts | {
        "day": chinese_date(day),
        "label": visit_label(day, team.team.id, stop.number),
        "collectors": "、".join(collector_title(person) for person in team.team.collectors),
        "authorisations": "、".join(outward.clean(paper.number) for paper in papers),
        "valid_from": chinese_date(valid_from),
        "valid_until": chinese_date(valid_until),
    }


def of_letter(desk: Desk, day: date, cases: Sequence[Case], lender: Lender) -> dict[str, str]:
    """Everything that a letter may name."""
    return _of_debt(cases, lender) | _of_agency(desk) | {"day": chinese_date(day)}


def polite(debtor: Debtor) -> str:
    """How to ask for the debtor at the door."""
    return outward.polite(debtor.name, debtor.is_male)


def visit_label(day: date, team: str, number: int) -> str:
    """V-20261124-T01-03: what a stop is called where others may read it, whatever the visit's own id tells."""
    return f"V-{day:%Y%m%d}-{team}-{number:02d}"


def agreed_line(stop: StopBundle) -> str:
    """On whose word the team comes: the debtor's own, or a second person's release of an unannounced visit."""
    when = f"{stop.agreed_at.month}月{stop.agreed_at.day}日 {stop.agreed_at:%H:%M}"
    if stop.appointment is None:
        return f"未约上门，{when} 经第二人放行；先问是否方便，被拒即离开"
    return f"{when} 本人同意" + (f"，地点：{stop.appointment.place}" if stop.appointment.place else "")


def place_of(stop: StopBundle) -> str:
    """The debtor's word for where, "" if he named none."""
    return stop.appointment.place if stop.appointment is not None else ""


def chinese_date(day: date | None) -> str:
    """2026年11月24日, without the zeros."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def weekday(day: date) -> str:
    """周二."""
    return f"周{_WEEKDAYS[day.weekday()]}"


def collector_title(person: Collector) -> str:
    """A collector's name with the numbers that can be checked."""
    card = f"，工作证 {person.work_card}" if person.work_card else ""
    return outward.clean(f"{person.name}（工号 {person.staff_number}{card}）")


def total_of(cases: Sequence[Case]) -> Decimal | None:
    """What is owed on all these contracts; None when one of them does not say."""
    totals = [case.amounts.total for case in cases]
    known = [total for total in totals if total is not None]
    return sum(known, Decimal("0.00")) if len(known) == len(totals) else None


def _of_debt(cases: Sequence[Case], lender: Lender) -> dict[str, str]:
    debtor = cases[0].debtor
    total = total_of(cases)
    # The oldest of several dates: nothing is claimed to be newer than it is.
    as_of = [case.amounts.as_of for case in cases]
    oldest = None if None in as_of else min(day for day in as_of if day)
    facts = {
        "name": debtor.name,
        "id_tail": outward.last_four(debtor.id_number),
        "lender": lender.name,
        "lender_phone": lender.complaint_phone,
        "regulator_phone": lender.regulator_phone,
        "mandate_chain": lender.mandate_chain,
        "pay_channel": lender.pay_channel,
        "payee": lender.payee,
        "contracts": "、".join(case.contract or case.number for case in cases),
        "as_of": chinese_date(oldest),
        "total": "" if total is None else money.figures(total),
        "total_cn": "" if total is None else money.capitals(total),
    }
    return {name: outward.clean(text).strip() for name, text in facts.items()}


def _of_agency(desk: Desk) -> dict[str, str]:
    facts = {
        "agency": desk.agency,
        "agency_phone": desk.phone,
        "agency_complaint": desk.complaint_phone,
        "agency_address": desk.address,
        "privacy_contact": desk.privacy_contact,
    }
    return {name: outward.clean(text).strip() for name, text in facts.items()}
