"""What the audit log says of an import, a contact, a decision: numbers, counts and codes, never a name of any kind."""

import secrets
from collections.abc import Iterable

from planner import clock
from planner.contact import ContactAttempt, ContactOutcome
from planner.event import Action, Event
from planner.import_report import ImportReport
from planner.ruling import Override, Ruling

_ACTIONS = {ContactOutcome.CONSENT: Action.CONSENT, ContactOutcome.REFUSED: Action.REFUSAL}


def new_batch() -> str:
    """A name for an import: when, and four letters against two in one second."""
    return f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def import_events(reports: Iterable[ImportReport], batch: str) -> tuple[Event, ...]:
    """One event a file, with its balance; file names may hold names of people, so the file's number stands for it."""
    return tuple(
        Event(
            Action.IMPORT,
            batch,
            {
                "file": number,
                "rows": report.rows,
                "imported": report.imported,
                "updated": report.updated,
                "identical": report.identical,
                "skipped": report.skipped,
                "conflict": report.conflict,
                "rejected": report.rejected,
            },
        )
        for number, report in enumerate(reports, 1)
    )


def attempt_events(attempts: Iterable[ContactAttempt]) -> tuple[Event, ...]:
    """One event an attempt; a consent and a refusal are told apart, whoever wrote them down."""
    return tuple(
        Event(
            _ACTIONS.get(attempt.outcome, Action.CONTACT),
            attempt.case_number,
            {"outcome": attempt.outcome.name, "at": attempt.at.isoformat(timespec="seconds")},
        )
        for attempt in attempts
    )


def ruling_event(ruling: Ruling) -> Event:
    """What was decided and when; who requested and approved it stands in the decision itself."""
    action = Action.OVERRIDE if isinstance(ruling, Override) else Action.RULING
    facts: dict[str, str | int] = {"kind": type(ruling).__name__, "at": ruling.at.isoformat(timespec="seconds")}
    return Event(action, ruling.case_number, facts)
