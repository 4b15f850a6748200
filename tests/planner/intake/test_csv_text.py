"""Comma-separated text in two encodings, without guessing."""

import pytest

from planner.errors import PlannerError
from planner.intake import csv_text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_both_encodings_are_read(encoding: str) -> None:
    """Rare characters survive, the byte order mark does not become part of the first heading."""
    assert csv_text.records("f.csv", "姓名,䶮\r\n𠮷,1\r\n".encode(encoding)) == [["姓名", "䶮"], ["𠮷", "1"]]


def test_mixed_encodings_name_the_place() -> None:
    """Nothing is replaced: the sentence says where the text cannot be read."""
    mixed = "姓名\n张三\n".encode("gb18030") + "张三李四\n".encode()
    with pytest.raises(PlannerError, match="第 1 行（第 0 字节）"):
        csv_text.decode("f.csv", mixed)
    with pytest.raises(PlannerError, match="第 2 行（第 7 字节）"):
        csv_text.decode("f.csv", "姓名\n".encode() + b"\xff\xff\n")


def test_quotes_that_do_not_match_are_refused() -> None:
    """An open quote would swallow the rest of the file."""
    with pytest.raises(PlannerError, match="引号"):
        csv_text.records("f.csv", b'a,b\n"c,d\ne,f\n')


def test_records_keep_their_width() -> None:
    """Too many and too few columns come through as they are, to be rejected one by one."""
    assert csv_text.records("f.csv", b'a,b\n1\n1,2,3\n"1\n2",3\n\n') == [
        ["a", "b"],
        ["1"],
        ["1", "2", "3"],
        ["1\n2", "3"],
        [],
    ]
