"""Page 联系: the call list is worked through."""

from datetime import date
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


def with_slots(window: MainWindow, qtbot) -> str:
    """A case on the list that has five slots, selected on the page."""
    page = window.contacts
    window.go(CONTACTS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for row in range(page.table.rowCount()):
        page.view.selectRow(row)
        qtbot.waitUntil(lambda: not page.slots.hint.text().startswith("正在"), timeout=20_000)
        if page.slots.rows[4].isVisible():
            return page.table.id_at(row)
    raise AssertionError("Nobody has five slots.")


def test_a_key_fills_in_the_slot_of_its_number(window: MainWindow, qtbot) -> None:
    """Key 2 fills in day and hours of a consent; Ctrl+Enter records it once he is known to be the debtor."""
    number, page = with_slots(window, qtbot), window.contacts
    before, num_before = page.form.outcomes.value, len(window.workday.snapshot.attempts.get(number, ()))
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_2)
    text = page.slots.rows[1].text()
    assert before is None
    assert page.form.outcomes.value is ContactOutcome.CONSENT
    assert f"{page.form.begins.time().toString('HH:mm')}–{page.form.ends.time().toString('HH:mm')}" in text
    page.form.is_checked.setChecked(True)
    qtbot.keyClick(page.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(window.workday.snapshot.attempts.get(number, ())) > num_before)
    agreed = window.workday.snapshot.appointments[number]
    assert agreed.first_day == agreed.last_day
    assert f"{agreed.first_day.month}月{agreed.first_day.day}日" in text


def test_a_click_fills_in_and_the_next_case_starts_afresh(window: MainWindow, qtbot) -> None:
    """What was filled in for one debtor does not stay for the next."""
    with_slots(window, qtbot)
    page = window.contacts
    page.slots.rows[0].click()
    assert page.form.outcomes.value is ContactOutcome.CONSENT
    page.view.selectRow(page.view.currentIndex().row() + 1)
    assert page.form.outcomes.value is None
    assert page.form.first_day.date().toPython() == window.workday.day
    assert page.form.begins.time().hour() == 9


def test_digits_in_a_field_are_text(window: MainWindow, qtbot) -> None:
    """Whoever types an address or a date takes no slot."""
    with_slots(window, qtbot)
    page = window.contacts
    page.slots.rows[0].click()
    page.form.outcomes.button_of(ContactOutcome.REFUSED).click()
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_1)
    assert page.search.text() == "1"
    page.search.clear()
    page.form.outcomes.button_of(ContactOutcome.CONSENT).click()
    page.form.begins.setFocus()
    before = page.form.first_day.date()
    qtbot.keyClick(page.form.begins, Qt.Key.Key_1)
    assert page.form.first_day.date() == before
    page.form.address.clear()
    page.form.address.setFocus()
    qtbot.keyClick(page.form.address, Qt.Key.Key_3)
    assert page.form.address.text() == "3"


def test_an_address_that_cannot_be_found_has_no_slots_but_a_reason(window: MainWindow, qtbot) -> None:
    """The place that the debtor names is asked about, not the one of the file."""
    with_slots(window, qtbot)
    page = window.contacts
    page.form.outcomes.button_of(ContactOutcome.CONSENT).click()
    page.form.address.setFocus()
    page.form.address.setText("不知何处")
    page.view.setFocus()
    qtbot.waitUntil(lambda: "定位" in page.slots.hint.text(), timeout=20_000)
    assert not page.slots.rows[0].isVisible()


def test_a_day_changed_meanwhile_leaves_what_was_filled_in(window: MainWindow, qtbot, sample_plan) -> None:
    """A plan that is finished during the call does not touch the form."""
    with_slots(window, qtbot)
    page = window.contacts
    page.form.take(date(2026, 11, 26), page.form._appointment().window)
    window.workday.adopt(sample_plan, window.workday.snapshot)
    assert page.form.first_day.date().toPython() == date(2026, 11, 26)


def test_who_agreed_and_is_left_out_is_called_back(planned: MainWindow) -> None:
    """After those to call off, before those not reached yet."""
    plan, table = planned.workday.plan, planned.contacts.table
    assert plan is not None
    tasks = [table.index(row, 0).data() for row in range(table.rowCount())]
    assert tasks == sorted(tasks, key=["撤约或改约", "回电", "先联系"].index)
    back = [table.id_at(row) for row, task in enumerate(tasks) if task == "回电"]
    assert back
    assert set(back) <= set(plan.call_back)


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
