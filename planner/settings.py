"""Typed settings: each carries its label, range and help, from which a dialog and the manual can be made."""

import tomllib
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from planner.errors import PlannerError
from planner.needs import Purpose


def _setting(default: Any, label: str, low: float, high: float, explanation: str) -> Any:
    return field(default=default, metadata={"label": label, "low": low, "high": high, "help": explanation})


RANKED_BY = ("逾期天数", "退案剩余天数", "同意后等待天数", "历次承诺")
"""What the value of a flexible visit looks at (R-49): everything in the formula below, and nothing else."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office may tune; legal parameters are not here but in the rulebook.

    The value of a flexible visit, by which visits are left out when there are too many, is

        1 + overdue_weight * min(days overdue, 720) / 360 + mandate_weight / (1 + days left in the mandate)
          + waiting_weight * days since the debtor agreed + promise_weight * earlier promises at the door

    and never looks at money (R-49).
    """

    service_minutes: int = _setting(25, "首次到访分钟数", 5, 120, "包括敲门、说明、核对和填写记录。")
    follow_up_minutes: int = _setting(20, "回访分钟数", 5, 120, "此前到访见过本人的案件。")
    delivery_minutes: int = _setting(10, "送达材料分钟数", 5, 120, "只送材料、不面谈的到访。")
    signing_minutes: int = _setting(40, "签署协议分钟数", 5, 120, "含阅读、核对身份和签字；宜在 45 分钟内（R-87）。")
    find_minutes: int = _setting(0, "找楼分钟数", 0, 30, "进小区、找楼另加的时间；同一栋楼连着去只算一次。")
    solve_seconds: int = _setting(30, "规划时限（秒）", 1, 600, "到时采用当时最好的方案。")
    overdue_weight: float = _setting(1.0, "逾期天数权重", 0, 10, "逾期越久，弹性到访的价值越高。")
    mandate_weight: float = _setting(2.0, "临近退案权重", 0, 10, "离退案越近越优先。")
    waiting_weight: float = _setting(0.2, "等待天数权重", 0, 10, "债务人同意后等得越久越优先。")
    promise_weight: float = _setting(0.5, "历次承诺权重", 0, 10, "此前到访有过承诺的优先跟进。")
    familiar_minutes: int = _setting(15, "熟悉小组优先（分钟）", 0, 120, "为让去过的小组再去，最多多走几分钟。")
    territory_minutes: int = _setting(10, "片区优先（分钟）", 0, 120, "为留在小组的片区内，最多多走几分钟。")
    moved_minutes: int = _setting(10, "改派代价（分钟）", 0, 120, "重新规划时，省下几分钟路才换一组去。")
    overtime_price: float = _setting(2.0, "加班代价（倍）", 0, 20, "加班一分钟算作行驶几分钟；只用于可加班的小组。")
    balance: float = _setting(0.0, "工作量均衡", 0, 1, "0 只求总路程短；1 尽量避免个别小组过长，不会为此加长短的。")

    def service_s(self, purpose: Purpose) -> int:
        """Seconds that a visit for this purpose takes, finding the building not included."""
        minutes = {
            Purpose.FIRST: self.service_minutes,
            Purpose.FOLLOW_UP: self.follow_up_minutes,
            Purpose.DELIVERY: self.delivery_minutes,
            Purpose.SIGNING: self.signing_minutes,
        }
        return 60 * minutes[purpose]

    def visit_value(self, days_overdue: int, mandate_days: int, waiting_days: int, promises: int) -> float:
        """What a flexible visit is worth beside others, by the formula above; negative days count as none."""
        overdue = self.overdue_weight * min(max(days_overdue, 0), 720) / 360
        ending = self.mandate_weight / (1 + max(mandate_days, 0))
        return 1 + overdue + ending + self.waiting_weight * max(waiting_days, 0) + self.promise_weight * promises


def read_settings(path: Path) -> Settings:
    """The [planning] table of `desk.toml`; what it does not name stays at its default.

    Raises:
        PlannerError: no such file, not TOML, an unknown setting, or a value that is no number in its range.
    """
    try:
        told = tomllib.loads(path.read_text("utf-8-sig")).get("planning", {})
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlannerError("无法读取", f"读不出“{path.name}”中的规划设置。", "请对照样表检查该文件。") from error
    known = {setting.name: setting for setting in fields(Settings)}
    if not isinstance(told, dict):
        raise PlannerError("格式错误", f"“{path.name}”的 planning 应为一个表。", "请写成 [planning]，下面每行一项。")
    for name, value in told.items():
        if name not in known:
            raise PlannerError("没有此设置", f"“{path.name}”的 [planning] {name} 无法识别。", "请对照样表改正该项。")
        _check(path.name, known[name], value)
    return Settings(**told)


def _check(file: str, setting: Field[Any], value: object) -> None:
    low, high = setting.metadata["low"], setting.metadata["high"]
    kinds = (int,) if setting.type is int else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        what = "整数" if setting.type is int else "数"
        raise PlannerError(
            "设置超出范围",
            f"“{file}”的 [planning] {setting.name}（{setting.metadata['label']}）不可用。",
            f"请填 {low} 至 {high} 之间的{what}。",
        )
