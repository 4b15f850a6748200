"""Twenty-five days on which a careless planner would knock, and a few more; today is Monday 2026-11-23."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from planner import clock
from planner.case import AddressKind, Case, CaseState
from planner.casebook import Casebook
from planner.compliance import rulebook
from planner.compliance.call_rules import CallFacts, call_findings
from planner.compliance.data_rules import DataFacts, data_findings
from planner.compliance.deal_rules import ELEMENTS, DealFacts, deal_findings
from planner.compliance.mandate_rules import limitation_end
from planner.compliance.money_rules import capped_rate
from planner.compliance.paper_rules import PaperFacts, paper_findings
from planner.compliance.record_rules import RecordFacts, record_findings
from planner.compliance.visit_rules import VisitFacts, visit_findings
from planner.contact import ContactAttempt, ContactOutcome
from planner.dayplan import SolveParams
from planner.documents.facts import visit_label
from planner.finding import Decision, Finding, Kind, Severity
from planner.intake import cases as case_files
from planner.intake.columns import layout, tables_in
from planner.intake.sheet import Sheet
from planner.lender import Lender
from planner.merge import DayTables, merge
from planner.standing import PlanState, Role, Standing
from planner.store.interface import Records
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

BOOK = rulebook.load()
DAY = date(2026, 11, 24)
B, W = Severity.BLOCK, Severity.WARN


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def span(start: str, end: str) -> TimeWindow:
    a, b = (clock.seconds_of(datetime.strptime(text, "%H:%M:%S").time()) for text in (start, end))
    return TimeWindow(a, b)


def stop(start: str, end: str, *agreed: TimeWindow) -> dict[str, Severity]:
    """What the hours of a planned stop break, and how gravely."""
    hours = span(start, end)
    found = visit_findings(VisitFacts(DAY, hours.start, hours.end, agreed), BOOK)
    return {f.rule: f.severity for f in found if f.rule in ("R-20", "R-21")}


def decided(desk: SimpleNamespace, case: Case, *attempts: ContactAttempt, **more: Any) -> Decision:
    """What may be done with one case on the day, by the casebook's own door."""
    lenders = more.pop("lenders", [])
    book: Casebook = desk.planner([case], list(attempts), [desk.team("T1")], **more).casebook
    book.store.save(Records(lenders=lenders))
    return book.check_all(DAY)[case.number]


def rang(when: str, outcome: ContactOutcome, **more: Any) -> ContactAttempt:
    given = {"number": "A", "answered_by": "" if outcome is ContactOutcome.NOT_REACHED else "本人"} | more
    return ContactAttempt("A", at(when), outcome, **given)


def grave(found: tuple[Finding, ...]) -> list[str]:
    return [f.rule for f in found if f.severity is B]


def test_01_a_stop_that_ends_after_ten() -> None:
    """21:40 to 22:05 without consent is blocked by its end."""
    assert stop("21:40:00", "22:05:00")["R-20"] is B


def test_02_the_same_with_written_consent_for_that_evening() -> None:
    """21:30 to 22:30 in writing lets it pass, with both warnings."""
    assert stop("21:40:00", "22:05:00", span("21:30:00", "22:30:00")) == {"R-20": W, "R-21": W}


def test_03_eight_o_clock_and_a_second_before() -> None:
    """08:00:00 is only early, 07:59:59 is forbidden."""
    assert stop("08:00:00", "08:25:00") == {"R-21": W}
    assert stop("07:59:59", "08:24:59")["R-20"] is B


def test_04_a_late_stop_is_left_out_with_a_reason(desk: SimpleNamespace) -> None:
    """The visit that could only begin after the first one would end after 20:00: it is dropped, not moved there."""
    first = desk.agreed("A")
    first = replace(first, appointment=replace(first.appointment, window=span("19:20:00", "19:20:00")))
    second = replace(
        first, case_number="B", appointment=replace(first.appointment, window=span("19:20:00", "21:00:00"))
    )
    planner = desk.planner([desk.case("A"), desk.case("B")], [first, second], [desk.team("T1", hours=(12, 22))])
    plan = planner.plan(DAY, desk.NOW, SolveParams(seconds=2, iterations=20))
    stops = [stop for route in plan.routes for stop in route.stops]
    assert len(stops) == 1
    assert stops[0].departure <= 20 * 3600
    (left,) = plan.unplanned
    assert left.kind in (Kind.RED, Kind.YELLOW)
    assert left.reason
    assert left.must_call_off


