"""What a dispatcher says of a day stands in the routing problem."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from planner.contact import ContactOutcome
from planner.daydraft import travel_among, with_visit
from planner.dayvisits import building_of
from planner.needs import Needs, Purpose
from planner.plan import Plan, Route, Stop
from planner.routing.problem import Lock, Wishes
from planner.shift import Break, TravelMode
from planner.travel.estimate import Estimate
from planner.visit import Level, Location, TimeWindow, Visit, VisitOutcome, VisitRecord

HOUR = 3600
ALWAYS = ((date.min, date.max),)


def only_visit(desk: SimpleNamespace, *told: Any, **more: Any) -> Visit:
    """The one visit of a day with two teams, unless it says otherwise."""
    cases, attempts, *teams = told
    (visit,) = desk.draft(cases, attempts, *(teams or [[desk.team("T1"), desk.team("T2")]]), **more).problem.visits
    return visit


def past(number: str, outcome: VisitOutcome = VisitOutcome.NO_AGREEMENT, team: str = "", days: int = 30) -> VisitRecord:
    """A visit so many days before the day planned."""
    return VisitRecord(number, date(2026, 11, 24) - timedelta(days=days), outcome, team)


def hours(windows: tuple[TimeWindow, ...]) -> list[tuple[float, float]]:
    """Windows in hours."""
    return [(w.start / HOUR, w.end / HOUR) for w in windows]


def test_every_agreed_window_arrives(desk: SimpleNamespace) -> None:
    """Sorted and apart, the later one told first."""
    visit = only_visit(desk, [desk.case("A")], [desk.agreed("A", start=14, end=16, others=[(9, 11)])])
    assert hours(visit.windows) == [(9, 11), (14, 16)]
    assert visit.permitted == TimeWindow(9 * HOUR, 20 * HOUR)


def test_two_cases_are_visited_when_both_agreements_hold(desk: SimpleNamespace) -> None:
    """Where they do not meet the newer one leads."""
    cases = [desk.case("A", key="p"), desk.case("B", key="p")]
    older = desk.agreed("A", start=10, end=15)
    both = only_visit(desk, cases, [older, desk.agreed("B", start=9, end=11, others=[(14, 16)], minute=5)])
    assert (both.cases, hours(both.windows)) == (("B", "A"), [(10, 11), (14, 15)])
    newer = only_visit(desk, cases, [older, desk.agreed("B", start=16, end=18, minute=5)])
    assert hours(newer.windows) == [(16, 18)]


def test_one_window_inside_the_permitted_hours_is_enough(desk: SimpleNamespace) -> None:
    """R-20: at night nobody goes, but the morning was agreed too."""
    for others, num_visits in ([(10, 11)], 1), ([], 0):
        told = [desk.case("A")], [desk.agreed("A", start=22, end=23, others=others)], [desk.team("T1")]
        assert len(desk.draft(*told).problem.visits) == num_visits


def test_one_window_inside_the_usual_hours_keeps_the_visit_there(desk: SimpleNamespace) -> None:
    """R-21: of 20:00 and 10:00 the morning will do, so nobody has to be told of the evening."""
    draft = desk.draft([desk.case("A")], [desk.agreed("A", start=20, end=21, others=[(10, 11)])], [desk.team("T1")])
    assert draft.problem.visits[0].permitted == TimeWindow(9 * HOUR, 20 * HOUR)
    assert not any("案件 A" in text for text in draft.warnings)


@pytest.mark.parametrize(
    ("of_log", "of_file", "visits", "minutes"),
    [
        (None, None, [], 25),
        (None, None, [past("A")], 20),
        (None, None, [past("A", VisitOutcome.NOT_HOME)], 25),
        (None, None, [past("B")], 25),
        (None, Purpose.DELIVERY, [past("A")], 10),
        (Purpose.SIGNING, Purpose.DELIVERY, [], 40),
    ],
)
def test_service_takes_as_long_as_its_purpose(
    desk: SimpleNamespace, of_log: Purpose | None, of_file: Purpose | None, visits: list[VisitRecord], minutes: int
) -> None:
    """The log's word, else the file's, else whether the debtor was met about this case before."""
    cases = [desk.case("A", needs=Needs(of_file)), desk.case("B", days_overdue=1)]
    visit = only_visit(desk, cases, [desk.agreed("A", needs=Needs(of_log))], visits=visits)
    assert visit.cases == ("A",)
    assert visit.service_s == minutes * 60


def test_the_minutes_are_the_office_s_own(desk: SimpleNamespace) -> None:
    """Settings decide, and of several cases the longest purpose counts."""
    cases = [desk.case("A", key="p"), desk.case("B", key="p", needs=Needs(Purpose.SIGNING))]
    visit = only_visit(desk, cases, [desk.agreed("A")], service_minutes=30, signing_minutes=50, find_minutes=5)
    assert (visit.service_s, visit.find_s) == (50 * 60, 5 * 60)


def test_finding_the_building_counts_as_a_part_of_the_stay(desk: SimpleNamespace) -> None:
    """R-20, R-21: with 30 minutes from 19:30 on the usual hours hold the visit, with five more they do not."""
    for find_minutes, end in ((5, 20), (6, 22)):
        told = [desk.case("A")], [replace(desk.agreed("A"), appointment=_half_past_seven(desk))]
        visit = only_visit(desk, *told, [desk.team("T1", hours=(12, 22))], find_minutes=find_minutes)
        assert visit.permitted.end == end * HOUR


def _half_past_seven(desk: SimpleNamespace) -> Any:
    return replace(desk.agreed("A").appointment, window=TimeWindow(19 * HOUR + 1800, 19 * HOUR + 1800))


@pytest.mark.parametrize(
    ("address", "other", "is_same"),
    [
        ("上海市杨浦区控江路1000弄5号301室", "杨浦控江路１０００弄5号1202室", True),
        ("上海市杨浦区控江路1000弄5号301室", "上海市杨浦区控江路1000弄6号301室", False),
        ("上海市杨浦区控江路1000号2号楼301室", "上海市杨浦区控江路1000号3号楼301室", False),
        ("上海市杨浦区控江路1000号2号楼301室", "上海市杨浦区控江路1000号2号楼1单元302室", True),
        ("青浦区朱家角镇张马村3组15号", "上海市青浦区张马村3组15号", True),
    ],
)
def test_a_building_is_one_however_it_is_written(address: str, other: str, is_same: bool) -> None:
    """District, road, lane, number and block make a building; the room and the spelling do not."""
    buildings = {building_of(Location(text, level=Level.HOUSE_NUMBER)) for text in (address, other)}
    assert "" not in buildings
    assert (len(buildings) == 1) is is_same


@pytest.mark.parametrize("address", ["上海市杨浦区", "上海市杨浦区控江路", ""])
def test_without_a_number_there_is_no_building(address: str) -> None:
    """Two visits that are only known to be on one road each have to be found."""
    assert building_of(Location(address)) == ""


def test_what_the_dispatcher_asks_arrives(desk: SimpleNamespace) -> None:
    """Teams, skills and must-visit; a collector's number stands for his team, and the log's word is over the file's."""
    of_file = Needs(required_team="T2", skills=frozenset({"手语"}), is_must=True)
    of_log = Needs(required_team="T1-1", forbidden_teams=frozenset({"T2-0"}), skills=frozenset({"上海话"}))
    visit = only_visit(desk, [desk.case("A", needs=of_file)], [desk.agreed("A", needs=of_log)])
    assert (visit.required_team, visit.forbidden_teams) == ("T1", {"T2"})
    assert visit.skills == {"手语", "上海话"}
    assert visit.is_must


