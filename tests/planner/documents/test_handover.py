"""Papers that change hands stand in the papers of both teams, in the order of their tours."""

from dataclasses import replace
from io import BytesIO

import icalendar
import pandas as pd
import pikepdf
import pytest

from planner.documents import lint
from planner.documents.bundle import HandoverBundle
from planner.documents.handover import in_order
from planner.documents.ics import itinerary_ics
from planner.documents.itinerary import itinerary_job
from planner.documents.itinerary_sheet import itinerary_sheet
from planner.documents.paper import texts
from planner.documents.printing import print_day
from planner.documents.wording import wording
from planner.plan import Handover


@pytest.fixture(scope="module")
def handed(make_day):
    """T01 meets T02 at its own second door and gives it the papers of two stops; T02 fetches one first."""
    day = make_day(teams=2, stops=4, letters=0)
    one, two = day.teams
    door, office = one.stops[1].stop, two.route.shift.start
    given, new = two.stops[2:], two.stops[:1]
    ids = tuple(stop.stop.visit.id for stop in given)
    met = Handover("T01", "T02", door.visit.location, door.departure + 60, 10, ids, True, door.visit.id)
    fetched = Handover("", "T02", office, 9 * 3600, 10, (new[0].stop.visit.id,))
    meeting = HandoverBundle(met, one.team, two.team, given)
    fetch = HandoverBundle(fetched, None, two.team, new)
    return replace(day, teams=(replace(one, handovers=(meeting,)), replace(two, handovers=(meeting, fetch))))


@pytest.fixture(scope="module")
def printed(handed, fonts):
    """Its papers."""
    return print_day(handed, fonts=fonts)


def test_hand_overs_and_stops_stand_by_time(handed):
    """T02 fetches before its first stop and meets T01 between its second and third."""
    order = [item.number if not isinstance(item, HandoverBundle) else "交" for item in in_order(handed.teams[1])]
    assert order == ["交", 1, 2, "交", 3, 4]


def test_both_itineraries_say_who_where_and_when(printed, text_of):
    """With the people of the other team, the door and the cases."""
    giving, receiving = ("".join(text_of(printed.itineraries[team])) for team in ("T01", "T02"))
    assert "10:52交接文书T01→T02" in giving
    assert "10:52交接文书T01→T02" in receiving
    assert "与T02（魏䶮宇、王文）碰面，交出文书" in giving
    assert "与T01（魏䶮宇、王文）碰面，取文书" in receiving
    assert "案件：HX26110100203、HX26110100203B、HX26110100204" in giving
    assert giving.index("高德访点2") < giving.rindex("10:52交接文书") < giving.index("高德访点3")
    assert receiving.rindex("09:00交接文书出发地→T02") < receiving.index("高德访点1")


def test_both_packs_hold_a_slip_in_the_order_of_the_day(printed, text_of):
    """One page in front of the stop that follows, with a line for each visit's papers and for both signatures."""
    with pikepdf.open(BytesIO(printed.packs["T02"])) as pdf, pdf.open_outline() as outline:
        titles = [item.title.split()[0] for item in outline.root]
    assert titles == ["交接文书", "T02-1", "T02-2", "交接文书", "T02-3", "T02-4"]
    slip = next(page for page in text_of(printed.packs["T01"]) if "交接文书单" in page)
    assert "T01→T02" in slip
    assert "10:52至11:02" in slip
    assert "欧阳先生" in slip or "欧阳女士" in slip
    assert "欧阳𬭎" not in slip
    assert "第1页/共1页" in slip


def test_the_sheet_has_a_line_of_its_own(handed):
    """Between the stops, without a person of the debtor's side."""
    rows = pd.read_excel(BytesIO(itinerary_sheet(handed, handed.teams[1])), engine="calamine", dtype=str)
    assert list(rows["序"]) == ["交", "1", "2", "交", "3", "4"]
    assert rows["约定时间"][3] == "交接文书"
    assert rows["称呼"][3] == "T01 → T02"
    assert rows["注意事项"][3] == "与 T01（魏䶮宇、王文） 碰面，取文书（10 分钟）"


def test_the_calendar_has_an_event_of_its_own(handed):
    """Its title names the teams alone; both teams' calendars know it by one id."""
    events = [
        [e for e in icalendar.Calendar.from_ical(itinerary_ics(handed, team)).walk("VEVENT") if "交接" in e["summary"]]
        for team in handed.teams
    ]
    assert [[str(event["summary"]) for event in some] for some in events] == [
        ["交接 T01 → T02"],
        ["交接 出发地 → T02", "交接 T01 → T02"],
    ]
    assert events[0][0]["uid"] == events[1][1]["uid"] != events[1][0]["uid"]
    assert (events[0][0]["dtend"].dt - events[0][0]["dtstart"].dt).seconds == 600


def test_nothing_in_it_tells_of_a_debt(handed, fonts):
    """No word of rules.md 3d."""
    for team in handed.teams:
        job, _ = itinerary_job(handed, team, wording(), fonts)
        assert lint.outside(texts({**job.data, "sketch": ""}), wording()) == ""


def test_a_team_that_starts_with_its_second_stop_still_ends_its_day(handed, fonts, text_of):
    """Planned again in the day, what is done is not printed: the way back still stands behind the last stop."""
    team = handed.teams[0]
    prints = print_day(replace(handed, teams=(replace(team, stops=team.stops[1:]),)), fonts=fonts)
    assert "返回" in "".join(text_of(prints.itineraries["T01"]))
