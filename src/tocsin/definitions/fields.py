"""What a criterion can ask of an incident, and what it reads for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tocsin.model import RELATIONS, Count, Incident
from tocsin.taxonomy import LISTS


def _one(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


CODES: Final[dict[str, Callable[[Incident], tuple[str, ...]]]] = {
    "attack_types": lambda i: i.attack_types,
    "weapon_types": lambda i: i.weapon_types,
    "target_types": lambda i: i.target_types,
    "outcome": lambda i: _one(i.outcome),
    "country": lambda i: _one(i.place.country),
    "admin1": lambda i: _one(i.place.admin1),
    "groups": lambda i: tuple(group.name for group in i.groups if group.relation != "denied"),
    "relations": lambda i: tuple(group.relation for group in i.groups),
    "scope": lambda i: () if i.scope == "unknown" else (i.scope,),
    "counted": lambda i: tuple(counted(i)),
}
"""Fields that hold words: codes, names, countries."""
NUMBERS: Final[dict[str, Callable[[Incident], Count | float | None]]] = {
    "killed": lambda i: i.killed,
    "injured": lambda i: i.injured,
    "probability": lambda i: i.probability,
}
"""Fields that hold a number, or a toll with its range."""
DATE: Final = "date"
WORDED: Final = frozenset({"groups", "admin1"})
"""Fields of names, which are compared by pattern: "Islamic State*"."""
ALLOWED: Final[dict[str, frozenset[str]]] = {
    "attack_types": LISTS["attack_type"],
    "weapon_types": LISTS["weapon_type"],
    "target_types": LISTS["target_type"],
    "outcome": LISTS["outcome"],
    "scope": LISTS["scope"],
    "relations": frozenset(RELATIONS),
}
"""For fields of codes, the codes that there are."""


def counted(incident: Incident) -> Mapping[str, str]:
    """Return under which definitions of their own other records count the attack, each with their answer.

    Where two of them differ about one definition, a yes goes before a doubt and a doubt before a no.
    """
    found: dict[str, str] = {}
    rank = ("yes", "doubtful", "no").index
    for evidence in incident.evidence:
        statement = evidence.statement
        if statement.property == "counted":
            name, answer = statement.value["definition"], statement.value["answer"]
            found[name] = min(found.get(name, answer), answer, key=rank)
    return found
