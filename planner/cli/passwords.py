"""Passwords of locked files, from a file of their own: never on the command line, where others can see them."""

from pathlib import Path

from planner.errors import PlannerError


def passwords(path: Path | None) -> tuple[str, ...]:
    """One password a line.

    Raises:
        PlannerError: the file cannot be read as text.
    """
    if path is None:
        return ()
    try:
        return tuple(line for line in path.read_text("utf-8-sig").splitlines() if line)
    except (OSError, UnicodeDecodeError) as error:
        raise PlannerError("无法读取", f"打不开密码文件“{path.name}”。", "请检查路径，文件应为 UTF-8 文本。") from error
