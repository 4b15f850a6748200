"""Slots to offer, asked for off the GUI thread: for the one on the phone, and for everyone to be called back."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from planner.casebook import Changes
from planner.clock import Progress, hhmm
from planner.offering import Offer, Slots, coming_days
from ui import words
from ui.work import Work
from ui.workday import Workday


class Offers(QObject):
    """Asks the door; an answer to a question that was asked again meanwhile, or of an older plan, is dropped."""

    called_back = Signal()
    """`call_back` is renewed."""

    def __init__(self, workday: Workday) -> None:
        super().__init__(workday)
        self._workday = workday
        self.call_back: Mapping[str, Slots] = {}
        self._asking: Work | None = None
        self._listing: Work | None = None
        self._is_stale = False
        workday.changed.connect(self._on_changes)

    def ask(self, number: str, place: str, address: str, then: Callable[[Slots], None]) -> None:
        """Hand `then` the slots of a case, unless another is asked about before they are found."""
        self.forget()
        day, now, plan, door = self._workday.day, self._workday.now(), self._workday.plan, self._workday.doors.offering
        locks = dict(self._workday.locks)

        def job(tell: Progress) -> Slots | None:
            days = coming_days(day, now)
            return door.slots(number, days, now, plan, locks, place=place, address=address) if tell(0, "") else None

        def found(slots: Slots | None) -> None:
            if slots is not None and work is self._asking:
                then(slots)

        work = self._asking = self._workday.run_aside(job, found)

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        if self._asking is not None:
            self._asking.cancel()
        self._asking = None

    def _on_changes(self, changes: Changes) -> None:
        self._is_stale = True
        if changes.plan:
            self._show({})
            self.renew()

    def renew(self) -> None:
        """Look for the call-backs' slots again if anything has changed; whoever shows them asks for it."""
        if not self._is_stale:
            return
        self._is_stale = False
        if self._listing is not None:
            self._listing.cancel()
            self._listing = None
        plan, now, door = self._workday.plan, self._workday.now(), self._workday.doors.offering
        if plan is None or not plan.call_back:
            return
        locks = dict(self._workday.locks)

        def found(slots: Mapping[str, Slots]) -> None:
            if work is self._listing:
                self._show(slots)

        def job(tell: Progress) -> Mapping[str, Slots]:
            return door.for_call_back(plan, now, locks, tell)

        work = self._listing = self._workday.run_aside(job, found)

    def _show(self, slots: Mapping[str, Slots]) -> None:
        self.call_back = slots
        self.called_back.emit()


def offer_words(offer: Offer) -> str:
    """A slot in a line: day, window, who would come, minutes more on the road."""
    day = f"{words.short_day(offer.day)} {words.weekday(offer.day)}"
    minutes = words.translate("words", "{0} 分").format(f"{round(offer.extra_s / 60):+d}")
    return f"{day}　{hhmm(offer.window.start)}–{hhmm(offer.window.end)}　{offer.team}　{minutes}"
