"""Keeps what people said about each lender's columns: one JSON file a lender, in a folder of the office's own."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planner import outward
from planner.errors import PlannerError
from planner.heading_map import DateOrder, HeadingMap
from planner.intake.layout import layout

_SUFFIX = ".columns.json"


def read_map(path: Path) -> HeadingMap:
    """One lender's corrections.

    Raises:
        PlannerError: no such file, or it does not hold headings, fields and orders as `write_map` writes them.
    """
    try:
        told = json.loads(path.read_text("utf-8-sig"))
        columns = _texts(told.get("columns", {}))
        dates = {heading: _order(word) for heading, word in _texts(told.get("dates", {})).items()}
        said = HeadingMap(str(told["lender"]), columns, dates, tuple(map(str, told.get("sheets", ()))))
    except OSError as error:
        raise PlannerError("无法读取", f"打不开列对应文件“{path.name}”。", "请检查路径和权限。") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _refused(path, "不是有效的列对应") from error
    _check_fields(path, columns.values())
    return said


def read_maps(folder: Path) -> tuple[HeadingMap, ...]:
    """All lenders' corrections that a folder holds; no folder, no corrections.

    Raises:
        PlannerError: one of the files cannot be used.
    """
    return tuple(read_map(path) for path in sorted(folder.glob(f"*{_SUFFIX}")))


def write_map(folder: Path, said: HeadingMap) -> Path:
    """Keep one lender's corrections, in place of those before.

    Raises:
        PlannerError: the folder cannot be written.
    """
    content = {
        "lender": said.lender,
        "columns": dict(said.columns),
        "dates": {heading: order.value for heading, order in said.dates.items()},
        "sheets": list(said.sheets),
    }
    target = folder / (outward.sha256(said.lender.encode())[:12] + _SUFFIX)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise outward.unwritable(folder, error) from error
    outward.write_whole(target, json.dumps(content, ensure_ascii=False, indent=1).encode())
    return target


def _texts(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise ValueError
    return told


def _order(word: str) -> DateOrder:
    return DateOrder[word] if word in DateOrder.__members__ else DateOrder(word)


def _check_fields(path: Path, fields: Iterable[str]) -> None:
    for name in fields:
        if name and name not in layout("cases").columns:
            raise _refused(path, f"里的字段“{name}”不存在")


def _refused(path: Path, what: str) -> PlannerError:
    return PlannerError("格式错误", f"列对应文件“{path.name}”{what}。", "请在“列对应”窗口中重新保存。")