def test_a_no_in_the_log_takes_back_the_must_of_the_file(desk: SimpleNamespace) -> None:
    """The dispatcher's newest word counts."""
    told = [desk.case("A", needs=Needs(is_must=True))], [desk.agreed("A", needs=Needs(is_must=False))]
    assert not only_visit(desk, *told).is_must


def test_a_team_kept_away_once_stays_away(desk: SimpleNamespace) -> None:
    """R-85: it counts for the debtor, whichever row, case or lender it was said about."""
    cases = [
        desk.case("A", key="p"),
        desk.case("B", key="p", lender="乙", needs=Needs(forbidden_teams=frozenset({"T1"}))),
    ]
    earlier = replace(
        desk.agreed("A"),
        outcome=ContactOutcome.NOT_REACHED,
        appointment=None,
        needs=Needs(forbidden_teams=frozenset({"T2"})),
    )
    teams = [desk.team("T1"), desk.team("T2"), desk.team("T3")]
    visit = only_visit(desk, cases, [earlier, desk.agreed("A", minute=5)], teams)
    assert visit.forbidden_teams == {"T1", "T2"}


def test_a_forbidden_team_that_nobody_knows_is_asked_about(desk: SimpleNamespace) -> None:
    """R-85: a slip of the pen would send the team after all."""
    needs = Needs(forbidden_teams=frozenset({"T1", "T1-0", "T9"}))
    draft = desk.draft([desk.case("A")], [desk.agreed("A", needs=needs)], [desk.team("T1"), desk.team("T2")])
    assert [text for text in draft.warnings if "R-85" in text] == [
        "案件 A：回避小组“T9”不在外访员名单中，请核对是否写错（R-85）。"
    ]


