"""Reports -> Judgements -> Incidents: which reports tell of one attack, and what is known of it. Pure."""

from tocsin.resolve.account import Outline, outline, point
from tocsin.resolve.candidates import (
    FAR_KM,
    KM_PER_DEGREE,
    LOOSE_GAP,
    SLACKS_KM,
    UNPLACED_GAP,
    WIDTHS,
    Catalogue,
    located,
)
from tocsin.resolve.cluster import MOST, cluster, partners
from tocsin.resolve.components import components
from tocsin.resolve.coordinating import coordinate, with_parts
from tocsin.resolve.emptying import emptied
from tocsin.resolve.fusing import fuse, history, incident_id
from tocsin.resolve.independence import independent
from tocsin.resolve.judging import RESOLVER, judge
from tocsin.resolve.mention import Mention
from tocsin.resolve.sketch import similarity, sketch
from tocsin.resolve.spanning import spanning

__all__ = [
    "FAR_KM", "KM_PER_DEGREE", "LOOSE_GAP", "MOST", "RESOLVER", "SLACKS_KM", "UNPLACED_GAP", "WIDTHS",
    "Catalogue", "Mention", "Outline", "cluster", "components", "coordinate", "emptied", "fuse", "history",
    "incident_id", "independent", "judge", "located", "outline", "partners", "point", "similarity", "sketch",
    "spanning", "with_parts",
]  # fmt: skip
