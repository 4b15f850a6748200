"""Sums in figures and capitals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.documents.money import capitals, figures, per_cent


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("1409.50", "人民币壹仟肆佰零玖元伍角"),
        ("6007.14", "人民币陆仟零柒元壹角肆分"),
        ("107000.53", "人民币壹拾万柒仟元伍角叁分"),
        ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "人民币叁佰贰拾伍元零肆分"),
        ("13245.675", "人民币壹万叁仟贰佰肆拾伍元陆角捌分"),
        ("0", "人民币零元整"),
    ],
)
def test_capitals_follow_the_rule_of_the_central_bank(amount, told):
    """Its own examples, and a sum finer than a fen, which is rounded and not cut."""
    assert capitals(Decimal(amount)) == told


def test_nobody_owes_less_than_nothing():
    """A negative sum is our own fault."""
    with pytest.raises(ValueError, match="negative"):
        capitals(Decimal("-0.01"))


@given(st.decimals("0", "999999999.99", places=2))
def test_figures_keep_every_fen(amount):
    """Without its separators the text is the sum again."""
    assert Decimal(figures(amount).replace(",", "")) == amount


def test_rates_are_short():
    """No trailing zeros, no exponent."""
    assert [per_cent(Decimal(rate)) for rate in ("0.18", "0.072", "0.10", "1")] == ["18%", "7.2%", "10%", "100%"]
