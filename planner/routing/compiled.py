"""How the inner loops of the search are compiled, and where the machine code is kept.

Numba keeps compiled code by the time stamp of one file and does not see that another one changed under it: all of it
lies in a folder named after the text of all compiled files, so that old code is never run with new tables.
"""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba import njit

F = TypeVar("F", bound=Callable[..., Any])

_HERE = Path(__file__).parent
_SOURCES = ("compiled.py", "tours.py", "ruin.py")


def _code_folder() -> str:
    """A folder that can be written: beside the sources, else in the user's cache; "" leaves the choice to numba."""
    text = b"".join((_HERE / name).read_bytes() for name in _SOURCES if (_HERE / name).exists())
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


numba.config.CACHE_DIR = _code_folder()  # type: ignore[attr-defined]  # set at run time

# The functions only work on arrays that Python holds: without numba's counting of references they run ten times faster.
_PLAIN: dict[str, Any] = {"error_model": "numpy", "_nrt": False}


def compiled(function: F) -> F:
    """The function as machine code that lets go of the interpreter."""
    return cast("F", njit(cache=True, nogil=True, **_PLAIN)(function))


def inlined(function: F) -> F:
    """The same for the innermost loop, where passing the arrays on would cost more than the work."""
    return cast("F", njit(inline="always", **_PLAIN)(function))
