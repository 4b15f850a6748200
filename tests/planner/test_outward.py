"""What leaves the program is masked, escaped, neutrally named and written whole."""

import errno
import html
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner import outward
from planner.errors import PlannerError


@pytest.mark.parametrize(
    ("name", "masked", "polite"),
    [
        ("张三丰", "张*", "张先生"),
        ("欧阳𬭎", "欧阳*", "欧阳先生"),
        ("欧阳", "欧*", "欧先生"),
        ("䶮宇", "䶮*", "䶮先生"),
        ("Li Si", "L*", "住户"),
        ("=1+1", "=*", "住户"),
        ("王", "王*", "住户"),
        ("", "", "住户"),
    ],
)
def test_a_name_shows_its_surname_alone(name, masked, polite):
    """Double surnames whole; what is no Chinese name tells nothing."""
    assert outward.mask_name(name) == masked
    assert outward.polite(name, True) == polite


def test_ids_and_phones_show_their_ends():
    """R-71; a number too short to mask shows nothing."""
    assert outward.mask_id("310101198202011234") == "**************1234"
    assert outward.last_four("310101198202011234") == "****1234"
    assert outward.last_four("1234") == ""
    assert outward.mask_phone("13812341234") == "138****1234"
    assert outward.mask_phone("12345") == "*****"


@given(st.text())
def test_clean_text_can_be_written_anywhere(text):
    """No control, direction or half character is left, and cleaning twice changes nothing."""
    plain = outward.clean(text + "\x00\u200b\u202e\ud800\x85")
    plain.encode()
    assert not set(plain) & set("\x00\u200b\u202e\x85\ufeff")
    assert outward.clean(plain) == plain


@given(st.text())
def test_html_is_inert_also_in_a_template_literal(text):
    """No tag, quote, backtick, dollar or brace survives; the text comes back unharmed."""
    escaped = outward.in_html(text + "<b>`${x}\\")
    assert not set(escaped) & set("<>\"'`$\\{}")
    assert html.unescape(escaped) == html.unescape(html.escape(outward.clean(text + "<b>`${x}\\")))


@pytest.mark.parametrize(
    ("stem", "name"),
    [("T01", "T01.pdf"), ("con", "_con.pdf"), ("COM1", "_COM1.pdf"), ("../..", "file.pdf"), ("张三:1", "1.pdf")],
)
def test_file_names_are_neutral(stem, name):
    """Nothing personal, nothing that a system keeps for itself, no way out of the folder."""
    assert outward.file_name(stem, ".pdf") == name


def test_a_file_appears_whole_or_not_at_all(tmp_path):
    """An error in the middle leaves the old file and nothing beside it."""
    target = tmp_path / "new" / "a.pdf"
    outward.write_whole(target, b"old")

    def fail():
        with outward.whole_file(target) as out:
            out.write(b"half")
            raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        fail()
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_a_target_that_cannot_be_written_ends_in_a_sentence(tmp_path):
    """A file where the folder should be; the name of the target is told."""
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PlannerError, match=r"a\.pdf"):
        outward.write_whole(tmp_path / "file" / "a.pdf", b"x")
    assert "剩余空间" in outward.unwritable(tmp_path, OSError(errno.ENOSPC, "No space")).remedy


def test_what_an_interrupted_run_left_is_swept(tmp_path):
    """Only our own leftovers."""
    (tmp_path / f"{outward.STAGING_PREFIX}x").write_bytes(b"")
    (tmp_path / f"{outward.STAGING_PREFIX}dir" / "teams").mkdir(parents=True)
    (tmp_path / "kept.pdf").write_bytes(b"")
    outward.sweep(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["kept.pdf"]


def test_a_workbook_keeps_every_string_a_string():
    """Formulas, links and digits stay text."""
    out = BytesIO()
    book = outward.workbook(out)
    page = book.add_worksheet()
    for row, text in enumerate(["=1+1", "{=1}", "http://x", "007", outward.cell("长" * 40_000)]):
        assert page.write(row, 0, text) == 0
    book.close()
    with zipfile.ZipFile(out) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in text
    assert "hyperlink" not in text
    assert text.count('t="s"') == 5
