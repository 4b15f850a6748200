"""Typed settings: each carries its label, range and help, from which a dialog and the manual can be made."""

from dataclasses import dataclass, field
from typing import Any


def _setting(default: Any, label: str, low: float, high: float, explanation: str) -> Any:
    return field(default=default, metadata={"label": label, "low": low, "high": high, "help": explanation})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office may tune; legal parameters are not here but in the rulebook.

    The value of a flexible visit, by which visits are left out when there are too many, is

        1 + overdue_weight * min(days overdue, 720) / 360 + mandate_weight / (1 + days left in the mandate)
          + waiting_weight * days since the debtor agreed + promise_weight * earlier promises at the door

    and never looks at money (R-49).
    """

    service_minutes: int = _setting(25, "每次到访分钟数", 5, 120, "包括敲门、说明、核对和填写记录。")
    solve_seconds: int = _setting(30, "规划时限（秒）", 1, 600, "到时采用当时最好的方案。")
    overdue_weight: float = _setting(1.0, "逾期天数权重", 0, 10, "逾期越久，弹性到访的价值越高。")
    mandate_weight: float = _setting(2.0, "临近退案权重", 0, 10, "离退案越近越优先。")
    waiting_weight: float = _setting(0.2, "等待天数权重", 0, 10, "债务人同意后等得越久越优先。")
    promise_weight: float = _setting(0.5, "历次承诺权重", 0, 10, "此前到访有过承诺的优先跟进。")

    def visit_value(self, days_overdue: int, mandate_days: int, waiting_days: int, promises: int) -> float:
        """What a flexible visit is worth beside others, by the formula above; negative days count as none."""
        overdue = self.overdue_weight * min(max(days_overdue, 0), 720) / 360
        ending = self.mandate_weight / (1 + max(mandate_days, 0))
        return 1 + overdue + ending + self.waiting_weight * max(waiting_days, 0) + self.promise_weight * promises
