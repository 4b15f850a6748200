"""Headings over two rows, unknown columns, days in an order that has to be told, several sheets."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.errors import PlannerError
from planner.heading_map import ColumnsUnclear, DateOrder, HeadingMap, best_map
from planner.intake import cases, values
from planner.intake.columns import Table, layout, preview, tables_in
from planner.intake.map_files import read_map, read_maps, write_map
from planner.intake.sheet import Sheet

SEEN = {
    "number": "案件编号 案件号 个案序列号 案件序列号 委案编号 档案号 申请号 申请单号",
    "batch": "批次号 批次ID",
    "lender": "委托方 放款机构 归集公司",
    "name": "姓名 客户姓名",
    "id_number": "证件号 身份证号 身份证号码",
    "id_type": "证件类型",
    "mobile": "本人手机 本人手机1 本人手机2 手机号码 手机 手机号",
    "home": "家庭地址 家庭住址 住宅地址 现居住地址 现住址 居住地址",
    "hukou": "户籍地址 户籍 身份证户籍地址",
    "bill_address": "对账单地址 信函地址",
    "employer_address": "单位地址 工作单位地址 公司地址",
    "contact_name": "联系人1姓名 联系人10姓名 联络人2姓名 配偶姓名 担保人姓名",
    "contact_address": "联系人1地址 联系人3现居地址 联络人2地址 配偶地址 担保人地址",
    "product": "产品类型 产品名称 产品系列 业务类型 商品 卡类",
    "contract": "合同编号 贷款合同号 协议编号 借据编号",
    "loan_date": "贷款日期 放款时间",
    "last_due": "贷款截止日 贷款截止日期",
    "loan_sum": "贷款金额 放款金额 签约金额 合同金额(元) 到账金额",
    "annual_rate": "贷款利率",
    "total": "委案金额 委外金额 案件金额(元) 总欠款 最新欠款",
    "principal": "剩余本金 剩余本金(元) 未偿还本金(元) 未还本金 待还本金",
    "interest": "逾期利息",
    "penalty": "逾期罚息 违约金 逾期违约金 滞纳金 逾期滞纳金(元)",
    "fees": "逾期管理费 超限费 其他费用(元)",
    "fees_total": "费用总和",
    "days_overdue": "逾期天数",
    "overdue_since": "逾期日 逾期日期 逾期开始日期",
    "bucket": "逾期账龄 账龄 M值系数 拖欠级别",
    "mandate_start": "委案日期 委外日期",
    "mandate_term": "委案期限",
    "mandate_end": "预计退案日 预计退案日期 预计退案时间 退案日期 结案日期",
    "state": "案件状态 委外状态 催收状态",
    "last_paid_on": "最后还款日 最近还款日期",
    "last_paid": "最后还款金额",
    "remarks": "原催收记录 催收小结 历史备注 备注1 备注6",
    "email": "邮箱 电邮 电子邮箱",
}
NOT_NEEDED = (
    "委外机构 催收方 组织名称 风控机构 性别 生日 年龄 家庭号码 家庭固话 住宅电话 户籍地邮编 户籍邮编 "
    "单位名称 工作单位名称 公司名称 单位号码 工作单位电话 公司电话 案人职位 职位 案人部门 部门 省份 城市 "
    "区县 催收区域 催收区域ID 联系人1关系 联系人2证件号 联系人3手机 联系人1家庭电话 联系人1单位电话 "
    "联系人1单位 联系人4与客户关系 联系人2手机号码 逾期金额 逾期总额 逾期本金 逾期期数 曾逾期次数 "
    "曾经逾期次数 逾期次数 曾逾期期数 催收手别 手别 案件手数 外访状态 每月还款 每月还款金额 "
    "每期还款金额(元) 月还款额 最低还款额 账单日 还款日 每期还款日 已还期数 已还款金额(元) 承诺日期 "
    "承诺金额 PTP金额 CP金额 催收员 催收员ID 风控员 被分配人 QQ"
)


@pytest.mark.parametrize(("field", "headings"), SEEN.items())
def test_every_heading_seen_in_the_field_is_known(field: str, headings: str) -> None:
    """Each name that lenders' exports use leads to its field, with units and numbers."""
    assert {heading: layout("cases").field_of(heading) for heading in headings.split()} == dict.fromkeys(
        headings.split(), field
    )


@pytest.mark.parametrize("heading", NOT_NEEDED.split())
def test_what_the_work_does_not_need_is_known_as_such(heading: str) -> None:
    """It is dropped on purpose and not asked about (R-70)."""
    assert layout("cases").is_dropped(heading)
    assert layout("cases").field_of(heading) == ""


def sheet(*rows: tuple[str, ...], name: str = "甲") -> Sheet:
    """A sheet of these rows, numbered from 1."""
    return Sheet("file.xlsx", name, tuple(enumerate(rows, start=1)))


