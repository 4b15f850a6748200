"""The lenders' rows become cases or rejections."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.case import AddressKind, CaseState, Remark
from planner.intake.cases import cases_of, hints
from planner.intake.columns import Table, layout, tables_in
from planner.intake.identity import check_digit
from planner.intake.sheet import Sheet
from planner.needs import Needs, Purpose

HEADINGS = "案件编号 委托方 姓名 身份证号 剩余本金(元)"
SOUND = "31019919820216119" + check_digit("31019919820216119")
Make = Callable[..., Table]


def one(table: Table) -> object:
    """What became of the only row: the case, or the column and reason of its rejection."""
    batch = cases_of(table)
    assert batch.rows == 1
    return batch.parsed[0].value if batch.parsed else (batch.rejections[0].column, batch.rejections[0].reason)


def test_both_lenders_headings_name_the_same_fields() -> None:
    """The exports of the two sample lenders have every field of a case that they carry recognised."""
    first = "合同编号 贷款日期 贷款年利率 委案金额(元) 剩余本金(元) 逾期利息(元) 违约金(元) 委案日期 退案日期 案件状态"
    second = "贷款合同号 放款时间 贷款利率 委外金额 未还本金 利息 逾期违约金 委外日期 预计退案日 委外状态"
    fields = [layout("cases").field_of(heading) for heading in first.split()]
    assert fields == [layout("cases").field_of(heading) for heading in second.split()]
    assert "" not in fields
    only_theirs = "个案序列号 客户姓名 证件号 本人手机 家庭住址 公司地址 业务类型 逾期账龄 余额日期"
    assert all(layout("cases").field_of(heading) for heading in only_theirs.split())


def test_a_row_becomes_a_case(table: Make) -> None:
    """Key, sex and birth date come from a sound id number, money is Decimal, the row is remembered."""
    batch = cases_of(table("cases", HEADINGS, ["007", "甲方", "张三", SOUND.lower(), "1,000.5"]))
    case, source = batch.parsed[0].value, batch.parsed[0].source
    assert (case.number, case.debtor.key, case.debtor.is_male) == ("007", SOUND, True)
    assert case.debtor.birth_date == date(1982, 2, 16)
    assert (case.amounts.principal, case.amounts.total) == (Decimal("1000.50"), None)
    assert (case.state, case.warnings, source.row) == (CaseState.UNKNOWN, (), 2)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["", "甲方", "张三", SOUND, "1"], "案件编号"),
        (["A1", "", "张三", SOUND, "1"], "委托方"),
        (["A1", "甲方", "张三", SOUND, "叁万"], "剩余本金(元)"),
        (["A1", "甲方", "张三", SOUND, "-1"], "剩余本金(元)"),
    ],
)
def test_rejected_rows_name_their_column(table: Make, row: list[str], column: str) -> None:
    """No number, no lender, an amount in words or below zero: rejected, with the file's own heading."""
    rejection = cases_of(table("cases", HEADINGS, row)).rejections[0]
    assert (rejection.column, rejection.case_number) == (column, row[0])
    assert rejection.source.values == tuple(row)
    assert "张三" not in rejection.reason


def test_a_wrong_check_digit_imports_with_a_warning(table: Make) -> None:
    """The person is known by the case then, and of unknown age."""
    batch = cases_of(table("cases", HEADINGS, ["A1", "甲方", "张三", SOUND[:17] + "0", "1"]))
    case = batch.parsed[0].value
    assert case.warnings == ("身份证号校验位不符，请核实",)
    assert (case.debtor.key, case.debtor.birth_date, case.debtor.is_male) == ("甲方/A1", None, None)


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x","张")', "<img src=x onerror=alert(1)>", "NA", "䶮"])
def test_odd_names_stay_as_they_are(table: Make, name: str) -> None:
    """Text is text: nothing is run, escaped or taken for missing on the way in."""
    assert cases_of(table("cases", HEADINGS, ["A1", "甲方", name, SOUND, "1"])).parsed[0].value.debtor.name == name


@pytest.mark.parametrize(
    ("word", "state"),
    [("0", CaseState.ACTIVE), ("5", CaseState.WITHDRAWN), ("暂停", CaseState.SUSPENDED), ("？", CaseState.UNKNOWN)],
)
def test_states_come_in_words_and_codes(table: Make, word: str, state: CaseState) -> None:
    """The codes 0 to 5 and the words are known, all else is unknown and told."""
    case = cases_of(table("cases", "案件编号 委托方 案件状态", ["A1", "甲方", word])).parsed[0].value
    assert case.state is state
    assert ("案件状态不认识，请核实" in case.warnings) == (state is CaseState.UNKNOWN)


