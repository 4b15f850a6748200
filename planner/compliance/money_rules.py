"""What is owed: whether the sum adds up and is new, and whether its yearly cost may be asked for."""

from decimal import Decimal

from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, unknown, violated
from planner.finding import Severity

PRIVATE_KINDS = frozenset({"民间借贷", "自然人", "个人", "一般企业"})
"""Kinds of lender under the judicial interpretation of private lending; seven kinds of local lenders are not."""


def statement(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-50: the sum is complete, adds up, and is not older than so many days on the day of the visit."""
    owed = facts.case.amounts
    if owed.total is None or owed.principal is None or owed.interest is None or owed.penalty is None:
        return unknown(rule, "欠款明细不全（合计、本金、利息、违约金）。", "请向委托方补齐。")
    if owed.as_of is None:
        return unknown(rule, "欠款数据日期缺失。", "请向委托方确认数据截至日。")
    if abs(owed.total - owed.principal - owed.interest - owed.penalty - owed.fees) > rule.decimal("tolerance"):
        return violated(rule, "欠款合计与明细之和不符。", "请向委托方核对后重新导入。")
    if owed.total <= 0:
        return violated(rule, "欠款合计不大于零。", "请向委托方核实是否已结清。")
    age = (facts.day - owed.as_of).days
    if age > rule.number("days"):
        return violated(rule, f"欠款数据截至 {owed.as_of}，上门日已过 {age} 日。", "请向委托方索取最新余额。")
    if age < 0:
        return unknown(rule, f"欠款数据日期 {owed.as_of} 晚于上门日。", "请核对数据日期。")
    return None


def cost_of(facts: CaseFacts) -> Decimal | None:
    """The all-in yearly cost, or the contract's rate where no file says more; it can only be higher then."""
    told = facts.case.standing.cost_rate
    return facts.case.annual_rate if told is None else told


def annual_cost(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-51: the lender's kind is known, and a bank's or consumer-finance company's cost is not above the caps."""
    if facts.lender is None or not facts.lender.kind:
        return unknown(rule, "委托方机构类型不明，无法判断适用的利率上限。", "请在委托方档案中填写机构类型。")
    rate = cost_of(facts)
    if rate is None or is_small_loan(facts) or is_private(facts):
        return None
    return _above(rule, rate, rule.decimal("block_above"))


def small_loan_cost(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-52: a small-loan company's loan above 24 % stops; one from before the guideline asks for a look."""
    rate = cost_of(facts)
    if not is_small_loan(facts) or rate is None:
        return None
    made = facts.case.loan_date
    cap = rule.decimal("block_above")
    if made is not None and made >= rule.day("all_new_from"):
        cap = min(cap, rule.number("lpr_times") * rule.decimal("lpr"))
    if made is not None and made < rule.day("new_from") and rate > cap:
        return violated(rule, f"{made} 的贷款年化 {rate:.2%} 超过 {cap:.0%}。", "请向委托方核实。", Severity.WARN)
    return _above(rule, rate, cap)


def private_cost(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-53: of a private loan no more than four times the LPR of its day is claimable, all charges together."""
    if not is_private(facts):
        return None
    lpr, rate = facts.case.standing.lpr, cost_of(facts)
    if lpr is None or rate is None:
        return unknown(rule, "民间借贷的合同成立时 LPR 或综合年化成本缺失。", "请向委托方补齐后核算。")
    cap = capped_rate(lpr, rule)
    if rate > cap:
        return violated(
            rule, f"综合年化 {rate:.2%} 超过上限 {cap:.2%}。", "只可主张按上限计算的金额；请委托方重新出具明细。"
        )
    return None


def capped_rate(lpr: Decimal, rule: Rule) -> Decimal:
    """The highest yearly cost that R-53 lets be claimed, as a share of one."""
    return rule.number("lpr_times") * lpr


def is_small_loan(facts: CaseFacts) -> bool:
    """Whether the lender is a small-loan company."""
    return facts.lender is not None and any(word in facts.lender.kind for word in ("小额贷款", "小贷"))


def is_private(facts: CaseFacts) -> bool:
    """Whether the lender is no licensed institution, so that the rules of private lending hold."""
    return facts.lender is not None and facts.lender.kind in PRIVATE_KINDS


def _above(rule: Rule, rate: Decimal, cap: Decimal) -> Trouble | None:
    if rate > cap:
        return violated(rule, f"年利率 {rate:.2%} 超过 {cap:.0%}。", "请停止并向委托方核实。")
    if rate > rule.decimal("warn_above"):
        return violated(
            rule, f"年利率 {rate:.2%} 超过 {rule.decimal('warn_above'):.0%}。", "请向委托方核实。", Severity.WARN
        )
    return None


MONEY_RULES: dict[str, CaseRule] = {
    "R-50": statement,
    "R-51": annual_cost,
    "R-52": small_loan_cost,
    "R-53": private_cost,
}
