"""The itinerary says what two people need at a door, and nothing about a debt."""

import re
from dataclasses import replace
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest

from planner.coordinates import gcj02_to_wgs84
from planner.documents import lint
from planner.documents.itinerary import amap_link, duration, itinerary_job, nearness
from planner.documents.paper import texts
from planner.documents.printing import print_day
from planner.documents.wording import wording
from planner.visit import Level, Location


@pytest.fixture(scope="module")
def pages(prints, text_of):
    return text_of(prints.itineraries["T01"])


def test_every_stop_stands_whole_on_one_page_in_order(pages, day):
    """Its first line (case number) and its last mark (QR caption) lie on the same page, stop after stop."""
    first = [next(i for i, page in enumerate(pages) if stop.cases[0].number in page) for stop in day.teams[0].stops]
    last = [next(i for i, page in enumerate(pages) if f"高德访点{stop.number}" in page) for stop in day.teams[0].stops]
    assert first == last == sorted(first)


def test_pages_are_few_and_numbered(pages):
    """Eight stops take three pages: an overview with one, then four or three a page."""
    assert len(pages) == 3
    assert all(f"第{i}页/共3页" in page for i, page in enumerate(pages, 1))
    assert all("T01" in page and "021-5550-0100" in page for page in pages)


def test_people_are_asked_for_by_surname_alone(pages):
    """陶女士 stands there, 陶梓 does not; a name that is no name becomes 住户."""
    whole = "".join(pages)
    assert re.search("陶(先生|女士)", whole)
    assert re.search("欧阳(先生|女士)", whole)
    assert "住户" in whole
    assert "陶梓" not in whole
    assert "𬭎" not in whole
    assert "PWNED" not in whole


def test_no_id_phone_or_amount_is_printed(pages, day):
    """Neither whole nor in its tell-tale parts."""
    whole = "".join(pages)
    for stop in day.teams[0].stops:
        debtor = stop.cases[0].debtor
        assert debtor.id_number not in whole
        assert debtor.mobile not in whole
    assert "38,744.47" not in whole
    assert not re.search(r"\d{17}", whole)


def test_nothing_tells_of_a_debt(day, fonts):
    """No word of rules.md 3d stands anywhere in it, the office's own cautions aside."""
    job, _ = itinerary_job(day, day.teams[0], wording(), fonts)
    assert lint.outside(texts({**job.data, "sketch": ""}), wording()) == ""


def test_waiting_rest_and_way_back_are_told(pages):
    """The rest lies before the fourth stop, the wait before the second, the way back at the end."""
    whole = "".join(pages)
    assert whole.index("高德访点3") < whole.index("休息11:47–12:32") < whole.index("高德访点4")
    assert "到达后等候5分" in whole
    assert "17:43返回" in whole


def test_a_sample_says_so_on_every_page(make_day, fonts, text_of):
    """In the margin, beside the watermark."""
    day = make_day(stops=2, letters=1)
    prints = print_day(replace(day, desk=replace(day.desk, is_sample=True)), fonts=fonts)
    for pdf in (prints.itineraries["T01"], prints.packs["T01"], prints.letters):
        assert all("样本" in page for page in text_of(pdf))


def test_a_character_without_a_glyph_is_marked_and_reported(make_day, fonts):
    """The team still gets its itinerary: the address shows the code point and the report tells it."""
    day = make_day(stops=1)
    team = day.teams[0]
    visit = replace(
        team.stops[0].stop.visit, location=replace(team.stops[0].stop.visit.location, address="国和路😀1号")
    )
    stop = replace(team.stops[0], stop=replace(team.stops[0].stop, visit=visit))
    job, marked = itinerary_job(day, replace(team, stops=(stop,)), wording(), fonts)
    assert job.data["stops"][0]["address"] == "国和路〔U+1F600〕1号"
    assert [(paper.paper, paper.is_printed) for paper in marked] == [("行程单", True)]
    assert "U+1F600" in marked[0].reason


def test_the_link_names_a_point_in_gcj02_and_nobody():
    """AMap gets longitude first in its own datum, which leads back to the stop within a metre."""
    link = urlsplit(amap_link(Location("国和路1号", 121.5, 31.3, Level.CONFIRMED), 3))
    told = parse_qs(link.query)
    lon, lat = map(float, told["position"][0].split(","))
    assert gcj02_to_wgs84(lon, lat) == pytest.approx((121.5, 31.3), abs=1e-5)
    assert told["name"] == ["访点3"]
    assert link.hostname == "uri.amap.com"


def test_a_rough_place_says_how_rough():
    """A confirmed place says nothing, however wide its radius once was."""
    place = Location("x", 121.5, 31.3, Level.ROAD, 350)
    assert nearness(place) == "位置约 ±350 m，请先核对门牌"
    assert nearness(replace(place, level=Level.CONFIRMED)) == "" == nearness(replace(place, radius_m=60))


def test_durations_read_well():
    """Minutes are rounded, hours keep two digits of minutes."""
    assert [duration(s) for s in (1080, 3899, 3590)] == ["18 分", "1 小时 05 分", "1 小时 00 分"]


def test_fonts_are_embedded(prints):
    """Every font of every paper carries its own file."""
    import pikepdf

    for pdf in (*prints.itineraries.values(), *prints.packs.values(), prints.letters):
        with pikepdf.open(BytesIO(pdf)) as document:
            fonts = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
            described = [thing for thing in fonts if thing.get("/Type") == "/FontDescriptor"]
            assert described
            assert all("/FontFile3" in thing or "/FontFile2" in thing for thing in described)
