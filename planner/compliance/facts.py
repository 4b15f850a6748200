"""What the rules look at, gathered by the door: a case with its person's history, a collector with his papers."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.case import AddressKind, Case
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.lender import Authorisation, Lender
from planner.shift import Collector
from planner.visit import VisitRecord

RESTRICTIVE_FIRST = (
    ContactOutcome.REFUSED,
    ContactOutcome.COMPLAINT,
    ContactOutcome.DISPUTE,
    ContactOutcome.HARDSHIP,
    ContactOutcome.POSTPONED,
    ContactOutcome.CONSENT,
)
"""Of words at one moment the more restrictive wins."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One case on one day. `attempts` and `visits` are the whole person's, over all his cases and lenders."""

    case: Case
    day: date
    desk: Desk
    lender: Lender | None = None
    attempts: tuple[ContactAttempt, ...] = ()
    visits: tuple[VisitRecord, ...] = ()
    lender_of: Mapping[str, str] | None = None
    """Whose case each of the attempts' case numbers is."""

    @property
    def word(self) -> ContactAttempt | None:
        """The debtor's word that stands for this case: the newest, and of one moment the most restrictive.

        His own word on this case counts, and so does his word on another case of the same lender while this one
        has none. A refusal of visits counts whichever case or lender it was said about (R-28, R-90). A consent dated
        after the day itself cannot have been given for it and does not count; a restrictive word always does.
        """
        spoken = [a for a in self.attempts if a.is_debtors_word and not self._is_consent_from_later(a)]
        own = [a for a in spoken if a.case_number == self.case.number]
        if not own:
            own = [a for a in spoken if self._lender_of(a) == self.case.lender]
        refusals = [a for a in spoken if a.outcome is ContactOutcome.REFUSED]
        return max({id(a): a for a in own + refusals}.values(), key=_weight, default=None)

    @property
    def consent(self) -> ContactAttempt | None:
        """The standing word when it is a consent."""
        word = self.word
        return word if word is not None and word.outcome is ContactOutcome.CONSENT else None

    @property
    def appointment(self) -> Appointment | None:
        """What the debtor agreed to, if that is his standing word."""
        return self.consent.appointment if self.consent else None

    def open_words(self, outcome: ContactOutcome) -> tuple[ContactAttempt, ...]:
        """Words of this kind on this case; later ones do not close them, only a person does."""
        return tuple(
            a for a in self.attempts if a.is_debtors_word and a.outcome is outcome and a.case_number == self.case.number
        )

    def is_address_of(self, address: str, *kinds: AddressKind) -> bool:
        """Whether the case file lists this address under one of these kinds."""
        wanted = bare(address)
        return any(kind in kinds and bare(text) == wanted for kind, text in self.case.addresses)

    def _is_consent_from_later(self, attempt: ContactAttempt) -> bool:
        return attempt.outcome is ContactOutcome.CONSENT and attempt.at.date() > self.day

    def _lender_of(self, attempt: ContactAttempt) -> str | None:
        return (self.lender_of or {}).get(attempt.case_number)


@dataclass(frozen=True, slots=True)
class CollectorFacts:
    """One collector on one day, with every authorisation he holds."""

    collector: Collector
    day: date
    authorisations: tuple[Authorisation, ...] = ()

    def authorised_lenders(self) -> frozenset[str]:
        """The lenders he may act for on the day."""
        return frozenset(
            a.lender for a in self.authorisations if a.covers(a.lender, self.collector.staff_number, self.day)
        )


def bare(address: str) -> str:
    """An address for comparing: full-width forms folded, blanks and the city's own prefixes taken off."""
    folded = "".join(unicodedata.normalize("NFKC", address).split()).upper()
    for prefix in ("中国", "上海市", "上海", "市辖区"):
        folded = folded.removeprefix(prefix)
    return folded


def _weight(attempt: ContactAttempt) -> tuple[float, int]:
    return attempt.at.timestamp(), -RESTRICTIVE_FIRST.index(attempt.outcome)
