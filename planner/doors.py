"""The front doors of one desk, as `app.py` wires them for the window and for the headless commands alike."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.casebook import Casebook
from planner.dayplan import DayPlanner
from planner.offering import Offering
from planner.paperwork import Paperwork
from planner.pinning import Pinning

if TYPE_CHECKING:
    # The encrypted store takes a moment to load, and cases may live in memory.
    from planner.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class Doors:
    """What a window or a command may ask."""

    casebook: Casebook
    dayplan: DayPlanner
    paperwork: Paperwork
    offering: Offering
    pinning: Pinning
    upkeep: "Upkeep | None" = None
    """None when cases live in memory."""
