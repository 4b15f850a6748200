"""Each rule kept and broken, with exact days."""

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from planner import clock
from planner.case import AddressKind, Amounts, Case, CaseState, Debtor, Remark
from planner.compliance import rulebook
from planner.compliance.decide import decide
from planner.compliance.facts import CaseFacts
from planner.compliance.place_rules import visit_address
from planner.compliance.rules import CASE_RULES
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.finding import Kind, Severity, Status
from planner.lender import Lender
from planner.ruling import Hold, HoldKind, Lift, Notice, Release, Ruling
from planner.standing import LegalState, PlanState, Role, Standing
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

DAY = date(2026, 11, 24)
HOME = "上海市长宁区长宁路762弄3号501室"
BOOK = rulebook.load()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def window(start: str, end: str) -> TimeWindow:
    return TimeWindow(clock.seconds_of(time.fromisoformat(start)), clock.seconds_of(time.fromisoformat(end)))


def consent(when: str = "2026-11-23 10:00", first: date = DAY, last: date = DAY, **changes: object) -> ContactAttempt:
    hours = changes.pop("hours", window("10:00", "12:00"))
    place, address = changes.pop("place", "住所"), changes.pop("address", "")
    appointment = Appointment(first, last, hours, place, address)  # type: ignore[arg-type]
    given = {"case_number": "A1", "answered_by": "本人"} | changes
    return ContactAttempt(at=at(when), outcome=ContactOutcome.CONSENT, appointment=appointment, **given)  # type: ignore[arg-type]


def word(outcome: ContactOutcome, when: str, case_number: str = "A1", answered_by: str = "本人") -> ContactAttempt:
    return ContactAttempt(case_number, at(when), outcome, answered_by=answered_by)


def visited(day: date, outcome: VisitOutcome = VisitOutcome.NO_AGREEMENT, **changes: object) -> VisitRecord:
    return VisitRecord("A1", day, outcome, **changes)  # type: ignore[arg-type]


CASE = Case(
    number="A1",
    lender="甲",
    debtor=Debtor("k", "张三", "310199199001011234", birth_date=date(1990, 1, 1)),
    amounts=Amounts(Decimal("110.00"), Decimal("100.00"), Decimal("8.00"), Decimal("2.00"), as_of=date(2026, 11, 23)),
    state=CaseState.ACTIVE,
    annual_rate=Decimal("0.18"),
    mandate_start=date(2026, 10, 1),
    mandate_end=date(2026, 12, 31),
    addresses=((AddressKind.HOME, HOME), (AddressKind.HUKOU, "河南省信阳市新华路1号101室")),
)
LENDER = Lender(
    "甲", "消费金融公司", "甲→本机构", "不适用", False, "list", date(2026, 7, 1), "APP", "甲公司", "400", "12378"
)
DESK = Desk("某机构", "9131", "某路1号", "021-1", "021-2", "021-3", True, True, True)
GOOD = CaseFacts(CASE, DAY, DESK, LENDER, (consent(),), (), {"A1": "甲", "A2": "甲", "B1": "乙"})


def case(**changes: object) -> CaseFacts:
    return replace(GOOD, case=replace(CASE, **changes))  # type: ignore[arg-type]


def lender(**changes: object) -> CaseFacts:
    return replace(GOOD, lender=replace(LENDER, **changes))  # type: ignore[arg-type]


def desk(**changes: object) -> CaseFacts:
    return replace(GOOD, desk=replace(DESK, **changes))  # type: ignore[arg-type]


def said(*attempts: ContactAttempt) -> CaseFacts:
    return replace(GOOD, attempts=attempts)


def history(*visits: VisitRecord) -> CaseFacts:
    return replace(GOOD, visits=visits)


def owed(**changes: object) -> CaseFacts:
    return case(amounts=replace(CASE.amounts, **changes))


def standing(**changes: object) -> CaseFacts:
    return case(standing=replace(Standing(), **changes))  # type: ignore[arg-type]


