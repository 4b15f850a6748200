"""What was agreed and asked about one call, over all the cases that it is made for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from planner.compliance.facts import DOOR_REFUSALS, LOST_ADDRESS, WRITTEN_CHANNELS, CaseFacts
from planner.contact import ContactOutcome
from planner.needs import Needs, Purpose
from planner.settings import Settings
from planner.visit import TimeWindow, VisitOutcome

_NOT_MET = LOST_ADDRESS | {VisitOutcome.NOT_HOME, VisitOutcome.THIRD_PARTY}
_NOT_WANTED = DOOR_REFUSALS | {VisitOutcome.DISPUTE, VisitOutcome.INCIDENT}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The facts of all cases of one call, each of which may be visited; the newest agreement first."""

    facts: tuple[CaseFacts, ...]

    @classmethod
    def of(cls, facts: Iterable[CaseFacts]) -> "Agreement":
        """Put the facts into order.

        Raises:
            AssertionError: a case may not be visited, for want of a consent or a release.
        """
        return cls(tuple(sorted(facts, key=agreed_at))[::-1])

    @property
    def lead(self) -> CaseFacts:
        """The case whose agreement is the newest."""
        return self.facts[0]

    @property
    def is_written(self) -> bool:
        """Whether the newest agreement is in writing."""
        consent = self.lead.consent
        return consent is not None and consent.channel in WRITTEN_CHANNELS

    @property
    def is_unannounced(self) -> bool:
        """Whether nobody agreed, but a second person released the visit (R-88)."""
        return all(f.consent is None for f in self.facts)

    @property
    def is_fixed(self) -> bool:
        """Whether one of the cases was agreed for this day alone, or for no later one."""
        return any(f.appointment is not None and f.appointment.last_day == f.day for f in self.facts)

    def windows(self, stay_s: int) -> tuple[TimeWindow, ...]:
        """The starts that suit every agreement and a stay of so many seconds; where they do not meet the newer leads.

        None if nobody agreed (R-88), or if so long a stay always reaches into hours that he ruled out (R-22).
        """
        agreed = [f.starts_for(stay_s) for f in self.facts if f.consent is not None]
        return reduce(lambda found, older: _shared(found, older) or found, agreed) if agreed else ()

    @property
    def needs(self) -> Needs:
        """What the agreements ask, over what the case lists do, and every team that was ever to be kept away."""
        asked = [_needs(f) for f in self.facts]
        away = frozenset().union(*(a.needs.forbidden_teams for a in self.lead.attempts)) | self._complained_about()
        return reduce(Needs.over, (*asked, Needs(forbidden_teams=away)))

    def _complained_about(self) -> frozenset[str]:
        """R-85: teams that had called on this debtor when he complained, whoever of them he meant."""
        complaints = [a.at.date() for a in self.lead.attempts if a.outcome is ContactOutcome.COMPLAINT]
        newest = max(complaints, default=None)
        return frozenset(v.team for v in self.lead.visits if v.team and newest is not None and v.day <= newest)

    def service_s(self, settings: Settings) -> int:
        """Seconds for the longest of what the team goes for."""
        return max(settings.service_s(self._purpose(f)) for f in self.facts)

    def value(self, settings: Settings) -> float:
        """What the most valuable of its cases is worth."""
        return max(_value(f, settings) for f in self.facts)

    def known_teams(self) -> frozenset[str]:
        """Teams that have called on this debtor and were not unwelcome; none once he has complained."""
        if any(attempt.outcome is ContactOutcome.COMPLAINT for attempt in self.lead.attempts):
            return frozenset()
        past = [visit for visit in self.lead.visits if visit.day < self.lead.day]
        unwelcome = {v.team for v in past if v.asked_to_leave or v.outcome in _NOT_WANTED}
        return frozenset(v.team for v in past if v.team) - unwelcome

    def _purpose(self, facts: CaseFacts) -> Purpose:
        """As the row says, else by whether the debtor was met about one of these cases before."""
        said = _needs(facts).purpose
        numbers = {f.case.number for f in self.facts}
        was_met = any(
            v.case_number in numbers and v.outcome not in _NOT_MET and v.day < facts.day for v in facts.visits
        )
        return said or (Purpose.FOLLOW_UP if was_met else Purpose.FIRST)


def agreed_at(facts: CaseFacts) -> datetime:
    """When he agreed, or the visit was released.

    Raises:
        AssertionError: neither, so that nobody may go.
    """
    if facts.consent is not None:
        return facts.consent.at
    if facts.release is not None:
        return facts.release.at
    raise AssertionError(f"Case {facts.case.number} may be visited without a consent.")


def _needs(facts: CaseFacts) -> Needs:
    return facts.consent.needs.over(facts.case.needs) if facts.consent is not None else facts.case.needs


def _value(facts: CaseFacts, settings: Settings) -> float:
    case = facts.case
    mandate_days = (case.mandate_end - facts.day).days if case.mandate_end else 0
    waiting = (facts.day - agreed_at(facts).date()).days
    promises = sum(v.outcome is VisitOutcome.AGREED for v in facts.visits)
    return settings.visit_value(case.days_overdue or 0, mandate_days, waiting, promises)


def _shared(windows: Sequence[TimeWindow], others: Sequence[TimeWindow]) -> tuple[TimeWindow, ...]:
    meet = (window.clip(other) for window in windows for other in others)
    return tuple(window for window in meet if window is not None)
