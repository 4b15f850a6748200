"""Where a company's own tables lie, and what the extra is called when it is missing."""

import sys
from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.geocoding import osm
from planner.geocoding.gazetteer import Gazetteer
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


@pytest.mark.parametrize("content", ["district\n浦东新区\n", "district,road,number,lon,lat\n浦东新区,某路,五,1,2\n"])
def test_a_spoilt_table_is_said(tmp_path: Path, content: str) -> None:
    """With the folder's name and the way out; without a folder all is as before."""
    (tmp_path / "anchors.csv").write_text(content, "utf-8")
    gazetteer = Gazetteer(folder=tmp_path)
    with pytest.raises(PlannerError, match="地名表损坏"):
        gazetteer.locate("浦东新区张杨路500号")
    assert Gazetteer(folder=tmp_path / "none").locate("浦东新区张杨路500号").lon
