"""Everyone who agreed to the day and is left out, each with the windows that he can be offered instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from planner.plan import Plan
from ui import words
from ui.offers import Offers, offer_words
from ui.workday import Workday


class CallBackList(QListWidget):
    """Who can be offered something stands first."""

    case_wanted = Signal(str)
    """Go to this case, to call its debtor."""

    def __init__(self, workday: Workday, offers: Offers) -> None:
        super().__init__()
        self._workday = workday
        self._offers = offers
        self.setAccessibleName(self.tr("回电名单"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._choose)
        self.itemClicked.connect(self._choose)
        offers.called_back.connect(lambda: self.show_plan(workday.plan))

    def show_plan(self, plan: Plan | None) -> None:
        """List the plan's call-backs with what is known of their slots by now."""
        self.clear()
        known = self._offers.call_back
        left = {u.case_number: u for u in plan.unplanned} if plan else {}
        numbers = [number for number in plan.call_back if number in left] if plan else []
        for number in sorted(numbers, key=lambda n: not (n in known and known[n].offers)):
            lines = [f"{number}　{words.kind_word(left[number].kind)}"]
            if number not in known:
                lines.append(self.tr("正在查找可约时段…"))
            elif known[number].offers:
                lines += [f"　{offer_words(offer)}" for offer in known[number].offers]
            else:
                lines.append(f"　{known[number].reason}")
            item = QListWidgetItem("\n".join(lines))
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.addItem(item)
        if plan is not None and not numbers:
            nobody = QListWidgetItem(self.tr("没有需要回电的案件。"))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nobody)

    def _choose(self, item: QListWidgetItem) -> None:
        self.case_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
