"""What of a case's address shows in lists: as far as the lane or house number, never the door, without the city."""

import re
import unicodedata

from planner import outward

_TO_THE_LANE = re.compile(r"^.*?(?:[弄号巷宅村队组]|社区|小区|新村|花园)")
_CITY = re.compile(r"^(?:中国)?(?:上海市?)?(?:市辖区)?")
_ROOM = re.compile(r"[\dA-Za-z-]+(?:室|幢|栋|楼|座|单元)?.*$")


def lane(address: str) -> str:
    """The address up to its first lane or house number; what follows is replaced by an asterisk."""
    plain = "".join(unicodedata.normalize("NFKC", outward.clean(address)).split())
    plain = _CITY.sub("", plain)
    found = _TO_THE_LANE.match(plain)
    kept = found.group() if found else _ROOM.sub("", plain)
    return kept + ("*" if len(kept) < len(plain) else "")
