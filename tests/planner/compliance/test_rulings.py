"""What people of the office may change: parameters by two, warnings with a reason, never a block."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from planner import clock
from planner.case import Amounts, Case, CaseState, Debtor, Remark
from planner.casebook import Casebook
from planner.compliance import rulebook
from planner.compliance.decide import decide
from planner.compliance.evidence import facts_as_data, facts_from_data
from planner.compliance.facts import CaseFacts
from planner.desk import Desk
from planner.errors import PlannerError
from planner.finding import Severity
from planner.ruling import Hold, HoldKind, Lift, Override, ParameterChange, Release
from planner.store.interface import Records
from planner.store.memory import MemoryStore

DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 10, 0, tzinfo=clock.SHANGHAI)
BOOK = rulebook.load()
CASE = Case(
    "A1",
    "甲",
    Debtor("k", "张三丰", "310199199001011234", "19000000001", "a@b.cn", date(1990, 1, 1)),
    Amounts(None, None, None, None),
    CaseState.ACTIVE,
    remarks=frozenset({Remark.HARDSHIP}),
)


def change(rule: str = "R-50", parameter: str = "days", value: str = "5", **more: object) -> ParameterChange:
    given = {
        "requester": "甲员",
        "approver": "乙主管",
        "reason": "委托方每周更新",
        "at": AT,
        "effective_from": DAY,
    } | more
    return ParameterChange(rule, parameter, value, **given)  # type: ignore[arg-type]


def book_of(*cases: Case) -> Casebook:
    store = MemoryStore()
    store.save(Records(cases=cases))
    return Casebook(store, Desk())


@pytest.mark.parametrize("word", [Override, ParameterChange, Lift, Release])
def test_nobody_approves_his_own_request(word: type) -> None:
    """The same name twice, with or without spaces, or a missing reason, makes no decision at all."""
    common = {"requester": "甲员", "reason": "因故", "at": AT}
    own = {
        Override: {"case_number": "A1", "rule": "R-16", "day": DAY},
        ParameterChange: {"rule": "R-50", "parameter": "days", "value": "5", "effective_from": DAY},
        Lift: {"case_number": "A1", "kind": HoldKind.DISPUTE},
        Release: {"case_number": "A1", "day": DAY},
    }[word]
    word(**own, **common, approver="乙主管")
    for wrong in ({"approver": "甲员 "}, {"approver": ""}, {"approver": "乙主管", "reason": " "}):
        with pytest.raises(ValueError, match=r"own request|two people"):
            word(**own, **(common | wrong))


def test_a_changed_parameter_holds_from_its_day_on() -> None:
    """Before the day the shipped value counts; of two changes the later made; and each has a version of its own."""
    changes = [change(), change(value="7", at=AT.replace(hour=11))]
    assert BOOK.changed(changes, date(2026, 11, 23)) is BOOK
    changed = BOOK.changed(changes, DAY)
    assert changed["R-50"].number("days") == 7
    assert changed.edition == BOOK.edition
    assert len({BOOK.version, changed.version, BOOK.changed(changes[:1], DAY).version}) == 3


@pytest.mark.parametrize(
    ("rule", "parameter", "value"),
    [
        ("R-99", "days", "5"),
        ("R-50", "weeks", "5"),
        ("R-50", "days", "five"),
        ("R-50", "days", "-1"),
        ("R-50", "tolerance", "NaN"),
        ("R-20", "until", "25:00"),
    ],
)
def test_a_value_of_another_kind_is_refused_in_words(rule: str, parameter: str, value: str) -> None:
    """No such rule, no such parameter, no such number or time."""
    with pytest.raises(PlannerError):
        BOOK.changed([change(rule, parameter, value)], DAY)


def test_a_list_of_words_can_be_changed() -> None:
    """Words are separated by commas of either kind."""
    changed = BOOK.changed([change("R-29", "lawful", "合同、本人,委托方")], DAY)
    assert changed["R-29"].words("lawful") == {"合同", "本人", "委托方"}


def test_the_casebook_decides_by_the_changed_rules() -> None:
    """The decision of the day carries the version that decided it."""
    book = book_of(CASE)
    before = book.check_all(DAY)["A1"]
    book.record_ruling(change("R-06", "adult_age", "40"))
    after = book.check_all(DAY)["A1"]
    assert (before.rule_set, after.rule_set) == (BOOK.version, book.rulebook_on(DAY).version)
    assert before.rule_set != after.rule_set
    assert "R-06" in after.rules
    assert "R-06" not in before.rules
    assert book.check_all(date(2026, 11, 23))["A1"].rule_set == BOOK.version


def test_a_parameter_can_be_set_back() -> None:
    """The shipped value again is a change like any other; the value that holds already is none."""
    book = book_of(CASE)
    book.record_ruling(change("R-06", "adult_age", "40"))
    with pytest.raises(PlannerError, match="与现值相同"):
        book.record_ruling(change("R-06", "adult_age", "40", at=AT.replace(hour=11)))
    book.record_ruling(change("R-06", "adult_age", "18", at=AT.replace(hour=12)))
    assert book.rulebook_on(DAY).version == BOOK.version


def override(rule: str) -> Override:
    return Override("A1", rule, DAY, "甲员", "乙主管", "已电话核实", AT)


def test_a_warning_is_accepted_by_name_and_reason_for_its_day() -> None:
    """The warning stays in the list and says who accepted it; another day's does not."""
    book = book_of(CASE)
    book.record_ruling(override("R-16"))
    (finding,) = [f for f in book.check_all(DAY)["A1"].findings if f.rule == "R-16"]
    assert (finding.severity, finding.accepted) == (Severity.WARN, "乙主管：已电话核实")
    (tomorrow,) = [f for f in book.check_all(date(2026, 11, 25))["A1"].findings if f.rule == "R-16"]
    assert tomorrow.accepted == ""


