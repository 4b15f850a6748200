"""A visit that was made, by its record: what was done at the door, and what has to follow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Severity, Status
from planner.ruling import Incident, IncidentKind
from planner.visit import VisitOutcome, VisitRecord


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """A visit's record with the incidents reported about it, looked at at a moment."""

    record: VisitRecord
    now: datetime
    incidents: tuple[Incident, ...] = ()


RecordRule = Callable[[RecordFacts, Rule], Finding | None]


def entry(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-31: nobody goes in unasked; the record has to say."""
    record = facts.record
    if record.entered is None:
        return rule.finding(Status.UNKNOWN, "未登记是否进入住所。", "请补登记。")
    if record.entered and not record.entry_consent:
        text = "未经本人当场明确同意进入住所。"
        return rule.finding(Status.VIOLATED, text, "按突发事件上报。", Severity.BLOCK)
    return None


def nothing_for_others(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-32: with a third party, a wrong person or a child at the door nothing is handed over but a closed envelope."""
    record = facts.record
    met_other = record.outcome is VisitOutcome.THIRD_PARTY or record.paper_left_with not in ("", "本人")
    if met_other and record.paper_left_with not in ("", "本人") and not record.is_sealed:
        return rule.finding(Status.VIOLATED, "向他人留下了未密封的文件。", "请按信息泄露核查并上报。")
    return None


def ids_shown(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-42: work cards and authorisation were shown unasked."""
    if facts.record.ids_shown is None:
        return rule.finding(Status.UNKNOWN, "未登记是否出示工作证和授权书。", "请补登记。")
    return None if facts.record.ids_shown else rule.finding(Status.VIOLATED, "未出示工作证和授权书。", "请上报并整改。")


def recorded(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-43: a visit is not closed without its recording or a reason, and he was told of it."""
    record = facts.record
    if not record.recording and not record.no_recording_reason:
        return rule.finding(Status.UNKNOWN, "没有录音录像编号，也没有说明原因。", "补齐后方可关闭该次到访。")
    if record.recording and record.told_recording is False:
        return rule.finding(Status.VIOLATED, "录音录像但未告知。", "请上报并整改。")
    return None


def decent_dress(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-44: dress that is decent and looks like no authority's."""
    return rule.finding(Status.VIOLATED, "着装不合要求。", "请整改。") if facts.record.dress_ok is False else None


def incident_reported(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-48: a major incident is told to the office and to the lender in time."""
    if facts.record.outcome is VisitOutcome.INCIDENT and not facts.incidents:
        return rule.finding(Status.UNKNOWN, "到访结果为突发事件，但没有事件登记。", "请立即填写事件登记。")
    for incident in facts.incidents:
        for told, hours, who in (
            (incident.told_office, rule.number("office_hours"), "机构"),
            (incident.told_lender, rule.number("lender_hours"), "委托方"),
        ):
            if (told or facts.now) - incident.at > timedelta(hours=hours):
                return rule.finding(
                    Status.VIOLATED, f"{incident.kind.value}未在 {hours} 小时内报告{who}。", "请立即报告。"
                )
    return None


def leak_reported(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-76: a leak is told to the regulator and to the person."""
    for incident in facts.incidents:
        if incident.kind is IncidentKind.LEAK and not (incident.told_regulator and incident.told_person):
            return rule.finding(Status.VIOLATED, "信息泄露尚未通知监管部门和本人。", "请立即通知并登记。")
    return None


def length(facts: RecordFacts, rule: Rule) -> Finding | None:
    """R-87: a visit longer than so many minutes is looked at."""
    arrival, departure = facts.record.arrival, facts.record.departure
    if arrival is None or departure is None:
        return None
    minutes = (departure - arrival) // 60
    if minutes > rule.number("minutes"):
        return rule.finding(
            Status.VIOLATED, f"停留 {minutes} 分钟，超过 {rule.number('minutes')} 分钟。", "请主管了解原因。"
        )
    return None


RECORD_RULES: dict[str, RecordRule] = {
    "R-31": entry,
    "R-32": nothing_for_others,
    "R-42": ids_shown,
    "R-43": recorded,
    "R-48": incident_reported,
    "R-76": leak_reported,
    "R-87": length,
    "R-44": decent_dress,
}


def record_findings(facts: RecordFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that keeps a visit from being closed, or has to follow it."""
    found = (
        check(facts, rulebook[rule_id])
        for rule_id, check in RECORD_RULES.items()
        if rulebook[rule_id].binds_on(facts.record.day)
    )
    return tuple(finding for finding in found if finding is not None)
