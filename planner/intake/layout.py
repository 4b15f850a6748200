"""The headings of each kind of sheet: which field is called how, from the table of synonyms."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import resources
from planner.intake.values import plain

_UNITS = re.compile(r"[(\[【〔](?:元|人民币|人民币元|RMB|CNY|%|天|日|年|期|必填|选填)[)\]】〕]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings of one kind of sheet: field -> how it may be called."""

    title: str
    columns: Mapping[str, tuple[str, ...]]
    synonyms: Mapping[str, str]
    """Normal form of each heading -> field; a numbered one both with # and without."""
    required: tuple[str, ...]
    many: frozenset[str] = frozenset()
    """Fields that several columns add to."""
    prefer: frozenset[str] = frozenset()
    """Fields of which, among several columns, the first filled one counts, in the order of their names here."""
    dropped: frozenset[str] = frozenset()
    """Normal forms of headings that the work does not need."""
    dates: frozenset[str] = frozenset()
    may_be_empty: bool = False

    def field_of(self, heading: str) -> str:
        """The field that a heading names, "" when we do not know it."""
        text = normal(heading)
        return self.synonyms.get(text, "") or self.synonyms.get(_numbered(text), "")

    def is_dropped(self, heading: str) -> bool:
        """Whether a column of this heading is left out on purpose (R-70)."""
        text = normal(heading)
        return text in self.dropped or _numbered(text) in self.dropped

    def rank(self, name: str, heading: str) -> int:
        """Where a heading stands among the names of its field, first is best."""
        forms = [normal(word) for word in self.columns[name]]
        text = normal(heading)
        return next((i for i, form in enumerate(forms) if form in (text, _numbered(text))), len(forms))

    def heading_of(self, name: str) -> str:
        """How we call a field when the file has no column for it."""
        return self.columns[name][0].replace("#", "")

    def corrected(self, columns: Mapping[str, str]) -> "Layout":
        """This layout with a person's corrections: heading -> field, "" to drop it."""
        said = {normal(heading): name for heading, name in columns.items() if name in self.columns}
        dropped = {normal(heading) for heading, name in columns.items() if not name}
        synonyms = {form: name for form, name in self.synonyms.items() if form not in dropped} | said
        return replace(self, synonyms=synonyms, dropped=(self.dropped | dropped) - said.keys())


@cache
def layout(kind: str) -> Layout:
    """The layout of cases, contacts, visits, lenders, authorisations or roster, from the table of synonyms."""
    entry = tomllib.loads(resources.path("intake/columns.toml").read_text("utf-8"))[kind]
    columns = {name: tuple(words) for name, words in entry["columns"].items()}
    forms = ((name, form) for name, words in columns.items() for w in words for form in (w, w.replace("#", "")))
    return Layout(
        entry["title"],
        columns,
        {normal(form): name for name, form in forms},
        tuple(entry["required"]),
        frozenset(entry.get("many", ())),
        frozenset(entry.get("prefer", ())),
        frozenset(normal(form) for w in entry.get("dropped", ()) for form in (w, w.replace("#", ""))),
        frozenset(entry.get("dates", ())),
        entry.get("may_be_empty", False),
    )


def normal(heading: str) -> str:
    """A heading for comparison: without spaces, a leading star, units in brackets, full-width forms."""
    text = re.sub(r"\s+", "", plain(heading)).lstrip("*").upper()
    return _UNITS.sub("", text)


def _numbered(text: str) -> str:
    return re.sub(r"\d{1,2}", "#", text)
