"""What came of a call: a result, who spoke and, for a consent, the agreed days, hours and place."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDate, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.contact import Appointment, ContactAttempt, ContactOutcome, RefusalReason
from planner.visit import TimeWindow
from ui import words
from ui.contacts.choices import Choices, choice, date_of, day_edit, pair, seconds_of, time_edit

OUTCOMES = (
    ContactOutcome.CONSENT,
    ContactOutcome.POSTPONED,
    ContactOutcome.REFUSED,
    ContactOutcome.NOT_REACHED,
    ContactOutcome.DISPUTE,
    ContactOutcome.COMPLAINT,
    ContactOutcome.HARDSHIP,
)
DEBTOR, OTHER, NOBODY = "本人", "他人", ""
USUAL = TimeWindow(9 * 3600, 12 * 3600)
"""The hours that stand there until others are filled in."""
MISSED = ("无人接听", "空号", "停机", "关机", "拒接", "打错")
HOME, WORK, ELSEWHERE = "住所", "单位", "其他"


@dataclass(frozen=True, slots=True)
class Callee:
    """Who is called: the case and the number dialled."""

    case_number: str
    phone: str


class ContactForm(QWidget):
    """Fills in one ContactAttempt, or says in a line what is missing."""

    submitted = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self._callee: Callee | None = None
        self._day = day
        self.outcomes = Choices({o: words.outcome_word(o) for o in OUTCOMES}, self, with_keys=True)
        self.who = Choices({DEBTOR: self.tr("本人"), OTHER: self.tr("他人"), NOBODY: self.tr("无人")}, self)
        self.first_day, self.last_day = day_edit(self.tr("约定日期")), day_edit(self.tr("约定日期至"))
        self.begins, self.ends = time_edit(self.tr("约定开始"), 9), time_edit(self.tr("约定结束"), 12)
        self.place = QComboBox()
        for value, word in ((HOME, self.tr("住所")), (WORK, self.tr("单位")), (ELSEWHERE, self.tr("其他地点"))):
            self.place.addItem(word, value)
        self.address = QLineEdit()
        self.address.setPlaceholderText(self.tr("本人亲口说出的地址；住所以案件地址为准时留空"))
        self.is_checked = QCheckBox(self.tr("已核对本人身份"))
        self.is_checked.setToolTip(self.tr("说出债务之前，先核对姓名和证件后四位或生日"))
        self.is_inbound = QCheckBox(self.tr("对方来电"))
        self.reason = choice(self.tr("拒绝原因"), {reason.value: self._reason(reason) for reason in RefusalReason})
        self.instead = choice(
            self.tr("改用"), {"信函": self.tr("信函"), "邮件": self.tr("邮件"), "电话": self.tr("电话")}
        )
        self.detail = choice(self.tr("未接通"), {word: self._missed_word(word) for word in MISSED})
        self.problem = QLabel()
        self.problem.setObjectName("stopped")
        self.problem.setWordWrap(True)
        self.save = QPushButton(self.tr("记录，下一件（Ctrl+Enter）"))
        self.save.setObjectName("primary")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self.submitted)
        self._lay_out()
        self.outcomes.buttonClicked.connect(self._outcome_chosen)
        self.first_day.dateChanged.connect(self._follow_first_day)
        self.clear()

    def set_callee(self, callee: Callee | None) -> None:
        """Whose call is being recorded; without one nothing can be saved."""
        if callee != self._callee:
            self._callee = callee
            self.clear()
        self.setEnabled(callee is not None)

    def set_day(self, day: date) -> None:
        """The day that is offered first for a consent; what was filled in for another stays."""
        if day != self._day:
            self._day = day
            self._fill_in(day, USUAL)

    def clear(self) -> None:
        """Start afresh: no result is chosen in advance, and nobody else's slot stays."""
        self._fill_in(self._day, USUAL)
        self.outcomes.clear()
        self.who.clear()
        self.address.clear()
        self.place.setCurrentIndex(0)
        self.is_checked.setChecked(False)
        self.is_inbound.setChecked(False)
        self.reason.setCurrentIndex(self.reason.findData(RefusalReason.NO_REASON.value))
        self.instead.setCurrentIndex(0)
        self.detail.setCurrentIndex(0)
        self.problem.clear()
        self._show_parts(None)

    def take(self, day: date, window: TimeWindow, agreed: Appointment | None = None) -> None:
        """Fill in a consent to this day and window, where he `agreed` to before unless another place stands there.

        Nothing is recorded by it.
        """
        self.outcomes.button_of(ContactOutcome.CONSENT).setChecked(True)
        self._outcome_chosen()
        self._fill_in(day, window)
        if agreed is not None and agreed.address and not self.address.text().strip():
            known = self.place.findData(agreed.place)
            self.place.setCurrentIndex(known if known >= 0 else self.place.findData(ELSEWHERE))
            self.address.setText(agreed.address)

    def _fill_in(self, day: date, window: TimeWindow) -> None:
        self.first_day.setDate(QDate(day.year, day.month, day.day))
        self.last_day.setDate(self.first_day.date())
        self.begins.setTime(QTime(0, 0).addSecs(window.start))
        self.ends.setTime(QTime(0, 0).addSecs(window.end))

    @property
    def where(self) -> tuple[str, str]:
        """The kind of place and the address that were named; both "" as long as no address was."""
        address = self.address.text().strip()
        return (self.place.currentData(), address) if address else ("", "")

    def attempt(self, at: datetime) -> ContactAttempt | None:
        """The attempt as filled in, or None after saying what is missing."""
        trouble = self._trouble(at.date())
        self.problem.setText(trouble)
        outcome, who = self.outcomes.value, self.who.value
        if trouble or self._callee is None:
            return None
        appointment = self._appointment() if outcome is ContactOutcome.CONSENT else None
        is_refused, is_missed = outcome is ContactOutcome.REFUSED, outcome is ContactOutcome.NOT_REACHED
        return ContactAttempt(
            self._callee.case_number,
            at,
            outcome,
            number=self._callee.phone,
            answered_by=who,
            appointment=appointment,
            detail=self.detail.currentData() if is_missed else "",
            is_inbound=self.is_inbound.isChecked(),
            is_identity_checked=self.is_checked.isChecked() if who == DEBTOR else None,
            refusal_reason=self.reason.currentData() if is_refused else "",
            instead=self.instead.currentData() if is_refused else "",
        )

    def _trouble(self, today: date) -> str:
        outcome, who = self.outcomes.value, self.who.value
        if outcome is None:
            return self.tr("请选择结果。")
        if who is None:
            return self.tr("请选择接听人。")
        if outcome is ContactOutcome.NOT_REACHED:
            return "" if who == NOBODY else self.tr("有人接听就不是“未接通”。请改选结果或接听人。")
        if who == NOBODY:
            return self.tr("无人接听时只能记为“未接通”。")
        if outcome is not ContactOutcome.CONSENT:
            return ""
        if who != DEBTOR:
            return self.tr("只有本人同意才算数。请联系本人，或改选结果。")
        if not self.is_checked.isChecked():
            return self.tr("请先核对本人身份并勾选，再记录同意。")
        return self._appointment_trouble(today)

    def _appointment_trouble(self, today: date) -> str:
        first, last = date_of(self.first_day), date_of(self.last_day)
        if first < today:
            return self.tr("约定日期早于今天。")
        if last < first:
            return self.tr("约定日期的结束早于开始。")
        if self.ends.time() <= self.begins.time():
            return self.tr("约定时段的结束应晚于开始。")
        if self.place.currentData() != HOME and not self.address.text().strip():
            return self.tr("不在住所时，请写下本人说出的地址。")
        return ""

    def _appointment(self) -> Appointment:
        window = TimeWindow(seconds_of(self.begins), seconds_of(self.ends))
        place = self.place.currentData()
        return Appointment(date_of(self.first_day), date_of(self.last_day), window, place, self.address.text().strip())

    def _outcome_chosen(self) -> None:
        outcome = self.outcomes.value
        self._show_parts(outcome)
        answered = NOBODY if outcome is ContactOutcome.NOT_REACHED else DEBTOR
        self.who.button_of(answered).setChecked(True)
        self.problem.clear()

    def _show_parts(self, outcome: ContactOutcome | None) -> None:
        """Ask only what this result needs."""
        self._consent.setEnabled(outcome is ContactOutcome.CONSENT)
        self._refusal.setVisible(outcome is ContactOutcome.REFUSED)
        self._missed.setVisible(outcome is ContactOutcome.NOT_REACHED)

    def _reason(self, reason: RefusalReason) -> str:
        return {
            RefusalReason.PRIVACY: self.tr("不愿被打扰"),
            RefusalReason.FAMILY: self.tr("家人不知情"),
            RefusalReason.DISPUTED: self.tr("对债务有异议"),
            RefusalReason.PAYING: self.tr("已与委托方协商"),
            RefusalReason.WRITTEN: self.tr("只接受书面"),
            RefusalReason.LEGAL: self.tr("由律师处理"),
            RefusalReason.NO_REASON: self.tr("未说明"),
        }[reason]

    def _missed_word(self, word: str) -> str:
        return {
            "无人接听": self.tr("无人接听"),
            "空号": self.tr("空号"),
            "停机": self.tr("停机"),
            "关机": self.tr("关机"),
            "拒接": self.tr("拒接"),
            "打错": self.tr("打错"),
        }[word]

    def _follow_first_day(self, day: QDate) -> None:
        if self.last_day.date() < day:
            self.last_day.setDate(day)

    def _lay_out(self) -> None:
        results = QGridLayout(verticalSpacing=2)
        for at, button in enumerate(self.outcomes.buttons()):
            results.addWidget(button, at // 3, at % 3)
        who = QHBoxLayout()
        who.addWidget(_section(self.tr("接听人")))
        for button in self.who.buttons():
            who.addWidget(button)
        who.addStretch(1)
        checks = QHBoxLayout()
        checks.addWidget(self.is_checked)
        checks.addWidget(self.is_inbound)
        checks.addStretch(1)
        self._refusal, self._missed = QWidget(), QWidget()
        refusal, missed = QFormLayout(self._refusal), QFormLayout(self._missed)
        for part in (refusal, missed):
            part.setContentsMargins(0, 0, 0, 0)
        refusal.addRow(self.tr("拒绝原因"), self.reason)
        refusal.addRow(self.tr("改用"), self.instead)
        missed.addRow(self.tr("未接通"), self.detail)
        self._consent = QWidget()
        consent = QFormLayout(self._consent)
        consent.setContentsMargins(0, 0, 0, 0)
        consent.addRow(self.tr("日期"), pair(self.first_day, self.last_day))
        consent.addRow(self.tr("时段"), pair(self.begins, self.ends))
        consent.addRow(self.tr("地点"), self.place)
        consent.addRow(self.tr("约定地址"), self.address)
        body = QWidget()
        body.setObjectName("cardbody")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_section(self.tr("结果")))
        column.addLayout(results)
        column.addLayout(who)
        column.addLayout(checks)
        column.addWidget(self._refusal)
        column.addWidget(self._missed)
        column.addWidget(_section(self.tr("同意上门时的约定")))
        column.addWidget(self._consent)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setObjectName("card")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # It gives way in a low window, and leaves the button near in a high one.
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        layout.addWidget(self.problem)
        layout.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)


def _section(title: str) -> QLabel:
    label = QLabel(title)
    label.setObjectName("section")
    return label
