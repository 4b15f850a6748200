"""The selected case in full: decision, findings, appointment, contact, history, place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from planner import outward
from planner.clock import hhmm
from planner.finding import Decision, Finding, Severity
from planner.plan import Plan
from ui import words
from ui.cases.masked_fields import MaskedFields
from ui.snapshot import Snapshot


class CasePanel(QScrollArea):
    """Read-only text, so that everything can be copied; names and phones are masked."""

    unmask_wanted = Signal(str, str)
    """Case number and field, to be logged; `reveal` then shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("所选案件"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(280)
        self._seen: Snapshot | None = None
        self.lines: list[str] = []
        self.show_case("", None, None)

    def show_case(self, number: str, seen: Snapshot | None, plan: Plan | None) -> None:
        """Show one case, or say that none is selected."""
        body = QWidget()
        body.setObjectName("panel")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        self.lines = []
        if seen is None or number not in seen.decisions:
            self._line(self.tr("选中一个案件，这里说明能否上门、为什么、怎样补救。"), "quiet")
        else:
            self._head(number, seen)
            self._findings(seen.decisions[number], plan, number)
            self._contact(number, seen)
            self._place(number, plan)
        self._column.addStretch(1)
        self.setWidget(body)

    def reveal(self, number: str, field: str) -> None:
        """Show one field of the selected case unmasked for a while; another case stays as it is."""
        for fields in self.findChildren(MaskedFields):
            fields.reveal(number, field)

    def _line(self, text: str, style: str = "") -> None:
        label = QLabel(outward.clean(text))
        label.setObjectName(style)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(label)
        self.lines.append(text)

    def _section(self, title: str) -> None:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setForegroundRole(rule.palette().ColorRole.Mid)
        self._column.addWidget(rule)
        self._line(title, "section")

    def _head(self, number: str, seen: Snapshot) -> None:
        self._line(number, "title")
        case = seen.cases.get(number)
        if case is None:
            return
        self._column.addWidget(MaskedFields(case, self.unmask_wanted))
        self._line(case.lender)
        total = case.amounts.total
        facts = [self.tr("欠款 {0} 元").format(f"{total:,}") if total is not None else "", case.bucket, case.product]
        self._line(" · ".join(part for part in facts if part), "quiet")
        stage = seen.stages.get(number)
        if stage is not None:
            self._line(self.tr("阶段：{0}").format(words.stage_word(stage)), "quiet")
        for warning in case.warnings:
            self._line(warning, "attention")

    def _findings(self, decision: Decision, plan: Plan | None, number: str) -> None:
        self._section(self.tr("规则：{0}").format(words.kind_word(decision.kind)))
        if not decision.findings:
            self._line(self.tr("全部通过"), "ok")
        for finding in decision.findings:
            self._line(f"{finding.rule} {self._severity(finding)}　{finding.text}", _style(finding))
            if finding.cure:
                self._line(f"→ {finding.cure}")
            if finding.accepted:
                self._line(self.tr("已确认　{0}").format(finding.accepted), "ok")
            self._line("　".join(part for part in (finding.source, finding.mark) if part), "quiet")
        for unplanned in plan.unplanned if plan else ():
            if unplanned.case_number == number and unplanned.reason != decision.reason:
                self._line(
                    self.tr("规划：{0}　{1}").format(words.kind_word(unplanned.kind), unplanned.reason), "attention"
                )
                self._line(f"→ {unplanned.remedy}")

    def _severity(self, finding: Finding) -> str:
        return {
            Severity.BLOCK: self.tr("不符"),
            Severity.WARN: self.tr("需确认"),
            Severity.LOG: self.tr("记录"),
        }[finding.severity]

    def _contact(self, number: str, seen: Snapshot) -> None:
        appointment = seen.appointments.get(number)
        if appointment:
            self._section(self.tr("约定"))
            days = words.short_day(appointment.first_day)
            if appointment.last_day != appointment.first_day:
                days += f" – {words.short_day(appointment.last_day)}"
            windows = "、".join(f"{hhmm(w.start)}–{hhmm(w.end)}" for w in appointment.windows)
            self._line(f"{days}　{windows}　{appointment.place}")
        attempts = seen.attempts.get(number, ())
        self._section(self.tr("联系 {0} 次").format(len(attempts)))
        for a in reversed(attempts):
            who = words.speaker(a.answered_by)
            phone = outward.mask_phone(a.number)
            parts = (f"{a.at:%m-%d %H:%M}", a.channel, phone, who, a.detail or words.outcome_word(a.outcome))
            self._line("　".join(part for part in dict.fromkeys(parts) if part))
        visits = seen.visits.get(number, ())
        self._section(self.tr("到访 {0} 次").format(len(visits)))
        for v in reversed(visits):
            told = self.tr("被要求离开") if v.asked_to_leave else ""
            self._line("　".join(part for part in (f"{v.day:%Y-%m-%d}", v.team, v.outcome.value, told) if part))

    def _place(self, number: str, plan: Plan | None) -> None:
        stops = [stop for route in plan.routes for stop in route.stops] if plan else []
        for stop in stops:
            if number in stop.visit.cases:
                self._section(self.tr("定位"))
                place = stop.visit.location
                self._line(f"{words.level_word(place.level)}　±{place.radius_m:,} m　{place.district}{place.township}")


def _style(finding: Finding) -> str:
    return {Severity.BLOCK: "stopped", Severity.WARN: "attention", Severity.LOG: "quiet"}[finding.severity]
