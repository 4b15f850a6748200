"""What the rules look at, gathered by the door: a case with its person's history, a collector with his papers."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from planner.case import AddressKind, Case
from planner.compliance.once import once
from planner.contact import Appointment, ContactAttempt, ContactOutcome
from planner.desk import Desk
from planner.lender import Authorisation, Lender
from planner.ruling import Hold, HoldKind, Lift, Release, Ruling
from planner.shift import Collector
from planner.visit import TimeWindow, VisitOutcome, VisitRecord

RESTRICTIVE_FIRST = (
    ContactOutcome.REFUSED,
    ContactOutcome.COMPLAINT,
    ContactOutcome.DISPUTE,
    ContactOutcome.HARDSHIP,
    ContactOutcome.POSTPONED,
    ContactOutcome.CONSENT,
)
"""Of words at one moment the more restrictive wins."""
DOOR_REFUSALS = frozenset({VisitOutcome.REFUSED_TO_TALK, VisitOutcome.ASKED_TO_LEAVE})
LOST_ADDRESS = frozenset({VisitOutcome.WRONG_ADDRESS, VisitOutcome.MOVED})
LONG_VISIT_S = 45 * 60
"""A visit is rarely longer (R-87): so long before his bad hours none may begin."""
WRITTEN_CHANNELS = frozenset({"短信", "微信", "企业微信", "邮件", "电子邮件", "书面", "信函"})


R = TypeVar("R")


@dataclass(frozen=True)
class CaseFacts:
    """One case on one day. `attempts`, `visits` and `rulings` are the whole person's, over all cases and lenders.

    Not slotted: what many rules ask for is worked out once and kept.
    """

    case: Case
    day: date
    desk: Desk
    lender: Lender | None = None
    attempts: tuple[ContactAttempt, ...] = ()
    visits: tuple[VisitRecord, ...] = ()
    lender_of: Mapping[str, str] | None = None
    """Whose case each of the attempts' case numbers is."""
    rulings: tuple[Ruling, ...] = ()
    """What the office decided about any of this person's cases."""
    also_numbered: frozenset[str] = frozenset()
    """Other case numbers under which the same contract of this person was imported before."""

    @once
    def word(self) -> ContactAttempt | None:
        """The debtor's word that stands for this case: the newest, and of one moment the most restrictive.

        His own word on this case counts, and so does his word on another case of the same lender while this one
        has none. A refusal of visits counts whichever case or lender it was said about (R-28, R-90). A consent dated
        after the day itself cannot have been given for it and does not count; a restrictive word always does.
        """
        spoken = [a for a in self.attempts if a.is_debtors_word and not self._is_consent_from_later(a)]
        own = [a for a in spoken if self.is_about(a.case_number)]
        if not own:
            own = [a for a in spoken if self._lender_of(a) == self.case.lender]
        refusals = [a for a in spoken if a.outcome is ContactOutcome.REFUSED]
        if refusals:
            # Neither postponing nor anything else but a newer consent takes a refusal back.
            newest = max(refusals, key=_weight)
            consents = [a for a in own if a.outcome is ContactOutcome.CONSENT]
            if not consents or _weight(max(consents, key=_weight)) < _weight(newest):
                return newest
        return max(own, key=_weight, default=None)

    @once
    def consent(self) -> ContactAttempt | None:
        """The standing word when it is a consent."""
        word = self.word
        return word if word is not None and word.outcome is ContactOutcome.CONSENT else None

    @once
    def appointment(self) -> Appointment | None:
        """What the debtor agreed to, if that is his standing word."""
        return self.consent.appointment if self.consent else None

    def of_kind(self, kind: type[R]) -> tuple[R, ...]:
        """The office's rulings of one kind on this very case, in the order in which they were made."""
        if not self.rulings:
            return ()
        return tuple(r for r in self.rulings if isinstance(r, kind) and self.is_about(r.case_number))

    def is_about(self, number: str) -> bool:
        """Whether a case number is this case's, today or in an earlier import."""
        return number == self.case.number or number in self.also_numbered

    def lifted_at(self, kind: HoldKind, case_number: str) -> datetime | None:
        """When holds of this kind were last answered on one of the person's cases, None if never."""
        lifts = (r for r in self.rulings if isinstance(r, Lift) and r.kind is kind and r.case_number == case_number)
        return max((lift.at for lift in lifts), default=None)

    def open_words(self, outcome: ContactOutcome, kind: HoldKind) -> tuple[ContactAttempt, ...]:
        """The person's words of this kind; later ones do not close them, only an answer on the same case does."""
        return tuple(
            a
            for a in self.attempts
            if a.outcome is outcome
            and a.is_debtors_word
            and ((lifted := self.lifted_at(kind, a.case_number)) is None or lifted < a.at)
        )

    def open_visits(self, outcome: VisitOutcome, kind: HoldKind) -> tuple[VisitRecord, ...]:
        """The same for what was said at the door."""
        return tuple(
            v
            for v in self.visits
            if v.outcome is outcome
            and ((lifted := self.lifted_at(kind, v.case_number)) is None or lifted.date() < v.day)
        )

    def open_holds(self, *kinds: HoldKind) -> tuple[Hold, ...]:
        """Holds of the office on this very case that nobody has lifted."""
        return tuple(
            h
            for h in self.of_kind(Hold)
            if h.kind in kinds and ((lifted := self.lifted_at(h.kind, h.case_number)) is None or lifted < h.at)
        )

    @once
    def release(self) -> Release | None:
        """The release of an unannounced visit on this very day (R-88), while the debtor himself has said nothing."""
        if self.word is not None:
            return None
        return next((r for r in self.of_kind(Release) if r.day == self.day), None)

    @property
    def bad_windows(self) -> tuple[TimeWindow, ...]:
        """Hours at which the debtor said not to come, so far as his consent does not answer them."""
        return tuple(window for a in self._objections for window in a.bad_windows)

    @property
    def is_bad_day(self) -> bool:
        """Whether he said not to come on this day of the week."""
        return any(self.day.weekday() in a.bad_weekdays for a in self._objections)

    @once
    def suitable_windows(self) -> tuple[TimeWindow, ...]:
        """The agreed starts that keep even a long visit out of the hours that he ruled out (R-22)."""
        return self.starts_for(LONG_VISIT_S)

    def starts_for(self, visit_s: int) -> tuple[TimeWindow, ...]:
        """The agreed starts that keep a visit of so many seconds, and any of usual length, out of his bad hours."""
        windows = self.appointment.windows if self.appointment is not None else ()
        return suitable(windows, self.bad_windows, max(visit_s, LONG_VISIT_S))

    def is_bad_place(self, place: str) -> bool:
        """Whether he said not to come to this place."""
        return bool(place) and any(bare(place) == bare(bad) for a in self._objections for bad in a.bad_places)

    @property
    def door_refusals(self) -> tuple[VisitRecord, ...]:
        """Visits at which he refused (R-28, R-86), whichever case they were for."""
        return tuple(v for v in self.visits if v.asked_to_leave or v.outcome in DOOR_REFUSALS)

    @property
    def third_party_visits(self) -> tuple[VisitRecord, ...]:
        """Visits at which somebody else opened."""
        return tuple(v for v in self.visits if v.outcome is VisitOutcome.THIRD_PARTY)

    @once
    def _objections(self) -> tuple[ContactAttempt, ...]:
        """His words that name bad times or places: a later consent to one fixed day answers the earlier ones."""
        said = [
            a for a in self.attempts if a.answered_by == "本人" and (a.bad_windows or a.bad_weekdays or a.bad_places)
        ]
        agreed = self.consent
        if agreed is None or agreed.appointment is None or agreed.appointment.first_day != agreed.appointment.last_day:
            return tuple(said)
        return tuple(a for a in said if a.at >= agreed.at)

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


@lru_cache(maxsize=4096)
def bare(address: str) -> str:
    """An address for comparing: full-width forms folded, blanks and the city's own prefixes taken off."""
    folded = "".join(unicodedata.normalize("NFKC", address).split()).upper()
    for prefix in ("中国", "上海市", "上海", "市辖区"):
        folded = folded.removeprefix(prefix)
    return folded


def suitable(windows: Iterable[TimeWindow], bad: Iterable[TimeWindow], visit_s: int) -> tuple[TimeWindow, ...]:
    """The starts that keep a visit of so many seconds out of the bad hours altogether."""
    left = list(windows)
    for wrong in bad:
        rest: list[TimeWindow] = []
        for window in left:
            if window.start <= wrong.start - visit_s:
                rest.append(TimeWindow(window.start, min(window.end, wrong.start - visit_s)))
            if window.end >= wrong.end:
                rest.append(TimeWindow(max(window.start, wrong.end), window.end))
        left = [w for n, w in enumerate(rest) if w not in rest[:n]]
    return tuple(left)


def _weight(attempt: ContactAttempt) -> tuple[float, int]:
    return attempt.at.timestamp(), -RESTRICTIVE_FIRST.index(attempt.outcome)
