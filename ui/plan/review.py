"""A re-planned day before it is accepted: both plans in figures, what would change, take it or leave it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from planner.compare import Change, ChangeKind, Figure
from planner.replanning import Replanned
from ui.workday import Workday

SHORT = 6
"""Fewer changes than these are shown in no more room than they need."""
ROW, FRAME = 20, 100
"""Pixels of a line of the list, and of everything around it."""
QWIDGETSIZE_MAX = 16_777_215


class Review(QWidget):
    """Shows the workday's proposal, hidden while there is none."""

    def __init__(self, workday: Workday) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setObjectName("section")
        self.figures = QLabel()
        self.figures.setTextFormat(Qt.TextFormat.PlainText)
        self.figures.setWordWrap(True)
        self.changes = QListWidget()
        self.changes.setAccessibleName(self.tr("改动清单"))
        self.changes.setWordWrap(True)
        self.changes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.accept_button = QPushButton(self.tr("采用新方案"))
        self.accept_button.setObjectName("primary")
        self.accept_button.clicked.connect(workday.accept)
        self.discard_button = QPushButton(self.tr("保留原方案"))
        self.discard_button.clicked.connect(workday.discard)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        row.addWidget(self.accept_button)
        row.addWidget(self.discard_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.figures)
        layout.addWidget(self.changes, 1)
        workday.proposed.connect(self.show_proposal)
        self.hide()

    def show_proposal(self, proposal: Replanned | None) -> None:
        """Show what a new plan would change; None hides all."""
        self.setVisible(proposal is not None)
        self.changes.clear()
        if proposal is None:
            return
        found = proposal.changes
        self.title.setText(self.tr("重新规划的结果：{0} 处改动，尚未采用").format(len(found.items)))
        self.figures.setText("　".join(self._figure(figure) for figure in found.figures))
        for change in found.items:
            item = QListWidgetItem(f"{self._word(change)}　{change.text}")
            item.setData(Qt.ItemDataRole.UserRole, change.cases[0] if change.cases else "")
            self.changes.addItem(item)
        # A short list leaves its room to the plan below; each line may need two rows.
        is_short = len(found.items) < SHORT
        self.setMaximumHeight(FRAME + 2 * ROW * max(len(found.items), 1) if is_short else QWIDGETSIZE_MAX)

    def _figure(self, figure: Figure) -> str:
        names = {
            "到访": self.tr("到访"),
            "价值": self.tr("价值"),
            "里程": self.tr("里程（公里）"),
            "在途": self.tr("在途（小时）"),
            "等待": self.tr("等待（分钟）"),
            "加班": self.tr("加班（分钟）"),
            "忙闲差": self.tr("忙闲差（小时）"),
        }
        more = f" ({figure.difference:+.4g})" if figure.difference else ""
        return f"{names[figure.name]} {figure.before:g} → {figure.after:g}{more}"

    def _word(self, change: Change) -> str:
        return {
            ChangeKind.CALL_OFF: self.tr("撤约"),
            ChangeKind.DROPPED: self.tr("取消"),
            ChangeKind.NOT_TAKEN_IN: self.tr("未排入"),
            ChangeKind.TELL_AGAIN: self.tr("重新告知"),
            ChangeKind.HANDOVER: self.tr("交接"),
            ChangeKind.TEAM: self.tr("换组"),
            ChangeKind.START: self.tr("改时"),
            ChangeKind.ORDER: self.tr("改序"),
            ChangeKind.ADDED: self.tr("新增"),
        }[change.kind]
