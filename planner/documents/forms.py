"""The papers of one stop, each as the data that its layout prints."""

from collections.abc import Callable, Sequence
from functools import partial

from planner import outward
from planner.case import Case
from planner.documents import facts as fact
from planner.documents import money
from planner.documents.bundle import StopBundle, TeamBundle
from planner.documents.fonts import Fonts
from planner.documents.paper import Data, Paper, Unprinted, for_debtor
from planner.documents.wording import Facts, Unprintable, Wording
from planner.visit import VisitOutcome

UNSAID = "未单列"
_ROWS_OF_INSTALMENTS = 12


def papers_of(
    team: TeamBundle, stop: StopBundle, facts: Facts, words: Wording, fonts: Fonts
) -> tuple[list[Paper], list[Unprinted]]:
    """The papers that lie in a stop's pack behind its cover, in order, and those that cannot be printed."""
    builders: dict[str, Callable[[], Data]] = {
        "authorisation": partial(_authorisation, team, stop, facts, words),
        "notice": partial(_plain, "notice", team, facts, words),
        "statement": partial(_statement, stop.cases, facts, words),
        "agreement": partial(_agreement, stop, facts, words),
        "record": partial(_record, team, stop, facts, words),
        "receipt": partial(_receipt, team, stop, facts, words),
    }
    papers: list[Paper] = []
    left_out: list[Unprinted] = []
    for kind, build in builders.items():
        try:
            papers.append(for_debtor(kind, build, facts, words, fonts))
        except Unprintable as why:
            cases = tuple(case.number for case in stop.cases)
            left_out.append(Unprinted(team.team.id, stop.number, cases, words.title(kind), str(why)))
    return papers, left_out


def contracts(cases: Sequence[Case]) -> list[dict[str, str]]:
    """What is owed on each contract, as the statement and the letters list it.

    Raises:
        Unprintable: a contract's total is not known.
    """
    rows = []
    for case in cases:
        amounts = case.amounts
        if amounts.total is None:
            raise Unprintable("缺少“委案金额”。")
        parts = {"principal": amounts.principal, "interest": amounts.interest, "penalty": amounts.penalty}
        row = {name: UNSAID if part is None else money.figures(part) for name, part in parts.items()}
        row |= {"fees": money.figures(amounts.fees), "total": money.figures(amounts.total)}
        rows.append(row | {"total_cn": money.capitals(amounts.total), "terms": _terms(case)})
    return rows


def _terms(case: Case) -> str:
    """The contract in one line: number, product, loan, rate, days."""
    loan = "" if case.loan_sum is None else f"借款 {money.figures(case.loan_sum)} 元"
    told = (
        f"合同 {case.contract or '（未提供编号）'}",
        case.product,
        f"{fact.chinese_date(case.loan_date)}{loan}" if case.loan_date else loan,
        "" if case.annual_rate is None else f"年利率 {money.per_cent(case.annual_rate)}",
        "" if case.days_overdue is None else f"逾期 {case.days_overdue} 天",
        f"编号 {case.number}",
    )
    return outward.clean("　".join(part for part in told if part))


def _people(team: TeamBundle, stop: StopBundle) -> list[dict[str, str]]:
    """The collectors with what identifies them, and each one's authorisation."""
    rows = []
    for person in team.team.collectors:
        paper = next((a for a in stop.authorisations if a.staff_number == person.staff_number), None)
        rows.append(
            {
                "name": outward.clean(person.name),
                "staff_number": person.staff_number,
                "work_card": person.work_card or "—",
                "number": paper.number if paper else "—",
                "term": f"{paper.valid_from:%Y-%m-%d} 至 {paper.valid_until:%Y-%m-%d}" if paper else "—",
                "recorder": person.recorder or "—",
            }
        )
    return rows


def _plain(kind: str, team: TeamBundle, facts: Facts, words: Wording) -> Data:
    return {**words.of(kind, facts), "parties": _parties(facts), "team": team.team.id}


def _parties(facts: Facts) -> dict[str, str]:
    if not facts["name"]:
        raise Unprintable("缺少“姓名”。")
    names = ("lender", "agency", "name", "id_tail", "collectors", "day", "as_of")
    return {name: facts[name] for name in names if facts.get(name)}


def _authorisation(team: TeamBundle, stop: StopBundle, facts: Facts, words: Wording) -> Data:
    return {**_plain("authorisation", team, facts, words), "people": _people(team, stop)}


def _statement(cases: Sequence[Case], facts: Facts, words: Wording) -> Data:
    rows = contracts(cases)
    return {
        **words.of("statement", facts),
        "parties": _parties(facts),
        "contracts": rows,
        "total": facts["total"],
        "total_cn": facts["total_cn"],
    }


def _agreement(stop: StopBundle, facts: Facts, words: Wording) -> Data:
    is_card = any("信用卡" in case.product for case in stop.cases)
    told = {**facts, "card_clause": words.tables["agreement"]["card" if is_card else "not_card"]}
    return {
        **words.of("agreement", told),
        "parties": _parties(facts),
        "rows": _ROWS_OF_INSTALMENTS,
    }


def _record(team: TeamBundle, stop: StopBundle, facts: Facts, words: Wording) -> Data:
    return {
        **_plain("record", team, facts, words),
        "visit": facts["label"],
        "people": _people(team, stop),
        "place": outward.clean(fact.place_of(stop) or "—"),
        "outcomes": [outcome.value for outcome in VisitOutcome],
    }


def _receipt(team: TeamBundle, stop: StopBundle, facts: Facts, words: Wording) -> Data:
    handed = [words.title(kind) for kind in ("notice", "statement", "agreement")]
    return {
        **_plain("receipt", team, facts, words),
        "handed": handed,
        "contracts": facts["contracts"],
    }