def test_the_team_that_the_debtor_knows_is_preferred(desk: SimpleNamespace) -> None:
    """Of those that go on this day and may act for the lender."""
    visits = [past("A", team="T1"), past("A", team="T2", days=60), past("A", team="T9"), past("C", team="T3")]
    teams = [desk.team(f"T{n}") for n in (1, 2, 3)]
    cases = [desk.case("A"), desk.case("C", days_overdue=1)]
    visit = only_visit(desk, cases, [desk.agreed("A")], teams, visits=visits, unauthorised=[("甲", "T2-1")])
    assert visit.preferred_teams == {"T1"}


def test_after_a_complaint_no_team_is_preferred(desk: SimpleNamespace) -> None:
    """Somebody else's word is no reason to block, but enough for another face."""
    complaint = replace(desk.agreed("A"), outcome=ContactOutcome.COMPLAINT, appointment=None, answered_by="配偶")
    told = [desk.case("A")], [complaint, desk.agreed("A", minute=5)]
    assert only_visit(desk, *told, visits=[past("A", team="T1")]).preferred_teams == frozenset()


def test_a_team_that_was_unwelcome_or_is_kept_away_is_not_preferred(desk: SimpleNamespace) -> None:
    """An incident at the door, and R-85."""
    visits = [past("A", VisitOutcome.INCIDENT, "T1"), past("A", team="T1", days=60), past("A", team="T2", days=90)]
    told = [desk.case("A")], [desk.agreed("A", needs=Needs(forbidden_teams=frozenset({"T2"})))]
    assert only_visit(desk, *told, visits=visits).preferred_teams == frozenset()


def test_a_shift_is_what_the_roster_says(desk: SimpleNamespace) -> None:
    """Limits, overtime, districts, rest and mode; a team can what one of them can."""
    crew = (desk.collector("1", skills=frozenset({"手语"})), desk.collector("2", skills=frozenset({"英语"})))
    rest = Break(TimeWindow(11 * HOUR, 13 * HOUR), 1800)
    team = desk.team(
        "T1",
        crew=crew,
        rest=rest,
        mode=TravelMode.METRO,
        max_visits=6,
        overtime_s=1800,
        max_tour_s=8 * HOUR,
        territories=frozenset({"浦东新区"}),
    )
    (shift,) = desk.draft([], [], [replace(team, end_address="近")]).problem.shifts
    assert (shift.start.address, shift.end.address) == ("办公室", "近")
    assert (shift.hours, shift.back_by) == (TimeWindow(9 * HOUR, 18 * HOUR), 18 * HOUR + 1800)
    assert (shift.mode, shift.rest, shift.max_visits) == (TravelMode.METRO, rest, 6)
    assert (shift.max_tour_s, shift.territories) == (8 * HOUR, {"浦东新区"})
    assert shift.skills == {"手语", "英语"}


