"""The codebook of the tables: each column with its type, what it means, and the codes it may hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tocsin.model import DATE_PRECISIONS, PLACE_PRECISIONS
from tocsin.release.tables import FLAT
from tocsin.taxonomy.codes import LISTS

HEADINGS: Final = ("column", "type", "meaning", "codes")
_MEANING: Final[dict[str, tuple[str, str]]] = {
    "id": ("text", "the incident at the node that made the table"),
    "title": ("text", "composed from the values, never a headline"),
    "date_start": ("date", "first day on which it happened, local calendar"),
    "date_end": ("date", "last day on which it happened"),
    "date_precision": ("code", "what the two days stand for"),
    "place": ("text", "name of the place as resolved"),
    "admin1": ("text", "first-order division"),
    "country": ("code", "ISO 3166-1 alpha-2"),
    "lat": ("number", "latitude in degrees, WGS 84; never without radius_km"),
    "lon": ("number", "longitude in degrees, WGS 84"),
    "radius_km": ("number", "the place is within this distance of the point"),
    "place_precision": ("code", "what kind of place the point stands for"),
    "attack_types": ("codes", "how it was done; several are separated by a semicolon"),
    "weapon_types": ("codes", "with what"),
    "target_types": ("codes", "against whom or what"),
    "outcome": ("code", "how it ended; empty where nobody says"),
    "killed_low": ("whole number", "at least so many were killed, attackers left out"),
    "killed_best": ("whole number", "the best count of the killed"),
    "killed_high": ("whole number", "at most so many were killed"),
    "injured_low": ("whole number", "at least so many were injured, attackers left out"),
    "injured_best": ("whole number", "the best count of the injured"),
    "injured_high": ("whole number", "at most so many were injured"),
    "perpetrators_killed_best": ("whole number", "the best count of attackers who died"),
    "groups": ("text", "groups, what each is said to have to do with it, and who says so"),
    "scope": ("code", "whether it crosses a border"),
    "probability": ("number", "that the reports tell of a violent attack, 0 to 1"),
    "reports": ("whole number", "documents' accounts put together"),
    "sources": ("whole number", "independent ones among them"),
    "documents": ("text", "addresses of the documents"),
    "first_reported": ("time", "UTC"),
    "last_changed": ("time", "when a value last changed, UTC"),
    "as_of": ("time", "what was published by then; empty: everything"),
}
_CODES: Final = {
    "date_precision": DATE_PRECISIONS, "place_precision": PLACE_PRECISIONS,
    "attack_types": sorted(LISTS["attack_type"]), "weapon_types": sorted(LISTS["weapon_type"]),
    "target_types": sorted(LISTS["target_type"]), "outcome": sorted(LISTS["outcome"]),
    "scope": sorted(LISTS["scope"]),
}  # fmt: skip


def codebook() -> Iterator[tuple[str, str, str, str]]:
    """Return a line for each column of `release.tables.FLAT`, in order."""
    for column in FLAT:
        kind, meaning = _MEANING[column]
        yield column, kind, meaning, " ".join(_CODES.get(column, ()))
