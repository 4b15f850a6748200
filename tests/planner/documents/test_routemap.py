"""The map opens without a network, runs nothing from its data, and names nobody."""

import json
import re
from dataclasses import replace

from planner.documents import lint
from planner.documents.routemap import COLOURS, map_json, shell_html, team_map
from planner.documents.wording import wording
from planner.visit import Level, Location


def routes(day):
    return [team.route for team in day.teams]


def test_the_page_asks_for_nothing(day):
    """No source, no style sheet, no picture from outside, and a policy that forbids them."""
    page = team_map(day, day.teams[0]).decode()
    assert not re.search(r"""<(script|img|iframe)[^>]+src=|<link|url\((?!data:|#)|@import""", page)
    assert "default-src 'none'" in page
    assert "sourceMappingURL" not in page
    assert "L.map(" in page
    assert "leaflet-pane" in page


def test_a_hostile_id_stays_data(day, hostile):
    """A script in a visit id or a team's name cannot leave its JSON."""
    route = day.teams[0].route
    visit = replace(route.stops[0].visit, id=hostile[0])
    route = replace(route, stops=(replace(route.stops[0], visit=visit),), shift=replace(route.shift, team=hostile[0]))
    team = replace(day.teams[0], route=route)
    page = team_map(replace(day, teams=(team,)), team).decode()
    assert "<img" not in page
    assert json.loads(map_json([route]))["routes"][0]["stops"][0]["id"] == hostile[0]


def test_stops_are_told_by_number_window_and_arrival(day):
    """Latitude first, as Leaflet wants it; no name and no word of debt."""
    told = json.loads(map_json(routes(day)))
    stop = told["routes"][0]["stops"][2]
    assert stop["tip"] == "T01 访点3　到 11:22　约 10:52–12:22"
    assert (stop["n"], stop["lat"]) == (3, day.teams[0].stops[2].stop.visit.location.lat)
    page = team_map(day, day.teams[0]).decode()
    assert "陶" not in page
    assert "PWNED" not in page
    assert day.teams[0].stops[0].cases[0].number not in page
    assert lint.outside([stop["tip"] for stop in told["routes"][0]["stops"]], wording()) == ""


def test_the_thirteenth_team_is_dashed(make_day):
    """Colours repeat after twelve, with a dash to tell them apart."""
    told = json.loads(map_json(routes(make_day(teams=13, stops=1))))["routes"]
    assert told[12]["colour"] == told[0]["colour"] == COLOURS[0]
    assert told[12]["dash"]
    assert not told[11]["dash"]


def test_a_case_without_a_point_is_not_drawn(day):
    """Longitude and latitude 0 are no place."""
    places = [("C1", Location("x", 121.5, 31.2, Level.ROAD)), ("C2", Location("y"))]
    assert [left["id"] for left in json.loads(map_json([], places))["unplanned"]] == ["C1"]


def test_the_same_day_gives_the_same_bytes(day):
    """Folium's random names are replaced."""
    first = team_map(day, day.teams[0])
    shell_html.cache_clear()
    assert team_map(day, day.teams[0]) == first
