"""What the window says, and what it must not."""

from planner.errors import PlannerError
from ui.messages import SHOWN, Messages, crash_report


def test_a_refusal_is_a_sentence_with_a_remedy(qtbot) -> None:
    """Title, message and remedy stand in one line."""
    mouth = Messages()
    qtbot.addWidget(mouth)
    mouth.show_refusal(PlannerError("无法导入", "文件“a.xlsx”是空文件。", "请重新导出。"))
    assert mouth.texts == ["无法导入　文件“a.xlsx”是空文件。请重新导出。"]


def test_older_messages_make_room(qtbot) -> None:
    """However much is said, only the newest few stand there."""
    mouth = Messages()
    qtbot.addWidget(mouth)
    for number in range(20):
        mouth.warn(str(number))
    qtbot.waitUntil(lambda: len(mouth.texts) == SHOWN)
    assert mouth.texts[0] == "19"


def test_a_crash_report_names_places_and_no_people(qtbot) -> None:
    """The error's own text, which may hold a name, stays out; its kind and our line stay in."""
    mouth = Messages()
    qtbot.addWidget(mouth)
    try:
        raise ValueError("张三丰 310101199001011234")
    except ValueError as error:
        report = crash_report(error)
        mouth.report(error)
    assert report.startswith("ValueError\ntest_messages.py:")
    assert "张三丰" not in report + mouth.texts[0]
    assert "310101" not in report + mouth.texts[0]