def test_each_mode_has_a_matrix_of_its_own(desk: SimpleNamespace) -> None:
    """Car, e-bike and metro in one problem."""
    teams = [desk.team(f"T{n}", mode=mode) for n, mode in enumerate(TravelMode)]
    assert set(desk.draft([desk.case("A")], [desk.agreed("A")], teams).problem.matrices) == set(TravelMode)


def absent(desk: SimpleNamespace, number: str) -> Any:
    """A collector who is never there."""
    return desk.collector(number, absences=ALWAYS)


def test_a_team_that_lost_one_is_refused(desk: SimpleNamespace) -> None:
    """R-40: one alone does not go."""
    draft = desk.draft([], [], [desk.team("T1", crew=(desk.collector("1"), absent(desk, "2")))])
    assert draft.problem.shifts == ()
    (refused,) = draft.refused
    assert (refused.team, refused.collector, refused.rule) == ("T1", "2", "R-40")
    assert refused.reason == "工号 2 当日缺勤，只有 1 名外访员。请补足两人。"


def test_a_team_of_which_nobody_is_here_is_refused_once(desk: SimpleNamespace) -> None:
    """In a sentence of its own."""
    draft = desk.draft([], [], [desk.team("T1", crew=(absent(desk, "1"), absent(desk, "2")))])
    (refused,) = draft.refused
    assert (refused.team, refused.collector, refused.rule) == ("T1", "", "R-40")
    assert refused.reason.startswith("全组当日缺勤")


def test_an_authorised_team_that_stays_at_home_is_still_authorised(desk: SimpleNamespace) -> None:
    """R-89: one of its two is absent, and a visit left out for that must not be told to lack the lender's paper."""
    teams = [desk.team("T1"), desk.team("T2", crew=(desk.collector("1"), absent(desk, "2")))]
    visit = only_visit(desk, [desk.case("A")], [desk.agreed("A")], teams, unauthorised=[("甲", "T1-0")])
    assert visit.allowed_teams == {"T2"}


def test_a_team_of_three_goes_without_the_absent(desk: SimpleNamespace) -> None:
    """The other two are the team of that day, and the dispatcher is told."""
    crew = (desk.collector("1"), absent(desk, "2"), desk.collector("3"))
    draft = desk.draft([], [], [desk.team("T1", crew=crew)])
    assert [c.staff_number for c in draft.teams[0].collectors] == ["1", "3"]
    assert "小组 T1：工号 2 当日缺勤，由其余 2 人上门。" in draft.warnings


def test_an_absence_of_another_day_is_none(desk: SimpleNamespace) -> None:
    """Yesterday's."""
    crew = (desk.collector("1", absences=((date(2026, 11, 23), date(2026, 11, 23)),)), desk.collector("2"))
    assert len(desk.draft([], [], [desk.team("T1", crew=crew)]).problem.shifts) == 1


def test_collectors_without_a_team_are_paired(desk: SimpleNamespace) -> None:
    """With the lenders that both may act for; the dispatcher is asked to confirm."""
    singles = [desk.single("1"), desk.single("2")]
    draft = desk.draft([desk.case("A")], [desk.agreed("A")], singles, unauthorised=[("乙", "2")])
    assert [shift.team for shift in draft.problem.shifts] == ["P01"]
    assert [c.staff_number for c in draft.teams[0].collectors] == ["1", "2"]
    assert draft.problem.visits[0].allowed_teams == {"P01"}
    assert "小组 P01（工号 1、2）由系统按名单配对，请确认。" in draft.warnings


def test_a_pair_of_two_offices_says_where_it_starts(desk: SimpleNamespace) -> None:
    """The second one has to come there."""
    draft = desk.draft([], [], [desk.single("1"), desk.single("2", start="近")])
    assert draft.problem.shifts[0].start.address == "办公室"
    assert "小组 P01（工号 1、2）由系统按名单配对，两人出发或返回地址不同，按前一人的安排，请确认。" in draft.warnings


