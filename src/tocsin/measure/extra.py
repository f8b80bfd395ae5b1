"""The optional library behind every estimate, in one place: a lean install fails with what to install.

Only what starts fast: `scipy.optimize` and numba are imported where a fit needs them.
"""

from tocsin.errors import MissingExtraError

try:
    from scipy import special
except ImportError as error:
    raise MissingExtraError("measuring", "measure") from error

__all__ = ["special"]
