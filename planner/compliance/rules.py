"""One function, one rule about a case: what is wrong on that day, None when nothing is.

Each takes the facts and its own entry of the rulebook; `CASE_RULES` names them all. Sentences are for the
dispatcher and hold no personal data. What a phone call can cure is marked so: such a case is called, not blocked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.case import AddressKind, CaseState, Remark
from planner.compliance.facts import CaseFacts
from planner.compliance.rulebook import Rule
from planner.contact import ContactOutcome
from planner.finding import Finding, Severity, Status
from planner.visit import VisitOutcome

WRITTEN_CHANNELS = frozenset({"短信", "微信", "企业微信", "邮件", "电子邮件", "书面", "信函"})
HOME_WORDS = frozenset(
    {"住所", "家", "家里", "家中", "住处", "住址", "现住址", "居住地", "现居住地", "现居住地址", "家庭住址"}
)
WORK_WORDS = frozenset({"单位", "公司", "单位地址", "工作单位"})
DOOR_REFUSALS = frozenset({VisitOutcome.REFUSED_TO_TALK, VisitOutcome.ASKED_TO_LEAVE})
LOST_ADDRESS = frozenset({VisitOutcome.WRONG_ADDRESS, VisitOutcome.MOVED})


@dataclass(frozen=True, slots=True)
class Trouble:
    """A finding, and whether a phone call to the debtor can cure it."""

    finding: Finding
    is_cured_by_call: bool = False


CaseRule = Callable[[CaseFacts, Rule], Trouble | None]


def _violated(rule: Rule, text: str, cure: str = "", severity: Severity | None = None) -> Trouble:
    return Trouble(rule.finding(Status.VIOLATED, text, cure, severity))


def _unknown(rule: Rule, text: str, cure: str = "") -> Trouble:
    return Trouble(rule.finding(Status.UNKNOWN, text, cure))


def _call(rule: Rule, status: Status, text: str, cure: str) -> Trouble:
    return Trouble(rule.finding(status, text, cure), is_cured_by_call=True)


def adult(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-06: the debtor is of age on the day itself."""
    born = facts.case.debtor.birth_date
    if born is None:
        return _unknown(rule, "身份证号无法核实，年龄不明。", "请向委托方核对身份证号后重新导入。")
    age = rule.number("adult_age")
    of_age = date(born.year + age, 3, 1) if (born.month, born.day) == (2, 29) else born.replace(year=born.year + age)
    if facts.day < of_age:
        return _violated(rule, f"上门日未满 {age} 周岁。", "只能由委托方联系其法定代理人。")
    return None


