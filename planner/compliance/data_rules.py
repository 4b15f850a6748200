"""What the installation does with personal data: what it keeps, shows, sends out, ranks by."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from planner.compliance.rulebook import Rule, Rulebook
from planner.finding import Finding, Severity, Status


@dataclass(frozen=True, slots=True)
class DataFacts:
    """One use of data: an import's columns, an export's outside, a geocoder, the ranking, the store."""

    day: date
    columns: tuple[str, ...] = ()
    """Headings of the columns that are kept."""
    outside: tuple[str, ...] = ()
    """File names, titles and labels that others may see."""
    secrets: tuple[str, ...] = ()
    """Names, id numbers and phones that must not stand outside."""
    geocoder: str = "离线"
    """离线, 境内在线 or 境外在线."""
    online_allowed: bool = False
    """Whether somebody of the office switched a domestic service on."""
    features: tuple[str, ...] = ()
    """What the ranking of cases looks at."""
    is_impact_assessed: bool | None = None
    is_encrypted: bool | None = None
    """Whether what is kept is encrypted; None when nothing outlives the program."""
    has_access_log: bool | None = None


DataRule = Callable[[DataFacts, Rule], Finding | None]


def minimum(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-70: columns that the work does not need are not kept."""
    kept = _hit(facts.columns, rule)
    return rule.finding(Status.VIOLATED, f"保留了用不到的列“{kept}”。", "请在导入时丢弃该列。") if kept else None


def no_tracks(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-74: no history of where a debtor was, and no faces."""
    kept = _hit(facts.columns, rule)
    return rule.finding(Status.VIOLATED, f"保留了敏感的列“{kept}”。", "不得建立行踪或人脸记录。") if kept else None


def masked(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-71: nothing outside tells who, or that there is a debt."""
    for text in facts.outside:
        is_telling = any(word in text for word in rule.words("telling"))
        if is_telling or re.search(r"\d{15}|1\d{10}", text) or any(s and s in text for s in facts.secrets):
            return rule.finding(
                Status.VIOLATED, "对外可见的名称含有个人信息或债务字样。", "请改用编号，如 V-20261123-0007。"
            )
    return None


def geocoder(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-72: real addresses go to no service abroad, and to a domestic one only when that was switched on."""
    if facts.geocoder in ("离线", ""):
        return None
    if facts.geocoder != "境内在线":
        return rule.finding(Status.VIOLATED, "境外地图服务不得接收真实地址。", "请改用离线定位。")
    if not facts.online_allowed:
        return rule.finding(Status.VIOLATED, "境内在线地图服务未经开启。", "请改用离线定位，或由有权限的人开启。")
    return rule.finding(
        Status.VIOLATED, "地址会发送给境内在线地图服务。", "只发送地址文字，并留有记录。", Severity.WARN
    )


def impact_assessed(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-73: an impact assessment is on file."""
    if facts.is_impact_assessed:
        return None
    status = Status.UNKNOWN if facts.is_impact_assessed is None else Status.VIOLATED
    return rule.finding(
        status, "机构未声明已做个人信息保护影响评估。", "请完成评估后在 desk.toml 中填写 impact_assessed。"
    )


def kept_safely(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-77: what outlives the program is encrypted, and access is logged."""
    if facts.is_encrypted is False:
        return rule.finding(Status.VIOLATED, "案件数据未加密保存。", "请改用加密案卷。")
    if facts.is_encrypted and not facts.has_access_log:
        return rule.finding(Status.VIOLATED, "没有访问记录。", "请开启审计记录。")
    return None


def fair_ranking(facts: DataFacts, rule: Rule) -> Finding | None:
    """R-49: the order of cases looks neither at money alone nor at what a person is."""
    used = _hit(facts.features, rule)
    if used:
        return rule.finding(Status.VIOLATED, f"排序使用了“{used}”。", "请去掉该项。")
    if facts.features and all("金额" in f for f in facts.features):
        return rule.finding(Status.VIOLATED, "排序只看金额。", "请加入其他因素。")
    return None


def _hit(texts: tuple[str, ...], rule: Rule) -> str:
    return next((t for t in texts if any(word in t for word in rule.words("banned"))), "")


DATA_RULES: dict[str, DataRule] = {
    "R-72": geocoder,
    "R-71": masked,
    "R-70": minimum,
    "R-74": no_tracks,
    "R-77": kept_safely,
    "R-73": impact_assessed,
    "R-49": fair_ranking,
}


def data_findings(facts: DataFacts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Everything that speaks against this use of data."""
    found = (
        check(facts, rulebook[rule_id])
        for rule_id, check in DATA_RULES.items()
        if rulebook[rule_id].binds_on(facts.day)
    )
    return tuple(finding for finding in found if finding is not None)
