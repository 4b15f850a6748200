"""The front doors of one desk, as `app.py` wires them for the window and for the headless commands alike."""

from dataclasses import dataclass

from planner.casebook import Casebook
from planner.dayplan import DayPlanner
from planner.offering import Offering
from planner.paperwork import Paperwork
from planner.pinning import Pinning


@dataclass(frozen=True, slots=True)
class Doors:
    """What a window or a command may ask."""

    casebook: Casebook
    dayplan: DayPlanner
    paperwork: Paperwork
    offering: Offering
    pinning: Pinning