def test_every_address_keeps_its_kind(table: Make) -> None:
    """All contacts' addresses are kept to recognise them, and empty ones are not stored."""
    headings = "案件编号 委托方 户籍地址 现居住地址 单位地址 联系人1姓名 联系人1地址 联系人2姓名 联系人2地址"
    case = cases_of(table("cases", headings, ["A1", "甲", "户", "家", "", "李四", "一", "王五", "二"])).parsed[0].value
    assert case.addresses == (
        (AddressKind.HOME, "家"),
        (AddressKind.HUKOU, "户"),
        (AddressKind.CONTACT, "一"),
        (AddressKind.CONTACT, "二"),
    )
    assert case.contact_names == ("李四", "王五")


def test_the_earliest_end_of_the_mandate_counts(table: Make) -> None:
    """Two columns for the end give the earlier day (R-08)."""
    headings = "案件编号 委托方 退案日期 预计退案日"
    case = cases_of(table("cases", headings, ["A1", "甲", "2027/01/12", "2026年12月1日"])).parsed[0].value
    assert case.mandate_end == date(2026, 12, 1)


def test_penalties_add_up(table: Make) -> None:
    """Several columns of one kind are summed; a dash adds nothing."""
    case = (
        cases_of(table("cases", "案件编号 委托方 违约金 滞纳金 罚息", ["A1", "甲", "1.10", "2", "-"])).parsed[0].value
    )
    assert case.amounts.penalty == Decimal("3.10")


def test_another_currency_is_rejected(table: Make) -> None:
    """Sheets that mix currencies are not summed as yuan."""
    assert one(table("cases", "案件编号 委托方 币种", ["A1", "甲", "港币"])) == ("币种", "只能导入人民币案件")


def test_a_cell_that_lost_its_digits_is_named(table: Make) -> None:
    """A defect in a column that is used rejects the row and names the cell; in a dropped column it does not matter."""
    headings = "案件编号 委托方 身份证号 QQ"
    row = ["A1", "甲", "310199198202161328", "1"]
    assert one(table("cases", headings, row, defects={(2, 2): "是 Excel 错误值"})) == (
        "身份证号",
        "单元格 C2 是 Excel 错误值",
    )
    assert cases_of(table("cases", headings, row, defects={(2, 3): "是 Excel 错误值"})).parsed


@pytest.mark.parametrize("cells", [["A1", "甲", "张三", "多"], ["A1", "甲"]])
def test_csv_rows_of_another_width_are_rejected(table: Make, cells: list[str]) -> None:
    """Columns that shifted by a stray comma are never read as something else."""
    batch = cases_of(table("cases", "案件编号 委托方 姓名", cells, is_csv=True))
    assert (len(batch.parsed), len(batch.rejections)) == (0, 1)


@pytest.mark.parametrize(
    ("remark", "found"),
    [
        ("客户住院中，家属代接", {Remark.HARDSHIP}),
        ("客户称已还部分；曾投诉12378", {Remark.DISPUTE, Remark.COMPLAINT}),
        ("已委托律师，姓陈", {Remark.LAWYER}),
        ("接听人称不是本人", {Remark.DISPUTE}),
        ("无异议，没有投诉", set()),
        ("多次拨打", set()),
    ],
)
def test_remarks_leave_hints_only(table: Make, remark: str, found: set[Remark]) -> None:
    """From a remark only the kind of trouble is kept, never a word of it."""
    assert hints(remark) == found
    batch = cases_of(table("cases", "案件编号 委托方 备注", ["A1", "甲", remark]))
    assert remark not in repr(batch.parsed[0].value)
    assert any("原文不保存" in note for note in batch.notes)


HEADING_CELLS = st.sampled_from([word for words in layout("cases").columns.values() for word in words[:1]] + ["QQ"])


@given(st.data())
def test_no_row_is_ever_lost(data: st.DataObject) -> None:
    """Whatever text stands in a table, rows = parsed + rejected."""
    extra = data.draw(st.lists(HEADING_CELLS, unique=True, max_size=6))
    headings = tuple(dict.fromkeys(["案件编号", "委托方", "姓名", *extra]))
    cell = st.text(max_size=8) | st.sampled_from(["A1", "甲方", "2026-11-24", "12.5", "18%", "0", "=1"])
    width = len(headings)
    rows = data.draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=5))
    numbered = tuple((n, tuple(row)) for n, row in enumerate([headings, *rows], start=1))
    batch = cases_of(tables_in([Sheet("f.csv", "", numbered, is_csv=True)], layout("cases"))[0])
    assert len(batch.parsed) + len(batch.rejections) == batch.rows == len(rows)


def test_a_case_list_may_ask_for_a_team(table: Make) -> None:
    """The columns of the contact log's wishes mean the same here."""
    headings = f"{HEADINGS} 到访目的 指定小组 回避小组 所需技能 必访"
    cells = ["A1", "甲方", "张三", SOUND, "1", "送达材料", "T1", "T2", "手语", "否"]
    needs = cases_of(table("cases", headings, cells)).parsed[0].value.needs
    assert needs == Needs(Purpose.DELIVERY, "T1", frozenset({"T2"}), frozenset({"手语"}), False)
    assert cases_of(table("cases", HEADINGS, cells[:5])).parsed[0].value.needs == Needs()
