"""What the office and the lender declare once: who we are, that we record, whose phones, where money goes."""

from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, unknown, violated
from planner.finding import Severity


def identity(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-42: the agency's name and phones and the lender's complaint phones are known, so that they can be shown."""
    desk, lender = facts.desk, facts.lender
    if not (desk.agency and desk.phone and desk.complaint_phone):
        return unknown(rule, "机构资料缺少名称、电话或投诉电话。", "请在 desk.toml 的 [agency] 中补齐。")
    if lender is None or not (lender.complaint_phone and lender.regulator_phone):
        return unknown(rule, "委托方档案缺少投诉电话或监管投诉电话。", "请在委托方档案中补齐。")
    return None


def recorded(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-43: the office declares that visits are recorded."""
    return _declared(facts.desk.is_recorded, rule, "到访全程录音录像", "recorded")


def company_phones(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-45: the office declares that only its own phones are used, and no record says otherwise."""
    if any(a.is_own_line is False for a in facts.attempts):
        return violated(rule, "有未用机构电话联系的记录。", "请主管核实，今后只用机构电话。", Severity.WARN)
    return _declared(facts.desk.is_company_phone_only, rule, "只用机构电话联系", "company_phone_only")


def pay_channel(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-46: the lender named a channel and payee, and the office declares that nobody takes cash."""
    lender = facts.lender
    if lender is None or not (lender.pay_channel and lender.payee):
        return unknown(rule, "委托方档案缺少还款渠道或收款户名。", "请在委托方档案中补齐。")
    if "现金" in lender.pay_channel:
        return violated(rule, "委托方档案的还款渠道包含现金。", "请改为对公或 APP 内渠道。")
    return _declared(facts.desk.is_cash_free, rule, "不收现金、不提供个人账户", "cash_free")


def _declared(word: bool | None, rule: Rule, what: str, key: str) -> Trouble | None:
    if word is None:
        return unknown(rule, f"机构尚未声明“{what}”。", f"请在 desk.toml 的 [declarations] 中填写 {key}。")
    if not word:
        return violated(rule, f"机构声明未做到“{what}”。", "做到后方可上门。")
    return None


OFFICE_RULES: dict[str, CaseRule] = {
    "R-42": identity,
    "R-43": recorded,
    "R-45": company_phones,
    "R-46": pay_channel,
}
