"""A brief as it may leave the node: sensitive and ongoing places coarsened (rights.md, rule 6)."""

from __future__ import annotations

from dataclasses import replace

from tocsin.brief.nouns import Brief, Change
from tocsin.model import Evidence, Incident
from tocsin.release import coarsen


def released(brief: Brief) -> Brief:
    """Return `brief` with every incident in it coarsened; doing it again changes nothing."""

    def all_of(incidents: tuple[Incident, ...]) -> tuple[Incident, ...]:
        return tuple(_coarse(incident, brief) for incident in incidents)

    def change(old: Change) -> Change:
        before = _coarse(old.before, brief)
        after = old.after and _coarse(old.after, brief)
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


def _coarse(incident: Incident, brief: Brief) -> Incident:
    """Coarsen the place, and leave out the statements and the title that would tell it all the same."""
    coarse = coarsen(incident, brief.made_at)
    fine = incident.place.name
    if coarse.place == incident.place:
        return incident
    title = coarse.title
    if fine and fine != coarse.place.name:
        from tocsin.brief.words import country

        known = coarse.place.name or coarse.place.country
        title = title.replace(fine, country(known) if known else "place withheld")
    return replace(coarse, title=title, evidence=tuple(e for e in coarse.evidence if not _tells_place(e)))


def _tells_place(evidence: Evidence) -> bool:
    return evidence.statement.property == "place"
