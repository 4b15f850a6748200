"""One object of a foreign JSON: values of the right kind, or one sentence that names the item and the key.

Values are never repeated in a sentence: a foreign file may hold names and addresses.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from planner.errors import PlannerError
from planner.visit import TimeWindow

MOST_SECONDS = 10_000_000
"""Nothing takes longer (115 days); a travel time from here on means that there is no way."""
MOST_MOMENT = 2**32 - 1
"""VROOM's own limit for moments: 32 bits."""
MOST_ID = 2**63 - 1
MOST_AMOUNT = 10**9
_MOST_WINDOWS = 100


class Item:
    """One object with its name, such as 任务 7, for the sentences."""

    def __init__(self, value: object, name: str) -> None:
        self.name = name
        if not isinstance(value, Mapping):
            raise refusal(f"{name}应为对象，现为{kind_of(value)}。")
        self._value: Mapping[str, Any] = value

    def refuse(self, key: str, what: str) -> NoReturn:
        """Say what is wrong with one key of this item."""
        raise refusal(f"{self.of(key)} {what}。")

    def of(self, key: str) -> str:
        """How a sentence calls one key of this item: 任务 7 的 service."""
        return f"{self.name}{' ' if self.name[-1:].isascii() else ''}的 {key}"

    def has(self, key: str) -> bool:
        """Whether the key is there with a value."""
        return self._value.get(key) is not None

    def get(self, key: str) -> Any:
        """The bare value, None if there is none."""
        return self._value.get(key)

    def integer(self, key: str, default: int | None = None, *, most: int = MOST_SECONDS, least: int = 0) -> int:
        """A whole number from `least` to `most`; without a default the key has to be there."""
        if not self.has(key) and default is not None:
            return default
        return self.checked(key, self.get(key), most, least)

    def maybe_integer(self, key: str, *, most: int = MOST_SECONDS) -> int | None:
        """A whole number from 0 to `most`, None if it is not given."""
        return self.checked(key, self.get(key), most) if self.has(key) else None

    def checked(self, key: str, value: object, most: int, least: int = 0) -> int:
        """The value if it is a whole number from `least` to `most`."""
        wanted = f"应为 {least} 到 {most} 的整数" if most < MOST_MOMENT else "应为整数" if least < 0 else "应为非负整数"
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(key, f"{wanted}，现为{kind_of(value)}")
        if not least <= value <= most:
            self.refuse(key, f"{wanted}，现为{'负数' if value < 0 else '过大的数'}")
        return value

    def list(self, key: str) -> list[Any]:
        """A list, empty if it is not given."""
        value = self.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.refuse(key, f"应为列表，现为{kind_of(value)}")
        return value

    def integers(self, key: str, *, most: int) -> tuple[int, ...]:
        """A list of whole numbers, empty if it is not given."""
        return tuple(self.checked(key, value, most) for value in self.list(key))

    def window(self, key: str, value: object) -> TimeWindow:
        """A pair of moments, the second no earlier than the first."""
        if not isinstance(value, list) or len(value) != 2:
            self.refuse(key, "应为 [开始, 结束] 两个秒数")
        start, end = (self.checked(key, moment, MOST_MOMENT) for moment in value)
        if end < start:
            self.refuse(key, f"的结束 {end} 早于开始 {start}")
        return TimeWindow(start, end)

    def windows(self, key: str) -> tuple[TimeWindow, ...]:
        """Windows sorted and joined where they meet; empty if the key is not given."""
        if not self.has(key):
            return ()
        found = sorted((self.window(key, value) for value in self.list(key)), key=lambda window: window.start)
        if not 0 < len(found) <= _MOST_WINDOWS:
            self.refuse(key, f"有 {len(found)} 个时间窗，应为 1 到 {_MOST_WINDOWS} 个（没有限制时请省略）")
        joined = found[:1]
        for window in found[1:]:
            if window.start <= joined[-1].end:
                joined[-1] = TimeWindow(joined[-1].start, max(joined[-1].end, window.end))
            else:
                joined.append(window)
        return tuple(joined)

    def point(self, key: str) -> tuple[float, float] | None:
        """Longitude and latitude in degrees, None if they are not given."""
        if not self.has(key):
            return None
        value = self.list(key)
        numbers = [v for v in value if isinstance(v, int | float) and not isinstance(v, bool)]
        if len(value) != 2 or len(numbers) != 2 or not (abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90):
            self.refuse(key, "应为 [经度, 纬度]，经度在前")
        return float(numbers[0]), float(numbers[1])

    def amount(self, key: str) -> int | None:
        """The single dimension of an amount, None if it is not given."""
        values = self.integers(key, most=MOST_AMOUNT)
        if len(values) > 1:
            self.refuse(key, "有多个维度，目前只支持一个维度")
        return values[0] if values else None


def refusal(message: str, remedy: str = "请改正后重试。") -> PlannerError:
    """The error of a problem or an answer that cannot be used."""
    return PlannerError("文件内容有误", message, remedy)


def kind_of(value: object) -> str:
    """What a JSON value is, in words that give nothing of it away."""
    words = {type(None): "空值", bool: "布尔值", int: "整数", float: "小数", str: "文字", list: "列表", dict: "对象"}
    return words.get(type(value), "其他内容")
