"""Who may see what, and how much of it: pure rules behind every way out of the node."""

from tocsin.release.coarsen import COARSE_RADIUS_KM, coarse_place, coarsen
from tocsin.release.few import FEWEST, withheld
from tocsin.release.markings import ANYONE, TLP, Marking, Policy, joined, marking_from, policy_from
from tocsin.release.partner import Agreement, Partner, agreement_from, partner_from
from tocsin.release.rule import VERSION, Decision, Held, decide, in_force, may_release, permitted

__all__ = [
    "ANYONE", "COARSE_RADIUS_KM", "FEWEST", "TLP", "VERSION", "Agreement", "Decision", "Held", "Marking",
    "Partner", "Policy", "agreement_from", "coarse_place", "coarsen", "decide", "in_force", "joined",
    "marking_from", "may_release", "partner_from", "permitted", "policy_from", "withheld",
]  # fmt: skip
