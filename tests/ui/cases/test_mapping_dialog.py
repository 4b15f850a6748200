"""Columns that nobody knows are asked about, and the answer is remembered."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from planner.heading_map import DateOrder, HeadingMap, Preview, UnknownColumn
from ui.cases.mapping_dialog import MappingDialog
from ui.main_window import MainWindow

FIELDS = {"number": "案件编号", "name": "姓名", "id_number": "身份证号", "mandate_start": "委案日期"}
SEEN = Preview(
    "沪海.xlsx",
    (("姓名", "name"), ("委案日期", "mandate_start")),
    (UnknownColumn("流水", "number", ("A1", "A2")), UnknownColumn("证件", "", ("310199198001010005",))),
    {"委案日期": ("05/11/2026", "06/11/2026")},
    other_sheets=("二月",),
)


@pytest.fixture
def dialog(qtbot) -> MappingDialog:
    shown = MappingDialog(SEEN, FIELDS, None)
    qtbot.addWidget(shown)
    return shown


def pick(dialog: MappingDialog, heading: str, value: object) -> None:
    combo = dialog.date_combos.get(heading) if isinstance(value, DateOrder) else dialog.field_combos[heading]
    assert combo is not None
    combo.setCurrentIndex(combo.findData(value))


def test_it_asks_until_all_is_answered(dialog: MappingDialog, qtbot) -> None:
    """The order of days, the case number and the lender: one sentence at a time, and no saving before."""
    pick(dialog, "流水", "")
    said = []
    for answer in (
        lambda: pick(dialog, "委案日期", DateOrder.DMY),
        lambda: pick(dialog, "流水", "number"),
        lambda: dialog.lender.setText("沪海"),
    ):
        said.append(dialog.problem.text())
        assert not dialog.save.isEnabled()
        answer()
    assert ["日期写法" in said[0], "案件编号" in said[1], "委托方" in said[2]] == [True] * 3
    dialog.sheets.setChecked(True)
    pick(dialog, "证件", "id_number")
    pick(dialog, "姓名", "")
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert told.args == [
        HeadingMap("沪海", {"流水": "number", "证件": "id_number", "姓名": ""}, {"委案日期": DateOrder.DMY}, ("*",))
    ]


def test_long_numbers_are_not_shown_whole(dialog: MappingDialog) -> None:
    """A person knows the column again by its last four digits."""
    shown = [dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())]
    assert "**************0005" in shown
    assert not any("310199" in text for text in shown)


def test_an_import_asks_then_goes_on_and_remembers(empty_window: MainWindow, tmp_path: Path, qtbot) -> None:
    """The first import opens the dialog; answered, the rows come in; the second import of such a file asks nothing."""
    path = tmp_path / "案件.csv"
    path.write_text("流水,委托方,姓名,手机号,委案日期\nA1,沪海,张三,19000000001,05/11/2026\n", "utf-8")
    importing = empty_window.importing
    with qtbot.waitSignal(empty_window.workday.unclear, timeout=20_000):
        importing.take({path: "cases"})
    qtbot.waitUntil(lambda: empty_window.workday.busy == "")
    pick(importing.columns, "流水", "number")
    pick(importing.columns, "委案日期", DateOrder.DMY)
    with qtbot.waitSignal(empty_window.workday.imported, timeout=20_000):
        qtbot.mouseClick(importing.columns.save, Qt.MouseButton.LeftButton)
    (case,) = empty_window.workday.doors.casebook.store.cases().values()
    assert (case.number, str(case.mandate_start)) == ("A1", "2026-11-05")
    qtbot.waitUntil(lambda: empty_window.workday.busy == "")
    path.write_text("流水,委托方,姓名,手机号,委案日期\nA2,沪海,李四,19000000002,06/11/2026\n", "utf-8")
    with qtbot.waitSignal(empty_window.workday.imported, timeout=20_000):
        importing.take({path: "cases"})
    assert set(empty_window.workday.doors.casebook.store.cases()) == {"A1", "A2"}


def test_the_page_offers_it_for_any_file(empty_window: MainWindow, tmp_path: Path, qtbot) -> None:
    """A file is looked at first; its known columns can be corrected too."""
    path = tmp_path / "案件.csv"
    path.write_text("案件编号,委托方,姓名,手机号,暗号\nA1,沪海,张三,19000000001,x\n", "utf-8")
    empty_window.importing.ask_columns_of(path)
    qtbot.waitUntil(lambda: hasattr(empty_window.importing, "columns"), timeout=20_000)
    dialog = empty_window.importing.columns
    assert (dialog.lender.text(), next(iter(dialog.field_combos))) == ("沪海", "暗号")
    assert dialog.field_combos["姓名"].currentData() == "name"
    dialog.reject()