def private(lpr: str | None, cost: str) -> CaseFacts:
    claim = replace(CASE, standing=Standing(lpr=Decimal(lpr) if lpr else None, cost_rate=Decimal(cost)))
    return replace(GOOD, case=claim, lender=replace(LENDER, kind="民间借贷"))


def small(rate: str, made: date | None) -> CaseFacts:
    claim = replace(CASE, annual_rate=Decimal(rate), loan_date=made)
    return replace(GOOD, case=claim, lender=replace(LENDER, kind="小额贷款公司"))


def ruled(facts: CaseFacts, *rulings: Ruling) -> CaseFacts:
    return replace(facts, rulings=rulings)


def lift(kind: HoldKind, when: str, number: str = "A1") -> Lift:
    return Lift(number, kind, "甲员", "乙主管", "已核实", at(when))


def hold(kind: HoldKind, when: str = "2026-11-20 09:00") -> Hold:
    return Hold("A1", kind, "甲员", "等候", at(when), date(2026, 12, 20))


def tried(*days: int) -> tuple[ContactAttempt, ...]:
    return tuple(word(ContactOutcome.NOT_REACHED, f"2026-11-{day:02d} 10:00", answered_by="") for day in days)


RELEASE = Release("A1", DAY, "甲员", "乙主管", "多次未联系到", at("2026-11-23 17:00"))
NOTICE = Notice("A1", date(2026, 11, 16), date(2026, 11, 24), "021-2", "甲员", at("2026-11-16 10:00"))


def unannounced(*days: int, notice: Notice | None = NOTICE) -> CaseFacts:
    rulings = (notice, RELEASE) if notice else (RELEASE,)
    return replace(GOOD, attempts=tried(*days), rulings=rulings)


def test_a_sound_case_with_consent_may_be_visited() -> None:
    """Nothing is found against the case on which all broken ones below are built."""
    decision = decide(GOOD, BOOK)
    assert (decision.kind, decision.findings) == (Kind.VISIT, ())


