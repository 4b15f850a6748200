"""A company's own gazetteer from a small extract that the test writes itself."""

from pathlib import Path

import pytest

from planner.errors import PlannerError
from planner.geocoding import osm
from planner.geocoding.boundaries import Boundaries
from planner.geocoding.gazetteer import Gazetteer
from planner.visit import Level

osmium = pytest.importorskip("osmium", reason="pyosmium is an extra")


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """A road with three house numbers, a compound, a village, a station and a district's boundary; one place abroad."""
    mutable = osmium.osm.mutable
    path = tmp_path / "shanghai.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:

        def node(id_: int, lon: float, lat: float, **tags: str) -> None:
            writer.add_node(
                mutable.Node(id=id_, location=(lon, lat), tags={k.replace("_", ":"): v for k, v in tags.items()})
            )

        node(1, 121.800, 30.950, addr_street="测绘新路", addr_housenumber="100")
        node(2, 121.810, 30.950, addr_street="测绘新路", addr_housenumber="300弄5号")
        node(3, 121.802, 30.951, addr_street="测绘新路", addr_housenumber="140")
        node(4, 121.830, 30.960, place="village", name="测绘村")
        node(5, 121.820, 30.955, railway="station", station="subway", name="测绘站")
        node(6, 2.350, 48.860, addr_street="rue Oberkampf", addr_housenumber="5")
        for id_, (lon, lat) in enumerate([(121.7, 30.9), (121.9, 30.9), (121.9, 31.0), (121.7, 31.0)], start=11):
            node(id_, lon, lat)
        for id_, (lon, lat) in enumerate([(121.84, 30.95), (121.842, 30.95), (121.842, 30.952), (121.84, 30.952)], 21):
            node(id_, lon, lat)
        writer.add_way(mutable.Way(id=1, nodes=[1, 3, 2], tags={"highway": "residential", "name": "测绘新路"}))
        writer.add_way(mutable.Way(id=2, nodes=[11, 12, 13, 14, 11], tags={"boundary": "administrative"}))
        writer.add_way(
            mutable.Way(id=3, nodes=[21, 22, 23, 24, 21], tags={"landuse": "residential", "name": "测绘佳苑"})
        )
        tags = {"type": "boundary", "boundary": "administrative", "admin_level": "6", "name": "浦东新区"}
        writer.add_relation(mutable.Relation(id=1, members=[("w", 2, "outer")], tags=tags))
    return path


def test_an_extract_becomes_tables_that_find_doors(extract: Path, tmp_path: Path) -> None:
    """Its numbers anchor the road, its compound, village and station are places, with its own licence beside them."""
    folder = tmp_path / "own"
    built = osm.build(extract, folder)
    assert (built.roads, built.numbers, built.places, built.stations) == (1, 3, 2, 1)
    own = Gazetteer(folder=folder)
    exact = own.locate("浦东新区测绘新路300弄9号101室")
    assert (exact.level, exact.lon, exact.lat) == (Level.HOUSE_NUMBER, 121.81, 30.95)
    between = own.locate("浦东新区测绘新路220号")
    assert between.level is Level.HOUSE_NUMBER
    assert 121.802 < between.lon < 121.81
    assert own.locate("浦东新区测绘佳苑5号101室").level is Level.NEIGHBOURHOOD
    assert own.locate("测绘村12号").level is Level.NEIGHBOURHOOD
    assert own.locate("地铁测绘站").level is Level.STATION
    assert "ODbL" in (folder / "SOURCE.txt").read_text("utf-8")
    assert Gazetteer().locate("浦东新区测绘新路220号").level is Level.DISTRICT


def test_our_own_tables_stay_beneath(extract: Path, tmp_path: Path) -> None:
    """What the extract does not know is found as before."""
    osm.build(extract, tmp_path / "own")
    address = "浦东新区张杨路500号"
    assert Gazetteer(folder=tmp_path / "own").locate(address) == Gazetteer().locate(address)


@pytest.mark.parametrize("harm", ["cut", "html", "empty", "missing"])
def test_a_broken_extract_ends_with_a_sentence(extract: Path, tmp_path: Path, harm: str) -> None:
    """Truncated, no extract at all, empty or not there: nothing is written."""
    content = extract.read_bytes()
    broken = tmp_path / "broken.osm.pbf"
    if harm != "missing":
        broken.write_bytes({"cut": content[:-30], "html": b"<html>login</html>" * 50, "empty": b""}[harm])
    with pytest.raises(PlannerError, match="无法读取"):
        osm.build(broken, tmp_path / "own")
    assert not (tmp_path / "own").exists()


def test_an_extract_of_another_region_is_refused(tmp_path: Path) -> None:
    """Helsinki has no road of Shanghai."""
    path = tmp_path / "helsinki.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        tags = {"addr:street": "Mannerheimintie", "addr:housenumber": "1"}
        writer.add_node(osmium.osm.mutable.Node(id=1, location=(24.94, 60.17), tags=tags))
    with pytest.raises(PlannerError, match="上海以外"):
        osm.build(path, tmp_path / "own")


def test_without_a_boundary_the_nearest_township_tells_the_district() -> None:
    """Lujiazui is in Pudong, Chengqiao in Chongming."""
    bounds = Boundaries({})
    assert bounds.district_at(121.505, 31.238) == "浦东新区"
    assert bounds.district_at(121.3933, 31.6274) == "崇明区"
