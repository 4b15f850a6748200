"""The online clients against a server that plays documented answers and every fault of the field."""

import logging
from http.server import BaseHTTPRequestHandler
from time import monotonic

import pytest
from geopy.geocoders.base import Geocoder

from planner.coordinates import Datum, distance_m
from planner.errors import PlannerError
from planner.geocoding.address import parse
from planner.geocoding.gazetteer import Gazetteer
from planner.geocoding.online.client import HOPELESS_S, OnlineClient
from planner.geocoding.online.levels import matched
from planner.geocoding.online.locator import OnlineLocator, bare
from planner.geocoding.online.open import open_service
from planner.visit import Level

TRUE = (121.5301, 31.2202)
"""Where every played answer means to be, WGS-84."""
NAMES = ("amap", "baidu", "tianditu")
OFFLINE = Gazetteer()
UNKNOWN = "浦东新区无此一条路500弄12号301室"
KEY = "secret-key-1234"


def answer_of(name: str, lon: float = TRUE[0], lat: float = TRUE[1], level: str = "") -> dict[str, object]:
    """The documented answer of a service for a WGS-84 point, in the service's own datum."""
    if name == "amap":
        lon, lat = Datum.GCJ02.from_wgs84(lon, lat)
        place = {
            "formatted_address": "上海市浦东新区某路",
            "district": "浦东新区",
            "township": [],
            "street": [],
            "number": [],
            "adcode": "310115",
            "location": f"{lon:.6f},{lat:.6f}",
            "level": level or "门牌号",
        }
        return {"status": "1", "info": "OK", "infocode": "10000", "count": "1", "geocodes": [place]}
    if name == "baidu":
        lon, lat = Datum.BD09.from_wgs84(lon, lat)
        result = {
            "location": {"lng": lon, "lat": lat},
            "precise": 1,
            "confidence": 80,
            "comprehension": 100,
            "level": level or "门址",
        }
        return {"status": 0, "result": result}
    place = {"score": 100, "level": level or "门址", "lon": f"{lon:.6f}", "lat": lat, "keyWord": "上海市某路"}
    return {"msg": "ok", "location": place, "searchVersion": "6.4.9V", "status": "0"}


def client(name: str, url: str, timeout_s: float = 5.0, **words) -> OnlineClient:
    return OnlineClient(open_service(name, KEY, timeout_s, url), per_second=1000.0, **words)


class Clock:
    """A clock that only moves when somebody pauses."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


@pytest.mark.parametrize("name", NAMES)
def test_an_answer_is_wgs84(played, name: str) -> None:
    """Whatever datum a service speaks, the point comes back within a metre, with level, radius and source."""
    played.answer = answer_of(name)
    found = client(name, played.url).ask("上海市浦东新区某路500弄12号")
    assert found is not None
    assert distance_m(found.lon, found.lat, *TRUE) < 1
    assert found.level is Level.HOUSE_NUMBER
    assert found.radius_m >= 100
    assert found.source.startswith("在线：")


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_a_geopy_geocoder(played, name: str) -> None:
    """geopy's own call works, one answer or all of them."""
    played.answer = answer_of(name)
    geocoder = open_service(name, KEY, 5.0, played.url).geocoder
    assert isinstance(geocoder, Geocoder)
    assert geocoder.geocode("某路1号").latitude == pytest.approx(31.22, abs=0.02)
    assert len(geocoder.geocode("某路1号", exactly_one=False)) == 1


def test_only_the_bare_address_leaves_the_house(played) -> None:
    """No room, no name, no telephone; the city and the key are all that goes with it (R-72)."""
    played.answer = answer_of("amap")
    locator = OnlineLocator(OFFLINE, client("amap", played.url))
    locator.locate_all(["张三 13800138000 浦东新区无此一条路500弄12号301室 联系李四"])
    sent = dict(played.asked[0])
    assert sent.pop("address") == "上海市浦东新区无此一条路500弄12号"
    assert sent == {"path": "/v3/geocode/geo", "key": KEY, "city": "310000", "output": "JSON"}