KEPT = [
    ("R-06", case(debtor=replace(CASE.debtor, birth_date=date(2008, 11, 24)))),
    ("R-06", case(debtor=replace(CASE.debtor, birth_date=date(2008, 2, 29)))),
    ("R-08", case(mandate_end=date(2026, 11, 25))),
    ("R-08", case(mandate_start=DAY)),
    ("R-09", lender(mandate_chain="甲→丙→本机构", sub_mandate_consent="有")),
    ("R-10", lender(reviewed_on=date(2025, 11, 24))),
    ("R-14", said(word(ContactOutcome.DISPUTE, "2026-11-20 09:00", "A2"), consent())),
    ("R-20", said(consent(hours=window("08:00", "09:00")))),
    ("R-20", said(consent(hours=window("21:00", "23:00")))),
    ("R-26", history(visited(date(2026, 11, 17)))),
    ("R-26", history(*(visited(d, VisitOutcome.NOT_HOME) for d in (date(2026, 10, 1),)))),
    ("R-27", said(consent(first=date(2026, 11, 22), last=date(2026, 11, 26)))),
    ("R-27", said(replace(consent(), case_number="A2"))),
    ("R-28", said(word(ContactOutcome.REFUSED, "2026-11-20 09:00"), consent("2026-11-23 10:00"))),
    ("R-28", said(consent(), word(ContactOutcome.REFUSED, "2026-11-23 11:00", answered_by="配偶"))),
    ("R-30", said(consent(address="上海市普陀区真光路1024弄27号1701室"))),
    ("R-50", owed(total=Decimal("110.01"))),
    ("R-50", owed(as_of=date(2026, 11, 21))),
    ("R-51", case(annual_rate=None)),
    ("R-51", small("0.30", date(2026, 2, 1))),
    ("R-01", standing(role=Role.GUARANTOR, role_proof="BZ-1", guarantee_until=DAY)),
    ("R-02", standing(role=Role.SPOUSE, role_proof="共同签名 HT-1")),
    ("R-03", standing(role=Role.JOINT, role_proof="HT-1")),
    ("R-05", standing(role=Role.GUARANTOR, role_proof="BZ-1", guarantee_until=DAY)),
    ("R-05", standing(role=Role.GUARANTOR, role_proof="BZ-1", last_due=date(2026, 5, 24))),
    ("R-07", standing(is_deceased=False)),
    ("R-11", case(standing=Standing(assignment_told_on=DAY))),
    ("R-11", replace(lender(is_assigned=True), case=replace(CASE, standing=Standing(assignment_told_on=DAY)))),
    ("R-12", standing(is_lawful=True)),
    ("R-13", standing(plan=PlanState.BROKEN)),
    (
        "R-14",
        ruled(
            said(word(ContactOutcome.DISPUTE, "2026-11-20 09:00"), consent()),
            lift(HoldKind.DISPUTE, "2026-11-21 09:00"),
        ),
    ),
    (
        "R-14",
        ruled(history(visited(date(2026, 10, 1), VisitOutcome.DISPUTE)), lift(HoldKind.DISPUTE, "2026-10-02 09:00")),
    ),
    ("R-15", standing(legal=LegalState.NONE)),
    ("R-15", ruled(GOOD, hold(HoldKind.LEGAL), lift(HoldKind.LEGAL, "2026-11-21 09:00"))),
    (
        "R-16",
        ruled(
            said(word(ContactOutcome.HARDSHIP, "2026-11-20 09:00"), consent()),
            lift(HoldKind.HARDSHIP, "2026-11-20 09:00"),
        ),
    ),
    ("R-17", standing(last_due=date(2024, 2, 24))),
    ("R-17", standing(last_due=date(2023, 10, 1), interrupted_on=(date(2025, 3, 2),))),
    ("R-17", case(days_overdue=1090)),
    ("R-22", said(consent(bad_windows=(window("14:00", "18:00"),)))),
    ("R-22", said(replace(consent("2026-11-20 10:00"), bad_weekdays=frozenset({1})), consent())),
    (
        "R-28",
        ruled(
            replace(
                history(visited(date(2026, 10, 1), asked_to_leave=True)), attempts=(consent(address="某路2号3室"),)
            ),
            lift(HoldKind.REFUSAL, "2026-11-23 11:00"),
        ),
    ),
    ("R-29", standing(address_source="贷款合同")),
    ("R-29", replace(standing(address_source="网络"), attempts=(consent(address="某路2号3室"),))),
    ("R-42", desk()),
    ("R-43", desk()),
    ("R-45", desk()),
    ("R-46", lender(pay_channel="对公转账")),
    ("R-52", small("0.20", date(2026, 2, 1))),
    ("R-53", private("0.0345", "0.138")),
    ("R-75", case(mandate_end=date(2026, 11, 17))),
    ("R-80", unannounced(18, 19, 20)),
    ("R-80", GOOD),
    ("R-88", unannounced(18, 19, 20)),
    ("R-27", unannounced(18, 19, 20)),
    ("R-86", history(visited(date(2026, 10, 1), VisitOutcome.NOT_HOME))),
]
BROKEN = [
    ("R-06", case(debtor=replace(CASE.debtor, birth_date=date(2008, 11, 25))), Status.VIOLATED, Kind.BLOCKED),
    ("R-06", case(debtor=replace(CASE.debtor, birth_date=None)), Status.UNKNOWN, Kind.BLOCKED),
    ("R-08", case(mandate_end=DAY), Status.VIOLATED, Kind.BLOCKED),
    ("R-08", case(mandate_end=date(2026, 11, 23)), Status.VIOLATED, Kind.BLOCKED),
    ("R-08", case(mandate_start=date(2026, 11, 25)), Status.VIOLATED, Kind.BLOCKED),
    ("R-08", case(mandate_end=None), Status.UNKNOWN, Kind.BLOCKED),
    ("R-08", case(state=CaseState.SUSPENDED), Status.VIOLATED, Kind.BLOCKED),
    ("R-08", case(state=CaseState.SETTLED), Status.VIOLATED, Kind.BLOCKED),
    ("R-08", case(state=CaseState.UNKNOWN), Status.UNKNOWN, Kind.BLOCKED),
    ("R-09", lender(mandate_chain=""), Status.UNKNOWN, Kind.BLOCKED),
    ("R-09", lender(mandate_chain="甲→丙→本机构"), Status.VIOLATED, Kind.BLOCKED),
    ("R-10", lender(reviewed_on=date(2025, 11, 23)), Status.VIOLATED, Kind.BLOCKED),
    ("R-10", lender(published_list=""), Status.UNKNOWN, Kind.BLOCKED),
    ("R-11", lender(is_assigned=None), Status.UNKNOWN, Kind.BLOCKED),
    ("R-11", lender(is_assigned=True), Status.UNKNOWN, Kind.BLOCKED),
    ("R-13", history(visited(date(2026, 10, 1), VisitOutcome.AGREED)), Status.VIOLATED, Kind.VISIT),
    (
        "R-14",
        said(word(ContactOutcome.DISPUTE, "2026-11-20 09:00"), consent()),
        Status.VIOLATED,
        Kind.BLOCKED,
    ),
    (
        "R-14",
        said(word(ContactOutcome.COMPLAINT, "2026-11-20 09:00", "B1"), consent()),
        Status.VIOLATED,
        Kind.BLOCKED,
    ),
    ("R-14", case(remarks=frozenset({Remark.DISPUTE})), Status.VIOLATED, Kind.VISIT),
    ("R-15", case(remarks=frozenset({Remark.LAWYER})), Status.VIOLATED, Kind.VISIT),
    (
        "R-16",
        said(word(ContactOutcome.HARDSHIP, "2026-11-23 09:00"), consent()),
        Status.VIOLATED,
        Kind.BLOCKED,
    ),
    ("R-16", case(remarks=frozenset({Remark.HARDSHIP})), Status.VIOLATED, Kind.VISIT),
    ("R-20", said(consent(hours=window("22:00", "22:30"))), Status.VIOLATED, Kind.BLOCKED),
    ("R-20", said(consent(hours=window("07:00", "07:59"))), Status.VIOLATED, Kind.BLOCKED),
    ("R-20", said(consent(hours=window("22:00", "22:30"), channel="短信")), Status.VIOLATED, Kind.VISIT),
    ("R-26", history(visited(date(2026, 11, 23))), Status.VIOLATED, Kind.BLOCKED),
    ("R-26", history(visited(date(2026, 11, 18))), Status.VIOLATED, Kind.BLOCKED),
    (
        "R-26",
        history(*(visited(d, VisitOutcome.NOT_HOME) for d in (date(2026, 10, 1), date(2026, 10, 9)))),
        Status.VIOLATED,
        Kind.BLOCKED,
    ),
    ("R-27", said(), Status.UNKNOWN, Kind.CONTACT_FIRST),
    (
        "R-27",
        said(word(ContactOutcome.NOT_REACHED, "2026-11-23 09:00", answered_by="")),
        Status.UNKNOWN,
        Kind.CONTACT_FIRST,
    ),
    (
        "R-27",
        said(consent(), word(ContactOutcome.POSTPONED, "2026-11-23 16:00")),
        Status.VIOLATED,
        Kind.CONTACT_FIRST,
    ),
    ("R-27", said(consent(first=date(2026, 11, 25), last=date(2026, 11, 26))), Status.VIOLATED, Kind.CONTACT_FIRST),
    ("R-27", said(replace(consent(), answered_by="配偶")), Status.UNKNOWN, Kind.CONTACT_FIRST),
    ("R-27", said(replace(consent(), case_number="B1")), Status.UNKNOWN, Kind.CONTACT_FIRST),
    (
        "R-28",
        said(consent("2026-11-23 09:20"), word(ContactOutcome.REFUSED, "2026-11-23 16:00")),
        Status.VIOLATED,
        Kind.LETTER_ONLY,
    ),
    (
        "R-28",
        said(consent("2026-11-23 09:20"), word(ContactOutcome.REFUSED, "2026-11-23 09:20")),
        Status.VIOLATED,
        Kind.LETTER_ONLY,
    ),
    (
        "R-28",
        said(consent("2026-11-23 09:20"), word(ContactOutcome.REFUSED, "2026-11-23 16:00", "B1")),
        Status.VIOLATED,
        Kind.LETTER_ONLY,
    ),
    ("R-28", history(visited(date(2026, 10, 1), asked_to_leave=True)), Status.VIOLATED, Kind.LETTER_ONLY),
    ("R-30", case(addresses=((AddressKind.HUKOU, HOME),)), Status.UNKNOWN, Kind.BLOCKED),
    (
        "R-30",
        case(addresses=((AddressKind.HOME, HOME), (AddressKind.CONTACT, "长宁区长宁路７６２弄３号５０１室"))),
        Status.UNKNOWN,
        Kind.BLOCKED,
    ),
    ("R-30", said(consent(place="单位", address="某路2号")), Status.UNKNOWN, Kind.BLOCKED),
    ("R-30", history(visited(date(2026, 11, 23), VisitOutcome.MOVED)), Status.UNKNOWN, Kind.BLOCKED),
    ("R-30", said(consent("2026-05-27 10:00")), Status.UNKNOWN, Kind.CONTACT_FIRST),
    ("R-42", desk(phone=""), Status.UNKNOWN, Kind.BLOCKED),
    ("R-42", lender(regulator_phone=""), Status.UNKNOWN, Kind.BLOCKED),
    ("R-43", desk(is_recorded=None), Status.UNKNOWN, Kind.BLOCKED),
    ("R-45", desk(is_company_phone_only=False), Status.VIOLATED, Kind.BLOCKED),
    ("R-45", said(consent(is_own_line=False)), Status.VIOLATED, Kind.VISIT),
    ("R-46", desk(is_cash_free=None), Status.UNKNOWN, Kind.BLOCKED),
    ("R-46", lender(pay_channel="现金"), Status.VIOLATED, Kind.BLOCKED),
    ("R-46", lender(payee=""), Status.UNKNOWN, Kind.BLOCKED),
    ("R-50", owed(total=Decimal("110.02")), Status.VIOLATED, Kind.BLOCKED),
    ("R-50", owed(as_of=date(2026, 11, 20)), Status.VIOLATED, Kind.BLOCKED),
    ("R-50", owed(as_of=date(2026, 11, 25)), Status.UNKNOWN, Kind.BLOCKED),
    ("R-50", owed(as_of=None), Status.UNKNOWN, Kind.BLOCKED),
    ("R-50", owed(penalty=None), Status.UNKNOWN, Kind.BLOCKED),
    ("R-27", said(consent("2026-11-25 09:00")), Status.UNKNOWN, Kind.CONTACT_FIRST),
    ("R-51", lender(kind=""), Status.UNKNOWN, Kind.BLOCKED),
    ("R-01", standing(role=Role.GUARANTOR, guarantee_until=DAY), Status.UNKNOWN, Kind.BLOCKED),
    ("R-01", standing(role=Role.UNKNOWN), Status.UNKNOWN, Kind.BLOCKED),
    ("R-02", standing(role=Role.SPOUSE), Status.VIOLATED, Kind.BLOCKED),
    ("R-03", standing(role=Role.CONTACT), Status.VIOLATED, Kind.BLOCKED),
    (
        "R-05",
        standing(role=Role.GUARANTOR, role_proof="BZ-1", last_due=date(2026, 5, 23)),
        Status.VIOLATED,
        Kind.BLOCKED,
    ),
    ("R-05", standing(role=Role.GUARANTOR, role_proof="BZ-1"), Status.UNKNOWN, Kind.BLOCKED),
    ("R-06", standing(is_incapable=True), Status.VIOLATED, Kind.BLOCKED),
    ("R-06", standing(is_deceased=True), Status.VIOLATED, Kind.BLOCKED),
    ("R-07", standing(role=Role.HEIR), Status.VIOLATED, Kind.BLOCKED),
    (
        "R-11",
        replace(lender(is_assigned=True), case=replace(CASE, standing=Standing(assignment_told_on=date(2026, 11, 25)))),
        Status.UNKNOWN,
        Kind.BLOCKED,
    ),
    ("R-12", standing(is_lawful=False), Status.VIOLATED, Kind.BLOCKED),
    ("R-13", standing(plan=PlanState.KEPT, plan_next_due=date(2026, 12, 5)), Status.VIOLATED, Kind.BLOCKED),
    ("R-13", standing(plan=PlanState.KEPT, plan_next_due=date(2026, 11, 21)), Status.VIOLATED, Kind.BLOCKED),
    ("R-13", standing(plan=PlanState.KEPT, plan_next_due=date(2026, 11, 20)), Status.VIOLATED, Kind.VISIT),
    ("R-13", standing(plan=PlanState.UNKNOWN), Status.UNKNOWN, Kind.BLOCKED),
    ("R-14", ruled(GOOD, hold(HoldKind.COMPLAINT)), Status.VIOLATED, Kind.BLOCKED),
    ("R-15", standing(legal=LegalState.LAWSUIT), Status.VIOLATED, Kind.BLOCKED),
    ("R-15", standing(legal=LegalState.UNKNOWN), Status.UNKNOWN, Kind.BLOCKED),
    ("R-15", ruled(GOOD, hold(HoldKind.LEGAL)), Status.VIOLATED, Kind.BLOCKED),
    ("R-16", ruled(GOOD, hold(HoldKind.HARDSHIP)), Status.VIOLATED, Kind.BLOCKED),
    ("R-17", standing(last_due=date(2023, 10, 1)), Status.VIOLATED, Kind.VISIT),
    ("R-17", standing(last_due=date(2024, 2, 22)), Status.VIOLATED, Kind.VISIT),
    ("R-17", case(days_overdue=1150), Status.UNKNOWN, Kind.VISIT),
    ("R-22", said(consent(bad_windows=(window("09:00", "12:30"),))), Status.VIOLATED, Kind.CONTACT_FIRST),
    ("R-22", said(consent(bad_weekdays=frozenset({1}))), Status.VIOLATED, Kind.CONTACT_FIRST),
    ("R-22", said(consent(address="某路2号3室", bad_places=("某路2号3室",))), Status.VIOLATED, Kind.CONTACT_FIRST),
    ("R-29", standing(address_source="网络"), Status.UNKNOWN, Kind.BLOCKED),
    ("R-30", said(consent(place="单位", address="单位楼下", channel="短信")), Status.VIOLATED, Kind.VISIT),
    ("R-52", small("0.359", date(2026, 2, 1)), Status.VIOLATED, Kind.BLOCKED),
    ("R-52", small("0.359", None), Status.VIOLATED, Kind.BLOCKED),
    ("R-52", small("0.359", date(2024, 2, 1)), Status.VIOLATED, Kind.VISIT),
    ("R-52", small("0.21", date(2026, 2, 1)), Status.VIOLATED, Kind.VISIT),
    ("R-52", small("0.13", date(2028, 1, 1)), Status.VIOLATED, Kind.BLOCKED),
    ("R-53", private("0.0345", "0.605"), Status.VIOLATED, Kind.BLOCKED),
    ("R-53", private(None, "0.10"), Status.UNKNOWN, Kind.BLOCKED),
    ("R-75", case(mandate_end=date(2026, 11, 16)), Status.VIOLATED, Kind.BLOCKED),
    ("R-80", unannounced(20, 20, 20), Status.VIOLATED, Kind.VISIT),
    ("R-88", unannounced(19, 20), Status.UNKNOWN, Kind.BLOCKED),
    ("R-88", unannounced(18, 19, 20, notice=None), Status.UNKNOWN, Kind.BLOCKED),
    (
        "R-88",
        unannounced(18, 19, 20, notice=replace(NOTICE, sent_on=date(2026, 11, 18))),
        Status.VIOLATED,
        Kind.BLOCKED,
    ),
    ("R-51", case(annual_rate=Decimal("0.2401")), Status.VIOLATED, Kind.BLOCKED),
    ("R-51", case(annual_rate=Decimal("0.21")), Status.VIOLATED, Kind.VISIT),
    ("R-86", history(visited(date(2026, 10, 1), VisitOutcome.REFUSED_TO_TALK)), Status.VIOLATED, Kind.LETTER_ONLY),
    ("R-86", history(visited(date(2026, 10, 1), VisitOutcome.THIRD_PARTY)), Status.VIOLATED, Kind.BLOCKED),
]


