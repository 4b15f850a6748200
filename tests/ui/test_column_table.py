"""A table over columns that never copies a row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from ui.column_table import Column, ColumnTable, Rows, TableView
from ui.selection import Selection

DOWN = Qt.SortOrder.DescendingOrder


def table_of(*figures: int) -> ColumnTable:
    """A table of two columns: a name and a figure shown as text."""
    names = [f"案{at}" for at in range(len(figures))]
    table = ColumnTable(["名", "数"])
    shown = (Column(names), Column([str(f) for f in figures], keys=figures, is_right=True))
    table.show(Rows(names, shown, [f"{n} {f}" for n, f in zip(names, figures, strict=True)], {"n": names}))
    return table


def ids(table: ColumnTable) -> list[str]:
    return [table.id_at(row) for row in range(table.rowCount())]


def test_it_is_a_sound_model(qtmodeltester) -> None:
    """Qt's model tester finds nothing while the table is sorted, filtered, emptied and filled again."""
    table = table_of(3, 10, 2)
    qtmodeltester.check(table, force_py=True)
    table.sort(1, DOWN)
    table.filter("案1")
    table.show(Rows())
    table.show(Rows(["a"], (Column(["a"]), Column(["1"])), ["a"]))


def test_figures_sort_as_figures(qapp) -> None:
    """10 comes after 3 although its text comes before."""
    table = table_of(3, 10, 2)
    table.sort(1)
    assert ids(table) == ["案2", "案0", "案1"]
    table.sort(-1)
    assert ids(table) == ["案0", "案1", "案2"]


@given(st.lists(st.integers(0, 3), max_size=12), st.sampled_from([Qt.SortOrder.AscendingOrder, DOWN]))
def test_sorting_is_stable_and_loses_nothing(figures: list[int], order: Qt.SortOrder) -> None:
    """Rows of equal keys keep their order, and filtering a sorted table keeps it sorted."""
    table = table_of(*figures)
    table.sort(1, order)
    sign = -1 if order is DOWN else 1
    expected = sorted(range(len(figures)), key=lambda at: sign * figures[at])
    assert ids(table) == [f"案{at}" for at in expected]
    table.filter("1")
    assert ids(table) == [f"案{at}" for at in expected if "1" in f"案{at} {figures[at]}"]


@pytest.mark.parametrize(("text", "left"), [("案1", ["案1"]), ("案 7", ["案2"]), ("缺", [])])
def test_every_word_must_be_there(qapp, text: str, left: list[str]) -> None:
    """The filter box keeps rows that hold all its words."""
    table = table_of(3, 5, 7)
    table.filter(text)
    assert ids(table) == left


def test_facets_narrow_and_empty_ones_do_not(qapp) -> None:
    """A facet keeps equal values only; "" keeps all."""
    table = table_of(3, 5)
    table.filter(facets={"n": "案1"})
    assert ids(table) == ["案1"]
    table.filter(facets={"n": ""})
    assert ids(table) == ["案0", "案1"]


def test_selection_follows_its_row_when_sorted(qtbot) -> None:
    """The same case stays selected wherever sorting moves it, and filtering it out and in again finds it."""
    table, selection = table_of(3, 10, 2), Selection()
    view = TableView(table, selection, "表")
    qtbot.addWidget(view)
    selection.pick("案2")
    table.sort(1)
    assert view.currentIndex().row() == 0
    assert selection.id == "案2"
    table.filter("案1")
    table.filter("")
    assert table.id_at(view.currentIndex().row()) == selection.id == "案2"


def test_a_row_can_be_chosen_again_after_something_else(qtbot) -> None:
    """Choosing the row that was chosen before counts, when meanwhile a case of another list was selected."""
    table, selection = table_of(3, 10, 2), Selection()
    view = TableView(table, selection, "表")
    qtbot.addWidget(view)
    view.selectRow(0)
    selection.pick("elsewhere")
    assert not view.selectionModel().hasSelection()
    view.selectRow(0)
    assert selection.id == "案0"
