"""Whom to call on: cases that may be visited become visits, the others stay out with their reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from planner.agreement import Agreement, agreed_at
from planner.compliance.facts import CaseFacts, bare
from planner.compliance.place_rules import visit_address
from planner.compliance.rulebook import Rulebook
from planner.compliance.team_rules import complete_door, unannounced_starts, visit_hours
from planner.dayteams import DayTeams, Locator
from planner.finding import Decision, Kind
from planner.geocoding.address import parse
from planner.needs import Needs
from planner.plan import Stop, UnplannedVisit
from planner.settings import Settings
from planner.visit import Level, Location, TimeWindow, Visit


@dataclass(slots=True)
class LeftOut:
    """The cases of a day that are not visited, each once, with the reason."""

    day: date
    facts: Mapping[str, CaseFacts]
    by_case: dict[str, UnplannedVisit] = field(default_factory=dict)

    def add(self, number: str, kind: Kind, rules: tuple[str, ...], reason: str, remedy: str) -> None:
        """Write down why a case is not visited; somebody who agreed to this day alone has to be told."""
        appointment = self.facts[number].appointment if number in self.facts else None
        is_due = appointment is not None and appointment.last_day == self.day
        self.by_case[number] = UnplannedVisit(number, kind, rules, reason, remedy, must_call_off=is_due)

    def copy(self) -> "LeftOut":
        """Another list that begins with the same."""
        return LeftOut(self.day, self.facts, dict(self.by_case))

    def agreed(self, number: str) -> bool:
        """Whether the debtor agreed to this day and nothing but us stands in the way, so that he must be called."""
        facts = self.facts.get(number)
        appointment = facts.appointment if facts else None
        return appointment is not None and appointment.holds_on(self.day)

    def met(self, stops: Iterable[Stop]) -> frozenset[str]:
        """Cases left out whose debtor is visited as agreed all the same, for another case of that lender.

        Nobody has to call: it is the very agreement that is kept, or one for the same hours and door.
        """
        visited = {self._whose(stop.visit.id): stop for stop in stops if stop.visit.id in self.facts}
        found = ((number, visited.get(self._whose(number))) for number in self.by_case if number in self.facts)
        return frozenset(number for number, stop in found if stop and self._is_kept(number, stop))

    def _whose(self, number: str) -> tuple[str, str]:
        case = self.facts[number].case
        return case.debtor.key, case.lender

    def _is_kept(self, number: str, stop: Stop) -> bool:
        own, led = self.facts[number], self.facts[stop.visit.id]
        if own.appointment is None or own.consent == led.consent:
            return own.appointment is not None
        is_in_hours = any(window.start <= stop.start <= window.end for window in own.appointment.windows)
        return is_in_hours and bare(visit_address(own) or "") == bare(visit_address(led) or "")


class VisitMaker:
    """Turns decisions into visits; adds to `left_out` and `warnings` on the way."""

    def __init__(self, left_out: LeftOut, teams: DayTeams, rulebook: Rulebook, settings: Settings) -> None:
        self.left_out = left_out
        self.facts = left_out.facts
        self.teams = teams
        self.rulebook = rulebook
        self.settings = settings
        self.warnings: list[str] = []
        self._forbidden: dict[str, frozenset[str]] = defaultdict(frozenset)
        for facts in self.facts.values():
            self._forbidden[facts.case.debtor.key] |= facts.case.needs.forbidden_teams

    def visits(self, decisions: Mapping[str, Decision], locator: Locator) -> tuple[Visit, ...]:
        """Locate the doors, then join the cases of one debtor and one lender into one visit (R-90)."""
        wanted: dict[str, str] = {}
        for number, decision in decisions.items():
            if decision.kind is Kind.VISIT:
                wanted[number] = visit_address(self.facts[number]) or ""
            else:
                self.left_out.add(number, decision.kind, decision.rules, decision.reason, decision.remedy)
        self._warn_of_unknown_teams(wanted)
        located = dict(zip(wanted, locator.locate_all(list(wanted.values())), strict=True))
        groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for number, location in located.items():
            if self._is_found(number, location):
                case = self.facts[number].case
                groups[case.debtor.key][case.lender].append(number)
        visits: list[Visit] = []
        for by_lender in groups.values():
            made = [(numbers, self._visit(numbers, located)) for numbers in by_lender.values()]
            self._leave_out_too_long([numbers for numbers, visit in made if visit is None])
            fitting = [visit for _numbers, visit in made if visit is not None]
            visits += [self._first_lender(fitting)] if fitting else []
        return tuple(visits)

    def _warn_of_unknown_teams(self, numbers: Iterable[str]) -> None:
        """A slip of the pen would send the very team that was complained about (R-85)."""
        for number in numbers:
            facts = self.facts[number]
            asked = self._forbidden[facts.case.debtor.key].union(*(a.needs.forbidden_teams for a in facts.attempts))
            unknown = sorted(name for name in asked if not self.teams.knows(name))
            if unknown:
                self.warnings.append(
                    f"案件 {number}：回避小组“{'、'.join(unknown)}”不在外访员名单中，请核对是否写错（R-85）。"
                )

    def _is_found(self, number: str, location: Location) -> bool:
        door = complete_door(location, self.rulebook["R-82"])
        if not location.is_plannable:
            reason = location.note or "地址无法定位到可上门的精度。"
            # Of a place that was not found at all, nobody can say whether its door is complete.
            rules = (door.rule,) if door and location.level is not Level.NONE else ()
            remedy = "请核对地址并在地图上定位，或电话问清。"
            self.left_out.add(number, Kind.TO_LOCATE, rules, reason, remedy)
        elif door:
            self.left_out.add(number, Kind.TO_LOCATE, (door.rule,), door.text, door.cure)
        return location.is_plannable and not door

    def _visit(self, numbers: Sequence[str], located: Mapping[str, Location]) -> Visit | None:
        """One call for all these cases of one debtor and lender; None if it is too long for the hours that he left."""
        agreed = Agreement.of(self.facts[n] for n in numbers)
        case, needs = agreed.lead.case, agreed.needs
        location = located[case.number]
        allowed = self.teams.by_lender.get(case.lender, frozenset())
        forbidden = self.teams.called(self._forbidden[case.debtor.key] | needs.forbidden_teams)
        service_s, find_s = agreed.service_s(self.settings), self.settings.find_minutes * 60
        windows = agreed.windows(service_s + find_s)
        if agreed.is_unannounced:
            windows = unannounced_starts(self.rulebook["R-21"])
        if not windows:
            return None
        return Visit(
            id=case.number,
            cases=tuple(f.case.number for f in agreed.facts),
            lender=case.lender,
            debtor_key=case.debtor.key,
            location=location,
            service_s=service_s,
            windows=windows,
            permitted=self._permitted(agreed, windows, service_s + find_s),
            is_fixed=agreed.is_fixed,
            value=agreed.value(self.settings),
            allowed_teams=allowed,
            is_must=bool(needs.is_must),
            required_team=self._required(needs),
            forbidden_teams=forbidden,
            preferred_teams=(agreed.known_teams() & allowed & self.teams.of_roster) - forbidden,
            skills=needs.skills,
            building=building_of(location),
            find_s=find_s,
            is_unannounced=agreed.is_unannounced,
        )

    def _leave_out_too_long(self, groups: Iterable[Sequence[str]]) -> None:
        """R-22: with this purpose the stay would reach into hours that the debtor ruled out."""
        rule = self.rulebook["R-22"]
        for number in (number for numbers in groups for number in numbers):
            reason = "到访所需时间会进入本人说过不便的时段。"
            self.left_out.add(number, Kind.CONTACT_FIRST, (rule.id,), reason, "请另约时段，或改变到访目的。")

    def _required(self, needs: Needs) -> str:
        """The id of the team asked for; a name that nobody goes under stays, so that nobody goes."""
        asked = {needs.required_team} - {""}
        return next(iter(self.teams.called(asked)), needs.required_team)

    def _permitted(self, agreed: Agreement, windows: Sequence[TimeWindow], stay_s: int) -> TimeWindow:
        """The hours that hold the whole stay; of several agreed windows the one that asks for least of them counts."""
        found = [visit_hours(window, stay_s, agreed.is_written, self.rulebook) for window in windows]
        permitted, warning = min(found, key=lambda one: (one[1] is not None, one[0].end - one[0].start))
        if warning:
            self.warnings.append(f"案件 {agreed.lead.case.number}：{warning.text}{warning.cure}")
        return permitted

    def _first_lender(self, visits: list[Visit]) -> Visit:
        """Of one debtor's visits for several lenders keep the one due today, else the first agreed (R-90)."""
        first, *others = sorted(visits, key=lambda v: (not v.is_fixed, agreed_at(self.facts[v.id]), v.id))
        for visit in others:
            for number in visit.cases:
                reason = f"同一债务人当日已安排另一委托方的到访（案件 {first.id}）。"
                remedy = "请与债务人改约另一日，间隔至少 7 日。"
                self.left_out.add(number, Kind.BLOCKED, ("R-90",), reason, remedy)
        return first


def building_of(location: Location) -> str:
    """Where the way in has to be found once: road and lane, number and block; "" if the address names no such.

    Rooms, entrances and the way in which the address is written make no difference.
    """
    said = parse(location.address)
    if said.road and (said.lane or said.number):
        parts = (said.road, said.lane, said.sub_lane, said.number, said.building)
    elif said.village and (said.village_number or said.building):
        parts = (said.village, said.group, "", said.village_number, said.building)
    else:
        return ""
    return "|".join((location.district or said.district, *parts))
