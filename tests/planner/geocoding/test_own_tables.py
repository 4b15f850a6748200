"""Where a company's own tables lie, and what the extra is called when it is missing."""

import sys
from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.geocoding import osm
from planner.geocoding.own_tables import default_folder


def test_the_folder_can_be_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """WAIFANG_GAZETTEER wins over the user's application data."""
    monkeypatch.setenv("APPDATA", str(tmp_path))
    assert default_folder() == tmp_path / "waifang" / "gazetteer" or "WAIFANG_GAZETTEER" in str(default_folder())
    monkeypatch.setenv("WAIFANG_GAZETTEER", str(tmp_path / "own"))
    assert default_folder() == tmp_path / "own"


def test_a_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without pyosmium the sentence names what to install."""
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(PlannerError, match="pip install osmium"):
        osm.build(tmp_path / "any.osm.pbf", tmp_path / "own")
