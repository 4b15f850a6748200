"""From the office's settings to a locator: offline alone, or with the one service that it has switched on."""

from planner.coordinates import Datum
from planner.errors import PlannerError
from planner.geocoding.online.client import OnlineClient, Service
from planner.geocoding.online.keys import read_key
from planner.geocoding.online.locator import Offline, OnlineLocator
from planner.place_settings import DOMESTIC, PlaceSettings


def open_locator(offline: Offline, settings: PlaceSettings) -> Offline:
    """The locator that the settings ask for; without a service the offline one itself.

    Raises:
        PlannerError: the service is not domestic (R-72), or its key cannot be had.
    """
    if not settings.online:
        return offline
    service = open_service(settings.online, read_key(settings.online), settings.timeout_s)
    return OnlineLocator(offline, OnlineClient(service, per_second=settings.per_second))


def open_service(name: str, key: str, timeout_s: float, api: str | None = None) -> Service:
    """A domestic service by its name; `api` is where a test's server stands.

    Raises:
        PlannerError: the service is not domestic (R-72).
    """
    from planner.geocoding.online.services import Amap, Baidu, Tianditu

    kinds = {"amap": (Amap, Datum.GCJ02), "baidu": (Baidu, Datum.BD09), "tianditu": (Tianditu, Datum.WGS84)}
    if name not in kinds:
        why = "真实地址不得交给境外或未知的定位服务（R-72）。"
        raise PlannerError("不允许的定位服务", why, f"可用：{'、'.join(DOMESTIC.values())}，或离线定位。")
    kind, datum = kinds[name]
    geocoder = kind(key, timeout=timeout_s, api=api) if api else kind(key, timeout=timeout_s)
    return Service(DOMESTIC[name], datum, geocoder)
