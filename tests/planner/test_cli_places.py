"""`app.py geocode`, `matrix` and `gazetteer build`: one row for each row, figures, sentences."""

import csv
import io
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import app


def run(*words: object) -> int:
    return app.main([str(word) for word in words])


def test_geocode_answers_row_by_row(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """As many rows out as in, in order, GB18030 read too; status 1 since two need a person."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    addresses = ["浦东新区张杨路500号301室", "", "13800138000", "徐汇区宜山路700弄12号301室"]
    source.write_bytes(
        ("no,address\n" + "".join(f"{n},{text}\n" for n, text in enumerate(addresses))).encode("gb18030")
    )
    assert run("geocode", source, "--out", out) == 1
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["level"] for row in rows] == ["house-number", "none", "none", "house-number"]
    assert rows[1]["lon"] == ""
    assert (rows[0]["district"], rows[0]["door_complete"]) == ("浦东新区", "1")
    assert float(rows[0]["radius_m"]) > 0
    said = capfd.readouterr()
    assert "2 条需要人工定位" in said.out
    assert "张杨路" not in said.out + said.err


def test_an_empty_line_of_one_column_is_an_empty_address(tmp_path: Path) -> None:
    """One row out for it as well."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("地址\n张杨路500号\n\n宜山路700号\n", "utf-8")
    run("geocode", source, "--out", out, "--column", "地址")
    assert len(out.read_text("utf-8-sig").splitlines()) == 4


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "没有表头"),
        ("id\n1\n", "没有“address”"),
        ('address\n"张杨路', "引号"),
        ("address\n\x00\xff\xfe\xff".encode("latin1"), "编码"),
    ],
)
def test_geocode_refuses_in_a_sentence(tmp_path: Path, capfd, content: str | bytes, sentence: str) -> None:
    """Status 2 and nothing written."""
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert run("geocode", source, "--out", out) == 2
    assert sentence in capfd.readouterr().err
    assert not out.exists()


def test_matrix_writes_seconds_and_metres(tmp_path: Path) -> None:
    """What geocode wrote can be read as it is; the peak takes longer than the night, four days of five longer still."""
    source = tmp_path / "points.csv"
    source.write_text("lon,lat,level\n121.4706,31.2347,road\n121.38,31.1115,road\n121.505,31.24,road\n", "utf-8")
    found = {}
    for at in ("08:30", "23:00"):
        assert run("matrix", source, "--out", tmp_path / "m.npz", "--at", at) == 0
        with np.load(tmp_path / "m.npz") as file:
            found[at] = dict(file)
    peak = found["08:30"]
    assert peak["seconds"].shape == peak["metres"].shape == (3, 3)
    assert (peak["seconds"] >= found["23:00"]["seconds"]).all()
    assert peak["seconds"][0, 1] > found["23:00"]["seconds"][0, 1]
    assert peak["p80_seconds"][0, 1] == pytest.approx(1.32 * peak["seconds"][0, 1], abs=1)
    assert str(peak["engine"]) == "离线估算"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("31.23,121.47\n", "第 2 行经纬度写反了"),
        ("121.47,31.23\n0,0\n", "第 3 行没有上海范围内的经纬度"),
        ("nan,31.2\n", "第 2 行"),
        ("2.35,48.86\n", "第 2 行"),
        (",\n", "第 2 行"),
        ("", "有 0 行"),
    ],
)
def test_matrix_refuses_what_is_no_point(tmp_path: Path, capfd, rows: str, sentence: str) -> None:
    """Swapped, zero, NaN, Paris, nothing: the row is named, and nothing is written."""
    source = tmp_path / "points.csv"
    source.write_text("lon,lat\n" + rows, "utf-8")
    assert run("matrix", source, "--out", tmp_path / "m.npz") == 2
    assert sentence in capfd.readouterr().err
    assert not (tmp_path / "m.npz").exists()


def test_matrix_knows_one_engine_and_four_ways(tmp_path: Path, capfd) -> None:
    """Another engine is refused in words; walking takes longer than the metro over ten kilometres."""
    source = tmp_path / "points.csv"
    source.write_text("lon,lat\n121.4706,31.2347\n121.38,31.1115\n", "utf-8")
    assert run("matrix", source, "--out", tmp_path / "m.npz", "--engine", "valhalla") == 2
    assert "引擎" in capfd.readouterr().err
    found = {}
    for mode in ("walk", "metro"):
        run("matrix", source, "--out", tmp_path / "m.npz", "--mode", mode)
        with np.load(tmp_path / "m.npz") as file:
            found[mode] = int(file["seconds"][0, 1])
    assert found["walk"] > 2 * found["metro"]


def test_gazetteer_build_says_what_is_wrong(tmp_path: Path, capfd) -> None:
    """A file that is no extract, or no pyosmium: one sentence, status 2, nothing written."""
    source = tmp_path / "no.osm.pbf"
    source.write_bytes(b"no")
    assert run("gazetteer", "build", "--osm", source, "--out", tmp_path / "own") == 2
    said = capfd.readouterr().err
    assert "无法读取" in said or "osmium" in said
    assert not (tmp_path / "own").exists()


def test_a_key_goes_into_the_keyring_and_nowhere_else(monkeypatch: pytest.MonkeyPatch, capfd) -> None:
    """Taken from standard input, never echoed; an unknown service is no choice."""
    kept: dict[str, str] = {}
    backend = type("Backend", (), {"__module__": "keyring.backends.SecretService"})()
    keyring = SimpleNamespace(
        get_keyring=lambda: backend,
        set_password=lambda _service, entry, key: kept.__setitem__(entry, key),
        get_password=lambda _service, entry: kept.get(entry),
        delete_password=lambda _service, entry: kept.pop(entry),
    )
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setattr(sys, "stdin", io.StringIO("abc-123\n"))
    assert run("key", "amap") == 0
    assert list(kept.values()) == ["abc-123"]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n"))
    assert run("key", "amap") == 0
    assert kept == {}
    said = capfd.readouterr()
    assert "abc-123" not in said.out + said.err
    with pytest.raises(SystemExit):
        run("key", "google")
