"""One service with its manners: never too fast, never too long, not again after it failed three times.

Every answer is checked before it is believed: inside Shanghai once it is WGS-84, at a level that says something.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderParseError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeopyError,
)

from planner.coordinates import Datum, is_in_shanghai
from planner.geocoding.online.levels import matched
from planner.visit import Level, Location

log = logging.getLogger("waifang.geocoder")

MOST_FAILURES = 3
"""So many failures in a row and the service is left alone for a while."""
REST_S = 120.0
HOPELESS_S = 3600.0
"""A refused key and a used-up quota do not mend themselves within minutes."""


@dataclass(frozen=True, slots=True)
class Service:
    """A map service as it is known to the user."""

    name: str
    datum: Datum
    geocoder: Any


class OnlineClient:
    """Asks one service for one address at a time."""

    def __init__(
        self,
        service: Service,
        *,
        per_second: float = 3.0,
        clock: Callable[[], float] = monotonic,
        pause: Callable[[float], None] = sleep,
    ) -> None:
        self.service = service
        self.trouble = ""
        """Why the last answer is missing, as a sentence; "" if it is not."""
        self._interval = 1.0 / per_second
        self._clock, self._pause = clock, pause
        self._next = self._closed_until = float("-inf")
        self._failures = 0

    @property
    def is_open(self) -> bool:
        """Whether the service may be asked now."""
        return self._clock() >= self._closed_until

    def ask(self, address: str) -> Location | None:
        """Where this bare address is, WGS-84, without district; None, with `trouble`, if that cannot be said.

        Never raises for whatever the service does.
        """
        if not self.is_open:
            return None
        self._wait()
        log.info("sent to %s: address, city", self.service.name)
        try:
            answer = self.service.geocoder.geocode(address)
        except GeopyError as error:
            self._failed(error)
            return None
        self._failures = 0
        return self._checked(answer)

    def _wait(self) -> None:
        now = self._clock()
        if now < self._next:
            self._pause(self._next - now)
        self._next = max(now, self._next) + self._interval

    def _checked(self, answer: Any) -> Location | None:
        self.trouble = ""
        if answer is None:
            self.trouble = "在线服务没有找到这个地址。"
            return None
        lon, lat = self.service.datum.to_wgs84(answer.longitude, answer.latitude)
        level, radius = matched(answer.raw)
        if not is_in_shanghai(lon, lat) or level is Level.NONE:
            self.trouble = "在线服务给出的位置不在上海，没有采用。"
            return None
        source = f"在线：{self.service.name}"
        district = answer.raw.get("district")
        here = district if isinstance(district, str) else ""
        return Location("", round(lon, 6), round(lat, 6), level, radius, source, here)

    def _failed(self, error: GeopyError) -> None:
        """Only the kind of failure is kept: an error's text can hold the address."""
        self._failures += 1
        self.trouble, rest = _sentence(error)
        log.warning("%s failed: %s", self.service.name, type(error).__name__)
        if rest or self._failures >= MOST_FAILURES:
            self._closed_until = self._clock() + (rest or REST_S)


def _sentence(error: GeopyError) -> tuple[str, float]:
    """Why it failed, and for how long it is no use to ask again at all (0: it may be)."""
    if isinstance(error, GeocoderAuthenticationFailure):
        return "在线定位的密钥被拒绝，请在设置中更正。", HOPELESS_S
    if isinstance(error, GeocoderRateLimited):
        return "在线服务要求放慢，稍后再试。", 0.0
    if isinstance(error, GeocoderQuotaExceeded):
        return "在线定位的当日额度已用完，请明天再试。", HOPELESS_S
    if isinstance(error, GeocoderTimedOut):
        return "在线服务没有及时答复。", 0.0
    if isinstance(error, GeocoderParseError):
        return "在线服务的答复无法识别。", 0.0
    return "在线服务不可用。", 0.0
