"""A planned day held against the law once more, stop by stop from arrival at the door to leaving it.

The solver was given hours and teams that keep the rules; this looks at what came out, without knowing how.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from planner.compliance.facts import WRITTEN_CHANNELS, CaseFacts
from planner.compliance.rulebook import Rulebook
from planner.compliance.visit_rules import VisitFacts, visit_findings
from planner.finding import Finding, Severity
from planner.plan import Route
from planner.visit import Visit


def unlawful_stops(
    day: date, routes: Sequence[Route], facts: Mapping[str, CaseFacts], rulebook: Rulebook
) -> tuple[tuple[str, Finding], ...]:
    """Each stop's visit id with what forbids it: hours, complaint, authorisation, two debtors or two lenders."""
    lenders: dict[str, set[str]] = {}
    for route in routes:
        for stop in route.stops:
            lenders.setdefault(stop.visit.debtor_key, set()).add(stop.visit.lender)
    found: list[tuple[str, Finding]] = []
    for route in routes:
        for stop in route.stops:
            seen = _seen(day, stop.visit, stop.start, stop.departure, route.shift.team, facts, lenders)
            found += [(stop.visit.id, f) for f in visit_findings(seen, rulebook) if f.severity is Severity.BLOCK]
    return tuple(found)


def _seen(
    day: date,
    visit: Visit,
    start: int,
    end: int,
    team: str,
    facts: Mapping[str, CaseFacts],
    lenders: Mapping[str, set[str]],
) -> VisitFacts:
    of = [facts[number] for number in visit.cases]
    is_written = any(f.consent is not None and f.consent.channel in WRITTEN_CHANNELS for f in of)
    return VisitFacts(
        day,
        start,
        end,
        agreed=(visit.permitted,) if is_written else (),
        bad_windows=tuple(window for f in of for window in f.bad_windows),
        debtors=frozenset(f.case.debtor.key for f in of),
        lenders=frozenset(f.case.lender for f in of),
        other_lenders_today=frozenset(lenders[visit.debtor_key]),
        team=team,
        complained_teams=visit.forbidden_teams,
        unauthorised=frozenset() if visit.allowed_teams is None or team in visit.allowed_teams else frozenset({team}),
    )
