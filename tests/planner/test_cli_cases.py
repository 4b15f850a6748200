"""`cases check` by its own door: what it prints, and when it needs a person."""

import json
from pathlib import Path

import pytest

import app
import resources
from planner.heading_map import DateOrder, HeadingMap
from planner.intake.map_files import write_map

SAMPLE = resources.path("sample")
HISTORY = ["contacts", "visits", "lenders", "authorisations"]
FILES = [str(SAMPLE / "cases_lender2.csv"), *(t for n in HISTORY for t in (f"--{n}", str(SAMPLE / f"{n}.xlsx")))]


def test_every_case_is_decided_with_its_findings(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON of the commands' description: case, decision, findings that are not ok, each with its mark."""
    app.main(["cases", "check", *FILES, "--day", "2026-11-24", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["rule_set"].startswith("cn-")
    assert len(told["cases"]) == 50
    assert [(f["rule"], f["status"]) for f in told["desk"]] == [("R-73", "unknown")]
    assert {case["decision"] for case in told["cases"]} >= {"visit", "contact-first", "letter-only"}
    for case in told["cases"]:
        assert case["case"].startswith("PX")
        assert all(f["status"] in ("violated", "unknown") and f["text"] and f["mark"] for f in case["findings"])
        assert (case["decision"] == "visit") == (not [f for f in case["findings"] if f["severity"] == "block"])


def test_as_text_it_names_rules_and_cures(capsys: pytest.CaptureFixture[str]) -> None:
    """Counts first, then each case with rule, mark, sentence and cure; no name or phone stands in it."""
    app.main(["cases", "check", *FILES, "--day", "2026-11-24"])
    text = capsys.readouterr().out
    assert "先联系" in text
    assert "R-27 [D] 禁止：" in text
    assert "1900" not in text


def test_a_mapping_file_lets_a_strange_file_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without it the command says what is missing (2); with it the case is decided."""
    cases = tmp_path / "案件.csv"
    cases.write_text("流水,委托方,姓名,手机号,委案日期\nA1,沪海,张三,19000000001,05/11/2026\n", "utf-8")
    arguments = ["cases", "check", str(cases), "--day", "2026-11-24", "--json"]
    assert app.main(arguments) == 2
    assert "没有“案件编号”列" in capsys.readouterr().err
    mapping = write_map(tmp_path / "maps", HeadingMap("沪海", {"流水": "number"}, {"委案日期": DateOrder.DMY}))
    assert app.main([*arguments, "--mapping", str(mapping)]) == 0
    (case,) = json.loads(capsys.readouterr().out)["cases"]
    assert (case["case"], case["decision"]) == ("A1", "blocked")


def test_days_of_two_readings_are_refused_with_the_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is guessed when nobody is there to ask."""
    cases = tmp_path / "案件.csv"
    cases.write_text("案件编号,委托方,姓名,委案日期\nA1,沪海,张三,05/11/2026\n", "utf-8")
    assert app.main(["cases", "check", str(cases), "--day", "2026-11-24"]) == 2
    told = capsys.readouterr().err
    assert "“委案日期”列" in told
    assert "05/11/2026" in told


@pytest.mark.shared
@pytest.mark.skipif(
    not Path(__file__).resolve().parents[3].joinpath("shared", "cases").exists(),
    reason="the team's shared sample is not beside this checkout",
)
def test_the_shared_sample_is_decided_as_planted(capsys: pytest.CaptureFixture[str]) -> None:
    """Every planted row that a rule about the case decides is blocked by that rule."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "cases"
    files = [str(shared / "cases.xlsx"), *(t for n in HISTORY for t in (f"--{n}", str(shared / f"{n}.xlsx")))]
    app.main(["cases", "check", *files, "--day", "2026-11-24", "--json"])
    told = {case["case"]: case for case in json.loads(capsys.readouterr().out)["cases"]}
    for number, row in json.loads((shared / "expected.json").read_text("utf-8")).items():
        rule = row["expect"].rpartition("blocked:")[2]
        if number in told and row["expect"].startswith("blocked:"):
            assert told[number]["decision"] == "blocked"
            assert rule in {f["rule"] for f in told[number]["findings"]}
