"""Each stop's folder is whole, in order, and says so when it is not."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from planner.documents.pack import pack_job
from planner.documents.printing import print_day
from planner.documents.wording import wording

PAPERS = ["授权委托书（内页）", "上门沟通告知书", "欠款明细", "还款协议", "外访记录表", "送达回执"]


@pytest.fixture(scope="module")
def pages(prints, text_of):
    return text_of(prints.packs["T01"])


def with_first(day, change):
    """The day with the first stop's cases changed."""
    team = day.teams[0]
    stop = replace(team.stops[0], cases=tuple(change(case) for case in team.stops[0].cases))
    return replace(day, teams=(replace(team, stops=(stop, *team.stops[1:])),))


def kinds(day, fonts):
    """The kinds of papers that the first stop gets, and what was left out."""
    job, left_out = pack_job(day, day.teams[0], wording(), fonts)
    return [paper["kind"] for paper in job.data["stops"][0]["papers"]], left_out


def test_every_stop_has_its_papers_in_the_order_of_the_day(prints):
    """The outline lists eight stops by number, and six papers under each."""
    with pikepdf.open(BytesIO(prints.packs["T01"])) as pdf, pdf.open_outline() as outline:
        assert [item.title.split()[0] for item in outline.root] == [f"T01-{n}" for n in range(1, 9)]
        assert all([paper.title for paper in item.children] == PAPERS for item in outline.root)


def test_pages_count_within_each_stop(pages):
    """Each folder counts from 1 to its own last page."""
    assert len(pages) == 56
    for i, page in enumerate(pages):
        assert f"第{i % 7 + 1}页/共7页" in page
        assert f"T01-{i // 7 + 1}" in page


def test_legal_papers_carry_the_full_name_and_four_digits_of_the_id(pages, day):
    """Rare and hostile names come out letter for letter; no id and no phone is whole anywhere."""
    whole = "".join(pages)
    for stop in day.teams[0].stops:
        debtor = stop.cases[0].debtor
        folder = pages[7 * (stop.number - 1) : 7 * stop.number]
        name = "".join(debtor.name.split())
        assert all(name in page for page in folder[1:]), debtor.name
        assert f"****{debtor.id_number[-4:]}" in folder[3]
        assert debtor.id_number not in whole
        assert debtor.mobile not in whole


def test_the_statement_adds_up_over_two_contracts(pages):
    """Two contracts of 38,744.47 make 77,488.94, in figures and in capitals."""
    assert "合计77,488.94元" in pages[17]
    assert "人民币柒万柒仟肆佰捌拾捌元玖角肆分" in pages[17]


def test_the_authorisation_says_that_it_is_not_the_original(pages):
    """It names both sealed originals and the term that both cover."""
    assert "须附委托方盖章授权书SQ10000、SQ10001原件或扫描件" in pages[1]
    assert "2026年9月24日至2027年2月22日" in pages[1]


def test_the_witness_does_not_stand_surety(pages):
    """The witness block says so, and the agreement waits for the lender."""
    assert "仅见证，不承担还款责任" in pages[4]
    assert "经甲方书面确认后生效" in pages[4]


def test_only_a_card_debt_promises_to_apply_for_no_card(pages):
    """The fourth element is for cards."""
    assert "本条不适用" in pages[4]
    assert "不向任何银行申领信用卡" in pages[4 + 14]


def test_an_unknown_total_stops_the_papers_that_need_it_and_no_other(make_day, fonts):
    """Statement and agreement stay away and are told; the cover says incomplete."""
    day = with_first(make_day(stops=1), lambda case: replace(case, amounts=replace(case.amounts, total=None)))
    printed, left_out = kinds(day, fonts)
    assert printed == ["authorisation", "notice", "record", "receipt"]
    assert [(paper.stop, paper.paper) for paper in left_out] == [(1, "欠款明细"), (1, "还款协议")]
    assert {paper.reason for paper in left_out} == {"缺少“委案金额”。"}


def test_an_undeclared_complaint_phone_stops_what_must_name_it(make_day, fonts):
    """The notice cannot be handed out without it."""
    day = make_day(stops=1)
    printed, left_out = kinds(replace(day, desk=replace(day.desk, complaint_phone="")), fonts)
    assert "notice" not in printed
    assert "机构投诉电话" in left_out[0].reason


def test_a_name_without_a_glyph_prints_no_legal_paper_and_the_cover_says_why(make_day, fonts, text_of):
    """Nobody gets a paper with a hole in his name."""
    day = with_first(make_day(stops=1), lambda case: replace(case, debtor=replace(case.debtor, name="张😀")))
    printed, left_out = kinds(day, fonts)
    assert printed == []
    assert all("U+1F600" in paper.reason for paper in left_out)
    assert len(left_out) == 6
    prints = print_day(day, fonts=fonts)
    cover = text_of(prints.packs["T01"])[0]
    assert "不完整" in cover
    assert "U+1F600" in cover
    assert "第1页/共1页" in cover


def test_a_forbidden_word_in_a_product_stops_the_paper_that_shows_it(make_day, fonts):
    """Run-time text is linted like the wording, and the sentence is named without the debtor's name."""
    day = with_first(make_day(stops=1), lambda case: replace(case, product="黑名单清收"))
    printed, left_out = kinds(day, fonts)
    assert "statement" not in printed
    assert "黑名单" in left_out[0].reason
    assert "陶梓" not in left_out[0].reason


def test_a_debt_of_nothing_and_a_very_large_one_are_printed(make_day, fonts, text_of):
    """0.00 and 999,999,999.99 both have capitals."""
    for total, capitals in (("0.00", "人民币零元整"), ("999999999.99", "玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")):
        day = with_first(
            make_day(stops=1, letters=0),
            lambda case, total=total: replace(case, amounts=replace(case.amounts, total=Decimal(total))),
        )
        assert capitals in text_of(print_day(day, fonts=fonts).packs["T01"])[3]


def test_the_same_day_gives_the_same_bytes(make_day, fonts):
    """Two runs, one result, and a version of the templates on it."""
    day = make_day(stops=2)
    first, second = print_day(day, fonts=fonts), print_day(day, fonts=fonts)
    assert first == second
    assert first.packs == second.packs
    assert first.letters == second.letters
    assert first.template_version.startswith("2026.1-")


def test_a_team_without_a_stop_gets_no_papers(make_day, fonts):
    """Nor does a day without letters get a file of letters."""
    day = make_day(stops=1, letters=0)
    idle = replace(day.teams[0], team=replace(day.teams[0].team, id="T99"), stops=())
    prints = print_day(replace(day, teams=(*day.teams, idle)), fonts=fonts)
    assert list(prints.packs) == list(prints.itineraries) == ["T01"]
    assert prints.letters is None


def test_a_debtor_without_a_name_stops_his_papers_and_no_other(make_day, fonts):
    """The file left the name empty: nobody can be asked to sign, everybody else's papers are printed."""
    day = with_first(make_day(), lambda case: replace(case, debtor=replace(case.debtor, name="")))
    prints = print_day(day, fonts=fonts)
    assert {(paper.team, paper.stop) for paper in prints.unprinted} == {("T01", 1)}
    assert "还款协议" in {paper.paper for paper in prints.unprinted}
    assert prints.packs["T01"].startswith(b"%PDF")
