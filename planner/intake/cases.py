"""Reads the lenders' case files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from planner.case import AddressKind, Amounts, Case, CaseState, Debtor, Remark
from planner.heading_map import HeadingMap
from planner.import_report import Batch
from planner.intake import values
from planner.intake.columns import Table, read_tables
from planner.intake.identity import Identity, identity
from planner.intake.needs import needs_of
from planner.intake.rows import Row, read_rows
from planner.intake.standing import standing_of

_STATES = {
    **{state.value: state for state in CaseState},
    **dict(zip("012345", CaseState, strict=False)),
    "在催": CaseState.ACTIVE,
    "催收中": CaseState.ACTIVE,
    "委外中": CaseState.ACTIVE,
    "已暂停": CaseState.SUSPENDED,
    "已关闭": CaseState.CLOSED,
    "已退案": CaseState.RETURNED,
    "已结清": CaseState.SETTLED,
    "已撤回": CaseState.WITHDRAWN,
}
_ADDRESS_FIELDS = {
    "home": AddressKind.HOME,
    "hukou": AddressKind.HUKOU,
    "employer_address": AddressKind.EMPLOYER,
    "contact_address": AddressKind.CONTACT,
    "bill_address": AddressKind.BILL,
}
# A plain "no" before the word (无异议, 没有投诉) is no hint; any other doubt is left to a person.
_HINTS = {
    hint: re.compile(rf"(?<![无未没非])(?<!没有)(?:{words})")
    for hint, words in {
        Remark.HARDSHIP: "住院|生病|重病|大病|患病|癌|失业|怀孕|孕期|产假|丧|去世|残疾|低保|受灾|困难",
        Remark.DISPUTE: "已还|已结清|已付清|异议|冒名|盗用|被骗|诈骗|否认",
        Remark.LAWYER: "律师",
        Remark.COMPLAINT: "投诉|举报",
    }.items()
}
_NOT_ME = re.compile("不是本人|非本人|不是我|没借过|未借款")
_YUAN = frozenset({"", "人民币", "人民币元", "元", "RMB", "CNY"})
_RESIDENT_CARDS = frozenset({"", "身份证", "居民身份证", "二代身份证", "01", "1"})
_OTHER_CARD = "证件不是居民身份证，请核实年龄"
_REMARKS_NOTE = "备注类列只提取提示（困难、异议、律师、投诉），原文不保存。"


def read_cases(
    path: Path, passwords: Sequence[str] = (), lender: str = "", maps: Sequence[HeadingMap] = ()
) -> list[Batch[Case]]:
    """The cases of a file, one batch for each table in it (a zip may hold several).

    `lender` stands in where the file has no column for the lender, or the cell is empty; `maps` are what people said
    about columns that we do not know.

    Raises:
        PasswordNeeded: the file is locked and `passwords` is empty.
        ColumnsUnclear: no column of case numbers, or days that can be read in several ways.
        PlannerError: the file cannot be read, or holds no table of cases.
    """
    return [cases_of(table, lender) for table in read_tables(path, "cases", passwords, maps)]


def cases_of(table: Table, lender: str = "") -> Batch[Case]:
    """The cases of one table; nothing is read from a remark but hints (R-70)."""
    batch = read_rows(table, lambda row: _case(row, lender))
    if "remarks" not in table.fields:
        return batch
    return replace(batch, notes=(*batch.notes, _REMARKS_NOTE))


def hints(remark: str) -> frozenset[Remark]:
    """What a remark hints at; the remark itself is forgotten."""
    found = {hint for hint, words in _HINTS.items() if words.search(remark)}
    return frozenset(found | ({Remark.DISPUTE} if _NOT_ME.search(remark) else set()))


def _case(row: Row, default_lender: str) -> Case:
    number = row.needed("number")
    lender = values.plain(row.text("lender")) or default_lender
    if not lender:
        row.bad("lender", "不能为空")
    if values.plain(row.text("currency")).upper() not in _YUAN:
        row.bad("currency", "只能导入人民币案件")
    debtor, warnings = _debtor(row, f"{lender}/{number}")
    state = _STATES.get(row.key("state"), CaseState.UNKNOWN)
    if state is CaseState.UNKNOWN and row.text("state"):
        warnings = (*warnings, "案件状态不认识，请核实")
    amounts, days_overdue = _amounts(row), _days_overdue(row)
    mandate_start = row.value("mandate_start", values.day)
    warnings = (*warnings, *_contradictions(state, amounts, days_overdue, row.text("bucket")))
    return Case(
        number,
        lender,
        debtor,
        amounts,
        state,
        contract=row.text("contract"),
        product=row.text("product"),
        batch=row.text("batch"),
        loan_date=row.value("loan_date", values.day),
        loan_sum=row.value("loan_sum", values.amount),
        annual_rate=_annual_rate(row),
        days_overdue=days_overdue,
        bucket=row.text("bucket"),
        mandate_start=mandate_start,
        mandate_end=_mandate_end(row, mandate_start),
        last_paid_on=row.value("last_paid_on", values.day),
        last_paid=row.value("last_paid", values.amount),
        addresses=tuple((kind, a) for name, kind in _ADDRESS_FIELDS.items() for a in row.texts(name)),
        contact_names=row.texts("contact_name"),
        remarks=hints("\n".join(row.texts("remarks"))),
        needs=needs_of(row),
        standing=standing_of(row),
        warnings=warnings,
    )


def _debtor(row: Row, key_without_id: str) -> tuple[Debtor, tuple[str, ...]]:
    number = row.key("id_number").upper()
    known = identity(number) if row.key("id_type") in _RESIDENT_CARDS else Identity(warning=_OTHER_CARD)
    name = row.text("name")
    warnings = tuple(w for w in (known.warning, "" if name else "姓名缺失，请核实") if w)
    debtor = Debtor(known.key or key_without_id, name, number, row.key("mobile"), row.text("email"), known.birth_date)
    return debtor, warnings


def _amounts(row: Row) -> Amounts:
    return Amounts(
        total=row.value("total", values.amount),
        principal=row.value("principal", values.amount),
        interest=row.value("interest", values.amount),
        penalty=_sum(row.values("penalty", values.amount)),
        fees=_sum(row.values("fees", values.amount) or row.values("fees_total", values.amount)) or Decimal("0.00"),
        as_of=row.value("as_of", values.day),
    )


def _annual_rate(row: Row) -> Decimal | None:
    in_per_cent = "%" in row.heading("annual_rate")
    return row.value("annual_rate", lambda text: values.rate(text, in_per_cent=in_per_cent))


def _sum(parts: tuple[Decimal, ...]) -> Decimal | None:
    return sum(parts, Decimal("0.00")) if parts else None


def _days_overdue(row: Row) -> int | None:
    """As told, else counted from the day on which it fell overdue to the day of the statement."""
    told = row.value("days_overdue", values.whole)
    since, as_of = row.value("overdue_since", values.day), row.value("as_of", values.day)
    if told is not None or since is None or as_of is None:
        return told
    return max((as_of - since).days, 0)


def _mandate_end(row: Row, start: date | None) -> date | None:
    """The earliest end that the row names; a term in days counts from the start of the mandate."""
    ends = list(row.values("mandate_end", values.day))
    term = values.plain(row.text("mandate_term"))
    if re.fullmatch(r"\d{1,4}天?", term):
        ends += [start + timedelta(days=int(term.removesuffix("天")))] if start else []
    else:
        ends += row.values("mandate_term", values.day)
    return min(ends, default=None)


def _contradictions(state: CaseState, owed: Amounts, days_overdue: int | None, bucket: str) -> Iterator[str]:
    """What the row says against itself, for a person to verify."""
    if state in (CaseState.SETTLED, CaseState.SUSPENDED) and owed.total:
        yield f"案件状态为{state.value}但委案金额大于零，请核实"
    found = re.fullmatch(r"M(\d{1,2})\+?", values.key(bucket).upper())
    # M1 is 1 to 30 days, M2 31 to 60 and so on; over 180 days everything is M7+.
    if found and days_overdue and min(int(found[1]), 7) != min((days_overdue + 29) // 30, 7):
        yield "账龄与逾期天数不符，请核实"
