"""Page 联系: the call list is worked through."""

from pathlib import Path

from PySide6.QtCore import Qt

from planner.contact import ContactOutcome
from planner.finding import Kind
from planner.intake.contacts import read_contacts
from ui.main_window import CONTACTS, MainWindow


def test_a_refusal_makes_a_letter_and_the_next_case_comes(window: MainWindow, qtbot) -> None:
    """By keyboard: refusal recorded, the case is 只寄信 and off the list, the next one is selected."""
    page = window.contacts
    window.go(CONTACTS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    decisions = window.workday.snapshot.decisions
    row = next(r for r in range(page.table.rowCount()) if decisions[page.table.id_at(r)].rules == ("R-27", "R-30"))
    number, following = page.table.id_at(row), page.table.id_at(row + 1)
    page.view.selectRow(row)
    refused = page.form.outcomes.button_of(ContactOutcome.REFUSED)
    refused.setFocus()
    qtbot.keyClick(refused, Qt.Key.Key_Space)
    qtbot.keyClick(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.workday.snapshot.decisions[number].kind is Kind.LETTER_ONLY)
    qtbot.waitUntil(lambda: page.table.row_of(number) == -1)
    assert window.selection.id == following
    window.cases.show_only("只寄信")
    assert window.cases.table.row_of(number) >= 0


def test_the_list_holds_who_needs_a_call(window: MainWindow) -> None:
    """Every case to contact first stands there once, and nobody's number can be read."""
    seen = window.workday.snapshot
    expected = {n for n, d in seen.decisions.items() if d.kind is Kind.CONTACT_FIRST}
    table = window.contacts.table
    assert {table.id_at(row) for row in range(table.rowCount())} == expected
    phones = [table.index(row, 3).data() for row in range(table.rowCount())]
    assert all("****" in phone for phone in phones if phone)


def test_appointments_to_call_off_come_first(planned: MainWindow) -> None:
    """What the plan cannot keep stands on top."""
    assert planned.workday.plan is not None
    off = [u.case_number for u in planned.workday.plan.unplanned if u.must_call_off]
    table = planned.contacts.table
    assert off
    assert [table.id_at(row) for row in range(len(off))] == off
    assert table.index(0, 0).data() == "撤约或改约"


def test_the_list_goes_out_as_a_log_to_fill_in(window: MainWindow, tmp_path: Path, qtbot) -> None:
    """As many rows as may be called, with whole numbers; the file is read back as a contact log."""
    page, target = window.contacts, tmp_path / "calls.xlsx"
    expected = {
        page.table.id_at(row)
        for row in range(page.table.rowCount())
        if window.workday.snapshot.calls[page.table.id_at(row)].may_call
    }
    page.export(target)
    qtbot.waitUntil(lambda: any("联系名单已写入" in text for text in window.messages.texts), timeout=20_000)
    batch = read_contacts(target)
    assert batch.rows == len(expected) > 0
    assert {r.case_number for r in batch.rejections} == expected
    assert {r.column for r in batch.rejections} == {"结果"}
    assert batch.notes == ("未导入的列（工作不需要）：称呼。",)
