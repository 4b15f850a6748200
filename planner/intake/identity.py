"""Id numbers of residents: check digit, birth date, the old form of fifteen digits."""

import re
from dataclasses import dataclass
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Identity:
    """What an id number tells: `key` is its form of eighteen digits, "" when it is not sound; `warning` says why."""

    birth_date: date | None = None
    key: str = ""
    warning: str = ""


def identity(number: str) -> Identity:
    """Read an id number that is already free of spaces and in capitals. Never raises: a person has to verify it."""
    if not number:
        return Identity(warning="身份证号缺失，请核实")
    if re.fullmatch(r"\d{15}", number):
        long_form = f"{number[:6]}19{number[6:]}"
        return _dated(long_form + check_digit(long_form), "身份证号为 15 位旧号，请核实")
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return Identity(warning="身份证号不是 18 位或 15 位，请核实")
    if check_digit(number[:17]) != number[17]:
        return Identity(warning="身份证号校验位不符，请核实")
    return _dated(number, "")


def check_digit(first_seventeen: str) -> str:
    """The eighteenth character: ISO 7064 mod 11-2, as GB 11643-1999 lays down."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_seventeen, strict=True))
    return _CHECK_DIGITS[total % 11]


def _dated(number: str, warning: str) -> Identity:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        born = None
    if born is None or not 1900 <= born.year <= 2099:
        return Identity(warning="身份证号中的出生日期不成立，请核实")
    return Identity(born, number, warning)
