"""Teams of two out of collectors whom the roster gives no team."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import combinations, count

from planner.shift import Break, Collector, Team
from planner.visit import TimeWindow

LEAST_HOURS_S = 2 * 3600
"""Who shares less of the day makes no team."""
_EXACT = 10
"""So many people can be grouped in 9,496 ways, which are all looked at."""
_TIER = 1 << 14
"""One more of a weightier matter counts more than all that 30 pairs can have of a lighter one."""


@dataclass(frozen=True, slots=True)
class Single:
    """One collector with his own day as a team of one, and the lenders he may act for on the day (R-89)."""

    team: Team
    lenders: frozenset[str]

    @property
    def collector(self) -> Collector:
        """The person."""
        return self.team.collectors[0]


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs proposed, and who is left over with the reason in a sentence."""

    pairs: tuple[tuple[Team, frozenset[str]], ...]
    """Each with the lenders both may act for."""
    unpaired: tuple[tuple[Single, str], ...]


def propose(singles: Iterable[Single], taken: Set[str] = frozenset(), keep: Sequence[Team] = ()) -> Pairing:
    """Pair as many as can go together; then same start and end, more shared hours, more lenders, more skills.

    Of up to ten people the best pairing there is; of more, one that no exchange among three pairs improves. The same
    answer for the same roster in any order. Pairs of `keep` stay, under their name, if both are here and can still go
    together; new ones are called P01, P02 ... as far as no pair of `keep` and nobody else (`taken`) has the name.
    """
    people = sorted(singles, key=lambda single: single.collector.staff_number)
    named = [(team.id, pair) for team in keep if (pair := _still_together(team, people))]
    kept = [single for _, pair in named for single in pair]
    free = [single for single in people if single not in kept]
    units = _matched(len(free), _worths(free))
    used = taken | {team.id for team in keep}
    names = (name for n in count(1) if (name := f"P{n:02d}") not in used)
    named += [(next(names), (free[unit[0]], free[unit[1]])) for unit in units if len(unit) == 2]
    pairs = tuple((_team(name, *pair), pair[0].lenders & pair[1].lenders) for name, pair in sorted(named, key=_name))
    alone = [free[unit[0]] for unit in units if len(unit) == 1]
    return Pairing(pairs, tuple((single, _why_alone(single, people)) for single in alone))


def _name(named: tuple[str, object]) -> str:
    return named[0]


def _still_together(team: Team, people: Sequence[Single]) -> tuple[Single, Single] | None:
    numbers = {collector.staff_number for collector in team.collectors}
    here = [single for single in people if single.collector.staff_number in numbers]
    if not team.is_proposed or len(here) != 2 or not _worth(here[0], here[1]):
        return None
    return here[0], here[1]


_Unit = tuple[int, ...]
"""Two who go together, or one alone."""
_Worths = Mapping[tuple[int, int], int]
"""What each pair that can go together is worth, the lower number first."""


def _worths(people: Sequence[Single]) -> _Worths:
    pairs = combinations(range(len(people)), 2)
    return {(i, j): worth for i, j in pairs if (worth := _worth(people[i], people[j]))}


def _matched(number: int, worths: _Worths) -> list[_Unit]:
    """Everybody once, in pairs or alone."""
    if number <= _EXACT:
        return sorted(_best_grouping(range(number), worths)[1])
    units: list[_Unit] = []
    alone = set(range(number))
    for pair in sorted(worths, key=lambda pair: (-worths[pair], pair)):
        if alone.issuperset(pair):
            units.append(pair)
            alone.difference_update(pair)
    units += [(i,) for i in alone if any(i in pair for pair in worths)]
    while _exchange(units, 2, worths) or _exchange(units, 3, worths):
        pass
    return sorted(units + [(i,) for i in alone if not any(i in pair for pair in worths)])


def _exchange(units: list[_Unit], size: int, worths: _Worths) -> bool:
    """Regroup the first so many units that can be grouped better; whether there were such."""
    for group in combinations(sorted(units), size):
        now = sum(worths.get(unit, 0) for unit in group if len(unit) == 2)
        worth, best = _best_grouping(sorted(i for unit in group for i in unit), worths)
        if worth > now:
            units[:] = [unit for unit in units if unit not in group] + best
            return True
    return False


