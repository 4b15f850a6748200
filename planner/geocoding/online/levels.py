"""What the services' own words for how exactly they matched mean here. Radii are our assumptions, none measured."""

from typing import Any

from planner.visit import Level

Matched = tuple[Level, int]

_DOOR = (Level.HOUSE_NUMBER, 150)
_POI = (Level.NEIGHBOURHOOD, 300)
_COMPOUND = (Level.NEIGHBOURHOOD, 400)
_ROAD = (Level.ROAD, 1_600)
_CROSSING = (Level.ROAD, 300)
_VILLAGE = (Level.NEIGHBOURHOOD, 800)
_STATION = (Level.STATION, 1_200)
_TOWNSHIP = (Level.TOWNSHIP, 4_500)
_DISTRICT = (Level.DISTRICT, 15_000)
_NOTHING = (Level.NONE, 0)

_WORDS: dict[str, Matched] = {
    **dict.fromkeys(("门牌号", "门址", "单元号", "楼栋号"), _DOOR),
    **dict.fromkeys(("兴趣点", "地名", "商务大厦", "地产小区门"), _POI),
    **dict.fromkeys(("住宅区", "地产小区", "小区"), _COMPOUND),
    "道路": _ROAD,
    **dict.fromkeys(("道路交叉路口", "交叉路口"), _CROSSING),
    **dict.fromkeys(("村庄", "村"), _VILLAGE),
    **dict.fromkeys(("公交地铁站点", "公交站台、地铁站", "地铁站", "交通设施"), _STATION),
    **dict.fromkeys(("乡镇", "街道", "开发区", "热点商圈", "商圈"), _TOWNSHIP),
    **dict.fromkeys(("区县", "区"), _DISTRICT),
    **dict.fromkeys(("国家", "省", "市", "城市"), _NOTHING),
}
_BAIDU_METRES = ((100, 20), (90, 50), (80, 100), (75, 200), (70, 300), (60, 500), (50, 1_000), (40, 2_000), (30, 5_000))
"""Baidu's confidence and the error in metres that it stands for, as its documentation says."""


def matched(raw: dict[str, Any]) -> Matched:
    """Level and radius of an answer; a word that nobody knows is a township, so that nobody is sent there unasked.

    Baidu's `confidence` widens a radius, never narrows it: an exact match need not be the right one.
    """
    level, radius = _WORDS.get(str(raw.get("level") or ""), _TOWNSHIP)
    confidence = raw.get("confidence")
    if isinstance(confidence, int | float) and level is not Level.NONE:
        error = next((metres for least, metres in _BAIDU_METRES if confidence >= least), 10_000)
        radius = max(radius, error)
    return level, radius
