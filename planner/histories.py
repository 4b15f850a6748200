"""What the rules look at, joined from the store: contact, visits and rulings of a person over all his cases."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from datetime import date

from planner.case import Case, claim_key
from planner.compliance.facts import CaseFacts
from planner.contact import ContactAttempt
from planner.desk import Desk
from planner.ruling import Ruling
from planner.store.interface import CaseStore
from planner.visit import VisitRecord


class Histories:
    """Contact and visits joined to the person whom they are about, over all his cases."""

    def __init__(self, store: CaseStore, secret: bytes) -> None:
        known = store.cases()
        self._lenders = store.lenders()
        self._lender_of = {number: case.lender for number, case in known.items()}
        self._attempts: dict[str, list[ContactAttempt]] = defaultdict(list)
        self._visits: dict[str, list[VisitRecord]] = defaultdict(list)
        for attempt in store.attempts():
            if attempt.case_number in known:
                self._attempts[known[attempt.case_number].debtor.key].append(attempt)
        for visit in store.visits():
            if visit.case_number in known:
                self._visits[known[visit.case_number].debtor.key].append(visit)
        self._rulings: dict[str, list[Ruling]] = defaultdict(list)
        for ruling in store.rulings():
            if ruling.case_number in known:
                self._rulings[known[ruling.case_number].debtor.key].append(ruling)
        self._numbers = _numbers_of_claims(known, self._rulings.keys() | self._attempts.keys(), secret)

    def facts(self, case: Case, day: date, desk: Desk) -> CaseFacts:
        """The case's own facts with its person's history."""
        return CaseFacts(
            case=case,
            day=day,
            desk=desk,
            lender=self._lenders.get(case.lender),
            attempts=tuple(self._attempts.get(case.debtor.key, ())),
            visits=tuple(self._visits.get(case.debtor.key, ())),
            lender_of=self._lender_of,
            rulings=tuple(self._rulings.get(case.debtor.key, ())),
            also_numbered=self._numbers.get(case.number, frozenset()),
        )


def _numbers_of_claims(known: Mapping[str, Case], people: Set[str], secret: bytes) -> dict[str, frozenset[str]]:
    """For each case number the other ones of the same person and contract, where a person has several."""
    claims: dict[str, list[str]] = defaultdict(list)
    several = {key for key, count in Counter(case.debtor.key for case in known.values()).items() if count > 1}
    wanted = several & people
    for number, case in known.items():
        if case.debtor.key in wanted and (claim := claim_key(secret, case)):
            claims[claim].append(number)
    return {n: frozenset(same) - {n} for same in claims.values() if len(same) > 1 for n in same}
