"""What a command gets and gives: the front doors, progress on the terminal, an exit status (3 is given by app.py)."""

import sys
from collections.abc import Callable
from pathlib import Path

from planner.doors import Doors

OpenDesk = Callable[[Path | None], Doors]

DONE, NEEDS_A_PERSON, UNUSABLE = 0, 1, 2


def tell(percent: int, what: str) -> bool:
    """Progress on the terminal's error stream, one line rewritten; silent when nobody watches."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{percent:3d}% {what}" if what else "\r\x1b[K", end="", file=sys.stderr, flush=True)
    return True
