"""The sentences for what can be wrong with a desk's file; SQLite's own words never reach the user."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.errors import PlannerError


class Locked(PlannerError):
    """The desk is there, but no key was given that opens it."""


class InUse(PlannerError):
    """Another program has the desk open."""


class Damaged(PlannerError):
    """The file cannot be read as it must be; the newest back-up is the way on."""


class LostWrites(PlannerError):
    """The file lacks writes that its anchor knows; a person decides whether to go on without them."""


def damaged(file: Path, what: str) -> Damaged:
    """A file that the right key does not open."""
    return Damaged(
        "案件库损坏",
        f"“{file.name}”{what}，文件原样保留。",
        "请从最近的备份恢复到新文件（restore）；如近期换过文件，请确认没有拿错。",
    )


@contextmanager
def said_in_words(file: Path) -> Iterator[None]:
    """Turn what the database driver raises into a sentence; anything that is no fault of file or disk passes through.

    Raises:
        PlannerError: disk full, read-only, in use, or damaged.
    """
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3 import dbapi2

    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        words = str(error.orig if isinstance(error, DBAPIError) else error)
        known = _sentence(file, words)
        if known is None:
            raise
        raise known from None
    except OSError as error:
        raise unwritable(file, error) from None


def _sentence(file: Path, words: str) -> PlannerError | None:
    if "not a database" in words:
        return damaged(file, "无法用这把密钥打开：文件头已损坏，或不是这个案件库的文件")
    if "malformed" in words or "hmac check failed" in words:
        return damaged(file, "中有损坏的页")
    if "full" in words or "disk I/O error" in words:
        return _full(file)
    if "readonly" in words or "unable to open" in words:
        return unwritable(file, None)
    if "locked" in words or "busy" in words:
        return InUse("案件库正忙", f"“{file.name}”正被另一个程序写入。", "请稍候重试，或关闭另一个窗口。")
    return None


def _full(file: Path) -> PlannerError:
    return PlannerError(
        "磁盘已满",
        f"“{file.parent}”没有足够的空间，这次写入已整体撤销，先前的内容都在。",
        "请清出空间（建议 500 MB 以上）后重试。",
    )


def unwritable(file: Path, error: OSError | None) -> PlannerError:
    """A folder or file that does not take writes."""
    if error is not None and error.errno == errno.ENOSPC:
        return _full(file)
    return PlannerError(
        "无法写入",
        f"“{file.parent}”是只读的，或没有写入权限；案件库需要在其中写入。",
        "请检查文件夹权限，或把案件库连同旁边的 .vault.json 移到可写的文件夹。",
    )


def newer(file: Path, theirs: int, ours: int) -> PlannerError:
    """A file that a later version of the program wrote."""
    return PlannerError(
        "案件库来自更新的版本",
        f"“{file.name}”的格式是第 {theirs} 版，本程序只认识到第 {ours} 版；文件未改动。",
        "请升级 Waifang 后再打开。",
    )
