"""What a Shanghai address says: district, township, road or village, lane, number, building, room."""

import re
import unicodedata
from dataclasses import MISSING, dataclass, fields
from types import SimpleNamespace as Reading

from planner.geocoding import grammar, names

MAX_CHARS = 200
"""Longer cells are no addresses; the cut also bounds the work."""


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says, part by part; an empty part is not said. Numbers stay text (92甲, 临5, 151-1)."""

    text: str
    """The address in half-width characters, without spaces, postcode and telephone."""
    city_outside: bool = False
    """Another province, city or district than Shanghai's is named."""
    district: str = ""
    """Full name of today's district (黄浦区 for 卢湾区)."""
    township: str = ""
    """Full name of today's township; "" too if two districts have one of that name."""
    road: str = ""
    lane: str = ""
    sub_lane: str = ""
    number: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    village: str = ""
    group: str = ""
    village_number: str = ""
    near: tuple[str, ...] = ()
    """Roads that are named as near or as the crossing."""
    station: str = ""
    """The name before 站, if one is named."""
    short_town: str = ""
    """A township's short form that stood before the road; it may be part of the road's name after all."""

    @property
    def road_number(self) -> int | None:
        """The number that counts along the road: the lane's, else the house's."""
        digits = re.search(r"\d+", self.lane or self.number)
        return int(digits.group()) if digits else None

    @property
    def door_complete(self) -> bool:
        """Whether it names the very door: a room, or a house number of a village (R-82).

        A house number on a road that runs through a village may be a block of flats, so it is not enough.
        """
        is_rural = self.district not in names.URBAN and bool(self.group or grammar.RURAL.search(self.village))
        return bool(self.room) or (is_rural and bool(self.village_number) and (bool(self.group) or not self.road))


_NOTHING_SAID = {field.name: "" if field.default is MISSING else field.default for field in fields(Address)}
"""A reading grows part by part; making a frozen address for each part would take most of the time."""


def parse(text: str) -> Address:
    """Read an address as people write it. Never raises; what is not understood stays empty."""
    clean = _normalise(text)
    rest = grammar.COUNTRY.sub("", clean)
    if _is_outside(clean, rest):
        return Address(clean, city_outside=True)
    asides = "".join(grammar.ASIDE.findall(rest))
    main = grammar.ASIDE.sub("", rest) or asides
    near = tuple(dict.fromkeys(grammar.NEAR.findall(main) + grammar.CROSSING.findall(asides)))
    station = grammar.STATION.search(clean)
    found = Reading(**_NOTHING_SAID)
    found.text, found.near, found.station = clean, near, station[1] if station else ""
    found, rest = _administrative(found, grammar.NEAR.sub("", main), asides)
    found, tail = _road(found, rest)
    return Address(**vars(_door(found, tail, asides)))


def _with(found: Reading, **parts: object) -> Reading:
    vars(found).update(parts)
    return found


def _normalise(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:MAX_CHARS]).translate(grammar.SIMPLER)
    return grammar.LONG_NUMBERS.sub("", grammar.DASHES.sub("-", grammar.NOISE.sub("", plain)))


def _is_outside(clean: str, rest: str) -> bool:
    if grammar.OTHER_PROVINCE.search(rest):
        return True
    if clean != rest and "上海" in clean[: len(clean) - len(rest)]:
        return False
    if grammar.full_district().match(rest):
        return False
    unknown = grammar.ANY_DISTRICT.match(rest)
    if unknown and grammar.full_district().search(unknown[0]):
        return False
    return bool(unknown or grammar.OTHER_CITY.match(rest))


