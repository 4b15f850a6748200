"""A pin outlives the program, and the log does not tell for whose door it was."""

from pathlib import Path

from planner.confirmed_place import ConfirmedPlace
from planner.event import Action
from planner.geocoding.gazetteer import Gazetteer
from planner.kept_places import KeptPlaces
from planner.store import opening
from planner.visit import Level

ADDRESS = "上海市长宁区延安西路1号301室"


def test_a_pin_is_there_when_the_desk_is_opened_again(tmp_path: Path) -> None:
    """Placed, the desk closed and opened: the door is found as confirmed; taken back, it is an estimate again."""
    desk, _recovery = opening.create_desk(tmp_path / "d.waifang", "correct horse battery")
    Gazetteer(KeptPlaces(desk)).confirm(ConfirmedPlace(ADDRESS, 121.42, 31.21, by="S1"))
    told = [event for event in desk.events() if event.action is Action.PLACE]
    assert [(event.about, event.facts) for event in told] == [("", {"level": "CONFIRMED", "by": "S1"})]
    desk.close()
    again = opening.open_desk(tmp_path / "d.waifang", opening.Secret("correct horse battery"))
    gazetteer = Gazetteer(KeptPlaces(again))
    found = gazetteer.locate(ADDRESS)
    assert (found.level, found.lon, found.lat) == (Level.CONFIRMED, 121.42, 31.21)
    gazetteer.forget(ADDRESS)
    assert gazetteer.locate(ADDRESS).level is not Level.CONFIRMED
    assert again.places() == ()
    again.close()
