"""The way on for debtors who cannot be reached (R-88): evidence, notice, seven days, a second person, few a day."""

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from planner import clock
from planner.case import AddressKind
from planner.contact import ContactAttempt, ContactOutcome
from planner.dayplan import SolveParams
from planner.documents import facts as fact
from planner.errors import PlannerError
from planner.finding import Kind
from planner.paperwork import Paperwork
from planner.plan_json import plan_json
from planner.ruling import Notice, ParameterChange, Release
from planner.summary import day_summary

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 17, 0, tzinfo=clock.SHANGHAI)


def missed(number: str, *days: int) -> list[ContactAttempt]:
    return [
        ContactAttempt(
            number, datetime(2026, 11, d, 10, tzinfo=clock.SHANGHAI), ContactOutcome.NOT_REACHED, number="190"
        )
        for d in days
    ]


def notice(number: str, sent: date = date(2026, 11, 17)) -> Notice:
    return Notice(number, sent, DAY, "021-0000 0002", "甲员", AT.replace(day=sent.day))


def release(number: str, **changes: Any) -> Release:
    return replace(Release(number, DAY, "甲员", "乙主管", "三次未联系到", AT), **changes)


def desk_of(desk: SimpleNamespace, *numbers: str, attempts: list[ContactAttempt] | None = None) -> Any:
    """A planner over cases whose debtors answered none of three calls and got a notice a week ago."""
    calls = attempts if attempts is not None else [a for n in numbers for a in missed(n, 12, 13, 14)]
    planner = desk.planner([desk.case(n) for n in numbers], calls, [desk.team("T1"), desk.team("T2")])
    for number in numbers:
        planner.casebook.record_ruling(notice(number))
    return planner


def test_a_released_visit_is_planned_and_says_so(desk: SimpleNamespace) -> None:
    """Flexible, inside the usual hours and out of lunch, with a word to the team; the papers claim no agreement."""
    planner = desk_of(desk, "A")
    assert planner.casebook.check_all(DAY)["A"].kind is Kind.CONTACT_FIRST
    planner.casebook.record_ruling(release("A"))
    decision = planner.casebook.check_all(DAY)["A"]
    assert (decision.kind, [f.rule for f in decision.findings]) == (Kind.VISIT, ["R-30"])
    plan = planner.plan(DAY, desk.NOW, SolveParams(seconds=2, iterations=20))
    (stop,) = [stop for route in plan.routes for stop in route.stops]
    assert (stop.visit.is_unannounced, stop.visit.is_fixed, plan.num_unannounced) == (True, False, 1)
    assert "未约上门（经第二人放行）1 次" in day_summary(plan, [])
    told = plan_json(plan, {team.id: team for team in plan.teams})
    assert [s["unannounced"] for route in told["routes"] for s in route["stops"]] == [True]
    (team,) = Paperwork(planner.casebook).bundle(plan).teams
    assert fact.agreed_line(team.stops[0]) == "未约上门，11月23日 17:00 经第二人放行；先问是否方便，被拒即离开"
    assert "现住址未经本人确认" in team.stops[0].cautions[0]


def test_every_step_is_needed(desk: SimpleNamespace) -> None:
    """Too few attempts, no notice, or not yet seven days: refused in words, and nothing is written down."""
    for attempts, sent, says in (
        (missed("A", 13, 14), date(2026, 11, 17), "没有联系不上本人的证据"),
        (missed("A", 12, 13, 14), None, "尚未寄出"),
        (missed("A", 12, 13, 14), date(2026, 11, 18), "未满 7 日"),
    ):
        planner = desk.planner([desk.case("A")], attempts, [])
        if sent:
            planner.casebook.record_ruling(notice("A", sent))
        with pytest.raises(PlannerError, match=says):
            planner.casebook.record_ruling(release("A"))
        assert not [r for r in planner.casebook.store.rulings() if isinstance(r, Release)]


def test_nobody_releases_his_own_request() -> None:
    """The requester is never the approver."""
    with pytest.raises(ValueError, match="own request"):
        release("A", approver="甲员")


def test_a_dead_number_is_evidence_at_once(desk: SimpleNamespace) -> None:
    """空号 needs no three attempts."""
    dead = [replace(missed("A", 14)[0], detail="空号")]
    planner = desk_of(desk, "A", attempts=dead)
    planner.casebook.record_ruling(release("A"))
    assert planner.casebook.check_all(DAY)["A"].kind is Kind.VISIT


def test_his_own_word_ends_it(desk: SimpleNamespace) -> None:
    """He answers after the release: what he says counts, and a refusal is a refusal."""
    planner = desk_of(desk, "A")
    planner.casebook.record_ruling(release("A"))
    said = ContactAttempt("A", AT.replace(hour=18), ContactOutcome.REFUSED, number="190", answered_by="本人")
    planner.casebook.record_contact(said)
    assert planner.casebook.check_all(DAY)["A"].kind is Kind.LETTER_ONLY
    with pytest.raises(PlannerError, match="已有本人表态"):
        planner.casebook.record_ruling(release("A", at=AT.replace(hour=19)))


def test_a_day_takes_only_a_few(desk: SimpleNamespace) -> None:
    """The cap counts cases, and two people may change it like any parameter."""
    planner = desk_of(desk, "A", "B", "C")
    change = ParameterChange("R-88", "per_day", "2", "甲员", "乙主管", "人手少", AT, DAY)
    planner.casebook.record_ruling(change)
    for number in ("A", "B", "A"):
        planner.casebook.record_ruling(release(number, reason=f"三次未联系到 {number}"))
    with pytest.raises(PlannerError, match="每日上限"):
        planner.casebook.record_ruling(release("C"))


@pytest.mark.parametrize("kind", [AddressKind.HUKOU, AddressKind.CONTACT])
def test_an_address_that_is_others_too_is_not_knocked_at(desk: SimpleNamespace, kind: AddressKind) -> None:
    """The file's home equals his 户籍 or a contact's address: there may live his parents, so nobody goes."""
    case = desk.case("A")
    case = replace(case, addresses=(*case.addresses, (kind, case.addresses[0][1])))
    planner = desk.planner([case], missed("A", 12, 13, 14), [])
    planner.casebook.record_ruling(notice("A"))
    planner.casebook.record_ruling(release("A"))
    assert planner.casebook.check_all(DAY)["A"].kind is not Kind.VISIT
