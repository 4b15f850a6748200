"""What the papers say: sentences with named gaps, kept as data apart from the layout."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import resources

_GAP = re.compile(r"\{(\w+)\}")
Facts = Mapping[str, str]
"""What fills the gaps, by name; "" is unknown."""


class Unprintable(Exception):
    """One paper cannot be printed; the sentence says why, without personal data. The others still are."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences of every paper, and what stands in all of them."""

    tables: Mapping[str, Any] = field(repr=False)
    version: str
    """The declared version and a fingerprint of wording and layout together, as printed on every paper."""
    layout: str = field(repr=False)
    """The text of every layout file: what it prints by itself is checked like the rest."""

    def of(self, paper: str, facts: Facts) -> dict[str, Any]:
        """The wording of one paper with its gaps filled.

        Raises:
            Unprintable: a fact that it needs is unknown.
        """
        return {key: self._filled(value, facts) for key, value in self.tables[paper].items()}

    def required(self, paper: str, facts: Facts) -> list[str]:
        """What must stand on this paper (rules.md 3a)."""
        wanted = self.tables["lint"]["required"].get(paper, [])
        return [self.fill(text, facts) for text in wanted]

    def title(self, paper: str) -> str:
        """What the paper is called."""
        return str(self.tables[paper]["title"])

    def fill(self, text: str, facts: Facts) -> str:
        """One sentence with its gaps filled.

        Raises:
            Unprintable: a fact that it needs is unknown.
        """
        return _GAP.sub(lambda gap: self._fact(gap[1], facts), text)

    def _fact(self, name: str, facts: Facts) -> str:
        if not facts.get(name):
            raise Unprintable(f"缺少“{self.tables['facts'].get(name, name)}”。")
        return facts[name]

    def _filled(self, value: Any, facts: Facts) -> Any:
        if isinstance(value, list):
            return [self._filled(part, facts) for part in value]
        return self.fill(value, facts)


@cache
def wording() -> Wording:
    """The wording that ships with the program, read once."""
    folder = resources.path("templates")
    text = (folder / "wording.toml").read_text("utf-8")
    layout = "\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.typ")))
    tables = tomllib.loads(text)
    print_of_both = hashlib.sha256((text + layout).encode()).hexdigest()[:8]
    return Wording(tables, f"{tables['version']}-{print_of_both}", layout)
