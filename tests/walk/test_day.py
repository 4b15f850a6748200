"""A whole day from files to papers, by the command that a night job would run."""

import json
import re
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

import app
import resources
from planner.intake.cases import read_cases

SAMPLE = resources.path("sample")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
DAY = ["--day", "2026-11-24", "--today", "2026-11-23"]


def day_files(folder: Path) -> list[str]:
    """The arguments that name a sample day's files."""
    names = ("contacts", "visits", "roster", "lenders", "authorisations")
    options = [text for name in names for text in (f"--{name}", str(folder / f"{name}.xlsx"))]
    return [str(folder / "cases.xlsx"), str(folder / "cases_lender2.csv"), *options]


def planned(out: Path) -> dict[str, str]:
    """The team of each planned case."""
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    return {case: route["team"] for route in plan["routes"] for stop in route["stops"] for case in stop["cases"]}


def left_out(out: Path) -> dict[str, dict[str, object]]:
    """The entry of each case left out."""
    return {entry["case"]: entry for entry in json.loads((out / "plan.json").read_text("utf-8"))["unplanned"]}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample day, planned and printed once for all tests here."""
    folder = tmp_path_factory.mktemp("day") / "out"
    status = app.main(["plan", *day_files(SAMPLE), *DAY, "--seconds", "5", "--out", str(folder)])
    assert status == 1
    return folder


def check_planted_rows(out: Path, expected: dict[str, dict[str, str]]) -> None:
    """Every planted row went where it must."""
    going, staying = planned(out), left_out(out)
    for number, row in expected.items():
        wanted = row["expect"]
        entry = staying.get(number, {"kind": "", "rule": []})
        if match := re.match(r"blocked(?: or letter-only)?: ?(R-\d\d)", wanted):
            assert entry["kind"] in ("blocked", "letter-only"), number
            assert match[1] in entry["rule"], number  # type: ignore[operator]
        elif "age unknown" in wanted:
            assert (entry["kind"], entry["rule"]) == ("blocked", ["R-06"]), number
        elif wanted == "letter-only":
            assert entry["kind"] == "letter-only", number
        elif wanted.startswith("to locate"):
            assert entry["kind"] == "to-locate", number
        elif wanted.startswith("door incomplete"):
            assert (entry["kind"], entry["rule"]) == ("to-locate", ["R-82"]), number
        elif wanted.startswith("conflict"):
            assert (entry["kind"], entry["rule"]) == ("blocked", ["conflict"]), number
        elif wanted.startswith("not blocked"):
            assert "R-06" not in entry["rule"], number  # type: ignore[operator]
        elif wanted == "rejected row":
            assert number not in going, number
            assert number not in staying, number
        else:
            assert number in going or number in staying, number


def cases_of(expected: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The planted rows that are cases."""
    return {number: row for number, row in expected.items() if re.match(r"[A-Z]{2}\d", number)}


def test_every_planted_row_of_the_sample(out: Path) -> None:
    """What the sample's generator planted comes out as it says."""
    expected = json.loads((SAMPLE / "expected.json").read_text("utf-8"))
    assert len(cases_of(expected)) >= 18
    check_planted_rows(out, cases_of(expected))
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    refused = {entry["collector"]: entry["rule"] for entry in plan["refused_teams"]}
    assert refused == {"C005": "R-41", "C009": "R-42"}
    assert not {"T03", "T05"} & {route["team"] for route in plan["routes"]}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the team's shared sample is not beside this checkout")
def test_every_planted_row_of_the_shared_sample(tmp_path: Path) -> None:
    """The same for the files that the sample was modelled on."""
    status = app.main(["plan", *day_files(SHARED), *DAY, "--seconds", "5", "--out", str(tmp_path / "out")])
    assert status == 1
    check_planted_rows(tmp_path / "out", cases_of(json.loads((SHARED / "expected.json").read_text("utf-8"))))


def test_every_case_stands_once(out: Path) -> None:
    """Each imported case is in one stop or has one reason."""
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    stops = [case for route in plan["routes"] for stop in route["stops"] for case in stop["cases"]]
    everything = stops + [entry["case"] for entry in plan["unplanned"]]
    # 450 rows: two of them share a number, two are rejected.
    assert len(everything) == len(set(everything)) == 447
    assert len(stops) > 60


def test_every_stop_keeps_its_window_and_the_permitted_hours(out: Path) -> None:
    """Read from the file as an outsider would: windows, order, permitted hours, team size."""
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    for route in plan["routes"]:
        assert len(route["collectors"]) == 2
        clock = datetime.fromisoformat(route["leave"])
        assert clock >= datetime.fromisoformat(route["shift"]["start"])
        for stop in route["stops"]:
            times = {key: datetime.fromisoformat(stop[key]) for key in ("arrival", "start", "departure")}
            window = {key: datetime.fromisoformat(text) for key, text in stop["window"].items()}
            assert clock <= times["arrival"] <= times["start"] < times["departure"]
            assert window["start"] <= times["start"] <= window["end"]
            assert times["start"].hour >= 8
            assert times["departure"].hour < 22
            clock = times["departure"]
        assert clock <= datetime.fromisoformat(route["back"]) <= datetime.fromisoformat(route["shift"]["end"])


