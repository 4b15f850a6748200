"""Reads what a row asks of the team: the columns that the case list and the contact log share."""

import re

from planner.intake import values
from planner.intake.rows import Row
from planner.needs import Needs, Purpose

_PURPOSES = {
    **{purpose.value: purpose for purpose in Purpose},
    "首访": Purpose.FIRST,
    "跟进": Purpose.FOLLOW_UP,
    "送达": Purpose.DELIVERY,
    "送材料": Purpose.DELIVERY,
    "签约": Purpose.SIGNING,
    "签协议": Purpose.SIGNING,
}


def needs_of(row: Row) -> Needs:
    """What the row asks; nothing where it has none of these columns.

    Raises:
        BadRow: an unknown purpose, neither yes nor no, or one team both required and forbidden.
    """
    required = "" if values.is_nothing(row.text("required_team")) else row.key("required_team")
    forbidden = frozenset(values.key(word) for word in words_of(row.text("forbidden_teams")))
    if required in forbidden:
        row.bad("required_team", "同一小组既是指定小组又是回避小组")
    purpose = None if values.is_nothing(row.text("purpose")) else row.one_of("purpose", _PURPOSES)
    return Needs(purpose, required, forbidden, frozenset(words_of(row.text("needed_skills"))), row.yes_or_no("must"))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a cell that lists several, however they are separated; none if it says that there is nothing."""
    plain = values.plain(text)
    return () if values.is_nothing(plain) else tuple(word for word in re.split(r"[、,;\s]+", plain) if word)
