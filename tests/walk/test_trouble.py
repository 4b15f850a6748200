"""Bad input to the whole command: one sentence, status 2 or 1, nothing half-written."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import app
import resources
from planner import outward

SAMPLE = resources.path("sample")
ROOT = Path(app.__file__).parent
DAY = ["--day", "2026-11-24", "--today", "2026-11-23"]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """A small day: the second lender's fifty cases and everything around them, free to be spoilt."""
    folder = tmp_path / "in"
    folder.mkdir()
    names = ("contacts", "visits", "roster", "lenders", "authorisations")
    found = {name: folder / f"{name}.xlsx" for name in names} | {"cases": folder / "cases_lender2.csv"}
    for path in found.values():
        shutil.copy(SAMPLE / path.name, path)
    return found


def run(files: dict[str, Path], out: Path, *more: str) -> int:
    """The status of planning these files."""
    options = [text for name, path in files.items() if name != "cases" for text in (f"--{name}", str(path))]
    given = more if "--day" in more else (*DAY, *more)
    return app.main(["plan", str(files["cases"]), *options, "--seconds", "2", "--out", str(out), *given])


def sheet(path: Path, *rows: tuple[str, ...]) -> Path:
    """A workbook with these rows."""
    with outward.whole_file(path) as target:
        book = outward.workbook(target)
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
        book.close()
    return path


def refused(capsys: pytest.CaptureFixture[str], out: Path) -> str:
    """The one sentence that was said; nothing was written."""
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert not out.exists() or not any(out.iterdir())
    return said.err


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "空"),
        (b"just some text", "cases.xlsx"),
        (b"PK\x03\x04 broken", "cases.xlsx"),
        ("案件编号,姓名\n1,张三\n".encode("utf-16"), "cases.xlsx"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, word: str
) -> None:
    """Status 2 and a sentence that names the file."""
    files["cases"] = tmp_path / "cases.xlsx"
    files["cases"].write_bytes(content)
    assert run(files, tmp_path / "out") == 2
    assert word in refused(capsys, tmp_path / "out")


def test_a_missing_file_is_refused(files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and a sentence that names the file."""
    files["roster"] = tmp_path / "nowhere.xlsx"
    assert run(files, tmp_path / "out") == 2
    assert "nowhere.xlsx" in refused(capsys, tmp_path / "out")


def test_a_folder_that_cannot_be_written_is_refused_before_any_work(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "out").write_text("in the way", "utf-8")
    assert run(files, tmp_path / "out") == 2
    said = capsys.readouterr()
    assert "不能写入" in said.err
    assert (tmp_path / "out").read_text("utf-8") == "in the way"


@pytest.mark.parametrize("argument", [["--day", "24.11.2026"], ["--seconds", "0"], ["--seconds", "soon"]])
def test_a_wrong_argument_is_refused(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], argument: list[str]
) -> None:
    """Status 2 and one line."""
    with pytest.raises(SystemExit) as stopped:
        run(files, tmp_path / "out", *DAY, *argument)
    assert stopped.value.code == 2
    assert "参数错误" in refused(capsys, tmp_path / "out")


def test_a_contact_of_an_unknown_case_is_told(files: dict[str, Path], tmp_path: Path) -> None:
    """The row comes back in rejected.xlsx, the rest is planned, status 1."""
    out = tmp_path / "out"
    assert run(files, out) == 1
    # The sample's log is about both lenders' cases; only one of them was imported here.
    assert (out / "rejected.xlsx").stat().st_size > 10_000


def test_a_team_of_one_is_not_sent(files: dict[str, Path], tmp_path: Path) -> None:
    """R-40: it is refused by name of the rule, the others go."""
    from planner.intake.roster import read_roster

    batch = read_roster(files["roster"]).batch
    head, rows = batch.parsed[0].source.headings, [row.source.values for row in batch.parsed[1:]]
    sheet(files["roster"], head, *rows)
    out = tmp_path / "out"
    assert run(files, out) == 1
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    assert ("T01", "R-40") in {(entry["team"], entry["rule"]) for entry in plan["refused_teams"]}
    assert "T01" not in {route["team"] for route in plan["routes"]}


def test_an_office_that_cannot_be_found_sets_its_team_aside_first(files: dict[str, Path], tmp_path: Path) -> None:
    """The team is told first, and does not start from a guess."""
    from planner.intake.roster import read_roster

    batch = read_roster(files["roster"]).batch
    head = batch.parsed[0].source.headings
    place = head.index("出发地址")
    rows = [list(row.source.values) for row in batch.parsed]
    for row in rows:
        if row[head.index("小组")] == "T07":
            row[place] = "某某市某处"
    sheet(files["roster"], head, *(tuple(row) for row in rows))
    out = tmp_path / "out"
    assert run(files, out) == 1
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    assert plan["refused_teams"][0]["team"] == "T07"
    assert "T07" not in {route["team"] for route in plan["routes"]}


@pytest.mark.parametrize(
    ("day", "today", "word"),
    [
        ("2026-11-22", "2026-11-23", "早于今天"),
        ("2026-10-01", "2026-09-30", "国庆节"),
        ("2031-03-03", "2031-03-02", "节假日"),
    ],
)
def test_an_odd_day_is_warned_about(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, today: str, word: str
) -> None:
    """A day before today, a public holiday, a year whose holidays are not published: status 1 and a sentence."""
    assert run(files, tmp_path / "out", "--day", day, "--today", today) == 1
    assert word in capsys.readouterr().out


def test_json_is_the_only_thing_on_standard_output(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--json prints one object."""
    assert run(files, tmp_path / "out", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["needs_a_person"] is True
    assert sum(told["imports"][0][key] for key in ("imported", "identical", "conflict", "rejected")) == 50


def test_packs_can_be_locked(files: dict[str, Path], tmp_path: Path) -> None:
    """With a password no PDF opens without it."""
    import pikepdf

    out = tmp_path / "out"
    assert run(files, out, "--pack-password", "geheim") == 1
    packs = sorted(out.rglob("*.pdf"))
    assert packs
    for path in packs:
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(path)
        with pikepdf.open(path, password="geheim") as pdf:
            assert len(pdf.pages) > 0


def test_our_own_fault_names_the_place_and_no_person(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unforeseen error ends with status 3 and one line without the error's own text."""
    from planner.paperwork import Paperwork

    def broken(*_args: object) -> None:
        raise RuntimeError("张三 310199199001011234")

    monkeypatch.setattr(Paperwork, "check_writable", broken)
    assert run(files, tmp_path / "out") == 3
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "张三" not in said
    assert "310199" not in said


def test_without_a_screen_the_window_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt would abort the whole process; we end with status 2 and a sentence."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr("sys.platform", "linux")
    assert app.main([]) == 2
    assert "没有可用的显示器" in capsys.readouterr().err


def test_an_empty_password_is_refused_not_ignored(
    files: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever asks for a lock and gives no key must not get open files."""
    assert run(files, tmp_path / "out", "--pack-password", "") == 2
    assert "口令" in refused(capsys, tmp_path / "out")


def test_a_reader_who_has_seen_enough_is_no_fault() -> None:
    """`| head` closes the pipe before everything is printed."""
    command = [sys.executable, "app.py", "cases", "check", str(SAMPLE / "cases.xlsx"), *DAY[:2]]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert "程序内部错误" not in told
    assert "Traceback" not in told
