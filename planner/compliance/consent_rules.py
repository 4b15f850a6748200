"""Whether the debtor agreed, refused, or cannot be reached at all."""

from datetime import timedelta

from planner.compliance.facts import CaseFacts
from planner.compliance.reach import is_unreachable
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, call, unknown, violated
from planner.contact import ContactOutcome
from planner.finding import Severity, Status
from planner.ruling import HoldKind, Notice


def appointment_made(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-27: the debtor's standing word is a consent that holds on the day, or a second person released the visit."""
    word = facts.word
    if word is None:
        if facts.release is not None:
            return None
        tried = len([a for a in facts.attempts if a.case_number == facts.case.number])
        text = f"已联系 {tried} 次，尚未联系到本人。" if tried else "尚未联系。"
        return call(rule, Status.UNKNOWN, text, "请先电话联系本人，取得同意并约定日期和时段。")
    a = facts.appointment
    if a is None:
        said = (
            "债务人要求改期，未约定新的日期。"
            if word.outcome is ContactOutcome.POSTPONED
            else "本人最近一次表态不是同意上门。"
        )
        return call(rule, Status.VIOLATED, said, "请再次联系约定日期和时段。")
    if not a.holds_on(facts.day):
        days = f"{a.first_day}" if a.first_day == a.last_day else f"{a.first_day} 至 {a.last_day}"
        return call(rule, Status.VIOLATED, f"约定日期为 {days}，不是上门日。", "请在约定日期安排，或重新约定。")
    return None


def refusal(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-28: a refusal stands until the debtor himself agrees anew.

    One given at the door is not undone by a phone call alone: a second person must have looked at it since.
    """
    if facts.door_refusals and not _is_undone(facts):
        return violated(rule, "本人曾在门口拒绝到访，电话同意不能自动恢复。", "改为信函或邮件；恢复须由主管复核。")
    word = facts.word
    if word is not None and word.outcome is ContactOutcome.REFUSED:
        return violated(rule, f"本人于 {word.at:%m-%d %H:%M} 拒绝上门。", "改为信函或邮件。")
    return None


def at_the_door(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-86: words at the door are refusals, and a third party there blocks the address until the debtor names one."""
    if facts.door_refusals and not _is_undone(facts):
        return violated(rule, "曾被要求离开或拒绝沟通，视为拒绝上门。", "改为信函或邮件。")
    strangers = [v.day for v in facts.third_party_visits]
    if strangers:
        consent = facts.consent
        named = consent is not None and consent.appointment is not None and bool(consent.appointment.address)
        if not named or consent is None or consent.at.date() <= max(strangers):
            return violated(rule, "上次到访由他人应门，本人尚未另行指定地点。", "请本人说出上门地址。")
    return None


def _is_undone(facts: CaseFacts) -> bool:
    """Whether he agreed about this very case after the last refusal at the door, and a second person looked at it."""
    consent = facts.consent
    if (
        consent is None
        or not facts.is_about(consent.case_number)
        or consent.at.date() <= max(v.day for v in facts.door_refusals)
    ):
        return False
    lifted = facts.lifted_at(HoldKind.REFUSAL, facts.case.number)
    return lifted is not None and lifted >= consent.at


def last_resort(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-80: an unannounced visit comes only after reminders on so many different days; his own wish is enough."""
    if facts.release is None:
        return None
    days = {a.at.date() for a in facts.attempts if a.case_number == facts.case.number and not a.is_inbound}
    days |= set(facts.case.standing.reminded_on)
    wanted = rule.number("reminders")
    if len(days) < wanted:
        return violated(
            rule, f"只有 {len(days)} 天的提醒记录，不足 {wanted} 天。", "请先在不同日期提醒。", Severity.WARN
        )
    return None


def unannounced(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-88: an unannounced visit needs proof that he cannot be reached, a notice, the wait, a second person's word."""
    release = facts.release
    if release is None:
        return None
    if not is_unreachable(facts.attempts, rule.number("attempts")):
        return unknown(rule, "没有联系不上本人的证据。", "须号码失效，或连续多次未能联系到本人。")
    notices = [n for n in facts.of_kind(Notice) if n.call_off_number and n.sent_on <= facts.day]
    if not notices:
        return unknown(rule, "尚未寄出载明日期和取消电话的通知信。", "请先寄通知信并登记。")
    ready = min(n.sent_on for n in notices) + timedelta(days=rule.number("days"))
    if facts.day < ready:
        return violated(rule, f"通知信寄出未满 {rule.number('days')} 日。", f"最早可排 {ready}。")
    if release.at.date() > facts.day or not any(n.visit_from <= facts.day for n in notices):
        return violated(rule, "放行或通知信写明的日期晚于上门日。", "请按通知信的日期安排。")
    return None


CONSENT_RULES: dict[str, CaseRule] = {
    "R-28": refusal,
    "R-86": at_the_door,
    "R-27": appointment_made,
    "R-80": last_resort,
    "R-88": unannounced,
}
