"""Chinese fonts of this computer: where they lie, and which characters they can print."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import resources
from planner.errors import PlannerError

_SERIF = (
    ("Noto Serif CJK SC", "NotoSerifCJK-Regular.ttc"),
    ("Noto Serif SC", "NotoSerifSC-Regular.ttf"),
    ("Songti SC", "Songti.ttc"),
    ("SimSun", "simsun.ttc"),
)
_SANS = (
    ("Noto Sans CJK SC", "NotoSansCJK-Regular.ttc"),
    ("Noto Sans SC", "NotoSansSC-Regular.ttf"),
    ("PingFang SC", "PingFang.ttc"),
    ("Heiti SC", "STHeiti Medium.ttc"),
    ("Microsoft YaHei", "msyh.ttc"),
    ("SimHei", "simhei.ttf"),
    ("WenQuanYi Micro Hei", "wqy-microhei.ttc"),
)
_RARE = (("SimSun-ExtB", "simsunb.ttf"),)
"""Windows keeps the rarer characters of names in a file of their own."""
_IGNORABLE = frozenset({0x0A, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
"""Line ends and variation selectors draw nothing of their own."""

Face = tuple[str, Path]
"""A family and the file that holds it."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """What papers are set in: families in order of preference, each character from the first that has it."""

    serif: tuple[Face, ...]
    sans: tuple[Face, ...]

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that hold the files, each once."""
        return tuple(dict.fromkeys(file.parent for _, file in self.serif + self.sans))

    def families(self) -> dict[str, list[str]]:
        """The family names by style, as the templates read them."""
        return {"serif": [name for name, _ in self.serif], "sans": [name for name, _ in self.sans]}

    def missing(self, text: str) -> str:
        """The characters of `text` that no font here can print, each once, in order of code point."""
        wanted = {ord(c) for c in text} - _IGNORABLE
        for family, file in dict.fromkeys(self.serif + self.sans):
            wanted -= _coverage(family, file)
        return "".join(chr(c) for c in sorted(wanted))


def find_fonts(folders: Sequence[Path] | None = None) -> Fonts:
    """The fonts of this computer; one style alone serves for both.

    Raises:
        PlannerError: there is no Chinese font.
    """
    files = _font_files(_system_folders() if folders is None else folders)
    serif, sans, rare = (
        tuple((family, files[name.lower()]) for family, name in faces if name.lower() in files)
        for faces in (_SERIF, _SANS, _RARE)
    )
    if not serif + sans:
        raise PlannerError(
            "缺少中文字体",
            "这台电脑上没有找到可用于打印的中文字体。",
            "Debian/Ubuntu 请安装软件包 fonts-noto-cjk；Windows 请恢复系统自带的宋体或微软雅黑。",
        )
    return Fonts((serif[:1] or sans[:1]) + sans[:1] + rare, (sans[:1] or serif[:1]) + serif[:1] + rare)


def as_code_points(characters: str) -> str:
    """U+4DAE U+2CB4E: how a character that cannot be printed is told."""
    return " ".join(f"U+{ord(c):04X}" for c in characters)


def _system_folders() -> tuple[Path, ...]:
    home = Path.home()
    local = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    return (
        resources.path("fonts"),
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
        local / "Microsoft" / "Windows" / "Fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
    )


def _font_files(folders: Iterable[Path]) -> dict[str, Path]:
    """Every font file by its lower-case name, the first folder's first."""
    files: dict[str, Path] = {}
    for folder in folders:
        for parent, _, names in sorted(os.walk(folder)):
            for name in names:
                files.setdefault(name.lower(), Path(parent, name))
    return files


@lru_cache(maxsize=8)
def _coverage(family: str, file: Path) -> frozenset[int]:
    """The code points of one family; the faces of a collection share most but not all of them."""
    from fontTools.ttLib import TTCollection, TTFont

    if file.suffix.lower() != ".ttc":
        with TTFont(file, lazy=True) as font:
            return frozenset(font.getBestCmap())
    with TTCollection(file, lazy=True) as collection:
        named = [font for font in collection if font["name"].getDebugName(1) == family]
        return frozenset((named or list(collection))[0].getBestCmap())
