"""Sums of money as papers show them: figures with separators, and the capitals that banks read."""

from decimal import ROUND_HALF_UP, Decimal

_FEN = Decimal("0.01")


def figures(amount: Decimal) -> str:
    """12,345.67 for 12345.67."""
    return f"{amount.quantize(_FEN, ROUND_HALF_UP):,f}"


def capitals(amount: Decimal) -> str:
    """人民币壹万贰仟叁佰肆拾伍元陆角柒分 for 12345.67, written by the rule of the People's Bank.

    Raises:
        ValueError: a negative sum, which no paper of ours states.
    """
    if amount < 0:
        raise ValueError("A negative sum cannot be owed.")
    from cn2an import an2cn

    # cn2an cuts what lies behind the fen without a word, and reads floats: it gets quantised text only.
    return f"人民币{an2cn(str(amount.quantize(_FEN, ROUND_HALF_UP)), 'rmb')}"


def per_cent(share: Decimal) -> str:
    """18% for 0.18, 7.2% for 0.072."""
    return f"{(share * 100).normalize():f}%"