@pytest.mark.parametrize("text", ["", "13800138000", "张三", "江苏省苏州市干将东路200号", "浦东新区"])
def test_what_names_no_place_is_not_sent(played, text: str) -> None:
    """An empty cell, a telephone number, a name, another city, a bare district."""
    OnlineLocator(OFFLINE, client("amap", played.url)).locate_all([text])
    assert played.asked == []


def test_what_is_known_well_is_not_sent(played) -> None:
    """A house number of the tables needs no service."""
    found = OnlineLocator(OFFLINE, client("amap", played.url)).locate_all(["浦东新区张杨路500号"])
    assert found[0].level is Level.HOUSE_NUMBER
    assert played.asked == []


def test_each_address_is_asked_once(played) -> None:
    """Two doors of one house, and the same again tomorrow: one question."""
    played.answer = answer_of("amap")
    locator = OnlineLocator(OFFLINE, client("amap", played.url))
    found = locator.locate_all([UNKNOWN, UNKNOWN.replace("301", "302")])
    locator.locate_all([UNKNOWN])
    assert len(played.asked) == 1
    assert [one.address for one in found] == [UNKNOWN, UNKNOWN.replace("301", "302")]
    assert all(one.is_plannable and one.door_complete for one in found)


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    try:
        while not handler.server.played.let_go.wait(0.05):
            handler.wfile.write(b" ")
            handler.wfile.flush()
    except OSError:
        pass


def hang(handler: BaseHTTPRequestHandler) -> None:
    """Not a byte."""
    handler.server.played.let_go.wait(20)


