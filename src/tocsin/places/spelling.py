"""Names that are nearly those of the gazetteer: "Maiduguru" for Maiduguri, "al-Hawija" for Al Hawijah.

Only within one country, and only the main names: of all names of the world one is near any word. Two ways:
what transliterations differ in is left out (`sound`), or a letter or two differ, by Damerau-Levenshtein
distance (`rapidfuzz`) with the first letter held.
"""

from __future__ import annotations

import re
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
_SHORTEST_SOUND: Final = 4
_ARTICLES: Final = frozenset(["al", "el", "ad", "adh", "an", "ar", "as", "ash", "at", "az", "ath"])
_SOUNDS: Final = (
    (re.compile(r"ou|oo|uo"), "u"), (re.compile(r"ee|ie|iy|ey|ei"), "i"), (re.compile(r"ai|ay|ae"), "e"),
    (re.compile(r"dj|dzh|zh"), "j"), (re.compile(r"tch|tsh"), "ch"), (re.compile(r"sch"), "sh"),
    (re.compile(r"ph"), "f"), (re.compile(r"q|ck|c(?=[aou])"), "k"), (re.compile(r"y|e"), "i"),
    (re.compile(r"o"), "u"), (re.compile(r"w"), "v"), (re.compile(r"(?<=.{3})[aiu]h?$"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
"""What transliterations into Latin letters differ in, one sound after the other, and double letters."""


def sound(key: str) -> str:
    """Return what spellings of one name (as `normalise` writes them) have in common, nothing for a short one.

    The article goes, and with it spaces, doubled letters and the end of "-a", "-ah", "-eh".
    """
    words = key.split(" ")
    if len(words) > 1 and words[0] in _ARTICLES and len(words[1]) >= _SHORTEST_SOUND:
        words = words[1:]
    plain = "".join(words)
    for pattern, letter in _SOUNDS:
        plain = pattern.sub(letter, plain)
    return plain if len(plain) >= _SHORTEST_SOUND else ""


def sounding(name: str, country: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Return what the main names of the country (ISO code) that sound like `name` mean."""
    wanted = sound(normalise(name))
    if not wanted:
        return []
    found: dict[tuple[str, float, float], Candidate] = {}
    for key in _sounds(gazetteer, country).get(wanted, ()):
        for c in gazetteer.look(key):
            if c.country == country and c.primary:
                found[c.feature, c.lat, c.lon] = c
    return list(found.values())


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


@lru_cache(maxsize=8)
def _sounds(gazetteer: Gazetteer, country: str) -> dict[str, list[str]]:
    """Return the keys of the country's main names by their sound."""
    by_sound: dict[str, list[str]] = {}
    for keys in _names(gazetteer, country).values():
        for key in dict.fromkeys(keys):
            if sounds := sound(key):
                by_sound.setdefault(sounds, []).append(key)
    return by_sound
