"""A paper before it is set: what it prints, and whether it may be printed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from planner import outward
from planner.clock import SHANGHAI
from planner.documents import facts as fact
from planner.documents import lint
from planner.documents.bundle import DayBundle
from planner.documents.fonts import Fonts, as_code_points
from planner.documents.wording import Facts, Unprintable, Wording

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its kind (a table of the wording), its title and what its layout prints."""

    kind: str
    title: str
    data: Data = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A paper that was left out, or printed with a mark in place of what it could not show; no personal data."""

    team: str
    """"" for letters."""
    stop: int
    """The stop's number, 0 when the paper belongs to none."""
    cases: tuple[str, ...]
    paper: str
    reason: str
    is_printed: bool = False


def for_debtor(kind: str, build: Callable[[], Data], facts: Facts, words: Wording, fonts: Fonts) -> Paper:
    """A paper that the debtor reads, after every check.

    Raises:
        Unprintable: a fact is unknown, a word is forbidden, a required one lacks, or a character cannot be printed.
    """
    data = build()
    text = list(texts(data))
    if hit := lint.forbidden([*text, words.layout], words, names=(facts["name"], facts.get("address", ""))):
        raise Unprintable(f"含禁用语{hit}")
    if gap := lint.lacking(text, words.required(kind, facts)):
        raise Unprintable(f"未写明必备内容“{gap}”。")
    if unknown := fonts.missing("".join(text)):
        raise Unprintable(f"字体缺字 {as_code_points(unknown)}，需安装含该字的字体。")
    return Paper(kind, words.title(kind), data)


def frame(day: DayBundle, words: Wording) -> dict[str, Any]:
    """What stands in the margins of every paper of the day."""
    made = day.created.astimezone(SHANGHAI)
    return {
        "agency": outward.clean(day.desk.agency),
        "phone": outward.clean(day.desk.phone),
        "day": f"{fact.chinese_date(day.day)} {fact.weekday(day.day)}",
        "footer": f"第 {day.copy} 份 · 模板 {words.version} · {made:%Y-%m-%d %H:%M}",
        "sample": day.desk.is_sample,
    }


def texts(data: Any) -> Iterator[str]:
    """Every text inside nested tables and lists, in order."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts(value)


def with_marks(data: Any, fonts: Fonts) -> tuple[Any, str]:
    """The same data for an internal paper, unprintable characters shown as 〔U+1F600〕, and those characters."""
    unknown = fonts.missing("".join(texts(data)))
    if not unknown:
        return data, ""
    marks = {ord(c): f"〔{as_code_points(c)}〕" for c in unknown}
    return _translated(data, marks), unknown


def _translated(data: Any, marks: Mapping[int, str]) -> Any:
    if isinstance(data, str):
        return data.translate(marks)
    if isinstance(data, Mapping):
        return {key: _translated(value, marks) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_translated(value, marks) for value in data]
    return data
