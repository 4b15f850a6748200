"""`app.py solve`, `app.py check` and `app.py bench`: exit statuses, sentences, files."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

import app
import resources
from planner import cli
from planner.casebook import DayFiles
from planner.cli import bench, exchange
from planner.clock import SHANGHAI
from planner.errors import PlannerError

SAMPLE = resources.path("sample")
PROBLEM = {
    "jobs": [
        {"id": 1, "location_index": 1, "service": 60, "time_windows": [[500, 600]]},
        {"id": 2, "location_index": 2, "service": 10},
    ],
    "vehicles": [{"id": 9, "start_index": 0, "end_index": 0, "time_window": [100, 900]}],
    "matrices": {"car": {"durations": [[0, 100, 200], [110, 0, 50], [210, 60, 0]]}},
}


@pytest.fixture
def file(tmp_path):
    """Writes a document, or text as it is, and returns its path."""

    def write(document, name="problem.json"):
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
        return path

    return write


def run(*words):
    return app.main([str(word) for word in words])


def test_solve_writes_an_answer_that_check_accepts(file, tmp_path, capfd):
    """Status 0 and one sentence each; the check tells the cost that the answer tells."""
    problem, out = file(PROBLEM), tmp_path / "deep" / "solution.json"
    assert run("solve", problem, "-o", out, "--iterations", 50, "--seed", 3) == 0
    assert capfd.readouterr().out == (
        f"方案已写入 {out}：1 条路线，行驶 360 秒，未排 0 个任务，代价 0 秒，目标值合计 360 秒。\n"
    )
    assert json.loads(out.read_text("utf-8"))["summary"]["cost"] == 360
    assert run("check", problem, out) == 0
    assert capfd.readouterr().out == ("方案符合全部约束：行驶 360 秒，未排 0 个任务，代价 0 秒，目标值合计 360 秒。\n")


def test_jobs_left_out_need_a_person(file, tmp_path, capfd):
    """Status 1, said in words, and the rest is planned and written."""
    document = json.loads(json.dumps(PROBLEM))
    document["jobs"][1]["skills"] = [5]
    out = tmp_path / "solution.json"
    assert run("solve", file(document), "-o", out, "--iterations", 50) == 1
    assert capfd.readouterr().err == "有 1 个任务未排入，原因见 unassigned 中的 reason。\n"
    (left,) = json.loads(out.read_text("utf-8"))["unassigned"]
    assert (left["id"], left["reason"]) == (2, "当日没有小组具备所需的技能 5。")


def test_check_prints_a_sentence_for_each_violation(file, capfd):
    """Status 1; nothing else is printed."""
    steps = [
        {"type": "start", "arrival": 400},
        {"type": "job", "id": 1, "arrival": 499, "duration": 100, "service": 60},
        {"type": "end", "arrival": 669, "duration": 210},
    ]
    solution = {"summary": {"cost": 200}, "routes": [{"vehicle": 9, "steps": steps}]}
    assert run("check", file(PROBLEM), file(solution, "solution.json")) == 1
    assert capfd.readouterr().out.splitlines() == [
        "车辆 9 的路线第 2 步（任务 1）的 arrival 写的是 499，应为 500。",
        "车辆 9 的路线第 2 步（任务 1）开始于 499，不在 time_windows [500, 600] 内。",
        "任务 2 既未安排，也未列在 unassigned 中。",
        "summary 的 cost 写的是 200，应为 210。",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "不是有效的 JSON 文件"),
        ("", "不是有效的 JSON 文件"),
        ('{"jobs": NaN}', "不是有效的 JSON 文件"),
        ("[" * 100_000, "不是有效的 JSON 文件"),
        ('{"jobs": ' + "9" * 5000 + "}", "不是有效的 JSON 文件"),
        ("[]", "文件内容应为对象"),
        ('{"jobs": [], "vehicles": []}', "jobs 有 0 项"),
    ],
)
def test_an_unusable_problem_writes_nothing(file, tmp_path, capfd, content, says):
    """Status 2 and one sentence, for both commands."""
    out = tmp_path / "solution.json"
    for words in (("solve", file(content), "-o", out), ("check", file(content), file("{}", "other.json"))):
        assert run(*words) == 2
        captured = capfd.readouterr()
        assert says in captured.err
        assert captured.err.count("\n") == 1
        assert captured.out == ""
    assert not out.exists()


def test_files_that_are_not_there(file, tmp_path, capfd):
    """A missing problem, a missing answer, and a folder where the answer should be written."""
    problem = file(PROBLEM)
    assert run("solve", tmp_path / "no.json", "-o", tmp_path / "s.json") == 2
    assert "打不开文件“no.json”" in capfd.readouterr().err
    assert run("check", problem, tmp_path / "no.json") == 2
    assert "打不开文件“no.json”" in capfd.readouterr().err
    assert run("solve", problem, "-o", tmp_path) == 2
    assert "是文件夹" in capfd.readouterr().err


def strings(value):
    """Every key and every text of a document."""
    if isinstance(value, dict):
        return set(value) | {text for inner in value.values() for text in strings(inner)}
    if isinstance(value, list):
        return {text for inner in value for text in strings(inner)}
    return {value} if isinstance(value, str) else set()


def test_the_problem_of_a_day_leaves_without_its_people(tmp_path):
    """Of the sample day: small numbers and the format's own words, nothing that its files hold as text."""
    doors = app.open_desk(None)
    names = ("contacts", "visits", "lenders", "authorisations", "roster")
    files = DayFiles((SAMPLE / "cases.xlsx", SAMPLE / "cases_lender2.csv"), *(SAMPLE / f"{n}.xlsx" for n in names))
    doors.casebook.import_day(files)
    draft = doors.dayplan.draft(date(2026, 11, 24), datetime(2026, 11, 23, 12, tzinfo=SHANGHAI))
    exchange.write_problem(tmp_path / "problem.json", draft.problem)
    document = json.loads((tmp_path / "problem.json").read_text("utf-8"))
    assert len(document["jobs"]) == len(draft.problem.visits) > 50
    assert strings(document) == {
        *("jobs", "id", "location_index", "service", "setup", "priority", "delivery", "time_windows", "skills"),
        *("penalty_cost", "vehicles", "profile", "start_index", "end_index", "time_window", "capacity", "breaks"),
        *("max_tasks", "matrices", "durations", "distances", "mode-1", "mode-2", "mode-3"),
    }
    assert [job["id"] for job in document["jobs"]] == list(range(1, len(document["jobs"]) + 1))
    assert run("check", tmp_path / "problem.json", empty_answer(tmp_path, document)) == 0


