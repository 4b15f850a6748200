"""A password opens the papers, nothing else does."""

from io import BytesIO

import pikepdf
import pytest

from planner.documents.binding import encrypt
from planner.errors import PlannerError


def test_only_the_password_opens_it(prints):
    """AES-256, the same pages, and no way in without."""
    plain = prints.itineraries["T01"]
    locked = encrypt(plain, "外访-2026")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password="外访-2025")
    with pikepdf.open(BytesIO(locked), password="外访-2026") as opened, pikepdf.open(BytesIO(plain)) as first:
        assert opened.encryption.R == 6
        assert len(opened.pages) == len(first.pages)


@pytest.mark.parametrize("password", ["", "长" * 43])
def test_a_password_that_pdf_cannot_hold_is_refused(prints, password):
    """Rather than cut in silence."""
    with pytest.raises(PlannerError, match="口令"):
        encrypt(prints.itineraries["T01"], password)
