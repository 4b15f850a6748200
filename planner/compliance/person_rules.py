"""Who may be visited at all: the debtor himself, of age and able, or whoever provably owes beside him."""

from datetime import date

from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, unknown, violated
from planner.standing import Role


def right_person(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-01: the debtor, or a guarantor or joint debtor whose contract is on file."""
    standing = facts.case.standing
    if standing.role is Role.UNKNOWN:
        return unknown(rule, "被访人与债务的关系无法识别。", "请向委托方核实被访人身份。")
    if standing.role in (Role.GUARANTOR, Role.JOINT) and not standing.role_proof:
        return unknown(
            rule, f"被访人为{standing.role.value}，但没有合同依据。", "请向委托方索取担保或共同借款合同编号。"
        )
    return None


def spouse(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-02: a spouse owes only what was provably a common debt."""
    standing = facts.case.standing
    if standing.role is Role.SPOUSE and not standing.role_proof:
        return violated(
            rule, "被访人为配偶，没有夫妻共同债务的证明。", "取得共同签名、追认或家庭日常生活所需的证明前不得上门。"
        )
    return None


def third_party(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-03: nobody who does not owe is visited."""
    if facts.case.standing.role is Role.CONTACT:
        return violated(rule, "被访人是联系人，不是债务人。", "联系人只可请其转告，不得上门。")
    return None


def guarantee(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-05: a guarantor is asked only within the guarantee period, by default six months after the main debt."""
    standing = facts.case.standing
    if standing.role is not Role.GUARANTOR:
        return None
    until = standing.guarantee_until or (standing.last_due and months_later(standing.last_due, rule.number("months")))
    if until is None:
        return unknown(rule, "保证期间不明。", "请向委托方补齐保证期间或最后一期到期日。")
    if facts.day > until:
        return violated(rule, f"保证期间至 {until} 已届满。", "保证责任已免除，不得向担保人上门。")
    return None


def adult(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-06: the debtor is alive, able, and of age on the day itself."""
    standing = facts.case.standing
    if standing.is_deceased:
        return violated(rule, "债务人已去世。", "不得上门；请转法务（R-07）。")
    if standing.is_incapable:
        return violated(rule, "债务人无民事行为能力或行为能力受限。", "只能由委托方联系其法定代理人。")
    born = facts.case.debtor.birth_date
    if born is None:
        return unknown(rule, "身份证号无法核实，年龄不明。", "请向委托方核对身份证号后重新导入。")
    age = rule.number("adult_age")
    of_age = date(born.year + age, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + age)
    if facts.day < of_age:
        return violated(rule, f"上门日未满 {age} 周岁。", "只能由委托方联系其法定代理人。")
    return None


def heirs(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-07: heirs owe no more than the estate; that is for the lawyers, not for a visit."""
    standing = facts.case.standing
    if standing.role is Role.HEIR or standing.is_deceased:
        return violated(rule, "债务人已去世，继承人仅在遗产范围内清偿。", "请转法务处理，并注明遗产范围。")
    return None


def months_later(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for of_month in range(day.day, 27, -1):
        try:
            return date(year, month + 1, of_month)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


PERSON_RULES: dict[str, CaseRule] = {
    "R-06": adult,
    "R-07": heirs,
    "R-01": right_person,
    "R-02": spouse,
    "R-03": third_party,
    "R-05": guarantee,
}
