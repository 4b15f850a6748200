"""What an import can keep, held against the rules about data (R-70, R-74)."""

from datetime import date

import pytest

from planner.casebook import Casebook
from planner.compliance import rulebook
from planner.compliance.data_rules import DataFacts, data_findings
from planner.intake.layout import layout

DAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", ["cases", "contacts", "visits", "lenders", "authorisations", "roster"])
def test_no_column_that_can_be_kept_is_one_that_may_not(kind: str) -> None:
    """The list of columns is an allow-list: none of its names is banned, and what is dropped cannot be chosen."""
    names = tuple(word for words in layout(kind).columns.values() for word in words)
    facts = DataFacts(DAY, columns=names, is_impact_assessed=True)
    assert data_findings(facts, rulebook.load()) == ()
    assert not [name for name in names if layout(kind).is_dropped(name)]


def test_a_person_can_choose_only_among_the_columns_that_may_be_kept() -> None:
    """The dialog offers our fields and nothing else."""
    assert set(Casebook.case_fields()) == set(layout("cases").columns)
