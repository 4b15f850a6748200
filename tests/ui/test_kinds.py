"""What a dropped file is."""

from pathlib import Path

import pytest

from planner.casebook import DayFiles
from ui import kinds
from ui.kinds import KindDialog


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("cases_lender2.csv", "cases"),
        ("11月委案清单.xlsx", "cases"),
        ("联系结果1123.xlsx", "contacts"),
        ("外访记录.xlsx", "visits"),
        ("外访员名单.xlsx", "roster"),
        ("委托方档案.xlsx", "lenders"),
        ("授权书.xlsx", "authorisations"),
        ("新建 XLSX 工作表.xlsx", ""),
    ],
)
def test_names_tell_kinds(name: str, kind: str) -> None:
    """A telling name is believed, any other is asked about."""
    assert kinds.guess(Path(name)) == kind


def test_files_come_in_together() -> None:
    """One import takes all files of a day; a second contact log makes a second import."""
    a, b, c, d = Path("a"), Path("b"), Path("c"), Path("d")
    assert kinds.batches({a: "cases", b: "cases", c: "roster"}) == [DayFiles(cases=(a, b), roster=c)]
    assert kinds.batches({a: "contacts", b: "cases", c: "contacts", d: ""}) == [
        DayFiles(cases=(b,), contacts=a),
        DayFiles(contacts=c),
    ]
    assert kinds.batches({}) == []


def test_the_dialog_starts_from_the_guess_and_tells_the_choice(qtbot) -> None:
    """What the name told is preset; what it did not tell is left out until the user says otherwise."""
    known, unknown = Path("roster.xlsx"), Path("表1.xlsx")
    dialog = KindDialog([known, unknown], {known: "roster", unknown: ""}, None)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.chosen) as told:
        dialog.accept()
    assert told.args == [{known: "roster", unknown: ""}]
