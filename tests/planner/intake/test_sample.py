"""The sample day that ships with the program."""

import json
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import resources
from planner.case import AddressKind
from planner.intake import authorisations, cases, contacts, lenders, roster, visits

SAMPLE = resources.path("sample")
FILES = sorted(path for path in SAMPLE.iterdir() if path.suffix in {".xlsx", ".csv", ".json", ".toml"})


def contents(path: Path) -> dict[str, bytes]:
    """What a file says, whatever the packer did with it."""
    if path.suffix != ".xlsx":
        return {"": path.read_bytes()}
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_the_generator_makes_the_files_that_are_here(tmp_path: Path) -> None:
    """Same seed, same day: nothing was edited by hand, and nothing depends on the machine."""
    subprocess.run([sys.executable, "-B", SAMPLE / "generate.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in FILES]
    for path in FILES:
        assert contents(path) == contents(tmp_path / path.name), path.name


@pytest.fixture(scope="module")
def big() -> list:
    """The big lender's batches."""
    return cases.read_cases(SAMPLE / "cases.xlsx")


def test_only_the_planted_rows_are_rejected(big: list) -> None:
    """An amount in words and an empty case number; everything else is imported."""
    (batch,) = big
    assert batch.rows == 400
    assert [(r.source.row, r.column) for r in batch.rejections] == [(49, "剩余本金(元)"), (53, "案件编号")]
    (small,) = cases.read_cases(SAMPLE / "cases_lender2.csv")
    assert (small.rows, small.rejections) == (50, ())
    both = {p.value.debtor.key for p in batch.parsed} & {p.value.debtor.key for p in small.parsed}
    assert len(both) == 3


def test_planted_cases_carry_their_trap(big: list) -> None:
    """The traps that can be seen in a case are there, and each has its line in expected.json."""
    rows = [p.value for p in big[0].parsed]
    by_number = {case.number: case for case in rows}

    def planted(i: int) -> object:
        return by_number[f"SH261101{i:05d}"]

    expected = json.loads((SAMPLE / "expected.json").read_text("utf-8"))
    assert len(expected) == 24
    assert {key for key in expected if key.startswith("SH")} - {"SH26110100048"} <= set(by_number)
    assert planted(4).mandate_end < date(2026, 11, 24)
    assert planted(16).debtor.birth_date > date(2008, 11, 24) == planted(17).debtor.birth_date
    assert planted(20).addresses_of(AddressKind.HOME) == planted(20).addresses_of(AddressKind.CONTACT)
    assert planted(24).addresses_of(AddressKind.HOME) == ()
    assert planted(28).warnings == ("身份证号校验位不符，请核实",)
    assert planted(56).debtor.name.startswith("=HYPERLINK")
    assert Counter(case.number for case in rows).most_common(1) == [("SH26110100063", 2)]
    assert [case.warnings for case in rows if case.warnings] == [
        ("案件状态为暂停但委案金额大于零，请核实",),
        ("案件状态为结清但委案金额大于零，请核实",),
        planted(28).warnings,
    ]


def test_the_other_files_are_read_whole() -> None:
    """Contact log, history, profiles, authorisations and roster have no row that is rejected."""
    log = contacts.read_contacts(SAMPLE / "contacts.xlsx")
    agreed = {p.value.case_number for p in log.parsed if p.value.appointment}
    fixed = {
        p.value.case_number
        for p in log.parsed
        if (a := p.value.appointment) and a.first_day == a.last_day == date(2026, 11, 24)
    }
    assert 280 <= len(agreed) <= 320
    assert 90 <= len(fixed) <= 115
    people = roster.read_roster(SAMPLE / "roster.xlsx")
    assert (len(people.teams), {len(team.collectors) for team in people.teams}) == (15, {2})
    batches = [
        log,
        people.batch,
        visits.read_visits(SAMPLE / "visits.xlsx"),
        lenders.read_lenders(SAMPLE / "lenders.xlsx"),
        authorisations.read_authorisations(SAMPLE / "authorisations.xlsx"),
    ]
    assert [batch.rejections for batch in batches] == [()] * 5
    assert tomllib.loads((SAMPLE / "desk.toml").read_text("utf-8"))["agency"]["name"]
