"""What a command gets and gives: the front doors, progress on the terminal, an exit status (3 is given by app.py)."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from planner.doors import Doors

if TYPE_CHECKING:
    from planner.upkeep import Upkeep


class OpenDesk(Protocol):
    """What app.py gives: the doors of a desk, by its desk.toml, over an open store or one that forgets."""

    def __call__(self, desk_file: Path | None, kept: "Upkeep | None" = None) -> Doors:
        """Wire the doors."""
        ...


DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2


def tell(percent: int, what: str) -> bool:
    """Progress on the terminal's error stream, one line rewritten; silent when nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{percent:3d}% {what}" if what else "\r\x1b[K", end="", file=sys.stderr, flush=True)
    return True
