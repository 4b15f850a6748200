"""Sheets hold text only, print on A4 landscape, and name people by surname."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pandas as pd
import pytest

from planner.documents.itinerary_sheet import itinerary_sheet
from planner.documents.unplanned_sheet import unplanned_sheet
from planner.finding import Kind
from planner.plan import Margin, UnplannedVisit


def xml(book):
    """Every XML part of a workbook as one text."""
    with zipfile.ZipFile(BytesIO(book)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist())


def table(book):
    """What a spreadsheet program reads."""
    return pd.read_excel(BytesIO(book), engine="calamine", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def left_out(day):
    formula = '=HYPERLINK("http://evil.example","点")'
    return unplanned_sheet(
        [
            UnplannedVisit("C3", Kind.BLOCKED, ("R-06",), "未满十八岁。"),
            UnplannedVisit("C2", Kind.YELLOW, (), formula, "=1+1"),
            UnplannedVisit("C1", Kind.BLOCKED, ("R-40", "R-89"), "小组少一人。", "补人。", must_call_off=True),
            UnplannedVisit("C0", Kind.YELLOW, (), "路程超时。"),
        ],
        day.created,
    )


def test_nothing_in_a_sheet_is_run(day, left_out):
    """No formula, no link, whatever a name or a reason looks like."""
    for book in (itinerary_sheet(day, day.teams[0]), left_out):
        assert not re.search(r"<f[ >]|<hyperlink", xml(book))
    assert table(left_out)["原因"][2] == '=HYPERLINK("http://evil.example","点")'


def test_it_prints_on_a4_landscape_with_a_repeated_heading(day, left_out):
    """Fitted to one page's width."""
    for book in (itinerary_sheet(day, day.teams[0]), left_out):
        text = xml(book)
        assert 'orientation="landscape"' in text
        assert 'paperSize="9"' in text
        assert 'fitToHeight="0"' in text
        assert "_xlnm.Print_Titles" in text


def test_people_are_masked(day):
    """Surnames, middle digits of phones hidden, no id."""
    rows = table(itinerary_sheet(day, day.teams[0]))
    assert rows["称呼"][2].startswith("欧阳")
    assert rows["手机"][0] == "190****0101"
    assert len(rows) == 8
    text = xml(itinerary_sheet(day, day.teams[0]))
    assert "陶梓" not in text
    assert "PWNED" not in text
    assert day.teams[0].stops[0].cases[0].debtor.id_number not in text


def test_what_must_be_called_off_comes_first_then_what_can_still_be_mended(left_out):
    """Then by case number."""
    rows = table(left_out)
    assert list(rows["案件编号"]) == ["C1", "C0", "C2", "C3"]
    assert list(rows["须撤约/改约"]) == ["是", "", "", ""]
    assert rows["规则"][0] == "R-40、R-89"
    assert rows["类别"][3] == "不得上门"


def test_the_same_rows_give_the_same_bytes(day):
    """No clock in it but the plan's."""
    assert itinerary_sheet(day, day.teams[0]) == itinerary_sheet(day, day.teams[0])


def test_slots_stand_beside_who_has_to_be_called_back(day):
    """One line for each; nobody else has any."""
    left = [UnplannedVisit("C1", Kind.YELLOW, (), "路程超时。"), UnplannedVisit("C2", Kind.BLOCKED, (), "未满十八岁。")]
    found = table(unplanned_sheet(left, day.created, {"C1": ["11-26 周四 09:00–11:00", "11-27 周五 10:00–12:00"]}))
    assert found["可约时段"].tolist() == ["11-26 周四 09:00–11:00\n11-27 周五 10:00–12:00", ""]


def test_the_itinerary_tells_what_is_to_spare(day):
    """Minutes, and a word where the window is likely to be missed; nothing where it was not worked out."""
    team = day.teams[0]
    stops = (replace(team.stops[0], margin=Margin(1500, 0.95)), replace(team.stops[-1], margin=Margin(240, 0.7)))
    told = table(itinerary_sheet(day, replace(team, stops=stops)))["最多可晚"]
    assert told.tolist() == ["25 分", "4 分（易误点）"]
    assert set(table(itinerary_sheet(day, team))["最多可晚"]) == {""}
