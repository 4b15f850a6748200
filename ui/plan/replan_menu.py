"""The menu of the button that plans again: four ways, what the teams reported, and an end to all locks."""

from collections.abc import Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from planner.replanning import News, Way
from ui.workday import Workday

LATE_MINUTES = (15, 30, 45, 60, 90, 120)
LONGEST_MINUTES = 600


class ReplanMenu(QMenu):
    """Each entry plans at once; what comes of it waits to be accepted."""

    def __init__(self, workday: Workday, parent: QWidget) -> None:
        super().__init__(parent)
        self._workday = workday
        for way, text in (
            (Way.INSERT, self.tr("只插入新案件，其余不动")),
            (Way.KEEP_WHO, self.tr("各组的到访不变，只调顺序")),
            (Way.EVERYTHING, self.tr("全部重新规划，尽量少换组")),
            (Way.FROM_NOW, self.tr("从现在起，已完成的不动")),
        ):
            self.addAction(text).triggered.connect(lambda _on=False, way=way: workday.replan(way))
        self.addSeparator()
        self.late = self.addMenu(self.tr("小组晚点，从现在起重排"))
        self.late.aboutToShow.connect(self._name_late_teams)
        self.ill = self.addMenu(self.tr("小组停派，从现在起由他组接手"))
        self.ill.aboutToShow.connect(self._name_ill_teams)
        self.addSeparator()
        self.unlock = QAction(self)
        self.unlock.triggered.connect(lambda _on=False: workday.unlock_all())
        self.addAction(self.unlock)
        workday.locked_stops.connect(self._count_locks)
        workday.changed.connect(lambda _changes: self._show_state())
        self._show_state()

    def _count_locks(self) -> None:
        num_locks = len(self._workday.locks)
        self.unlock.setText(self.tr("解除全部锁定（{0}）").format(num_locks))
        self.unlock.setEnabled(num_locks > 0)

    def _show_state(self) -> None:
        self._count_locks()
        for teams in (self.late, self.ill):
            teams.menuAction().setEnabled(bool(self._teams()))

    def _teams(self) -> Iterable[str]:
        plan = self._workday.plan
        return [route.shift.team for route in plan.routes if route.stops] if plan else ()

    def _name_late_teams(self) -> None:
        """By how much each team on its way is behind its plan."""
        self.late.clear()
        for team in self._teams():
            menu = self.late.addMenu(team)
            for minutes in LATE_MINUTES:
                action = menu.addAction(self.tr("晚 {0} 分钟").format(minutes))
                action.triggered.connect(lambda _on=False, team=team, minutes=minutes: self.set_late(team, minutes))
            other = menu.addAction(self.tr("其他分钟数…"))
            other.triggered.connect(lambda _on=False, team=team: self._ask_minutes(team))

    def _name_ill_teams(self) -> None:
        """Each team on its way, by where its papers are."""
        self.ill.clear()
        for team in self._teams():
            ill = frozenset({team})
            menu = self.ill.addMenu(team)
            for news, text in (
                (News(ill), self.tr("文书在小组停下的地方")),
                (News(ill, returned=ill), self.tr("文书已送回出发地")),
            ):
                action = menu.addAction(text)
                action.triggered.connect(lambda _on=False, news=news: self._workday.replan(Way.FROM_NOW, news))

    def set_late(self, team: str, minutes: int) -> None:
        """Plan on from now with this team so far behind its plan."""
        self._workday.replan(Way.FROM_NOW, News(late_s={team: 60 * minutes}))

    def _ask_minutes(self, team: str) -> None:
        dialog = QInputDialog(self.parentWidget())
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setWindowTitle(self.tr("小组晚点"))
        dialog.setLabelText(self.tr("{0} 比方案晚多少分钟？").format(team))
        dialog.setIntRange(1, LONGEST_MINUTES)
        dialog.setIntValue(LATE_MINUTES[1])
        dialog.intValueSelected.connect(lambda minutes: self.set_late(team, minutes))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
