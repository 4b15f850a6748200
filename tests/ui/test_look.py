"""Colours that can be read."""

import pytest

from ui import look


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_every_text_colour_has_contrast(scheme: look.Scheme) -> None:
    """Text, quiet text, accent and states reach 4.5 on window and surface; text on the accent does too."""
    for colour in (scheme.text, scheme.quiet, scheme.accent, *scheme.states.values()):
        assert contrast(colour, scheme.surface) >= 4.5
        assert contrast(colour, scheme.window) >= 4.5
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5


def test_numbers_can_be_read_on_every_team_colour(qapp) -> None:
    """The number on a service bar reaches 4.5 on its team's colour."""
    assert min(contrast(look.readable_on(colour), colour) for colour in look.TEAM_COLOURS) >= 4.5


def test_the_thirteenth_team_is_dashed() -> None:
    """Colours come again with dashes, so that no two of 24 teams look the same."""
    looks = [look.team_colour(place) for place in range(24)]
    assert len(set(looks)) == 24
