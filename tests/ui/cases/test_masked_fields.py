"""One field is shown for half a minute, and that it was shown is in the log."""

from planner.event import Action
from ui.cases.masked_fields import SHOWN_MS, MaskedFields
from ui.main_window import MainWindow


def fields_of(window: MainWindow, number: str) -> MaskedFields:
    """The masked fields of a case that is selected."""
    window.selection.pick(number)
    return window.cases.panel.widget().findChild(MaskedFields)


def test_a_field_is_shown_alone_for_half_a_minute_and_logged(window: MainWindow, qtbot) -> None:
    """The phone shows, the name stays masked; afterwards both are; the event names case and field only."""
    case = next(c for c in window.workday.snapshot.cases.values() if c.debtor.mobile and len(c.debtor.name) > 1)
    fields = fields_of(window, case.number)
    masked = {field: label.text() for field, label in fields.labels.items()}
    assert case.debtor.mobile not in masked.values()
    assert case.debtor.name not in masked.values()
    fields.buttons["mobile"].click()
    qtbot.waitUntil(lambda: fields.labels["mobile"].text() == case.debtor.mobile)
    assert fields.labels["name"].text() == masked["name"]
    assert fields.timer.interval() == SHOWN_MS == 30_000
    fields.timer.timeout.emit()
    assert {field: label.text() for field, label in fields.labels.items()} == masked
    event = window.workday.doors.casebook.store.events()[-1]
    assert (event.action, event.about, dict(event.facts)) == (Action.UNMASK, case.number, {"field": "mobile"})


def test_another_case_is_not_shown_in_its_place(window: MainWindow) -> None:
    """When the selection moved on before the log was written, nothing is shown."""
    numbers = list(window.workday.snapshot.cases)[:2]
    fields = fields_of(window, numbers[1])
    window.cases.panel.reveal(numbers[0], "name")
    assert fields.labels["name"].text().endswith("*")
