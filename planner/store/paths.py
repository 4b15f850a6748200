"""Where a desk's file and what belongs to it lie: all beside one another, under the desk's own name."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from planner.errors import PlannerError

SUFFIX = ".waifang"
_SYNCED = (
    "onedrive|dropbox|icloud|mobile documents|google drive|googledrive|nextcloud|synologydrive|wpsdrive|wps云盘|"
    "nutstore|坚果云|baidusyncdisk|百度网盘|百度云|weiyun|微云"
).split("|")
"""Words in the folder names of services that copy files while they are open, in lower case."""
_REMOTE_TYPES = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "fuse.rclone", "afpfs"}


@dataclass(frozen=True, slots=True)
class DeskPaths:
    """The files of one desk. Losing all but `file`, `wal` and `vault` loses nothing that was entered."""

    file: Path

    @property
    def wal(self) -> Path:
        """SQLite's log of the newest writes: part of the data while it is there."""
        return self._beside("-wal")

    @property
    def vault(self) -> Path:
        """The wrapped key."""
        return self._beside(".vault.json")

    @property
    def anchor(self) -> Path:
        """Number of writes and head of the audit log."""
        return self._beside(".anchor.json")

    @property
    def failures(self) -> Path:
        """Attempts to unlock that failed, until the next that succeeds writes them into the log."""
        return self._beside(".failed.json")

    @property
    def lock(self) -> Path:
        """Held while a program has the desk open."""
        return self._beside(".lock")

    @property
    def backups(self) -> Path:
        """The folder of back-ups."""
        return self._beside(".backups")

    def _beside(self, suffix: str) -> Path:
        return self.file.with_name(self.file.name + suffix)


def check_place(file: Path) -> None:
    """Refuse a folder in which an open database is not safe.

    Raises:
        PlannerError: no such folder, synced by a cloud service, or on a network share.
    """
    folder = Path(os.path.abspath(file)).parent
    if not folder.is_dir():
        raise PlannerError("没有此文件夹", f"“{folder}”不存在。", "请先建立文件夹，或换一个位置。")
    if any(word in part.lower() for part in folder.parts for word in _SYNCED):
        raise PlannerError(
            "不宜存放在云同步文件夹",
            f"“{folder}”由云盘同步，同步会复制到一半的文件，案件可能丢失或外泄。",
            "请把案件库放在本机磁盘上不同步的文件夹，备份可另存到移动硬盘。",
        )
    if _is_remote(folder):
        raise PlannerError(
            "不宜存放在网络共享",
            f"“{folder}”在网络共享上，断网或两人同时写入会损坏案件库。",
            "请把案件库放在本机磁盘上。",
        )


def _is_remote(folder: Path) -> bool:
    text = str(folder)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        remote = 4  # DRIVE_REMOTE of GetDriveTypeW
        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor) == remote)
    return mount_type(text, _mounts()) in _REMOTE_TYPES


def mount_type(path: str, mounts: str) -> str:
    """The file system type of the deepest mount point that holds `path`, by the text of /proc/mounts."""
    best, found = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) > 2:
            point = fields[1].replace("\\040", " ")
            if (path == point or path.startswith(point.rstrip("/") + "/")) and len(point) >= len(best):
                best, found = point, fields[2]
    return found


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", errors="replace")
    except OSError:
        return ""
