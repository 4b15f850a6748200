"""Doubtful addresses as rows of a table."""

from collections.abc import Sequence

from planner.pinning import Doubt
from ui import masks, words
from ui.column_table import Column, Rows


def rows_of(doubts: Sequence[Doubt]) -> Rows:
    """One row for each address, in the order given; its id is its first case."""
    levels = [words.level_word(doubt.location.level) for doubt in doubts]
    radii = [doubt.location.radius_m for doubt in doubts]
    return Rows(
        ids=[doubt.cases[0] for doubt in doubts],
        columns=(
            Column([doubt.cases[0] for doubt in doubts]),
            Column(levels, states=["" if doubt.location.is_plannable else "stopped" for doubt in doubts]),
            Column([f"±{radius:,}" if radius else "" for radius in radii], keys=radii, is_right=True),
            Column([masks.lane(doubt.address) for doubt in doubts]),
            Column([doubt.location.note for doubt in doubts]),
        ),
    )
