"""Id numbers of residents."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.intake.identity import check_digit, identity

SOUND = "31019919820216119" + check_digit("31019919820216119")


def test_a_sound_number_tells_the_birthday() -> None:
    """With its check digit right, the number is the person's key and carries the birth date."""
    known = identity(SOUND)
    assert (known.birth_date, known.key, known.warning) == (date(1982, 2, 16), SOUND, "")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place: int, shift: int) -> None:
    """Any single changed digit breaks the check."""
    wrong = str((int(SOUND[place]) + shift) % 10)
    assert identity(SOUND[:place] + wrong + SOUND[place + 1 :]).birth_date is None


def test_the_old_form_joins_the_new_one() -> None:
    """A number of fifteen digits gets the key of eighteen, and a warning."""
    old = identity(SOUND[:6] + SOUND[8:17])
    assert (old.key, old.birth_date) == (SOUND, date(1982, 2, 16))
    assert "15 位" in old.warning


@pytest.mark.parametrize(
    "number", ["", "123", "3101991982021611", "31019919820230119" + check_digit("31019919820230119")]
)
def test_unsound_numbers_have_no_key(number: str) -> None:
    """Nothing, a wrong length, a 30th of February: no birth date, no key, a warning."""
    known = identity(number)
    assert (known.birth_date, known.key) == (None, "")
    assert known.warning.endswith("请核实")