def test_who_finds_no_partner_is_refused_with_the_reason(desk: SimpleNamespace) -> None:
    """R-40, and before that whatever keeps him away by himself."""
    singles = [
        desk.single("1"),
        desk.single("2", person={"absences": ALWAYS}),
        desk.single("3", mode=TravelMode.METRO),
        replace(desk.single("4"), collectors=(replace(desk.collector("4"), trained_on=None),)),
    ]
    alone = "没有搭档，不得单独上门：没有交通方式相同的待配对人员。请在名单中指定小组，或补充人手。"
    refused = {r.collector: (r.team, r.rule, r.reason) for r in desk.draft([], [], singles).refused}
    assert refused == {
        "1": ("未编组 1", "R-40", alone),
        "2": ("未编组 2", "R-40", "当日缺勤。"),
        "3": ("未编组 3", "R-40", alone),
        "4": ("未编组 4", "R-41", "培训考核日期缺失。请在名单中补齐。"),
    }


def test_a_collector_who_has_got_a_team_is_single_no_more(desk: SimpleNamespace) -> None:
    """The roster came again with the column filled in."""
    crew = (desk.collector("1"), desk.collector("2"))
    draft = desk.draft([], [], [desk.single("1"), desk.single("2"), desk.team("T1", crew=crew)])
    assert ([shift.team for shift in draft.problem.shifts], draft.refused) == (["T1"], ())


def test_wishes_come_from_the_settings(desk: SimpleNamespace) -> None:
    """In seconds of travel where the office says minutes."""
    told = {"familiar_minutes": 1, "territory_minutes": 2, "moved_minutes": 3, "overtime_price": 4.0, "balance": 0.5}
    assert desk.draft([], [], [], **told).problem.wishes == Wishes(60, 120, 180, 4.0, 0.5)


def test_locks_go_into_the_problem(desk: SimpleNamespace) -> None:
    """As they are told."""
    locks = {"A": Lock("T1", 1)}
    draft = desk.draft([desk.case("A")], [desk.agreed("A")], [desk.team("T1")], locks=locks)
    assert draft.problem.locks == locks


def test_a_plan_before_holds_teams_and_pairs(desk: SimpleNamespace) -> None:
    """A visit is held to its team of the plan before; a proposed pair stays though another would now come first."""
    told = [desk.case("A")], [desk.agreed("A")]
    first = desk.draft(*told, [desk.single("2"), desk.single("3")])
    visit, shift = first.problem.visits[0], first.problem.shifts[0]
    route = Route(shift, (Stop(visit, 36_000, 36_000, 37_500, 0, 0),), 36_000, 37_500)
    before = Plan(desk.DAY, desk.NOW, "", (route,), teams=first.teams)
    again = desk.draft(*told, [desk.single("1"), desk.single("2"), desk.single("3")], before=before)
    assert again.problem.held == {"A": "P01"}
    assert [[c.staff_number for c in team.collectors] for team in again.teams] == [["2", "3"]]
    assert [r.collector for r in again.refused] == ["1"]


def test_a_visit_more_has_the_travel_that_a_whole_matrix_would_tell(desk: SimpleNamespace) -> None:
    """One visit goes, another comes: every leg of every mode is as if asked at once, in one piece or in many."""
    cases = [desk.case("A"), desk.case("B", address="远"), desk.case("C")]
    teams = [desk.team(f"T{n:02d}", mode=mode) for n, mode in enumerate(list(TravelMode) * 11)]
    problem = desk.draft(cases, [desk.agreed(c.number) for c in cases], teams).problem
    wanted = replace(problem.visits[1], id="W", location=replace(problem.visits[1].location, lon=121.6, lat=31.3))
    found = with_visit(Estimate(), problem, [0, 2], wanted)
    assert [visit.id for visit in found.visits] == ["A", "C", "W"]
    whole = travel_among(Estimate(), found.visits, found.shifts)
    for mode, matrix in whole.items():
        assert (found.matrices[mode].seconds == matrix.seconds).all()
        assert (found.matrices[mode].metres == matrix.metres).all()
