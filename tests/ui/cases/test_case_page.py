"""Page 案件: every case with its decision, filtered, sorted and explained."""

from dataclasses import replace

from planner.case import Case
from planner.finding import Severity
from planner.ruling import Override
from planner.store.interface import Records
from ui.cases.case_rows import rows_of
from ui.main_window import MainWindow
from ui.workday import EVERYTHING

DECISION, REASON = 8, 9
EVIL = "<img src=x onerror=window.PWNED=1>${7*7}"


def column(window: MainWindow, number: int) -> list[str]:
    table = window.cases.table
    return [table.index(row, number).data() for row in range(table.rowCount())]


def test_every_case_has_a_row_and_a_word(window: MainWindow) -> None:
    """As many rows as cases and conflicts; each says what may be done."""
    store = window.workday.doors.casebook.store
    assert window.cases.table.rowCount() == len(store.cases()) + len(store.conflicting())
    assert set(column(window, DECISION)) == {"可上门", "先联系", "只寄信", "不得上门"}


def test_nobody_can_be_read_in_the_table(window: MainWindow) -> None:
    """Names show as surname and star, addresses end before the door."""
    cases = window.workday.snapshot.cases.values()
    shown = "\n".join("\t".join(column(window, number)) for number in (2, 3))
    assert not any(len(case.debtor.name) > 1 and case.debtor.name in shown for case in cases)
    assert "室" not in "".join(column(window, 3))


def test_filters_work_together(window: MainWindow, qtbot) -> None:
    """The box and both combos narrow what shows, and the count says so."""
    page = window.cases
    page.show_only("只寄信")
    assert set(column(window, DECISION)) == {"只寄信"}
    page.lender.setCurrentIndex(page.lender.findData("沪海消费金融"))
    page.filter_now()
    number = page.table.id_at(0)
    qtbot.keyClicks(page.search, number[-5:])
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert page.table.id_at(0) == number
    assert page.count.text() == f"1 / {page.table.num_all} 件"


def test_a_full_name_finds_its_case(window: MainWindow) -> None:
    """The box finds by the name that the table does not show."""
    case = next(iter(window.workday.snapshot.cases.values()))
    window.cases.search.setText(case.debtor.name)
    window.cases.filter_now()
    assert case.number in [window.cases.table.id_at(row) for row in range(window.cases.table.rowCount())]


def test_the_panel_explains_a_blocked_case(window: MainWindow) -> None:
    """Every finding stands there with rule, sentence and cure; phones are masked."""
    decisions = window.workday.snapshot.decisions
    number = next(n for n, d in decisions.items() if d.kind.value == "blocked" and n in window.workday.snapshot.cases)
    window.selection.pick(number)
    shown = "\n".join(window.cases.panel.lines)
    for finding in decisions[number].findings:
        assert finding.rule in shown
        assert finding.text in shown
        assert finding.cure in shown
    mobile = window.workday.snapshot.cases[number].debtor.mobile
    assert mobile not in shown
    assert mobile[-4:] in shown


def test_a_hostile_name_stays_text(window: MainWindow, qtbot) -> None:
    """Script in a name reaches neither table nor panel as anything but its first character."""
    store = window.workday.doors.casebook.store
    case: Case = next(iter(store.cases().values()))
    store.save(Records(cases=[replace(case, debtor=replace(case.debtor, name=EVIL))]))
    window.workday.refresh(EVERYTHING)
    qtbot.waitUntil(lambda: window.workday.snapshot.cases[case.number].debtor.name == EVIL)
    window.selection.pick(case.number)
    assert rows_of(window.workday.snapshot, None).columns[2].texts[0] == "<*"
    assert EVIL not in "\n".join(window.cases.panel.lines)


def test_a_plan_renames_the_decision(planned: MainWindow) -> None:
    """A planned case says where it stands; a case to locate says so instead of 可上门."""
    assert planned.workday.plan is not None
    route = planned.workday.plan.routes[0]
    ids = [planned.cases.table.id_at(row) for row in range(planned.cases.table.rowCount())]
    words = dict(zip(ids, column(planned, DECISION), strict=True))
    assert words[route.stops[1].visit.id] == f"已排 {route.shift.team}-2"
    assert "可上门" not in words.values()
    assert "待定位" in words.values()


def test_the_panel_tells_the_station_and_who_accepted_a_warning(window: MainWindow, qtbot) -> None:
    """An accepted warning stays in sight with the approver's name and reason."""
    day, book = window.workday.day, window.workday.doors.casebook
    number, rule = next(
        (n, f.rule)
        for n, d in window.workday.snapshot.decisions.items()
        for f in d.findings
        if f.severity is Severity.WARN and n in window.workday.snapshot.cases
    )
    book.record_ruling(Override(number, rule, day, "甲员", "乙主管", "已电话核实", window.workday.now()))
    with qtbot.waitSignal(window.cases.table.modelReset, timeout=20_000):
        window.workday.refresh(EVERYTHING)
    window.selection.pick(number)
    qtbot.waitUntil(lambda: "已确认　乙主管：已电话核实" in window.cases.panel.lines)
    assert any(line.startswith("阶段：") for line in window.cases.panel.lines)
