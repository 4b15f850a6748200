"""Fonts are found, and what they cannot print is known before printing."""

import pytest

from planner.documents.fonts import as_code_points, find_fonts
from planner.errors import PlannerError


def test_a_computer_without_a_chinese_font_is_told_what_to_install(tmp_path):
    """An empty folder ends in a sentence that names the package."""
    with pytest.raises(PlannerError, match="fonts-noto-cjk"):
        find_fonts([tmp_path])


def test_one_style_alone_serves_for_both(tmp_path):
    """With only a Hei font, body text is set in it too."""
    (tmp_path / "msyh.ttc").write_bytes(b"")
    found = find_fonts([tmp_path])
    assert found.families()["serif"][0] == found.families()["sans"][0] == "Microsoft YaHei"
    assert found.folders == (tmp_path,)


def test_rare_names_can_be_printed_and_a_smile_cannot(fonts):
    """䶮 and 𬭎 of real names are there; an emoji is named."""
    assert fonts.missing("魏䶮宇欧阳𬭎\n") == ""
    assert as_code_points(fonts.missing("张😀三😀")) == "U+1F600"