def test_headings_over_two_rows_are_read_as_one() -> None:
    """Groups over merged cells: a contact's name is not the debtor's, and a cell merged downwards stands for itself."""
    upper = ("案件编号", "借款人", "", "联系人1", "", "欠款(元)", "", "")
    lower = ("", "姓名", "手机号", "姓名", "地址", "剩余本金", "逾期利息", "委案金额")
    data = ("A1", "张三", "19000000001", "李四", "某路1号", "1", "2", "3")
    (found,) = tables_in([sheet(("委外案件", "", "", "", "", "", "", ""), upper, lower, data)], layout("cases"))
    assert found.headings == (
        *("案件编号", "姓名", "手机号", "联系人1姓名", "联系人1地址", "剩余本金", "逾期利息", "委案金额"),
    )
    assert found.rows == ((4, data),)
    batch = cases.cases_of(found, "甲方")
    assert batch.parsed[0].value.debtor.name == "张三"
    assert batch.parsed[0].value.contact_names == ("李四",)


def test_data_below_one_row_of_headings_is_no_second_one(table: Callable[..., Table]) -> None:
    """A first row of data with gaps stays data."""
    found = table("cases", "案件编号 委托方 姓名 邮箱", ["A1", "甲", "张三", ""], ["A2", "", "李四", "a@b.cn"])
    assert len(found.rows) == 2


def test_the_first_filled_of_several_names_counts() -> None:
    """A case number in three dresses and a phone in two: the better one counts, the other fills its gaps."""
    headings = ("申请号", "案件编号", "委托方", "本人手机2", "手机号")
    (found,) = tables_in(
        [sheet(headings, ("S1", "A1", "甲", "190", ""), ("S2", "", "甲", "191", "192"))], layout("cases")
    )
    read = [row.value for row in cases.cases_of(found).parsed]
    assert [(c.number, c.debtor.mobile) for c in read] == [("A1", "190"), ("S2", "192")]


def test_days_that_can_be_read_in_two_ways_are_asked_about_once_a_column() -> None:
    """The column is named with three examples; the answer is passed in and used for that column alone."""
    headings = ("案件编号", "委托方", "姓名", "委案日期", "退案日期")
    rows = [(f"A{n}", "甲", "张三", f"0{n}/11/2026", "2026-12-31") for n in range(1, 6)]
    with pytest.raises(ColumnsUnclear, match="委案日期") as asked:
        tables_in([sheet(headings, *rows)], layout("cases"))
    assert asked.value.preview.dates == {"委案日期": ("01/11/2026", "02/11/2026", "03/11/2026")}
    for order, day in ((DateOrder.DMY, date(2026, 11, 2)), (DateOrder.MDY, date(2026, 2, 11))):
        (found,) = tables_in([sheet(headings, *rows)], layout("cases"), [HeadingMap("甲", dates={"委案日期": order})])
        case = cases.cases_of(found).parsed[1].value
        assert (case.mandate_start, case.mandate_end) == (day, date(2026, 12, 31))


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("5.11.26", DateOrder.DMY, "2026-11-5"),
        ("26-11-05 00:00", DateOrder.YMD, "2026-11-05 00:00"),
        ("11/5/2026", DateOrder.MDY, "2026-11-5"),
        ("2026-11-05", DateOrder.MDY, "2026-11-05"),
    ],
)
def test_a_day_in_a_told_order(text: str, order: DateOrder, day: str) -> None:
    """Two figures of a year are of this century; what is clear stays."""
    assert values.in_order(text, order) == day


def test_a_day_that_does_not_exist_in_the_told_order_is_rejected() -> None:
    """The wrong answer loses nothing: the row comes back with its column."""
    rows = (("案件编号", "委托方", "姓名", "委案日期"), ("A1", "甲", "张三", "25/11/2026"))
    (found,) = tables_in([sheet(*rows)], layout("cases"), [HeadingMap("甲", dates={"委案日期": DateOrder.MDY})])
    (rejection,) = cases.cases_of(found).rejections
    assert (rejection.column, rejection.reason) == ("委案日期", "日期不存在")


def test_an_unknown_column_is_guessed_and_corrected_by_hand() -> None:
    """By its values or by its name; three samples; the correction holds, and a dropped one is dropped."""
    headings = ("案件编号", "委托方", "姓名", "证件", "退案日", "暗号")
    rows = [(f"A{n}", "甲", "张三", "310199198001010008", "2026-12-31", f"x{n}") for n in range(5)]
    (found,) = tables_in([sheet(headings, *rows)], layout("cases"))
    unknown = {u.heading: u for u in found.preview.unknown}
    assert {heading: u.guess for heading, u in unknown.items()} == {
        "证件": "id_number",
        "退案日": "mandate_end",
        "暗号": "",
    }
    assert unknown["暗号"].samples == ("x0", "x1", "x2")
    said = HeadingMap("甲", {"证件": "id_number", "退案日": "mandate_end", "暗号": ""})
    (found,) = tables_in([sheet(headings, *rows)], layout("cases"), [said])
    case = cases.cases_of(found).parsed[0].value
    assert (case.debtor.id_number, case.mandate_end) == ("310199198001010008", date(2026, 12, 31))
    assert found.preview.unknown == ()
    assert found.notes == ("未导入的列（工作不需要）：暗号。",)


