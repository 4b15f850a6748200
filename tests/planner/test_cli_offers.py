"""`app.py offers`: slots for one case as lines or JSON; the reason where there is none."""

import json
from datetime import date

import pytest

import app
import resources
from planner import summary
from planner.routing.offer import Offer
from planner.visit import TimeWindow

SAMPLE = resources.path("sample")
NAMES = ("contacts", "visits", "roster", "lenders", "authorisations")


def run(number, *more):
    files = [text for name in NAMES for text in (f"--{name}", str(SAMPLE / f"{name}.xlsx"))]
    days = ["--day", "2026-11-24", "--today", "2026-11-23"]
    return app.main(["offers", str(SAMPLE / "cases.xlsx"), *files, *days, "--case", number, *more])


def test_slots_as_json(capfd):
    """The days that were looked at and five slots on them, the cheapest first."""
    assert run("SH26110100005", "--json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told["case"] == "SH26110100005"
    assert told["days"][0] == "2026-11-24"
    assert len(told["days"]) == 7
    assert len(told["offers"]) == 5
    assert {offer["day"] for offer in told["offers"]} <= set(told["days"])
    assert [o["cost_s"] for o in told["offers"]] == sorted(o["cost_s"] for o in told["offers"])
    assert told["reason"] == ""


def test_slots_as_lines(capfd):
    """Numbered as they are read to the debtor."""
    assert run("SH26110100005") == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0] == "案件 SH26110100005 可约："
    assert [line.split(".")[0].strip() for line in lines[1:]] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("number", "status", "words"),
    [("SH26110100008", 1, "案件状态为“暂停”"), ("没有的编号", 2, "没有此案件")],
)
def test_nothing_to_offer_is_said_in_words(capfd, number, status, words):
    """A suspended case needs a person; an unknown number is unusable input."""
    assert run(number) == status
    said = capfd.readouterr()
    assert words in said.out + said.err


def test_a_plan_that_cannot_be_read_is_refused(capfd, tmp_path):
    """Before any work is done."""
    assert run("SH26110100005", "--plan", str(tmp_path / "none.json")) == 2
    assert "none.json" in capfd.readouterr().err


def test_a_slot_in_words():
    """Day, weekday, window, team, minutes."""
    offer = Offer(date(2026, 11, 26), TimeWindow(34200, 41400), "T08", 0, 34200, 36000, 1620, 1620)
    assert summary.offer_words(offer) == "11-26 周四 09:30–11:30（T08，路程 +27 分钟）"
