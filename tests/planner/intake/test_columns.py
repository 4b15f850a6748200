"""Heading rows and the fields that they name."""

from collections.abc import Callable

import pytest

from planner.errors import PlannerError
from planner.intake.columns import Table, layout, tables_in
from planner.intake.sheet import Sheet

HEADINGS = ("案件编号", "委托方", "姓名")


def sheet(*rows: tuple[str, ...], name: str = "甲") -> Sheet:
    """A sheet of these rows."""
    return Sheet("file.xlsx", name, tuple(enumerate(rows, start=1)))


@pytest.mark.parametrize("heading", ["剩余本金(元)", "剩余本金（元）", " 剩余 本金\n【元】", "*剩余本金", "剩余本金"])
def test_units_spaces_and_stars_do_not_matter(heading: str) -> None:
    """A heading is the same field in every dress."""
    assert layout("cases").field_of(heading) == "principal"


@pytest.mark.parametrize("heading", ["剩余本金(万元)", "剩余本金(美元)", "本金"])
def test_another_unit_is_another_thing(heading: str) -> None:
    """An amount in ten thousands or in dollars is not taken for yuan."""
    assert layout("cases").field_of(heading) == ""


@pytest.mark.parametrize("heading", ["联系人1地址", "联系人12地址", "联系人地址", "联系人２地址"])
def test_contacts_are_numbered(heading: str) -> None:
    """The number of a contact may be anything or missing."""
    assert layout("cases").field_of(heading) == "contact_address"


def test_titles_above_the_headings_are_passed_over() -> None:
    """The heading row is the one with most known names, not the first one; row numbers stay the file's."""
    found = tables_in(
        [sheet(("委外案件", "", ""), ("", "", "案件编号"), HEADINGS, ("A1", "甲方", "张三"))], layout("cases")
    )
    assert found[0].headings == HEADINGS
    assert found[0].rows == ((4, ("A1", "甲方", "张三")),)


def test_the_first_sheet_with_headings_is_read_and_the_others_told() -> None:
    """A pivot before and a second list behind are not read in silence."""
    pivot, second = sheet(("合计", "5"), name="透视"), sheet(HEADINGS, ("B1", "乙方", "李四"), name="旧")
    found = tables_in([pivot, sheet(HEADINGS, ("A1", "甲方", "张三")), second], layout("cases"))
    assert [t.sheet for t in found] == ["甲"]
    assert found[0].notes == ("另有工作表未读取：透视、旧。",)


def test_dropped_columns_are_told(table: Callable[..., Table]) -> None:
    """Columns that nobody needs are named once (R-70)."""
    assert table("cases", "案件编号 委托方 姓名 QQ 婚否 星座", ["A1", "甲", "张三", "1", "2", "3"]).notes == (
        "未导入的列（工作不需要）：QQ、婚否。",
        "未导入的列（不认识，可在“列对应”中指定）：星座。",
    )


@pytest.mark.parametrize(
    ("headings", "says"),
    [
        (("委托方", "姓名", "身份证号"), "没有“案件编号”列"),
        (("案件编号", "委案金额", "总欠款", "姓名"), "“委案金额”、“总欠款”"),
        (("案件编号", "姓名", "手机号", "姓名"), "“姓名”、“姓名”"),
        (("案件编号", "姓名", "手机号", "手机号"), "“手机号”、“手机号”"),
        (("甲", "乙", "丙"), "找不到案件表的表头"),
    ],
)
def test_unclear_headings_are_refused_in_words(headings: tuple[str, ...], says: str) -> None:
    """No case number, one field twice, or no heading at all: one sentence each."""
    with pytest.raises(PlannerError, match=says):
        tables_in([sheet(headings, ("x",) * len(headings))], layout("cases"))


def test_a_sheet_of_headings_alone() -> None:
    """A contact log may be empty, a case file may not."""
    with pytest.raises(PlannerError, match="没有数据行"):
        tables_in([sheet(HEADINGS)], layout("cases"))
    assert tables_in([sheet(("案件编号", "联系时间", "结果"))], layout("contacts"))[0].rows == ()
