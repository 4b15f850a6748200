"""What the search gets and what it tells, from process to process."""

from dataclasses import dataclass

from planner.routing.search.city import City, Order


@dataclass(frozen=True, slots=True)
class Task:
    """What to search and for how long: until the moment `until` (Unix time), or for `steps` whatever time they take."""

    city: City
    start: Order
    is_plan: bool
    until: float
    steps: int | None
    seed: int
    is_whole: bool = False
    """A city that is large enough to be cut into parts is searched as a whole all the same."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best order so far, what it costs by the search's reckoning, and the share of the search that is done."""

    order: Order
    cost: int
    share: float
