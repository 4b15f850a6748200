"""What the office may decide about a case: accept a warning, hold, answer, release; with names and a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.finding import Decision, Severity, Status
from planner.ruling import Hold, HoldKind, Lift, Notice, Override, Release, Ruling
from ui.words import translate

HELD_BY = {"R-14": (HoldKind.DISPUTE, HoldKind.COMPLAINT), "R-15": (HoldKind.LEGAL,), "R-16": (HoldKind.HARDSHIP,)}
"""Rules under which a case waits, and what an answer to each is about."""
WIDTH = 480


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed: names, reason, and for a notice the day of sending and the number to call the visit off."""

    requester: str
    approver: str
    reason: str
    at: datetime
    sent_on: date
    call_off: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be decided."""

    word: str
    make: Callable[[Entry], Ruling]
    needs_two: bool = True
    is_notice: bool = False


def deeds_for(number: str, decision: Decision, day: date) -> list[Deed]:
    """What can be decided about a case as it stands: answers and warnings first, then holds, then R-88's steps."""
    deeds = [
        Deed(_lift_word(kind), _lift(number, kind))
        for rule, kinds in HELD_BY.items()
        if rule in decision.rules
        for kind in kinds
    ]
    if "R-28" in decision.rules:
        deeds.append(Deed(translate("ruling", "复核拒绝（须有本人新的同意）"), _lift(number, HoldKind.REFUSAL)))
    warned = dict.fromkeys(f.rule for f in decision.findings if f.severity is Severity.WARN and not f.accepted)
    deeds += [Deed(translate("ruling", "确认提示 {0}").format(rule), _override(number, rule, day)) for rule in warned]
    deeds += [Deed(_hold_word(kind), _hold(number, kind), needs_two=False) for kind in _HOLDS]
    if any(f.rule == "R-27" and f.status is Status.UNKNOWN for f in decision.findings):
        letter = translate("ruling", "登记通知信（联系不上本人）")
        deeds.append(Deed(letter, _notice(number, day), needs_two=False, is_notice=True))
        deeds.append(Deed(translate("ruling", "放行未约上门（联系不上本人）"), _release(number, day)))
    return deeds


_HOLDS = (HoldKind.LEGAL, HoldKind.HARDSHIP, HoldKind.DISPUTE, HoldKind.COMPLAINT)


def _hold_word(kind: HoldKind) -> str:
    return {
        HoldKind.LEGAL: translate("ruling", "暂停：交法务"),
        HoldKind.HARDSHIP: translate("ruling", "暂停：困难"),
        HoldKind.DISPUTE: translate("ruling", "暂停：异议"),
        HoldKind.COMPLAINT: translate("ruling", "暂停：投诉"),
    }[kind]


def _lift_word(kind: HoldKind) -> str:
    return {
        HoldKind.LEGAL: translate("ruling", "法务已答复，解除"),
        HoldKind.HARDSHIP: translate("ruling", "困难已复核，解除"),
        HoldKind.DISPUTE: translate("ruling", "异议已答复，解除"),
        HoldKind.COMPLAINT: translate("ruling", "投诉已答复，解除"),
    }[kind]


def _lift(number: str, kind: HoldKind) -> Callable[[Entry], Ruling]:
    return lambda e: Lift(number, kind, e.requester, e.approver, e.reason, e.at)


def _override(number: str, rule: str, day: date) -> Callable[[Entry], Ruling]:
    return lambda e: Override(number, rule, day, e.requester, e.approver, e.reason, e.at)


def _hold(number: str, kind: HoldKind) -> Callable[[Entry], Ruling]:
    return lambda e: Hold(number, kind, e.requester, e.reason, e.at)


def _notice(number: str, day: date) -> Callable[[Entry], Ruling]:
    return lambda e: Notice(number, e.sent_on, day, e.call_off, e.requester, e.at)


def _release(number: str, day: date) -> Callable[[Entry], Ruling]:
    return lambda e: Release(number, day, e.requester, e.approver, e.reason, e.at)


class RulingDialog(QDialog):
    """One decision about one case; what is missing it says in a line, and then nothing can be saved."""

    decided = Signal(object)
    """The ruling."""

    def __init__(
        self, number: str, decision: Decision, day: date, now: datetime, call_off: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("决定：案件 {0}").format(number))
        self.setMinimumWidth(WIDTH)
        self._now = now
        self.deeds = deeds_for(number, decision, day)
        self.deed = QComboBox()
        self.deed.addItems([deed.word for deed in self.deeds])
        self.requester, self.approver, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.call_off = QLineEdit(call_off)
        self.sent_on = QDateEdit(QDate(now.year, now.month, now.day), calendarPopup=True)
        self.sent_on.setDisplayFormat("yyyy-MM-dd")
        self.problem = QLabel()
        self.problem.setObjectName("stopped")
        self.problem.setWordWrap(True)
        self.form = QFormLayout()
        for word, field in (
            (self.tr("决定"), self.deed),
            (self.tr("申请人"), self.requester),
            (self.tr("批准人"), self.approver),
            (self.tr("理由"), self.reason),
            (self.tr("寄出日期"), self.sent_on),
            (self.tr("取消电话"), self.call_off),
        ):
            field.setAccessibleName(word)
            self.form.addRow(word, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("取消"))
        self.save = buttons.addButton(self.tr("登记"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setDefault(True)
        buttons.accepted.connect(self._decide)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(self.form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.deed.currentIndexChanged.connect(lambda _index: self._check())
        for line in (self.requester, self.approver, self.reason, self.call_off):
            line.textChanged.connect(lambda _text: self._check())
        self._check()

    def _decide(self) -> None:
        day = self.sent_on.date()
        entry = Entry(
            self.requester.text().strip(),
            self.approver.text().strip(),
            self.reason.text().strip(),
            self._now,
            date(day.year(), day.month(), day.day()),
            self.call_off.text().strip(),
        )
        self.decided.emit(self.deeds[self.deed.currentIndex()].make(entry))
        self.accept()

    def _check(self) -> None:
        deed = self.deeds[self.deed.currentIndex()]
        self.form.setRowVisible(self.approver, deed.needs_two)
        self.form.setRowVisible(self.reason, not deed.is_notice)
        for field in (self.sent_on, self.call_off):
            self.form.setRowVisible(field, deed.is_notice)
        self.problem.setText(self._trouble(deed))
        self.save.setEnabled(not self.problem.text())

    def _trouble(self, deed: Deed) -> str:
        requester, approver = self.requester.text().strip(), self.approver.text().strip()
        if not requester:
            return self.tr("请填写申请人姓名。")
        if deed.needs_two and not approver:
            return self.tr("请填写批准人姓名。")
        if deed.needs_two and requester == approver:
            return self.tr("申请人不能批准自己的申请。")
        if deed.is_notice and not self.call_off.text().strip():
            return self.tr("请填写取消上门的电话。")
        if not deed.is_notice and not self.reason.text().strip():
            return self.tr("请填写理由。")
        return ""
