"""Front door to doubtful places: which addresses a person should look at, and what he says about them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from planner.case import AddressKind, Case
from planner.casebook import Casebook
from planner.compliance.place_rules import visit_address
from planner.confirmed_place import ConfirmedPlace
from planner.coordinates import Datum, is_in_shanghai
from planner.errors import PlannerError
from planner.finding import Kind
from planner.geocoding.address import parse
from planner.visit import Level, Location

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_SURE = frozenset({Level.CONFIRMED, Level.COMPOUND})
_WANTED = (Kind.VISIT, Kind.CONTACT_FIRST)
MOST_UNDONE = 100


class PlaceKeeper(Protocol):
    """Finds addresses and keeps what persons confirm."""

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        """One location for each address, in order."""
        ...

    def confirm(self, place: ConfirmedPlace) -> None:
        """Keep a place; from now on it answers for its address."""
        ...

    def confirmed(self, address: str) -> ConfirmedPlace | None:
        """What is kept for an address as it is written."""
        ...

    def forget(self, address: str) -> None:
        """Take back what was kept for an address."""
        ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """An address of one or more cases and where it would be looked for now."""

    cases: tuple[str, ...]
    address: str = field(repr=False)
    location: Location = field(repr=False)
    is_due: bool
    """One of the cases may be visited on the day."""

    @property
    def is_settled(self) -> bool:
        """Known well enough that nobody has to look."""
        level = self.location.level
        is_chosen = self.location.is_accepted and self.location.is_plannable
        return is_chosen or level in _SURE or (level is Level.HOUSE_NUMBER and not self.location.note)


class Pinning:
    """What a window or a command may ask about doubtful places; remembers its steps so that each can be undone."""

    def __init__(self, casebook: Casebook, keeper: PlaceKeeper, on_change: Callable[[], None] = lambda: None) -> None:
        self._casebook = casebook
        self._keeper = keeper
        self._on_change = on_change
        """Told of every step: what was worked out with the places before may be wrong now."""
        self._before: list[tuple[str, ConfirmedPlace | None]] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    def doubts(self, day: date) -> tuple[Doubt, ...]:
        """The addresses that a person should look at: those of the day first, of these the vaguest first.

        Addresses of other cities are not among them: no pin mends those.
        """
        known = self._casebook.store.cases()
        kinds = {n: d.kind for n, d in self._casebook.check_all(day).items() if d.kind in _WANTED and n in known}
        cases: dict[str, list[str]] = {}
        due: set[str] = set()
        for number, facts in self._casebook.all_facts(day, kinds).items():
            is_due = kinds[number] is Kind.VISIT
            address = (visit_address(facts) if is_due else _home(facts.case)) or ""
            if address and not parse(address).city_outside:
                cases.setdefault(address, []).append(number)
                due |= {address} if is_due else set()
        found = self._keeper.locate_all(list(cases))
        doubts = [Doubt(tuple(cases[one.address]), one.address, one, one.address in due) for one in found]
        return tuple(sorted((one for one in doubts if not one.is_settled), key=_worst_first))

    def again(self, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """Those of some doubts that are still open after a step, located anew; asks no rule, so that it is quick."""
        found = self._keeper.locate_all([one.address for one in doubts])
        anew = [replace(one, location=location) for one, location in zip(doubts, found, strict=True)]
        return tuple(sorted((one for one in anew if not one.is_settled), key=_worst_first))

    def look(self, address: str) -> Location:
        """Where an address would be looked for now."""
        return self._keeper.locate_all([address])[0]

    def confirm(self, address: str, lon: float, lat: float, by: str, at: datetime) -> str:
        """Confirm that an address is at this WGS-84 point; returns a doubt to show, "" if there is none.

        Raises:
            PlannerError: the point does not lie in Shanghai, or the address names another city.
        """
        if parse(address).city_outside:
            raise PlannerError("不能定位", "地址写的是外地。", "请先核对并更正地址。")
        if not is_in_shanghai(lon, lat):
            raise PlannerError("坐标不可用", "这一点不在上海范围内。", "请核对经度、纬度和坐标系。")
        before = self.look(address)
        self._keep(ConfirmedPlace(address, round(lon, 6), round(lat, 6), by=by, at=at))
        return _doubt_about(before, lon, lat)

    def accept_township(self, address: str, by: str, at: datetime) -> None:
        """Accept the township's middle for this address, so that it is planned although nobody knows the door.

        Raises:
            PlannerError: the address is not known to the township.
        """
        found = self.look(address)
        if found.level is not Level.TOWNSHIP:
            raise PlannerError("不能按街镇安排", "这个地址没有定位到街镇。", "请输入坐标，或电话问清地址。")
        self._keep(
            ConfirmedPlace(address, found.lon, found.lat, "接受街镇位置", by, at, Level.TOWNSHIP, found.radius_m)
        )

    def choose(self, address: str, number: int, by: str, at: datetime) -> None:
        """Choose one of the alternatives, counted from 0: it says which road is meant, and keeps its level and radius.

        Raises:
            PlannerError: there is no such alternative.
        """
        others = self.look(address).alternatives
        if not 0 <= number < len(others):
            raise PlannerError("没有这个选项", "这个地址没有那么多可能的位置。", "请重新选择，或输入坐标。")
        one = others[number]
        self._keep(
            ConfirmedPlace(address, one.lon, one.lat, f"人工选定{one.district}", by, at, one.level, one.radius_m)
        )

    def undo(self) -> str:
        """Take the last step back; returns its address.

        Raises:
            PlannerError: there is none.
        """
        if not self._before:
            raise PlannerError("没有可撤销的", "本次还没有确认过位置。")
        address, before = self._before.pop()
        if before is None:
            self._keeper.forget(address)
        else:
            self._keeper.confirm(before)
        self._on_change()
        return address

    def _keep(self, place: ConfirmedPlace) -> None:
        self._before = [*self._before, (place.address, self._keeper.confirmed(place.address))][-MOST_UNDONE:]
        self._keeper.confirm(place)
        self._on_change()


def read_point(text: str, datum: Datum) -> tuple[float, float]:
    """Longitude and latitude in WGS-84 out of what was typed: two numbers in either order, in the system named.

    Raises:
        PlannerError: not two numbers, or no point of Shanghai.
    """
    numbers = [float(number) for number in _NUMBER.findall(text.replace("，", ","))]
    if len(numbers) != 2:
        raise PlannerError("坐标不可用", "应为两个数：经度和纬度。", "例如 121.4706, 31.2347。")
    lon, lat = datum.to_wgs84(max(numbers), min(numbers))
    if not is_in_shanghai(lon, lat):
        raise PlannerError("坐标不可用", "这一点不在上海范围内。", "请核对经度、纬度和坐标系。")
    return lon, lat


def _home(case: Case) -> str:
    return next(iter(case.addresses_of(AddressKind.HOME)), "")


def _worst_first(doubt: Doubt) -> tuple[bool, bool, int, str]:
    where = doubt.location
    return not doubt.is_due, where.is_plannable, -list(Level).index(where.level), doubt.address


def _doubt_about(before: Location, lon: float, lat: float) -> str:
    """A pin far outside the offline estimate is more likely a slip than a discovery."""
    if before.level in (Level.NONE, Level.CONFIRMED):
        return ""
    away = before.metres_to(lon, lat)
    if away <= 2 * before.radius_m + 1_000:
        return ""
    return f"离原来的估计有 {away / 1000:.1f} 公里，请核对坐标系和地址；不对可撤销。"
