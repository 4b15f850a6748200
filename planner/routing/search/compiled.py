"""How the inner loops of the search are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba import njit

from planner.routing.search.code_folder import code_folder

F = TypeVar("F", bound=Callable[..., Any])

# Numba's settings are made at run time, where mypy does not see them.
numba.config.CACHE_DIR = code_folder()  # type: ignore[attr-defined]

# The functions only work on arrays that Python holds: without numba's counting of references they run ten times faster.
_PLAIN: dict[str, Any] = {"error_model": "numpy", "_nrt": False}


def compiled(function: F) -> F:
    """The function as machine code that lets go of the interpreter."""
    return cast("F", njit(cache=True, nogil=True, **_PLAIN)(function))


def inlined(function: F) -> F:
    """The same for the innermost loop, where passing the arrays on would cost more than the work."""
    return cast("F", njit(inline="always", **_PLAIN)(function))
