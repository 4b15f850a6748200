"""What this machine has and lacks: for `doctor`, before anything fails."""

import shutil
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from planner.documents.fonts import find_fonts
from planner.errors import PlannerError

_INSTALL = "请重新运行 make app（Windows：start.bat）安装锁定的版本。"
_PACKAGES = {
    "PySide6": "窗口",
    "PySide6.QtWebEngineWidgets": "窗口中的地图",
    "ortools": "路线求解",
    "numba": "路线搜索",
    "pandas": "读表格",
    "python_calamine": "读 xlsx、xls",
    "typst": "排版打印件",
    "pikepdf": "合订 PDF",
    "sqlcipher3": "加密案件库",
    "argon2": "口令",
    "cryptography": "密钥",
}
_SPACE_MB = 500


@dataclass(frozen=True, slots=True)
class Equipment:
    """One thing that the program uses. `advice` says how to get it, "" when it is there."""

    what: str
    is_there: bool
    is_needed: bool = True
    advice: str = ""


def examine() -> tuple[Equipment, ...]:
    """Look at everything that the program needs from its machine; nothing is changed."""
    found = [_thing("Python 3.11 或更新", sys.version_info >= (3, 11), "请安装 Python 3.11 或更新的版本。")]
    found += [_thing(f"{name}（{use}）", _has(name), _INSTALL) for name, use in _PACKAGES.items()]
    found.append(_thing("打印用的中文字体", _has_font(), "请安装 Noto CJK（Debian：fonts-noto-cjk）。"))
    has_keyring = _has_keyring()
    words = "没有加密的系统钥匙串，每次打开案件库要输入口令。"
    found.append(Equipment("系统钥匙串", has_keyring, is_needed=False, advice="" if has_keyring else words))
    free_mb = shutil.disk_usage(Path.home()).free >> 20
    found.append(_thing(f"磁盘空间 {free_mb:,} MB", free_mb >= _SPACE_MB, f"请清出至少 {_SPACE_MB} MB。"))
    return tuple(found)


def _thing(what: str, is_there: bool, advice: str) -> Equipment:
    return Equipment(what, is_there, advice="" if is_there else advice)


def _has(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def _has_keyring() -> bool:
    try:
        from planner import upkeep

        return upkeep.has_keyring()
    except ImportError:
        return False


def _has_font() -> bool:
    try:
        return not find_fonts().missing("上海外访")
    except PlannerError:
        return False
