"""When a value found agrees with a labelled one: the same rule for every bench that has labels."""

from __future__ import annotations

from typing import Any

from tocsin.model import Incident, Place, km_between

NEAR_KM = 25.0


def near(incident: Incident, true: dict[str, Any]) -> bool:
    """Return whether the incident's point lies within `NEAR_KM` of the label's `lat` and `lon`."""
    km = km_between(incident.place, Place(None, lat=true["lat"], lon=true["lon"]))
    return km is not None and km <= NEAR_KM


def same_groups(incident: Incident, true: dict[str, Any]) -> bool:
    """Return whether each labelled (group, relation) was found; where none is labelled, whether none was."""
    got = {(g.name.casefold(), g.relation) for g in incident.groups}
    want = {(g["name"].casefold(), g["relation"]) for g in true["groups"]}
    return want <= got if want else not got
