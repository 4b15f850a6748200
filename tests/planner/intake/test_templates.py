"""The empty workbooks are read by the readers once they are filled in."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.desk import Desk, read_desk
from planner.intake import authorisations, cases, contacts, lenders, roster, templates, visits
from planner.intake.columns import Table, layout, normal

READERS = {
    "cases": cases.cases_of,
    "contacts": contacts.contacts_of,
    "visits": visits.visits_of,
    "lenders": lenders.lenders_of,
    "authorisations": authorisations.authorisations_of,
    "roster": lambda table: roster.roster_of(table).batch,
}


@pytest.mark.parametrize("kind", READERS)
def test_the_examples_are_read_back(table: Callable[..., Table], kind: str) -> None:
    """The example of every column, put into one row below the headings, is imported without a complaint."""
    columns = templates.columns_of(kind)
    headings = " ".join(("*" if c.is_required else "") + c.heading for c in columns)
    filled = table(kind, headings, [c.example for c in columns])
    batch = READERS[kind](filled)
    assert (len(batch.parsed), batch.rejections) == (1, ())
    assert filled.notes == ()


@pytest.mark.parametrize("kind", READERS)
def test_what_the_reader_requires_is_marked(kind: str) -> None:
    """A column without which the file is refused is a required one in the description."""
    marked = {layout(kind).field_of(c.heading) for c in templates.columns_of(kind) if c.is_required}
    assert set(layout(kind).required) <= marked


@pytest.mark.parametrize("kind", READERS)
def test_each_fixed_word_is_understood(table: Callable[..., Table], kind: str) -> None:
    """Every word of a drop-down is one that the reader takes."""
    columns = templates.columns_of(kind)
    headings = " ".join(c.heading for c in columns)
    for changing, column in enumerate(columns):
        for word in column.words:
            row = [word if at == changing else c.example for at, c in enumerate(columns)]
            assert READERS[kind](table(kind, headings, row)).rejections == (), f"{column.heading} {word}"


def test_the_files(tmp_path: Path) -> None:
    """Six workbooks with text format, drop-downs and a second sheet, and a desk.toml that declares nothing."""
    written = templates.write_templates(tmp_path / "new")
    assert sorted(path.name for path in written) == [
        *("authorisations.xlsx", "cases.xlsx", "contacts.xlsx", "desk.toml"),
        *("lenders.xlsx", "roster.xlsx", "visits.xlsx"),
    ]
    assert read_desk(tmp_path / "new" / "desk.toml") == Desk()
    with zipfile.ZipFile(tmp_path / "new" / "contacts.xlsx") as file:
        assert b"<dataValidation " in file.read("xl/worksheets/sheet1.xml")
        assert "说明" in file.read("xl/workbook.xml").decode()
        assert 'numFmtId="49"' in file.read("xl/styles.xml").decode()
    assert contacts.read_contacts(tmp_path / "new" / "contacts.xlsx").rows == 0


def test_headings_are_our_own_first_choice() -> None:
    """A template names each of its columns as the table of headings does first, units aside."""
    for kind in READERS:
        for column in templates.columns_of(kind):
            field = layout(kind).field_of(column.heading)
            assert (
                normal(column.heading) == normal(layout(kind).columns[field][0].replace("#", "1")) or field == "remarks"
            )
