"""The store from the command line: made, filled, checked, planned from, backed up, restored, verified."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import app
import resources
from planner import cli
from planner.store import vault

SAMPLE = resources.path("sample")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command; returns its status and what it said."""
    monkeypatch.setattr(vault, "ARGON", {"time": 1, "memory_kib": 64, "lanes": 1})
    monkeypatch.setenv("WAIFANG_PASSPHRASE", "correct horse")

    def do(*args: object) -> tuple[int, str, str]:
        status = app.main([str(arg) for arg in args])
        told = capsys.readouterr()
        return status, told.out, told.err

    return do


@pytest.fixture
def store(run: Run, tmp_path: Path) -> Path:
    """A new store."""
    file = tmp_path / "desk.waifang"
    assert run("create", "--store", file)[0] == cli.DONE
    return file


def test_a_day_is_planned_from_what_the_store_holds(run: Run, store: Path, tmp_path: Path) -> None:
    """Files come in once, by kind; the check, the plan and the log need none of them again."""
    status, out, err = run(
        "cases", "import", SAMPLE / "cases.xlsx", SAMPLE / "cases_lender2.csv", "--store", store, "--json"
    )
    told = json.loads(out)
    assert status == cli.NEEDS_A_PERSON
    assert told.pop("batch")
    assert told == {
        "rows": 450,
        "imported": 446,
        "updated": 0,
        "identical": 0,
        "conflict": 2,
        "rejected": 2,
        "skipped": 0,
    }
    assert "第 49 行" in err
    for kind in ("lenders", "authorisations", "roster", "contacts", "visits"):
        assert run(kind, "import", SAMPLE / f"{kind}.xlsx", "--store", store)[0] in (cli.DONE, cli.NEEDS_A_PERSON)
    status, out, _ = run("cases", "check", "--store", store, "--day", "2026-11-24", "--json")
    cases = json.loads(out)["cases"]
    assert status == cli.DONE
    assert len(cases) == 447
    assert {case["decision"] for case in cases} == {"visit", "contact-first", "letter-only", "blocked"}
    assert all(finding["status"] != "ok" for case in cases for finding in case["findings"])
    day = ("--day", "2026-11-24", "--today", "2026-11-23", "--iterations", "5", "--out", tmp_path / "out")
    status, out, _ = run("plan", "--store", store, *day, "--json")
    assert json.loads(out)["visits"] > 50
    status, out, _ = run("audit", "verify", "--store", store, "--json")
    assert (status, json.loads(out)["broken_at"]) == (cli.DONE, None)
    again, _, _ = run("cases", "import", SAMPLE / "cases.xlsx", "--store", store)
    assert again == cli.NEEDS_A_PERSON


def test_a_restore_goes_to_a_new_file_and_shows_what_differs(run: Run, store: Path, tmp_path: Path) -> None:
    """The back-up made before an import holds what was there before it."""
    run("cases", "import", SAMPLE / "cases_lender2.csv", "--store", store)
    _, listed, _ = run("restore", "--store", store)
    before = listed.splitlines()[-1]
    assert "-import.waifang" in before
    status, out, _ = run("restore", before, "--store", store, "--to", tmp_path / "old.waifang", "--json")
    told = json.loads(out)
    assert status == cli.DONE
    assert told["restored"]["cases"] == 0 < told["now"]["cases"]
    assert run("cases", "check", "--store", tmp_path / "old.waifang", "--day", "2026-11-24")[0] == cli.DONE
    assert run("restore", before, "--store", store, "--to", store)[0] == cli.UNUSABLE


def test_a_case_is_erased_by_two_people(run: Run, store: Path) -> None:
    """One person alone is refused; two erase it from the store, and the log says so."""
    run("cases", "import", SAMPLE / "cases_lender2.csv", "--store", store)
    command = ("cases", "erase", "PX000000", "--store", store, "--asked-by", "S1", "--reason", "request")
    status, _, err = run(*command, "--approved-by", "S1")
    assert (status, "需要两人" in err) == (cli.UNUSABLE, True)
    status, out, _ = run(*command, "--approved-by", "S2")
    assert (status, "已删除 1 件" in out) == (cli.DONE, True)
    _, out, _ = run("cases", "check", "--store", store, "--day", "2026-11-24")
    assert "PX000000" not in out
    assert "PX000001" in out


def test_a_check_alone_makes_no_backup(run: Run, store: Path) -> None:
    """Only what changed is worth a copy."""
    for _ in range(3):
        run("cases", "check", "--store", store, "--day", "2026-11-24")
    assert len(run("restore", "--store", store)[1].splitlines()) <= 1


def test_the_key_file_must_be_private(run: Run, store: Path, tmp_path: Path, monkeypatch) -> None:
    """A key file that others can read is refused; one that is private opens, with either key in it."""
    monkeypatch.delenv("WAIFANG_PASSPHRASE")
    key = tmp_path / "key"
    key.write_text("correct horse\n")
    key.chmod(0o644)
    status, _, err = run("audit", "verify", "--store", store, "--key-file", key)
    assert (status, "chmod 600" in err) == (cli.UNUSABLE, True)
    key.chmod(0o600)
    assert run("audit", "verify", "--store", store, "--key-file", key)[0] == cli.DONE
    other = tmp_path / "other.waifang"
    _, out, _ = run("create", "--store", other, "--key-file", key)
    key.write_text(out.split("：")[1])
    assert run("audit", "verify", "--store", other, "--key-file", key)[0] == cli.DONE


def test_without_a_key_or_with_a_wrong_one_the_store_stays_shut(run: Run, store: Path, monkeypatch) -> None:
    """Both are said in a sentence that offers another way."""
    monkeypatch.setenv("WAIFANG_PASSPHRASE", "wrong horse")
    status, _, err = run("audit", "verify", "--store", store)
    assert (status, "口令不对" in err, "恢复密钥" in err) == (cli.UNUSABLE, True, True)
    monkeypatch.delenv("WAIFANG_PASSPHRASE")
    status, _, err = run("audit", "verify", "--store", store)
    assert (status, "需要口令" in err) == (cli.UNUSABLE, True)


def test_plan_without_a_store_still_needs_its_files(run: Run, tmp_path: Path) -> None:
    """What is missing is named."""
    status, _, err = run("plan", SAMPLE / "cases.xlsx", "--day", "2026-11-24", "--out", tmp_path / "out")
    assert (status, "--contacts、--roster、--lenders、--authorisations" in err) == (cli.UNUSABLE, True)
    assert not (tmp_path / "out").exists()


def test_the_doctor_says_what_is_missing_and_how_to_get_it(run: Run, monkeypatch) -> None:
    """A missing library is named with the way to get it; a missing keyring alone is no fault."""
    from planner import doctor

    status, out, _ = run("doctor", "--json")
    assert all(f["is_there"] or f["advice"] for f in json.loads(out)["findings"])
    assert status == cli.DONE
    monkeypatch.setattr(doctor, "_has", lambda name: name != "sqlcipher3")
    status, out, _ = run("doctor")
    assert status == cli.NEEDS_A_PERSON
    assert [line for line in out.splitlines() if line.startswith("缺少 sqlcipher3")]
