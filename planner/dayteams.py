"""Who goes on a day: the roster's teams, without those that may not go or whose office cannot be found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from planner.casebook import Casebook
from planner.compliance.team_rules import collector_findings, team_size
from planner.finding import Severity
from planner.pairing import Single, propose
from planner.plan import RefusedTeam
from planner.shift import Shift, Team
from planner.visit import Location


class Locator(Protocol):
    """Finds addresses."""

    def locate_all(self, addresses: Sequence[str]) -> list[Location]:
        """One location for each address, in order; what cannot be found has a level that says so."""
        ...


@dataclass(frozen=True, slots=True)
class DayTeams:
    """The teams of one day with their shifts, and whoever stays behind with the reason."""

    teams: tuple[Team, ...]
    """As they go: without those who are absent, with the pairs that are proposed."""
    shifts: tuple[Shift, ...]
    by_lender: Mapping[str, frozenset[str]]
    """The ids of the teams that may act for each lender (R-89), those that do not go on this day included."""
    refused: tuple[RefusedTeam, ...] = ()
    warnings: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    """Every team id and staff number of the roster, whether they go or not."""

    @property
    def of_roster(self) -> frozenset[str]:
        """The ids of the teams that are the same people every day: a proposed pair's name says nothing of the past."""
        return frozenset(team.id for team in self.teams if not team.is_proposed)

    def called(self, names: Set[str]) -> frozenset[str]:
        """The ids of the teams that go under one of these names, or with a collector of this staff number."""
        if not names:
            return frozenset()
        return frozenset(
            team.id for team in self.teams if names & {team.id, *(c.staff_number for c in team.collectors)}
        )

    def knows(self, name: str) -> bool:
        """Whether the roster, or today's list of pairs, has such a team or collector."""
        return name in self.names or any(team.id == name for team in self.teams)


def teams_of(casebook: Casebook, locator: Locator, day: date, keep: Sequence[Team] = ()) -> DayTeams:
    """Keep the teams that may go and whose office can be found; say who may not, and why.

    Collectors without a team are paired; pairs of `keep` stay together if they can.
    """
    roster = casebook.store.teams().values()
    muster = _Muster(casebook, day)
    given = {c.staff_number for team in roster if not team.needs_partner for c in team.collectors}
    for team in roster:
        if not team.needs_partner:
            muster.call(team)
    singles = [t for t in roster if t.needs_partner and t.collectors[0].staff_number not in given]
    muster.pair(singles, {team.id for team in roster}, keep)
    shifts, lost = _located(locator, muster.going)
    working = {shift.team for shift in shifts}
    return DayTeams(
        tuple(team for team in muster.going if team.id in working),
        tuple(shifts),
        dict(muster.by_lender),
        (*lost, *muster.refused),
        tuple(muster.warnings),
        frozenset(name for team in roster for name in (team.id, *(c.staff_number for c in team.collectors))),
    )