def test_a_block_is_never_accepted() -> None:
    """It is refused in words and nothing is written down; one that was slipped in changes nothing."""
    book = book_of(CASE)
    with pytest.raises(PlannerError, match="不能由人放行"):
        book.record_ruling(override("R-08"))
    with pytest.raises(PlannerError, match="没有 R-26"):
        book.record_ruling(override("R-26"))
    assert book.store.rulings() == ()
    book.store.save(Records(rulings=[override("R-08")]))
    (finding,) = [f for f in book.check_all(DAY)["A1"].findings if f.rule == "R-08"]
    assert (finding.severity, finding.accepted) == (Severity.BLOCK, "")


def test_a_ruling_about_no_case_is_refused() -> None:
    """A slip of the pen does not lie in the store unseen."""
    book = book_of(CASE)
    with pytest.raises(PlannerError, match="不在案件中"):
        book.record_ruling(Hold("ZZ", HoldKind.LEGAL, "甲员", "等候", AT))


def test_a_decision_can_be_made_again_from_its_stored_facts() -> None:
    """Through JSON and back the same facts give the same findings."""
    book = book_of(replace(CASE, remarks=frozenset(Remark)))
    book.record_ruling(Hold("A1", HoldKind.LEGAL, "甲员", "等候", AT, DAY))
    decision = book.check_all(DAY)["A1"]
    assert isinstance(decision.facts, CaseFacts)
    kept = json.loads(json.dumps(facts_as_data(decision.facts)))
    assert decide(facts_from_data(kept), book.rulebook_on(DAY)) == decision


def test_facts_for_outsiders_tell_nobodys_name() -> None:
    """Name, id number, phone, e-mail and addresses are masked; what the rules decided on stays."""
    decision = book_of(CASE).check_all(DAY)["A1"]
    assert isinstance(decision.facts, CaseFacts)
    text = json.dumps(facts_as_data(decision.facts, masked=True), ensure_ascii=False)
    assert not [secret for secret in ("张三丰", "310199199001011234", "19000000001", "a@b.cn") if secret in text]
    assert '"birth_date": "1990-01-01"' in text
