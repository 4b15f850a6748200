"""Where to go: an address from the contract or the debtor, his own home or the place that he named."""

from datetime import date

from planner.case import AddressKind
from planner.compliance.facts import LOST_ADDRESS, WRITTEN_CHANNELS, CaseFacts
from planner.compliance.rulebook import Rule
from planner.compliance.trouble import CaseRule, Trouble, call, unknown, violated
from planner.finding import Severity, Status

HOME_WORDS = frozenset(
    {"住所", "家", "家里", "家中", "住处", "住址", "现住址", "居住地", "现居住地", "现居住地址", "家庭住址"}
)
WORK_WORDS = frozenset({"单位", "公司", "单位地址", "工作单位"})


def lawful_source(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-29: an address that the debtor did not name comes from the contract or the lender, never from elsewhere."""
    source = facts.case.standing.address_source
    appointment = facts.appointment
    if not source or source in rule.words("lawful") or (appointment is not None and appointment.address):
        return None
    return unknown(rule, "地址来源不是合同、委托方或本人。", "请本人说明地址，或向委托方核实来源。")


def address(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-30: there is a place to go that is the debtor's own home or that he named himself."""
    place = visit_address(facts)
    consent = facts.consent
    if place is not None and facts.release is not None:
        text = "未约上门，现住址未经本人确认。"
        return violated(rule, text, "只问本人是否在家，他人应门即离开，不说明来意。", Severity.WARN)
    if place is not None and consent is not None:
        if (facts.day - consent.at.date()).days > rule.number("confirmed_days"):
            return call(rule, Status.UNKNOWN, "地址确认已过期。", "请电话重新确认地址。")
        if facts.is_address_of(place, AddressKind.CONTACT):
            text = "本人指定的地址与联系人地址相同。"
            return violated(rule, text, "出发前请确认由本人居住。", Severity.WARN)
        if _is_at_work(facts):
            return violated(rule, "本人书面选择在单位见面。", "请勿向同事说明来意。", Severity.WARN)
        return None
    text, cure = _why_no_address(facts)
    if consent is None:
        return call(rule, Status.UNKNOWN, text, "请在通话中请本人说明上门地点。")
    return unknown(rule, text, cure)


def visit_address(facts: CaseFacts) -> str | None:
    """Where to go under R-30: the place he named, else the home of the file that his consent confirms.

    Where a second person released an unannounced visit, the home of the lender's file, unless it is his 户籍 or a
    contact's too. None without either, for a 户籍 or contact's address that he did not name, and for his
    employer's unless he chose it in writing.
    """
    consent = facts.consent
    if facts.release is not None:
        return _home_of_file(facts)
    if consent is None or consent.appointment is None:
        return None
    named, place = consent.appointment.address, consent.appointment.place
    if _lost_since(facts, consent.at.date()):
        return None
    if named:
        is_work = place in WORK_WORDS or facts.is_address_of(named, AddressKind.EMPLOYER)
        return None if is_work and consent.channel not in WRITTEN_CHANNELS else named
    if place not in HOME_WORDS:
        return None
    homes = facts.case.addresses_of(AddressKind.HOME)
    if not homes or facts.is_address_of(homes[0], AddressKind.CONTACT):
        return None
    return homes[0]


def _home_of_file(facts: CaseFacts) -> str | None:
    homes = facts.case.addresses_of(AddressKind.HOME)
    if not homes or any(v.outcome in LOST_ADDRESS for v in facts.visits):
        return None
    return None if facts.is_address_of(homes[0], AddressKind.CONTACT, AddressKind.HUKOU) else homes[0]


def _is_at_work(facts: CaseFacts) -> bool:
    agreed = facts.appointment
    return agreed is not None and (
        agreed.place in WORK_WORDS or facts.is_address_of(agreed.address, AddressKind.EMPLOYER)
    )


def _lost_since(facts: CaseFacts, confirmed_on: date) -> bool:
    """Whether a team found the address wrong after it was confirmed."""
    return any(v.outcome in LOST_ADDRESS and v.day >= confirmed_on for v in facts.visits)


def _why_no_address(facts: CaseFacts) -> tuple[str, str]:
    homes = facts.case.addresses_of(AddressKind.HOME)
    if _is_at_work(facts):
        return "约在单位，但没有本人的书面选择。", "请取得本人书面同意，或改约其他地点。"
    if any(v.outcome in LOST_ADDRESS for v in facts.visits):
        return "上次到访地址有误或已搬离。", "请本人重新指定地点。"
    if not homes:
        return "没有现居住地址，户籍或单位地址未经本人确认。", "请本人说明现居住地址或指定地点。"
    if facts.is_address_of(homes[0], AddressKind.CONTACT):
        return "现居住地址与联系人地址相同，本人未亲口指定。", "请本人说出上门地址。"
    return "本人尚未确认上门地址。", "请在通话中请本人说出上门地址。"


PLACE_RULES: dict[str, CaseRule] = {"R-30": address, "R-29": lawful_source}