class _Muster:
    """Calls the roll: each team goes, or is refused with the rule."""

    def __init__(self, casebook: Casebook, day: date) -> None:
        self.casebook = casebook
        self.rulebook = casebook.rulebook_on(day)
        self.day = day
        self.going: list[Team] = []
        self.by_lender: dict[str, frozenset[str]] = defaultdict(frozenset)
        self.refused: list[RefusedTeam] = []
        self.warnings: list[str] = []

    def call(self, team: Team) -> None:
        """Let a team of the roster go if enough of its people are here and each of them may."""
        here = replace(team, collectors=tuple(c for c in team.collectors if not c.is_absent(self.day)))
        whole = here if len(here.collectors) > 1 else team
        if len(whole.collectors) > 1:
            self._authorise(team.id, self._lenders(whole))
        is_short = self._is_short(team, here)
        if self._are_fit(here) and not is_short:
            self.going.append(here)

    def pair(self, singles: Sequence[Team], taken: Set[str], keep: Sequence[Team]) -> None:
        """Propose teams for those who have none, are here and may go; refuse who is left over."""
        ready: list[Single] = []
        for single in singles:
            person = single.collectors[0]
            if person.is_absent(self.day):
                self._refuse(single, person.staff_number, "R-40", "当日缺勤。")
                continue
            if self._are_fit(single):
                ready.append(Single(single, self._lenders(single)))
        pairing = propose(ready, taken, keep)
        for pair, lenders in pairing.pairs:
            self.going.append(pair)
            self._authorise(pair.id, lenders)
            self.warnings.append(_ask(pair, {single.team for single in ready}))
        for left, reason in pairing.unpaired:
            remedy = "请在名单中指定小组，或补充人手。"
            self._refuse(left.team, left.collector.staff_number, "R-40", f"没有搭档，不得单独上门：{reason}{remedy}")

    def _authorise(self, team: str, lenders: frozenset[str]) -> None:
        for lender in lenders:
            self.by_lender[lender] |= {team}

    def _is_short(self, team: Team, here: Team) -> bool:
        """R-40, with the absent named; a team that is large enough without them goes, and is told of."""
        absent = "、".join(c.staff_number for c in team.collectors if c not in here.collectors)
        if not here.collectors:
            reason = "全组当日缺勤，未参与规划。请安排其他小组，或在名单中更正。"
            self._refuse(team, "", "R-40", reason)
            return True
        size = team_size(len(here.collectors), self.rulebook["R-40"])
        if size and size.severity is Severity.BLOCK:
            why = f"工号 {absent} 当日缺勤，" if absent else ""
            self._refuse(team, absent, size.rule, f"{why}{size.text}{size.cure}")
        elif size:
            self.warnings.append(f"小组 {team.id}：{size.text}{size.cure}")
        elif absent:
            self.warnings.append(f"小组 {team.id}：工号 {absent} 当日缺勤，由其余 {len(here.collectors)} 人上门。")
        return size is not None and size.severity is Severity.BLOCK

    def _lenders(self, team: Team) -> frozenset[str]:
        """The lenders all of them may act for (R-89)."""
        people = (self.casebook.collector_facts(c, self.day) for c in team.collectors)
        return frozenset.intersection(*(person.authorised_lenders() for person in people))

    def _are_fit(self, team: Team) -> bool:
        """Whether each of them may go at all; refused if not."""
        people = [self.casebook.collector_facts(c, self.day) for c in team.collectors]
        found = [(p.collector.staff_number, f) for p in people for f in collector_findings(p, self.rulebook)]
        self.warnings += [f"小组 {team.id}：{f.text}{f.cure}" for _, f in found if f.severity is Severity.WARN]
        stops = [(who, f) for who, f in found if f.severity is Severity.BLOCK]
        for who, f in stops:
            self._refuse(team, who, f.rule, f"{f.text}{f.cure}")
        return bool(people) and not stops

    def _refuse(self, team: Team, who: str, rule: str, reason: str) -> None:
        self.refused.append(RefusedTeam(team.id, who, rule, reason))


def _ask(pair: Team, singles: Set[Team]) -> str:
    """The sentence that asks the dispatcher to confirm a pair."""
    numbers = "、".join(c.staff_number for c in pair.collectors)
    own = [single for single in singles if single.collectors[0] in pair.collectors]
    ends = {(single.start_address, single.end_address) for single in own}
    apart = "两人出发或返回地址不同，按前一人的安排，" if len(ends) > 1 else ""
    return f"小组 {pair.id}（工号 {numbers}）由系统按名单配对，{apart}请确认。"


def _located(locator: Locator, teams: Sequence[Team]) -> tuple[list[Shift], list[RefusedTeam]]:
    starts = locator.locate_all([team.start_address for team in teams])
    ends = locator.locate_all([team.end_address for team in teams])
    shifts: list[Shift] = []
    lost: list[RefusedTeam] = []
    for team, start, end in zip(teams, starts, ends, strict=True):
        if start.is_plannable and end.is_plannable:
            shifts.append(_shift(team, start, end))
        else:
            which = "返回地址" if start.is_plannable else "出发地址"
            reason = f"{which}无法定位，该组未参与规划。请在名单中改正地址。"
            lost.append(RefusedTeam(team.id, "", "to-locate", reason))
    return shifts, lost


def _shift(team: Team, start: Location, end: Location) -> Shift:
    return Shift(
        team.id,
        start,
        end,
        team.hours,
        team.mode,
        team.rest,
        team.max_visits,
        overtime_s=team.overtime_s,
        max_tour_s=team.max_tour_s,
        skills=team.skills,
        territories=team.territories,
    )
