"""The place of the map: made when it is first needed, or a sentence why there is none."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget

from planner.plan import Plan
from ui.selection import Selection
from ui.workday import Workday


class MapPane(QWidget):
    """Shows the plan's routes on the map and shares the selection with it."""

    drawn = Signal()

    def __init__(self, workday: Workday, selection: Selection) -> None:
        super().__init__()
        self._workday = workday
        self._selection = selection
        self.view: QWidget | None = None
        self._is_wanted = False
        self._is_stale = True
        self._hint = QLabel(self.tr("正在准备地图…"))
        self._hint.setObjectName("quiet")
        self._hint.setWordWrap(True)
        self._hint.setMargin(24)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._hint)
        self.setMinimumSize(240, 160)

    @property
    def hint(self) -> str:
        """What stands in place of the map."""
        return self._hint.text()

    def want(self) -> None:
        """Load the page, once: folium is imported in a worker's thread."""
        if not self._is_wanted:
            self._is_wanted = True
            self._workday.run(lambda _tell: self._workday.doors.paperwork.map_shell(), self._make)

    def show_plan(self, plan: Plan | None) -> None:
        """Draw a plan's routes, an empty map without a plan; a hidden map waits, for it cannot know its size."""
        self._is_stale = not self.isVisible()
        if self.view is not None and not self._is_stale:
            routes = self._workday.doors.paperwork.map_json(plan) if plan else '{"routes": [], "unplanned": []}'
            self.view.show_routes(routes)  # type: ignore[attr-defined]

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was planned meanwhile."""
        super().showEvent(event)
        if self._is_stale:
            self.show_plan(self._workday.plan)

    def close_page(self) -> None:
        """Let the web page go before the window dies."""
        if self.view is not None:
            self.view.close_page()  # type: ignore[attr-defined]
            self.view = None

    def _make(self, shell: str) -> None:
        try:
            from ui.plan.map_view import MapView
        except ImportError as error:
            self._fail(self.tr("本机缺少地图组件（{0}）。表格和时间线照常可用。").format(error.name or "QtWebEngine"))
            return
        view = MapView(shell, self)
        view.picked.connect(self._selection.pick)
        view.drawn.connect(self.drawn)
        view.failed.connect(self._fail)
        self._selection.changed.connect(view.select)
        self.view = view
        self._layout.addWidget(view)
        self._layout.setCurrentWidget(view)
        self.show_plan(self._workday.plan)

    def _fail(self, why: str) -> None:
        self._hint.setText(why)
        self._layout.setCurrentWidget(self._hint)
