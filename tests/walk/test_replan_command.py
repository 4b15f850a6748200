"""A day planned again without a window: from an exported plan, in four ways, and every way in which that is refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import app
import resources

SAMPLE = resources.path("sample")
NAMES = ("contacts", "visits", "roster", "lenders", "authorisations")
EVE, SAME_DAY = ["--today", "2026-11-23"], ["--today", "2026-11-24"]


def run(out: Path, *more: object, cases: str = "cases_lender2.csv", day: str = "2026-11-24") -> int:
    """The status of planning the second lender's fifty cases."""
    options = [text for name in NAMES for text in (f"--{name}", str(SAMPLE / f"{name}.xlsx"))]
    told = ["plan", str(SAMPLE / cases), *options, "--day", day, "--iterations", "5", "--out", str(out)]
    return app.main([*told, *map(str, more)])


def starts(out: Path) -> dict[str, tuple[str, str]]:
    """Team and start of each visit."""
    plan = json.loads((out / "plan.json").read_text("utf-8"))
    return {stop["visit"]: (route["team"], stop["start"][11:16]) for route in plan["routes"] for stop in route["stops"]}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the plan before."""
    out = tmp_path_factory.mktemp("first") / "out"
    assert run(out, *EVE) == 1
    return out


@pytest.fixture(scope="module")
def kept(first: Path) -> Path:
    """The plan before."""
    return first / "plan.json"


@pytest.mark.parametrize("way", ["insert", "order"])
def test_nothing_changes_when_nothing_is_new(first: Path, kept: Path, tmp_path: Path, capsys: Any, way: str) -> None:
    """The day that was exported comes out again, and is said to."""
    assert run(tmp_path / "out", *EVE, "--keep", kept, "--replan", way) == 1
    assert {visit: team for visit, (team, _) in starts(tmp_path / "out").items()} == {
        visit: team for visit, (team, _) in starts(first).items()
    }
    assert "与原方案相比没有变化。" in capsys.readouterr().err


def test_an_ill_team_from_now_on(first: Path, kept: Path, tmp_path: Path, capsys: Any) -> None:
    """What is done stays, the rest is handed over, and the list stands in the folder, on the terminal and as JSON."""
    before, out = starts(first), tmp_path / "out"
    news = ["--replan", "now", "--now", "11:00", "--ill", "T01", "--late", "T09=10"]
    assert run(out, *SAME_DAY, "--keep", kept, *news, "--json") == 1
    said = capsys.readouterr()
    told = json.loads(said.out)["changes"]
    now = starts(out)
    assert all(now[visit] == (team, at) for visit, (team, at) in before.items() if at <= "10:45")
    assert not [visit for visit, (team, at) in now.items() if team == "T01" and at > "11:00"]
    assert sum(told["counts"].values()) == len(told["items"])
    assert told["counts"]["handover"] == len(json.loads((out / "plan.json").read_text("utf-8"))["handovers"]) > 0
    assert len(said.err.strip().splitlines()) == len(told["counts"])
    rows = pd.read_excel(out / "changes.xlsx", engine="calamine", dtype=str, keep_default_na=False)
    assert list(rows["说明"]) == [item["text"] for item in told["items"]]
    assert list(rows["案件编号"]) == ["、".join(item["cases"]) for item in told["items"]]
    listed = json.loads((out / "manifest.json").read_text("utf-8"))["files"]
    assert "changes.xlsx" in [file["name"] for file in listed]


def test_the_folder_of_the_plan_itself_may_be_written_to(first: Path, tmp_path: Path) -> None:
    """The list of changes goes again with the next export that has none."""
    out = tmp_path / "out"
    shutil.copytree(first, out)
    assert run(out, *EVE, "--keep", out / "plan.json", "--replan", "all") == 1
    assert (out / "changes.xlsx").exists()
    assert run(out, *EVE) == 1
    assert not (out / "changes.xlsx").exists()


def changed(kept: Path, folder: Path, **words: Any) -> Path:
    """A copy of the plan with other words at its top."""
    path = folder / "plan.json"
    path.write_text(json.dumps(json.loads(kept.read_text("utf-8")) | words), "utf-8")
    return path


def refused(capsys: Any, out: Path) -> str:
    """The one sentence that was said; nothing was written."""
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1, said.err
    assert not out.exists()
    return str(said.err)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--keep", "KEPT"], "--keep 和 --replan 须同时给出"),
        (["--replan", "insert"], "--keep 和 --replan 须同时给出"),
        (
            ["--keep", "KEPT", "--replan", "all", "--ill", "T01", "--now", "9:00"],
            "--now、--ill 只能与 --replan now 同用",
        ),
        (["--late", "T01=5"], "--late 只能与 --replan now 同用"),
        (["--keep", "KEPT", "--replan", "now", "--returned", "T01"], "--returned 的小组 T01 没有停派"),
        (["--keep", "KEPT", "--replan", "now", "--late", "T01=5", "--late", "T01=6"], "--late 两次说到小组 T01"),
        (["--keep", "KEPT", "--replan", "now", *EVE], "今天是 2026-11-23"),
        (["--keep", "KEPT", "--replan", "now", "--ill", "T77"], "--ill 的小组 T77 不在原方案和外访员名单中"),
        (["--keep", "KEPT", "--replan", "now", "--late", "T77=5"], "--late 的小组 T77 不在原方案和外访员名单中"),
        (["--keep", "nowhere.json", "--replan", "all"], "打不开“nowhere.json”"),
    ],
)
def test_words_that_make_no_sense(kept: Path, tmp_path: Path, capsys: Any, words: list[str], sentence: str) -> None:
    """Status 2 and one sentence that names the word."""
    told = [kept if word == "KEPT" else word for word in words]
    assert run(tmp_path / "out", *SAME_DAY, *told) == 2
    assert sentence in refused(capsys, tmp_path / "out")


@pytest.mark.parametrize(
    "word", ["--now=25:00", "--now=noon", "--late=T01", "--late=T01=soon", "--late==5", "--replan=x"]
)
def test_words_that_cannot_be_read(tmp_path: Path, capsys: Any, word: str) -> None:
    """A time that is none, a delay without a team or minutes, a way that does not exist."""
    with pytest.raises(SystemExit) as stopped:
        run(tmp_path / "out", word)
    assert stopped.value.code == 2
    assert "参数错误" in refused(capsys, tmp_path / "out")


def test_a_plan_of_another_day(kept: Path, tmp_path: Path, capsys: Any) -> None:
    """Both days are named."""
    out = tmp_path / "out"
    assert run(out, *EVE, "--keep", kept, "--replan", "insert", day="2026-11-25") == 2
    assert "是 2026-11-24 的方案，规划日是 2026-11-25" in refused(capsys, out)


def test_a_damaged_plan(kept: Path, tmp_path: Path, capsys: Any) -> None:
    """Cut off in the middle, and with a time that is none."""
    out, path = tmp_path / "out", tmp_path / "plan.json"
    path.write_bytes(kept.read_bytes()[:5000])
    assert run(out, *EVE, "--keep", path, "--replan", "insert") == 2
    assert "“plan.json”不是 JSON 文件" in refused(capsys, out)
    routes = json.loads(kept.read_text("utf-8"))["routes"]
    routes[0]["stops"][0]["start"] = "soon"
    assert run(out, *EVE, "--keep", changed(kept, tmp_path, routes=routes), "--replan", "insert") == 2
    assert "站点第 1 项的 start 不是带时区的时间" in refused(capsys, out)


def test_a_plan_of_cases_that_are_not_there(kept: Path, tmp_path: Path, capsys: Any) -> None:
    """The other lender's file alone was imported."""
    out = tmp_path / "out"
    assert run(out, *EVE, "--keep", kept, "--replan", "insert", cases="cases.xlsx") == 2
    assert "不在已导入的案件中，例如 PX0000" in refused(capsys, out)


