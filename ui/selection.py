"""What is selected: one case, team or visit at a time, shared by every view of a page."""

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """One selection. Views show it when `changed` says so and call `pick` when the user chooses in them."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._id = ""

    @property
    def id(self) -> str:
        """What is selected, "" when nothing is."""
        return self._id

    def pick(self, new_id: str) -> None:
        """Select; picking what is selected already changes nothing."""
        if new_id != self._id:
            self._id = new_id
            self.changed.emit(new_id)
