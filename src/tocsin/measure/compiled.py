"""numba, for the loops that numpy cannot run: compiled once, kept on disk beside the code."""

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from tocsin.errors import MissingExtraError

try:
    import numba
except ImportError as error:
    raise MissingExtraError("fitting", "measure") from error

Kernel = TypeVar("Kernel", bound=Callable[..., Any])
_FAST: Final = {"reassoc", "contract", "arcp", "nsz"}


def compiled(kernel: Kernel) -> Kernel:
    """Return `kernel` as machine code; sums may be reordered, divisions by zero give infinity."""
    made: Any = numba.njit(cache=True, error_model="numpy", fastmath=_FAST)(kernel)
    return cast(Kernel, made)
