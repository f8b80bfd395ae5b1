"""Names that are nearly those of the gazetteer: "Maiduguru" for Maiduguri.

Only within one country, and only the main names: of all names of the world one is near any word.
Damerau-Levenshtein distance (`rapidfuzz`), the first letter held.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from tocsin.places.names import normalise
from tocsin.places.nouns import Candidate

if TYPE_CHECKING:
    from tocsin.places.gazetteer import Gazetteer

_SHORTEST: Final = 5
_ALIKE: Final = 0.82
"""Least similarity: one letter of six, two of twelve."""


def alike(name: str, country: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return what the nearest spelling in the country (ISO code) means; nothing where none is near."""
    key = normalise(name)
    if len(key) < _SHORTEST:
        return []
    found = process.extractOne(
        key,
        _names(gazetteer, country).get(key[0], ()),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_ALIKE,
    )
    return [c for c in gazetteer.look(found[0]) if c.country == country] if found else []


@lru_cache(maxsize=8)
def _names(gazetteer: Gazetteer, country: str) -> dict[str, list[str]]:
    """Return the keys of the country's main names by their first letter."""
    by_letter: dict[str, list[str]] = {}
    for name in gazetteer.names_in(country):
        key = normalise(name)
        if key:
            by_letter.setdefault(key[0], []).append(key)
    return by_letter
