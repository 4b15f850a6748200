"""The figures of places and travel are there, small."""

from pathlib import Path

from tests.bench import places


def test_messy_addresses_meet_their_bars() -> None:
    """No wrong district, nothing planned far off."""
    assert all(bar.is_met for bar in places.messy())


def test_real_addresses_are_not_measured_without_them() -> None:
    """Eight open bars: neither met nor missed."""
    assert [bar.is_met for bar in places.real(None)] == [None] * 8


def test_real_addresses_are_measured(tmp_path: Path) -> None:
    """An address at its own answer errs nothing and is at house-number level; one elsewhere lies outside its radius."""
    source = tmp_path / "some.csv"
    found = places.Gazetteer().locate("浦东新区张杨路500号")
    rows = f"浦东新区,张杨路500号,{found.lon},{found.lat}\n浦东新区,张杨路502号,121.9,31.0\n"
    source.write_text("district,address,lon,lat\n" + rows, "utf-8")
    values = {bar.name.removeprefix("real addresses, "): bar.value for bar in places.real(source)}
    assert values["not at house-number level"] == 0
    assert values["points outside their radius"] == 50
    assert values["house number, median error"] > 10_000


def test_speed_and_memory_are_measured() -> None:
    """A thousandth of the work gives figures at once."""
    bars = [*places.many(100), *places.matrices(((10, 60.0),))]
    assert [bar.value is not None and bar.value >= -1e6 for bar in bars] == [True] * 4
    assert bars[0].is_met