def whole_world(handler: BaseHTTPRequestHandler) -> None:
    """More than an answer can be."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(4 * 2**20))
    handler.end_headers()
    handler.wfile.write(b" " * 4 * 2**20)


GOOD = answer_of("amap")
FAULTS = {
    "hang": (hang, 200, {}),
    "drip": (drip, 200, {}),
    "429": (b"slow down", 429, {"Retry-After": "60"}),
    "500": (b"oops", 500, {}),
    "login page": (b"<html><body>login</body></html>", 200, {"Content-Type": "text/html"}),
    "redirect": (b"", 302, {"Location": "http://127.0.0.1:1/login"}),
    "cut": (b'{"status":"1","geocodes":[{"loc', 200, {}),
    "not utf-8": ('{"info":"密钥"}'.encode("gb18030"), 200, {}),
    "huge": (whole_world, 200, {}),
    "a list": (b"[1,2]", 200, {}),
    "a number": (b"7", 200, {}),
    "empty body": (b"", 200, {}),
    "no point": ({**GOOD, "geocodes": [{"level": "门牌号", "location": []}]}, 200, {}),
    "half a point": ({**GOOD, "geocodes": [{"level": "门牌号", "location": "121.5,"}]}, 200, {}),
    "nan": ({**GOOD, "geocodes": [{"level": "门牌号", "location": "nan,nan"}]}, 200, {}),
    "zero": ({**GOOD, "geocodes": [{"level": "门牌号", "location": "0,0"}]}, 200, {}),
    "Paris": ({**GOOD, "geocodes": [{"level": "门牌号", "location": "2.352,48.857"}]}, 200, {}),
    "swapped": ({**GOOD, "geocodes": [{"level": "门牌号", "location": "31.22,121.53"}]}, 200, {}),
    "out of range": ({**GOOD, "geocodes": [{"level": "门牌号", "location": "121.5,3122"}]}, 200, {}),
    "only the city": ({**GOOD, "geocodes": [{"level": "市", "location": "121.47,31.23"}]}, 200, {}),
    "nothing found": ({**GOOD, "geocodes": []}, 200, {}),
    "key refused": ({"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"}, 200, {}),
    "quota": ({"status": "0", "info": "DAILY_QUERY_OVER_LIMIT", "infocode": "10003"}, 200, {}),
    "engine": ({"status": "0", "info": "ENGINE_RESPONSE_DATA_ERROR", "infocode": "30001"}, 200, {}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_one_answer_and_nothing_else(played, caplog, fault: str) -> None:
    """What offline knows is kept, with a reason; within the time limit; address and key in no log."""
    played.server.played = played
    played.answer, played.status, played.headers = FAULTS[fault]
    OFFLINE.locate(UNKNOWN)  # so that reading the tables is not counted
    locator = OnlineLocator(OFFLINE, client("amap", played.url, timeout_s=0.5))
    began = monotonic()
    with caplog.at_level(logging.DEBUG):
        found = locator.locate_all([UNKNOWN])[0]
    assert monotonic() - began < 5.0  # a busy machine; the server would hang for 20
    assert found.level is Level.DISTRICT
    assert not found.is_plannable
    assert "在线" in found.note
    for secret in (KEY, "无此一条路", "%E6%97%A0"):
        assert secret not in caplog.text + found.note


def test_nobody_listens(closed_port: str) -> None:
    """A refused connection is told as any other."""
    found = OnlineLocator(OFFLINE, client("amap", closed_port, timeout_s=1.0)).locate_all([UNKNOWN])[0]
    assert "在线服务不可用" in found.note


REFUSALS = [
    ("baidu", {"status": 5, "message": "ak不存在"}, "密钥被拒绝"),
    ("baidu", {"status": 240, "message": "APP 服务被禁用"}, "密钥被拒绝"),
    ("baidu", {"status": 302, "message": "天配额超限"}, "额度已用完"),
    ("baidu", {"status": 401, "message": "并发超限"}, "放慢"),
    ("baidu", {"status": 1, "message": "服务器内部错误"}, "不可用"),
    ("baidu", {"message": "?"}, "无法识别"),
    ("baidu", {"status": 0, "result": []}, "没有找到"),
    ("tianditu", {"code": 301012, "msg": "权限类型错误"}, "密钥被拒绝"),
    ("tianditu", {"status": "404", "msg": "无结果"}, "没有找到"),
    ("tianditu", {"status": "1", "msg": "错误"}, "不可用"),
    ("tianditu", {"status": "0", "msg": "ok"}, "没有找到"),
    ("tianditu", {"status": "0", "location": {"level": "门址", "lon": "NaN", "lat": 31.2}}, "无法识别|不在上海"),
    ("amap", {"status": "0", "infocode": "10021"}, "放慢"),
]


@pytest.mark.parametrize(("name", "answer", "sentence"), REFUSALS)
def test_each_service_refuses_in_its_own_words(played, name: str, answer: dict[str, object], sentence: str) -> None:
    """And the user reads what it means."""
    played.answer = answer
    asking = client(name, played.url)
    assert asking.ask("上海市某路1号") is None
    assert any(one in asking.trouble for one in sentence.split("|"))


def test_after_three_failures_the_service_is_left_alone(played) -> None:
    """Twenty addresses cost three questions; after the rest it is asked again, and believed again."""
    clock = Clock()
    played.answer, played.status = b"oops", 500
    asking = client("amap", played.url, clock=clock, pause=clock.pause)
    locator = OnlineLocator(OFFLINE, asking)
    addresses = [UNKNOWN.replace("500", str(500 + n)) for n in range(20)]
    found = locator.locate_all(addresses)
    assert len(played.asked) == 3
    assert [one.address for one in found] == addresses
    assert not asking.is_open
    clock.now += 300
    played.answer, played.status = answer_of("amap"), 200
    assert locator.locate_all(addresses)[0].is_plannable


def test_a_failure_between_answers_closes_nothing(played) -> None:
    """Only failures in a row count: a job of many addresses goes on past a failing one."""
    asking = client("amap", played.url)
    outcomes = []
    for turn in range(9):
        played.status, played.answer = (500, b"") if turn % 3 == 1 else (200, answer_of("amap"))
        outcomes.append(asking.ask(f"上海市某路{turn}号") is not None)
    assert outcomes == [True, False, True] * 3


def test_a_refused_key_ends_the_asking_at_once(played) -> None:
    """It does not mend itself."""
    clock = Clock()
    played.answer = {"status": "0", "infocode": "10001"}
    asking = client("amap", played.url, clock=clock, pause=clock.pause)
    asking.ask("上海市某路1号")
    asking.ask("上海市某路2号")
    assert len(played.asked) == 1
    clock.now += HOPELESS_S + 1
    assert asking.is_open


def test_questions_keep_their_distance(played) -> None:
    """Three a second: the fourth of a burst waits until a second has gone."""
    clock = Clock()
    played.answer = answer_of("amap")
    service = open_service("amap", KEY, 5.0, played.url)
    asking = OnlineClient(service, per_second=3.0, clock=clock, pause=clock.pause)
    for number in range(4):
        asking.ask(f"上海市某路{number}号")
    assert clock.now == pytest.approx(1.0)


@pytest.mark.parametrize("name", ["nominatim", "google", "bing", "photon", "here", ""])
def test_foreign_services_are_refused(name: str) -> None:
    """Real addresses never leave the country (R-72)."""
    with pytest.raises(PlannerError, match="R-72"):
        open_service(name, KEY, 5.0)


@pytest.mark.parametrize(
    ("raw", "level", "least_m"),
    [
        ({"level": "门牌号"}, Level.HOUSE_NUMBER, 100),
        ({"level": "道路"}, Level.ROAD, 1_000),
        ({"level": "乡镇"}, Level.TOWNSHIP, 4_000),
        ({"level": "区县"}, Level.DISTRICT, 14_000),
        ({"level": "市"}, Level.NONE, 0),
        ({"level": "从没见过"}, Level.TOWNSHIP, 4_000),
        ({"level": []}, Level.TOWNSHIP, 4_000),
        ({}, Level.TOWNSHIP, 4_000),
        ({"level": "门址", "confidence": 20}, Level.HOUSE_NUMBER, 10_000),
    ],
)
def test_levels(raw: dict[str, object], level: Level, least_m: int) -> None:
    """Their words become ours; an unknown one is never planned unasked; Baidu's confidence widens."""
    assert matched(raw)[0] is level
    assert matched(raw)[1] >= least_m


