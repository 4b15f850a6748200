"""What became of each row of a file: nothing is silently dropped."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as it came. `row` counts as the spreadsheet does: the heading is row 1. Cells are never shown in logs."""

    file: str
    sheet: str
    row: int
    headings: tuple[str, ...] = field(default=(), repr=False)
    values: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that was not imported, or is held back by a conflict: the column and reason, without its contents."""

    source: SourceRow
    column: str
    reason: str
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A row that could be read."""

    value: T
    source: SourceRow


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """What one file (or one file of an archive) holds: each of its `rows` is parsed or rejected."""

    file: str
    rows: int
    parsed: tuple[Parsed[T], ...] = ()
    rejections: tuple[Rejection, ...] = ()
    notes: tuple[str, ...] = ()
    """Told once: columns dropped, hidden rows included, amounts without a column."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The balance of one import: rows = imported + updated + identical + skipped + conflict + rejected."""

    file: str
    rows: int
    imported: int = 0
    updated: int = 0
    identical: int = 0
    skipped: int = 0
    rejections: tuple[Rejection, ...] = ()
    conflicts: tuple[Rejection, ...] = ()
    """Rows whose case number came with differing contents; none of them is planned, none is lost."""
    notes: tuple[str, ...] = ()
    batch: str = ""
    """Names this import in the audit log; files that came in together share it."""

    def __post_init__(self) -> None:
        told = self.imported + self.updated + self.identical + self.skipped + self.conflict + self.rejected
        if told != self.rows:
            raise AssertionError(f"Import of {self.rows} rows accounts for {told}.")

    @property
    def conflict(self) -> int:
        """Rows held back because another row says otherwise."""
        return len(self.conflicts)

    @property
    def rejected(self) -> int:
        """Rows not imported."""
        return len(self.rejections)
