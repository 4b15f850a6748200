"""AMap, Baidu and Tianditu as geopy geocoders. Nothing here logs: an URL holds the address and the key."""

import json
from functools import partial
from typing import Any
from urllib.parse import urlencode

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderParseError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderServiceError,
)
from geopy.geocoders import BaiduV3
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from planner.geocoding.online.adapter import DeadlineAdapter

CITY_CODE = "310000"
_AMAP_QUOTA = frozenset({"10003", "10044", "10045"})
_AMAP_TOO_FAST = frozenset({"10004", "10014", "10015", "10019", "10020", "10021"})
_BAIDU_UNKNOWN_KEY = 5
_BAIDU_TOO_FAST = frozenset({401, 402})
_TIANDITU_NOTHING_FOUND = frozenset({"101", "404"})


class Amap(Geocoder):
    """高德 `v3/geocode/geo`: GCJ-02, "lon,lat" in `location`; empty fields come as empty lists."""

    def __init__(self, api_key: str, *, timeout: float, api: str = "https://restapi.amap.com") -> None:
        super().__init__(timeout=timeout, adapter_factory=DeadlineAdapter)
        self._key, self._api = api_key, f"{api}/v3/geocode/geo"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """One location (or all of them) in GCJ-02, None if nothing was found.

        Raises:
            GeopyError: the service did not answer, or answered that it will not.
        """
        url = f"{self._api}?{urlencode({'key': self._key, 'address': query, 'city': CITY_CODE, 'output': 'JSON'})}"
        return self._call_geocoder(url, partial(_amap_locations, exactly_one=exactly_one), timeout=timeout)


class Baidu(BaiduV3):
    """百度 `geocoding/v3`: BD-09. geopy's own, without its debug lines, told the city, and asked in one place."""

    def __init__(self, api_key: str, *, timeout: float, api: str = "https://api.map.baidu.com") -> None:
        super().__init__(api_key, timeout=timeout, adapter_factory=DeadlineAdapter)
        self.api = f"{api}{self.api_path}"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """As `Amap.geocode`, in BD-09."""
        params = {"ak": self.api_key, "output": "json", "address": query, "city": "上海市"}
        url = self._construct_url(self.api, self.api_path, params)
        return self._call_geocoder(url, partial(self._locations, exactly_one=exactly_one), timeout=timeout)

    def _locations(self, page: Any, exactly_one: bool) -> Any:
        result = _dict(page).get("result")
        if not result or page.get("status") != 0:
            self._refuse(page.get("status"))
            return None
        found = _location(_dict(result).get("level"), _dict(result.get("location")), "lng", result)
        return found if exactly_one else [found]

    def _refuse(self, status: Any) -> None:
        """geopy takes an unknown key for a wrong question, too many at once for a used-up quota, and no status ill."""
        if not isinstance(status, int):
            raise GeocoderParseError("Not the documented form")
        if status == _BAIDU_UNKNOWN_KEY:
            raise GeocoderAuthenticationFailure(str(status))
        if status in _BAIDU_TOO_FAST:
            raise GeocoderRateLimited(str(status))
        self._check_status(status)


class Tianditu(Geocoder):
    """天地图 `geocoder?ds=`: CGCS2000, which is WGS-84 to within a metre."""

    def __init__(self, api_key: str, *, timeout: float, api: str = "https://api.tianditu.gov.cn") -> None:
        super().__init__(timeout=timeout, adapter_factory=DeadlineAdapter)
        self._key, self._api = api_key, f"{api}/geocoder"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """As `Amap.geocode`, in WGS-84."""
        asked = json.dumps({"keyWord": query}, ensure_ascii=False)
        url = f"{self._api}?{urlencode({'ds': asked, 'tk': self._key})}"
        return self._call_geocoder(url, partial(_tianditu_location, exactly_one=exactly_one), timeout=timeout)


def _amap_locations(page: Any, exactly_one: bool) -> Any:
    page = _dict(page)
    if str(page.get("status")) != "1":
        _refuse_amap(str(page.get("infocode")))
    found = [_amap_location(_dict(one)) for one in page.get("geocodes") or ()]
    if not found:
        return None
    return found[0] if exactly_one else found


def _amap_location(place: dict[str, Any]) -> Location:
    lon, comma, lat = str(place.get("location") or "").partition(",")
    if not comma:
        raise GeocoderParseError("No coordinates in the answer")
    return _location(place.get("formatted_address"), {"lng": lon, "lat": lat}, "lng", place)


def _refuse_amap(code: str) -> None:
    if code in _AMAP_QUOTA:
        raise GeocoderQuotaExceeded(code)
    if code in _AMAP_TOO_FAST:
        raise GeocoderRateLimited(code)
    if code.startswith("100"):
        raise GeocoderAuthenticationFailure(code)
    raise GeocoderServiceError(code)


def _tianditu_location(page: Any, exactly_one: bool) -> Any:
    page = _dict(page)
    status = str(page.get("status", page.get("code")))
    if status in _TIANDITU_NOTHING_FOUND:
        return None
    if status != "0":
        raise (GeocoderAuthenticationFailure if status.startswith("30") else GeocoderServiceError)(status)
    place = page.get("location")
    if not place:
        return None
    found = _location(_dict(place).get("keyWord"), place, "lon", place)
    return found if exactly_one else [found]


def _location(address: Any, point: dict[str, Any], lon: str, raw: dict[str, Any]) -> Location:
    """geopy makes 0,0 of a missing point and fails with a bare ValueError on NaN: neither is an answer."""
    try:
        x, y = float(point[lon]), float(point["lat"])
    except (KeyError, TypeError, ValueError):
        raise GeocoderParseError("No coordinates in the answer") from None
    if not (abs(x) <= 180 and abs(y) <= 90):
        raise GeocoderParseError("No coordinates on earth in the answer")
    return Location(str(address or ""), (y, x), raw)


def _dict(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise GeocoderParseError("Not the documented form")
    return value