def test_05_a_fourth_call_by_a_fourth_collector() -> None:
    """Three effective calls on two numbers today: the next one is blocked whoever makes it."""
    calls = tuple(
        rang(f"2026-11-23 {hour}:00", ContactOutcome.POSTPONED, number=number)
        for hour, number in (("09", "A"), ("10", "B"), ("11", "A"))
    )
    assert "R-24" in grave(call_findings(CallFacts(at("2026-11-23 12:00"), "C", attempts=calls), BOOK))


def test_06_six_attempts_on_one_number() -> None:
    """Mobile A is blocked, the first call to mobile B is not."""
    tries = tuple(rang(f"2026-11-23 09:0{n}", ContactOutcome.NOT_REACHED) for n in range(6))
    assert grave(call_findings(CallFacts(at("2026-11-23 12:00"), "A", attempts=tries), BOOK)) == ["R-25"]
    assert grave(call_findings(CallFacts(at("2026-11-23 12:00"), "B", attempts=tries), BOOK)) == []


def test_07_the_debtor_calls_himself() -> None:
    """After three effective calls his own is taken, and logged as his."""
    calls = tuple(rang(f"2026-11-23 {hour}:00", ContactOutcome.POSTPONED) for hour in ("09", "10", "11"))
    assert call_findings(CallFacts(at("2026-11-23 12:00"), "A", attempts=calls, is_inbound=True), BOOK) == ()
    his = rang("2026-11-23 12:00", ContactOutcome.POSTPONED, is_inbound=True)
    assert not his.is_effective


def test_08_only_a_hukou_address_where_the_parents_live(desk: SimpleNamespace) -> None:
    """Blocked until he says where he lives; with no consent yet he is called first."""
    case = replace(desk.case("A"), addresses=((AddressKind.HUKOU, "近"),))
    decision = decided(desk, case, desk.agreed("A"))
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-30",))
    assert "本人说明" in decision.remedy


def test_09_the_office_lobby_in_writing(desk: SimpleNamespace) -> None:
    """His own choice in writing is allowed, with a warning not to talk there."""
    agreed = desk.agreed("A", channel="短信")
    agreed = replace(agreed, appointment=replace(agreed.appointment, place="单位", address="近"))
    decision = decided(desk, desk.case("A"), agreed)
    assert decision.kind is Kind.VISIT
    assert [(f.rule, f.severity) for f in decision.findings] == [("R-30", W)]


def test_10_a_contacts_address_in_the_home_column(desk: SimpleNamespace) -> None:
    """Equal after full-width figures and blanks are folded: blocked until he names it himself."""
    addresses = ((AddressKind.HOME, "近路１号 2室"), (AddressKind.CONTACT, "上海市近路1号2室"))
    decision = decided(desk, replace(desk.case("A"), addresses=addresses), desk.agreed("A"))
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-30",))


def test_11_a_team_of_one(desk: SimpleNamespace) -> None:
    """The colleague is ill: the team stays, and its visits go to others."""
    crew = (desk.collector("C1"), desk.collector("C2", absences=((DAY, DAY),)))
    planner = desk.planner([desk.case("A")], [desk.agreed("A")], [desk.team("T1", crew=crew), desk.team("T2")])
    plan = planner.plan(DAY, desk.NOW, SolveParams(seconds=2, iterations=20))
    assert [(r.team, r.rule) for r in plan.refused_teams] == [("T1", "R-40")]
    assert [route.shift.team for route in plan.routes if route.stops] == ["T2"]


def test_12_the_day_after_the_mandate(desk: SimpleNamespace) -> None:
    """No visit once the case has gone back."""
    decision = decided(desk, replace(desk.case("A"), mandate_end=DAY - timedelta(days=1)), desk.agreed("A"))
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-08",))


@pytest.mark.parametrize(
    ("word", "state"), [("暂停", CaseState.SUSPENDED), ("结清", CaseState.SETTLED), ("4", CaseState.SETTLED)]
)
def test_13_suspended_or_settled_with_a_sum(desk: SimpleNamespace, word: str, state: CaseState) -> None:
    """Imported with a word about the contradiction, and blocked."""
    rows = (("案件编号", "委托方", "案件状态", "委案金额"), ("A", "甲", word, "100.00"))
    (table,) = tables_in([Sheet("f", "", tuple(enumerate(rows, start=1)))], layout("cases"))
    case = case_files.cases_of(table).parsed[0].value
    assert case.state is state
    assert any("委案金额大于零" in warning for warning in case.warnings)
    assert "R-08" in decided(desk, replace(desk.case("A"), state=state), desk.agreed("A")).rules


