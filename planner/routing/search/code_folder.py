"""Where the compiled search is kept, and whether it is there.

Numba keeps compiled code by the time stamp of one file and does not see that another one changed under it: all of it
lies in a folder named after the text of all compiled files, so that old code is never run with new tables.
"""

import hashlib
import os
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_SOURCES = ("arrays.py", "compiled.py", "tours.py", "ruin.py")


@cache
def code_folder() -> str:
    """A folder that can be written: beside the sources, else in the user's cache; "" leaves the choice to numba."""
    text = b"".join((_HERE / name).read_bytes() for name in _SOURCES)
    name = f"compiled-{hashlib.sha256(text).hexdigest()[:16]}"
    local = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    for parent in (_HERE / "__pycache__", Path(local) / "waifang"):
        folder = parent / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return str(folder)
    return ""


def is_compiled() -> bool:
    """Whether machine code of the search's main loop lies there."""
    folder = code_folder()
    return bool(folder) and any(Path(folder).rglob("ruin.improve*.nbc"))
