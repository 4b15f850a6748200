"""What the papers of a planned day say, gathered from the casebook as it is now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from planner import clock
from planner.agreement import agreed_at
from planner.case import Case
from planner.casebook import Casebook
from planner.compliance.facts import CaseFacts
from planner.contact import ContactOutcome
from planner.dayplan import cautions
from planner.documents.bundle import DayBundle, HandoverBundle, LetterBundle, StopBundle, TeamBundle
from planner.errors import PlannerError
from planner.finding import Decision, Kind
from planner.lender import Authorisation
from planner.plan import Plan, Route, Stop
from planner.shift import Team


class DayBundler:
    """Gathers what is printed for a plan."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook

    def bundle(self, plan: Plan) -> DayBundle:
        """Everything that the papers of a plan say, gathered from the casebook as it is now.

        A visit that had begun when the plan was made needs no papers any more once its case says otherwise.

        Raises:
            PlannerError: a case, lender or team of the plan is no longer in the casebook.
        """
        decisions, known = self.casebook.check_all(plan.day), self.casebook.store.cases()
        kinds = {number: decision.kind for number, decision in decisions.items() if number in known}
        routes = [(route, _to_print(plan, route, kinds)) for route in plan.routes]
        planned = [number for _, stops in routes for _, stop in stops for number in stop.visit.cases]
        to_write = [u.case_number for u in plan.unplanned if u.kind is Kind.LETTER_ONLY]
        gone = [n for n in planned if kinds.get(n) is not Kind.VISIT]
        gone += [n for n in to_write if kinds.get(n) is not Kind.LETTER_ONLY]
        if gone:
            raise PlannerError(
                "规划已过时", f"案件 {gone[0]} 在规划之后有变化，不能再按原规划打印。", "请重新规划后再生成文件。"
            )
        facts = self.casebook.all_facts(plan.day, planned + to_write)
        people = self.teams(plan)
        teams = tuple(
            self._team(people[route.shift.team], route, stops, plan, facts, decisions)
            for route, stops in routes
            if stops
        )
        teams = tuple(replace(team, handovers=_handovers(plan, team.team.id, teams, people)) for team in teams)
        letters = tuple(self._letters(plan, facts))
        return DayBundle(plan.day, plan.created, self.casebook.desk, plan.rule_set, teams, letters, plan.unplanned)

    def teams(self, plan: Plan) -> dict[str, Team]:
        """The plan's own teams, as they go on its day; the roster's for a plan that tells none."""
        return {**self.casebook.store.teams(), **{team.id: team for team in plan.teams}}

    def _team(
        self,
        team: Team,
        route: Route,
        stops: Sequence[tuple[int, Stop]],
        plan: Plan,
        facts: dict[str, CaseFacts],
        decisions: dict[str, Decision],
    ) -> TeamBundle:
        numbers = [c.staff_number for c in team.collectors]
        bundles = (
            replace(self._stop(n, stop, numbers, facts, decisions), margin=plan.margins.get(stop.visit.id))
            for n, stop in stops
        )
        return TeamBundle(team, route, tuple(bundles))

    def _stop(
        self, number: int, stop: Stop, people: list[str], facts: dict[str, CaseFacts], decisions: dict[str, Decision]
    ) -> StopBundle:
        visit = stop.visit
        lead = facts[visit.id]
        if lead.lender is None:
            raise AssertionError(f"Case {visit.id} is planned without a lender's profile.")
        return StopBundle(
            number=number,
            stop=stop,
            cases=tuple(facts[n].case for n in visit.cases),
            lender=lead.lender,
            authorisations=tuple(self._authorisation(lead.case.lender, person, lead.day) for person in people),
            appointment=lead.appointment,
            agreed_at=agreed_at(lead),
            cautions=tuple(dict.fromkeys(text for n in visit.cases for text in cautions(decisions[n]))),
        )

    def _authorisation(self, lender: str, person: str, day: date) -> Authorisation:
        for paper in self.casebook.store.authorisations():
            if paper.covers(lender, person, day):
                return paper
        raise PlannerError(
            "规划已过时",
            f"工号 {person} 没有委托方 {lender} 当日有效的授权书，不能按原规划打印。",
            "请补登授权书，或重新规划。",
        )

    def _letters(self, plan: Plan, facts: dict[str, CaseFacts]) -> Iterator[LetterBundle]:
        """One letter for a debtor's cases of one lender; the address is one that he named himself, else none (R-84)."""
        groups: dict[tuple[str, str], list[CaseFacts]] = defaultdict(list)
        for left in plan.unplanned:
            if left.kind is Kind.LETTER_ONLY:
                fact = facts[left.case_number]
                groups[fact.case.debtor.key, fact.case.lender].append(fact)
        for group in groups.values():
            lead = group[0]
            if lead.lender is not None:
                cases: tuple[Case, ...] = tuple(f.case for f in group)
                yield LetterBundle(cases, lead.lender, _named_address(lead))


def _to_print(plan: Plan, route: Route, kinds: Mapping[str, Kind]) -> list[tuple[int, Stop]]:
    """The stops with their numbers, without those that had begun when the plan was made and whose case is now over."""
    return [
        (n, stop)
        for n, stop in enumerate(route.stops, 1)
        if clock.moment(plan.day, stop.start) > plan.created
        or all(kinds.get(number) is Kind.VISIT for number in stop.visit.cases)
    ]


def _handovers(
    plan: Plan, team: str, teams: Sequence[TeamBundle], people: Mapping[str, Team]
) -> tuple[HandoverBundle, ...]:
    """Those in which this team gives or receives; the papers are of stops of whoever receives."""
    stops = [stop for bundle in teams for stop in bundle.stops]
    return tuple(
        HandoverBundle(
            word,
            people.get(word.giving),
            people[word.receiving],
            tuple(stop for stop in stops if stop.stop.visit.id in word.visits),
        )
        for word in plan.handovers
        if team in (word.giving, word.receiving)
    )


def _named_address(facts: CaseFacts) -> str:
    """The newest address that the debtor named himself while consenting, "" if he never did."""
    named = [
        (a.at, a.appointment.address)
        for a in facts.attempts
        if a.is_debtors_word and a.outcome is ContactOutcome.CONSENT and a.appointment and a.appointment.address
    ]
    return max(named)[1] if named else ""
