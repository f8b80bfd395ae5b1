"""Who may see what, and how much of it: pure rules behind every way out of the node."""

from tocsin.release.coarsen import COARSE_RADIUS_KM, coarsen
from tocsin.release.few import FEWEST, withheld

__all__ = ["COARSE_RADIUS_KM", "FEWEST", "coarsen", "withheld"]
