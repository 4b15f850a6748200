"""Letters go to those who refused: polite, complete, and silent on the outside."""

from dataclasses import replace

import pytest

from planner.documents import lint
from planner.documents.letters import letters_job
from planner.documents.wording import wording


@pytest.fixture(scope="module")
def pages(prints, text_of):
    return text_of(prints.letters)


def test_a_list_for_the_office_comes_first(pages):
    """Four letters, two of which wait for an address, by case number and without a name."""
    assert len(pages) == 5
    assert "内部使用" in pages[0]
    assert pages[0].count("待补送达地址") == 2
    assert "HX26110109001" in pages[0]
    assert "陶梓" not in pages[0]


def test_a_letter_says_what_it_must(pages, day):
    """Who, for whom, how much and when, how to pay and object, where to complain, and that nobody will come."""
    for page, letter in zip(pages[1:], day.letters, strict=True):
        assert letter.cases[0].debtor.name in page
        assert f"****{letter.cases[0].debtor.id_number[-4:]}" in page
        for phrase in ("38,744.47", "2026年11月23日", "APP内还款", "12378", "不会安排上门", "如何提出异议"):
            assert phrase in page


def test_what_a_window_envelope_shows_tells_of_no_debt(pages):
    """Before the title stand the sender's address and the addressee, nothing else."""
    window = pages[1].split("账目告知函")[0]
    assert window == "上海市宝山区上大路450号上海市徐汇区漕溪北路88号1203室陶梓收"
    assert lint.outside([window], wording()) == ""


def test_a_letter_without_an_address_shows_none(pages):
    """Neither the home of the file nor an employer is printed in its place."""
    assert pages[2].split("账目告知函")[0] == "上海市宝山区上大路450号"


def test_a_letter_that_cannot_be_printed_is_listed(make_day, fonts):
    """The others keep their numbers."""
    day = make_day(letters=2)
    lost = replace(day.letters[0], lender=replace(day.letters[0].lender, pay_channel=""))
    job, unprinted = letters_job(replace(day, letters=(lost, day.letters[1])), wording(), fonts)
    assert [row["number"] for row in job.data["listed"]] == ["—", "1"]
    assert len(job.data["letters"]) == 1
    assert unprinted[0].reason == "缺少“还款渠道”。"


def test_an_address_may_hold_a_forbidden_word(make_day, fonts):
    """Some streets are called after an office; that is not a threat."""
    day = make_day(letters=1)
    letter = replace(day.letters[0], address="上海市政府路 1 号法院宿舍 2 室")
    _, unprinted = letters_job(replace(day, letters=(letter,)), wording(), fonts)
    assert unprinted == []


def test_no_letters_no_job(make_day, fonts):
    """A day on which nobody refused."""
    assert letters_job(make_day(letters=0), wording(), fonts) == (None, [])
