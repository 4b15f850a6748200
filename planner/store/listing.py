"""Lists of cases: one page at a time, filtered and sorted by the typed columns."""

from sqlalchemy import ColumnElement, Connection, func, select

from planner.case import Case
from planner.case_list import CasePage, CaseQuery
from planner.store import rows
from planner.store.codec import decoder
from planner.store.schema import cases


def page(connection: Connection, query: CaseQuery) -> CasePage:
    """One page, asked of the file."""
    wanted = _conditions(query)
    total = connection.execute(select(func.count()).select_from(cases).where(*wanted)).scalar_one()
    column = cases.c[query.sort.value]
    order = (column.desc() if query.is_descending else column.asc()).nulls_last()
    found = select(cases.c.content).where(*wanted).order_by(order, cases.c.id).limit(query.limit).offset(query.offset)
    decode = decoder(Case)
    return CasePage(total, tuple(decode(text) for text in connection.execute(found).scalars()))


def _conditions(query: CaseQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.number:
        # The index of the numbers holds all that is looked at: the contents, a hundred times larger, are not read.
        named = cases.alias("named")
        wanted = named.c.number.icontains(query.number, autoescape=True)
        found.append(cases.c.id.in_(select(named.c.id).where(wanted)))
    if query.lender:
        found.append(cases.c.lender == query.lender)
    if query.district:
        found.append(cases.c.district == query.district)
    if query.state is not None:
        found.append(cases.c.state == query.state.value)
    if query.total_from is not None:
        found.append(cases.c.total_fen >= rows.fen(query.total_from))
    if query.total_to is not None:
        found.append(cases.c.total_fen <= rows.fen(query.total_to))
    if query.mandate_ends_by is not None:
        found.append(cases.c.mandate_end <= query.mandate_ends_by)
    return found
