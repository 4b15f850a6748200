"""Routes on an offline folium map: a page of its own per team, and the shell that the window fills by JSON.

Data reaches the page as JSON only and is shown by textContent: folium's own popups and tooltips run scripts.
"""

import base64
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import resources
from planner.clock import hhmm
from planner.documents import basemap
from planner.documents import facts as fact
from planner.documents.bundle import DayBundle, TeamBundle
from planner.plan import Route, Stop
from planner.visit import Location

COLOURS = ("#0072B2 #D55E00 #009E73 #CC79A7 #E69F00 #56B4E9 #8C6D31 #5E4FA2 #1B7F5C #A6402B #B0308A #5F6B7A").split()
"""Of the teams, in their order; the thirteenth has the first colour again, dashed."""
_MIDDLE = (31.22, 121.47)
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"
_RANDOM_ID = re.compile(r"(?<=_)[0-9a-f]{32}\b")


def team_map(day: DayBundle, team: TeamBundle) -> bytes:
    """One team's map as a whole page that opens without a network; it names nobody."""
    place = [other.team.id for other in day.teams].index(team.team.id)
    sample = "样本　" if day.desk.is_sample else ""
    title = f"{sample}{team.team.id}　{fact.chinese_date(day.day)} {fact.weekday(day.day)}　示意图，非导航"
    route = _route(team.route, place)
    for stop in route["stops"]:
        stop["id"] = fact.visit_label(day.day, team.team.id, stop["n"])
    told = {"title": title, "routes": [route], "unplanned": []}
    call = f"<script>waifangShow({_script_json(told)});</script>"
    return (shell_html() + call).encode()


def map_json(routes: Sequence[Route], unplanned: Sequence[tuple[str, Location]] = ()) -> str:
    """What `waifangShow` draws: every route in its team's colour, and visits left out by case number and place."""
    told = {
        "title": "",
        "routes": [_route(route, place) for place, route in enumerate(routes)],
        "unplanned": [
            {"id": number, "lat": place.lat, "lon": place.lon, "tip": f"未排 {number}"}
            for number, place in unplanned
            if place.is_plannable
        ],
    }
    return _script_json(told)


@cache
def shell_html() -> str:
    """The page with Leaflet, the base and our drawing functions, without any stop: waifangShow, waifangSelect.

    A click on a stop calls `window.bridge.pick(id)` if there is such a bridge.
    """
    page = _folium_page()
    ids: dict[str, str] = {}
    page = _RANDOM_ID.sub(lambda hit: ids.setdefault(hit[0], f"w{len(ids)}"), page)
    style = _leaflet("leaflet.css") + resources.path("templates/map.css").read_text("utf-8")
    head = (
        f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<style>{style}</style><script>{_leaflet('leaflet.js')}</script>"
    )
    drawing = resources.path("templates/map.js").read_text("utf-8")
    names = [{"name": name, "lat": lat, "lon": lon} for name, lon, lat in basemap.districts()]
    script = f"<script>{drawing}\nwaifangNames({_script_json(names)});</script>"
    return page.replace("<head>", head, 1) + script


def _folium_page() -> str:
    import folium

    class OfflineMap(folium.Map):
        default_js: list[tuple[str, str]] = []
        default_css: list[tuple[str, str]] = []

    # Without tiles Leaflet knows no greatest zoom unless told.
    page = OfflineMap(_MIDDLE, zoom_start=11, zoomSnap=0.25, tiles=None, maxZoom=18, font_size="12px")
    page._id = "waifang"
    lines = [(points, "#D5D5D5", 3) for _, points in basemap.ring_roads()]
    for points, colour, weight in [(basemap.river(), "#C5D3DE", 9), *lines]:
        if points:
            line = [(lat, lon) for lon, lat in points]
            layer: Any = folium.PolyLine
            layer(line, color=colour, weight=weight, opacity=1, interactive=False).add_to(page)
    return str(page.get_root().render())


def _leaflet(name: str) -> str:
    """A file of the Leaflet package, its pictures built in and its hint at a source map taken out."""
    from xstatic.pkg import leaflet

    folder = Path(leaflet.BASE_DIR)

    def built_in(hit: re.Match[str]) -> str:
        picture = base64.b64encode((folder / "images" / hit[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    text = (folder / name).read_text("utf-8")
    text = re.sub(r"url\(images/([\w.-]+)\)", built_in, text)
    return re.sub(r"//# sourceMappingURL=\S+", "", text)


def _route(route: Route, place: int) -> dict[str, Any]:
    start, end = route.shift.start, route.shift.end
    return {
        "team": route.shift.team,
        "colour": COLOURS[place % len(COLOURS)],
        "dash": place // len(COLOURS) % 2 == 1,
        "start": [start.lat, start.lon],
        "end": [end.lat, end.lon],
        "stops": [_stop(route.shift.team, number, stop) for number, stop in enumerate(route.stops, 1)],
    }


def _stop(team: str, number: int, stop: Stop) -> dict[str, Any]:
    visit = stop.visit
    window = f"{hhmm(stop.window.start)}–{hhmm(stop.window.end)}"
    tip = f"{team} 访点{number}　到 {hhmm(stop.arrival)}　约 {window}"
    return {"n": number, "lat": visit.location.lat, "lon": visit.location.lon, "id": visit.id, "tip": tip}


def _script_json(told: Any) -> str:
    """JSON that stays data inside a script element."""
    text = json.dumps(told, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
