"""The Equal Earth projection: every square kilometre of the world takes the same room on the page.

Source: Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical
Information Science 33(3), 2019, equations 1 to 4.
"""

from __future__ import annotations

import math
from typing import Final

WIDTH: Final = 2000.0
"""Units across the whole equator. All positions are in these units, x to the east, y to the south."""

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M: Final = math.sqrt(3) / 2
_SCALE: Final = WIDTH / (2 * math.pi / (_M * _A1))
KM_PER_UNIT: Final = 6371.0 / _SCALE


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return the place of a point (degrees) on the map; (1000, y) on the meridian of Greenwich."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return WIDTH / 2 + _SCALE * x, _TOP - _SCALE * y


_TOP: Final = _SCALE * 1.3173627591574
HEIGHT: Final = 2 * _TOP
