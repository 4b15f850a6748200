"""What the office decides is asked with names and a reason, and changes the decision at once."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt

from planner import clock
from planner.finding import Decision, Finding, Kind, Severity, Status
from planner.ruling import Hold, HoldKind, Lift, Notice, Override, Release
from ui.cases.ruling_dialog import RulingDialog, deeds_for
from ui.main_window import MainWindow

DAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=clock.SHANGHAI)


def found(rule: str, severity: Severity = Severity.BLOCK, status: Status = Status.VIOLATED) -> Finding:
    return Finding(rule, status, severity, "。", "。")


DECISION = Decision(
    "A1",
    Kind.BLOCKED,
    (found("R-15"), found("R-27", status=Status.UNKNOWN), found("R-16", Severity.WARN), found("R-28")),
)


@pytest.fixture
def dialog(qtbot) -> RulingDialog:
    shown = RulingDialog("A1", DECISION, DAY, NOW, "021-2", None)
    qtbot.addWidget(shown)
    return shown


def test_what_is_offered_follows_from_the_findings() -> None:
    """Answers to what holds the case, its warnings, holds, and the steps for those who cannot be reached."""
    words = [deed.word for deed in deeds_for("A1", DECISION, DAY)]
    assert words[:3] == ["法务已答复，解除", "复核拒绝（须有本人新的同意）", "确认提示 R-16"]
    assert words[-2:] == ["登记通知信（联系不上本人）", "放行未约上门（联系不上本人）"]
    plain = [deed.word for deed in deeds_for("A1", Decision("A1", Kind.VISIT), DAY)]
    assert plain == ["暂停：交法务", "暂停：困难", "暂停：异议", "暂停：投诉"]


def test_two_names_and_a_reason_are_needed(dialog: RulingDialog, qtbot) -> None:
    """One sentence at a time; the same name twice is refused."""
    said = [dialog.problem.text()]
    dialog.requester.setText("甲员")
    said.append(dialog.problem.text())
    dialog.approver.setText("甲员")
    said.append(dialog.problem.text())
    dialog.approver.setText("乙主管")
    said.append(dialog.problem.text())
    assert said == ["请填写申请人姓名。", "请填写批准人姓名。", "申请人不能批准自己的申请。", "请填写理由。"]
    assert not dialog.save.isEnabled()
    dialog.reason.setText("法务书面答复")
    with qtbot.waitSignal(dialog.decided) as told:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert told.args == [Lift("A1", HoldKind.LEGAL, "甲员", "乙主管", "法务书面答复", NOW)]


@pytest.mark.parametrize(
    ("word", "ruling"),
    [
        ("确认提示 R-16", Override("A1", "R-16", DAY, "甲员", "乙主管", "因故", NOW)),
        ("暂停：困难", Hold("A1", HoldKind.HARDSHIP, "甲员", "因故", NOW)),
        ("登记通知信（联系不上本人）", Notice("A1", NOW.date(), DAY, "021-2", "甲员", NOW)),
        ("放行未约上门（联系不上本人）", Release("A1", DAY, "甲员", "乙主管", "因故", NOW)),
    ],
)
def test_each_decision_makes_its_record(dialog: RulingDialog, qtbot, word: str, ruling: object) -> None:
    """With the names and the reason as typed, at the present moment."""
    dialog.deed.setCurrentText(word)
    for field, text in ((dialog.requester, "甲员"), (dialog.approver, "乙主管"), (dialog.reason, "因故")):
        field.setText(text)
    with qtbot.waitSignal(dialog.decided) as told:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert told.args == [ruling]


def test_a_hold_entered_on_the_page_blocks_the_case(window: MainWindow, qtbot) -> None:
    """From 可上门 to 不得上门 by one decision; the button needs a selected case."""
    page = window.cases
    number = next(n for n, d in window.workday.snapshot.decisions.items() if d.kind is Kind.VISIT)
    window.selection.pick(number)
    qtbot.waitUntil(page.decide_button.isEnabled)
    qtbot.mouseClick(page.decide_button, Qt.MouseButton.LeftButton)
    page.ruling.deed.setCurrentText("暂停：交法务")
    page.ruling.requester.setText("甲员")
    page.ruling.reason.setText("律师来函")
    qtbot.mouseClick(page.ruling.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workday.snapshot.decisions[number].kind is Kind.BLOCKED, timeout=20_000)
    assert "R-15" in window.workday.snapshot.decisions[number].rules
