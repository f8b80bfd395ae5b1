"""Small counts of small places or of protected targets are withheld: they would point at somebody.

`rights.md`, rule 3: aggregates below a threshold are withheld.
"""

from __future__ import annotations

from typing import Final

FEWEST: Final = 3
"""A count of one or more below this is not shown."""


def withheld(count: int) -> bool:
    """Return whether `count` is too small to be shown: from 1 to `FEWEST` - 1. None at all is no secret."""
    return 0 < count < FEWEST
