"""When a case waits: a plan that is kept, an open dispute, a court, hardship."""

from datetime import timedelta

from planner.case import Remark
from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, unknown, violated
from planner.contact import ContactOutcome
from planner.finding import Severity
from planner.ruling import HoldKind
from planner.standing import LegalState, PlanState
from planner.visit import VisitOutcome


def kept_plan(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-13: a plan that is being kept stops the collection; a missed instalment or an old promise asks for a look."""
    standing = facts.case.standing
    if standing.plan is PlanState.UNKNOWN:
        return unknown(rule, "还款计划状态无法识别。", "请向委托方核实还款计划是否在履行。")
    if standing.plan is PlanState.KEPT:
        due, grace = standing.plan_next_due, rule.number("grace_days")
        if due is None or facts.day <= due + timedelta(days=grace):
            when = f"，下期 {due}" if due else ""
            return violated(rule, f"还款计划履行中{when}。", "履行期间不催收；违约后再安排。")
        return violated(rule, f"计划还款日 {due} 已过 {grace} 日以上。", "请先核对是否已还款。", Severity.WARN)
    if any(v.outcome is VisitOutcome.AGREED and v.case_number == facts.case.number for v in facts.visits):
        text = "此前到访已有还款承诺，履行情况未录入。"
        return violated(rule, text, "出发前请核对是否按约还款；履行中的不上门。", Severity.WARN)
    return None


def open_dispute(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-14: a dispute or complaint holds the case until it is answered; a lender's remark asks for a look."""
    number = facts.case.number
    if any(a.case_number == number for a in facts.open_words(ContactOutcome.DISPUTE, HoldKind.DISPUTE)):
        return violated(rule, "债务人提出异议，尚无答复记录。", "请核实并答复后再安排。")
    if any(v.case_number == number for v in facts.open_visits(VisitOutcome.DISPUTE, HoldKind.DISPUTE)):
        return violated(rule, "上次到访时债务人提出异议，尚无答复记录。", "请核实并答复后再安排。")
    if facts.open_words(ContactOutcome.COMPLAINT, HoldKind.COMPLAINT):
        return violated(rule, "债务人正在投诉，尚无答复记录。", "请先处理投诉。")
    if facts.open_holds(HoldKind.DISPUTE, HoldKind.COMPLAINT):
        return violated(rule, "案件因异议或投诉暂停。", "答复后由第二人解除。")
    hints = facts.case.remarks & {Remark.DISPUTE, Remark.COMPLAINT}
    if hints:
        said = "、".join(sorted(hint.value for hint in hints))
        return violated(rule, f"委托方备注提示“{said}”。", "出发前请主管确认已处理。", Severity.WARN)
    return None


def legal_state(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-15: what a court, the police or the lender has in hand goes to the lawyers first."""
    legal = facts.case.standing.legal
    if legal is LegalState.UNKNOWN:
        return unknown(rule, "法律状态无法识别。", "请向委托方核实是否诉讼、执行、破产或报案。")
    if legal is not LegalState.NONE:
        return violated(rule, f"案件处于“{legal.value}”。", "请先由法务确认。")
    if facts.open_holds(HoldKind.LEGAL):
        return violated(rule, "案件已交法务，尚未解除。", "由法务答复、第二人解除后再安排。")
    if Remark.LAWYER in facts.case.remarks:
        return violated(rule, "委托方备注提示有律师代理。", "出发前请法务确认可否上门。", Severity.WARN)
    return None


def hardship(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-16: hardship waits for a person's look, and is looked at again in time; the diagnosis is not kept."""
    told = facts.open_words(ContactOutcome.HARDSHIP, HoldKind.HARDSHIP)
    seen = facts.open_visits(VisitOutcome.HARDSHIP, HoldKind.HARDSHIP)
    if told or seen:
        since = max([a.at.date() for a in told] + [v.day for v in seen])
        late = "，复核已到期" if (facts.day - since).days > rule.number("review_days") else ""
        return violated(rule, f"债务人自述困难，尚未复核{late}。", "请主管复核后再安排。")
    if holds := facts.open_holds(HoldKind.HARDSHIP):
        until = max((h.review_until for h in holds if h.review_until), default=None)
        when = f"，复核期限 {until}" if until else ""
        return violated(rule, f"案件因困难情形暂停{when}。", "请主管复核，由第二人解除。")
    if Remark.HARDSHIP in facts.case.remarks:
        return violated(rule, "委托方备注提示有困难情形。", "出发前请主管确认。", Severity.WARN)
    return None


HOLD_RULES: dict[str, CaseRule] = {"R-14": open_dispute, "R-16": hardship, "R-13": kept_plan, "R-15": legal_state}