@pytest.mark.parametrize(("rule", "facts"), KEPT)
def test_kept(rule: str, facts: CaseFacts) -> None:
    """The rule has nothing to say, up to the last day or fen that it allows."""
    assert rule not in {f.rule for f in decide(facts, BOOK).findings}


@pytest.mark.parametrize(("rule", "facts", "status", "kind"), BROKEN)
def test_broken(rule: str, facts: CaseFacts, status: Status, kind: Kind) -> None:
    """The rule speaks, in a sentence with a cure, and the decision is the one it must be."""
    decision = decide(facts, BOOK)
    (finding,) = [f for f in decision.findings if f.rule == rule]
    assert (finding.status, decision.kind) == (status, kind)
    assert finding.text.endswith("。")
    assert finding.cure.endswith("。")
    assert finding.source


def test_every_rule_is_seen_kept_and_broken() -> None:
    """No rule about a case goes without a test that keeps it and one that breaks it."""
    assert {rule for rule, *_ in BROKEN} == set(CASE_RULES)
    assert {rule for rule, _ in KEPT} == set(CASE_RULES)


def test_absence_is_what_the_rulebook_says() -> None:
    """On a case of which nothing is known, exactly the rules whose absence is unknown are not ok."""
    nothing = CaseFacts(Case("A1", "甲", Debtor("k", "", ""), Amounts(None, None, None, None)), DAY, Desk())
    spoken = {f.rule for f in decide(nothing, BOOK).findings}
    assert spoken == {rule for rule in CASE_RULES if not BOOK[rule].is_absence_fine}


