"""From records to rows: each record's content as JSON, and beside it what lists filter and sort by."""

import csv
import hmac
from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from functools import cache
from typing import Any

import resources
from planner.case import Case
from planner.confirmed_place import ConfirmedPlace
from planner.contact import ContactAttempt
from planner.lender import Authorisation, Lender
from planner.ruling import Ruling
from planner.shift import Team
from planner.store.codec import encode
from planner.visit import VisitRecord

Columns = Mapping[str, Any]


def case_row(case: Case, index_key: bytes) -> Columns:
    """The person's key is stored as an HMAC: a plain hash of an id number is found again in seconds."""
    return {
        "number": case.number,
        "lender": case.lender,
        "debtor_key": hmac.digest(index_key, case.debtor.key.encode("utf-8", "surrogatepass"), "sha256").hex(),
        "district": district_of(case),
        "state": case.state.value,
        "bucket": case.bucket,
        "batch": case.batch,
        "total_fen": fen(case.amounts.total),
        "principal_fen": fen(case.amounts.principal),
        "days_overdue": case.days_overdue,
        "loan_date": case.loan_date,
        "last_paid_on": case.last_paid_on,
        "mandate_start": case.mandate_start,
        "mandate_end": case.mandate_end,
        "content": encode(case),
    }


def attempt_row(attempt: ContactAttempt) -> Columns:
    """Moments are sorted by UTC; the content keeps the time as it was told."""
    return {
        "case_number": attempt.case_number,
        "at": attempt.at.astimezone(UTC).replace(tzinfo=None),
        "outcome": attempt.outcome.value,
        "content": encode(attempt),
    }


def visit_row(visit: VisitRecord) -> Columns:
    """One visit of the past."""
    return {
        "case_number": visit.case_number,
        "day": visit.day,
        "outcome": visit.outcome.value,
        "content": encode(visit),
    }


def lender_row(lender: Lender) -> Columns:
    """A profile."""
    return {"name": lender.name, "content": encode(lender)}


def authorisation_row(paper: Authorisation) -> Columns:
    """An authorisation with its term."""
    return {
        "lender": paper.lender,
        "staff_number": paper.staff_number,
        "valid_from": paper.valid_from,
        "valid_until": paper.valid_until,
        "content": encode(paper),
    }


def team_row(team: Team) -> Columns:
    """A team."""
    return {"team": team.id, "content": encode(team)}


def ruling_row(ruling: Ruling) -> Columns:
    """A decision; a union has no tag of its own in JSON, so the word's name stands beside it."""
    return {
        "kind": type(ruling).__name__,
        "case_number": ruling.case_number,
        "at": ruling.at.astimezone(UTC).replace(tzinfo=None),
        "content": encode(ruling),
    }


def place_row(place: ConfirmedPlace) -> Columns:
    """A place that a person confirmed, by its address."""
    return {"address": place.address, "content": encode(place)}


def fen(amount: Decimal | None) -> int | None:
    """Yuan as whole fen, rounded half to even where a file has more digits."""
    return None if amount is None else int((amount * 100).to_integral_value())


def district_of(case: Case) -> str:
    """The district that the first address names by its full name; "" when it names none."""
    text = case.addresses[0][1] if case.addresses else ""
    return next((name for name in _districts() if name in text), "")


@cache
def _districts() -> tuple[str, ...]:
    with resources.path("gazetteer/districts.csv").open(encoding="utf-8", newline="") as file:
        return tuple(line["district"] for line in csv.DictReader(file))
