"""The day's work one after the other: nothing that was asked for is dropped without a word."""

from planner.errors import PlannerError
from ui.main_window import MainWindow


def test_the_next_work_may_start_as_soon_as_the_last_is_heard_of(empty_window: MainWindow, qtbot) -> None:
    """After an answer and after a refusal: a password that is typed at once is not lost."""
    day, heard = empty_window.workday, []

    def refuse(_tell):
        raise PlannerError("锁", "需要密码")

    def again(_error):
        day._start_long("import", lambda _tell: "in", lambda answer: day._start_long("plan", lambda _t: answer, hear))

    def hear(answer):
        heard.append((answer, day.busy))

    day._start_long("import", refuse, hear, again)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard == [("in", "")]


def test_work_beside_other_work_is_refused_in_words(empty_window: MainWindow, qtbot) -> None:
    """Whoever asks while something long is going on is told to wait."""
    day = empty_window.workday
    go_on = []
    day._start_long("import", lambda tell: _until(tell, go_on), lambda _answer: None)
    day._start_long("import", lambda _tell: None, lambda _answer: None)
    assert any("请稍候" in text for text in empty_window.messages.texts)
    go_on.append(True)
    qtbot.waitUntil(lambda: not day.busy, timeout=10_000)


def _until(tell, go_on):
    while not go_on and tell(0, ""):
        pass
