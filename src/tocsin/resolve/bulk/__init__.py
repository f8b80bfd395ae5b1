"""Whole archives at once: the waterfall over arrays, for a million reports on one plain CPU.

Columns in, clusters out. The steps and their weights are those of `weighing` (days, places, kinds, tolls),
without what needs the texts: wording, copies, and days that follow a publication.
"""

from tocsin.resolve.bulk.blocking import pairs
from tocsin.resolve.bulk.columns import KINDS, Columns
from tocsin.resolve.bulk.linking import link, match
from tocsin.resolve.bulk.weights import log_odds

__all__ = ["KINDS", "Columns", "link", "log_odds", "match", "pairs"]