def test_people_who_are_on_the_way_have_to_be_in_the_roster(kept: Path, tmp_path: Path, capsys: Any) -> None:
    """Their papers are made anew from now on."""
    routes = json.loads(kept.read_text("utf-8"))["routes"]
    routes[0]["collectors"][1] = "C777"
    path, out = changed(kept, tmp_path, routes=routes), tmp_path / "out"
    assert run(out, *SAME_DAY, "--keep", path, "--replan", "now", "--now", "11:00") == 2
    assert f"小组 {routes[0]['team']} 的工号 C777 不在外访员名单中" in refused(capsys, out)


def test_a_locked_stop_keeps_its_team(kept: Path, tmp_path: Path) -> None:
    """Also when everything is planned anew."""
    routes = json.loads(kept.read_text("utf-8"))["routes"]
    for route in routes:
        for stop in route["stops"]:
            stop["locked"] = True
    out = tmp_path / "out"
    run(out, *EVE, "--keep", changed(kept, tmp_path, routes=routes), "--replan", "all")
    now = {visit: team for visit, (team, _) in starts(out).items()}
    was = {stop["visit"]: route["team"] for route in routes for stop in route["stops"]}
    assert {visit: team for visit, team in now.items() if visit in was} == {
        visit: was[visit] for visit in now.keys() & was
    }