def test_another_district_is_not_believed(played) -> None:
    """The service finds the road in Pudong, the address says Chongming: kept as an alternative only."""
    played.answer = answer_of("amap")
    found = OnlineLocator(OFFLINE, client("amap", played.url)).locate_all(["崇明区无此一条路500号"])[0]
    assert (found.level, found.district) == (Level.DISTRICT, "崇明区")
    assert found.alternatives[0].district == "浦东新区"
    assert "没有采用" in found.note


def test_offline_and_online_far_apart_wait_for_a_person(played) -> None:
    """A road of the tables in Pudong's north, an answer in its south: neither is planned, both are shown."""
    played.answer = answer_of("tianditu", 121.80, 30.95)
    found = OnlineLocator(OFFLINE, client("tianditu", played.url)).locate_all(["浦东新区陆家嘴环路"])[0]
    assert not found.is_plannable
    assert len(found.alternatives) == 2
    assert "相差" in found.note


def test_the_bare_address() -> None:
    """District and township by their full names, lane and number, a village's number; nothing else."""
    assert bare(parse("闸北区彭浦新村街道临汾路1515弄21号502室")) == "上海市静安区彭浦新村街道临汾路1515弄21号"
    assert bare(parse("南汇县惠南镇海沈村12组34号")) == "上海市浦东新区惠南镇海沈村34号"
    assert bare(parse("13800138000")) == ""
