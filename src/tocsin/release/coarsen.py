"""Location is coarsened for sensitive sites and ongoing incidents in whatever leaves the node.

Sources: OCHA Data Responsibility Guidelines (2021, sensitive data by default: aid and health sites);
`rights.md`, rule 6. A street corner becomes a district: the point is rounded and its radius says so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from tocsin.model import Coordinated, Incident, Place

SENSITIVE: Final = frozenset({"health", "aid", "education", "worship", "children"})
FINE: Final = frozenset({"exact", "neighbourhood"})
ONGOING: Final = timedelta(hours=24)
COARSE_RADIUS_KM: Final = 10.0


def coarsen(incident: Incident, now: datetime | None) -> Incident:
    """Return `incident` as it may leave the node at `now`; its place stays where none below a town is told.

    The title and the statements that would tell the place all the same go with it. Quotes behind other values
    are the published words and stay. An incident first reported within a day of `now` counts as ongoing; with
    `now` None, none does. The other parts of a coordinated attack are named by their ids alone, and how
    far apart they are is not told.
    """
    if incident.coordinated is not None:
        incident = replace(incident, coordinated=_bare(incident.coordinated))
    fine = incident.place.precision in FINE
    if not (fine or _was_fine(incident)) or not (sensitive(incident) or _ongoing(incident, now)):
        return incident
    place = coarse_place(incident.place, COARSE_RADIUS_KM) if fine else incident.place
    evidence = tuple(e for e in incident.evidence if e.statement.property != "place")
    return replace(incident, place=place, title=_title(incident, place), evidence=evidence)


def sensitive(incident: Incident) -> bool:
    """Return whether it struck a site of `SENSITIVE`, or was said to and nobody knows what it struck.

    A target that a person took away without another one still guards the place.
    """
    told = [e.statement.value for e in incident.evidence if e.statement.property == "target_type"]
    return bool(SENSITIVE & set(incident.target_types or told))


def _was_fine(incident: Incident) -> bool:
    """Return whether a fine place was told where a person took the place away without another one."""
    emptied = incident.place.name is None and incident.place.precision is None
    told = (e.statement.value for e in incident.evidence if e.statement.property == "place")
    return emptied and any(value.get("precision") in FINE for value in told)


def _bare(whole: Coordinated) -> Coordinated:
    """Return an attack without what tells where its parts were; each part's own entry says what it may."""
    parts = tuple(replace(part, title=None) for part in whole.parts)
    links = tuple(
        replace(link, reasons=tuple(replace(r, detail="") if r.name == "place" else r for r in link.reasons))
        for link in whole.links
    )
    return replace(whole, parts=parts, links=links)


def _ongoing(incident: Incident, now: datetime | None) -> bool:
    if now is None or incident.first_reported is None:
        return False
    return now - incident.first_reported < ONGOING


def coarse_place(place: Place, km: float) -> Place:
    """Return `place` with a radius of at least `km` kilometres, and nothing in it that is finer.

    Up to 25 km it becomes its district, with the point rounded to a tenth of a degree; up to 150 km to a
    degree; above, the country alone.
    """
    if km > 150:
        return Place(None, None, place.country, None, None, None, "country" if place.country else None)
    digits = 1 if km <= 25 else 0
    return replace(
        place,
        name=place.admin1,
        lat=None if place.lat is None else float(round(place.lat, digits)),
        lon=None if place.lon is None else float(round(place.lon, digits)),
        radius_km=max(km, place.radius_km or 0.0),
        precision="district" if digits else "province",
        alternatives=(),
    )


def _title(incident: Incident, coarse: Place) -> str:
    fine = incident.place.name
    if not fine or fine == coarse.name:
        return incident.title
    if coarse.name:
        return incident.title.replace(fine, coarse.name)
    return incident.title.replace(f"{fine}, ", "").replace(fine, "a place withheld")