def test_a_rule_does_not_bind_before_it_takes_effect() -> None:
    """On a day before the guideline of 2026 its rule is silent."""
    early = replace(desk(is_company_phone_only=None), day=date(2026, 1, 29))
    assert "R-45" not in {f.rule for f in decide(early, BOOK).findings}
    assert "R-45" in {f.rule for f in decide(replace(early, day=date(2026, 1, 30)), BOOK).findings}


def test_blocked_comes_before_letter_and_letter_before_call() -> None:
    """The gravest decides, and its sentence stands first."""
    refused = said(word(ContactOutcome.REFUSED, "2026-11-23 16:00"))
    both = replace(refused, case=replace(CASE, state=CaseState.SETTLED))
    assert decide(both, BOOK).kind is Kind.BLOCKED
    assert decide(both, BOOK).rules == ("R-08", "R-28")
    assert decide(refused, BOOK).rules == ("R-28",)


def test_a_named_place_that_is_a_contacts_too_only_warns() -> None:
    """The debtor may live with a contact: his own word is enough, and the team is told."""
    facts = replace(
        said(consent(address=HOME)),
        case=replace(CASE, addresses=((AddressKind.HOME, HOME), (AddressKind.CONTACT, HOME))),
    )
    decision = decide(facts, BOOK)
    assert visit_address(facts) == HOME
    assert decision.kind is Kind.VISIT
    assert [(f.rule, f.severity) for f in decision.findings] == [("R-30", Severity.WARN)]


def test_no_sentence_holds_personal_data() -> None:
    """Neither name, id number nor address of a debtor stands in any finding."""
    for _, facts, *_ in BROKEN:
        for finding in decide(facts, BOOK).findings:
            said_text = finding.text + finding.cure
            assert not any(secret in said_text for secret in ("张三", "310199", "长宁路", "真光路"))
