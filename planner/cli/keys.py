"""The key of a store, for commands: from the environment or a file that nobody else can read, else the keyring."""

import argparse
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner import upkeep
from planner.errors import PlannerError

VARIABLE = "WAIFANG_PASSPHRASE"


def secret_of(args: argparse.Namespace) -> upkeep.Secret:
    """What the command was given to open the store with; nothing means the system's keyring.

    Raises:
        PlannerError: the key file cannot be read, is empty, or can be read by others.
    """
    if args.key_file is not None:
        return upkeep.secret_from(_first_line(args.key_file))
    return upkeep.Secret(os.environ.get(VARIABLE, ""))


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[upkeep.Upkeep]:
    """The store that the command names, open as long as the command runs; what is new is backed up at the end.

    Raises:
        PlannerError: it cannot be opened.
    """
    desk = upkeep.open_desk(args.store, secret_of(args), accepts_loss=getattr(args, "accept_loss", False))
    try:
        yield desk
    except BaseException:
        # A back-up that fails too must not hide what went wrong.
        desk.store.close()
        raise
    desk.close()


def _first_line(path: Path) -> str:
    try:
        mode = path.stat().st_mode
        told = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PlannerError("无法读取", f"打不开密钥文件“{path.name}”。", "请检查路径，文件应为 UTF-8 文本。") from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise PlannerError("密钥文件可被他人读取", f"“{path.name}”的权限太宽。", f"请先运行 chmod 600 {path.name}。")
    if not told or not told[0]:
        raise PlannerError("密钥文件是空的", f"“{path.name}”第一行没有口令。", "请把口令或恢复密钥写在第一行。")
    return told[0]
