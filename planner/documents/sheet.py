"""How every printed sheet looks: a heading row that repeats, A4 landscape fitted to width, text only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from planner import outward
from planner.clock import SHANGHAI

Column = tuple[str, int]
"""A heading and its width in characters."""


def sheet(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    created: datetime,
    *,
    note: str = "",
    has_filter: bool = False,
) -> bytes:
    """An xlsx of one sheet; every cell is text, so that nothing in it is ever run. Same rows, same bytes."""
    out = BytesIO()
    book = outward.workbook(out)
    made = created.astimezone(SHANGHAI)
    book.set_properties({"title": title, "created": made.replace(tzinfo=None)})
    plain = {"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}
    heading = book.add_format(plain | {"bold": True, "bg_color": "#EDEDED", "valign": "vcenter"})
    body = book.add_format(plain)
    page = book.add_worksheet(title)
    num_rows = 0
    for column, (name, width) in enumerate(columns):
        page.set_column(column, column, width)
        page.write_string(0, column, name, heading)
    for num_rows, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            page.write_string(num_rows, column, outward.cell(text), body)
    _set_up_print(page, f"{title}　{note}　{made:%Y-%m-%d %H:%M}")
    if has_filter:
        page.autofilter(0, 0, num_rows, len(columns) - 1)
    book.close()
    return out.getvalue()


def _set_up_print(page: Any, footer: str) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    # Ampersands are commands in a footer.
    page.set_footer(f"&L{footer.replace('&', '&&')}&R第 &P 页 / 共 &N 页")
