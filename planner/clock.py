"""Local time in Shanghai, whatever zone the computer is set to; the day as whole seconds since midnight."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY_SECONDS = 86_400

Progress = Callable[[int, str], bool]
"""Called with per cent done and what is being done; returns False to stop."""


def keep_going(_percent: int, _what: str) -> bool:
    """The progress callback of whoever neither watches nor stops."""
    return True


def now() -> datetime:
    """The present moment, aware, in Shanghai."""
    return datetime.now(SHANGHAI)


def moment(day: date, seconds: int) -> datetime:
    """The aware moment `seconds` after midnight of `day`; China has no daylight saving, so this is plain addition."""
    return datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=seconds)


def seconds_of(clock_time: time) -> int:
    """Seconds since midnight."""
    return clock_time.hour * 3600 + clock_time.minute * 60 + clock_time.second


def hhmm(seconds: int) -> str:
    """09:30 for 34200; seconds are cut, so that an arrival is never shown later than it is."""
    return f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}"