def empty_answer(folder, document):
    """Everything left out."""
    path = folder / "answer.json"
    path.write_text(json.dumps({"routes": [], "unassigned": [{"id": job["id"]} for job in document["jobs"]]}), "utf-8")
    return path


def test_missing_arguments_are_told(capsys):
    """What is missing, in Chinese, and status 2."""
    with pytest.raises(SystemExit) as caught:
        app.main(["solve", "a.json"])
    assert caught.value.code == 2
    assert "缺少 -o/--out" in capsys.readouterr().err


def test_bench_needs_a_checkout(tmp_path):
    """An installed program has no tests: one sentence."""
    with pytest.raises(PlannerError, match="bench 只能在源代码目录中运行"):
        bench.run_bench(parsed(["bench", "routing"]), tmp_path)


def test_bench_passes_everything_on():
    """Options too, in their order, whatever they are called."""
    words = ["routing", "--sizes", "120x12,300x20", "--seconds", "20", "--json", "f.json", "-x", "--help"]
    args = parsed(["bench", *words])
    assert (args.command, args.rest) == ("bench", words)
    assert parsed(["bench", "--instances", "DIR"]).rest == ["--instances", "DIR"]
    assert parsed(["bench"]).rest == []


def parsed(words):
    """The arguments as the program gets them."""
    return cli.parser().parse_args(words)


def test_the_benchmark_of_this_checkout_is_found():
    """Where the tests are, there it is."""
    assert Path(app.__file__).parent == bench.CHECKOUT
