"""Whom to call, in order: appointments to call off, then those not reached yet; runs in a worker's thread."""

from planner import outward
from planner.calllist import CallTask
from planner.contact import ContactAttempt
from planner.finding import Kind
from planner.plan import Plan
from ui import words
from ui.column_table import Column, Rows
from ui.snapshot import Snapshot


def rows_of(seen: Snapshot, plan: Plan | None) -> Rows:
    """One row for each case to call; a case to call off stands once, on top."""
    off = {u.case_number: u.reason for u in plan.unplanned if u.must_call_off} if plan else {}
    to_call = (number for number, decision in seen.decisions.items() if decision.kind is Kind.CONTACT_FIRST)
    numbers = [number for number in dict.fromkeys((*off, *to_call)) if number in seen.cases]
    attempts = [seen.attempts.get(number, ()) for number in numbers]
    debtors = [seen.cases[number].debtor for number in numbers]
    last_times = [made[-1].at.timestamp() if made else 0 for made in attempts]
    why = [off.get(number) or seen.decisions[number].reason for number in numbers]
    tasks = [seen.calls.get(number) for number in numbers]
    call_off, call_first = words.translate("words", "撤约或改约"), words.kind_word(Kind.CONTACT_FIRST)
    return Rows(
        ids=numbers,
        columns=(
            Column(
                [call_off if number in off else call_first for number in numbers],
                states=["stopped" if number in off else "" for number in numbers],
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
