"""By whose order we come: the mandate, its chain, the lender's list, the debt's own lawfulness."""

from datetime import date, timedelta

from planner.case import CaseState
from planner.compliance.facts import CaseFacts
from planner.compliance.person_rules import months_later
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, unknown, violated
from planner.finding import Severity


def mandate(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-08: the case is active and the day lies inside the mandate, the last day before its end included."""
    case = facts.case
    if case.state is CaseState.UNKNOWN:
        return unknown(rule, "案件状态为空或无法识别。", "请向委托方核实案件状态。")
    if case.state is not CaseState.ACTIVE:
        return violated(rule, f"案件状态为“{case.state.value}”。", "恢复正常状态前不得上门。")
    if case.mandate_start is None or case.mandate_end is None:
        return unknown(rule, "委案日期或退案日期缺失。", "请向委托方补齐委托期限。")
    last = case.mandate_end - timedelta(days=rule.number("days_before_end"))
    if facts.day > last:
        return violated(rule, f"退案日期为 {case.mandate_end}，最晚可排 {last}。", "如需上门请先向委托方申请留案。")
    if facts.day < case.mandate_start:
        return violated(rule, f"委案日期为 {case.mandate_start}，上门日尚未受托。", "请改排委案日之后。")
    return None


def mandate_chain(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-09: who mandated whom is known, and a sub-mandate was consented to."""
    lender = facts.lender
    if lender is None or not lender.mandate_chain:
        return unknown(rule, "委托方档案缺失，或未写明委托链。", "请在委托方档案中补齐。")
    is_direct = lender.mandate_chain.count("→") + lender.mandate_chain.count("->") <= 1
    if not is_direct and lender.sub_mandate_consent not in {"有", "是", "已同意", "同意"}:
        return violated(rule, "属转委托，但没有委托人同意的记录。", "请取得转委托同意后登记。")
    return None


def published_list(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-10: the agency is on the lender's published list and was reviewed within the year."""
    lender = facts.lender
    if lender is None or not lender.published_list or lender.reviewed_on is None:
        return unknown(rule, "委托方公示网址或年度评审日期缺失。", "请在委托方档案中补齐。")
    if (facts.day - lender.reviewed_on).days > rule.number("review_days"):
        return violated(rule, f"年度评审已过期（{lender.reviewed_on}）。", "请完成年度评审后更新档案。")
    return None


def assignment(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-11: an assigned debt needs a recorded notice to the debtor, given before the visit."""
    if facts.lender is None or facts.lender.is_assigned is None:
        return unknown(rule, "是否债权转让不明。", "请在委托方档案中填写。")
    told = facts.case.standing.assignment_told_on
    if facts.lender.is_assigned and (told is None or told > facts.day):
        return unknown(rule, "债权已转让，但没有已通知债务人的记录。", "请取得债权转让通知的证明。")
    return None


def lawful_debt(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-12: an unlawful debt is not collected."""
    if facts.case.standing.is_lawful is False:
        return violated(rule, "该笔债务被标为不受法律保护。", "停止催收，请转法务。")
    return None


def limitation(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-17: three years from the last due day or the newest interruption; an expired debt is asked for neutrally.

    Where the last due day is not told, days overdue alone can only raise a doubt.
    """
    standing, years = facts.case.standing, rule.number("years")
    ends = limitation_end(facts, years)
    if ends is not None:
        if facts.day > ends:
            text = f"诉讼时效已于 {ends} 届满。"
            return violated(rule, text, "须主管签字；只可请求自愿履行，不得称可强制或将起诉。")
        if (ends - facts.day).days <= rule.number("warn_days"):
            return violated(rule, f"诉讼时效将于 {ends} 届满。", "请提醒委托方取得中断时效的证明。", Severity.WARN)
        return None
    overdue, as_of = facts.case.days_overdue, facts.case.amounts.as_of or facts.day
    if overdue is None or standing.interrupted_on:
        return None
    since = max(as_of - timedelta(days=overdue), facts.case.last_paid_on or as_of - timedelta(days=overdue))
    if facts.day > months_later(since, 12 * years):
        return unknown(
            rule, f"逾期已超过 {years} 年，最后一期到期日未登记，时效可能已过。", "请向委托方核实到期日和中断证明。"
        )
    return None


def limitation_end(facts: CaseFacts, years: int) -> date | None:
    """Last day of the limitation period, None when no due day is known and nothing interrupted it."""
    standing = facts.case.standing
    begins = [day for day in (standing.last_due, *standing.interrupted_on) if day is not None and day <= facts.day]
    if standing.last_due is not None and standing.last_due > facts.day:
        begins = [standing.last_due]
    return months_later(max(begins), 12 * years) if begins else None


def returned(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-75: so many days after the mandate's end the data have to be given back or erased."""
    end = facts.case.mandate_end
    if end is not None and (facts.day - end).days > rule.number("days_after_end"):
        return violated(rule, f"委托已于 {end} 结束，资料应已退还或删除。", "请办理退案资料交接和删除。", Severity.LOG)
    return None


MANDATE_RULES: dict[str, CaseRule] = {
    "R-08": mandate,
    "R-12": lawful_debt,
    "R-09": mandate_chain,
    "R-10": published_list,
    "R-11": assignment,
    "R-17": limitation,
    "R-75": returned,
}
