"""Forbidden words stop a paper and are named; required ones are missed."""

import pytest

from planner.documents import lint
from planner.documents.wording import Unprintable, wording

WORDS = wording()


@pytest.mark.parametrize("word", WORDS.tables["lint"]["forbidden"])
def test_each_forbidden_word_is_found_with_its_sentence(word):
    """Also with spaces between its characters; the sentence is told, its neighbours are not."""
    spaced = " ".join(word)
    found = lint.forbidden([f"您好。我们将{spaced}。谢谢。"], WORDS)
    assert spaced in found
    assert "您好" not in found
    assert "谢谢" not in found


def test_plain_words_pass():
    """What the notice says of itself is no threat."""
    assert lint.forbidden(["我们不是国家机关工作人员，没有执法权。"], WORDS) == ""


def test_the_debtors_own_name_is_no_wording():
    """A person may be called anything; the name is not told either."""
    assert lint.forbidden(["法院路的张三：您好。"], WORDS, names=("法院路的张三",)) == ""
    assert "张三" not in lint.forbidden(["张三：将起诉您。"], WORDS, names=("张三",))


def test_our_own_wording_and_layout_hold_no_forbidden_word():
    """The lint's own list aside, nothing that we print needs an exception."""
    told = [str(table) for name, table in WORDS.tables.items() if name != "lint"]
    assert lint.forbidden([*told, WORDS.layout], WORDS) == ""


def test_a_required_phrase_that_lacks_is_named():
    """Line breaks and widths do not hide one that is there."""
    assert lint.lacking(["您可以要求", "我们离开"], ["您可以要求我们离开"]) == ""
    assert lint.lacking(["您好"], ["您可以要求我们离开"]) == "您可以要求我们离开"


def test_words_of_debt_are_seen_on_the_outside():
    """A calendar title, a label, a file name."""
    assert lint.outside(["上门催收 张三"], WORDS)
    assert not lint.outside(["T01 访点3 V-20261124-03"], WORDS)


def test_an_unknown_fact_is_called_by_its_chinese_name():
    """So that the office knows what to declare."""
    with pytest.raises(Unprintable, match="缺少“机构投诉电话”"):
        WORDS.fill("投诉：{agency_complaint}", {"agency_complaint": ""})


def test_a_gap_inside_a_fact_stays_text():
    """A name that looks like a placeholder is not filled again."""
    assert WORDS.fill("{name}：", {"name": "{total}", "total": "1.00"}) == "{total}："
