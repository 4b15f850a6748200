"""One cell's text becomes a value or a reason."""

from datetime import date
from decimal import Decimal

import pytest

from planner.intake import values


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("15373.92", "15373.92"),
        ("１５３７３．９２", "15373.92"),
        ("¥1，234.50", "1234.50"),
        ("12,345,678元", "12345678.00"),
        ("0.005", "0.01"),
        ("17380.119999999999", "17380.12"),
    ],
)
def test_amounts_are_read_to_the_fen(text: str, yuan: str) -> None:
    """Full-width digits, separators and the unit are understood; the half fen goes up."""
    assert values.amount(text) == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["叁万", "1.2万", "-5.00", "(5.00)", "12,34", "1e5", "USD 5", "12元34", "1" * 13, "5,"]
)
def test_other_amounts_are_not_guessed(text: str) -> None:
    """Words, other units, minus signs and misplaced separators are no amount."""
    with pytest.raises(values.Unreadable):
        values.amount(text)


@pytest.mark.parametrize(
    "text", ["2026-11-14", "2026/11/14", "2026年11月14日", "20261114", "２０２６-11-14", "2026-11-14 00:00:00"]
)
def test_a_day_in_each_known_form(text: str) -> None:
    """All forms that the field writes give the same day."""
    assert values.day(text) == date(2026, 11, 14)


@pytest.mark.parametrize("text", ["14/11/2026", "12/3/25", "45678", "2026-02-30", "2026-11/14", "0202-11-14", "明天"])
def test_other_days_are_not_guessed(text: str) -> None:
    """Ambiguous forms, serial numbers and days that do not exist are refused."""
    with pytest.raises(values.Unreadable):
        values.day(text)


def test_a_rate_is_a_share_of_one() -> None:
    """18 % and 0.18 are the same; a bare 18 counts only below a heading in per cent."""
    assert values.rate("18%") == values.rate("0.18") == values.rate("18", in_per_cent=True) == Decimal("0.18")
    with pytest.raises(values.Unreadable):
        values.rate("18")


def test_a_moment_needs_its_time_of_day() -> None:
    """A moment is aware and in Shanghai; a day alone is none."""
    assert values.moment("2026/11/23 9:05").isoformat() == "2026-11-23T09:05:00+08:00"
    with pytest.raises(values.Unreadable):
        values.moment("2026-11-23")


@pytest.mark.parametrize("text", ["24:00", "9:60", "9", "09:00-17:00"])
def test_no_other_clock_times(text: str) -> None:
    """Only hours and minutes of a day are a clock time."""
    with pytest.raises(values.Unreadable):
        values.clock_time(text)


def test_keys_lose_what_the_eye_does_not_see() -> None:
    """Zero-width marks, full-width digits, spaces and Excel's apostrophe are no part of a number."""
    assert values.key("'ＨＸ００ 7\u200b") == "HX007"