def test_14_a_plan_that_is_being_kept(desk: SimpleNamespace) -> None:
    """Next due on 5 December: nobody goes before he breaks it."""
    standing = Standing(plan=PlanState.KEPT, plan_next_due=date(2026, 12, 5))
    decision = decided(desk, desk.case("A", standing=standing), desk.agreed("A"))
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-13",))


CARD = DealFacts(DAY, True, 60, frozenset(ELEMENTS), id_checked=True, copy_given=True, had_time=True)


def test_15_a_card_plan_of_61_months() -> None:
    """Five years are the most."""
    assert grave(deal_findings(replace(CARD, months=61), BOOK)) == ["R-55"]


def test_16_a_plan_without_a_word_on_interest() -> None:
    """One of the six elements lacks: it is not printed."""
    lacking = replace(CARD, elements=frozenset(ELEMENTS) - {"期间息费"})
    assert grave(deal_findings(lacking, BOOK)) == ["R-55"]


def test_17_seventeen_years_old(desk: SimpleNamespace) -> None:
    """Only the legal representative is spoken to."""
    case = desk.case("A")
    decision = decided(desk, replace(case, debtor=replace(case.debtor, birth_date=date(2009, 5, 1))), desk.agreed("A"))
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-06",))
    assert "法定代理人" in decision.remedy


def test_18_the_debtor_died_and_his_son_wants_to_sign(desk: SimpleNamespace) -> None:
    """No visit, a note to the lawyers about the estate, and the son's signature is not taken."""
    decision = decided(desk, desk.case("A", standing=Standing(is_deceased=True)), desk.agreed("A"))
    assert {"R-06", "R-07"} <= set(decision.rules)
    assert any("遗产" in f.text + f.cure for f in decision.findings)
    assert "R-57" in grave(deal_findings(replace(CARD, signer=Role.HEIR, is_signer_alive=False), BOOK))


def test_19_a_refusal_survives_an_import_that_does_not_know_of_it(desk: SimpleNamespace) -> None:
    """He wrote not to come; the case is imported again with nothing said: letters only."""
    planner = desk.planner([desk.case("A")], [], [desk.team("T1")])
    book = planner.casebook
    book.record_contact(rang("2026-11-20 10:00", ContactOutcome.REFUSED, channel="邮件", instead="邮件"))
    sheet = Sheet("f", "", ((1, ("案件编号", "委托方", "案件状态")), (2, ("A", "甲", "正常"))))
    batches = [case_files.cases_of(table) for table in tables_in([sheet], layout("cases"))]
    book.store.save(merge(DayTables(cases=batches), book.store)[0])
    assert "R-28" in book.check_all(DAY)["A"].rules


EXPIRED = Standing(last_due=date(2023, 10, 1))


def test_20_limitation_has_run_out(desk: SimpleNamespace) -> None:
    """A warning that wants a signature; a text that speaks of a suit is blocked from printing."""
    decision = decided(desk, desk.case("A", standing=EXPIRED), desk.agreed("A"))
    assert decision.kind is Kind.VISIT
    assert [(f.rule, f.severity) for f in decision.findings] == [("R-17", W)]
    assert [f.rule for f in paper_findings(PaperFacts(DAY, "逾期不还将起诉", is_expired=True), BOOK)] == ["R-17"]


def test_21_a_letter_that_arrived_began_it_anew(desk: SimpleNamespace) -> None:
    """Arrival on 2 March 2025 is proved: the new end is 2 March 2028."""
    planner = desk.planner(
        [desk.case("A", standing=replace(EXPIRED, interrupted_on=(date(2025, 3, 2),)))], [desk.agreed("A")], []
    )
    facts = planner.casebook.facts("A", DAY)
    assert limitation_end(facts, 3) == date(2028, 3, 2)
    assert planner.casebook.check_all(DAY)["A"].findings == ()


def lender(kind: str) -> Lender:
    return Lender("甲", kind, "甲→本机构", "", False, "list", DAY, "APP", "户名", "400", "12345")