def mandate(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-08: the case is active and the day lies inside the mandate, the last day before its end included."""
    case = facts.case
    if case.state is CaseState.UNKNOWN:
        return _unknown(rule, "案件状态为空或无法识别。", "请向委托方核实案件状态。")
    if case.state is not CaseState.ACTIVE:
        return _violated(rule, f"案件状态为“{case.state.value}”。", "恢复正常状态前不得上门。")
    if case.mandate_start is None or case.mandate_end is None:
        return _unknown(rule, "委案日期或退案日期缺失。", "请向委托方补齐委托期限。")
    last = case.mandate_end - timedelta(days=rule.number("days_before_end"))
    if facts.day > last:
        return _violated(rule, f"退案日期为 {case.mandate_end}，最晚可排 {last}。", "如需上门请先向委托方申请留案。")
    if facts.day < case.mandate_start:
        return _violated(rule, f"委案日期为 {case.mandate_start}，上门日尚未受托。", "请改排委案日之后。")
    return None


def mandate_chain(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-09: who mandated whom is known, and a sub-mandate was consented to."""
    lender = facts.lender
    if lender is None or not lender.mandate_chain:
        return _unknown(rule, "委托方档案缺失，或未写明委托链。", "请在委托方档案中补齐。")
    is_direct = lender.mandate_chain.count("→") + lender.mandate_chain.count("->") <= 1
    if not is_direct and lender.sub_mandate_consent not in {"有", "是", "已同意", "同意"}:
        return _violated(rule, "属转委托，但没有委托人同意的记录。", "请取得转委托同意后登记。")
    return None


def published_list(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-10: the agency is on the lender's published list and was reviewed within the year."""
    lender = facts.lender
    if lender is None or not lender.published_list or lender.reviewed_on is None:
        return _unknown(rule, "委托方公示网址或年度评审日期缺失。", "请在委托方档案中补齐。")
    if (facts.day - lender.reviewed_on).days > rule.number("review_days"):
        return _violated(rule, f"年度评审已过期（{lender.reviewed_on}）。", "请完成年度评审后更新档案。")
    return None


def assignment(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-11: an assigned debt needs a recorded notice, which no file carries yet."""
    if facts.lender is None or facts.lender.is_assigned is None:
        return _unknown(rule, "是否债权转让不明。", "请在委托方档案中填写。")
    if facts.lender.is_assigned:
        return _unknown(rule, "债权已转让，但没有已通知债务人的记录。", "请取得债权转让通知的证明。")
    return None


def earlier_promise(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-13: a promise at an earlier visit is checked before the team goes again."""
    if any(v.outcome is VisitOutcome.AGREED and v.case_number == facts.case.number for v in facts.visits):
        return _violated(rule, "此前到访已有还款承诺，履行情况未录入。", "出发前请核对是否按约还款；履行中的不上门。")
    return None


def open_dispute(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-14: a dispute or complaint holds the case until it is answered; a lender's remark asks for a look."""
    if facts.open_words(ContactOutcome.DISPUTE):
        return _violated(rule, "债务人提出异议，尚无答复记录。", "请核实并答复后再安排。")
    if any(v.outcome is VisitOutcome.DISPUTE and v.case_number == facts.case.number for v in facts.visits):
        return _violated(rule, "上次到访时债务人提出异议，尚无答复记录。", "请核实并答复后再安排。")
    if any(a.outcome is ContactOutcome.COMPLAINT and a.is_debtors_word for a in facts.attempts):
        return _violated(rule, "债务人正在投诉，尚无答复记录。", "请先处理投诉。")
    hints = facts.case.remarks & {Remark.DISPUTE, Remark.COMPLAINT}
    if hints:
        said = "、".join(sorted(hint.value for hint in hints))
        return _violated(rule, f"委托方备注提示“{said}”。", "出发前请主管确认已处理。", Severity.WARN)
    return None


def legal_representation(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-15: a lender's remark of a lawyer or lawsuit asks for a look."""
    if Remark.LAWYER in facts.case.remarks:
        return _violated(rule, "委托方备注提示有律师代理。", "出发前请法务确认可否上门。")
    return None


def hardship(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-16: hardship that the debtor told holds the case until reviewed; a lender's remark asks for a look."""
    told = any(a.outcome is ContactOutcome.HARDSHIP and a.is_debtors_word for a in facts.attempts)
    if told or any(v.outcome is VisitOutcome.HARDSHIP for v in facts.visits):
        return _violated(rule, "债务人自述困难，尚未复核。", "请主管复核后再安排。")
    if Remark.HARDSHIP in facts.case.remarks:
        return _violated(rule, "委托方备注提示有困难情形。", "出发前请主管确认。", Severity.WARN)
    return None


def permitted_hours(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-20: an agreed window leaves room inside the permitted hours, unless he agreed to it in writing."""
    appointment = facts.appointment
    if appointment is None:
        return None
    start, end = rule.second("from"), rule.second("until")
    if any(window.start < end and window.end >= start for window in appointment.windows):
        return None
    if facts.consent is not None and facts.consent.channel in WRITTEN_CHANNELS:
        text = "约定时段在 08:00–22:00 之外，有本人书面同意。"
        return _violated(rule, text, "请主管确认后再出发。", Severity.WARN)
    return _violated(rule, "约定时段在 08:00–22:00 之外，且没有书面同意。", "请另约时段，或取得书面同意。")


def visit_frequency(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-26: at most one visit a day, so many days between two, and letters after two with nobody home."""
    past = [v for v in facts.visits if v.day <= facts.day]
    if not past:
        return None
    newest = max(v.day for v in past)
    days = rule.number("days_between")
    if (facts.day - newest).days < days:
        return _violated(rule, f"{newest} 已到访，间隔不足 {days} 日。", f"最早可排 {newest + timedelta(days=days)}。")
    met = max((v.day for v in past if v.outcome is not VisitOutcome.NOT_HOME), default=date.min)
    not_home = sum(v.outcome is VisitOutcome.NOT_HOME and v.day > met for v in past)
    if not_home >= rule.number("max_not_home"):
        return _violated(rule, f"已连续 {not_home} 次到访无人应门。", "请改为寄信。")
    return None


def appointment_made(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-27: the debtor's standing word is a consent that holds on the day."""
    word = facts.word
    if word is None:
        tried = len([a for a in facts.attempts if a.case_number == facts.case.number])
        text = f"已联系 {tried} 次，尚未联系到本人。" if tried else "尚未联系。"
        return _call(rule, Status.UNKNOWN, text, "请先电话联系本人，取得同意并约定日期和时段。")
    a = facts.appointment
    if a is None:
        said = (
            "债务人要求改期，未约定新的日期。"
            if word.outcome is ContactOutcome.POSTPONED
            else "本人最近一次表态不是同意上门。"
        )
        return _call(rule, Status.VIOLATED, said, "请再次联系约定日期和时段。")
    if not a.holds_on(facts.day):
        days = f"{a.first_day}" if a.first_day == a.last_day else f"{a.first_day} 至 {a.last_day}"
        return _call(rule, Status.VIOLATED, f"约定日期为 {days}，不是上门日。", "请在约定日期安排，或重新约定。")
    return None


def refusal(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-28: a refusal stands; one given at the door is not undone by a later phone call."""
    if any(_is_door_refusal(v.outcome, v.asked_to_leave) for v in facts.visits):
        return _violated(rule, "本人曾在门口拒绝到访，电话同意不能自动恢复。", "改为信函或邮件；恢复须由主管复核。")
    word = facts.word
    if word is not None and word.outcome is ContactOutcome.REFUSED:
        return _violated(rule, f"本人于 {word.at:%m-%d %H:%M} 拒绝上门。", "改为信函或邮件。")
    return None


def address(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-30: there is a place to go that is the debtor's own home or that he named himself."""
    place = visit_address(facts)
    consent = facts.consent
    if place is not None and consent is not None:
        if (facts.day - consent.at.date()).days > rule.number("confirmed_days"):
            return _call(rule, Status.UNKNOWN, "地址确认已过期。", "请电话重新确认地址。")
        if facts.is_address_of(place, AddressKind.CONTACT):
            text = "本人指定的地址与联系人地址相同。"
            return _violated(rule, text, "出发前请确认由本人居住。", Severity.WARN)
        return None
    text, cure = _why_no_address(facts)
    if consent is None:
        return _call(rule, Status.UNKNOWN, text, "请在通话中请本人说明上门地点。")
    return _unknown(rule, text, cure)


def visit_address(facts: CaseFacts) -> str | None:
    """Where to go under R-30: the place he named, else the home of the file that his consent confirms.

    None without a consent, for a 户籍 or contact's address that he did not name, and for his employer's unless he
    chose it in writing.
    """
    consent = facts.consent
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


def _lost_since(facts: CaseFacts, confirmed_on: date) -> bool:
    """Whether a team found the address wrong after it was confirmed."""
    return any(v.outcome in LOST_ADDRESS and v.day >= confirmed_on for v in facts.visits)


def _why_no_address(facts: CaseFacts) -> tuple[str, str]:
    homes = facts.case.addresses_of(AddressKind.HOME)
    appointment = facts.appointment
    if appointment is not None and (
        appointment.place in WORK_WORDS or facts.is_address_of(appointment.address, AddressKind.EMPLOYER)
    ):
        return "约在单位，但没有本人的书面选择。", "请取得本人书面同意，或改约其他地点。"
    if any(v.outcome in LOST_ADDRESS for v in facts.visits):
        return "上次到访地址有误或已搬离。", "请本人重新指定地点。"
    if not homes:
        return "没有现居住地址，户籍或单位地址未经本人确认。", "请本人说明现居住地址或指定地点。"
    if facts.is_address_of(homes[0], AddressKind.CONTACT):
        return "现居住地址与联系人地址相同，本人未亲口指定。", "请本人说出上门地址。"
    return "本人尚未确认上门地址。", "请在通话中请本人说出上门地址。"


def at_the_door(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-86: words at the door are refusals, and a third party there blocks the address until the debtor names one."""
    if any(_is_door_refusal(v.outcome, v.asked_to_leave) for v in facts.visits):
        return _violated(rule, "曾被要求离开或拒绝沟通，视为拒绝上门。", "改为信函或邮件。")
    strangers = [v.day for v in facts.visits if v.outcome is VisitOutcome.THIRD_PARTY]
    if strangers:
        consent = facts.consent
        named = consent is not None and consent.appointment is not None and bool(consent.appointment.address)
        if not named or consent is None or consent.at.date() <= max(strangers):
            return _violated(rule, "上次到访由他人应门，本人尚未另行指定地点。", "请本人说出上门地址。")
    return None


def _is_door_refusal(outcome: VisitOutcome, asked_to_leave: bool) -> bool:
    return asked_to_leave or outcome in DOOR_REFUSALS


def identity(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-42: the agency's name and phones and the lender's complaint phones are known, so that they can be shown."""
    desk, lender = facts.desk, facts.lender
    if not (desk.agency and desk.phone and desk.complaint_phone):
        return _unknown(rule, "机构资料缺少名称、电话或投诉电话。", "请在 desk.toml 的 [agency] 中补齐。")
    if lender is None or not (lender.complaint_phone and lender.regulator_phone):
        return _unknown(rule, "委托方档案缺少投诉电话或监管投诉电话。", "请在委托方档案中补齐。")
    return None


def recorded(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-43: the office declares that visits are recorded."""
    return _declared(facts.desk.is_recorded, rule, "到访全程录音录像", "recorded")


def company_phones(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-45: the office declares that only its own phones are used."""
    return _declared(facts.desk.is_company_phone_only, rule, "只用机构电话联系", "company_phone_only")


def pay_channel(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-46: the lender named a channel and payee, and the office declares that nobody takes cash."""
    lender = facts.lender
    if lender is None or not (lender.pay_channel and lender.payee):
        return _unknown(rule, "委托方档案缺少还款渠道或收款户名。", "请在委托方档案中补齐。")
    if "现金" in lender.pay_channel:
        return _violated(rule, "委托方档案的还款渠道包含现金。", "请改为对公或 APP 内渠道。")
    return _declared(facts.desk.is_cash_free, rule, "不收现金、不提供个人账户", "cash_free")


def _declared(word: bool | None, rule: Rule, what: str, key: str) -> Trouble | None:
    if word is None:
        return _unknown(rule, f"机构尚未声明“{what}”。", f"请在 desk.toml 的 [declarations] 中填写 {key}。")
    if not word:
        return _violated(rule, f"机构声明未做到“{what}”。", "做到后方可上门。")
    return None


def statement(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-50: the sum is complete, adds up, and is not older than so many days on the day of the visit."""
    owed = facts.case.amounts
    if owed.total is None or owed.principal is None or owed.interest is None or owed.penalty is None:
        return _unknown(rule, "欠款明细不全（合计、本金、利息、违约金）。", "请向委托方补齐。")
    if owed.as_of is None:
        return _unknown(rule, "欠款数据日期缺失。", "请向委托方确认数据截至日。")
    if abs(owed.total - owed.principal - owed.interest - owed.penalty - owed.fees) > rule.decimal("tolerance"):
        return _violated(rule, "欠款合计与明细之和不符。", "请向委托方核对后重新导入。")
    if owed.total <= 0:
        return _violated(rule, "欠款合计不大于零。", "请向委托方核实是否已结清。")
    age = (facts.day - owed.as_of).days
    if age > rule.number("days"):
        return _violated(rule, f"欠款数据截至 {owed.as_of}，上门日已过 {age} 日。", "请向委托方索取最新余额。")
    if age < 0:
        return _unknown(rule, f"欠款数据日期 {owed.as_of} 晚于上门日。", "请核对数据日期。")
    return None


def annual_cost(facts: CaseFacts, rule: Rule) -> Trouble | None:
    """R-51: the lender's kind is known and the file's rate is not above the caps; the all-in cost is in no file."""
    if facts.lender is None or not facts.lender.kind:
        return _unknown(rule, "委托方机构类型不明，无法判断适用的利率上限。", "请在委托方档案中填写机构类型。")
    rate = facts.case.annual_rate
    if rate is None:
        return None
    if rate > rule.decimal("block_above"):
        return _violated(rule, f"年利率 {rate:.2%} 超过 24%。", "请停止并向委托方核实。")
    if rate > rule.decimal("warn_above"):
        return _violated(rule, f"年利率 {rate:.2%} 超过 20%。", "请向委托方核实。", Severity.WARN)
    return None


CASE_RULES: dict[str, CaseRule] = {
    "R-28": refusal,
    "R-86": at_the_door,
    "R-08": mandate,
    "R-06": adult,
    "R-14": open_dispute,
    "R-16": hardship,
    "R-26": visit_frequency,
    "R-27": appointment_made,
    "R-30": address,
    "R-50": statement,
    "R-20": permitted_hours,
    "R-09": mandate_chain,
    "R-10": published_list,
    "R-11": assignment,
    "R-42": identity,
    "R-43": recorded,
    "R-45": company_phones,
    "R-46": pay_channel,
    "R-51": annual_cost,
    "R-13": earlier_promise,
    "R-15": legal_representation,
}
"""Every rule about a case, in the order of their gravity: people first, then papers."""
