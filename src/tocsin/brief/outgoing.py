"""A brief as it may leave the node: sensitive and ongoing places coarsened (rights.md, rule 6)."""

from __future__ import annotations

from dataclasses import replace

from tocsin.brief.nouns import Brief, Change
from tocsin.model import Incident
from tocsin.release import coarsen


def released(brief: Brief) -> Brief:
    """Return `brief` with every incident in it coarsened; doing it again changes nothing."""

    def all_of(incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
        return tuple(coarsen(incident, brief.made_at) for incident in incidents)

    def change(old: Change) -> Change:
        before = coarsen(old.before, brief.made_at)
        after = old.after and coarsen(old.after, brief.made_at)
        withheld = (
            old.kind == "place" and after is not None and after.place is not (old.after or before).place
        )
        evidence = None if withheld else old.evidence
        return replace(old, before=before, after=after, others=all_of(old.others), evidence=evidence)

    return replace(
        brief,
        attacks=all_of(brief.attacks),
        plots=all_of(brief.plots),
        changes=tuple(map(change, brief.changes)),
        late=replace(brief.late, incidents=all_of(brief.late.incidents)),
    )