def test_22_a_small_loan_at_35_9_per_cent(desk: SimpleNamespace) -> None:
    """Made in February 2026: stop, and ask the lender."""
    case = desk.case("A", annual_rate=Decimal("0.359"), loan_date=date(2026, 2, 1))
    decision = decided(desk, case, desk.agreed("A"), lenders=[lender("小额贷款公司")])
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-52",))
    assert "委托方" in decision.remedy


def test_23_a_private_loan_with_a_daily_penalty(desk: SimpleNamespace) -> None:
    """24 % and one per mille a day at an LPR of 3.45 %: the full sum is blocked, 13.8 % a year may be claimed."""
    lpr = Decimal("0.0345")
    cost = Decimal("0.24") + 365 * Decimal("0.001")
    case = desk.case("A", loan_date=date(2024, 5, 1), standing=Standing(cost_rate=cost, lpr=lpr))
    decision = decided(desk, case, desk.agreed("A"), lenders=[lender("民间借贷")])
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-53",))
    assert capped_rate(lpr, BOOK["R-53"]) == Decimal("0.138")
    assert "13.80%" in decision.reason


def test_24_a_foreign_geocoder_with_real_cases() -> None:
    """Blocked even when somebody switched it on; offline passes, a domestic one by opt-in with a warning."""
    found = {
        kind: [
            f.severity
            for f in data_findings(DataFacts(DAY, geocoder=kind, online_allowed=True, is_impact_assessed=True), BOOK)
        ]
        for kind in ("境外在线", "境内在线", "离线")
    }
    assert found == {"境外在线": [B], "境内在线": [W], "离线": []}


def test_25_a_file_name_that_tells_everything() -> None:
    """Name, id number and debt outside are blocked; the visit's own label takes their place."""
    for outside in ("张三_310101199001011234_催收函.pdf", "上门催收 张三 欠款5万"):
        facts = DataFacts(DAY, outside=(outside,), secrets=("张三",), is_impact_assessed=True)
        assert grave(data_findings(facts, BOOK)) == ["R-71"]
    label = DataFacts(DAY, outside=(f"{visit_label(DAY, 'T01', 3)}.pdf",), secrets=("张三",), is_impact_assessed=True)
    assert data_findings(label, BOOK) == ()


def test_his_wife_opens_and_asks_why(desk: SimpleNamespace) -> None:
    """A paper left with her unsealed is a leak; the address waits until he names a place."""
    visit = VisitRecord("A", date(2026, 11, 10), VisitOutcome.THIRD_PARTY, paper_left_with="配偶", opened_by="配偶")
    assert "R-32" in {f.rule for f in record_findings(RecordFacts(visit, at("2026-11-10 12:00")), BOOK)}
    assert "R-86" in decided(desk, desk.case("A"), desk.agreed("A"), visits=[visit]).rules


def test_training_of_366_days_ago(desk: SimpleNamespace) -> None:
    """The collector stays, and so does his team."""
    crew = (desk.collector("C1"), replace(desk.collector("C2"), trained_on=DAY - timedelta(days=366)))
    draft = desk.draft([desk.case("A")], [desk.agreed("A")], [desk.team("T1", crew=crew)])
    assert [(r.team, r.collector, r.rule) for r in draft.refused] == [("T1", "C2", "R-41")]


@pytest.fixture
def utc_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A computer whose clock is set to London."""
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.usefixtures("utc_machine")
def test_a_computer_set_to_utc(desk: SimpleNamespace) -> None:
    """Hours are Shanghai's all the same: a call at 23:00 there is refused, the stop at 08:00 is not before eight."""
    assert clock.now().utcoffset() == timedelta(hours=8)
    late = CallFacts(datetime.fromisoformat("2026-11-23T15:00:00+00:00"), "A")
    assert grave(call_findings(late, BOOK)) == ["R-20"]
    assert stop("08:00:00", "08:25:00") == {"R-21": W}
    assert decided(desk, desk.case("A"), desk.agreed("A")).kind is Kind.VISIT


def test_a_statement_ten_days_old(desk: SimpleNamespace) -> None:
    """The lender is asked for the newest balance first."""
    case = desk.case("A")
    old = replace(case, amounts=replace(case.amounts, as_of=DAY - timedelta(days=10)))
    decision = decided(desk, old, desk.agreed("A"))
    assert (decision.kind, decision.rules) == (Kind.BLOCKED, ("R-50",))
