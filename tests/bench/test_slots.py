"""The figure of offered slots is measured on days that are full and on debtors who get some."""

from tests.bench.days import Size
from tests.bench.slots import slots


def test_every_debtor_asks_about_seven_full_days():
    """In small: all seven days are there, and whoever asks is offered something."""
    (bar,) = slots(Size(12, 4), tries=2)
    assert bar.name == "offer slots, 7 days of 12x4"
    assert bar.value is not None
    assert bar.value > 0
    assert "at least 5 slots" in bar.note
