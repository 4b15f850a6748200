"""Who may go: each rule kept and broken."""

from dataclasses import replace
from datetime import date

import pytest

from planner.compliance import rulebook
from planner.compliance.facts import CollectorFacts
from planner.compliance.team_rules import collector_findings, complete_door, team_size, visit_hours
from planner.finding import Severity, Status
from planner.lender import Authorisation
from planner.shift import Collector
from planner.visit import Location, TimeWindow

DAY = date(2026, 11, 24)
BOOK = rulebook.load()
GOOD = Collector("C1", "李四", "T01", "190", "GZ1", date(2025, 11, 24), True, True, "ZF1")
PAPER = Authorisation("SQ1", "甲", "C1", date(2026, 1, 1), DAY, "SQ1.pdf")
HOUR = 3600
KEPT = BROKEN = [("team", rule) for rule in ("R-40", "R-41", "R-42", "R-43", "R-82")]
"""What the tests below see kept and broken, for the count over all rules."""


@pytest.mark.parametrize(("people", "severity"), [(1, Severity.BLOCK), (2, None), (3, Severity.WARN)])
def test_two_go(people: int, severity: Severity | None) -> None:
    """R-40: one is too few, three may press."""
    finding = team_size(people, BOOK["R-40"])
    assert (finding.severity if finding else None) == severity


def test_a_trained_equipped_authorised_collector_may_go() -> None:
    """365 days after the training and on the authorisation's last day he still may."""
    assert collector_findings(CollectorFacts(GOOD, DAY, (PAPER,)), BOOK) == ()


@pytest.mark.parametrize(
    ("changes", "papers", "rule", "status"),
    [
        ({"trained_on": date(2025, 11, 23)}, (PAPER,), "R-41", Status.VIOLATED),
        ({"trained_on": None}, (PAPER,), "R-41", Status.UNKNOWN),
        ({"trained_on": date(2026, 11, 25)}, (PAPER,), "R-41", Status.UNKNOWN),
        ({"background_ok": False}, (PAPER,), "R-41", Status.VIOLATED),
        ({"background_ok": None}, (PAPER,), "R-41", Status.UNKNOWN),
        ({"pledge_ok": None}, (PAPER,), "R-41", Status.UNKNOWN),
        ({"work_card": ""}, (PAPER,), "R-42", Status.UNKNOWN),
        ({}, (), "R-42", Status.UNKNOWN),
        ({}, (replace(PAPER, valid_until=date(2026, 11, 23)),), "R-42", Status.VIOLATED),
        ({}, (replace(PAPER, valid_from=date(2026, 11, 25), valid_until=date(2027, 1, 1)),), "R-42", Status.VIOLATED),
        ({"recorder": ""}, (PAPER,), "R-43", Status.UNKNOWN),
    ],
)
def test_a_collector_who_may_not_go(
    changes: dict[str, object], papers: tuple[Authorisation, ...], rule: str, status: Status
) -> None:
    """Exactly the broken rule speaks."""
    found = collector_findings(CollectorFacts(replace(GOOD, **changes), DAY, papers), BOOK)  # type: ignore[arg-type]
    assert [(f.rule, f.status) for f in found] == [(rule, status)]


def test_an_authorisation_is_for_one_lender() -> None:
    """R-89: a paper of 甲 says nothing about 乙."""
    assert CollectorFacts(GOOD, DAY, (PAPER,)).authorised_lenders() == {"甲"}


def test_a_door_needs_a_room() -> None:
    """R-82: unknown until the address names the door."""
    assert complete_door(Location("x", door_complete=True), BOOK["R-82"]) is None
    finding = complete_door(Location("x"), BOOK["R-82"])
    assert finding is not None
    assert finding.status is Status.UNKNOWN


@pytest.mark.parametrize(
    ("agreed", "is_written", "permitted", "warned"),
    [
        (TimeWindow(18 * HOUR, 20 * HOUR), False, TimeWindow(9 * HOUR, 20 * HOUR), False),
        (TimeWindow(8 * HOUR, 8 * HOUR + 1800), False, TimeWindow(8 * HOUR, 22 * HOUR), True),
        (TimeWindow(20 * HOUR, 21 * HOUR), False, TimeWindow(8 * HOUR, 22 * HOUR), True),
        (TimeWindow(22 * HOUR, 22 * HOUR), True, TimeWindow(8 * HOUR, 22 * HOUR + 1500), True),
    ],
)
def test_the_hours_hold_the_whole_visit(
    agreed: TimeWindow, is_written: bool, permitted: TimeWindow, warned: bool
) -> None:
    """R-21's hours where the agreement has room in them, else R-20's with a warning, beyond only in writing."""
    hours, warning = visit_hours(agreed, 1500, is_written, BOOK)
    assert (hours, warning is not None) == (permitted, warned)
