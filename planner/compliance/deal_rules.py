"""What is agreed with the debtor: repayment plans, acknowledgements, who signs and how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Severity, Status
from planner.standing import Role

ELEMENTS = ("余额及币种", "期数及每期金额", "期间息费", "不再申办承诺", "权利义务及违约", "其他事项")
"""The six elements of a card's plan."""


@dataclass(frozen=True, slots=True)
class DealFacts:
    """A plan or acknowledgement about to be printed or kept. None: nobody said; sums in yuan."""

    day: date
    is_card: bool = False
    months: int = 0
    elements: frozenset[str] = frozenset()
    signer: Role = Role.DEBTOR
    is_signer_alive: bool | None = None
    """None counts as alive: the debtor's death is told by R-06."""
    id_checked: bool | None = None
    copy_given: bool | None = None
    had_time: bool | None = None
    recording: str = ""
    is_oral: bool = False
    signature: str = "手签"
    signature_agreed: bool | None = None
    iou_principal: Decimal | None = None
    """What a new acknowledgement calls principal; None when there is none."""
    principal: Decimal | None = None
    """What is left of the principal by the ledger, within R-53's cap."""
    setoff: str = ""
    """Order in which payments are set off, "" by the law."""


DealRule = Callable[[DealFacts, Rule], Finding | None]


def setoff_order(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-54: payments go to costs, interest, principal in this order unless agreed otherwise."""
    if facts.setoff and facts.setoff != rule.params["order"]:
        return rule.finding(Status.VIOLATED, f"抵充顺序为“{facts.setoff}”，与法定顺序不同。", "请写明双方约定。")
    return None


def plan_terms(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-55: a card's plan lasts at most five years and has all six elements; others are warned."""
    grave = None if facts.is_card else Severity.WARN
    if facts.months > rule.number("months"):
        return rule.finding(
            Status.VIOLATED, f"还款计划 {facts.months} 期，超过 {rule.number('months')} 期。", "请缩短期数。", grave
        )
    wanted = ELEMENTS if facts.is_card else tuple(e for e in ELEMENTS if e != "不再申办承诺")
    lacking = [element for element in wanted if element not in facts.elements]
    if facts.months and lacking:
        return rule.finding(Status.VIOLATED, f"还款计划缺少“{'、'.join(lacking)}”。", "补齐后方可打印。", grave)
    return None


def voluntary(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-56: the signer's identity was checked, he had time to read, a copy stays with him."""
    for has, what in (
        (facts.id_checked, "核对签署人身份"),
        (facts.had_time, "给足阅读时间"),
        (facts.copy_given, "留存一份副本"),
    ):
        if has is None:
            return rule.finding(Status.UNKNOWN, f"未登记是否{what}。", "请在到访记录中补齐。")
        if not has:
            return rule.finding(Status.VIOLATED, f"没有{what}。", "该协议不得采用，请重新签署。")
    return None


def debtor_signs(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-57: nobody but the debtor signs as one who pays; a relative may only witness."""
    if facts.signer not in (Role.DEBTOR, Role.JOINT, Role.GUARANTOR) or facts.is_signer_alive is False:
        return rule.finding(Status.VIOLATED, "签署人不是债务人本人。", "亲属只可作见证，不承担还款责任。")
    return None


def honest_iou(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-58: a new acknowledgement does not fold interest into the principal."""
    if facts.iou_principal is None:
        return None
    if facts.principal is None:
        return rule.finding(Status.UNKNOWN, "账上剩余本金不明，无法核对欠条本金。", "请向委托方核实剩余本金。")
    if facts.iou_principal > facts.principal:
        return rule.finding(Status.VIOLATED, "欠条本金大于账上剩余本金。", "不得把利息计入本金，请改正。")
    return None


def oral_recorded(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-59: a plan agreed by word of mouth needs its recording."""
    if facts.is_oral and not facts.recording:
        return rule.finding(Status.UNKNOWN, "口头约定没有录音编号。", "请补登录音，或改为书面。")
    return None


def reliable_signature(facts: DealFacts, rule: Rule) -> Finding | None:
    """R-60: an electronic signature needs that both sides agreed to it."""
    if facts.signature == "电子签名" and not facts.signature_agreed:
        return rule.finding(Status.UNKNOWN, "没有双方同意使用电子签名的记录。", "请取得同意，或改为手签。")
    return None


DEAL_RULES: dict[str, DealRule] = {
    "R-57": debtor_signs,
    "R-55": plan_terms,
    "R-56": voluntary,
    "R-58": honest_iou,
    "R-59": oral_recorded,
    "R-54": setoff_order,
    "R-60": reliable_signature,
}


def deal_findings(facts: DealFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that keeps an agreement from being printed or kept."""
    found = (
        check(facts, rulebook[rule_id])
        for rule_id, check in DEAL_RULES.items()
        if rulebook[rule_id].binds_on(facts.day)
    )
    return tuple(finding for finding in found if finding is not None)