def _best_grouping(people: Sequence[int], worths: _Worths) -> tuple[int, list[_Unit]]:
    """The worthiest way to group a handful; of equal ones that which pairs the first with the first."""
    if not people:
        return 0, []
    first, *others = people
    best: tuple[int, list[_Unit]] = -1, []
    for partner in others:
        own = worths.get((first, partner))
        if own:
            worth, units = _best_grouping([i for i in others if i != partner], worths)
            if own + worth > best[0]:
                best = own + worth, [(first, partner), *units]
    worth, units = _best_grouping(others, worths)
    return best if best[0] >= worth else (worth, [(first,), *units])


def _worth(one: Single, other: Single) -> int:
    """What the pair is worth, 0 if the two cannot go together."""
    a, b = one.team, other.team
    if _obstacle(one, other):
        return 0
    hours = _shared_hours(a, b)
    tiers = (
        1,
        a.start_address == b.start_address,
        a.end_address == b.end_address,
        (hours.end - hours.start) // 3600 if hours else 0,
        len(one.lenders & other.lenders),
        len(a.skills | b.skills),
    )
    worth = 0
    for tier in tiers:
        worth = worth * _TIER + tier
    return worth


_OBSTACLES = (
    "没有交通方式相同的待配对人员。",
    "交通方式相同的待配对人员中，没有人与其工作时间重合至少 2 小时。",
    "交通方式、工作时间合适的待配对人员中，没有人与其有共同的休息时段。",
    "交通方式、工作时间、休息合适的待配对人员中，没有人与其持有同一委托方的当日有效授权。",
)


def _obstacle(one: Single, other: Single) -> int:
    """0 if the two can go together, else the number of the first thing that keeps them apart."""
    a, b = one.team, other.team
    hours = _shared_hours(a, b)
    if a.mode is not b.mode:
        return 1
    if hours is None or hours.end - hours.start < LEAST_HOURS_S:
        return 2
    if not _can_rest(a, b, hours):
        return 3
    return 0 if one.lenders & other.lenders else 4


def _why_alone(single: Single, people: Sequence[Single]) -> str:
    """What kept the nearest of the others away; that somebody else was chosen if nothing did."""
    others = [_obstacle(single, other) for other in people if other is not single]
    if not others:
        return "名单中没有其他待配对的人员。"
    if 0 in others:
        return "可搭档的人员均已与他人配对。"
    return _OBSTACLES[max(others) - 1]


def _shared_hours(a: Team, b: Team) -> TimeWindow | None:
    return a.hours.clip(b.hours)


def _rest(a: Team, b: Team) -> Break | None:
    """The rest that does for both, None if neither has one or there is no such."""
    if a.rest is None or b.rest is None:
        return a.rest or b.rest
    span = a.rest.span.clip(b.rest.span)
    return Break(span, max(a.rest.seconds, b.rest.seconds)) if span else None


def _can_rest(a: Team, b: Team, hours: TimeWindow) -> bool:
    if a.rest is None and b.rest is None:
        return True
    rest = _rest(a, b)
    return (
        rest is not None
        and rest.span.end - rest.span.start >= rest.seconds
        and hours.start <= rest.span.start
        and rest.span.end <= hours.end
    )


def _team(name: str, one: Single, other: Single) -> Team:
    """The pair's day: what both can do. It starts and ends where the first of them does."""
    a, b = one.team, other.team
    hours = _shared_hours(a, b)
    if hours is None:
        raise AssertionError(f"Pair {name} shares no hours.")
    return replace(
        a,
        id=name,
        collectors=(one.collector, other.collector),
        hours=hours,
        rest=_rest(a, b),
        max_visits=_least(a.max_visits, b.max_visits),
        overtime_s=min(a.hours.end + a.overtime_s, b.hours.end + b.overtime_s) - hours.end,
        max_tour_s=_least(a.max_tour_s, b.max_tour_s),
        territories=(a.territories & b.territories) or (a.territories | b.territories),
        needs_partner=False,
        is_proposed=True,
    )


def _least(one: int | None, other: int | None) -> int | None:
    return min((limit for limit in (one, other) if limit is not None), default=None)
