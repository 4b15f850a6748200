"""Opens what lenders lock: workbooks and zip archives with a password, in memory only.

Runs in the child process. A plain copy never touches the disk.
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

from planner.errors import PlannerError
from planner.intake import gate

_EXCELS_OWN = "VelvetSweatshop"
"""Excel encrypts workbooks that are only protected against changes with this word, and opens them without asking."""
_TABLE_SUFFIXES = (".xlsx", ".xls", ".xlsm", ".csv")
_ARCHIVE_SUFFIXES = (".zip", ".rar", ".7z", ".gz")


class PasswordNeeded(PlannerError):
    """The file is locked and no password was given."""


def unlock_ole(name: str, data: bytes, passwords: Sequence[str]) -> bytes:
    """The bytes of an OLE file (old xls, or a locked xlsx) free of its password; unchanged when it has none.

    Raises:
        PasswordNeeded: it is locked and there is no password to try.
        PlannerError: no password fits, the way of locking is unknown, or the file is damaged.
    """
    from msoffcrypto import OfficeFile, exceptions
    from msoffcrypto.format import xls97

    # msoffcrypto would write the plain workbook to a temporary file on the disk.
    xls97.tempfile = SimpleNamespace(TemporaryFile=BytesIO)
    try:
        office = OfficeFile(BytesIO(data))
        if not office.is_encrypted():
            return data
        for password in (*passwords, _EXCELS_OWN):
            try:
                office.load_key(password=password, **({"verify_password": True} if _is_ooxml(office) else {}))
            except exceptions.InvalidKeyError:
                continue
            opened = BytesIO()
            office.decrypt(opened)
            return opened.getvalue()
    except exceptions.FileFormatError:
        return data
    except (exceptions.DecryptionError, exceptions.ParseError) as error:
        raise gate.refusal(name, "的加密方式不受支持", "请在 Excel 中取消密码后另存。") from error
    except (OSError, ValueError, KeyError, IndexError, AssertionError, struct.error) as error:
        raise gate.damaged(name) from error
    raise no_key(name, passwords)


def no_key(name: str, passwords: Sequence[str]) -> PlannerError:
    """The sentence for a lock that stays closed: nothing to try, or nothing fits."""
    if not passwords:
        return PasswordNeeded("需要密码", f"文件“{name}”有密码保护。", "请输入委托方提供的密码。")
    return PlannerError("密码错误", f"文件“{name}”的密码不正确。", "请向委托方核对密码后重试。")


def members(name: str, data: bytes, passwords: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
    """The files of a zip: name and bytes of each table, name and None of what is no table.

    Raises:
        PasswordNeeded: it is locked and there is no password to try.
        PlannerError: no password fits, an archive inside the archive, over a budget, or damaged.
    """
    from pyzipper import AESZipFile, BadZipFile

    try:
        archive = AESZipFile(BytesIO(data))
    except (BadZipFile, *gate.DAMAGE) as error:
        raise gate.damaged(name) from error
    gate.check_entries(name, archive)
    left = gate.UNPACKED_LIMIT
    for info in archive.infolist():
        inner = _entry_name(info)
        if info.is_dir() or inner.startswith((".", "~$")) or "__MACOSX" in info.filename:
            continue
        if inner.lower().endswith(_ARCHIVE_SUFFIXES):
            raise gate.refusal(name, "里面还有压缩包", "请解压一层后再导入。")
        if not inner.lower().endswith(_TABLE_SUFFIXES):
            yield inner, None
            continue
        content = _open(name, archive, info, min(left, gate.FILE_LIMIT), passwords)
        left -= len(content)
        yield inner, content


def _is_ooxml(office: Any) -> bool:
    return type(office).__name__ == "OOXMLFile"


def _entry_name(info: Any) -> str:
    """The last part of an entry's name; old Chinese zip programs write it in GBK without saying so."""
    text: str = info.filename
    if not info.flag_bits & 0x800:
        try:
            text = text.encode("cp437").decode("gb18030")
        except UnicodeError:
            text = info.filename
    return PurePosixPath(text.replace("\\", "/")).name


def _open(name: str, archive: Any, info: Any, limit: int, passwords: Sequence[str]) -> bytes:
    from pyzipper import BadZipFile

    is_locked = info.flag_bits & 1
    keys = [word.encode(code) for word in passwords for code in _codes(word)] if is_locked else [None]
    for key in keys:
        archive.pwd = key
        try:
            return b"".join(gate.inflate(name, archive, info, limit))
        except (BadZipFile, *gate.DAMAGE) as error:
            # The old zip lock lets one wrong password in 256 pass; it then ends in broken bytes.
            if not is_locked:
                raise gate.damaged(name) from error
    raise no_key(name, passwords)


def _codes(password: str) -> tuple[str, ...]:
    return ("utf-8",) if password.isascii() else ("utf-8", "gb18030")
