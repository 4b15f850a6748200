"""A snapshot as rows of the case table; runs in a worker's thread."""

from decimal import Decimal

from planner import outward
from planner.case import AddressKind, Case
from planner.finding import Decision, Kind
from planner.plan import Plan, UnplannedVisit
from ui import masks, words
from ui.column_table import Column, Rows
from ui.snapshot import Snapshot

LATER = "9999"


def rows_of(seen: Snapshot, plan: Plan | None) -> Rows:
    """One row for each case number, those in conflict last."""
    numbers = list(seen.decisions)
    cases = [seen.cases.get(number) for number in numbers]
    places, left_out = _places(plan), _left_out(plan)
    said = [_decision(seen.decisions[n], places.get(n), left_out.get(n)) for n in numbers]
    kinds = [word for word, _state, _reason in said]
    lenders = [case.lender if case else "" for case in cases]
    names = [outward.mask_name(case.debtor.name) if case else "" for case in cases]
    addresses = [masks.lane(_address(case)) if case else "" for case in cases]
    reasons = [reason for _word, _state, reason in said]
    overdue = [case.days_overdue if case else None for case in cases]
    totals = [case.amounts.total if case else None for case in cases]
    ends = [case.mandate_end.isoformat() if case and case.mandate_end else "" for case in cases]
    return Rows(
        ids=numbers,
        columns=(
            Column(numbers),
            Column(lenders),
            Column(names),
            Column(addresses),
            Column([case.bucket if case else "" for case in cases]),
            Column(_figures(overdue), keys=[-1 if d is None else d for d in overdue], is_right=True),
            Column(_figures(totals), keys=[Decimal(-1) if t is None else t for t in totals], is_right=True),
            Column(ends, keys=[end or LATER for end in ends]),
            Column(kinds, states=[state for _word, state, _reason in said]),
            Column(reasons),
        ),
        blobs=[
            _blob(number, case, address, kind, reason)
            for number, case, address, kind, reason in zip(numbers, cases, addresses, kinds, reasons, strict=True)
        ],
        facets={"lender": lenders, "decision": [kind.split(" ")[0] for kind in kinds]},
    )


def _places(plan: Plan | None) -> dict[str, str]:
    """T01-3 for each planned case."""
    if plan is None:
        return {}
    return {
        number: f"{route.shift.team}-{at}"
        for route in plan.routes
        for at, stop in enumerate(route.stops, 1)
        for number in stop.visit.cases
    }


def _left_out(plan: Plan | None) -> dict[str, UnplannedVisit]:
    return {unplanned.case_number: unplanned for unplanned in plan.unplanned} if plan else {}


def _decision(decision: Decision, place: str | None, left_out: UnplannedVisit | None) -> tuple[str, str, str]:
    """What is decided, its state, and the reason. The rules' no stands; a yes the plan may still turn into a no."""
    if decision.kind is Kind.VISIT and place:
        return words.translate("words", "已排 {0}").format(place), "ok", ""
    if decision.kind is Kind.VISIT and left_out:
        return words.kind_word(left_out.kind), words.KIND_STATES[left_out.kind], left_out.reason
    return words.kind_word(decision.kind), words.KIND_STATES[decision.kind], decision.reason


def _address(case: Case) -> str:
    homes = case.addresses_of(AddressKind.HOME)
    return homes[0] if homes else (case.addresses[0][1] if case.addresses else "")


def _figures(values: list[int | None] | list[Decimal | None]) -> list[str]:
    return ["" if value is None else f"{value:,}" for value in values]


def _blob(number: str, case: Case | None, *shown: str) -> str:
    """What the filter looks in: what shows, and the full name and number that do not."""
    hidden = (case.lender, case.debtor.name, case.debtor.mobile, case.batch) if case else ()
    return " ".join((number, *hidden, *shown)).lower()
