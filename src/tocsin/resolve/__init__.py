"""Reports -> Judgements -> Incidents: which reports tell of one attack, and what is known of it. Pure."""

from tocsin.resolve.account import point
from tocsin.resolve.cluster import cluster
from tocsin.resolve.fusing import fuse, history, incident_id
from tocsin.resolve.independence import independent
from tocsin.resolve.judging import RESOLVER, judge
from tocsin.resolve.mention import Mention
from tocsin.resolve.sketch import similarity, sketch

__all__ = [
    "RESOLVER", "Mention", "cluster", "fuse", "history", "incident_id", "independent", "judge", "point",
    "similarity", "sketch",
]  # fmt: skip
