"""Which map service an office may ask, if any: off unless desk.toml says so, and then a domestic one only (R-72)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from planner.errors import PlannerError

DOMESTIC = {"amap": "高德", "baidu": "百度", "tianditu": "天地图"}


@dataclass(frozen=True, slots=True)
class PlaceSettings:
    """The [places] table of desk.toml. `online` is "" (off) or a key of DOMESTIC."""

    online: str = ""
    per_second: float = 3.0
    """The most questions a second, as the key allows."""
    timeout_s: float = 5.0


def read_place_settings(path: Path) -> PlaceSettings:
    """Read the [places] table; what it does not name stays at its default.

    Raises:
        PlannerError: not TOML, an unknown entry, a value out of range, or a service that is not domestic (R-72).
    """
    try:
        told = tomllib.loads(path.read_text("utf-8-sig")).get("places", {})
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlannerError("无法读取", f"读不出“{path.name}”中的定位设置。", "请对照样表检查该文件。") from error
    if not isinstance(told, dict) or set(told) - {"online", "per_second", "timeout_s"}:
        raise PlannerError(
            "没有此设置", f"“{path.name}”的 [places] 有无法识别的内容。", "可填 online、per_second、timeout_s。"
        )
    service = str(told.get("online", ""))
    if service and service not in DOMESTIC:
        why = f"“{path.name}”的 [places] online 只能是 {'、'.join(DOMESTIC)}：真实地址不得交给境外服务（R-72）。"
        raise PlannerError("不允许的定位服务", why, "请改正，或删去该项改用离线定位。")
    return PlaceSettings(
        service, _number(path, told, "per_second", 3.0, 0.1, 50.0), _number(path, told, "timeout_s", 5.0, 0.5, 60.0)
    )


def _number(path: Path, told: dict[str, object], name: str, default: float, low: float, high: float) -> float:
    value = told.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        why = f"“{path.name}”的 [places] {name} 不可用。"
        raise PlannerError("设置超出范围", why, f"请填 {low:g} 至 {high:g} 之间的数。")
    return float(value)