def _administrative(found: Reading, rest: str, asides: str) -> tuple[Reading, str]:
    """Cut district and township off the front, as often and in whatever order they are written."""
    while True:
        rest = grammar.COUNTRY.sub("", rest)
        if match := grammar.full_district().match(rest):
            found = _with(found, district=found.district or names.districts()[match[0]])
        elif match := grammar.full_township().match(rest):
            found = _with_township(found, names.townships()[match[1]])
        elif not found.district and (match := grammar.short_district().match(rest)):
            found = _with(found, district=names.short_districts()[match[1]])
        elif match := grammar.SOME_TOWN.match(rest):
            found = _with_township(found, names.short_townships().get(match[1], ()))
        else:
            break
        rest = rest[match.end() :]
    if not found.district and (match := grammar.full_district().search(rest)):
        before, after = rest[: match.start()], rest[match.end() :]
        rest = before if grammar.NUMBERED_ROAD.search(before) or not grammar.BARE_ROAD.search(after) else after
    elif not found.district:
        match = grammar.full_district().search(asides)
    return (_with(found, district=names.districts()[match[0]]) if match else found), rest


def _with_township(found: Reading, meant: tuple[names.Township, ...]) -> Reading:
    """The township that lies in the district, else the only one of that name with its own district."""
    fitting = [one for one in meant if one.district == found.district] or list(meant)
    if found.township or len(fitting) != 1:
        return found
    return _with(found, township=fitting[0].name, district=found.district or fitting[0].district)


def _road(found: Reading, rest: str) -> tuple[Reading, str]:
    """Take the road, or else the village, and say what follows it."""
    match = grammar.NUMBERED_ROAD.search(rest) or grammar.BARE_ROAD.search(rest)
    if not match:
        return _village(found, rest)
    road, tail = match[1], rest[match.end() :]
    if two := grammar.TWO_ROADS.fullmatch(road):
        found, road = _with(found, near=(two[1], *found.near)), two[2]
    if before := grammar.BEFORE_ROAD.match(road):
        village = before[1] if before[1].endswith("村") else ""
        found, road = _with(found, village=village), road[before.end() :]
    if town := grammar.short_township().match(road):
        meant = tuple(one for one in names.short_townships()[town[1]] if found.district in ("", one.district))
        if len(meant) == 1:
            found, road = _with(_with_township(found, meant), short_town=town[1]), road[town.end() :]
    return _with(found, road=road), tail


def _village(found: Reading, rest: str) -> tuple[Reading, str]:
    town = grammar.short_town_start().match(rest)
    if town and found.district and rest[town.end() : town.end() + 1] not in ("村", "宅"):
        meant = tuple(one for one in names.short_townships()[town[1]] if one.district == found.district)
        found, rest = (_with_township(found, meant), rest[town.end() :]) if meant else (found, rest)
    match = grammar.VILLAGE.match(rest)
    if not match:
        return found, rest
    hamlet = grammar.HAMLET.fullmatch(match[1])
    village, group = hamlet.groups() if hamlet else (match[1], "")
    return _with(found, village=village, group=group), rest[match.end() :]


def _door(found: Reading, tail: str, asides: str) -> Reading:
    """Read lane, number, building, unit and room from what follows the road or village."""
    group = grammar.GROUP.search(tail)
    lane = grammar.LANE.search(tail)
    after = lane.end() if lane else 0
    sub_lane = grammar.SUB_LANE.search(tail, after) if lane else None
    after = sub_lane.end() if sub_lane else after
    number = grammar.NUMBER.search(tail, after)
    said = "".join(number.groups()) if number else _unmarked_number(found, tail, after)
    room = grammar.ROOM.search(tail) or grammar.ROOM.search(asides)
    fixture = tail.replace(room[0], "", 1) if room else tail
    building, unit = grammar.BUILDING.search(fixture, after), grammar.UNIT.search(tail)
    is_village = bool(found.group or group or (found.village and not found.road))
    return _with(
        found,
        group=found.group or (group[1] if group else ""),
        lane=lane[1] if lane else "",
        sub_lane=sub_lane[1] if sub_lane else "",
        number="" if is_village else said,
        village_number=said if is_village else "",
        building=building[1] if building else "",
        unit=unit[1] if unit else "",
        room=room[0].lstrip("-") if room else "",
    )


def _unmarked_number(found: Reading, tail: str, start: int) -> str:
    """张杨路500 and 弄5-301 leave the 号 out."""
    match = grammar.BARE_NUMBER.match(tail, start) if found.road else None
    return match[0] if match else ""
