"""Reads what a case row says about the claim's legal standing; a file without these columns says nothing."""

from typing import TypeVar

from planner.intake import values
from planner.intake.rows import Row
from planner.standing import LegalState, PlanState, Role, Standing

T = TypeVar("T")
_ROLES = {
    **{role.value: role for role in Role},
    "": Role.DEBTOR,
    "借款人": Role.DEBTOR,
    "主借人": Role.DEBTOR,
    "债务人": Role.DEBTOR,
    "保证人": Role.GUARANTOR,
    "共借人": Role.JOINT,
}
_LEGAL = {
    **{state.value: state for state in LegalState},
    "": LegalState.NONE,
    "正常": LegalState.NONE,
    "未诉讼": LegalState.NONE,
    "未起诉": LegalState.NONE,
    "已起诉": LegalState.LAWSUIT,
    "诉讼中": LegalState.LAWSUIT,
    "执行中": LegalState.ENFORCEMENT,
    "已报案": LegalState.POLICE,
}
_PLANS = {
    **{state.value: state for state in PlanState},
    "": PlanState.NONE,
    "已违约": PlanState.BROKEN,
    "已完成": PlanState.DONE,
}


def standing_of(row: Row) -> Standing:
    """What the row says; a word that we do not know is unknown, which the rules do not let pass.

    Raises:
        BadRow: a cell that is no day, rate, or yes or no.
    """
    return Standing(
        role=_word(row, "role", _ROLES, Role.UNKNOWN),
        role_proof=row.text("role_proof"),
        guarantee_until=row.value("guarantee_until", values.day),
        is_deceased=row.yes_or_no("deceased"),
        is_incapable=row.yes_or_no("incapable"),
        last_due=row.value("last_due", values.day),
        interrupted_on=row.values("interrupted_on", values.day),
        assignment_told_on=row.value("assignment_told_on", values.day),
        is_lawful=row.yes_or_no("lawful"),
        cost_rate=row.value("cost_rate", lambda text: values.rate(text, in_per_cent="%" in row.heading("cost_rate"))),
        lpr=row.value("lpr", lambda text: values.rate(text, in_per_cent="%" in row.heading("lpr"))),
        legal=_word(row, "legal", _LEGAL, LegalState.UNKNOWN),
        plan=_word(row, "plan", _PLANS, PlanState.UNKNOWN),
        plan_next_due=row.value("plan_next_due", values.day),
        address_source=values.plain(row.text("address_source")),
        reminded_on=row.values("reminded_on", values.day),
    )


def _word(row: Row, field: str, words: dict[str, T], otherwise: T) -> T:
    said = "" if values.is_nothing(row.text(field)) else row.key(field)
    return words.get(said, otherwise)
