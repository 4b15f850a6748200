"""What an unknown column may be: by its name's likeness to known ones and by the shape of its values."""

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from planner.heading_map import UnknownColumn
from planner.intake.layout import Layout, normal

_ALIKE = 0.6
"""Names less alike than this are no guess."""
_SHAPES = (
    ("id_number", re.compile(r"\d{17}[\dXx]|\d{15}")),
    ("mobile", re.compile(r"1\d{10}")),
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
)


def unknown_column(
    heading: str, samples: tuple[str, ...], wanted: Layout, taken: Mapping[str, object]
) -> UnknownColumn:
    """The column with the best guess; a field that another column has already is never guessed."""
    return UnknownColumn(heading, _by_shape(samples, wanted, taken) or _by_name(heading, wanted, taken), samples)


def _by_shape(samples: tuple[str, ...], wanted: Layout, taken: Mapping[str, object]) -> str:
    for name, shape in _SHAPES:
        if name in wanted.columns and name not in taken and samples and all(shape.fullmatch(s) for s in samples):
            return name
    return ""


def _by_name(heading: str, wanted: Layout, taken: Mapping[str, object]) -> str:
    text = normal(heading)
    best, field = 0.0, ""
    for form, name in wanted.synonyms.items():
        likeness = SequenceMatcher(None, text, form).ratio()
        if likeness > best and (name not in taken or name in wanted.many):
            best, field = likeness, name
    return field if best >= _ALIKE else ""