def test_the_second_lenders_cases_go_with_its_authorised_teams(out: Path) -> None:
    """Only every second pair holds 浦江小额贷款's authorisation."""
    teams = {team for case, team in planned(out).items() if case.startswith("PX")}
    assert teams
    assert teams <= {"T01", "T07", "T09", "T11", "T13", "T15"}


def test_the_manifest_lists_every_file_with_its_hash(out: Path) -> None:
    """Nothing lies in the folder that the manifest does not name, and nothing half-written is left."""
    from hashlib import sha256

    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    listed = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    found = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert found == {*listed, "manifest.json"}
    assert all(sha256((out / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())
    assert {"plan.json", "unplanned.xlsx", "rejected.xlsx", "letters.pdf"} <= found


def test_plan_and_names_hold_no_personal_data(out: Path) -> None:
    """No name, id number or phone of any debtor stands in plan.json, a file name, a calendar or a map."""
    people = [row.value.debtor for batch in read_cases(SAMPLE / "cases.xlsx") for row in batch.parsed]
    ids = [p.id_number for p in people] + [p.mobile for p in people]
    names = [p.name for p in people if len(p.name) > 2]
    outside = [path for path in out.rglob("*") if path.suffix in (".json", ".ics", ".html")]
    assert len(outside) > 20
    for path in outside:
        text = path.read_text("utf-8")
        assert not [secret for secret in ids + names if secret in text], path.name
        # The plan itself stays inside and gives the rules' reasons; calendars and maps travel.
        assert path.suffix == ".json" or not re.search("欠款|逾期|催收|律师函", text), path.name


def test_no_sheet_holds_a_formula(out: Path) -> None:
    """A name that is a formula stays text in every workbook."""
    for path in out.rglob("*.xlsx"):
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as book:
            sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name and name.endswith(".xml")]
        assert sheets
        assert not [sheet for sheet in sheets if b"<f>" in sheet or b"<f " in sheet], path.name


def test_rejected_rows_can_be_mended_and_imported(out: Path) -> None:
    """rejected.xlsx is read by the same reader; unmended, its rows are rejected for the same reasons."""
    batches = read_cases(out / "rejected.xlsx")
    assert {r.column for batch in batches for r in batch.rejections} == {"剩余本金(元)", "案件编号"}


def test_the_same_day_again_replaces_the_files(out: Path, tmp_path: Path) -> None:
    """A smaller second export takes away what it no longer has and touches nobody else's file."""
    import shutil

    copy = tmp_path / "again"
    shutil.copytree(out, copy)
    (copy / "mine.txt").write_text("keep", "utf-8")
    (copy / "teams" / "T99").mkdir()
    (copy / "teams" / "T99" / "pack.pdf").write_text("old", "utf-8")
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["files"].append({"name": "teams/T99/pack.pdf", "sha256": ""})
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    files = [argument for argument in day_files(SAMPLE) if not argument.endswith(("lender2.csv", "visits.xlsx"))]
    files.remove("--visits")
    assert app.main(["plan", *files, *DAY, "--seconds", "2", "--out", str(copy)]) == 1
    assert (copy / "mine.txt").read_text("utf-8") == "keep"
    assert not (copy / "teams" / "T99").exists()
    assert not any(case.startswith("PX") for case in planned(copy))


def test_everyone_to_call_back_carries_slots(out: Path) -> None:
    """In plan.json beside the case, in usual hours of the days from the planned one on; the sheet has as many lines."""
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    offered = {entry["case"]: entry["offers"] for entry in plan["unplanned"] if "offers" in entry}
    assert sorted(offered) == sorted(plan["call_back"])
    assert any(offered.values())
    for offer in (offer for found in offered.values() for offer in found):
        start, end = (datetime.fromisoformat(offer["window"][key]) for key in ("start", "end"))
        assert "2026-11-24" <= offer["day"] <= "2026-12-02"
        assert (9, 0) <= (start.hour, start.minute) <= (end.hour, end.minute) <= (20, 0)
    sheet = pd.read_excel(out / "unplanned.xlsx", engine="calamine", dtype=str, keep_default_na=False)
    lines = {row["案件编号"]: row["可约时段"].split("\n") for _, row in sheet.iterrows() if row["可约时段"]}
    assert {number: len(found) or 1 for number, found in offered.items()} == {n: len(x) for n, x in lines.items()}
