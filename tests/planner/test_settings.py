"""What an office may tune."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

import resources
from planner.errors import PlannerError
from planner.needs import Purpose
from planner.settings import Settings, read_settings


def told(tmp_path: Path, text: str) -> Path:
    """A desk.toml that says this."""
    path = tmp_path / "desk.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_not_told_stays(tmp_path: Path) -> None:
    """One value changed, all others as they come; other tables are somebody else's."""
    path = told(tmp_path, '[agency]\nname = "机构"\n[planning]\nbalance = 0.25\nsigning_minutes = 50\n')
    assert read_settings(path) == Settings(balance=0.25, signing_minutes=50)
    assert read_settings(told(tmp_path, "")) == Settings()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("balance = 1.5", "“desk.toml”的 [planning] balance（工作量均衡）不可用。请填 0 至 1 之间的数。"),
        (
            "service_minutes = 4",
            "“desk.toml”的 [planning] service_minutes（首次到访分钟数）不可用。请填 5 至 120 之间的整数。",
        ),
        (
            "service_minutes = 25.5",
            "“desk.toml”的 [planning] service_minutes（首次到访分钟数）不可用。请填 5 至 120 之间的整数。",
        ),
        ("balance = true", "“desk.toml”的 [planning] balance（工作量均衡）不可用。请填 0 至 1 之间的数。"),
        ("balance = nan", "“desk.toml”的 [planning] balance（工作量均衡）不可用。请填 0 至 1 之间的数。"),
        ("speed = 1", "“desk.toml”的 [planning] speed 无法识别。请对照样表改正该项。"),
        ("speed", "读不出“desk.toml”中的规划设置。请对照样表检查该文件。"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(tmp_path: Path, line: str, sentence: str) -> None:
    """In a sentence that names it, its range and what to do."""
    with pytest.raises(PlannerError) as refused:
        read_settings(told(tmp_path, f"[planning]\n{line}\n"))
    assert f"{refused.value.message}{refused.value.remedy}" == sentence


def test_every_setting_is_within_its_range_and_described() -> None:
    """By its own default, with a label and a help for the dialog."""
    for setting in fields(Settings):
        assert setting.metadata["low"] <= setting.default <= setting.metadata["high"], setting.name
        assert setting.metadata["label"], setting.name
        assert setting.metadata["help"].endswith("。"), setting.name


def test_the_template_names_every_setting_with_its_default() -> None:
    """Each line becomes a setting when its # is taken away."""
    lines = resources.path("intake/desk.toml").read_text("utf-8").partition("[planning]")[2].splitlines()[2:]
    values = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines))
    assert values == {setting.name: setting.default for setting in fields(Settings)}


def test_each_purpose_has_its_minutes() -> None:
    """First, again, only to hand over, to sign."""
    assert [Settings().service_s(purpose) // 60 for purpose in Purpose] == [25, 20, 10, 40]
