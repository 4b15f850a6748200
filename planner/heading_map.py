"""How one lender's files call their columns, corrected by hand once and remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from planner.errors import PlannerError


class DateOrder(StrEnum):
    """How a column writes days that could be read in several ways."""

    DMY = "日/月/年"
    MDY = "月/日/年"
    YMD = "年/月/日"


@dataclass(frozen=True, slots=True)
class HeadingMap:
    """Corrections for one lender's files. A heading whose field is "" is dropped on purpose."""

    lender: str
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading as the file writes it -> field of the case, or ""."""
    dates: Mapping[str, DateOrder] = field(default_factory=dict)
    """Heading -> order of day, month and year in its column."""
    sheets: tuple[str, ...] = ()
    """Further sheets to read beside the first that fits; "*" stands for all."""


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column that we do not know: what it may be ("" for no idea), and three of its values."""

    heading: str
    guess: str
    samples: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file of cases holds before it is imported: what has to be asked, and what may be corrected."""

    file: str
    known: tuple[tuple[str, str], ...] = ()
    """Heading and field of the columns that we know."""
    unknown: tuple[UnknownColumn, ...] = ()
    dates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Date columns whose days can be read in several ways, with three examples each."""
    missing: tuple[str, ...] = ()
    """Fields without which the file cannot be imported."""
    other_sheets: tuple[str, ...] = ()
    """Further sheets with the same kind of headings."""
    lender: str = ""
    """Whose file it is, if its rows say so."""


class ColumnsUnclear(PlannerError):
    """The file can be imported once a person has said what a column is or how it writes its days."""

    def __init__(self, title: str, message: str, remedy: str, preview: Preview) -> None:
        super().__init__(title, message, remedy)
        self.preview = preview


def best_map(maps: Sequence[HeadingMap], headings: Sequence[str]) -> HeadingMap | None:
    """The map that fits a file: all its headings are there; of several the one that knows most."""
    there = set(headings)
    fitting = [m for m in maps if m.columns.keys() | m.dates.keys() <= there]
    return max(fitting, key=lambda m: len(m.columns) + len(m.dates), default=None)
