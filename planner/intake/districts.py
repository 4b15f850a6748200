"""Reads names of Shanghai's districts."""

import csv
from functools import cache

import resources
from planner.intake.needs import words_of
from planner.intake.rows import Row


def districts_of(row: Row, field: str) -> frozenset[str]:
    """The districts that a cell lists, by their full names; 浦东 and 浦东新区 are one.

    Raises:
        BadRow: there is no such district today.
    """
    known = _full_names()
    words = words_of(row.text(field))
    unknown = [word for word in words if word not in known]
    if unknown:
        row.bad(field, f"应为上海的区名，多个用顿号分开，如 {'、'.join(sorted(set(known.values()))[:3])}")
    return frozenset(known[word] for word in words)


@cache
def _full_names() -> dict[str, str]:
    with resources.path("gazetteer/districts.csv").open(encoding="utf-8", newline="") as file:
        full = [line["district"] for line in csv.DictReader(file)]
    return {form: name for name in full for form in (name, name.removesuffix("区").removesuffix("新"))}
