"""Whom to call, in order: to call off, to call back, then those not reached yet; runs in a worker's thread."""

from collections.abc import Mapping

from planner import outward
from planner.calllist import CallTask
from planner.contact import ContactAttempt
from planner.finding import Kind
from planner.plan import Plan
from ui import words
from ui.column_table import Column, Rows
from ui.snapshot import Snapshot

ASKED_AGAIN = (Kind.YELLOW, Kind.RED, Kind.TO_LOCATE)
"""What a call may mend: another time, another place."""


def rows_of(seen: Snapshot, plan: Plan | None) -> Rows:
    """One row for each case to call; a case to call off or to call back stands once, on top."""
    off = {u.case_number: u.reason for u in plan.unplanned if u.must_call_off} if plan else {}
    back = to_call_back(plan)
    to_call = (number for number, decision in seen.decisions.items() if decision.kind is Kind.CONTACT_FIRST)
    numbers = [number for number in dict.fromkeys((*off, *back, *to_call)) if number in seen.cases]
    attempts = [seen.attempts.get(number, ()) for number in numbers]
    debtors = [seen.cases[number].debtor for number in numbers]
    last_times = [made[-1].at.timestamp() if made else 0 for made in attempts]
    why = [off.get(number) or back.get(number) or seen.decisions[number].reason for number in numbers]
    kinds = [_kind(number, off, back) for number in numbers]
    tasks = [seen.calls.get(number) for number in numbers]
    return Rows(
        ids=numbers,
        columns=(
            Column(
                kinds,
                states=["stopped" if n in off else "attention" if n in back else "" for n in numbers],
            ),
            Column(numbers),
            Column([outward.mask_name(debtor.name) for debtor in debtors]),
            Column([outward.mask_phone(debtor.mobile) for debtor in debtors]),
            Column(
                [_today(task) for task in tasks],
                states=["stopped" if task and not task.may_call else "" for task in tasks],
                keys=[(task is None or task.may_call, task.tried_today if task else 0) for task in tasks],
            ),
            Column([str(len(made)) for made in attempts], keys=[len(made) for made in attempts], is_right=True),
            Column([_last(made) for made in attempts], keys=last_times),
            Column(why),
        ),
        blobs=[" ".join((n, d.name, d.mobile, r)).lower() for n, d, r in zip(numbers, debtors, why, strict=True)],
    )


def to_call_back(plan: Plan | None) -> dict[str, str]:
    """Who agreed to the day and could be visited on another, with the reason; who must be called off is not here."""
    if plan is None:
        return {}
    left = {u.case_number: u for u in plan.unplanned if u.kind in ASKED_AGAIN and not u.must_call_off}
    return {number: left[number].reason for number in plan.call_back if number in left}


def _kind(number: str, off: Mapping[str, str], back: Mapping[str, str]) -> str:
    if number in off:
        return words.translate("words", "撤约或改约")
    return words.translate("words", "回电") if number in back else words.kind_word(Kind.CONTACT_FIRST)


def _today(task: CallTask | None) -> str:
    """What the day already holds, or that no more may be added."""
    if task is None:
        return ""
    if task.call_back_on is not None and not task.may_call:
        return words.translate("words", "{0} 再打").format(f"{task.call_back_on:%m-%d}")
    if not task.may_call:
        return words.translate("words", "不可再打")
    return words.translate("words", "通 {0} 试 {1}").format(task.effective_today, task.tried_today)


def _last(attempts: tuple[ContactAttempt, ...]) -> str:
    if not attempts:
        return "–"
    last = attempts[-1]
    return f"{last.at:%m-%d %H:%M} {last.detail or words.outcome_word(last.outcome)}"
