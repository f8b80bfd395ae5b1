"""Events in, Estimates out: pure functions on frames of events. No store, no network, no command line."""

from tocsin.measure.compare import compare, ratio_of, scan_p
from tocsin.measure.events import Events, Window, from_days, from_frame, from_incidents
from tocsin.measure.grid import Grid, grid_of, rate_grid
from tocsin.measure.rates import gap_of, garwood, mean_gap, rate, rate_of
from tocsin.model import Check, Estimate

__all__ = [
    "Check",
    "Estimate",
    "Events",
    "Grid",
    "Window",
    "compare",
    "from_days",
    "from_frame",
    "from_incidents",
    "gap_of",
    "garwood",
    "grid_of",
    "mean_gap",
    "rate",
    "rate_grid",
    "rate_of",
    "ratio_of",
    "scan_p",
]
