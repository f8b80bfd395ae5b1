"""When a value found agrees with a labelled one: the same rule for every bench that has labels."""

from __future__ import annotations

from typing import Any

from tocsin.coding.group_names import named_groups
from tocsin.coding.tokens import tokenize
from tocsin.model import Incident, Place, Span, km_between

NEAR_KM = 25.0


def near(incident: Incident, true: dict[str, Any]) -> bool:
    """Return whether the incident's point lies within `NEAR_KM` of the label's `lat` and `lon`."""
    km = km_between(incident.place, Place(None, lat=true["lat"], lon=true["lon"]))
    return km is not None and km <= NEAR_KM


def same_groups(incident: Incident, true: dict[str, Any]) -> bool:
    """Return whether each labelled (group, relation) was found; where none is labelled, whether none was."""
    got = {(group_key(g.name), g.relation) for g in incident.groups}
    want = {(group_key(g["name"]), g["relation"]) for g in true["groups"]}
    return want <= got if want else not got


def group_key(name: str) -> str:
    """Return what a group's name is compared by: that of a known group, or the words without article.

    Labels have the names of their texts ("the PKK"), the record those of its list.
    """
    known = [g for g in named_groups(tokenize(name, Span(0, len(name)))) if g.known]
    return (known[0].name if known else name).casefold().removeprefix("the ")