def test_a_missing_case_number_can_be_pointed_out() -> None:
    """The file is refused with the column's name; saying which one it is lets it in."""
    rows = (("流水", "委托方", "姓名", "手机号"), ("A1", "甲", "张三", "190"))
    with pytest.raises(ColumnsUnclear, match="没有“案件编号”列"):
        tables_in([sheet(*rows)], layout("cases"))
    (found,) = tables_in([sheet(*rows)], layout("cases"), [HeadingMap("甲", {"流水": "number"})])
    assert cases.cases_of(found).parsed[0].value.number == "A1"


def test_further_sheets_are_told_and_read_when_asked_for() -> None:
    """Those with the same headings are offered, and one or all of them can be read."""
    rows = (("案件编号", "委托方", "姓名"), ("A1", "甲", "张三"))
    sheets = [sheet(*rows), sheet(*rows, name="乙"), sheet(("合计",), name="透视"), sheet(*rows, name="丙")]
    assert tables_in(sheets, layout("cases"))[0].preview.other_sheets == ("乙", "丙")
    for asked, read in ((("乙",), ["甲", "乙"]), (("*",), ["甲", "乙", "丙"])):
        assert [t.sheet for t in tables_in(sheets, layout("cases"), [HeadingMap("甲", sheets=asked)])] == read


def test_the_map_that_fits_best_is_used() -> None:
    """One whose headings are not all there belongs to another lender's files."""
    small, large, other = (
        HeadingMap(n, c) for n, c in (("甲", {"a": ""}), ("乙", {"a": "", "b": ""}), ("丙", {"z": ""}))
    )
    assert best_map([small, large, other], ["a", "b", "c"]) is large
    assert best_map([other], ["a"]) is None


def test_corrections_are_kept_a_file_a_lender(tmp_path: Path) -> None:
    """Written and read they are the same; two lenders with Chinese names do not share a file."""
    one = HeadingMap("沪海", {"证件": "id_number", "暗号": ""}, {"委案日期": DateOrder.DMY}, ("乙",))
    two = HeadingMap("浦江", {"流水": "number"})
    assert read_maps(tmp_path / "none") == ()
    paths = [write_map(tmp_path / "maps", said) for said in (one, two)]
    assert [read_map(path) for path in paths] == [one, two]
    assert sorted(said.lender for said in read_maps(tmp_path / "maps")) == ["沪海", "浦江"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"columns": {}}',
        '{"lender": "甲", "columns": {"a": "nonsense"}}',
        '{"lender": "甲", "dates": {"a": "DYM"}}',
    ],
)
def test_a_spoilt_file_of_corrections_is_refused_in_words(tmp_path: Path, text: str) -> None:
    """Neither a traceback nor a silent guess."""
    path = tmp_path / "x.columns.json"
    path.write_text(text, "utf-8")
    with pytest.raises(PlannerError, match=r"x\.columns\.json"):
        read_map(path)


def test_a_workbook_is_looked_at_before_it_is_imported(book: Callable[..., Path]) -> None:
    """The preview tells known and unknown columns, the question about days, and the lender."""
    path = book(甲=[["案件编号", "委托方", "姓名", "委案日期", "暗号"], ["A1", "沪海", "张三", "01/02/2026", "x"]])
    seen = preview(path, "cases")
    assert seen.known[0] == ("案件编号", "number")
    assert (seen.lender, [u.heading for u in seen.unknown], list(seen.dates)) == ("沪海", ["暗号"], ["委案日期"])


@pytest.mark.parametrize(
    ("field", "text"), [("案件编号", "1.23E+17"), ("身份证号", "3.10199E+17"), ("手机号", "1.9E10")]
)
def test_a_number_that_excel_has_shortened_is_refused_with_its_cell(
    table: Callable[..., Table], field: str, text: str
) -> None:
    """In a csv it is text already; nobody can know the digits that are gone."""
    headings = ["案件编号", "委托方", "身份证号", "手机号"]
    row: list[Any] = ["A1", "甲", "310199198001010008", "19000000001"]
    row[headings.index(field)] = text
    (rejection,) = cases.cases_of(table("cases", " ".join(headings), row)).rejections
    assert rejection.column == field
    assert f"单元格 {'ABCD'[headings.index(field)]}2" in rejection.reason


def test_a_batch_number_that_stands_twice_is_no_matter() -> None:
    """Exports are known to repeat it."""
    rows = (("案件编号", "委托方", "批次号", "批次号"), ("A1", "甲", "", "B1"))
    (found,) = tables_in([sheet(*rows)], layout("cases"))
    assert cases.cases_of(found).parsed[0].value.batch == "B1"
