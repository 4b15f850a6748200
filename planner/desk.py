"""What the office itself declares, once: who the agency is, how it can be reached, how its people work."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from planner.errors import PlannerError


@dataclass(frozen=True, slots=True)
class Desk:
    """The office's own facts. "" and None mean not declared: unknown, never fine.

    The `is_...` declarations are the office's word that it works so; they stand behind R-43, R-45 and R-46.
    """

    agency: str = ""
    credit_code: str = ""
    address: str = ""
    phone: str = ""
    complaint_phone: str = ""
    privacy_contact: str = ""
    is_recorded: bool | None = None
    """Every visit is recorded and people are told so."""
    is_cash_free: bool | None = None
    """Nobody takes cash or names a private account."""
    is_company_phone_only: bool | None = None
    """Debtors are only called from the agency's own numbers."""
    is_impact_assessed: bool | None = None
    """An impact assessment covers sensitive data, mandates and automated decisions (R-73)."""
    is_sample: bool = False
    """The sample's desk: every paper says so."""


def read_desk(path: Path, *, is_sample: bool = False) -> Desk:
    """Read `desk.toml`: an [agency] and a [declarations] table.

    Raises:
        PlannerError: no such file, not TOML, or a value of the wrong kind.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise PlannerError("无法读取", f"打不开机构资料“{path.name}”。", "请检查 --desk 指向的文件。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlannerError(
            "格式错误", f"机构资料“{path.name}”不是有效的 TOML 文件。", "请对照 templates 命令生成的样表修改。"
        ) from error
    known = {f.name: f.type for f in fields(Desk) if f.name != "is_sample"}
    facts: dict[str, str | bool] = {}
    for table in ("agency", "declarations"):
        entries = tables.get(table, {})
        for key, value in entries.items() if isinstance(entries, dict) else ():
            name = {"agency": key if key != "name" else "agency", "declarations": f"is_{key}"}[table]
            wanted = str if table == "agency" else bool
            if name not in known or not isinstance(value, wanted):
                raise PlannerError(
                    "格式错误", f"机构资料“{path.name}”的 [{table}] {key} 无法识别。", "请对照样表改正该项。"
                )
            facts[name] = value
    return Desk(is_sample=is_sample, **facts)  # type: ignore[arg-type]  # checked against the fields above
