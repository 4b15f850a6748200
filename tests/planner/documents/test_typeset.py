"""Typst runs apart, with limits, without network, and reads data only as data."""

import json
import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from planner import child
from planner.clock import SHANGHAI
from planner.documents.typeset import Job, typeset
from planner.errors import Cancelled, PlannerError

CREATED = datetime(2026, 11, 23, 20, 15, tzinfo=SHANGHAI)
SHOW = "#set text(font: json(bytes(sys.inputs.fonts)).serif)\n#json(bytes(sys.inputs.data)).text"


@pytest.fixture
def run(tmp_path, fonts, monkeypatch):
    """Typesets one template text; the staging area lies in a folder that the test can look into."""
    (tmp_path / "staging").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "staging"))

    def typeset_text(source, text="", **options):
        (tmp_path / "page.typ").write_text(source, "utf-8")
        return typeset([Job("page.typ", "试页", {"text": text})], CREATED, fonts, templates=tmp_path, **options)[0]

    return typeset_text


def test_markup_in_data_is_printed_and_not_run(run, text_of):
    """A name that is typst code comes out as its own characters."""
    name = '#read("page.typ") $x$ *粗* 䶮'
    assert text_of(run(SHOW, name)) == ["".join(name.split())]


@pytest.mark.parametrize(
    "source",
    ['#import "@preview/cetz:0.3.0": canvas', '#read("/../../etc/passwd")', '#read("../secret.txt")', "#let x = ("],
)
def test_a_template_that_reaches_out_or_is_broken_ends_in_a_sentence(run, source, tmp_path):
    """Packages, files outside the staging folder and broken sources are refused, and the template is named."""
    (tmp_path / "staging" / "secret.txt").write_text("geheim")
    with pytest.raises(PlannerError, match=r"试页：模板 page\.typ"):
        run(source)


def test_a_template_without_end_is_stopped(run):
    """The time limit holds also for a loop that never comes back."""
    with pytest.raises(PlannerError, match="超过"):
        run("#for i in range(100000) { for j in range(100000) { } }", limits=child.Limits(seconds=2))


def test_nothing_is_left_behind(run, tmp_path):
    """The staging folder is gone after success and after failure."""
    run(SHOW, "完")
    with pytest.raises(PlannerError):
        run("#let x = (")
    assert list((tmp_path / "staging").iterdir()) == []


def test_the_same_input_gives_the_same_bytes(run):
    """The clock does not enter; the declared time does."""
    assert run(SHOW, "䶮") == run(SHOW, "䶮")


def test_progress_counts_and_can_stop(fonts, tmp_path):
    """Saying no ends in Cancelled; saying yes reaches 100."""
    (tmp_path / "page.typ").write_text(SHOW, "utf-8")
    jobs = [Job("page.typ", f"第{i}", {"text": json.dumps(i)}) for i in range(3)]
    told = []
    papers = typeset(jobs, CREATED, fonts, lambda percent, _what: told.append(percent) or True, templates=tmp_path)
    assert len(papers) == 3
    assert told[-1] == 100
    assert told == sorted(told)
    with pytest.raises(Cancelled):
        typeset(jobs * 20, CREATED, fonts, lambda percent, _what: percent == 0, templates=Path(tmp_path))


def test_no_jobs_need_no_child(fonts):
    """Nothing in, nothing out."""
    assert typeset([], CREATED, fonts) == []
