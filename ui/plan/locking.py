"""Locks on stops: Space fixes a visit's team or lets it go, the context menu offers its time and place in the tour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QWidget

from planner.clock import hhmm
from planner.plan import Plan, Route, Stop
from planner.replanning import Lock
from ui import words
from ui.selection import Selection
from ui.workday import Workday


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stop stands: `number` counts from 1."""

    route: Route
    stop: Stop
    number: int


def place_of(plan: Plan | None, visit_id: str) -> Place | None:
    """The stop of this visit, None if the plan has none."""
    for route in plan.routes if plan else ():
        for number, stop in enumerate(route.stops, 1):
            if stop.visit.id == visit_id:
                return Place(route, stop, number)
    return None


def lock_of(locks: Mapping[str, Lock], visit_id: str, cases: Iterable[str]) -> Lock | None:
    """What is fixed of a visit; it may have been locked while another of its cases led."""
    return next((locks[number] for number in (visit_id, *cases) if number in locks), None)


def lock_word(lock: Lock | None) -> str:
    """What is fixed, in a few words; "" for nothing."""
    if lock is None:
        return ""
    parts = (
        (bool(lock.team), words.translate("words", "组")),
        (lock.position is not None, words.translate("words", "次")),
        (lock.start is not None, words.translate("words", "时")),
    )
    return "+".join(word for is_locked, word in parts if is_locked)


class Locking(QObject):
    """Locks the selected stop from any view that is watched."""

    def __init__(self, workday: Workday, selection: Selection, parent: QWidget) -> None:
        super().__init__(parent)
        self._workday = workday
        self._selection = selection
        self._parent = parent

    def watch(self, view: QAbstractScrollArea) -> None:
        """Space and the context menu in this view are about the selected stop."""
        key = QShortcut(QKeySequence(Qt.Key.Key_Space), view)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self.toggle)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(lambda at: self._open_menu(view, at))

    def toggle(self) -> None:
        """Fix the team of the selected stop, or let the stop go if anything of it is fixed."""
        place = place_of(self._workday.plan, self._selection.id)
        if place is not None:
            self._set(place, None if self._lock_of(place) else Lock(place.route.shift.team))

    def menu(self) -> QMenu | None:
        """What can be fixed of the selected stop; the current state is ticked. None without one."""
        place = place_of(self._workday.plan, self._selection.id)
        if place is None:
            return None
        team, start, now = place.route.shift.team, place.stop.start, self._lock_of(place)
        menu = QMenu(self._parent)
        for lock, text in (
            (Lock(team), self.tr("锁定小组 {0}（空格）").format(team)),
            (Lock(team, start=start), self.tr("锁定小组和时刻 {0}").format(hhmm(start))),
            (Lock(team, position=place.number), self.tr("锁定小组和次序：第 {0} 站").format(place.number)),
            (
                Lock(team, position=place.number, start=start),
                self.tr("锁定小组、次序和时刻"),
            ),
        ):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(lock == now)
            action.triggered.connect(lambda _on=False, lock=lock: self._set(place, lock))
        menu.addSeparator()
        free = menu.addAction(self.tr("解除锁定（空格）"))
        free.setEnabled(now is not None)
        free.triggered.connect(lambda _on=False: self._set(place, None))
        return menu

    def _lock_of(self, place: Place) -> Lock | None:
        return lock_of(self._workday.locks, place.stop.visit.id, place.stop.visit.cases)

    def _set(self, place: Place, lock: Lock | None) -> None:
        for number in place.stop.visit.cases:
            if number != place.stop.visit.id and number in self._workday.locks:
                self._workday.lock(number, None)
        self._workday.lock(place.stop.visit.id, lock)

    def _open_menu(self, view: QAbstractScrollArea, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(view.viewport().mapToGlobal(at))
