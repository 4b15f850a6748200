"""The one place that masks, escapes, names files and writes them whole: everything that leaves the program."""

import contextlib
import hashlib
import html
import os
import re
import shutil
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from planner.errors import PlannerError

STAGING_PREFIX = ".~waifang-"
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    r"\ufeff\ufffe\uffff]"
)
_DOUBLE_SURNAMES = (
    "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 司空 端木 百里 东郭 南宫 独孤 轩辕"
).split()


def surname(name: str) -> str:
    """The surname, with the few double ones; "" for text that is no Chinese name."""
    plain = name.strip()
    if len(plain) < 2 or not all(unicodedata.name(c, "").startswith("CJK UNIFIED") or c == "·" for c in plain):
        return ""
    return plain[:2] if plain[:2] in _DOUBLE_SURNAMES and len(plain) > 2 else plain[0]


def polite(name: str, is_male: bool | None) -> str:
    """How to ask for someone at the door: 张先生, 李女士; 住户 when the name says nothing (R-71)."""
    family = surname(name)
    if not family:
        return "住户"
    return family + {True: "先生", False: "女士", None: "先生/女士"}[is_male]


def mask_name(name: str) -> str:
    """张* for 张三丰 (R-71); a name that is no name shows its first character alone."""
    plain = clean(name).strip()
    return f"{surname(plain) or plain[:1]}*" if plain else ""


def mask_id(id_number: str) -> str:
    """The last four of an id number (R-71)."""
    return f"**************{id_number[-4:]}" if len(id_number) >= 8 else "*" * len(id_number)


def last_four(id_number: str) -> str:
    """****1234: how legal papers name an id, "" when it is too short to be one."""
    return f"****{id_number[-4:]}" if len(id_number) >= 8 else ""


def mask_phone(phone: str) -> str:
    """138****1234 (R-71)."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "*" * len(phone)


def clean(text: str) -> str:
    """The text without control, zero-width, direction and half characters, which no sink shows and some choke on."""
    return _CONTROL.sub("", text)


def cell(text: str) -> str:
    """Text for a spreadsheet cell: cleaned and cut at what Excel holds; `workbook` stores it as a string."""
    plain = clean(text)
    return plain if len(plain) <= 32_767 else plain[:32_760] + "…（已截）"


def in_html(text: str) -> str:
    """Text for HTML and for JavaScript template literals alike: folium puts popups into both."""
    escaped = html.escape(clean(text), quote=True)
    return "".join(f"&#{ord(c)};" if c in "`$\\{}" else c for c in escaped)


def file_name(stem: str, suffix: str) -> str:
    """A neutral file name: letters, digits, dash and underscore only, at most 60 characters before the suffix."""
    plain = re.sub(r"[^0-9A-Za-z_-]+", "-", stem).strip("-")[:60] or "file"
    if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", plain):
        plain = f"_{plain}"
    return plain + suffix


@contextmanager
def whole_file(target: Path) -> Iterator[IO[bytes]]:
    """A binary file that appears under its name only when it is complete; an error leaves the old one untouched.

    Raises:
        PlannerError: the folder cannot be written, or the disk is full.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=target.parent, prefix=STAGING_PREFIX, delete=False) as temporary:
            try:
                yield temporary
                temporary.flush()
                os.fsync(temporary.fileno())
            except BaseException:
                temporary.close()
                os.unlink(temporary.name)
                raise
        os.replace(temporary.name, target)
        sync_folder(target.parent)
    except OSError as error:
        raise unwritable(target, error) from error


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlive a power cut, where the system has a call for it."""
    if hasattr(os, "O_DIRECTORY"):
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to `target`, all or nothing.

    Raises:
        PlannerError: as `whole_file`.
    """
    with whole_file(target) as out:
        out.write(content)


def unwritable(target: Path, error: OSError) -> PlannerError:
    """The sentence for a file or folder that cannot be written."""
    why = error.strerror or type(error).__name__
    return PlannerError("无法写入", f"不能写入“{target}”（{why}）。", "请检查权限和剩余空间，或换一个输出文件夹。")


def sweep(folder: Path, older_than_s: float = 0) -> None:
    """Remove what an interrupted run left half-written in a folder: it may hold personal data."""
    for left in folder.glob(f"{STAGING_PREFIX}*"):
        if older_than_s and time.time() - left.stat().st_mtime < older_than_s:
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with contextlib.suppress(OSError):
                left.unlink()


def sha256(content: bytes) -> str:
    """The fingerprint that the manifest keeps of a file."""
    return hashlib.sha256(content).hexdigest()


def workbook(target: Path | IO[bytes]) -> Any:
    """An xlsxwriter workbook in which every string stays a string: no formulas, no links, no numbers read into text."""
    import xlsxwriter

    return xlsxwriter.Workbook(
        target,
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True},
    )
